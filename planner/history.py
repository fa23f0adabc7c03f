"""What an edit changed, as rows: the ground of undo, history and audit.

Rows are plain dicts by table and id. A change keeps only rows that differ.
"""

from typing import Any, Final

from django.db.models import F, Model

from planner.models import Batch, Meal, Plan, Serving

Rows = dict[str, dict[str, dict[str, Any] | None]]

#: Tables in the order they are written; they are deleted the other way round.
TABLES: Final[dict[str, type[Model]]] = {"batch": Batch, "meal": Meal, "serving": Serving}
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "batch": ("revision_id", "cook_date"),
    "meal": ("date", "slot", "position", "batch_id", "food_id", "locked", "reasons"),
    "serving": ("meal_id", "person_id", "amount", "status"),
}
#: Out of the way while meals trade places.
ASIDE: Final = 1000


def snapshot(plan: Plan) -> Rows:
    """Every row of a plan's board, and what the solver said of it (3 queries)."""
    return {
        "plan": {str(plan.pk): {"quality": plan.quality}},
        "batch": _rows("batch", plan=plan),
        "meal": _rows("meal", plan=plan),
        "serving": _rows("serving", meal__plan=plan),
    }


def _rows(table: str, **scope: Any) -> dict[str, dict[str, Any] | None]:
    columns = COLUMNS[table]
    found = TABLES[table]._default_manager.filter(**scope).values("pk", *columns)
    return {str(row["pk"]): {name: _plain(row[name]) for name in columns} for row in found}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def difference(before: Rows, after: Rows) -> tuple[Rows, Rows]:
    """The rows that differ, as they were and as they are; None is "not there"."""
    was: Rows = {}
    now: Rows = {}
    for table in before:
        keys = before[table].keys() | after[table].keys()
        changed = sorted(k for k in keys if before[table].get(k) != after[table].get(k))
        was[table] = {key: before[table].get(key) for key in changed}
        now[table] = {key: after[table].get(key) for key in changed}
    return was, now


def restore(plan: Plan, rows: Rows) -> None:
    """Bring the named rows back to what `rows` says, ids included; the plan itself is unsaved."""
    for values in rows.get("plan", {}).values():
        plan.quality = values["quality"] if values else {}
    for table, model in reversed(TABLES.items()):
        gone = [int(key) for key, row in rows.get(table, {}).items() if row is None]
        scope = {"meal__plan": plan} if table == "serving" else {"plan": plan}
        model._default_manager.filter(pk__in=gone, **scope).delete()
    moving = [int(key) for key, row in rows.get("meal", {}).items() if row is not None]
    Meal.objects.filter(plan=plan, pk__in=moving).update(position=F("position") + ASIDE)
    for table, model in TABLES.items():
        kept = {key: row for key, row in rows.get(table, {}).items() if row is not None}
        owner = {} if table == "serving" else {"plan": plan}
        model._default_manager.bulk_create(
            [model(pk=int(key), **owner, **row) for key, row in kept.items()],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=list(COLUMNS[table]),
        )
