"""From a desk to the database: what differs, in at most a few statements a table."""

from typing import Any, Final

from django.db.models import F, Model

from planner import history
from planner.desk import Desk
from planner.history import Row, Rows
from planner.models import Meal, Plan

#: Out of the way while meals trade places.
ASIDE: Final = 1000
#: Columns that name a row of another table, which may be as new.
NAMES: Final = {"meal": ("batch_id", "batch"), "serving": ("meal_id", "meal")}

#: Id -> (the row as it was, as it is).
Pairs = dict[int, tuple[Row | None, Row | None]]


def flush(desk: Desk) -> tuple[Rows, Rows]:
    """Write what differs; the rows as they were and as they are, under their final ids."""
    differing = {table: desk.changes(table) for table in history.TABLES}
    for table in ("serving", "meal", "out", "slot"):
        _delete(table, differing[table])
    final: dict[str, dict[int, int]] = {}
    for table in history.TABLES:
        _rename(table, desk, differing, final)
        aside = table == "meal" and _set_aside(desk.plan, differing[table])
        _update(table, differing[table], {"position"} if aside else set())
        final[table] = _create(desk.plan, table, differing[table])
        rows = desk.rows(table) if differing[table] else {}
        for new, pk in final[table].items():
            rows[pk] = rows.pop(new)
            desk.before[table][pk] = desk.before[table].pop(new)
    _delete("batch", differing["batch"])
    was: Rows = {}
    now: Rows = {}
    for table, pairs in differing.items():
        if pairs:
            ids = {pk: str(final[table].get(pk, pk)) for pk in pairs}
            was[table] = {ids[pk]: _plain(pair[0]) for pk, pair in pairs.items()}
            now[table] = {ids[pk]: _plain(pair[1]) for pk, pair in pairs.items()}
    return was, now


def _plain(row: Row | None) -> Row | None:
    return None if row is None else history.plain(row)


def _delete(table: str, pairs: Pairs) -> None:
    gone = [pk for pk, (was, now) in pairs.items() if was is not None and now is None]
    if gone:
        rows = history.TABLES[table]._default_manager.filter(pk__in=gone)
        # Raw: a meal's servings went before it, and nothing else hangs on these rows (a test
        # says so), so there is nothing to collect first.
        rows._raw_delete(rows.db)


def _rename(
    table: str,
    desk: Desk,
    differing: dict[str, Pairs],
    final: dict[str, dict[int, int]],
) -> None:
    """Put the final ids of new rows where a row of this table names them."""
    if table not in NAMES:
        return
    column, named = NAMES[table]
    for _was, now in differing[table].values():
        if now is not None and now[column] in final[named]:
            now[column] = final[named][now[column]]


def _set_aside(plan: Plan, pairs: Pairs) -> bool:
    """Out of the way: a place that one meal leaves may be another's new one."""
    moved = {pk: pair for pk, pair in pairs.items() if pair[0] and pair[1] and _moves(*pair)}
    left = {_place(was) for was, _now in moved.values()}
    taken = {_place(now) for _was, now in pairs.values() if now}
    if left & taken:
        rows = Meal.objects.filter(plan=plan, pk__in=moved)
        rows.update(position=F("position") + ASIDE)
    return bool(left & taken)


def _moves(was: Row | None, now: Row | None) -> bool:
    return _place(was) != _place(now)


def _place(row: Row | None) -> tuple[Any, ...]:
    return (row["date"], row["slot"], row["position"]) if row else ()


def _update(table: str, pairs: Pairs, also: set[str]) -> None:
    """One statement: for one row only what differs, for several the columns that differ in any."""
    kept = {pk: (was, now) for pk, (was, now) in pairs.items() if was is not None and now}
    differ = also | {
        column
        for was, now in kept.values()
        for column in history.COLUMNS[table]
        if was[column] != now[column]
    }
    model: Any = history.TABLES[table]
    if len(kept) == 1:
        [(pk, (_was, row))] = kept.items()
        model.objects.filter(pk=pk).update(**{column: row[column] for column in differ})
    elif kept:
        objects = [model(pk=pk, **row) for pk, (_was, row) in kept.items()]
        fields = [column.removesuffix("_id") for column in sorted(differ)]
        model.objects.bulk_update(objects, fields)


def _create(plan: Plan, table: str, pairs: Pairs) -> dict[int, int]:
    """New rows, restored ones under their old ids; the final id of each that was new."""
    new = {pk: now for pk, (was, now) in pairs.items() if was is None and now is not None}
    owner: dict[str, Any] = {} if table == "serving" else {"plan": plan}
    model: Any = history.TABLES[table]
    made: list[Model] = [
        model(pk=pk if pk > 0 else None, **owner, **row) for pk, row in new.items()
    ]
    if made:
        model.objects.bulk_create(made)
    return {pk: int(row.pk) for pk, row in zip(new, made, strict=True) if pk < 0}
