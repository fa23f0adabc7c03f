"""Targets of the days of a plan, kept in the process: a month differs on few of its days."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from people.models import Person
from people.profiles import stage_for_safety
from people.queries import profile_of, targets_on
from people.records import record_of
from people.targets import Targets, mean_targets

#: Person-days kept; a plan of a month for six asks for some ten of them.
KEPT = 2048


class _Asked:
    """A person and day whose targets are wanted; equal where everything they follow from is."""

    __slots__ = ("day", "key", "person")

    def __init__(self, person: Person, day: dt.date) -> None:
        self.person, self.day = person, day
        stage = stage_for_safety(person.facts, day).life_stage
        profile: Any = profile_of(person, day)
        self.key = (profile, stage, person.age_on(day), record_of(person))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=KEPT)
def _targets(asked: _Asked) -> Targets:
    return targets_on(asked.person, asked.day)


def targets_on_day(person: Person, day: dt.date) -> Targets:
    """A person's targets on `day`: worked out once for all days on which nothing is different."""
    return _targets(_Asked(person, day))


class _AskedOver:
    """A person and days whose mean targets are wanted; equal where all that is written is."""

    __slots__ = ("dates", "key", "person")

    def __init__(self, person: Person, dates: tuple[dt.date, ...]) -> None:
        self.person, self.dates = person, dates
        self.key = (person.facts, record_of(person), dates)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _AskedOver) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=KEPT)
def _mean_targets(asked: _AskedOver) -> Targets:
    return mean_targets([targets_on_day(asked.person, day) for day in asked.dates])


def targets_over(person: Person, dates: Sequence[dt.date]) -> Targets:
    """A person's mean targets over some days, worked out once for as long as nothing changes."""
    return _mean_targets(_AskedOver(person, tuple(dates)))
