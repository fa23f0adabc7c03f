"""Writes of own foods and supplements: add, correct in a copy, change, retire, put back.

A removed food is retired, never deleted: plans that have it keep it, and it can be put back.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isclose
from typing import Final

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Tenant
from foods import shipped
from foods.models import (
    Aisle,
    Food,
    FoodAmount,
    FoodFact,
    FoodGroup,
    FoodLabel,
    FoodMeasure,
    FoodPack,
    Source,
)
from foods.own.labels import Figure
from foods.own.records import OwnFood
from foods.own.shelves import LAST, NAMES, OTHER_GROUP, USUAL_AISLE, USUAL_GROUP

SOURCE: Final = "own"
#: What a copy takes over unseen, because no form asks for it.
#: What is known of the food by its number in the USDA tables (what is hardly absorbed) holds for a
#: copy of it too.
COPIED: Final = (
    "ndb",
    *("edible_share", "bought_as", "cooked_yield", "pantry", "reference_grams"),
    *("retention_group", "fermented", "note"),
)
#: The same to ten digits is the same: forms show no more.
SAME: Final = 1e-9
NAME_PART: Final = 60


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows that stay as they are where the form left them alone."""

    amounts: Mapping[str, FoodAmount] = field(default_factory=dict)
    source: str = ""
    """Names the source of rows that name none themselves."""
    measures: tuple[FoodMeasure, ...] = ()
    """Measures the form had no room for."""
    packs: tuple[FoodPack, ...] = ()


@transaction.atomic
def add_own(*, tenant: Tenant, record: OwnFood) -> Food:
    """A new food of a tenant, from a label."""
    food = Food(tenant=tenant, slug=_new_slug(record.name), source=SOURCE)
    food.source_id = food.slug
    _source()
    return _store(food, record, Kept())


@transaction.atomic
def add_copy(*, tenant: Tenant, original: Food, record: OwnFood, kept: Kept) -> Food:
    """A tenant's corrected copy of a food; what was not touched keeps its source."""
    food = Food(tenant=tenant, slug=_new_slug(record.name), source=SOURCE, copy_of=original)
    food.source_id = food.slug
    for name in COPIED:
        setattr(food, name, getattr(original, name))
    _source()
    return _store(food, record, kept)


@transaction.atomic
def change_own(*, food: Food, record: OwnFood, kept: Kept) -> Food:
    """Bring an own food in line with its form."""
    return _store(food, record, kept)


def retire(*, food: Food) -> None:
    """Offer a food no longer; meals that have it keep it."""
    Food.objects.filter(pk=food.pk).update(retired=True)


def put_back(*, food: Food) -> None:
    """Offer a retired food again."""
    Food.objects.filter(pk=food.pk).update(retired=False)


def _new_slug(name: str) -> str:
    """A slug that is free, and says nothing of other tenants' foods."""
    return f"{slugify(name)[:NAME_PART].strip('-') or 'food'}-{secrets.token_hex(4)}"


def _source() -> None:
    """The row that own foods name as their source, made where nothing was loaded yet."""
    if not Source.objects.filter(key=SOURCE).exists():
        record = next(
            row for row in shipped.rows(shipped.DATA / "sources.csv") if row["key"] == SOURCE
        )
        Source.objects.create(**record)


def _store(food: Food, record: OwnFood, kept: Kept) -> Food:
    food.name, food.brand, food.kind = record.name, record.brand, record.kind
    food.aisle, food.group = _shelf(record), _group(record)
    food.density = record.density
    if record.form_kind != FoodLabel.Kind.COPY:
        food.note = record.note
    # Nobody shops for a week's seven tablets: they are at home or bought by the bottle.
    food.pantry = food.pantry or record.kind == Food.Kind.SUPPLEMENT
    food.save()
    _replace_amounts(food, record, kept)
    _replace_measures(food, record, kept)
    FoodFact.objects.filter(food=food).delete()
    FoodFact.objects.bulk_create(
        FoodFact(food=food, fact=fact, state=state) for fact, state in record.facts.items()
    )
    FoodLabel.objects.update_or_create(
        food=food, defaults={"kind": record.form_kind, "typed": dict(record.typed)}
    )
    return food


def _shelf(record: OwnFood) -> Aisle:
    key = record.aisle or USUAL_AISLE[record.kind]
    name = NAMES.get(key, key)
    return Aisle.objects.get_or_create(key=key, defaults={"name": name, "position": LAST})[0]


def _group(record: OwnFood) -> FoodGroup:
    aisle = record.aisle or USUAL_AISLE[record.kind]
    key = record.group or USUAL_GROUP.get(aisle, OTHER_GROUP)
    return FoodGroup.objects.get_or_create(
        key=key, defaults={"name": key.replace("_", " ").capitalize()}
    )[0]


def _replace_amounts(food: Food, record: OwnFood, kept: Kept) -> None:
    rows = [
        _kept_row(food, kept, key, figure) or _new_row(food, key, figure, record.source)
        for key, figure in record.figures.items()
    ]
    FoodAmount.objects.filter(food=food).delete()
    FoodAmount.objects.bulk_create(rows)


def _kept_row(food: Food, kept: Kept, key: str, figure: Figure) -> FoodAmount | None:
    """The row that was there, where the form says the same amount."""
    row = kept.amounts.get(key)
    if row is None or not isclose(row.amount, figure.amount, rel_tol=SAME, abs_tol=1e-12):
        return None
    nil = row.certainty == FoodAmount.Certainty.PRESUMED_NIL
    if row.certainty != figure.certainty and not nil:
        return None
    origin = figure.origin if row.origin != FoodAmount.Origin.SUPPLEMENT else row.origin
    return FoodAmount(
        food=food,
        nutrient=key,
        amount=row.amount,
        certainty=row.certainty,
        origin=origin,
        derivation=row.derivation,
        form=row.form,
        source=row.source or kept.source,
    )


def _new_row(food: Food, key: str, figure: Figure, source: str) -> FoodAmount:
    words = f"{source}: {figure.printed}" if figure.printed else source
    return FoodAmount(
        food=food,
        nutrient=key,
        amount=figure.amount,
        certainty=figure.certainty,
        origin=figure.origin,
        derivation=figure.derivation,
        form=figure.form,
        source=words,
    )


def _replace_measures(food: Food, record: OwnFood, kept: Kept) -> None:
    measures = dict(record.measures)
    for one in kept.measures:
        measures.setdefault(one.name, one.grams)
    FoodMeasure.objects.filter(food=food).delete()
    FoodMeasure.objects.bulk_create(
        FoodMeasure(food=food, name=name, grams=grams, is_default=position == 0)
        for position, (name, grams) in enumerate(measures.items())
    )
    drained = {(one.label, one.grams): one.drained_grams for one in kept.packs}
    FoodPack.objects.filter(food=food).delete()
    FoodPack.objects.bulk_create(
        FoodPack(
            food=food,
            label=label,
            grams=grams,
            drained_grams=drained.get((label, grams)),
            position=position,
        )
        for position, (label, grams) in enumerate(record.packs)
    )
