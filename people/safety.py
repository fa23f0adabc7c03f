"""Whether a dish or food may be put before a person: typed problems with a reason. Pure.

Rules: an avoided fact that the food contains blocks. An unknown fact counts as unsafe: it is never
generated, and by hand it needs a confirmation that names what is unknown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foods.facts import Facts, State, state_of


@dataclass(frozen=True, slots=True)
class Blocker:
    """Never put this before the person."""

    person: str
    fact: str
    strength: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Nobody can say whether it contains what the person avoids."""

    person: str
    fact: str
    strength: str


Problem = Blocker | Caution


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
