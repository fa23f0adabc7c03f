"""A person's facts and a subject, as typed or from the food table, to a verdict with reasons. Pure.

The rules are in `knowledge.safety_rules`. What is not recognised travels beside the verdict: it is
neither dropped nor turned into one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from foods.facts import ALLERGENS, ORIGINS, Facts, State, state_of
from knowledge.medicines import Unrecognised, close_names
from knowledge.phrases import closure
from knowledge.safety_rules import Level, Reason, Verdict, highest_ai, judge
from knowledge.safety_rules_people import Reading, read_person
from knowledge.safety_rules_subjects import (
    Subject,
    load_food_classes,
    load_foods,
    read_subject,
)

#: Potassium in mg above which a portion is high for weak kidneys (S038).
HIGH_POTASSIUM: Final = 200.0
#: Sodium in mg per 100 g from which a food is high in salt (UK front-of-pack: 1.5 g of salt).
HIGH_SODIUM: Final = 600.0
#: Vitamin K1 in µg from which a portion moves the week of someone on warfarin: half the AI.
RICH_IN_K1: Final = 60.0
#: Retinol in µg from which a portion passes the pregnancy limit of 3,000 µg.
VERY_HIGH_RETINOL: Final = 3000.0
#: Grams of a drink or food from which a rule about "this much" speaks (a litre a day), and
#: potassium in mg that is a menu high in it by itself: all of a day's adequate intake. A jacket
#: potato is neither: an ordinary portion is fine (S007b). Design choice.
MUCH: Final = 1000.0
MUCH_POTASSIUM: Final = highest_ai("potassium")
#: These are limited through protein and phosphate, not through potassium.
NOT_BY_POTASSIUM: Final = frozenset({"meat", "fish", "shellfish", "egg"})
#: What stands beside a food in its name: the water or juice it lies in, what a bread is made of.
_COMPANY: Final = re.compile(
    r"\b(?:canned |cooked |packed |boiled )?(?:in|with)(?: its| their)?(?: own)? (?:\w+ )?"
    r"(?:water|juice)\b|, flour, water and salt only",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict, and what could not be understood on the way to it."""

    verdict: Verdict
    unrecognised: tuple[Unrecognised, ...] = ()

    @property
    def level(self) -> Level:
        """The strictest level."""
        return self.verdict.level

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason, the strictest first."""
        return self.verdict.reasons

    @property
    def certain(self) -> bool:
        """Whether everything that was said is known: only then does "ok" mean that nothing is."""
        return not self.unrecognised


def answer(reading: Reading, subject: Subject) -> Answer:
    """The verdict on a subject for a person as read."""
    unknown = reading.unrecognised
    if not subject.recognised:
        unknown += (Unrecognised(subject.kind, subject.text, _close(subject)),)
    return Answer(judge(reading.person, subject), unknown)


def _close(subject: Subject) -> tuple[str, ...]:
    return close_names(subject.text, tuple(load_foods())) if subject.kind == "food" else ()


def ask(
    subject: str,
    *,
    medicines: Iterable[str] = (),
    conditions: Iterable[str] = (),
    allergies: Iterable[str] = (),
    diet: str = "",
    life_stage: str = "",
    age: int | None = None,
) -> Answer:
    """The verdict on a subject in words; several facts in a text are separated by ';'."""
    reading = read_person(medicines, conditions, allergies, diet, life_stage, age)
    return answer(reading, read_subject(subject))


def food_subject(
    name: str,
    facts: Facts,
    amounts: Mapping[str, float],
    grams: float,
    words: str = "",
) -> Subject:
    """A food of the table as a subject: its name, its facts, and a portion of its amounts.

    `amounts` are per 100 g edible in the catalogue's units, an unknown one missing; `grams` is the
    portion; `words` how it is eaten ("with the dose"). Stated facts decide over the name.
    """
    stated = (*ALLERGENS, *ORIGINS)
    contains = frozenset(one for one in stated if state_of(facts, one) is State.CONTAINS)
    unknown = frozenset(one for one in stated if state_of(facts, one) is State.UNKNOWN)
    return portion_of(named_subject(name, contains, unknown, words), amounts, grams)


@lru_cache(maxsize=20_000)
def named_subject(
    name: str, contains: frozenset[str], unknown: frozenset[str], words: str = ""
) -> Subject:
    """A food by its name and facts alone; what is neither contained nor unknown it is free of."""
    read = read_subject(_without_company(f"{name}, {words}" if words else name))
    implied = load_food_classes()
    classes = set(read.classes) - {"target", "plan", "supplement"} | {"food"}
    traces: set[str] = set()
    for fact in (*ALLERGENS, *ORIGINS):
        if fact in contains:
            classes.add(fact)
        elif fact not in unknown:
            classes = {one for one in classes if fact not in closure({one}, implied)}
        elif fact not in classes:
            traces.add(fact)
    # Oats stand among the gluten cereals of the table; rules keep the two apart.
    if "oats" in classes and not classes & {"wheat", "rye", "barley"}:
        classes.discard("gluten")
    whole = closure(classes, implied)
    return replace(read, classes=whole, traces=read.traces | traces, recognised=True)


def _without_company(name: str) -> str:
    """A name without what the food lies in: beans canned in water are no water."""
    return _COMPANY.sub("", name)


def portion_of(subject: Subject, amounts: Mapping[str, float], grams: float) -> Subject:
    """A food as a portion of so many grams; `amounts` are per 100 g, an unknown one missing."""
    classes = _by_amounts(subject.classes, amounts, grams / 100.0)
    much = grams >= MUCH and not classes.isdisjoint({"water", "potassium_high"})
    if much or amounts.get("potassium", 0.0) * grams / 100.0 > MUCH_POTASSIUM:
        return replace(subject, classes=classes, traits=subject.traits | {"large"})
    return subject if classes == subject.classes else replace(subject, classes=classes)


def _by_amounts(
    classes: frozenset[str], amounts: Mapping[str, float], portions: float
) -> frozenset[str]:
    """Classes by thresholds where the amount is known; where not, the name has decided."""
    found = set(classes)
    potassium, sodium, k1 = (amounts.get(key) for key in ("potassium", "sodium", "vitamin_k1"))
    if potassium is not None and not found & NOT_BY_POTASSIUM:
        found.discard("potassium_high")
        found |= {"potassium_high"} if potassium * portions > HIGH_POTASSIUM else set()
    if sodium is not None:
        found -= {"salty", "very_salty"} if sodium < HIGH_SODIUM else set()
        found |= {"salty"} if sodium >= HIGH_SODIUM else set()
    if k1 is not None:
        found.discard("k1_rich")
        found |= {"k1_rich"} if k1 * portions >= RICH_IN_K1 else set()
    if amounts.get("retinol", 0.0) * portions > VERY_HIGH_RETINOL:
        found.add("retinol")
    return frozenset(found)


__all__ = [
    "Answer",
    "Reading",
    "Subject",
    "answer",
    "ask",
    "food_subject",
    "named_subject",
    "portion_of",
    "read_person",
    "read_subject",
]
