"""A day at a glance, and its cook view."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import Request, redirect_to, to_start
from planner.access import plan_required
from planner.board import Board, Card, load_board
from planner.cooking import cook_sheets
from planner.display import Bar
from planner.models import DRINKS, Plan
from planner.views.placing import shown_day
from planner.views.responses import focus_of
from planner.views.week import latest_plan


def day_of(plan: Plan, day: str) -> dt.date:
    """A day of the plan from its ISO date; raises Http404 for any other."""
    try:
        date = dt.date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if not plan.start <= date <= plan.end:
        raise Http404
    return date


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
    """What to eat, cook and drink on one day, with the ten."""
    date = day_of(plan, day)
    board = load_board(plan)
    focus = focus_of(request.GET, board)
    strip = board.strip(focus.person, [date])
    cards = [card for slot in board.slots for card in board.cards.get((date, slot.key), [])]
    context = {
        "plan": plan,
        "board": board,
        "date": date,
        "is_today": date == timezone.localdate(),
        "before": date - dt.timedelta(days=1) if date > plan.start else None,
        "after": date + dt.timedelta(days=1) if date < plan.end else None,
        "meals": [(s.key, s.name, board.cards.get((date, s.key), [])) for s in board.slots],
        "drinks": board.cards.get((date, DRINKS), []),
        "minutes": sum(card.minutes for card in cards),
        "to_cook": _cooked_on(board, date),
        "ten": [Bar(row) for row in strip[:10]],
        "guards": strip[10:],
        "focus": focus,
    }
    return render(request, "planner/day.html", context)


def _cooked_on(board: Board, date: dt.date) -> list[Card]:
    """One card for every cooking of a day."""
    found: dict[int, Card] = {}
    for card in board.all_cards():
        batch = card.meal.batch
        if batch is not None and batch.cook_date == date:
            found.setdefault(batch.pk, card)
    return list(found.values())


@require_safe
@plan_required()
def cook(request: Request, plan: Plan, day: str) -> HttpResponse:
    """Large type for the stove: what is cooked on a day, in the amounts of this plan."""
    date = day_of(plan, day)
    board = load_board(plan, nutrients=())
    sheets = cook_sheets(board, date)
    return render(request, "planner/cook.html", {"plan": plan, "date": date, "sheets": sheets})
