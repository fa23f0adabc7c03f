"""Rows of a related table as one JSON column: read with the row they belong to, in its query."""

from typing import Any

from django.db.models import Aggregate, Func, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import JSONArray, JSONObject


class JSONRows(Aggregate):
    """The values of a column as one JSON array."""

    function = "json_agg"
    template = "%(function)s(%(expressions)s)"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite's name of it; what is put in is JSON already."""
        template = "json_group_array(json(%(expressions)s))"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """As text, so that both databases answer alike."""
        return self.as_sql(
            compiler, connection, template="json_agg(%(expressions)s)::text", **extra
        )


class Exactly(Func):
    """A float as text with all its digits: JSON of SQLite keeps 15."""

    function = "printf"
    template = "CASE WHEN %(expressions)s IS NOT NULL THEN printf('%%%%!.17g', %(expressions)s) END"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL writes as many digits as it takes."""
        return self.as_sql(compiler, connection, template="(%(expressions)s)::text", **extra)


def rows_as_json(model: Any, owner: str, of: OuterRef, *columns: Any, **fields: Any) -> Subquery:
    """Rows of a model that belong to the outer query's row, as a JSON array.

    Each row is an object of `fields`, or, where there are very many, an array of `columns`. None
    where there is no row. A boolean comes as 0 or 1 from SQLite, a date or time as text.
    """
    rows: QuerySet[Any] = model.objects.filter(**{owner: of}).order_by().values(owner)
    row = JSONArray(*columns) if columns else JSONObject(**fields)
    return Subquery(rows.annotate(rows=JSONRows(row)).values("rows"), output_field=TextField())
