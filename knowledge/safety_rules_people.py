"""What a person says, as typed or ticked, to the facts that safety rules ask for.

Names come from `data/medicines.csv`, `data/conditions.csv` and `data/allergies.csv`. What no list
knows comes back as unrecognised: never dropped, and never taken for something else.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from knowledge.medicines import Unrecognised, close_names, facts_of, recognise
from knowledge.phrases import Phrases, closure, plain, words
from knowledge.safety_rules_subjects import known_foods
from knowledge.tables import DATA, read_table, unique

#: eGFR in ml/min/1.73 m² below which the potassium of foods is limited (S038, stage 3b).
LOW_EGFR: Final = 45.0
#: "Under 5": the ages of S069, in completed years; what chokes at one chokes before.
YOUNG_CHILD: Final = range(5)
#: Completed years from which nobody is a minor.
ADULT_FROM: Final = 18
NOT_LOW_STAGES: Final = frozenset({"1", "2", "3a"})
DIETS: Final = {
    "vegan": "diet_vegan",
    "plant based": "diet_vegan",
    "vegetarian": "diet_vegetarian",
    "pescatarian": "diet_pescatarian",
    "pescetarian": "diet_pescatarian",
    "no pork": "diet_no_pork",
    "no alcohol": "diet_no_alcohol",
    "gluten free": "diet_gluten_free",
    "low lactose": "diet_low_lactose",
}
PLAIN_DIETS: Final = frozenset({"", "omnivore", "everything", "none", "no restriction"})
TREE_NUTS: Final = (
    *("tree_nut", "almond", "hazelnut", "walnut", "cashew", "pecan", "brazil_nut"),
    *("pistachio", "macadamia"),
)
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "tree_nut": TREE_NUTS,
    "nuts": (*TREE_NUTS, "peanut"),
    "shellfish": ("crustaceans", "molluscs"),
}
_EGFR = re.compile(r"\b(?:e?gfr|creatinine clearance|crcl)\D{0,4}(\d+(?:\.\d+)?)")
_STAGE = re.compile(r"\bstage ?g?(\d[ab]?)|\bg([1-5][ab]?)\b")
_DENIED = re.compile(r"^(?:no|not|never|without|family history of|mother has|father has)\b")
#: What a denial may be about besides a condition we know: "no other health problems".
_ANYTHING = re.compile(
    r"^(?:no|not|never|none)$|\b(?:condition|problem|issue|illness|disease|trouble|concern|known"
    r"|diagnos|sure|that i know|that i am aware)"
)
#: What goes on after these is no longer denied, and is looked at by itself.
_CLAUSE = re.compile(r"\b(?:but|however|although|and)\b", re.IGNORECASE)
#: Little or no food for days, in the words of someone who was not asked for a diagnosis (S062).
_STARVED = re.compile(
    r"\b(?:not|hardly|barely|havent|hasnt|stopped|without)(?: \w+)? (?:eat|eaten|eating)"
    r"(?: much| anything| properly| enough)? (?:for|in|since)\b"
    r"|\b(?:eat|eaten|eating|ate) (?:almost |next to |hardly |barely )?(?:nothing|anything) "
    r"(?:for|in|since)\b"
    r"|\bno food (?:for|in|since)\b|\bfast(?:ed|ing)? (?:for )?(?:[5-9]|\d\d+|five|six|seven|eight"
    r"|nine|ten) days\b"
)
_BMI = re.compile(r"\bbmi\D{0,4}(\d+(?:\.\d+)?)")
#: kg/m²: below, feeding is begun under medical care (NICE CG32, one criterion by itself; S062).
REFEEDING_BMI: Final = 16.0
#: Words of an organ, an operation or a blood value: what stands beside a condition we know is not
#: passed over.
_TELLING: Final = frozenset(
    words(
        "kidney renal liver heart potassium surgery operation bypass tube feeding"
        " swallowing pancreas pancreatic stomach bowel intestine enzyme metabolic"
    )
)
#: Single cereals: no food of the table is judged for one of them alone, so gluten stands for it.
_CEREALS: Final = frozenset({"allergy_rye", "allergy_barley", "allergy_oats"})
_SEPARATOR = re.compile(r"[;\n]")


@dataclass(frozen=True, slots=True)
class Person:
    """What rules ask of a person: facts by name, and the age in completed years where known."""

    facts: frozenset[str]
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A person as understood, and what was not."""

    person: Person
    unrecognised: tuple[Unrecognised, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition with the words people use for it, and what it brings with it."""

    id: str
    name: str
    implies: tuple[str, ...]
    words: tuple[str, ...]


@cache
def load_conditions(folder: Path = DATA) -> Mapping[str, Condition]:
    """The conditions by id; `TableError` where the file is not as it should be."""
    columns = ("id", "name", "implies", "words")
    rows = unique(read_table(folder / "conditions.csv", columns), "id")
    return {
        row.text("id"): Condition(
            row.text("id"), row.text("name"), row.words("implies"), row.words("words")
        )
        for row in rows
    }


@cache
def load_allergies(folder: Path = DATA) -> Mapping[str, tuple[str, ...]]:
    """The words for each allergen by its id; `TableError` where the file is broken."""
    rows = unique(read_table(folder / "allergies.csv", ("id", "words")), "id")
    return {row.text("id"): row.words("words") for row in rows}


def read_person(
    medicines: Iterable[str] = (),
    conditions: Iterable[str] = (),
    allergies: Iterable[str] = (),
    diet: str = "",
    life_stage: str = "",
    age: int | None = None,
) -> Reading:
    """The facts of a person; each text may hold several things separated by ';'."""
    parts = [_medicine(text) for text in _items(medicines)]
    parts += [_condition(text) for text in _items(conditions)]
    parts += [_allergy(text) for text in _items(allergies)]
    parts += [_diet(text) for text in re.split(r"[;,]", diet)]
    facts = {"anyone"}.union(*(found for found, _ in parts))
    if plain(life_stage) in ("pregnancy", "lactation"):
        facts.add(plain(life_stage))
    if age in YOUNG_CHILD:
        facts.add("age_1_4")
    if age == 0:
        facts.add("infant")
    if age is not None and age < ADULT_FROM:
        facts.add("minor")
    implied = {one.id: one.implies for one in load_conditions().values()}
    unknown = dict.fromkeys(one for _, several in parts for one in several)
    return Reading(Person(closure(facts, implied), age), tuple(unknown))


def _items(texts: Iterable[str]) -> list[str]:
    return [one.strip() for text in texts for one in _SEPARATOR.split(text) if one.strip()]


Part = tuple[frozenset[str], tuple[Unrecognised, ...]]


def _medicine(text: str) -> Part:
    found, unknown = recognise(text)
    facts = {fact for one in found for fact in facts_of(one, text)}
    return frozenset(facts), unknown


@cache
def _condition_names() -> tuple[Phrases, Mapping[str, str]]:
    named = {word: one.id for one in load_conditions().values() for word in one.words}
    return Phrases(named), named


def _condition(text: str) -> Part:
    """Every clause by itself, so that nothing told beside a known condition is passed over."""
    parts = [_clause(one.strip()) for one in _CLAUSE.split(text) if one.strip()]
    found = set().union(*(facts for facts, _ in parts))
    unknown = tuple(one for _, several in parts for one in several)
    if unknown and not found:
        return frozenset(), (_unknown_condition(text),)
    if "ckd" in found and not _kidneys_suffice(plain(text)):
        found.add("ckd_low")
    return frozenset(found), unknown


def _clause(text: str) -> Part:
    said = plain(text)
    if _starves(said):
        return frozenset({"refeeding"}), ()
    phrases, named = _condition_names()
    text_words = words(text)
    found = phrases.find(text_words)
    if _DENIED.search(said) and (found or _ANYTHING.search(said)):
        return frozenset(), ()
    facts = frozenset(named[one.name] for one in found)
    covered = {at for one in found for at in range(one.start, one.end)}
    left = {word for at, word in enumerate(text_words) if at not in covered}
    if any(word.startswith("allerg") for word in left):
        allergies = _allergens(text)
        if not allergies:
            return facts, (_unknown_condition(text),)
        facts |= allergies
    if not facts or left & _TELLING:
        return facts, (_unknown_condition(text),)
    return facts, ()


def _starves(said: str) -> bool:
    bmi = _BMI.search(said)
    return bool(_STARVED.search(said)) or (bmi is not None and float(bmi[1]) < REFEEDING_BMI)


def _allergens(text: str) -> frozenset[str]:
    """Allergens that every food is judged for; any other is asked back, as no fact says it."""
    facts, _unknown = _allergy(text)
    if facts & _CEREALS:
        facts |= {"allergy_gluten"}
    return frozenset(one for one in facts if not one.startswith("allergy_to:")) - {"allergy"}


def _unknown_condition(text: str) -> Unrecognised:
    _phrases, named = _condition_names()
    return Unrecognised("condition", text, close_names(text, tuple(named)))


def _kidneys_suffice(said: str) -> bool:
    """Whether eGFR or stage is given and above the limit; nothing said is never enough."""
    egfr, stage = _EGFR.search(said), _STAGE.search(said)
    if egfr:
        return float(egfr[1]) >= LOW_EGFR
    return stage is not None and (stage[1] or stage[2]) in NOT_LOW_STAGES


@cache
def _allergy_names() -> tuple[Phrases, Mapping[str, str]]:
    named = {word: key for key, several in load_allergies().items() for word in several}
    return Phrases(named), named


def _allergy(text: str) -> Part:
    phrases, named = _allergy_names()
    found = {named[one.name] for one in phrases.find(words(text))}
    if found:
        return frozenset({"allergy", *(f"allergy_{one}" for one in _members(found))}), ()
    foods = known_foods(text)
    if foods:
        return frozenset({"allergy", *(f"allergy_to:{one}" for one in foods)}), ()
    return frozenset(), (Unrecognised("allergy", text, close_names(text, tuple(named))),)


def _members(found: set[str]) -> set[str]:
    """Words for several allergens stand for each of them."""
    return {member for one in found for member in GROUPS.get(one, (one,))}


def _diet(text: str) -> Part:
    said = " ".join(re.findall(r"[a-z]+", plain(text)))
    if said in PLAIN_DIETS:
        return frozenset(), ()
    facts = frozenset(fact for name, fact in DIETS.items() if name in said)
    if facts:
        return facts, ()
    return facts, (Unrecognised("diet", text.strip(), close_names(said, tuple(DIETS))),)
