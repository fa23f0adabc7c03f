"""A food's page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import trigger_client_event

from accounts.http import OpenRequest, open_to_anyone
from accounts.models import Tenant
from foods import pages, queries, ranking_queries
from foods.http import part_of
from foods.models import Food, FoodAmount, FoodMeasure
from foods.portions import USUAL_GRAMS, portion_asked
from knowledge.nutrients import TEN

TEMPLATE = "foods/detail.html"
#: Tells the page that another portion is shown, so that what follows from it is read anew.
PORTION_EVENT = "portion"


@require_safe
@open_to_anyone
@vary_on_headers("HX-Request")
def detail(request: OpenRequest, slug: str) -> HttpResponse:
    """A food: nutrients per 100 g and in a portion with their sources, ranks, facts, packs."""
    food = get_object_or_404(
        Food.objects.visible_to(request.tenant).select_related("aisle", "bought_as"), slug=slug
    )
    amounts = queries.amounts_of(food)
    measures = list(food.measures.all())
    context = _figures(request, food, amounts, measures)
    template = part_of(request, TEMPLATE, "nutrients")
    if template == TEMPLATE:
        context |= _about(request.tenant, food, amounts, measures)
        return render(request, template, context)
    return trigger_client_event(
        render(request, template, context), PORTION_EVENT, {}, after="settle"
    )


def _figures(
    request: OpenRequest,
    food: Food,
    amounts: dict[str, FoodAmount],
    measures: list[FoodMeasure],
) -> dict[str, Any]:
    """The table of nutrients in the portion asked for (1 query)."""
    portion = portion_asked(request.GET, measures)
    by_weight = food.kind != Food.Kind.SUPPLEMENT or not measures
    of_food = queries.source_of(food)
    sources = pages.figure_sources(amounts, pages.source_of_food(food, of_food))
    return {
        "food": food,
        "measures": measures,
        "portion": portion,
        "groups": pages.nutrient_groups(food, amounts, portion.grams, sources),
        "sources": list(sources.values()),
        "source": of_food,
        "credit": pages.credit(food),
        # A tablet is never weighed out: it brings what its label says, whatever its grams.
        "by_weight": by_weight,
        "per_100": by_weight and not (portion.measure is None and portion.grams == USUAL_GRAMS),
    }


def _about(
    tenant: Tenant | None,
    food: Food,
    amounts: dict[str, FoodAmount],
    measures: list[FoodMeasure],
) -> dict[str, Any]:
    """What stands beside the table: claims, ranks, facts, buying (4 queries)."""
    facts = queries.food_facts([food.pk])[food.pk]
    known = {key: row.amount for key, row in amounts.items()}
    claims = pages.claim_tags(food, known)
    serving = food.reference_grams or (measures[0].grams if measures else None)
    cooked_rows = Food.objects.visible_to(tenant).listed().filter(bought_as=food)
    return {
        "claims": [tag for tag in claims if tag.claim == "high" or tag.nutrient.key in TEN],
        "diets": pages.diet_tags(facts),
        "facts": pages.fact_groups(facts),
        "nothing_stated": pages.nothing_stated(facts),
        "serving": serving,
        "ranks": pages.rank_rows(
            food, amounts, ranking_queries.standings(tenant, food, known, serving)
        ),
        "buying": pages.buying(food, food.packs.all(), cooked_rows),
    }
