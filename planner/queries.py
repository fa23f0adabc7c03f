"""Rows behind the optimiser's question and the week page, in a fixed number of queries."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from foods.models import Food
from foods.nutrition import FoodValues
from foods.queries import food_values
from people.queries import foodstuffs
from planner.problems import FoodFile
from recipes.models import RecipeLine
from recipes.queries import LibraryDish

#: What the drinks row pours by default.
WATER_SLUG = "tap-water"


def food_file(dishes: Iterable[LibraryDish]) -> FoodFile:
    """What the problem needs to know of the foods that dishes are made of (2 queries).

    Not of all foods: an imported database may hold 400,000.
    """
    used = {
        food
        for dish in dishes
        for line in dish.figures.ingredients
        for food in (line.food, line.eaten_food)
        if food is not None
    }
    lines = RecipeLine.objects.all()
    in_dishes = Q(pk__in=lines.values("food")) | Q(pk__in=lines.values("eaten_food"))
    foods = Food.objects.filter(Q(source="limber") | in_dishes)
    rows = list(foods.values_list("pk", "slug", "pantry", "bought_as_id", "group__key"))
    return FoodFile(
        bought={pk: bought for pk, _, _, bought, _ in rows if bought is not None},
        pantry=frozenset(pk for pk, _, pantry, _, _ in rows if pantry),
        group={pk: group for pk, _, _, _, group in rows},
        slug={pk: slug for pk, slug, _, _, _ in rows},
        foods=foodstuffs(used),
    )


def water_values(nutrients: Collection[str]) -> FoodValues:
    """The drink that the drinks row pours (3 queries)."""
    water = Food.objects.only("pk").get(slug=WATER_SLUG)
    return food_values([water.pk], nutrients)[water.pk]
