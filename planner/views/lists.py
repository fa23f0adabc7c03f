"""The shopping list: its page, its ticks and its print."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to, to_start
from foods.models import Food
from planner.access import plan_required
from planner.listing import Listing, load_list
from planner.listwords import count_words, names_words, shown_line, shown_list, span_words
from planner.models import Plan, Tick
from planner.views.responses import refused
from planner.views.week import latest_plan

#: A plan longer than this names the day of the month beside the weekday.
WEEK = 7


@require_safe
def home(request: Request) -> HttpResponse:
    """The list of my week, or the start page where there is none."""
    plan = latest_plan(request)
    return redirect_to(request, list_url(plan)) if plan else to_start(request)


def list_url(plan: Plan) -> str:
    """The page of a plan's list."""
    return reverse("planner:list", args=[plan.pk])


@require_safe
@plan_required()
def shopping_list(request: Request, plan: Plan) -> HttpResponse:
    """What to buy, by aisle, with boxes to tick."""
    return render(request, "planner/list.html", list_context(plan, load_list(plan)))


@require_safe
@plan_required()
def print_list(request: Request, plan: Plan) -> HttpResponse:
    """The list on paper."""
    return render(
        request, "planner/print_list.html", list_context(plan, load_list(plan), brief=True)
    )


def list_context(plan: Plan, listing: Listing, *, brief: bool = False) -> dict[str, Any]:
    """Everything the list shows, on a page or on paper (1 query: names)."""
    names = list(plan.people.order_by("seats__position").values_list("name", flat=True))
    shown = shown_list(listing.list, listing.slots, plan.days > WEEK, brief)
    return {
        "plan": plan,
        "list": shown,
        "count": count_words(shown),
        "span": span_words(plan),
        "names": names_words(names),
    }


@require_POST
@plan_required(edit=True)
def tick(request: Request, plan: Plan, food_id: int) -> HttpResponse:
    """Put a line into the basket or take it out again; sent twice, it changes nothing more."""
    ticked = request.POST.get("ticked")
    if ticked not in ("0", "1"):
        return refused(request, plan, [_("Say whether the line is in the basket or not.")])
    if not Food.objects.visible_to(request.tenant).filter(pk=food_id).exists():
        raise Http404
    if load_list(plan).list.line(food_id) is None:
        # The plan changed since the page was made: show the list as it is now.
        return redirect_to(request, list_url(plan))
    _set_tick(plan, food_id, ticked == "1")
    if not request.htmx:
        return redirect_to(request, f"{list_url(plan)}#item-{food_id}")
    return _line_response(request, plan, food_id)


def _set_tick(plan: Plan, food_id: int, ticked: bool) -> None:
    if ticked:
        Tick.objects.get_or_create(plan=plan, food_id=food_id)
    else:
        Tick.objects.filter(plan=plan, food_id=food_id).delete()


def _line_response(request: Request, plan: Plan, food_id: int) -> HttpResponse:
    """The line as it is now, and the count beside the title."""
    listing = load_list(plan)
    line = listing.list.line(food_id)
    if line is None:
        return redirect_to(request, list_url(plan))
    context = list_context(plan, listing)
    context["line"] = shown_line(line, listing.slots, plan.days > WEEK)
    context["swapped"] = True
    return render(request, "planner/list.html#ticked", context)
