"""The food index with its search."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import OpenRequest, open_to_anyone
from foods import finding, pages, queries
from foods.facts import TAG_NAMES
from foods.http import part_of
from foods.models import Aisle, Food
from foods.search import index as food_index
from foods.searching import FILTER_TAGS, FREE_OF, claimable, food_search
from knowledge.daily_values import daily_value
from knowledge.nutrients import BY_KEY, TEN

PAGE_SIZE: Final = 30


@require_safe
@open_to_anyone
@vary_on_headers("HX-Request")
def index(request: OpenRequest) -> HttpResponse:
    """Search foods by words, aisle, source, diet, allergens and what they are rich in."""
    aisles = list(Aisle.objects.all())
    sources = finding.sources_of(request.tenant)
    search = food_search(request.GET, [a.key for a in aisles], [s.key for s in sources])
    reading = food_index.read(search.text, using=Food.objects.db, literal=search.literal)
    found = finding.found_foods(request.tenant, search, reading)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    values = queries.food_values([food.pk for food in page], (*TEN, "energy"))
    value = daily_value(search.rich) if search.rich else None
    unranked = finding.unranked_foods(request.tenant, search, reading) if search.rich else 0
    context = {
        "search": search,
        "reading": reading,
        "aisles": aisles,
        "aisle": next((a for a in aisles if a.key == search.aisle), None),
        "sources": sources,
        "page": page,
        "rows": [pages.food_row(food, values[food.pk].amounts, value) for food in page],
        "rich": BY_KEY.get(search.rich),
        "unranked": unranked,
        "tags": {tag: TAG_NAMES[tag] for tag in FILTER_TAGS},
        "allergens": FREE_OF,
        "nutrients": [BY_KEY[key] for key in claimable()],
    }
    return render(request, part_of(request, "foods/index.html", "results"), context)
