"""What a condition or medicine, as typed, was understood as. Pure.

Nothing is dropped and nothing is guessed: what no list knows is kept as typed, with names that look
like it.
"""

from dataclasses import dataclass
from typing import Final

from foods.facts import FACTS, TREE_NUTS
from knowledge.medicines import load_medicines, recognise, which_of
from knowledge.safety_rules_people import load_conditions, read_person

#: The longest key a row keeps.
KEY_LENGTH: Final = 60
#: The condition that stands for every one we know and have no rule about food for.
NO_RULE: Final = "none_known"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A text, the names it was understood as, and what was not."""

    text: str
    names: tuple[str, ...] = ()
    unknown: str = ""
    """The part that no list knows."""
    close: tuple[str, ...] = ()
    denied: bool = False
    """It says that something is not so ("no diabetes")."""
    no_rule: bool = False
    """It is known, and nothing about food follows from it here."""
    which: tuple[str, ...] = ()
    """Medicines that the name may stand for ("blood thinner"): the careful rules hold until one
    is said."""

    @property
    def key(self) -> str:
        """The names as a row keeps them (`people.models.HealthFact.key`)."""
        return ";".join(self.names)[:KEY_LENGTH]

    @property
    def said_otherwise(self) -> bool:
        """Whether the name differs from what was typed, so that it is worth showing."""
        return bool(self.names) and self.names != (self.text.strip().lower(),)


def recognised(kind: str, text: str) -> Recognised:
    """A condition ("condition") or medicine ("medicine") as understood."""
    return _medicine(text) if kind == "medicine" else _condition(text)


def _medicine(text: str) -> Recognised:
    found, unknown = recognise(text)
    names = tuple(one.name for one in found)
    which = tuple(dict.fromkeys(name for one in found for name in which_of(one)))
    if not unknown:
        return Recognised(text, names, close=which, which=which)
    return Recognised(text, names, unknown[0].text, unknown[0].close, which=which)


def _condition(text: str) -> Recognised:
    reading, known = read_person(conditions=[text]), load_conditions()
    ids = [one for one in known if one in reading.person.facts and one != NO_RULE]
    implied = {fact for one in ids for fact in known[one].implies}
    names = tuple(known[one].name for one in ids if one not in implied)
    names += _allergies(reading.person.facts - frozenset(ids))
    if reading.unrecognised:
        first = reading.unrecognised[0]
        return Recognised(text, names, first.text, first.close)
    no_rule = NO_RULE in reading.person.facts and not names
    return Recognised(text, names, denied=not names and not no_rule, no_rule=no_rule)


def _allergies(facts: frozenset[str]) -> tuple[str, ...]:
    """Allergies told among conditions, by the names that foods are judged by."""
    told = {one.removeprefix("allergy_") for one in facts if one.startswith("allergy_")}
    nuts = ("tree nut allergy",) if told.issuperset(TREE_NUTS) else ()
    single = [one for one in FACTS if one in told and not (nuts and one in TREE_NUTS)]
    return (*nuts, *(f"{FACTS[one]} allergy" for one in single))


def suggestions(kind: str) -> tuple[str, ...]:
    """Names to offer while typing, in alphabetical order."""
    if kind == "medicine":
        names = {n for one in load_medicines().values() for n in (one.name, *one.also)}
    else:
        names = {word for one in load_conditions().values() for word in one.words}
    return tuple(sorted(names, key=str.lower))
