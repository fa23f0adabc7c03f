"""Safety rules as data, and the verdict they come to for a person and a subject.

`data/safety_rules.toml`: for whom, about what, how strict, in our words. Strictness, in order:
block, ask_clinician, limit, keep_consistent, spacing, ok. Each rule rests on rows of `safety.csv`,
which bring source and review status, or names its own. A rule only ever asks for facts that are
there, never for one that is missing: one more fact cannot make a verdict milder.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from knowledge.entries import Entry, keyed, read_entries
from knowledge.intakes import load_intakes
from knowledge.safety import STATUSES, URGENCIES, Status, Urgency, load_safety, status_of
from knowledge.safety_rules_people import Person
from knowledge.safety_rules_subjects import Subject
from knowledge.tables import DATA

Level = Literal["block", "ask_clinician", "limit", "keep_consistent", "spacing", "ok"]

#: The strictest first.
LEVELS: Final[tuple[Level, ...]] = (
    *("block", "ask_clinician", "limit", "keep_consistent", "spacing", "ok"),
)
FIELDS: Final = (
    *("id", "rows", "who", "also", "about", "needs", "unless", "wait", "nutrient", "above"),
    *("above_ul", "within", "unknown", "verdict", "words", "source", "status", "urgency"),
)
#: A target that names an amount of it is compared with the highest adequate intake of any adult.
POTASSIUM: Final = "potassium"


@dataclass(frozen=True, slots=True)
class SafetyRule:
    """One rule. `who`, `also` and `about` each ask for any one of theirs, `needs` for all."""

    id: str
    rows: tuple[str, ...]
    who: frozenset[str]
    also: frozenset[str]
    about: frozenset[str]
    needs: frozenset[str]
    unless: frozenset[str]
    wait: float | None
    """Minutes from a dose at which it no longer applies."""
    nutrient: str
    above: float | None
    """The daily dose of `nutrient`, in its own unit, above which it applies."""
    above_ul: str
    """The nutrient above whose upper limit it applies."""
    within: str
    """The nutrient of which a clinician's own limit makes room: then it rests."""
    unknown: Level | None
    """The verdict where a supplement does not say its dose; None where the rule then rests."""
    verdict: Level
    words: str
    sources: tuple[str, ...]
    status: Status
    urgency: Urgency | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the rule, its words, where they come from and whether that was checked."""

    rule: str
    level: Level
    words: str
    rows: tuple[str, ...]
    sources: tuple[str, ...]
    status: Status
    urgency: Urgency | None = None
    within: str = ""
    """The nutrient of which a clinician's own limit makes this reason rest."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comes out: the strictest level, and every reason, the strictest first."""

    level: Level
    reasons: tuple[Reason, ...] = ()

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The reasons that decide."""
        return tuple(one for one in self.reasons if one.level == self.level)


@cache
def load_rules(folder: Path = DATA) -> tuple[SafetyRule, ...]:
    """The rules in the order of the file; `TableError` where it is not as it should be."""
    top = read_entries(folder / "safety_rules.toml").only("rules", "elsewhere")
    return tuple(_rule(entry, folder) for entry in keyed(top.entries("rules")).values())


@cache
def load_elsewhere(folder: Path = DATA) -> Mapping[str, str]:
    """The rows of `safety.csv` that no rule carries, each with the reason why."""
    top = read_entries(folder / "safety_rules.toml").only("rules", "elsewhere")
    return {
        key: entry.only("row", "reason").text("reason")
        for key, entry in keyed(top.entries("elsewhere"), "row").items()
    }


def _rule(entry: Entry, folder: Path) -> SafetyRule:
    entry.only(*FIELDS)
    known, ids = load_safety(folder), entry.texts("rows")
    for one in ids:
        if one not in known:
            raise entry.error("rows", f"no safety row has the id '{one}'")
    rows = [known[one] for one in ids]
    own = entry.optional_text("source")
    if bool(rows) == bool(own):
        raise entry.error("source", "a rule rests on rows, or names a source of its own")
    return SafetyRule(
        id=entry.text("id"),
        rows=ids,
        who=frozenset(_some(entry, "who")),
        also=frozenset(entry.texts("also")),
        about=frozenset(_some(entry, "about")),
        needs=frozenset(entry.texts("needs")),
        unless=frozenset(entry.texts("unless")),
        wait=_number(entry, "wait"),
        nutrient=entry.optional_text("nutrient"),
        above=_number(entry, "above"),
        above_ul=entry.optional_text("above_ul"),
        within=entry.optional_text("within"),
        unknown=entry.choice("unknown", LEVELS) if "unknown" in entry.values else None,
        verdict=entry.choice("verdict", LEVELS),
        words=entry.text("words"),
        sources=tuple(dict.fromkeys(row.source for row in rows)) or (own,),
        status=status_of(rows) if rows else entry.choice("status", STATUSES),
        urgency=entry.choice("urgency", URGENCIES) if "urgency" in entry.values else None,
    )


def _some(entry: Entry, key: str) -> tuple[str, ...]:
    found = entry.texts(key)
    if not found:
        raise entry.error(key, "is missing or empty")
    return found


def _number(entry: Entry, key: str) -> float | None:
    value = entry.values.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise entry.error(key, "is not a number of at least 0")
    return float(value)


def judge(person: Person, subject: Subject, folder: Path = DATA) -> Verdict:
    """The verdict on a subject for a person, the strictest rule winning."""
    found = [
        Reason(
            *(rule.id, level, rule.words, rule.rows, rule.sources, rule.status, rule.urgency),
            within=rule.within,
        )
        for rule in _concerning(person.facts, folder)
        if (level := applied(rule, person, subject)) is not None
    ]
    found += _own_allergy(person, subject)
    found.sort(key=lambda one: (LEVELS.index(one.level), one.rule))
    return Verdict(found[0].level if found else "ok", tuple(found))


def rules_for(person: Person, folder: Path = DATA) -> tuple[SafetyRule, ...]:
    """The rules that speak of somebody with a person's facts, whatever the subject."""
    return _concerning(person.facts, folder)


@lru_cache(maxsize=2000)
def _concerning(facts: frozenset[str], folder: Path) -> tuple[SafetyRule, ...]:
    """The rules that speak of somebody with these facts: a week asks for hundreds of verdicts."""
    return tuple(rule for rule in load_rules(folder) if _concerns(rule, facts))


def applied(rule: SafetyRule, person: Person, subject: Subject) -> Level | None:
    """The level a rule comes to, or None where it does not apply."""
    if not _concerns(rule, person.facts) or not _is_about(rule, person, subject):
        return None
    if not _fits(rule, subject):
        return None
    return _by_dose(rule, person, subject)


def _concerns(rule: SafetyRule, facts: frozenset[str]) -> bool:
    return not rule.who.isdisjoint(facts) and (not rule.also or not rule.also.isdisjoint(facts))


def _is_about(rule: SafetyRule, person: Person, subject: Subject) -> bool:
    if "traces" in rule.about:
        return any(f"allergy_{one}" in person.facts for one in subject.traces)
    return not rule.about.isdisjoint(subject.classes)


def _fits(rule: SafetyRule, subject: Subject) -> bool:
    """Whether the traits are those the rule asks for, and the dose is not long past."""
    traits, apart = set(subject.traits), subject.minutes_apart
    if rule.wait is not None and apart is not None:
        if apart >= rule.wait:
            return False
        traits.add("with_dose")
    if POTASSIUM in subject.amounts and subject.amounts[POTASSIUM] > highest_ai(POTASSIUM):
        traits.add("above_reference")
    return rule.needs <= traits and rule.unless.isdisjoint(traits | subject.classes)


def _by_dose(rule: SafetyRule, person: Person, subject: Subject) -> Level | None:
    """The level at the subject's dose; a dose that a supplement does not say has its own."""
    if rule.above is None and not rule.above_ul:
        return rule.verdict
    if "high_dose" in subject.traits:
        return rule.verdict
    asked = rule.nutrient or rule.above_ul
    nutrient = "retinol" if asked == "vitamin_a_rae" else asked
    if nutrient not in subject.amounts:
        return rule.unknown if subject.kind == "supplement" else None
    limit = rule.above if rule.above is not None else upper_limit(rule.above_ul, person.age)
    over = limit is not None and subject.amounts[nutrient] > limit
    return rule.verdict if over else None


@cache
def upper_limit(nutrient: str, age: int | None) -> float | None:
    """The lowest upper limit of any sex and stage at an age, in the nutrient's own unit.

    An age nobody gave counts as the one with the lowest limit.
    """
    return min(
        (
            row.intake.upper_limit
            for row in load_intakes()
            if row.intake.nutrient == nutrient
            and row.intake.upper_limit is not None
            and (age is None or row.band.first <= age <= (row.band.last or age))
        ),
        default=None,
    )


@cache
def highest_ai(nutrient: str) -> float:
    """The highest adequate intake of any adult: a target above it is above everyone's."""
    return max(
        row.intake.amount
        for row in load_intakes()
        if row.intake.nutrient == nutrient and row.stage == "adult"
    )


def _own_allergy(person: Person, subject: Subject) -> list[Reason]:
    """An allergy to a single food that no law lists: what the person said is the source."""
    named = {one.removeprefix("named:") for one in subject.classes if one.startswith("named:")}
    told = {one.removeprefix("allergy_to:") for one in person.facts if one.startswith("allergy_to")}
    return [
        Reason(
            "allergy-own",
            "block",
            "It is, or contains, a food this person is allergic to.",
            (),
            ("What the person told us",),
            "verified",
        )
        for _ in sorted(named & told)
    ]
