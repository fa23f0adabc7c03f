"""The food index with its search."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import OpenRequest, open_to_anyone
from foods import pages, queries
from foods.facts import TAG_NAMES
from foods.http import part_of
from foods.models import Aisle
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
