"""Rows of the recipes room to plain values, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from accounts.models import Tenant
from foods.facts import State
from foods.nutrition import FoodValues, Intake
from foods.queries import food_facts, food_values
from recipes.models import Recipe, RecipeLine, RecipeRevision, RevisionSlot
from recipes.nutrition import Ingredient, dish_facts, serving_intake


@dataclass(frozen=True, slots=True)
class DishFigures:
    """A revision with what one serving brings."""

    revision: RecipeRevision
    ingredients: tuple[Ingredient, ...]
    intake: Intake


@dataclass(frozen=True, slots=True)
class Figures:
    """Dishes by revision id, and the foods their totals speak of."""

    dishes: dict[int, DishFigures]
    foods: dict[int, FoodValues]


@dataclass(frozen=True, slots=True)
class LibraryDish:
    """A dish the planner may choose, with all it needs to know."""

    slug: str
    figures: DishFigures
    slots: frozenset[str]
    facts: dict[str, State]


def ingredients_of(revisions: Collection[int]) -> dict[int, tuple[Ingredient, ...]]:
    """Lines by revision id, in order (1 query)."""
    rows = (
        RecipeLine.objects.filter(revision_id__in=revisions)
        .order_by("revision_id", "position")
        .values_list(
            "revision_id",
            "food_id",
            "grams",
            "eaten_food_id",
            "eaten_grams",
            "food__retention_group",
            "cooked",
            "optional",
        )
    )
    found: dict[int, list[Ingredient]] = defaultdict(list)
    for revision, *rest in rows:
        found[revision].append(Ingredient(*rest))
    return {revision: tuple(lines) for revision, lines in found.items()}


def figures_of(
    revisions: Iterable[RecipeRevision],
    nutrients: Collection[str] | None = None,
    extra_foods: Collection[int] = (),
) -> Figures:
    """What one serving of each revision brings (3 queries); `extra_foods` are read along."""
    listed = {revision.pk: revision for revision in revisions}
    ingredients = ingredients_of(listed.keys())
    eaten = {
        line.eaten_food or line.food for lines in ingredients.values() for line in lines
    } | set(extra_foods)
    foods = food_values(eaten, nutrients)
    dishes = {
        pk: DishFigures(
            revision,
            ingredients.get(pk, ()),
            serving_intake(ingredients.get(pk, ()), revision.servings, foods),
        )
        for pk, revision in listed.items()
    }
    return Figures(dishes, foods)


def library(tenant: Tenant | None, nutrients: Collection[str]) -> tuple[list[LibraryDish], Figures]:
    """Every dish a tenant may plan with, with figures, slots and facts (6 queries)."""
    recipes = (
        Recipe.objects.visible_to(tenant)
        .in_use()
        .select_related("current__main_food__group")
        .order_by("slug")
    )
    by_revision = {recipe.current.pk: recipe for recipe in recipes if recipe.current}
    figures = figures_of((r.current for r in by_revision.values() if r.current), nutrients)
    slots: dict[int, set[str]] = defaultdict(set)
    for revision, slot in RevisionSlot.objects.filter(revision__in=by_revision).values_list(
        "revision_id", "slot"
    ):
        slots[revision].add(slot)
    used = {
        food
        for dish in figures.dishes.values()
        for line in dish.ingredients
        for food in (line.food, line.eaten_food)
        if food is not None
    }
    facts = food_facts(used)
    dishes = [
        LibraryDish(
            recipe.slug,
            figures.dishes[pk],
            frozenset(slots[pk]),
            dish_facts(figures.dishes[pk].ingredients, facts),
        )
        for pk, recipe in by_revision.items()
    ]
    return dishes, figures


def facts_by_revision(
    revisions: Collection[int], ingredients: dict[int, tuple[Ingredient, ...]] | None = None
) -> dict[int, dict[str, State]]:
    """Derived facts by revision id (2 queries, 1 where the lines are at hand)."""
    lines = ingredients if ingredients is not None else ingredients_of(revisions)
    used = {
        f for part in lines.values() for line in part for f in (line.food, line.eaten_food) if f
    }
    facts = food_facts(used)
    return {revision: dish_facts(lines.get(revision, ()), facts) for revision in revisions}
