"""Pages of the people room, and the parts that pages of other rooms load from it."""

from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import OpenRequest, Request
from foods.http import part_of
from foods.models import Food
from foods.portions import Portion, portion_asked
from foods.queries import food_values
from people.models import Person
from people.queries import targets_on
from people.shares import share_rows


@require_safe
@vary_on_headers("HX-Request")
def food_share(request: Request, slug: str) -> HttpResponse:
    """What a portion of a food brings to one person's targets; the part a food's page loads."""
    food = get_object_or_404(Food.objects.visible_to(request.tenant), slug=slug)
    people = list(Person.objects.of(request.tenant).active().ready())
    measures = list(food.measures.all())
    portion = portion_asked(request.GET, measures)
    person = _chosen(request, people)
    context: dict[str, Any] = {
        "food": food,
        "people": people,
        "person": person,
        "measures": measures,
        "portion": portion,
    }
    if person is not None:
        context |= _shares(person, food, portion)
    template = part_of(cast(OpenRequest, request), "people/food_share.html", "share-body")
    return render(request, template, context)


def _chosen(request: Request, people: list[Person]) -> Person | None:
    """The person asked for, 404 where it is nobody of this household; else the first."""
    asked = request.GET.get("person", "")
    if not asked:
        return people[0] if people else None
    pk = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    return get_object_or_404(Person.objects.of(request.tenant), pk=pk)


def _shares(person: Person, food: Food, portion: Portion) -> dict[str, Any]:
    """The rows of a person, or why there are none (2 queries)."""
    try:
        targets = targets_on(person, timezone.localdate())
    except ValueError:
        # No reference values: under one year, or a life stage that does not fit the age.
        return {"no_targets": True}
    values = food_values([food.pk])[food.pk]
    first, others = share_rows(values.amounts, values.certainty, portion.grams, targets)
    if food.kind == Food.Kind.SUPPLEMENT:
        # A tablet's label names one thing or a few: thirty lines of "unknown" would hide them.
        first, others = (
            tuple(row for row in rows if row.amount is not None) for rows in (first, others)
        )
    return {"first": first, "others": others}
