"""Queries that are compiled once: to write some of them down as SQL takes longer than the answer.

Only for the few that every edit of a plan asks. Anything else is a plain QuerySet.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

#: Ids that stand in for those asked for while a query is written down; no row has one of them.
STAND_INS: Final = tuple(range(2_000_000_011, 2_000_000_015))

Written = tuple[str, list[Any], Callable[[Sequence[Any]], list[tuple[Any, ...]]]]


class Prepared:
    """A `values_list` query over ids: `Prepared(build)(7)` gives the rows of `build(7)`."""

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"]) -> None:
        self.build = build

    def __call__(self, *ids: int) -> list[tuple[Any, ...]]:
        """The rows for these ids (1 query)."""
        stand_ins = STAND_INS[: len(ids)]
        connection = connections[DEFAULT_DB_ALIAS]
        # With the connection, which is its thread's own and knows its database's dialect.
        kept = connection.__dict__.setdefault("_prepared", {})
        if self not in kept:
            kept[self] = self._written(connection, stand_ins)
        written: Written = kept[self]
        sql, params, converted = written
        real = dict(zip(stand_ins, ids, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [real.get(value, value) for value in params])
            return converted(cursor.fetchall())

    def _written(self, connection: Any, stand_ins: tuple[int, ...]) -> Written:
        query: Any = self.build(*stand_ins).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        missing = set(stand_ins) - set(params)
        if missing:
            raise ValueError(f"the query asks for {len(missing)} ids fewer than it is given")
        converters = compiler.get_converters([column[0] for column in compiler.select])

        def converted(rows: Sequence[Any]) -> list[tuple[Any, ...]]:
            found = compiler.apply_converters(rows, converters) if converters else rows
            return [tuple(row) for row in found]

        return sql, list(params), converted
