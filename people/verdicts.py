"""A person's facts and a subject, as typed or from the food table, to a verdict with reasons. Pure.

The rules are in `knowledge.safety_rules`. What is not recognised travels beside the verdict: it is
neither dropped nor turned into one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from foods.facts import ALLERGENS, ORIGINS, Facts, State, state_of
from knowledge.medicines import Unrecognised, close_names
from knowledge.phrases import closure
from knowledge.safety_rules import Level, Reason, Verdict, judge
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
#: These are limited through protein and phosphate, not through potassium.
NOT_BY_POTASSIUM: Final = frozenset({"meat", "fish", "shellfish", "egg"})


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
    read = read_subject(f"{name}, {words}" if words else name)
    implied = load_food_classes()
    classes = set(read.classes) - {"target", "plan", "supplement"} | {"food"}
    traces: set[str] = set()
    for fact in (*ALLERGENS, *ORIGINS):
        state = state_of(facts, fact)
        if state is State.CONTAINS:
            classes.add(fact)
        elif state is State.FREE:
            classes = {one for one in classes if fact not in closure({one}, implied)}
        elif fact not in classes:
            traces.add(fact)
    # Oats stand among the gluten cereals of the table; rules keep the two apart.
    if "oats" in classes and not classes & {"wheat", "rye", "barley"}:
        classes.discard("gluten")
    whole = _by_amounts(closure(classes, implied), amounts, grams / 100.0)
    return replace(read, classes=whole, traces=read.traces | traces, recognised=True)


def _by_amounts(
    classes: frozenset[str], amounts: Mapping[str, float], portions: float
) -> frozenset[str]:
    """Classes by thresholds where the amount is known; where not, the name has decided."""
    found = set(classes)
    potassium, sodium = amounts.get("potassium"), amounts.get("sodium")
    if potassium is not None and not found & NOT_BY_POTASSIUM:
        found.discard("potassium_high")
        found |= {"potassium_high"} if potassium * portions > HIGH_POTASSIUM else set()
    if sodium is not None and sodium >= HIGH_SODIUM:
        found.add("salty")
    if amounts.get("vitamin_k1", 0.0) * portions >= RICH_IN_K1:
        found.add("k1_rich")
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
    "read_person",
    "read_subject",
]
