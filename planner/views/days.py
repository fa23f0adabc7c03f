"""A day at a glance, and its cook view."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import Request, redirect_to, to_start
from planner.access import plan_required
from planner.board import load_board
from planner.cooking import cook_sheets
from planner.models import Plan
from planner.views.daypage import day_context, day_of
from planner.views.placing import shown_day
from planner.views.responses import focus_of
from planner.views.week import latest_plan

__all__ = ["cook", "day", "day_of", "today"]


@require_safe
def today(request: Request) -> HttpResponse:
    """Today in the newest plan; its first day where today is not in it."""
    plan = latest_plan(request)
    if plan is None:
        return to_start(request)
    shown = shown_day(plan, timezone.localdate())
    return redirect_to(request, reverse("planner:day", args=[plan.pk, shown.isoformat()]))


@require_safe
@plan_required()
def day(request: Request, plan: Plan, day: str) -> HttpResponse:
    """What to eat, cook and drink on one day, what was eaten, with the ten."""
    date = day_of(plan, day)
    board = load_board(plan)
    context = day_context(request, board, focus_of(request.GET, board), date)
    template = "planner/day.html#live" if request.htmx else "planner/day.html"
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response


@require_safe
@plan_required()
def cook(request: Request, plan: Plan, day: str) -> HttpResponse:
    """Large type for the stove: what is cooked on a day, in the amounts of this plan."""
    date = day_of(plan, day)
    board = load_board(plan, nutrients=())
    sheets = cook_sheets(board, date)
    return render(request, "planner/cook.html", {"plan": plan, "date": date, "sheets": sheets})
