"""Reference values by life stage as a table one can read: women beside men, like rows as one.

Works on the rows of `knowledge.intakes` and `knowledge.efsa` alike. Amounts are in the
catalogue's units.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final, Protocol

from knowledge.life_stages import OLDEST, Band

STAGES: Final = ("child", "adult", "pregnancy", "lactation")


class Value(Protocol):
    """The part of a reference value that a table shows."""

    @property
    def amount(self) -> float:
        """What to reach in a day."""

    @property
    def upper_limit(self) -> float | None:
        """What to stay below, None where no limit is set."""


class Stated(Protocol):
    """A row of a table of reference values."""

    @property
    def band(self) -> Band:
        """Sex and ages."""

    @property
    def stage(self) -> str:
        """child, adult, pregnancy or lactation."""

    @property
    def intake(self) -> Value:
        """The value itself."""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One line: whom it is for, and what. None is no value; in pregnancy `male` is always None."""

    stage: str
    first: int
    last: int | None
    female: float | None
    male: float | None
    female_limit: float | None
    male_limit: float | None

    @property
    def upper_limit(self) -> float | None:
        """The limit; every table here has the same one for women and men."""
        return self.female_limit if self.female_limit is not None else self.male_limit


def target_rows(rows: Iterable[Stated]) -> tuple[TargetRow, ...]:
    """The rows of one nutrient as lines of a table, those with the same values together."""
    listed = list(rows)
    lines: list[TargetRow] = []
    for stage in STAGES:
        lines += _merged(_lines(stage, [row for row in listed if row.stage == stage]))
    return tuple(lines)


def _lines(stage: str, rows: Sequence[Stated]) -> Iterator[TargetRow]:
    """A line for every stretch of ages in which no value changes."""
    starts = {row.band.first for row in rows}
    starts |= {row.band.last + 1 for row in rows if row.band.last is not None}
    bounds = sorted(starts)
    for first, after in zip_longest(bounds, bounds[1:]):
        female, male = _value(rows, "female", first), _value(rows, "male", first)
        if female or male:
            yield TargetRow(
                stage=stage,
                first=first,
                last=None if after is None else after - 1,
                female=female.amount if female else None,
                male=male.amount if male else None,
                female_limit=female.upper_limit if female else None,
                male_limit=male.upper_limit if male else None,
            )


def _value(rows: Sequence[Stated], sex: str, age: int) -> Value | None:
    for row in rows:
        in_band = row.band.first <= age <= (row.band.last or OLDEST)
        if in_band and row.band.sex in ("any", sex):
            return row.intake
    return None


def _merged(lines: Iterable[TargetRow]) -> list[TargetRow]:
    found: list[TargetRow] = []
    for line in lines:
        before = found[-1] if found else None
        if before and replace(before, first=line.first, last=line.last) == line:
            found[-1] = replace(before, last=line.last)
        else:
            found.append(line)
    return found
