"""An independent judge of a week: plain loops over rows and the raw reference table.

It shares no code with `planner.optimiser` or `planner.problems`; rules are written here anew, in
the words of docs and issue. `from_plan` reads a stored plan, `from_report` the JSON of `plan_week`;
`violations` says in words what a week breaks.
"""

import csv
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foods.models import Food, FoodAmount, FoodFact
from knowledge.retention import retention_factors
from people.models import Avoidance
from people.queries import targets_on
from people.targets import Profile, targets_for
from planner.models import Plan
from recipes.models import Recipe, RecipeLine, RecipeRevision

DRI = Path(__file__).resolve().parents[2] / "knowledge" / "data" / "dri.csv"

LAND = {"meat", "pork"}
SEA = {"fish", "crustaceans", "molluscs"}
DIET_LEAVES_OUT = {
    "omnivore": set(),
    "pescatarian": LAND,
    "vegetarian": LAND | SEA,
    "vegan": LAND | SEA | {"milk", "egg", "honey"},
}
COOKINGS_IN_SEVEN_DAYS = {"breakfast": 5, "smoothie": 5, "snack": 5, "lunch": 2, "dinner": 1}
LEFTOVERS_AT = {"lunch", "dinner"}
LONG_MINUTES = 20
LONG_A_WEEKDAY = 2
LIST_FOODS = 50
#: Amounts that rows hold per unit of dri.csv, where the two differ.
UNIT = {("copper", "µg"): 0.001, ("water_total", "L"): 1000.0}
#: dri.csv's name -> the nutrient whose total is compared, by scope.
COUNTED_AS = {"retinol": "retinol", "folic_acid": "folic_acid"}
SLACK = 1e-6


@dataclass
class Eats:
    """Someone at the table."""

    key: Any
    sex: str
    age: int
    life_stage: str
    kcal: float
    leaves_out: set[str]
    foods: set[int] = field(default_factory=set)


@dataclass
class Sitting:
    """A dish (`revision`) or a food as it is on a date and slot; the other of the two is 0."""

    date: dt.date
    slot: str
    portions: dict[Any, float]
    revision: int = 0
    food: int = 0
    batch: Any = None
    cooked: dt.date = dt.date.min
    """The day a dish was cooked."""
    locked: bool = False

    @property
    def place(self) -> str:
        return f"{self.date} {self.slot}"

    @property
    def is_leftover(self) -> bool:
        return bool(self.revision) and self.cooked != self.date

    @property
    def said(self) -> tuple[Any, ...]:
        """What a lock keeps."""
        portions = tuple(sorted((str(k), round(v, 6)) for k, v in self.portions.items()))
        return (self.date, self.slot, self.revision, self.food, self.cooked, portions)


@dataclass
class Week:
    """A plan as the checker sees it."""

    start: dt.date
    days: int
    slots: list[str]
    people: list[Eats]
    sittings: list[Sitting]

    @property
    def dates(self) -> list[dt.date]:
        return [self.start + dt.timedelta(days=n) for n in range(self.days)]

    @property
    def dishes(self) -> list[Sitting]:
        return [s for s in self.sittings if s.revision]


def from_plan(plan: Plan) -> Week:
    """A stored plan."""
    people = []
    for seat in plan.seats.select_related("person"):
        person = seat.person
        kcals = [targets_on(person, date).energy.kcal for date in plan.dates]
        out = Avoidance.objects.filter(person=person)
        people.append(
            Eats(
                key=person.pk,
                sex=person.sex,
                age=person.age_on(plan.start),
                life_stage=person.life_stage,
                kcal=sum(kcals) / len(kcals),
                leaves_out=DIET_LEAVES_OUT[person.diet] | {row.fact for row in out if row.fact},
                foods={row.food_id for row in out if row.food_id},
            )
        )
    sittings = [
        Sitting(
            date=meal.date,
            slot=meal.slot,
            portions={serving.person_id: serving.amount for serving in meal.servings.all()},
            revision=meal.batch.revision_id if meal.batch else 0,
            food=meal.food_id or 0,
            batch=meal.batch_id,
            cooked=meal.batch.cook_date if meal.batch else meal.date,
            locked=meal.locked,
        )
        for meal in plan.meals.select_related("batch").prefetch_related("servings")
    ]
    slots = [slot.key for slot in plan.slots.all() if slot.key != "drinks"]
    return Week(plan.start, plan.days, slots, people, sittings)


def from_report(told: dict[str, Any]) -> Week:
    """The JSON of `plan_week`; dishes are those of the library as it is loaded."""
    start = dt.date.fromisoformat(told["start"])
    sittings = []
    for meal in told["menu"]:
        cooked = meal["leftover_of"] or {"day": meal["day"], "slot": meal["slot"]}
        sittings.append(
            Sitting(
                date=dt.date.fromisoformat(meal["date"]),
                slot=meal["slot"],
                portions=meal["portions"],
                revision=Recipe.objects.get(slug=meal["dish"]).current_id or 0,
                batch=(cooked["day"], cooked["slot"], meal["dish"]),
                cooked=start + dt.timedelta(days=cooked["day"]),
            )
        )
    for row in told["drinks"]:
        food = Food.objects.get(slug=row["food"]).pk
        date = dt.date.fromisoformat(row["date"])
        sittings.append(Sitting(date, "drinks", row["grams"], food=food))
    people = [_told_person(person) for person in told["people"]]
    return Week(start, told["days"], told["slots"], people, sittings)


def _told_person(told: dict[str, Any]) -> Eats:
    profile = Profile(
        told["sex"],
        told["age"],
        told["life_stage"],
        None if "height_cm" in told["assumed"] else told["height_cm"],
        None if "weight_kg" in told["assumed"] else told["weight_kg"],
        told["activity"],
    )
    return Eats(
        key=told["key"],
        sex=told["sex"],
        age=told["age"],
        life_stage=told["life_stage"],
        kcal=targets_for(profile).energy.kcal,
        leaves_out=DIET_LEAVES_OUT[told["diet"]] | set(told["avoid"]),
    )


def violations(week: Week, before: Week | None = None) -> list[str]:
    """Everything a week breaks; `before` is the board whose locked meals had to stay."""
    revisions = {s.revision for s in week.dishes}
    lines: dict[int, list[RecipeLine]] = defaultdict(list)
    for line in RecipeLine.objects.filter(revision__in=revisions).select_related(
        "food", "eaten_food"
    ):
        lines[line.revision_id].append(line)
    dishes = {r.pk: r for r in RecipeRevision.objects.filter(pk__in=revisions)}
    return [
        *_places(week, dishes),
        *_allergens(week, lines),
        *_limits(week, lines, dishes),
        *_portions(week),
        *_leftovers(week, dishes),
        *_repeats(week, dishes),
        *_same_day(week, dishes),
        *_minutes(week, dishes),
        *_list(week, lines),
        *(_locks(week, before) if before else []),
    ]


def _places(week: Week, dishes: dict[int, RecipeRevision]) -> list[str]:
    found = []
    for date in week.dates:
        for slot in week.slots:
            here = [s for s in week.sittings if s.date == date and s.slot == slot]
            eaters = {key for s in here for key in s.portions}
            for person in week.people:
                if person.key not in eaters:
                    found.append(f"nothing to eat for {person.key} at {date} {slot}")
            if len([s for s in here if s.revision]) > 1:
                found.append(f"two dishes at {date} {slot}")
    for s in week.dishes:
        fits = {row.slot for row in dishes[s.revision].slots.all()}
        if s.slot not in fits and not s.locked:
            found.append(f"{dishes[s.revision].name} is no {s.slot} ({s.place})")
        if s.date not in week.dates:
            found.append(f"{s.place} is outside the plan")
    return found


def _foods_of(s: Sitting, lines: dict[int, list[RecipeLine]]) -> set[int]:
    if s.food:
        return {s.food}
    found = set()
    for line in lines[s.revision]:
        found.add(line.food_id)
        if line.eaten_food_id:
            found.add(line.eaten_food_id)
    return found


def _allergens(week: Week, lines: dict[int, list[RecipeLine]]) -> list[str]:
    used = {food for s in week.sittings for food in _foods_of(s, lines)}
    stated: dict[tuple[int, str], str] = {}
    for row in FoodFact.objects.filter(food__in=used):
        stated[row.food_id, row.fact] = row.state
    names = dict(Food.objects.filter(pk__in=used).values_list("pk", "name"))
    found = []
    for s in week.sittings:
        for person in week.people:
            if person.key not in s.portions:
                continue
            for food in _foods_of(s, lines):
                if food in person.foods:
                    found.append(f"{names[food]} is avoided by {person.key} ({s.place})")
                for fact in person.leaves_out:
                    state = stated.get((food, fact), "unknown")
                    if state != "free":
                        found.append(
                            f"{fact} is {state} in {names[food]} for {person.key} ({s.place})"
                        )
    return found


def limits_of(person: Eats) -> dict[tuple[str, str], float]:
    """(scope, nutrient whose total counts) -> the blocking limit, from the raw table."""
    found = {}
    stages = {"child", "adult"} if person.life_stage == "none" else {person.life_stage}
    with DRI.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            last = int(row["age_max_years"] or 999)
            if row["life_stage"] not in stages or row["sex"] not in ("any", person.sex):
                continue
            if not int(row["age_min_years"]) <= person.age <= last:
                continue
            if row["ul"] and row["ul_rule"] == "block":
                counted = COUNTED_AS.get(row["ul_scope"], row["nutrient"])
                unit = UNIT.get((row["nutrient"], row["unit"]), 1.0)
                found[row["ul_scope"], counted] = float(row["ul"]) * unit
    return found


def eaten(
    week: Week,
    person: Any,
    nutrient: str,
    scope: str,
    lines: dict[int, list[RecipeLine]],
    dishes: dict[int, RecipeRevision],
) -> float:
    """The mean per day of what counts towards a limit of a scope."""
    rows = FoodAmount.objects.filter(nutrient=nutrient).values_list("food_id", "amount", "origin")
    counts = {"supplement": {"supplement"}, "added": {"added", "supplement"}}.get(scope)
    per_100 = {food: amount for food, amount, origin in rows if not counts or origin in counts}
    total = 0.0
    for s in week.sittings:
        portion = s.portions.get(person, 0.0)
        if s.food:
            total += per_100.get(s.food, 0.0) * portion / 100.0
            continue
        for line in lines[s.revision]:
            if not line.optional:
                total += _of_line(line, per_100, nutrient) * portion / dishes[s.revision].servings
    return total / week.days


def _of_line(line: RecipeLine, per_100: dict[int, float], nutrient: str) -> float:
    if line.eaten_food_id and line.eaten_grams:
        return per_100.get(line.eaten_food_id, 0.0) * line.eaten_grams / 100.0
    kept = 1.0
    if line.cooked:
        kept = retention_factors(line.food.retention_group, line.cooked).shares[nutrient]
    return per_100.get(line.food_id, 0.0) * line.grams / 100.0 * kept


def _limits(
    week: Week, lines: dict[int, list[RecipeLine]], dishes: dict[int, RecipeRevision]
) -> list[str]:
    found = []
    for person in week.people:
        for (scope, nutrient), limit in limits_of(person).items():
            mean = eaten(week, person.key, nutrient, scope, lines, dishes)
            if mean > limit * (1 + SLACK):
                found.append(
                    f"{nutrient} ({scope}) of {person.key} is {mean:.4g}, the limit {limit:g}"
                )
    return found


def _portions(week: Week) -> list[str]:
    found = []
    for s in week.dishes:
        if s.locked:
            continue
        for person in week.people:
            portion = s.portions.get(person.key)
            if portion is None:
                continue
            # Half to one and a half of the usual portion, which is in quarters itself.
            usual = max(0.25, int(person.kcal / 500.0 + 0.5) / 4)
            low, high = max(0.25, 0.5 * usual), max(0.25, 1.5 * usual)
            if not low - SLACK <= portion <= high + SLACK or abs(portion * 4 % 1) > SLACK:
                found.append(f"{person.key} has {portion:g} of the dish at {s.place}")
    return found


def _leftovers(week: Week, dishes: dict[int, RecipeRevision]) -> list[str]:
    found = []
    batches: dict[Any, list[Sitting]] = defaultdict(list)
    for s in week.dishes:
        batches[s.batch].append(s)
        dish = dishes[s.revision]
        age = (s.date - s.cooked).days
        if age < 0 or age > dish.keeps_days:
            found.append(f"{dish.name} at {s.place} is {age} days old, keeps {dish.keeps_days}")
        if s.is_leftover and s.slot not in LEFTOVERS_AT and not s.locked:
            found.append(f"leftovers at {s.place}")
    for batch in batches.values():
        if len({s.revision for s in batch}) > 1:
            found.append(f"one cooking, two dishes: {', '.join(s.place for s in batch)}")
        fresh = [s for s in batch if not s.is_leftover]
        if len(fresh) != 1:
            found.append(f"cooked {len(fresh)} times: {', '.join(s.place for s in batch)}")
    return found


def _repeats(week: Week, dishes: dict[int, RecipeRevision]) -> list[str]:
    cooked: dict[tuple[int, str], list[dt.date]] = defaultdict(list)
    for s in week.dishes:
        if not s.is_leftover:
            cooked[dishes[s.revision].recipe_id, s.slot].append(s.date)
    found = []
    for (recipe, slot), dates in cooked.items():
        for first in dates:
            span = [d for d in dates if 0 <= (d - first).days < 7]
            if len(span) > COOKINGS_IN_SEVEN_DAYS[slot]:
                name = next(d.name for d in dishes.values() if d.recipe_id == recipe)
                found.append(f"{name} is cooked {len(span)} times for {slot} from {first}")
    return found


def _same_day(week: Week, dishes: dict[int, RecipeRevision]) -> list[str]:
    seen: dict[tuple[dt.date, int], int] = defaultdict(int)
    for s in week.dishes:
        seen[s.date, dishes[s.revision].recipe_id] += 1
    return [f"a dish twice on {date}" for (date, _), many in seen.items() if many > 1]


def _minutes(week: Week, dishes: dict[int, RecipeRevision]) -> list[str]:
    long: dict[dt.date, int] = defaultdict(int)
    for s in week.dishes:
        cooked_now = not s.is_leftover
        if cooked_now and s.date.weekday() < 5:
            long[s.date] += dishes[s.revision].active_minutes > LONG_MINUTES
    return [f"{many} long dishes on {d}" for d, many in long.items() if many > LONG_A_WEEKDAY]


def listed(week: Week, lines: dict[int, list[RecipeLine]]) -> set[str]:
    """Foods that are bought and are no pantry staples."""
    found = set()
    for s in week.dishes:
        for line in lines[s.revision]:
            bought = line.food.bought_as or line.food
            if not bought.pantry:
                found.add(bought.slug)
    return found


def _list(week: Week, lines: dict[int, list[RecipeLine]]) -> list[str]:
    foods = len(listed(week, lines))
    return [f"{foods} foods on the shopping list"] if foods > LIST_FOODS else []


def _locks(week: Week, before: Week) -> list[str]:
    now = {s.said for s in week.sittings}
    return [
        f"what was locked at {s.place} is gone"
        for s in before.sittings
        if s.locked and s.said not in now
    ]
