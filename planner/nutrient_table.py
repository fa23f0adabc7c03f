"""Every nutrient with a reference value: what some days bring, target, limit and sources."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from knowledge.nutrients import CATALOGUE
from people.hiding import NO_TARGET, covered_words
from people.models import Person
from people.queries import safe_targets
from people.target_rows import SHORT_KINDS, TargetRow, target_row, target_rows
from planner.board import Board
from planner.display import Bar
from planner.strip import Row

#: Everything the table may show.
ALL: Final = frozenset(nutrient.key for nutrient in CATALOGUE)
HEADER: Final = (
    *("key", "nutrient", "unit", "amount_per_day", "amount_is"),
    *("target", "target_kind", "covered_percent", "limit", "limit_kind", "limit_counts"),
    *("foods", "foods_known", "known_percent_by_weight", "target_source", "limit_source"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One nutrient: what the days bring, and what is asked."""

    bar: Bar
    aim: TargetRow

    @property
    def row(self) -> Row:
        """Amount, target and what is known."""
        return self.bar.row

    @property
    def is_unknown(self) -> bool:
        """Whether no food has a figure: the amount is unknown, which is not 0."""
        known = self.row.coverage
        return bool(known.foods) and len(known.missing) == known.foods


def lines_of(board: Board, person: Person, dates: Sequence[dt.date]) -> list[list[Line]]:
    """The ten, the guard rails, and all others that have a target or limit (no query)."""
    targets = board.targets(person, board.table.days_here(person.pk, dates))
    notes = safe_targets(person, dates[0])[1]
    groups = target_rows(targets, notes)
    return [
        [
            Line(Bar(row), target_row(row.nutrient.key, targets, notes))
            for row in board.strip(person, dates, [one.nutrient.key for one in group])
        ]
        for group in (groups.ten, groups.guards, groups.others)
    ]


def as_csv(groups: Sequence[Sequence[Line]]) -> str:
    """The table with one nutrient a line; unknown is an empty cell and never 0."""
    return _csv(HEADER, [_cells(line) for group in groups for line in group])


def as_words(groups: Sequence[Sequence[Line]]) -> str:
    """The same without figures, for people who are better off without them."""
    rows = [
        [line.row.nutrient.key, line.row.nutrient.name, _told(line)] for g in groups for line in g
    ]
    return _csv(("key", "nutrient", "covered"), rows)


def _told(line: Line) -> str:
    if line.is_unknown:
        return _("unknown")
    if line.row.target is None:
        return _(NO_TARGET)
    return _(covered_words(line.row.covered, line.row.state))


def _cells(line: Line) -> list[object]:
    row, aim, known = line.row, line.aim, line.row.coverage
    amount = None if line.is_unknown else row.amount
    covered = None if line.is_unknown else line.bar.covered_percent
    is_known = "unknown" if line.is_unknown else "at least" if row.at_least else "all known"
    return [
        *(row.nutrient.key, row.nutrient.name, row.nutrient.unit, _exact(amount), is_known),
        *(_exact(row.target), SHORT_KINDS.get(aim.kind, ""), _percent(covered)),
        *(_exact(row.limit), SHORT_KINDS.get(row.limit_kind, ""), aim.limit_of_part),
        *(known.foods, known.known + known.presumed_nil, line.bar.known_percent),
        *(row.source, aim.limit.source if aim.limit else ""),
    ]


def _exact(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}" if value < 1000 else f"{value:.1f}"


def _percent(value: int | None) -> str:
    return "" if value is None else str(value)


def _csv(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
