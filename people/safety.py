"""Whether a dish or food may be put before a person: typed problems, each with its reason. Pure.

An avoided fact that the food contains blocks. An unknown fact counts as unsafe: it is never
generated, and by hand it needs a confirmation that names what is unknown. Rules about conditions
and medicines (`people.care_foods`) bring the rest, each with its words and its source.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foods.facts import Facts, State, state_of
from knowledge.safety import Status


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that stands against a food for one person.

    `fact` is what it is about: an allergen, a food by name, or the rule's own id; `strength` is
    allergy, intolerance, preference or diet, and "rule" for what follows from condition, medicine,
    age or pregnancy. `rule`, `words` and `sources` are empty where the person's own word is all.
    """

    person: str
    fact: str
    strength: str
    rule: str = ""
    words: str = ""
    sources: tuple[str, ...] = ()
    status: Status = "verified"
    amount: str = ""
    """Of a limit: how much at most, in words."""


class Blocker(Problem):
    """Never put this before the person."""

    __slots__ = ()


class Caution(Problem):
    """Nobody can say whether it contains what the person must not have."""

    __slots__ = ()


class Ask(Problem):
    """Only after the person's clinician agreed."""

    __slots__ = ()


class Limited(Problem):
    """Fine in a small amount; this is more than that, or as much as there should be."""

    __slots__ = ()


class Weekly(Problem):
    """Fine, up to an amount a week."""

    __slots__ = ()


class Steady(Problem):
    """To be kept at the usual amount."""

    __slots__ = ()


class Spacing(Problem):
    """To be kept apart from a medicine."""

    __slots__ = ()


def problems(person: str, avoided: Mapping[str, str], facts: Facts) -> list[Problem]:
    """What stands against a food with these facts; `avoided` maps fact -> strength."""
    found: list[Problem] = []
    for fact, strength in avoided.items():
        state = state_of(facts, fact)
        if state is State.CONTAINS:
            found.append(Blocker(person, fact, strength))
        elif state is State.UNKNOWN:
            found.append(Caution(person, fact, strength))
    return found


def blockers(found: Iterable[Problem]) -> list[Blocker]:
    """The problems that cannot be confirmed away."""
    return [problem for problem in found if isinstance(problem, Blocker)]


def to_confirm(found: Iterable[Problem]) -> list[Problem]:
    """What stands in the way by hand: blockers, and whatever needs somebody's yes first."""
    return [one for one in found if isinstance(one, Blocker | Caution | Ask | Limited)]


def notes(found: Iterable[Problem]) -> list[Problem]:
    """What goes along with the food as a note: so much a week, keep it steady, keep it apart."""
    return [one for one in found if isinstance(one, Weekly | Steady | Spacing)]
