"""An independent check of weeks against conditions, medicines, life stages, diets and allergies.

Written from the rows of safety.csv and from what the food table states; nothing of the rules, their
names or their code is read here. What is in a dish is read from its lines, row by row.
"""

import math
import re
from dataclasses import dataclass, field

from foods.models import Food, FoodAmount, FoodFact
from people.models import Person
from planner.board import load_board
from planner.models import Meal, Plan
from recipes.models import RecipeLine

#: What people say, brand names among it, with a tag of our own for what it is.
MEDICINES = {
    "warfarin": "vka",
    "Marevan 3 mg": "vka",
    "Coumadin": "vka",
    "acenocoumarol": "vka",
    "phenelzine": "maoi",
    "Nardil": "maoi",
    "tranylcypromine": "maoi",
    "simvastatin 40 mg": "grapefruit",
    "Zocor": "grapefruit",
    "felodipine": "grapefruit",
    "tacrolimus": "grapefruit",
    "isotretinoin": "retinoid",
    "Roaccutane": "retinoid",
    "ramipril": "potassium",
    "Lisinopril": "potassium",
    "losartan": "potassium",
    "Cozaar": "potassium",
    "spironolactone": "potassium",
    "Aldactone": "potassium",
    "trimethoprim": "potassium",
    "levothyroxine": "",
    "Synthroid": "",
    "alendronate": "",
    "metformin": "",
    "apixaban": "",
    "prednisolone, long term": "sodium",
    "lithium": "",
    "furosemide": "",
    "omeprazole, 2 years": "",
    "ibuprofen": "",
}
CONDITIONS = {
    "chronic kidney disease stage 4": "kidney",
    "CKD, eGFR 75": "potassium",
    "high blood pressure": "sodium",
    "heart failure": "fluid sodium",
    "SIADH": "fluid",
    "fluid restriction": "fluid",
    "coeliac disease": "coeliac",
    "G6PD deficiency": "fava",
    "haemochromatosis": "iron",
    "chemotherapy": "immune",
    "gout": "",
    "type 2 diabetes": "",
    "calcium oxalate kidney stones": "oxalate",
    "lactose intolerance": "",
    "Crohn's disease": "",
    "Addison's disease": "potassium",
    "dialysis": "no-plan",
    "phenylketonuria": "no-plan",
    "galactosaemia": "no-plan",
    "anorexia nervosa": "no-plan",
    "eating disorder": "no-plan",
}
CHEESES = r"cheddar|gouda|edam|emmental|gruy|parmesan|pecorino|provolone|blue cheese|roquefort"
MOULDY = r"brie|camembert|blue cheese|roquefort|gorgonzola|goat'?s cheese, soft"
CURED = r"salami|chorizo|prosciutto|pepperoni"
#: Counted over the week.
LIMITED = ("vitamin_k1", "sodium", "potassium")
#: By tag: names of foods that are out (S003, S030, S031, S033, S037, S057, S059, S067, S069-S075).
OUT = {
    "vka": r"natto",
    "maoi": rf"{CHEESES}|{CURED}|sauerkraut|kimchi|natto|miso|soy sauce|tamari|yeast extract",
    "grapefruit": r"grapefruit|pomelo|seville orange",
    "retinoid": r"\bliver\b|cod.liver",
    "kidney": r"star fruit|carambola",
    "fava": r"\bfava\b|broad bean",
    "iron": r"fortified.*(flakes|bran)|(flakes|bran).*fortified",
    "immune": rf"{MOULDY}|sprouts, raw|smoked salmon|{CURED}|unpasteuri[sz]ed",
    "pregnancy": rf"\bliver\b|cod.liver|swordfish|shark|marlin|king mackerel|tilefish|{MOULDY}"
    rf"|p[âa]t[ée]\b|smoked salmon|{CURED}|sprouts, raw",
    "child": r"^(almonds|brazil nuts|cashews|hazelnuts|macadamia nuts|pecans|pistachios|peanuts"
    r"|walnuts|mixed nuts)(, (raw|dry-roasted|shelled|unsalted|with peanuts))*$|^grapes|popcorn"
    r"|rice drink",
}
#: High in oxalate (S045): no more than a tablespoon.
OXALATE = (
    r"spinach|swiss chard|beetroot|rhubarb|almond (butter|flour)|^almonds|^cashew|wheat bran|cocoa"
)
SPOONFUL = 15.0
#: By tag: facts that every food must be stated free of (S055, S075).
FREE_OF = {"coeliac": {"gluten"}, "pregnancy": {"alcohol"}}
DIETS = {
    "omnivore": set(),
    "pescatarian": {"meat", "pork"},
    "vegetarian": {"meat", "pork", "fish", "crustaceans", "molluscs"},
    "vegan": {"meat", "pork", "fish", "crustaceans", "molluscs", "milk", "egg", "honey"},
}
ALSO = {"no-pork": {"pork"}, "no-alcohol": {"alcohol"}, "gluten-free": {"gluten"}}
OILY = r"salmon|sardine|mackerel|herring|trout|anchov|kipper|pilchard|sprat"
#: Grams of oily fish a week in pregnancy: two portions (S072).
OILY_WEEK = 280.0
#: mg of potassium in one food of a helping with weak kidneys (S038).
POTASSIUM = 200.0
#: The K1 of a usual day is the AI, and a week stays within a fifth of it.
K1 = {"female": 90.0, "male": 120.0}
#: mg of sodium a day (S047); 2,000 mg with kidney disease (S041).
SODIUM = 2300.0
SODIUM_KIDNEY = 2000.0
#: mg of potassium a day: the highest adequate intake of any adult (S007b to S010b, S061).
POTASSIUM_DAY = 3400.0


@dataclass
class Eats:
    """Somebody with the tags of what they told."""

    person: Person
    tags: set[str]
    avoid: set[str]
    foods: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Eaten:
    """Grams of a food on a plate; `bought` where it is only what was bought for it."""

    food: int
    grams: float
    bought: bool = False
    heated: bool = False


@dataclass
class Pantry:
    """The food table, read once."""

    names: dict[int, str]
    roots: dict[int, int]
    states: dict[tuple[int, str], str]
    amounts: dict[tuple[int, str], float]


def read_pantry() -> Pantry:
    foods = list(Food.objects.values_list("pk", "name", "bought_as_id"))
    amounts = FoodAmount.objects.filter(nutrient="potassium")
    return Pantry(
        names={pk: name.lower() for pk, name, _bought in foods},
        roots={pk: bought or pk for pk, _name, bought in foods},
        states={
            (f, fact): s for f, fact, s in FoodFact.objects.values_list("food", "fact", "state")
        },
        amounts={(f, n): a for f, n, a in amounts.values_list("food", "nutrient", "amount")},
    )


def tags_of(person: Person, told: list[tuple[str, str]], age: int) -> set[str]:
    """What somebody is, from what they told, their stage and age."""
    known = {**MEDICINES, **CONDITIONS}
    tags = {tag for _kind, text in told for tag in known[text].split()}
    tags |= {"pregnancy"} if person.life_stage == "pregnancy" else set()
    return tags | ({"child"} if 1 <= age <= 4 else set())


def plates(plan: Plan) -> list[tuple[Meal, int, list[Eaten]]]:
    """(meal, person, what is eaten) of every serving."""
    found = []
    meals = plan.meals.select_related("batch__revision").prefetch_related("servings")
    for meal in meals:
        for serving in meal.servings.all():
            if meal.batch is None:
                found.append((meal, serving.person_id, [Eaten(meal.food_id or 0, serving.amount)]))
                continue
            share = serving.amount / meal.batch.revision.servings
            lines = RecipeLine.objects.filter(revision=meal.batch.revision_id)
            found.append((meal, serving.person_id, [e for one in lines for e in _line(one, share)]))
    return found


def _line(line: RecipeLine, share: float) -> list[Eaten]:
    if line.eaten_food_id is None:
        return [Eaten(line.food_id, line.grams * share, heated=bool(line.cooked))]
    return [
        Eaten(line.eaten_food_id, (line.eaten_grams or 0.0) * share),
        Eaten(line.food_id, line.grams * share, bought=line.food_id != line.eaten_food_id),
    ]


def check(plan: Plan, people: list[Eats], pantry: Pantry) -> list[str]:
    """Every violation, in words."""
    found: list[str] = []
    eaten: dict[int, list[Eaten]] = {one.person.pk: [] for one in people}
    for meal, person, plate in plates(plan):
        eats = next(one for one in people if one.person.pk == person)
        drinks = meal.slot == "drinks"
        if drinks and "fluid" in eats.tags:
            found.append(f"water is poured for {sorted(eats.tags)}")
        eaten[person] += plate
        for one in () if drinks else plate:
            found += [f"{pantry.names[one.food]}: {why}" for why in _against(eats, one, pantry)]
    board = load_board(plan)
    for eats in people:
        days = [board.day(eats.person.pk, date) for date in plan.dates]
        means = {key: sum(day.amount(key) for day in days) / plan.days for key in LIMITED}
        found += _week(eats, eaten[eats.person.pk], plan.days, means, pantry)
    return found


def _against(eats: Eats, one: Eaten, pantry: Pantry) -> list[str]:
    name = pantry.names[one.food]
    found = [
        f"out with {tag}"
        for tag in eats.tags
        if tag in OUT
        and not one.bought
        and re.search(OUT[tag], name)
        # Sprouts and cured meat are fine once they were heated.
        and not (one.heated and re.search(rf"sprouts|smoked|{CURED}", name))
    ]
    must = eats.avoid | {fact for tag in eats.tags for fact in FREE_OF.get(tag, ())}
    found += [
        f"not known to be free of {fact}"
        for fact in must
        if pantry.states.get((one.food, fact)) != "free" and not _certified_oats(eats, fact, name)
    ]
    if {one.food, pantry.roots[one.food]} & eats.foods:
        found.append("avoided as such")
    if "oxalate" in eats.tags and not one.bought and re.search(OXALATE, name):
        found += [f"{one.grams:.0f} g, high in oxalate"] if one.grams > SPOONFUL + 1e-6 else []
    if "kidney" in eats.tags and not one.bought:
        found += _potassium(one, pantry)
    return found


def _certified_oats(eats: Eats, fact: str, name: str) -> bool:
    return fact == "gluten" and "coeliac" in eats.tags and "certified gluten-free" in name


def _potassium(one: Eaten, pantry: Pantry) -> list[str]:
    amount = pantry.amounts.get((one.food, "potassium"), 0.0) * one.grams / 100.0
    facts = ("meat", "fish", "crustaceans", "molluscs", "egg")
    spared = any(pantry.states.get((one.food, fact)) == "contains" for fact in facts)
    over = amount > POTASSIUM + 1e-6 and not spared
    return [f"{amount:.0f} mg of potassium with weak kidneys"] if over else []


def _week(
    eats: Eats, eaten: list[Eaten], days: int, means: dict[str, float], pantry: Pantry
) -> list[str]:
    """What is counted over the week; the board's figures have a checker of their own."""
    found = []
    if "pregnancy" in eats.tags:
        plain = (one for one in eaten if not one.bought)
        oily = sum(one.grams for one in plain if re.search(OILY, pantry.names[one.food]))
        if oily > OILY_WEEK * max(1.0, days / 7) + 1e-6:
            found.append(f"{oily:.0f} g of oily fish in {days} days of pregnancy")
    most = dict.fromkeys(LIMITED, math.inf)
    if "vka" in eats.tags:
        most["vitamin_k1"] = 1.2 * _k1(eats)
    if eats.tags & {"sodium", "kidney"}:
        most["sodium"] = SODIUM_KIDNEY if "kidney" in eats.tags else SODIUM
    if "potassium" in eats.tags:
        most["potassium"] = POTASSIUM_DAY
    over = (key for key in LIMITED if means[key] > most[key] * (1 + 1e-6))
    return found + [f"{means[key]:.0f} of {key} a day, {sorted(eats.tags)}" for key in over]


def _k1(eats: Eats) -> float:
    return K1[eats.person.sex]
