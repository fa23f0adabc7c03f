"""The plans that somebody sits in: the part their own page loads."""

from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import OpenRequest, Request
from foods.http import part_of
from people.access import person_required
from people.models import Person
from planner.models import Plan

#: Plans shown, the newest first.
MOST = 12


@require_safe
@vary_on_headers("HX-Request")
@person_required()
def of_person(request: Request, person: Person) -> HttpResponse:
    """Plans with this person, the one that runs now or comes next first (1 query)."""
    today = timezone.localdate()
    plans = list(Plan.objects.of(request.tenant).filter(people=person).order_by("-start")[:MOST])
    ahead = [plan for plan in plans if plan.end >= today]
    context = {
        "person": person,
        "upcoming": ahead[-1] if ahead else None,
        "plans": plans,
    }
    template = part_of(cast(OpenRequest, request), "planner/of_person.html", "seats")
    return render(request, template, context)
