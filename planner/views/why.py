"""Why a dish is where it is."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import Request
from planner.access import plan_required
from planner.models import Plan
from planner.reasoning import why_of
from planner.views.meals import meal_of
from planner.views.responses import panel


@require_safe
@plan_required()
def why(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """What speaks for a dish, and what the next best ones would cost."""
    found = why_of(plan, meal_of(plan, meal_id), request.GET.get("person", ""))
    if found is None:
        raise Http404
    return panel(request, "why", {"plan": plan, "meal": found.card.meal, "why": found})
