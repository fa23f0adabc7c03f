"""Rows of a plan to its shopping list, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Sum

from foods.models import Food, FoodMeasure, FoodPack
from planner.models import Plan
from planner.queries import WATER_SLUG
from planner.shopping import Need, Pack, ShoppingList, Use, Ware, scale, shopping_list
from recipes.models import RecipeLine

#: Measures by which a shop counts what is in a pack: a box of six eggs.
COUNTED_IN = "egg"


@dataclass(frozen=True, slots=True)
class _Eaten:
    """A meal's place and how much of it is eaten by everyone."""

    use: Use
    amount: float
    batch: int | None
    revision: int | None
    recipe_servings: float | None
    food: int | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A plan's list with the names of the slots that it speaks of."""

    list: ShoppingList
    slots: tuple[str, ...]


def load_list(plan: Plan) -> Listing:
    """A plan's list (7 queries): slots, meals, lines, foods, ticks, packs, counted measures."""
    slots = list(plan.slots.values_list("key", "name"))
    meals = _meals(plan, {key: n for n, (key, _name) in enumerate(slots)})
    edible = [*_of_batches(meals), *_of_foods(meals)]
    foods = _foods({need.food for need in edible})
    needs = [need for part in edible if (need := _as_bought(part, foods)) is not None]
    wares = _wares({food.pk: food for food in _bought(foods)})
    ticked = frozenset(plan.ticks.values_list("food_id", flat=True))
    return Listing(shopping_list(needs, wares, ticked), tuple(name for _key, name in slots))


def _meals(plan: Plan, positions: dict[str, int]) -> list[_Eaten]:
    rows = (
        plan.meals.order_by("pk")
        .annotate(eaten=Sum("servings__amount", default=0.0))
        .values_list(
            "date",
            "slot",
            "eaten",
            "batch_id",
            "batch__revision_id",
            "batch__revision__servings",
            "food_id",
        )
    )
    last = len(positions)
    return [
        _Eaten(Use(date, positions.get(slot, last)), eaten, batch, revision, servings, food)
        for date, slot, eaten, batch, revision, servings, food in rows
    ]


def _of_batches(meals: Iterable[_Eaten]) -> list[Need]:
    """Edible grams of every ingredient of every cooking; optional lines are not bought."""
    batches: dict[int, list[_Eaten]] = defaultdict(list)
    for meal in meals:
        if meal.batch is not None:
            batches[meal.batch].append(meal)
    lines: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for revision, food, grams in RecipeLine.objects.filter(
        revision__in={meal.revision for meal in meals if meal.revision}, optional=False
    ).values_list("revision_id", "food_id", "grams"):
        lines[revision].append((food, grams))
    return [
        Need(food, grams * _times(eaten), frozenset(meal.use for meal in eaten))
        for eaten in batches.values()
        for food, grams in lines[eaten[0].revision or 0]
    ]


def _times(eaten: list[_Eaten]) -> float:
    return scale((meal.amount for meal in eaten), eaten[0].recipe_servings or 1.0)


def _of_foods(meals: Iterable[_Eaten]) -> list[Need]:
    """Edible grams of foods and drinks that stand on the board as they are."""
    return [
        Need(meal.food, meal.amount, frozenset({meal.use}))
        for meal in meals
        if meal.food is not None
    ]


def _foods(used: Collection[int]) -> dict[int, Food]:
    rows = Food.objects.filter(pk__in=used).select_related("aisle", "bought_as__aisle")
    return {food.pk: food for food in rows}


def _bought(foods: dict[int, Food]) -> list[Food]:
    return [food.bought_as or food for food in foods.values()]


def _as_bought(part: Need, foods: dict[int, Food]) -> Need | None:
    """What is carried home for so many edible grams; None for what comes out of the tap."""
    bought, grams = foods[part.food].purchase(part.grams)
    return None if bought.slug == WATER_SLUG else Need(bought.pk, grams, part.uses)


def _wares(foods: dict[int, Food]) -> dict[int, Ware]:
    packs: dict[int, list[Pack]] = defaultdict(list)
    for pack in FoodPack.objects.filter(food__in=foods).order_by("food", "position"):
        packs[pack.food_id].append(Pack(pack.label, pack.grams, pack.drained_grams))
    counted = dict(
        FoodMeasure.objects.filter(food__in=foods, name=COUNTED_IN).values_list("food_id", "grams")
    )
    return {pk: _ware(food, packs[pk], counted.get(pk)) for pk, food in foods.items()}


def _ware(food: Food, packs: list[Pack], unit: float | None) -> Ware:
    # A drink without a pack is made at home (tea, coffee): what it takes is in the cupboard.
    brewed = food.kind == Food.Kind.DRINK and not packs
    return Ware(
        food=food.pk,
        name=food.name,
        aisle=food.aisle.name,
        aisle_position=food.aisle.position,
        pantry=food.pantry or brewed,
        edible_share=food.edible_share,
        density=food.density,
        packs=tuple(packs),
        unit_grams=unit / food.edible_share if unit else None,
    )
