"""What the answers of an intake form mean: flags by urgency, and what follows from each fact. Pure.

Answers are plain JSON as `people.intake_forms` makes them. Rules and red flags are those of
`knowledge`; an answer that no list knows is kept and shown, never taken for something else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from knowledge.cautions import load_signs
from knowledge.safety import URGENCIES, SafetyRow, Status, Urgency, load_safety
from knowledge.safety_rules import LEVELS, Level, SafetyRule, load_rules
from knowledge.safety_rules_people import read_person
from people.recognising import recognised

Answers = Mapping[str, Any]

#: Rows of `safety.csv` that an answer other than a ticked symptom points to.
WEIGHT_LOSS: Final = "S117"
VERY_LITTLE_FOOD: Final = "S062"
OFTEN_CRAMPS: Final = "S106"
STATIN_CRAMPS: Final = "S032"
DIABETIC_LEGS: Final = "S050"
ONE_SWOLLEN_LEG: Final = "S102"
LEG_IN_PREGNANCY: Final = "S078"
WEAK_KIDNEYS: Final = "S038"
#: Answers to "how often" with which a clinician should look (the row OFTEN_CRAMPS).
FREQUENT: Final = ("often", "daily")
#: What "yes" to weak kidneys is stored as, until somebody knows the stage.
KIDNEYS_TEXT: Final = "kidney disease, stage not known"


@dataclass(frozen=True, slots=True)
class Flag:
    """A sign that a clinician should look at, with how soon and what to do."""

    id: str
    urgency: Urgency
    sign: str
    suggests: str
    what_to_do: str
    source: str
    status: Status


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a fact brings with it: the words of a rule, with source and review status."""

    rule: str
    level: Level
    words: str
    sources: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Item:
    """A medicine or a condition as answered, and as understood."""

    kind: str
    """medicine or condition."""
    text: str
    names: tuple[str, ...]
    """What it was understood as."""
    unknown: str
    """The part that no list knows, with the names that look most like it."""
    close: tuple[str, ...]
    facts: frozenset[str]
    meanings: tuple[Meaning, ...]

    @property
    def name(self) -> str:
        """What it was understood as, for people."""
        return ", ".join(self.names)


def flags_of(answers: Answers) -> tuple[str, ...]:
    """Ids of the safety rows that the answers point to, the most urgent first."""
    found = set(answers.get("symptoms", ())) | set(_implied(answers))
    known = [one for one in found if one in load_safety()]
    return tuple(sorted(known, key=lambda one: (URGENCIES.index(urgency_of(one)), one)))


def _implied(answers: Answers) -> Iterable[str]:
    """What answers say together that none of them says alone."""
    read = read_person(answers.get("medicines", ()), conditions_of(answers))
    facts, cramps = read.person.facts, answers.get("cramps", "none") != "none"
    ticked = set(answers.get("symptoms", ()))
    if answers.get("weight_loss") == "yes":
        yield WEIGHT_LOSS
    if answers.get("kidneys") in ("yes", "unsure"):
        yield WEAK_KIDNEYS
    hungry = answers.get("little_food") == "yes" or answers.get("eating") == "now"
    if hungry or "refeeding" in facts:
        yield VERY_LITTLE_FOOD
    if cramps and answers.get("often") in FREQUENT:
        yield OFTEN_CRAMPS
    if cramps and "statin" in facts:
        yield STATIN_CRAMPS
    if cramps and "diabetes" in facts:
        yield DIABETIC_LEGS
    if ONE_SWOLLEN_LEG in ticked and answers.get("life_stage", "none") != "none":
        yield LEG_IN_PREGNANCY


def conditions_of(answers: Answers) -> tuple[str, ...]:
    """Conditions as answered; weak kidneys count as one where no condition names them."""
    said = tuple(dict.fromkeys(answers.get("conditions", ())))
    if answers.get("kidneys") != "yes":
        return said
    known = read_person(conditions=said).person.facts
    return said if "ckd" in known else (*said, KIDNEYS_TEXT)


def urgency_of(row: str) -> Urgency:
    """How soon a clinician should look, by the row or else by a rule that rests on it."""
    own = load_safety()[row].urgency
    if own is not None:
        return own
    said = [one.urgency for one in load_rules() if row in one.rows and one.urgency is not None]
    return min(said, key=URGENCIES.index, default="routine")


def flag(row_id: str) -> Flag:
    """A flag by the id of its row; `KeyError` for an id that no row has."""
    row, urgency = load_safety()[row_id], urgency_of(row_id)
    sign = next((one for one in load_signs() if one.row.id == row_id), None)
    words, do = (sign.sign, sign.do) if sign else (row.condition_or_medication, _advice(row))
    return Flag(row.id, urgency, words, row.nutrient_or_food, do, row.source, row.confidence)


def _advice(row: SafetyRow) -> str:
    """What to do: the words of a rule that knows an urgency, else the row's own."""
    rules = [one for one in load_rules() if row.id in one.rows and one.urgency is not None]
    return rules[0].words if rules else row.rule


def flags(ids: Iterable[str]) -> tuple[Flag, ...]:
    """Flags by id, the most urgent first; ids that no row has any more are left out."""
    found = [flag(one) for one in ids if one in load_safety()]
    return tuple(sorted(found, key=lambda one: (URGENCIES.index(one.urgency), one.id)))


def medicine(text: str) -> Item:
    """A medicine as answered."""
    return _item("medicine", text, read_person(medicines=[text]).person.facts)


def condition(text: str) -> Item:
    """A condition as answered."""
    return _item("condition", text, read_person(conditions=[text]).person.facts)


def _item(kind: str, text: str, facts: frozenset[str]) -> Item:
    read, own = recognised(kind, text), facts - {"anyone"}
    return Item(kind, text, read.names, read.unknown, read.close, own, meanings(own))


def meanings(facts: frozenset[str]) -> tuple[Meaning, ...]:
    """What rules say to someone with these facts, the strictest first; "ok" says nothing."""
    found = [one for one in load_rules() if _concerns(one, facts) and one.verdict != "ok"]
    found.sort(key=lambda one: (LEVELS.index(one.verdict), one.id))
    said = {one.words: one for one in reversed(found)}
    return tuple(
        Meaning(one.id, one.verdict, one.words, one.sources, one.status)
        for one in found
        if said[one.words] is one
    )


def _concerns(rule: SafetyRule, facts: frozenset[str]) -> bool:
    return not rule.who.isdisjoint(facts) and (not rule.also or not rule.also.isdisjoint(facts))
