"""From a food's own page to a place on the board: which day, which meal."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import Request, to_start
from foods.models import Food
from planner.access import may_edit
from planner.models import DRINKS, Plan
from planner.views.meals import default_grams
from planner.views.week import latest_plan


@require_safe
def place_food(request: Request, slug: str) -> HttpResponse:
    """Where in the newest plan a food goes; the start page where there is no plan yet.

    The form goes to `planner:put`, which checks what the table avoids.
    """
    if not may_edit(request):
        raise PermissionDenied
    plan = latest_plan(request)
    if plan is None:
        return to_start(request)
    foods = Food.objects.visible_to(request.tenant).filter(retired=False)
    food = get_object_or_404(foods, slug=slug)
    drink = food.kind == Food.Kind.DRINK
    context = {
        "plan": plan,
        "food": food,
        "chosen": shown_day(plan, timezone.localdate()),
        "slots": [slot for slot in plan.slots.all() if drink or slot.key != DRINKS],
        "first": DRINKS if drink else "",
        "measure": food.measures.filter(is_default=True).first(),
        "grams": default_grams(food),
    }
    return render(request, "planner/place.html", context)


def shown_day(plan: Plan, today: dt.date) -> dt.date:
    """Today where the plan has it, else its first day."""
    return today if plan.start <= today <= plan.end else plan.start
