"""What follows from each condition and medicine of a person, in the rules' own words. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.medicines import Unrecognised
from knowledge.safety_rules import LEVELS, Level, SafetyRule, load_rules
from people.care import Care, Fact, Lift, Record, care
from people.care_foods import SAID_BY_FACTS

#: What may be lifted by a dietitian: what they may decide about. Never a block, never an allergy.
LIFTABLE: tuple[Level, ...] = ("ask_clinician", "limit", "keep_consistent")


@dataclass(frozen=True, slots=True)
class Following:
    """One rule that follows, and the lift where it was lifted."""

    rule: SafetyRule
    lift: Lift | None = None

    @property
    def may_lift(self) -> bool:
        """Whether a dietitian may lift it."""
        return self.lift is None and may_lift(self.rule)


@dataclass(frozen=True, slots=True)
class Told:
    """A condition or medicine as written down, with what follows; nothing where none knows it."""

    kind: str
    text: str
    rules: tuple[Following, ...]
    unrecognised: tuple[Unrecognised, ...]


def may_lift(rule: SafetyRule) -> bool:
    """Whether a rule is a limit that a dietitian may lift with a reason."""
    return rule.verdict in LIFTABLE and not rule.id.startswith(SAID_BY_FACTS)


def followings(minded: Care) -> tuple[Told, ...]:
    """Every condition and medicine of a person with its rules, the strictest first."""
    lifts = {one.rule: one for one in minded.record.lifts}
    return tuple(_told(fact, lifts) for fact in minded.record.facts)


def of_stage(minded: Care) -> tuple[Following, ...]:
    """What follows from age and life stage alone."""
    stage = minded.person.facts & {"pregnancy", "lactation", "age_1_4", "minor"}
    told = {fact for one in minded.record.facts for fact in _facts(one)}
    lifts = {one.rule: one for one in minded.record.lifts}
    return _rules(stage - told, lifts)


def _facts(fact: Fact) -> frozenset[str]:
    alone = care(Record(facts=(fact,)), age=None, life_stage="none")
    return alone.person.facts - {"anyone"}


def _told(fact: Fact, lifts: dict[str, Lift]) -> Told:
    alone = care(Record(facts=(fact,)), age=None, life_stage="none")
    return Told(fact.kind, fact.text, _rules(_facts(fact), lifts), alone.unrecognised)


def _rules(facts: Iterable[str], lifts: dict[str, Lift]) -> tuple[Following, ...]:
    """The rules about any of these facts, each sentence once."""
    known = frozenset(facts)
    found: dict[str, Following] = {}
    for rule in sorted(load_rules(), key=lambda one: LEVELS.index(one.verdict)):
        if rule.who & known and rule.verdict != "ok" and not rule.id.startswith(SAID_BY_FACTS):
            found.setdefault(rule.words, Following(rule, lifts.get(rule.id)))
    return tuple(found.values())
