"""A tenant's own foods, as their page lists them, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from accounts.models import Tenant
from foods.models import Food, FoodAmount, FoodMeasure, FoodQuerySet
from knowledge.nutrients import BY_KEY, TEN, Nutrient

#: How many figures of a dose a line names.
NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class DoseFigure:
    """What one tablet brings of a nutrient, in its own unit, and the compound it comes in."""

    nutrient: Nutrient
    amount: float
    form: str


@dataclass(frozen=True, slots=True)
class OwnRow:
    """An own food in the list: energy per 100 g, or what a dose brings."""

    food: Food
    energy: float | None
    dose: FoodMeasure | None
    figures: tuple[DoseFigure, ...]


def own_foods(tenant: Tenant) -> FoodQuerySet:
    """A tenant's foods by name, those no longer offered included."""
    mine = Food.objects.filter(tenant=tenant).select_related("aisle", "copy_of")
    return mine.order_by("name", "pk")


def own_rows(foods: Iterable[Food]) -> list[OwnRow]:
    """Rows of some own foods (2 queries)."""
    listed = list(foods)
    ids = [food.pk for food in listed]
    doses = {
        one.food_id: one for one in FoodMeasure.objects.filter(food_id__in=ids, is_default=True)
    }
    amounts: dict[int, dict[str, FoodAmount]] = defaultdict(dict)
    for row in FoodAmount.objects.filter(food_id__in=ids):
        amounts[row.food_id][row.nutrient] = row
    return [_row(food, amounts[food.pk], doses.get(food.pk)) for food in listed]


def _row(food: Food, amounts: dict[str, FoodAmount], dose: FoodMeasure | None) -> OwnRow:
    energy = amounts.get("energy")
    if food.kind != Food.Kind.SUPPLEMENT or dose is None:
        return OwnRow(food, energy.amount if energy else None, dose, ())
    return OwnRow(food, None, dose, dose_figures(amounts.values(), dose.grams)[:NAMED])


def dose_figures(rows: Iterable[FoodAmount], grams: float) -> tuple[DoseFigure, ...]:
    """What a dose of `grams` brings, the ten always in sight first."""
    order = {key: position for position, key in enumerate(_ordered(TEN))}
    listed = sorted(rows, key=lambda row: order[row.nutrient])
    return tuple(
        DoseFigure(BY_KEY[row.nutrient], row.amount * grams / 100.0, row.form) for row in listed
    )


def _ordered(first: Sequence[str]) -> list[str]:
    return [*first, *(key for key in BY_KEY if key not in first)]
