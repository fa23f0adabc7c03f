"""Rows of the foods room to plain values, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection

from foods.facts import State
from foods.models import Food, FoodAmount, FoodFact
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
