"""What a label says of allergens and origins, as three-state facts. Pure.

What is not said is unknown. "Nothing else of the list" is a statement of its own, made on purpose;
"may contain traces" stays unknown even then.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from foods.facts import DIETS, FACTS, State, state_of

Diet = Literal["", "vegetarian", "vegan"]

#: What one fact brings with it.
IMPLIES: Final[dict[str, str]] = {"wheat": "gluten", "pork": "meat"}


@dataclass(frozen=True, slots=True)
class Statement:
    """What a label names, what it may hold traces of, and whether that is all."""

    contains: frozenset[str] = frozenset()
    unclear: frozenset[str] = frozenset()
    nothing_else: bool = False
    diet: Diet = ""


def clashes(statement: Statement) -> tuple[str, ...]:
    """Facts stated as present that the stated diet leaves out, in the order of the list."""
    left_out = DIETS[statement.diet] if statement.diet else ()
    named = _named(statement.contains)
    return tuple(fact for fact in FACTS if fact in left_out and fact in named)


def facts_stated(statement: Statement) -> dict[str, State]:
    """Facts with a state; one that is not there is unknown."""
    found: dict[str, State] = {}
    if statement.nothing_else:
        found = dict.fromkeys(FACTS, State.FREE)
    if statement.diet:
        found |= dict.fromkeys(DIETS[statement.diet], State.FREE)
    # One fact serves allergies and diets: traces of milk leave both open.
    for fact in statement.unclear:
        found.pop(fact, None)
    return found | dict.fromkeys(_named(statement.contains), State.CONTAINS)


def _named(contains: Collection[str]) -> frozenset[str]:
    return frozenset(contains) | {IMPLIES[fact] for fact in contains if fact in IMPLIES}


def statement_of(facts: Mapping[str, State]) -> Statement:
    """The statement that gives these facts again."""
    by_state = {
        state: frozenset(fact for fact in FACTS if state_of(facts, fact) is state)
        for state in State
    }
    complete = bool(by_state[State.FREE])
    return Statement(
        contains=by_state[State.CONTAINS],
        unclear=by_state[State.UNKNOWN] if complete else frozenset(),
        nothing_else=complete,
    )
