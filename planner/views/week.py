"""The week: its page, its progress, undo and refill."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to, to_start
from planner import actions, generation
from planner.access import plan_required
from planner.editing import StalePlanError
from planner.forms import StampForm
from planner.models import Generation, Plan
from planner.views.responses import (
    busy,
    form_errors,
    live,
    plan_url,
    refused,
    stale,
    stamp_of,
    week_context,
)


def latest_plan(request: Request) -> Plan | None:
    """The plan a visitor means by "my week": the newest."""
    return Plan.objects.of(request.tenant).order_by("-pk").first()


@require_safe
def home(request: Request) -> HttpResponse:
    """My week, or the start page where there is none."""
    plan = latest_plan(request)
    return redirect_to(request, plan_url(plan)) if plan else to_start(request)


@require_safe
@plan_required()
def week(request: Request, plan: Plan) -> HttpResponse:
    """Days x slots with the nutrient strip."""
    template = "planner/week.html#live" if request.htmx else "planner/week.html"
    response = render(request, template, week_context(request, plan))
    response["Vary"] = "HX-Request"
    return response


@require_safe
@plan_required()
def progress(request: Request, plan: Plan) -> HttpResponse:
    """How a week is coming along; becomes the week itself when it is done."""
    generation.expire_lost()
    making = plan.generations.first()
    if making is None or making.status != Generation.Status.RUNNING or not request.htmx:
        return live(request, plan)
    seconds = (timezone.now() - making.started_at).total_seconds()
    context = {
        "plan": plan,
        "generation": making,
        "focus": {"query": request.GET.urlencode()},
        **progress_figures(making, seconds),
    }
    return render(request, "planner/week.html#progress", context)


def progress_figures(making: Generation, seconds: float) -> dict[str, float]:
    """How far along a solve is: time spent against its limit, never quite full."""
    share = min(0.97, seconds / (making.seconds_limit + 0.5))
    return {"percent": round(100 * share), "seconds": round(seconds)}


@require_POST
@plan_required(edit=True)
def undo(request: Request, plan: Plan) -> HttpResponse:
    """Take the last change back."""
    form = StampForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    try:
        actions.undo(plan=plan, stamp=stamp_of(request, form.cleaned_data["revision"]))
    except StalePlanError as error:
        return stale(request, plan, error)
    return live(request, plan)


@require_POST
@plan_required(edit=True)
def refill(request: Request, plan: Plan) -> HttpResponse:
    """Make every meal that is not locked anew."""
    form = StampForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    if form.cleaned_data["revision"] != plan.revision:
        changes = list(plan.changes.filter(revision__gt=form.cleaned_data["revision"]))
        return stale(request, plan, StalePlanError(changes))
    try:
        # A new seed for a new revision: another week, the same one for the same click.
        generation.start(plan, seed=plan.revision)
    except generation.BusyError as error:
        return busy(request, error)
    return live(request, plan)
