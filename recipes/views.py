"""Recipe pages: the index with its search, a recipe, its cook view, and who uses a food."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import OpenRequest, open_to_anyone
from foods.facts import TAG_NAMES, State
from foods.http import part_of
from foods.models import Food
from foods.pages import diet_tags
from knowledge.daily_values import daily_value
from knowledge.nutrients import BY_KEY, GUARD_RAILS, TEN
from recipes import pages, queries
from recipes.models import Recipe, RecipeRevision, RevisionSlot
from recipes.searching import TAGS, coverable, recipe_search, servings_asked

PAGE_SIZE: Final = 24


@require_safe
@open_to_anyone
@vary_on_headers("HX-Request")
def index(request: OpenRequest) -> HttpResponse:
    """Search dishes by words, slot, diet, time and what a serving covers."""
    search = recipe_search(request.GET)
    page = Paginator(queries.found_dishes(request.tenant, search), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    slots = queries.slot_names([dish.revision.pk for dish in page])
    context = {
        "search": search,
        "page": page,
        "rows": [
            {
                "dish": dish,
                "energy": dish.intake.amounts.get("energy"),
                "slots": slots[dish.revision.pk],
                "claims": pages.serving_claims(dish.intake)[: pages.MOST_CONTRIBUTORS],
                "diets": [diet for diet in diet_tags(dish.facts) if diet.known],
            }
            for dish in page
        ],
        "covers": BY_KEY.get(search.covers),
        "covers_value": daily_value(search.covers) if search.covers else None,
        "slots": RevisionSlot.Slot.choices,
        "tags": {tag: TAG_NAMES[tag] for tag in TAGS},
        "nutrients": [BY_KEY[key] for key in coverable()],
    }
    return render(request, part_of(request, "recipes/index.html", "results"), context)


@require_safe
@open_to_anyone
def detail(request: OpenRequest, slug: str) -> HttpResponse:
    """A dish: ingredients scaled, steps, and what one serving brings, unknown called out."""
    recipe, revision = _readable(request, slug)
    figures = queries.figures_of([revision])
    dish = figures.dishes[revision.pk]
    facts = queries.facts_by_revision([revision.pk], {revision.pk: dish.ingredients})[revision.pk]
    rows = pages.nutrient_rows(
        dish.ingredients,
        revision.servings,
        dish.intake,
        figures.foods,
        (*GUARD_RAILS, *TEN, *pages.other_nutrients()),
    )
    guards, ten = len(GUARD_RAILS), len(GUARD_RAILS) + len(TEN)
    context = {
        **_method(request, recipe, revision),
        "slots": queries.slot_names([revision.pk])[revision.pk],
        "weight": sum(dish.intake.grams.values()),
        "guards": rows[:guards],
        "ten": rows[guards:ten],
        "others": rows[ten:],
        "unknown": pages.gaps(rows[:ten]),
        "estimated": any(line.estimated for line in dish.ingredients),
        "claims": pages.serving_claims(dish.intake),
        "diets": diet_tags(facts),
        "contained": pages.stated_facts(facts, State.CONTAINS),
        "unstated": pages.stated_facts(facts, State.UNKNOWN),
        "free": pages.stated_facts(facts, State.FREE),
    }
    return render(request, "recipes/detail.html", context)


@require_safe
@open_to_anyone
def cook(request: OpenRequest, slug: str) -> HttpResponse:
    """Ingredients and steps in large type, to read from across the kitchen."""
    recipe, revision = _readable(request, slug)
    return render(request, "recipes/cook.html", _method(request, recipe, revision))


@require_safe
@open_to_anyone
@vary_on_headers("HX-Request")
def using(request: OpenRequest, slug: str) -> HttpResponse:
    """The dishes that use a food: a page, or the fragment that a food's page loads."""
    food = get_object_or_404(Food.objects.visible_to(request.tenant), slug=slug)
    context = {"food": food, "recipes": list(queries.recipes_using(request.tenant, food))}
    return render(request, part_of(request, "recipes/using.html", "dishes"), context)


def _readable(request: OpenRequest, slug: str) -> tuple[Recipe, RecipeRevision]:
    """A recipe that may be read, retired ones included: plans still point at them."""
    readable = Recipe.objects.visible_to(request.tenant).select_related("current")
    recipe = get_object_or_404(readable, slug=slug, current__isnull=False)
    assert recipe.current is not None
    return recipe, recipe.current


def _method(request: OpenRequest, recipe: Recipe, revision: RecipeRevision) -> dict[str, Any]:
    """Ingredients at the servings asked for, and steps (1 query)."""
    asked = servings_asked(request.GET, revision.servings)
    lines = revision.lines.select_related("food", "eaten_food")
    return {
        "recipe": recipe,
        "revision": revision,
        "servings": asked,
        "choices": pages.serving_choices(revision.servings, asked),
        "lines": pages.line_rows(lines, revision.servings, asked),
    }
