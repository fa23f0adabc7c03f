"""Up to four foods side by side."""

from typing import Final

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import OpenRequest, open_to_anyone
from foods import comparing, queries
from foods.comparing import MOST_FOODS, CompareAsked, Compared
from foods.http import part_of
from foods.models import Food
from foods.pages import caveat_of
from foods.ranking import BASES
from foods.searching import words_of
from knowledge.nutrients import BY_KEY, KEYS

#: Finds offered to be added.
MOST_FOUND: Final = 8


@require_safe
@open_to_anyone
@vary_on_headers("HX-Request")
def compare(request: OpenRequest) -> HttpResponse:
    """Foods side by side with bars; others are added by search and taken away by link."""
    asked = comparing.compare_asked(request.GET)
    foods = queries.foods_by_slug(request.tenant, asked.slugs)
    text = words_of(request.GET)
    found = Food.objects.none()
    if text and len(foods) < MOST_FOODS:
        visible = Food.objects.visible_to(request.tenant).listed()
        found = visible.matching(text).exclude(pk__in=[food.pk for food in foods])[:MOST_FOUND]
    slugs = [food.slug for food in foods]
    context = {
        "asked": asked,
        "bases": BASES,
        "text": text,
        "found": [(food, _query(asked, [*slugs, food.slug])) for food in found],
        "full": len(foods) == MOST_FOODS,
        "missing": [slug for slug in asked.slugs if slug not in slugs],
        "most": MOST_FOODS,
    }
    template = part_of(request, "foods/compare.html", "finds")
    if template == "foods/compare.html":
        context |= _columns(asked, foods)
    return render(request, template, context)


def _columns(asked: CompareAsked, foods: list[Food]) -> dict[str, object]:
    """The foods as columns and the rows across them (3 queries)."""
    values = queries.food_values([food.pk for food in foods])
    servings = queries.servings_of(foods)
    compared = [
        Compared(
            values[food.pk].amounts,
            values[food.pk].certainty,
            servings[food.pk].grams if food.pk in servings else None,
            food.kind == Food.Kind.DRINK,
        )
        for food in foods
    ]
    slugs = [food.slug for food in foods]
    without = [_query(asked, [one for one in slugs if one != slug]) for slug in slugs]
    return {
        "foods": [
            (food, servings.get(food.pk), rest) for food, rest in zip(foods, without, strict=True)
        ],
        "slugs": slugs,
        "names": [food.name for food in foods],
        "caveats": [
            (food.name, BY_KEY[key], caveat)
            for key in KEYS
            for food in foods
            if (caveat := caveat_of(food, key))
        ],
        "groups": comparing.compare_groups(compared, asked.basis) if foods else (),
    }


def _query(asked: CompareAsked, slugs: list[str]) -> str:
    """The query string of a comparison of other foods on the same basis."""
    query = QueryDict(mutable=True)
    query.setlist("food", slugs)
    query["basis"] = asked.basis
    return query.urlencode()
