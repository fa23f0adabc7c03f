"""A week on its way: begin, watch, take early, call off, or ask for less."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from planner import actions, generation
from planner.access import plan_required
from planner.arriving import arriving
from planner.editing import StalePlanError
from planner.forms import GenerationForm, StampForm, WishForm
from planner.models import DRINKS, Plan
from planner.problems import planned_share
from planner.refusing import is_stopped
from planner.table import table_of
from planner.views.responses import busy, form_errors, live, refused, stale, stamp_of
from planner.wayout import Wish, place_of, ways_out


@require_safe
@plan_required()
def progress(request: Request, plan: Plan) -> HttpResponse:
    """What is new of a week on its way; the week itself when it is done.

    `state` and `seen` are what the page shows already: only what changed comes again, so that a
    button never vanishes under a finger.
    """
    making = generation.current(plan)
    if making is None or not making.is_running or not request.htmx:
        return live(request, plan)
    generation.seen(making)
    slots = [(slot.key, slot.name) for slot in plan.slots.all() if slot.key != DRINKS]
    share = planned_share([key for key, _name in slots])
    now = arriving(making, plan.dates, slots, share, generation.line_of(making))
    query = request.GET.copy()
    shown = (query.pop("state", [""])[-1], query.pop("seen", [""])[-1])
    context = {
        "plan": plan,
        "generation": making,
        "arriving": now,
        "focus": {"query": query.urlencode()},
        "oob": True,
        "new_state": now.state != shown[0],
        "new_week": str(now.version) != shown[1],
    }
    return render(request, "planner/progress.html#polled", context)


@require_POST
@plan_required(edit=True)
def take(request: Request, plan: Plan) -> HttpResponse:
    """Stop here: the best week so far goes on the board."""
    form = GenerationForm(request.POST)
    if form.is_valid():
        generation.take(plan, form.cleaned_data["generation"])
    return live(request, plan)


@require_POST
@plan_required(edit=True)
def keep(request: Request, plan: Plan) -> HttpResponse:
    """Call the new week off: the plan stays as it was."""
    form = GenerationForm(request.POST)
    if form.is_valid():
        generation.keep(plan, form.cleaned_data["generation"])
    return live(request, plan)


@require_POST
@plan_required(edit=True)
def refill(request: Request, plan: Plan) -> HttpResponse:
    """Make every meal that is not locked anew."""
    form = StampForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    if form.cleaned_data["revision"] != plan.revision:
        return _moved_on(request, plan, form.cleaned_data["revision"])
    try:
        generation.refuse_if_often(request)
    except generation.BusyError as error:
        return busy(request, error)
    return _start(request, plan)


@require_POST
@plan_required(edit=True)
def relax(request: Request, plan: Plan) -> HttpResponse:
    """Give up one of the wishes that clash, for this week, and plan again."""
    form = WishForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    if form.cleaned_data["revision"] != plan.revision:
        return _moved_on(request, plan, form.cleaned_data["revision"])
    making = plan.generations.first()
    wish: Wish = form.cleaned_data["wish"]
    if making is None or not making.is_refused or wish not in ways_out(making.clash):
        return refused(request, plan, [_("This way out is no longer there.")])
    try:
        generation.refuse_if_busy(plan.tenant)
        generation.refuse_if_often(request)
        # For whom no plan is made, the locks are not opened for nothing.
        if wish[0] == "lock" and not is_stopped(table_of(plan).people, plan.dates):
            _unlock(request, plan, wish[1])
    except generation.BusyError as error:
        return busy(request, error)
    except StalePlanError as error:
        return stale(request, plan, error)
    return _start(request, plan, [*((code, subject) for code, subject in making.given_up), wish])


def _start(request: Request, plan: Plan, given_up: list[Wish] | None = None) -> HttpResponse:
    try:
        # A new seed for a new revision: another week, the same one for the same click.
        generation.start(plan, seed=plan.revision, given_up=given_up or ())
    except generation.BusyError as error:
        return busy(request, error)
    return live(request, plan)


def _moved_on(request: Request, plan: Plan, revision: int) -> HttpResponse:
    """409: the page is older than the plan."""
    return stale(request, plan, StalePlanError(list(plan.changes.filter(revision__gt=revision))))


def _unlock(request: Request, plan: Plan, place: str) -> None:
    """Open every lock at a place such as "2:lunch"; each is a change that can be undone."""
    day, slot = place_of(place)
    date = plan.start + dt.timedelta(days=day or 0)
    for meal in plan.meals.filter(date=date, slot=slot, locked=True):
        actions.set_locked(meal=meal, locked=False, stamp=stamp_of(request, plan.revision))
