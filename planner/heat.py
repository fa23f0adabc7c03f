"""The heat map: how each day of a plan does by each nutrient. Pure.

A day is judged by its floor only; targets and limits are of the mean of all days. What is judged
over the week alone, or has no target, is shown and not judged.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from knowledge.nutrients import WEEK_ONLY, Nutrient
from knowledge.text import gettext_noop as _
from people.targets import DAILY_FLOOR
from planner.strip import ENERGY_BAND, Row

Level = Literal["reached", "near", "short", "far", "over", "plain", "out"]

#: Share of a target below which a day is far from it (design choice).
FAR: Final = 0.5
#: What each level means: the mark, and the words of the legend.
MARKS: Final[dict[Level, tuple[str, str]]] = {
    "reached": ("✓", _("reached")),
    "near": ("·", _("near: enough for one day")),
    "short": ("▾", _("short of a day's floor")),
    "far": ("▾▾", _("less than half")),
    "over": ("▲", _("above the limit or band")),
    "plain": ("", _("not judged by the day")),
    "out": ("–", _("eats elsewhere")),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One nutrient on one day."""

    date: dt.date
    row: Row
    level: Level

    @property
    def percent(self) -> int | None:
        """Share of the target (of the limit, for sodium), rounded down; None without one."""
        row = self.row
        if row.nutrient.key == "sodium" and row.limit:
            return int(row.amount / row.limit * 100 + 1e-6)
        return None if row.covered is None else int(row.covered * 100 + 1e-6)

    @property
    def mark(self) -> str:
        """The sign of its level."""
        return MARKS[self.level][0]

    @property
    def words(self) -> str:
        """The level in words."""
        return MARKS[self.level][1]

    @property
    def at_least(self) -> bool:
        """Whether some food of the day has no figure."""
        return self.row.at_least


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A nutrient over the days."""

    nutrient: Nutrient
    cells: tuple[Cell, ...]


def heat_rows(days: Sequence[tuple[dt.date, Sequence[Row], bool]]) -> list[HeatRow]:
    """The map of some days, each with its strip and whether the person eats elsewhere all day."""
    if not days:
        return []
    cells = [
        [Cell(date, row, level_of(row, out=out)) for row in strip] for date, strip, out in days
    ]
    return [HeatRow(column[0].row.nutrient, tuple(column)) for column in zip(*cells, strict=True)]


def level_of(row: Row, *, out: bool = False) -> Level:
    """How a day does."""
    key, covered = row.nutrient.key, row.covered
    if out:
        return "out"
    if key == "sodium":
        above = row.limit is not None and row.amount > row.limit
        return "over" if above else "reached" if row.state == "met" else "plain"
    if row.state == "over":
        return "over"
    if covered is None or key in WEEK_ONLY:
        return "plain"
    if key == "energy":
        return "reached" if abs(covered - 1) <= ENERGY_BAND else "short"
    if covered >= 1 - 1e-9:
        return "reached"
    return "near" if covered >= DAILY_FLOOR else "short" if covered >= FAR else "far"
