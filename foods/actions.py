"""Writes of the foods room."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from django.db import transaction

from foods import shipped
from foods.importing.writing import originals
from foods.models import (
    Aisle,
    ContentVersion,
    Food,
    FoodAmount,
    FoodFact,
    FoodGroup,
    FoodMeasure,
    FoodPack,
    Source,
)
from foods.search.prominence import prominence

Progress = Callable[[int], object]
Shelf = TypeVar("Shelf", Aisle, FoodGroup)


def foods_are_current() -> bool:
    """Whether the database holds the shipped foods as they are on disk."""
    return ContentVersion.objects.filter(name="foods", digest=shipped.digest()).exists()


@transaction.atomic
def load_foods(*, progress: Progress = lambda done: None) -> int:
    """Bring the shared foods in line with the shipped files; returns how many there are.

    Keys that exist are updated in place, so plans and recipes keep pointing at them; a key that
    left the files is retired: no longer offered, still there for the plans that have it.
    """
    aisles, groups = load_shelves()
    records = shipped.foods()
    Food.objects.bulk_create(
        [_row(record, aisles, groups) for record in records],
        update_conflicts=True,
        unique_fields=["source", "source_id"],
        update_fields=_UPDATED,
    )
    foods = {food.slug: food for food in Food.objects.filter(source="limber")}
    _link_cooked_rows(records, foods)
    for start in range(0, len(records), 50):
        part = records[start : start + 50]
        _load_details(part, foods)
        progress(len(part))
    _retire_others(records)
    link_doubles()
    ContentVersion.objects.update_or_create(name="foods", defaults={"digest": shipped.digest()})
    return len(records)


def load_shelves() -> tuple[dict[str, Aisle], dict[str, FoodGroup]]:
    """Bring aisles, groups and sources in line with the shipped files; aisles, groups by key."""
    Source.objects.bulk_create(
        [Source(**row) for row in shipped.sources()],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["name", "citation", "licence", "url"],
    )
    return (
        _load_shelves(Aisle, shipped.aisles(), ["name", "position"]),
        _load_shelves(FoodGroup, shipped.groups(), ["name"]),
    )


def link_doubles() -> int:
    """Point SR Legacy foods at the shipped food with their NDB number; how many links changed.

    Lists then offer the shipped one, which has the same figures with measures, packs and facts.
    """
    shown = originals()
    changed: dict[int | None, list[int]] = defaultdict(list)
    imported = Food.objects.filter(source="fdc", data_type="sr_legacy")
    for pk, ndb, linked in imported.values_list("pk", "ndb", "duplicate_of_id"):
        if shown.get(ndb) != linked:
            changed[shown.get(ndb)].append(pk)
    for original, doubles in changed.items():
        for start in range(0, len(doubles), _IDS_AT_ONCE):
            part = doubles[start : start + _IDS_AT_ONCE]
            Food.objects.filter(pk__in=part).update(duplicate_of=original)
    return sum(map(len, changed.values()))


def _retire_others(records: Iterable[shipped.FoodRecord]) -> None:
    keys = {record.key for record in records}
    stored = Food.objects.filter(source="limber", tenant__isnull=True, retired=False)
    gone = [pk for pk, key in stored.values_list("pk", "source_id") if key not in keys]
    Food.objects.filter(pk__in=gone).update(retired=True)


_IDS_AT_ONCE: Final = 500
_UPDATED = [
    "slug",
    "name",
    "kind",
    "aisle",
    "group",
    "ndb",
    "edible_share",
    "density",
    "pantry",
    "reference_grams",
    "retention_group",
    "fermented",
    "note",
    "prominence",
    "retired",
]


def _load_shelves(
    model: type[Shelf], records: Iterable[shipped.Shelf], updated: list[str]
) -> dict[str, Shelf]:
    rows = [
        model(key=r.key, name=r.name, **({"position": r.position} if model is Aisle else {}))
        for r in records
    ]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=updated
    )
    return {row.key: row for row in model._default_manager.all()}


def _row(
    record: shipped.FoodRecord, aisles: dict[str, Aisle], groups: dict[str, FoodGroup]
) -> Food:
    return Food(
        slug=record.key,
        source="limber",
        source_id=record.key,
        name=record.name,
        kind=record.kind,
        ndb=record.ndb,
        aisle=aisles[record.aisle],
        group=groups[record.group],
        edible_share=record.edible_share,
        density=record.density,
        pantry=record.pantry,
        reference_grams=record.reference_grams,
        retention_group=record.retention_group,
        fermented=record.fermented,
        note=record.note,
        prominence=prominence(name=record.name, source="limber"),
    )


def _link_cooked_rows(records: list[shipped.FoodRecord], foods: dict[str, Food]) -> None:
    """Point cooked rows at what is bought for them; both columns move together."""
    changed = []
    for record in records:
        food = foods[record.key]
        food.bought_as = foods[record.bought_as] if record.bought_as else None
        food.cooked_yield = record.cooked_yield
        changed.append(food)
    Food.objects.bulk_update(changed, ["bought_as", "cooked_yield"], batch_size=200)


def _load_details(records: list[shipped.FoodRecord], foods: dict[str, Food]) -> None:
    """Replace amounts, measures, packs and facts of these foods."""
    ids = [foods[record.key].pk for record in records]
    for model in (FoodAmount, FoodMeasure, FoodPack, FoodFact):
        model._default_manager.filter(food_id__in=ids).delete()
    FoodAmount.objects.bulk_create(
        FoodAmount(
            food=foods[r.key],
            nutrient=a.nutrient,
            amount=a.amount,
            certainty=a.certainty,
            origin=a.origin,
            derivation=a.derivation,
            source=a.source,
        )
        for r in records
        for a in r.amounts
    )
    FoodMeasure.objects.bulk_create(
        FoodMeasure(food=foods[r.key], name=m.name, grams=m.grams, is_default=m.is_default)
        for r in records
        for m in r.measures
    )
    FoodPack.objects.bulk_create(
        FoodPack(
            food=foods[r.key],
            label=p.label,
            grams=p.grams,
            drained_grams=p.drained,
            position=position,
        )
        for r in records
        for position, p in enumerate(r.packs)
    )
    FoodFact.objects.bulk_create(
        FoodFact(food=foods[r.key], fact=fact, state=state)
        for r in records
        for fact, state in r.facts.items()
    )
