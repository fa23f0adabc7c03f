"""Meals to other places: move, exchange, copy; and whole days."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from planner import actions
from planner.access import plan_required
from planner.forms import CopyForm, DaysForm, MoveForm
from planner.models import DRINKS, Meal, Plan
from planner.table import table_of
from planner.views.days import day_of
from planner.views.meals import meal_of, perform_judged
from planner.views.responses import form_errors, panel, refused


@require_safe
@plan_required()
def places(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Where a meal may go, and on which days it may come again."""
    meal = meal_of(plan, meal_id)
    return panel(request, "places", {"plan": plan, "meal": meal, "slots": slots_for(plan, meal)})


def slots_for(plan: Plan, meal: Meal) -> list[tuple[str, str]]:
    """(key, name) of the slots that a meal may stand in: the drinks row takes drinks only."""
    slots = [(slot.key, slot.name) for slot in table_of(plan).slots]
    drink = meal.food is not None and meal.food.kind == "drink"
    return [*slots, (DRINKS, _("Drinks"))] if drink else slots


@require_POST
@plan_required(edit=True)
def move(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Put a meal in another place; where one stands already, ask what becomes of it."""
    form = MoveForm(request.POST, plan=plan)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    data = form.cleaned_data
    if not data["how"]:
        asked = _ask(request, plan, meal_id, data["date"], data["slot"])
        if asked is not None:
            return asked
    return perform_judged(
        request,
        plan,
        actions.move_meal,
        meal=Meal(pk=meal_id, plan=plan),
        to=(data["date"], data["slot"]),
        exchange=data["how"] == "exchange",
    )


def _ask(
    request: Request, plan: Plan, meal_id: int, date: dt.date, slot: str
) -> HttpResponse | None:
    """Exchange, or put beside? None where the place is free. A drink just comes beside others."""
    there = plan.meals.filter(date=date, slot=slot).exclude(pk=meal_id)
    meals = list(there.select_related("batch__revision", "food")) if slot != DRINKS else []
    meal = plan.meals.filter(pk=meal_id).first()
    if not meals or meal is None or (meal.date, meal.slot) == (date, slot):
        return None
    context = {
        "plan": plan,
        "meal": meal,
        "date": date,
        "slot": slot,
        "there": ", ".join(actions.dish_name(other) for other in meals),
        "ways": [("exchange", _("Exchange them")), ("beside", _("Put it beside"))],
    }
    return panel(request, "move_ask", context)


@require_POST
@plan_required(edit=True)
def copy(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """The same dish or food on other days: cooked anew, or left over."""
    form = CopyForm(request.POST, plan=plan)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    data = form.cleaned_data
    return perform_judged(
        request,
        plan,
        actions.copy_meal,
        meal=Meal(pk=meal_id, plan=plan),
        places=[(date, data["slot"]) for date in data["days"]],
        leftovers=data["how"] == "leftovers",
    )


@require_safe
@plan_required()
def day_copies(request: Request, plan: Plan, day: str) -> HttpResponse:
    """To which days a day may be copied."""
    date = day_of(plan, day)
    if plan.days == 1:
        raise Http404
    return panel(request, "day_copies", {"plan": plan, "date": date})


@require_POST
@plan_required(edit=True)
def copy_day(request: Request, plan: Plan, day: str) -> HttpResponse:
    """What is eaten on a day, on other days too."""
    date = day_of(plan, day)
    form = DaysForm(request.POST, plan=plan)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    to = [other for other in form.cleaned_data["days"] if other != date]
    return perform_judged(request, plan, actions.copy_day, plan=plan, day=date, to=to)
