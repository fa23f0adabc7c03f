"""Foods of an import into the database: a batch of records in one transaction.

Rows go in by `executemany` through Django's connection, on SQLite and PostgreSQL alike: building a
model instance for each of millions of amounts would cost several times the insert itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db import connection, models
from django.utils.text import slugify

from foods.importing.record import Record
from foods.models import Aisle, Food, FoodAmount, FoodGroup, FoodMeasure

LONGEST_SLUG: Final = 60
#: Columns of Food that an import owns: written anew when anything changed.
OWNED: Final = (
    "data_type",
    "name",
    "brand",
    "kind",
    "ndb",
    "aisle_id",
    "group_id",
    "density",
    "prominence",
    "note",
    "digest",
    "duplicate_of_id",
)
AMOUNT: Final = (
    "food_id",
    "nutrient",
    "amount",
    "certainty",
    "origin",
    "derivation",
    "source",
    "form",
)
MEASURE: Final = ("food_id", "name", "grams", "is_default")


@dataclass(frozen=True, slots=True)
class Written:
    """How many foods of a batch were new, changed or as they were."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(
            self.created + other.created,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
        )


class Writer:
    """Writes the records of one source.

    Aisles, groups and the shipped foods by NDB number are read once (3 queries); a batch then
    costs 2 queries, and 3 to 6 statements where something is new or changed.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._aisles = dict(Aisle.objects.values_list("key", "pk"))
        self._groups = dict(FoodGroup.objects.values_list("key", "pk"))
        self._originals = originals()

    def compare(self, records: Sequence[Record]) -> Written:
        """What `write` would do (1 query); nothing is written."""
        _known, new, changed = self._sorted(records)
        return Written(len(new), len(changed), len(records) - len(new) - len(changed))

    def write(self, records: Sequence[Record]) -> Written:
        """Bring these foods in line; the caller holds the transaction."""
        known, new, changed = self._sorted(records)
        if new:
            self._insert(new)
            known = known | self._ids(new)
        if changed:
            self._update(changed, known)
        touched = [(known[record.source_id], record) for record, _digest in (*new, *changed)]
        if touched:
            _insert_rows(FoodAmount, AMOUNT, _amount_rows(touched))
            _insert_rows(FoodMeasure, MEASURE, _measure_rows(touched))
        return Written(len(new), len(changed), len(records) - len(new) - len(changed))

    def _sorted(
        self, records: Sequence[Record]
    ) -> tuple[dict[str, int], list[tuple[Record, str]], list[tuple[Record, str]]]:
        """Ids of known foods by source id; records that are new or changed, with their digest."""
        rows = Food.objects.filter(
            source=self._source, source_id__in=[record.source_id for record in records]
        ).values_list("source_id", "pk", "digest")
        known = {source_id: (pk, digest) for source_id, pk, digest in rows}
        new, changed = [], []
        for record in records:
            digest = record.digest
            found = known.get(record.source_id)
            if found is None:
                new.append((record, digest))
            elif found[1] != digest:
                changed.append((record, digest))
        return {key: pk for key, (pk, _digest) in known.items()}, new, changed

    def _ids(self, records: Iterable[tuple[Record, str]]) -> dict[str, int]:
        keys = [record.source_id for record, _digest in records]
        rows = Food.objects.filter(source=self._source, source_id__in=keys)
        return dict(rows.values_list("source_id", "pk"))

    def _owned(self, record: Record, digest: str) -> tuple[Any, ...]:
        """Values of the columns in `OWNED`."""
        return (
            record.data_type,
            record.name,
            record.brand,
            record.kind,
            record.ndb,
            self._aisles[record.aisle],
            self._groups[record.group],
            record.density,
            record.prominence,
            record.note,
            digest,
            self._originals.get(record.ndb) if record.data_type == "sr_legacy" else None,
        )

    def _insert(self, records: Iterable[tuple[Record, str]]) -> None:
        defaults = _food_defaults()
        columns = ("source", "source_id", "slug", *OWNED, *defaults)
        rest = tuple(defaults.values())
        _insert_rows(
            Food,
            columns,
            (
                (
                    self._source,
                    record.source_id,
                    slug_of(record),
                    *self._owned(record, digest),
                    *rest,
                )
                for record, digest in records
            ),
        )

    def _update(self, records: Sequence[tuple[Record, str]], known: Mapping[str, int]) -> None:
        """Change foods in place (their address stays) and drop the rows that are written anew."""
        table = connection.ops.quote_name(Food._meta.db_table)
        sets = ", ".join(f"{_columns(Food)[name]} = %s" for name in OWNED)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET {sets} WHERE id = %s",
                [
                    (*self._owned(record, digest), known[record.source_id])
                    for record, digest in records
                ],
            )
        ids = [known[record.source_id] for record, _digest in records]
        FoodAmount.objects.filter(food_id__in=ids).delete()
        FoodMeasure.objects.filter(food_id__in=ids).delete()


def originals() -> dict[int | None, int]:
    """The shipped food that stands for each NDB number; of several the plainest key (1 query)."""
    rows = Food.objects.filter(source="limber", retired=False, ndb__isnull=False)
    found: dict[int | None, tuple[int, str, int]] = {}
    for ndb, slug, pk in rows.values_list("ndb", "slug", "pk"):
        rank = (len(slug), slug, pk)
        found[ndb] = min(found.get(ndb, rank), rank)
    return {ndb: pk for ndb, (_length, _slug, pk) in found.items()}


def slug_of(record: Record) -> str:
    """The address of a new food: its name and source id, which makes it unique."""
    words = slugify(record.name)[:LONGEST_SLUG].strip("-")
    return f"{words}-{record.source_id}" if words else f"food-{record.source_id}"


def _amount_rows(foods: Iterable[tuple[int, Record]]) -> Iterable[tuple[Any, ...]]:
    return ((pk, *amount, "") for pk, record in foods for amount in record.amounts)


def _measure_rows(foods: Iterable[tuple[int, Record]]) -> Iterable[tuple[Any, ...]]:
    return ((pk, *measure) for pk, record in foods for measure in record.measures)


@cache
def _food_defaults() -> dict[str, Any]:
    """Defaults of the columns that an import leaves alone, so that a new column needs no edit."""
    written = {"id", "source", "source_id", "slug", *OWNED}
    return {
        field.attname: field.get_default()
        for field in Food._meta.concrete_fields
        if field.attname not in written and not isinstance(field, models.GeneratedField)
    }


@cache
def _columns(model: type[models.Model]) -> dict[str, str]:
    """Columns of a model, quoted, by attribute name."""
    quote = connection.ops.quote_name
    return {field.attname: quote(field.column or "") for field in model._meta.concrete_fields}


def _insert_rows(
    model: type[models.Model], attnames: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(_columns(model)[name] for name in attnames)
    marks = ", ".join(["%s"] * len(attnames))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(rows))
