"""Ways out of wishes that clash: which may be given up, and the question without them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from planner.optimiser.problem import Lock, Problem

#: (code, subject), as in `planner.optimiser.problem.Clash`.
Wish = tuple[str, str]

#: What a person may give up, mildest first. Upper limits and what someone avoids are not among
#: them: where no dish is left, a place stays empty rather than hold what somebody must not eat.
MILDEST: Final = ("minutes", "repeats", "lock", "no_dish")
#: More than any plan holds.
ANY: Final = 10_000


def ways_out(clash: Iterable[Sequence[str]]) -> list[Wish]:
    """The wishes of a clash that may be given up, mildest first; giving up one is enough."""
    found = {(code, subject) for code, subject in clash if code in MILDEST}
    return sorted(found, key=lambda wish: (MILDEST.index(wish[0]), wish[1]))


def loosened(problem: Problem, given_up: Iterable[Wish]) -> Problem:
    """The question without some wishes; a lock is opened on the board, not here."""
    for code, subject in given_up:
        if code == "minutes":
            problem = replace(problem, long_dishes_per_weekday=ANY)
        elif code == "repeats":
            slots = (
                replace(slot, max_cookings=ANY) if slot.key == subject else slot
                for slot in problem.slots
            )
            problem = replace(problem, slots=tuple(slots))
        elif code == "no_dish":
            problem = replace(problem, locks=(*problem.locks, *_empty(problem, subject)))
    return problem


def place_of(subject: str) -> tuple[int | None, str]:
    """The day and slot of "2:lunch"; no day where a wish is about every day's."""
    day, _colon, slot = subject.rpartition(":")
    return (int(day) if day.isdigit() else None), slot


def _empty(problem: Problem, subject: str) -> list[Lock]:
    """Locks that leave a slot's free places empty: "0:dinner" on one day, "dinner" on all."""
    day, slot = place_of(subject)
    days = list(range(problem.days)) if day is None else [day]
    taken = {(lock.day, lock.slot) for lock in problem.locks}
    return [Lock(number, slot, None) for number in days if (number, slot) not in taken]
