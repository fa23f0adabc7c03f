"""The week: its page, and undo."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to, to_start
from planner import actions
from planner.access import plan_required
from planner.models import Plan
from planner.views.responses import perform, plan_url, week_context


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


@require_POST
@plan_required(edit=True)
def undo(request: Request, plan: Plan) -> HttpResponse:
    """Take the last change back."""
    return perform(request, plan, actions.undo, plan=plan)


@require_POST
@plan_required(edit=True)
def redo(request: Request, plan: Plan) -> HttpResponse:
    """Do again what was taken back last."""
    return perform(request, plan, actions.redo, plan=plan)
