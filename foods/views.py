"""Food pages: the index with its search, and a food."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import OpenRequest, open_to_anyone
from foods import pages, queries
from foods.facts import TAG_NAMES
from foods.http import part_of
from foods.models import Aisle, Food
from foods.searching import FILTER_TAGS, claimable, food_search
from knowledge.daily_values import daily_value
from knowledge.nutrients import BY_KEY, TEN

PAGE_SIZE: Final = 30


@require_safe
@open_to_anyone
@vary_on_headers("HX-Request")
def index(request: OpenRequest) -> HttpResponse:
    """Search foods by words, aisle, diet and what they are rich in."""
    aisles = list(Aisle.objects.all())
    search = food_search(request.GET, [aisle.key for aisle in aisles])
    page = Paginator(queries.found_foods(request.tenant, search), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    values = queries.food_values([food.pk for food in page], (*TEN, "energy"))
    value = daily_value(search.rich) if search.rich else None
    context = {
        "search": search,
        "aisles": aisles,
        "aisle": next((a for a in aisles if a.key == search.aisle), None),
        "page": page,
        "rows": [pages.food_row(food, values[food.pk].amounts, value) for food in page],
        "rich": BY_KEY.get(search.rich),
        "unranked": queries.unranked_foods(request.tenant, search) if search.rich else 0,
        "tags": {tag: TAG_NAMES[tag] for tag in FILTER_TAGS},
        "nutrients": [BY_KEY[key] for key in claimable()],
    }
    return render(request, part_of(request, "foods/index.html", "results"), context)


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
