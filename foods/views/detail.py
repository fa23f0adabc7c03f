"""A food's page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import OpenRequest, open_to_anyone
from foods import pages, queries
from foods.http import part_of
from foods.models import Food
from knowledge.nutrients import TEN


@require_safe
@open_to_anyone
@vary_on_headers("HX-Request")
def detail(request: OpenRequest, slug: str) -> HttpResponse:
    """A food: nutrients per 100 g and per measure, what is unknown, facts, packs, sources."""
    food = get_object_or_404(
        Food.objects.visible_to(request.tenant).select_related("aisle", "bought_as"), slug=slug
    )
    amounts = queries.amounts_of(food)
    measures = list(food.measures.all())
    measure = pages.chosen_measure(measures, request.GET.get("measure"))
    facts = queries.food_facts([food.pk])[food.pk]
    claims = pages.claim_tags(food, {key: row.amount for key, row in amounts.items()})
    context = {
        "food": food,
        "measures": measures,
        "measure": measure,
        "groups": pages.nutrient_groups(food, amounts, measure.grams if measure else 100.0),
        "claims": [tag for tag in claims if tag.claim == "high" or tag.nutrient.key in TEN],
        "diets": pages.diet_tags(facts),
        "facts": pages.fact_lines(facts),
        "buying": pages.buying(
            food, food.packs.all(), Food.objects.visible_to(request.tenant).filter(bought_as=food)
        ),
        "credit": pages.credit(food),
        "usual_source": pages.usual_source(amounts.values()),
    }
    return render(request, part_of(request, "foods/detail.html", "nutrients"), context)
