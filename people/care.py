"""What must be minded of one person: avoidances, diet, conditions, medicines, limits lifted. Pure.

A `Record` is what is written down; `care` reads it for a day, because age and pregnancy are of a
day, and `strictest` for several. Conflicts resolve towards safety: facts only ever add up.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from foods.facts import DIETS, FACTS
from knowledge.medicines import Unrecognised
from knowledge.phrases import words
from knowledge.safety_rules import Reason, judge, rules_for
from knowledge.safety_rules_people import (
    ADULT_FROM,
    REFEEDING_BMI,
    Person,
    Reading,
    read_person,
)
from knowledge.safety_rules_subjects import Subject
from people.targets import Override

#: What each of "also left out" (`people.models.ALSO`) means as facts; low-lactose is a rule's own.
ALSO_FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "no-pork": ("pork",),
    "no-alcohol": ("alcohol",),
    "gluten-free": ("gluten",),
}
ALL_FACTS: Final = frozenset(FACTS)
#: The strictest wins where a thing is avoided twice.
STRENGTHS: Final = ("preference", "diet", "intolerance", "allergy")
#: What a renal clinic sets before a week may be made on dialysis (S042: fluid and electrolytes).
CLINIC_SETS: Final = ("potassium", "sodium", "phosphorus", "protein", "water")
#: The highest daily limit that makes room for foods without a clinician having set it here.
#: Potassium, mg: the lower end of what KDOQI gives for kidney disease (2 to 4 g; recalled, design
#: choice), and less than a day of portions that the rule lets pass one by one.
WITHOUT_CLINICIAN: Final[Mapping[str, float]] = {"potassium": 2000.0}
#: Says of a plan that a clinician's own targets for all of `CLINIC_SETS` are there.
CLINIC_TARGETS: Final = "clinic_targets"


@dataclass(frozen=True, slots=True)
class AvoidedFood:
    """A single food that a person leaves out; `root` is what is bought for it."""

    food: int
    name: str
    strength: str
    root: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A condition or medicine as written down; `key` is what somebody said it is, if they did."""

    kind: str
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Lift:
    """A limit that a dietitian lifted, and why."""

    rule: str
    reason: str
    by: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What is written down about a person besides their profile."""

    avoids: tuple[tuple[str, str], ...] = ()
    """(fact, strength)."""
    foods: tuple[AvoidedFood, ...] = ()
    facts: tuple[Fact, ...] = ()
    lifts: tuple[Lift, ...] = ()
    overrides: tuple[Override, ...] = ()
    set_by_clinician: frozenset[tuple[str, str]] = frozenset()
    """(nutrient, target or limit) of figures that a dietitian or the owner of a practice set."""
    diet: str = "omnivore"
    also: tuple[str, ...] = ()

    @property
    def by_clinician(self) -> frozenset[str]:
        """Nutrients of which a clinician set a figure, be it a target or a limit."""
        return frozenset(nutrient for nutrient, _kind in self.set_by_clinician)


@dataclass(frozen=True, slots=True)
class Care:
    """What stands around one person on a day, or over some days."""

    record: Record
    reading: Reading
    avoided: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Fact -> allergy, intolerance, preference or diet."""

    @property
    def person(self) -> Person:
        """The facts that rules ask for."""
        return self.reading.person

    @property
    def unrecognised(self) -> tuple[Unrecognised, ...]:
        """What was told and no list knows: it restricts nothing, and everyone must see that."""
        return self.reading.unrecognised

    @property
    def lifted(self) -> frozenset[str]:
        """Rules that a dietitian lifted."""
        return frozenset(one.rule for one in self.record.lifts)

    @property
    def limits_set(self) -> frozenset[str]:
        """Nutrients with a limit of this person's own that makes room for foods.

        One that a dietitian or the owner of a practice set does. Anyone else may only write down a
        strict one (`WITHOUT_CLINICIAN`): a looser one caps the day and opens nothing.
        """
        return frozenset(
            own.nutrient
            for own in self.record.overrides
            if own.kind == "limit" and own.amount is not None and self._counts(own)
        )

    def _counts(self, own: Override) -> bool:
        strict = WITHOUT_CLINICIAN.get(own.nutrient)
        by_clinician = (own.nutrient, own.kind) in self.record.set_by_clinician
        return by_clinician or (strict is not None and (own.amount or 0.0) <= strict)

    def reasons(self, subject: Subject) -> tuple[Reason, ...]:
        """Why a subject is restricted for this person, the strictest first; lifted rules left out.

        What the person avoids is not among them: it is judged by facts, beside the rules.
        """
        return tuple(
            one
            for one in judge(self.person, subject).reasons
            if one.rule not in self.lifted
            and one.level != "ok"
            and one.within not in self.limits_set
        )

    def limits(self, food_class: str) -> bool:
        """Whether a class of foods is limited for this person."""
        found = self.reasons(Subject(food_class, frozenset({"food", food_class})))
        return any(one.level == "limit" for one in found)


def care(record: Record, *, age: int | None, life_stage: str) -> Care:
    """A record read for somebody of an age and life stage."""
    reading = _reading(record.facts, record.diet, record.also, age, life_stage)
    return Care(record, reading, _avoided(record, reading.person.facts))


def strictest(cares: Sequence[Care]) -> Care:
    """One person over several days: whatever holds on one of them holds.

    The age is that of the first day; all facts of every day count.
    """
    first = cares[0]
    if all(one.reading == first.reading for one in cares):
        return first
    facts = frozenset().union(*(one.person.facts for one in cares))
    unknown = dict.fromkeys(each for one in cares for each in one.unrecognised)
    reading = Reading(Person(facts, first.person.age), tuple(unknown))
    return Care(first.record, reading, _avoided(first.record, facts))


@lru_cache(maxsize=2000)
def _reading(
    facts: tuple[Fact, ...], diet: str, also: tuple[str, ...], age: int | None, life_stage: str
) -> Reading:
    """Allergies are not read here: foods are judged by their facts, which know more than names."""
    said = ",".join([diet, *also])
    medicines = [_understood(one) for one in facts if one.kind == "medicine"]
    conditions = [_understood(one) for one in facts if one.kind == "condition"]
    return read_person(medicines, conditions, (), said, life_stage, age)


def _understood(fact: Fact) -> str:
    """The text as typed; where no list knows it, what somebody said it is.

    The text comes first: it may hold a dose, a duration or a stage, which the key does not.
    """
    read = read_person(
        medicines=[fact.text] if fact.kind == "medicine" else (),
        conditions=[fact.text] if fact.kind == "condition" else (),
    )
    return fact.key if fact.key and len(read.person.facts) == 1 and read.unrecognised else fact.text


def _avoided(record: Record, facts: Iterable[str]) -> dict[str, str]:
    """Facts left out with the strictest strength of each; a milk allergy may be a condition too."""
    found = dict.fromkeys(DIETS[record.diet], "diet")
    for also in record.also:
        found |= dict.fromkeys(ALSO_FACTS.get(also, ()), "diet")
    told = [(one.removeprefix("allergy_"), "allergy") for one in facts]
    for fact, strength in (*record.avoids, *(pair for pair in told if pair[0] in FACTS)):
        found[fact] = stricter(found.get(fact), strength)
    return found


def allergies_told(facts: Iterable[Fact]) -> frozenset[str]:
    """Allergies named among conditions ("peanut allergy"), as the facts foods are judged by."""
    told = tuple(one for one in facts if one.kind == "condition")
    found = _reading(told, "omnivore", (), None, "none").person.facts
    return frozenset(one.removeprefix("allergy_") for one in found) & ALL_FACTS


def thinness(height_cm: float | None, weight_kg: float | None, age: int | None) -> tuple[Fact, ...]:
    """An adult's height and weight as a condition, where they alone are a risk of refeeding.

    The rules read it like anything told; children are judged by growth curves, not by this.
    """
    if not height_cm or not weight_kg or age is None or age < ADULT_FROM:
        return ()
    bmi = weight_kg / (height_cm / 100.0) ** 2
    # In words: who is shown no figures must not be shown this one.
    return (Fact("condition", "severely underweight"),) if bmi < REFEEDING_BMI else ()


def stricter(one: str | None, other: str) -> str:
    """The stricter of two strengths."""
    return max((one or other), other, key=STRENGTHS.index)


def no_plan(care: Care) -> tuple[Reason, ...]:
    """Why no plan is made for this person; empty where one may be."""
    own = care.record.by_clinician
    traits = frozenset({CLINIC_TARGETS}) if own.issuperset(CLINIC_SETS) else frozenset[str]()
    subject = Subject("a plan", frozenset({"plan"}), traits)
    return tuple(one for one in care.reasons(subject) if one.level == "block")


def limits_to_set(care: Care) -> tuple[tuple[str, str], ...]:
    """(rule, nutrient): rules that rest once a limit of the person's own is written down."""
    return tuple(
        (rule.id, rule.within)
        for rule in rules_for(care.person)
        if rule.within and rule.within not in care.limits_set and rule.id not in care.lifted
    )


def head(name: str) -> tuple[str, ...]:
    """What a food is called before its first comma: "Mushrooms, white" is mushrooms."""
    return words(name.partition(",")[0].partition("(")[0])


def hits(avoided: Iterable[AvoidedFood], food: int, root: int, name: str) -> dict[str, str]:
    """Single foods that a food is, or goes by the name of: name -> strength.

    The same row, the same thing bought, or the same name before the comma. For an allergy any
    name that holds the whole of it: who cannot have peanuts is not given peanut butter.
    """
    found: dict[str, str] = {}
    for one in avoided:
        same = food == one.food or root in (one.root, one.food) or head(name) == head(one.name)
        within = one.strength == "allergy" and set(head(one.name)) <= set(words(name))
        if same or within:
            found[one.name] = stricter(found.get(one.name), one.strength)
    return found


def by_strength(care: Care) -> dict[str, list[str]]:
    """Facts and food names that a person leaves out, by strength, allergies first."""
    found: dict[str, list[str]] = defaultdict(list)
    for fact, strength in care.avoided.items():
        found[strength].append(fact)
    for food in care.record.foods:
        found[food.strength].append(food.name)
    return {one: found[one] for one in reversed(STRENGTHS) if one in found}
