"""Rows of the foods room to plain values, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from accounts.models import Tenant
from foods.facts import State
from foods.models import Food, FoodAmount, FoodFact, FoodQuerySet
from foods.nutrition import FoodValues
from foods.searching import FoodSearch
from knowledge.daily_values import daily_value


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


def found_foods(tenant: Tenant | None, search: FoodSearch) -> FoodQuerySet:
    """The foods a search finds, in the order of its page (1 query when read).

    With `search.rich` each row has `per_reference`, its amount per FDA reference amount, and those
    with most come first; else names that start with the words come first, bought before cooked.
    """
    found = _narrowed(tenant, search).select_related("aisle", "bought_as")
    value = daily_value(search.rich) if search.rich else None
    if value is None:
        return _by_name(found, search.text)
    amount = FoodAmount.objects.filter(food=OuterRef("pk"), nutrient=search.rich).values("amount")
    return (
        found.rich_in(search.rich, share=search.share, daily_value=value.amount)
        .annotate(per_reference=Subquery(amount) * F("reference_grams") / 100.0)
        .order_by("-per_reference", "name")
    )


def unranked_foods(tenant: Tenant | None, search: FoodSearch) -> int:
    """How many foods a search cannot rank: no figure or no reference amount (1 query)."""
    known = FoodAmount.objects.filter(nutrient=search.rich).values("food")
    return (
        _narrowed(tenant, search)
        .filter(~Q(pk__in=known) | Q(reference_grams__isnull=True) | Q(reference_grams=0))
        .count()
    )


def amounts_of(food: Food) -> dict[str, FoodAmount]:
    """A food's stated amounts by nutrient (1 query)."""
    return {amount.nutrient: amount for amount in food.amounts.all()}


def _narrowed(tenant: Tenant | None, search: FoodSearch) -> FoodQuerySet:
    found = Food.objects.visible_to(tenant).matching(search.text)
    if search.aisle:
        found = found.filter(aisle__key=search.aisle)
    for tag in search.tags:
        found = found.tagged(tag)
    return found


def _by_name(found: FoodQuerySet, text: str) -> FoodQuerySet:
    starts = Case(When(name__istartswith=text, then=Value(0)), default=Value(1))
    cooked = ExpressionWrapper(Q(bought_as__isnull=False), output_field=BooleanField())
    if not text:
        return found.order_by("name")
    return found.annotate(starts=starts, cooked=cooked).order_by("starts", "cooked", "name")
