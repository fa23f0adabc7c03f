"""Rows of the foods room to plain values, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from accounts.models import Tenant
from foods.facts import State
from foods.models import Food, FoodAmount, FoodFact, FoodMeasure, Source
from foods.nutrition import FoodValues


def food_values(
    foods: Collection[int], nutrients: Collection[str] | None = None
) -> dict[int, FoodValues]:
    """Values of some foods by id (2 queries); `nutrients` narrows what is read."""
    rows = FoodAmount.objects.filter(food_id__in=foods)
    if nutrients is not None:
        rows = rows.filter(nutrient__in=nutrients)
    amounts: dict[int, dict[str, float]] = defaultdict(dict)
    certainty: dict[int, dict[str, str]] = defaultdict(dict)
    for food, nutrient, amount, state in rows.values_list(
        "food_id", "nutrient", "amount", "certainty"
    ):
        amounts[food][nutrient] = amount
        certainty[food][nutrient] = state
    return {
        pk: FoodValues(pk, name, kind == Food.Kind.DRINK, amounts[pk], certainty[pk])
        for pk, name, kind in Food.objects.filter(pk__in=foods).values_list("pk", "name", "kind")
    }


def food_facts(foods: Collection[int]) -> dict[int, dict[str, State]]:
    """Stated facts by food id (1 query); a fact that is not there is unknown."""
    facts: dict[int, dict[str, State]] = {food: {} for food in foods}
    rows = FoodFact.objects.filter(food_id__in=foods).values_list("food_id", "fact", "state")
    for food, fact, state in rows:
        facts[food][fact] = State(state)
    return facts


def amounts_of(food: Food) -> dict[str, FoodAmount]:
    """A food's stated amounts by nutrient (1 query)."""
    return {amount.nutrient: amount for amount in food.amounts.all()}


@dataclass(frozen=True, slots=True)
class Serving:
    """What one eats at a time: the FDA reference amount, else the usual household measure."""

    grams: float
    measure: str
    """The household measure, "" for a reference amount."""


def servings_of(foods: Collection[Food]) -> dict[int, Serving]:
    """The serving of each food that has one (1 query)."""
    found: dict[int, Serving] = {}
    rows = FoodMeasure.objects.filter(food__in=foods).order_by("food", "-is_default", "name")
    for food, name, grams in rows.values_list("food_id", "name", "grams"):
        found.setdefault(food, Serving(grams, name))
    for food_row in foods:
        if food_row.reference_grams:
            found[food_row.pk] = Serving(food_row.reference_grams, "")
    return found


def foods_by_slug(tenant: Tenant | None, slugs: Sequence[str]) -> list[Food]:
    """The foods of some slugs that a tenant may see, in the order asked for (1 query)."""
    foods = {food.slug: food for food in Food.objects.visible_to(tenant).filter(slug__in=slugs)}
    return [foods[slug] for slug in slugs if slug in foods]


def source_of(food: Food) -> Source | None:
    """Where a food is from, None where nothing more than its key is known (1 query)."""
    return Source.objects.filter(key=food.source).first()
