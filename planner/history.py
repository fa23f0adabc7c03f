"""What an edit changed, as rows: the ground of undo, history and audit.

Rows are plain dicts by table and id. A change keeps only rows that differ, as JSON.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Model

from planner.models import Batch, DayOut, Meal, Plan, PlanSlot, Serving

Row = dict[str, Any]
Rows = dict[str, dict[str, Row | None]]

#: Tables in the order they are written; they are deleted the other way round.
TABLES: Final[dict[str, type[Model]]] = {
    "slot": PlanSlot,
    "batch": Batch,
    "meal": Meal,
    "serving": Serving,
    "out": DayOut,
}
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "slot": ("key", "name", "position"),
    "batch": ("revision_id", "cook_date"),
    "meal": (
        *("date", "slot", "position", "batch_id", "food_id"),
        *("locked", "reasons", "note", "unplanned"),
    ),
    "serving": ("meal_id", "person_id", "amount", "status", "instead", "had"),
    "out": ("date", "slot", "person_id"),
}
#: Columns that hold a day, which JSON knows as text.
DATES: Final = frozenset({"date", "cook_date"})


def line_of(plan: Plan) -> set[int]:
    """Revisions of the edits that hold: from the plan's cursor back to the first (1 query)."""
    parents = dict(plan.changes.exclude(parent=None).values_list("revision", "parent"))
    found: set[int] = set()
    at: int | None = plan.cursor
    while at is not None and at in parents:
        found.add(at)
        at = parents[at]
    return found


def snapshot(plan: Plan) -> Rows:
    """Every row of a plan that an edit may touch, and what the solver said of it (5 queries)."""
    found: Rows = {"plan": {str(plan.pk): {"quality": plan.quality}}}
    for table in TABLES:
        found[table] = {str(pk): plain(row) for pk, row in rows_of(plan, table).items()}
    return found


def rows_of(plan: Plan, table: str) -> dict[int, Row]:
    """The rows of one table of a plan, by id (1 query)."""
    scope = {"meal__plan": plan} if table == "serving" else {"plan": plan}
    columns = COLUMNS[table]
    found = TABLES[table]._default_manager.filter(**scope).values_list("pk", *columns)
    return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in found}


def plain(row: Mapping[str, Any]) -> Row:
    """A row as JSON can hold it."""
    return {
        key: value.isoformat() if isinstance(value, dt.date) else value
        for key, value in row.items()
    }


def parsed(table: str, row: Mapping[str, Any]) -> Row:
    """A row of a change as the table holds it; columns that came later have their first value."""
    fields: Any = TABLES[table]._meta
    return {
        key: _value(key, row[key] if key in row else fields.get_field(key).get_default())
        for key in COLUMNS[table]
    }


def _value(key: str, value: Any) -> Any:
    return dt.date.fromisoformat(value) if key in DATES and isinstance(value, str) else value


def difference(before: Rows, after: Rows) -> tuple[Rows, Rows]:
    """The rows that differ, as they were and as they are; None is "not there"."""
    was: Rows = {}
    now: Rows = {}
    for table in before:
        keys = before[table].keys() | after[table].keys()
        changed = sorted(k for k in keys if before[table].get(k) != after[table].get(k))
        if changed:
            was[table] = {key: before[table].get(key) for key in changed}
            now[table] = {key: after[table].get(key) for key in changed}
    return was, now
