"""A plan behind a link: to look at, without an account, and nothing else of its household."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import OpenRequest, open_to_anyone, shared_page
from planner.cooking import cook_sheets
from planner.models import Plan, PlanLink
from planner.printing.sheets import PRODUCT, owner_of
from planner.showing import Sight, board_in_sight, brought, shown_day
from planner.views.days import day_of
from planner.views.papers import chosen
from planner.views.prints import Way, week_of


@dataclass(frozen=True, slots=True)
class Door:
    """The way by which somebody came to a plan: its pages' names, and the key in their address."""

    pages: str
    """ "planner:shared" or "planner:granted"; the pages of a day carry on from it."""
    key: str | int
    layout: str

    def url(self, part: str = "", *more: str) -> str:
        """The address of a page of the plan."""
        return reverse(f"{self.pages}{part}", args=[self.key, *more])


def week_page(request: HttpRequest, plan: Plan, sight: Sight, door: Door) -> HttpResponse:
    """All days of a plan."""
    board = board_in_sight(plan, sight)
    context = {
        "days": [shown_day(board, date, _day_urls(door, date)) for date in plan.dates],
        "people": board.people,
        "brought": brought(board, plan.dates) if sight.figures else [],
        "print_url": door.url("_print"),
        # Whoever has a link has been sent the list by its own, or has not.
        "list_url": door.url("_list") if sight.people is not None else "",
        "empty": not board.cards,
    }
    return _render(request, "week", plan, door, context)


def print_page(request: HttpRequest, plan: Plan, sight: Sight, door: Door) -> HttpResponse:
    """All days as a table for paper."""
    options = chosen(request, "week", remember=False)
    owner = owner_of(plan.tenant) if sight.names or plan.tenant.kind == "practice" else PRODUCT
    # A client reads what concerns themselves; whoever has a link reads of nobody's health.
    way = Way(
        door.url(),
        _("Back to the week"),
        health=sight.people is not None,
        owner=owner,
        minded=sight.people is not None,
        layout=door.layout,
    )
    return week_of(request, board_in_sight(plan, sight), options, way)


def day_page(
    request: HttpRequest, plan: Plan, date: dt.date, sight: Sight, door: Door
) -> HttpResponse:
    """One day, with the days beside it."""
    board = board_in_sight(plan, sight)
    before, after = date - dt.timedelta(days=1), date + dt.timedelta(days=1)
    context = {
        "day": shown_day(board, date, _day_urls(door, date)),
        "people": board.people,
        "is_today": date == timezone.localdate(),
        "before": (before, door.url("_day", before.isoformat())) if before >= plan.start else None,
        "after": (after, door.url("_day", after.isoformat())) if after <= plan.end else None,
        "brought": brought(board, [date]) if sight.figures else [],
        "back": door.url(),
    }
    return _render(request, "day", plan, door, context)


def cook_page(
    request: HttpRequest, plan: Plan, date: dt.date, sight: Sight, door: Door
) -> HttpResponse:
    """What is cooked on a day, in the amounts of those who may be seen."""
    board = board_in_sight(plan, sight)
    context = {
        "date": date,
        "sheets": cook_sheets(board, date),
        "back": door.url("_day", date.isoformat()),
    }
    return _render(request, "cook", plan, door, context)


def _day_urls(door: Door, date: dt.date) -> dict[str, str]:
    return {part: door.url(f"_{part}", date.isoformat()) for part in ("day", "cook")}


def _render(
    request: HttpRequest, page: str, plan: Plan, door: Door, context: dict[str, Any]
) -> HttpResponse:
    shared = {"layout": door.layout, "plan": plan}
    return render(request, f"planner/shared/{page}.html", shared | context)


def _behind(link: PlanLink) -> tuple[Plan, Sight, Door]:
    """The plan of a link, what the link shows of it, and the pages behind it."""
    sight = Sight(names=link.show_names, figures=link.show_figures)
    return link.plan, sight, Door("planner:shared", link.token, "shared/base.html")


@require_safe
@shared_page(PlanLink)
def week(request: OpenRequest, link: PlanLink) -> HttpResponse:
    """The week."""
    with timezone.override(link.plan.tenant.tz):
        return week_page(request, *_behind(link))


@require_safe
@shared_page(PlanLink)
def week_print(request: OpenRequest, link: PlanLink) -> HttpResponse:
    """The week on paper."""
    return print_page(request, *_behind(link))


@require_safe
@shared_page(PlanLink)
def day(request: OpenRequest, link: PlanLink, day: str) -> HttpResponse:
    """A day."""
    plan, sight, door = _behind(link)
    with timezone.override(plan.tenant.tz):
        return day_page(request, plan, day_of(plan, day), sight, door)


@require_safe
@shared_page(PlanLink)
def cook(request: OpenRequest, link: PlanLink, day: str) -> HttpResponse:
    """What is cooked on a day."""
    plan, sight, door = _behind(link)
    return cook_page(request, plan, day_of(plan, day), sight, door)


#: What only those should open who were sent it, and what only its owner can.
UNINDEXED = ("/s/", "/join/", "/mine/", "/plans/", "/people/", "/clients/", "/settings/", "/staff/")


@require_safe
@open_to_anyone
def robots(request: OpenRequest) -> HttpResponse:
    """What search engines leave alone."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in UNINDEXED), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
