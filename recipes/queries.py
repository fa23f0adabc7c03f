"""Rows of the recipes room to plain values, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Tenant
from foods.facts import State, tag_state
from foods.models import Food
from foods.nutrition import FoodValues, Intake
from foods.queries import food_facts, food_values
from knowledge.daily_values import daily_value
from knowledge.nutrients import TEN
from recipes.models import Recipe, RecipeLine, RecipeQuerySet, RecipeRevision, RevisionSlot
from recipes.nutrition import Ingredient, dish_facts, serving_intake
from recipes.searching import COVERS_FROM, RecipeSearch


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
    for revision, food, grams, eaten, eaten_grams, group, cooked, optional in rows:
        line = Ingredient(food, grams, eaten, eaten_grams, group, cooked, optional)
        found[revision].append(line)
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


@dataclass(frozen=True, slots=True)
class FoundDish:
    """A dish in the index; `amount` is what a serving brings of the nutrient asked for."""

    slug: str
    revision: RecipeRevision
    intake: Intake
    facts: dict[str, State]
    amount: float
    share: float | None
    """Share of the Daily Value; None where there is none or no nutrient is asked for."""


def found_dishes(tenant: Tenant | None, search: RecipeSearch) -> list[FoundDish]:
    """The dishes a search finds: by name, or most of `search.covers` first (5 queries).

    A dish whose foods leave a tag unknown does not carry it.
    """
    recipes = narrowed_recipes(tenant, search).select_related("current")
    current = {r.slug: r.current for r in recipes if r.current}
    nutrients = {*TEN, "energy", *([search.covers] if search.covers else [])}
    dishes = figures_of(current.values(), nutrients).dishes
    facts = facts_by_revision(list(dishes), {pk: dish.ingredients for pk, dish in dishes.items()})
    found = [
        _found(slug, dishes[revision.pk], facts[revision.pk], search.covers)
        for slug, revision in current.items()
        if all(tag_state(facts[revision.pk], tag) is State.FREE for tag in search.tags)
    ]
    return _ranked(found, search.covers)


def narrowed_recipes(tenant: Tenant | None, search: RecipeSearch) -> RecipeQuerySet:
    """The recipes that words, slots and minutes leave, by name."""
    found = Recipe.objects.visible_to(tenant).in_use().matching(search.text)
    if search.slots:
        fits = RevisionSlot.objects.filter(slot__in=search.slots).values("revision")
        found = found.filter(current__in=fits)
    if search.minutes is not None:
        found = found.filter(current__active_minutes__lte=search.minutes)
    return found.order_by("current__name")


def _found(slug: str, dish: DishFigures, facts: dict[str, State], covers: str) -> FoundDish:
    amount = dish.intake.amount(covers) if covers else 0.0
    value = daily_value(covers) if covers else None
    share = amount / value.amount if value else None
    return FoundDish(slug, dish.revision, dish.intake, facts, amount, share)


def _ranked(found: list[FoundDish], covers: str) -> list[FoundDish]:
    if not covers:
        return found
    enough = [
        dish
        for dish in found
        if (dish.amount > 0 if dish.share is None else dish.share >= COVERS_FROM)
    ]
    return sorted(enough, key=lambda dish: -dish.amount)


def slot_names(revisions: Collection[int]) -> dict[int, list[str]]:
    """Translated names of the slots each revision fits, in the order of the day (1 query)."""
    order = RevisionSlot.Slot.values
    rows = RevisionSlot.objects.filter(revision__in=revisions)
    found: dict[int, list[str]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: order.index(row.slot)):
        found[row.revision_id].append(row.get_slot_display())
    return found


def recipes_using(tenant: Tenant | None, food: Food) -> RecipeQuerySet:
    """The dishes that buy or eat a food, by name."""
    lines = RecipeLine.objects.filter(Q(food=food) | Q(eaten_food=food)).values("revision")
    return (
        Recipe.objects.visible_to(tenant)
        .in_use()
        .filter(current__in=lines)
        .select_related("current")
        .order_by("current__name")
    )
