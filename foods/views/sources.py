"""The best sources of a nutrient."""

from dataclasses import dataclass
from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import OpenRequest, open_to_anyone
from foods import ranking, ranking_queries
from foods.facts import ALLERGENS, TAG_NAMES
from foods.http import part_of
from foods.models import Food
from foods.ranking import SourcesAsked
from knowledge.absorption import poorly_absorbed
from knowledge.daily_values import NO_CLAIM, Claim
from knowledge.nutrient_facts import load_pages
from knowledge.nutrients import BY_KEY, CATALOGUE, TEN

PAGE_SIZE: Final = 30
#: Neither a merit nor a thing to limit: a list of them has no "best".
NEUTRAL: Final = frozenset({"water", "alcohol", "caffeine", "fat_mono", "fat_poly"})


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A food in the list: its rank, its amount, and what the rule lets one say of it."""

    rank: int
    food: Food
    value: float
    part: float
    """Of the most in the list: the length of its bar, 0 to 1."""
    share: float | None
    """Of the label value (Daily Value or EU reference value)."""
    claim: Claim | None
    marks: tuple[float, ...]
    """Where "source" and "high" begin on the bar, 0 to 1."""


@require_safe
@open_to_anyone
@vary_on_headers("HX-Request")
def best_sources(request: OpenRequest, key: str) -> HttpResponse:
    """Foods by their amount of a nutrient: per serving, per 100 g or per 100 kcal."""
    if key not in BY_KEY:
        raise Http404
    asked = ranking.sources_asked(request.GET, key)
    allowed = ranking_queries.candidates(request.tenant, asked)
    foods = ranking_queries.best_sources(allowed, asked)
    page = Paginator(foods, PAGE_SIZE).get_page(request.GET.get("page"))
    first = page.start_index()
    context = {
        "asked": asked,
        "nutrient": asked.nutrient,
        "limited": key in NO_CLAIM or key in NEUTRAL,
        "page": page,
        "rows": [
            source_row(asked, food, rank, most=foods[0].value)  # type: ignore[attr-defined]
            for rank, food in enumerate(page, start=first)
        ],
        "label_value": ranking.label_value(asked.rule, key),
        "left_out": ranking_queries.left_out(allowed, asked),
        "hardly": [
            (food, caveat)
            for food in ranking_queries.poorly_absorbed_foods(allowed, asked)
            if (caveat := poorly_absorbed(key).get(food.ndb or 0))
        ],
        "cut": len(foods) == ranking.LONGEST_LIST,
        "bases": ranking.BASES,
        "rules": ranking.RULES,
        "kinds": ranking.KINDS,
        "scopes": ranking.SCOPES,
        "tags": TAG_NAMES,
        "allergens": ALLERGENS,
        "has_page": key in load_pages(),
        "ten": [BY_KEY[one] for one in TEN],
        "others": [one for one in CATALOGUE if one.key not in TEN],
        "spoonful": ranking.SPOONFUL,
        "least_energy": ranking.LEAST_ENERGY,
        "least_energy_drink": ranking.LEAST_ENERGY_DRINK,
    }
    return render(request, part_of(request, "foods/sources.html", "results"), context)


def source_row(asked: SourcesAsked, food: Food, rank: int, *, most: float) -> SourceRow:
    """A row of the list; `food` is one of `ranking_queries.best_sources`."""
    value: float = food.value  # type: ignore[attr-defined]
    amount: float = food.amount  # type: ignore[attr-defined]
    label = ranking.label_value(asked.rule, asked.nutrient.key)
    drink, density = food.kind == Food.Kind.DRINK, food.density
    claim = ranking.claim_by(
        asked.rule,
        asked.nutrient.key,
        amount,
        reference_grams=food.reference_grams,
        drink=drink,
        density=density,
    )
    marks = ranking.claim_marks(
        asked.rule, asked.nutrient.key, asked.basis, drink=drink, density=density
    )
    return SourceRow(
        rank=rank,
        food=food,
        value=value,
        part=value / most,
        share=value / label if label else None,
        claim=claim,
        marks=tuple(mark / most for mark in marks if mark < most),
    )
