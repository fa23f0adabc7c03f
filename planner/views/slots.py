"""The meals of a plan's day: their names and order."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to
from planner import actions
from planner.access import plan_required
from planner.forms import NameForm, SlotMoveForm
from planner.models import Plan
from planner.table import table_of
from planner.views.responses import Action, form_errors, perform, plan_url, refused


@require_safe
@plan_required()
def slots(request: Request, plan: Plan) -> HttpResponse:
    """The slots, each with its name, its place and whether it can go."""
    filled = set(plan.meals.values_list("slot", flat=True))
    context = {"plan": plan, "slots": table_of(plan).slots, "filled": filled}
    return render(request, "planner/slots.html", context)


def _change(request: Request, plan: Plan, action: Action, **values: object) -> HttpResponse:
    """Back to the page of slots when it is done."""
    answer = perform(request, plan, action, plan=plan, **values)
    if answer.status_code == 303 and answer["Location"].startswith(plan_url(plan)):
        return redirect_to(request, f"{plan_url(plan)}slots/")
    return answer


@require_POST
@plan_required(edit=True)
def add_slot(request: Request, plan: Plan) -> HttpResponse:
    """One more meal of every day."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    return _change(request, plan, actions.add_slot, name=form.cleaned_data["name"])


@require_POST
@plan_required(edit=True)
def rename_slot(request: Request, plan: Plan, slot_id: int) -> HttpResponse:
    """Another name for a meal of every day."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    name = form.cleaned_data["name"]
    return _change(request, plan, actions.rename_slot, slot=slot_id, name=name)


@require_POST
@plan_required(edit=True)
def move_slot(request: Request, plan: Plan, slot_id: int) -> HttpResponse:
    """Up or down by one."""
    form = SlotMoveForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    by = form.cleaned_data["by"]
    return _change(request, plan, actions.move_slot, slot=slot_id, by=by)


@require_POST
@plan_required(edit=True)
def remove_slot(request: Request, plan: Plan, slot_id: int) -> HttpResponse:
    """Take an empty meal from every day."""
    return _change(request, plan, actions.remove_slot, slot=slot_id)
