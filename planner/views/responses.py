"""How planner views answer: the live week, a panel, or a refusal in words."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget, trigger_client_event

from accounts.http import OpenRequest, Request, redirect_to
from people.models import Person
from planner import generation
from planner.arriving import Arriving, arriving
from planner.board import Board, load_board
from planner.display import Bar, DayBar, day_bars
from planner.editing import StalePlanError, Stamp
from planner.generation import BusyError
from planner.models import DRINKS, Generation, Plan
from planner.strip import Row
from planner.wayout import place_of, ways_out
from planner.words import (
    change_words,
    clash_words,
    miss_words,
    over_limit_words,
    quality_words,
    way_words,
)


@dataclass(frozen=True, slots=True)
class Focus:
    """Whose figures the strip shows, and for which day (None: the week)."""

    person: Person
    date: dt.date | None

    @property
    def query(self) -> str:
        """The focus as a query string, so that edits come back to it."""
        values = {"person": str(self.person.pk)}
        if self.date:
            values["day"] = self.date.isoformat()
        return urlencode(values)


def focus_of(query: QueryDict, board: Board) -> Focus:
    """The focus a URL asks for; anything strange falls back to the first person and the week."""
    people = {str(person.pk): person for person in board.people}
    dates = {date.isoformat(): date for date in board.plan.dates}
    person = people.get(query.get("person", ""), board.people[0])
    return Focus(person, dates.get(query.get("day", "")))


def plan_url(plan: Plan, focus: Focus | None = None) -> str:
    """The week page."""
    url = reverse("planner:week", args=[plan.pk])
    return f"{url}?{focus.query}" if focus else url


def stamp_of(request: Request, revision: int) -> Stamp:
    """Which revision an edit was made from, and by whom."""
    return Stamp(revision, request.user.pk if request.user.is_authenticated else None)


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A day of the board with its sums for the person in focus."""

    date: dt.date
    slots: list[tuple[str, str, list[Any]]]
    """(key, name, cards)."""
    drinks: list[Any]
    energy: float
    bars: list[DayBar]
    short: list[Row]
    """What this day brings too little of, by the daily floor."""


def week_context(request: Request | OpenRequest, plan: Plan) -> dict[str, Any]:
    """Everything the week page shows."""
    board = load_board(plan)
    focus = focus_of(request.GET, board)
    dates = [focus.date] if focus.date else plan.dates
    strip = board.strip(focus.person, dates)
    making = generation.current(plan)
    running = making is not None and making.is_running
    last = board.last_change
    coming = _arriving(making, board) if running else None
    last_words = change_words(last) if last else ""
    return {
        "plan": plan,
        "board": board,
        "focus": focus,
        "columns": [_column(board, focus.person, date) for date in plan.dates],
        "ten": [Bar(row) for row in strip[:10]],
        "guards": strip[10:],
        "generation": making,
        "running": running,
        "arriving": coming,
        # For those who hear the page: what is new since it was drawn.
        "announced": coming.said if coming else last_words if _is_well(making) else "",
        "clash": _clash(making, plan),
        "ways": _ways(making, board),
        "last_words": last_words,
        # Taking back the first plan would leave an empty board: start anew instead.
        "may_undo": last is not None and not (last.revision == 1 and last.verb == "planned"),
        "misses": _misses(plan, focus.person),
        "quality": plan.quality,
        "quality_words": quality_words(plan.quality, board.share),
        "share": board.share,
        "over_limits": [
            over_limit_words(person.name, limit, amount)
            for person in board.people
            for limit, amount in board.over_limits(person, plan.dates)
        ],
    }


def _arriving(making: Generation | None, board: Board) -> Arriving | None:
    """The week on its way; who looks at the page waits for it."""
    if making is None:
        return None
    generation.seen(making)
    slots = [(slot.key, slot.name) for slot in board.slots]
    return arriving(making, board.plan.dates, slots, board.share, generation.line_of(making))


def _is_well(making: Generation | None) -> bool:
    """Whether the last solve has nothing to say for itself: clashes and failures are alerts."""
    status = Generation.Status
    return making is None or making.status not in (status.INFEASIBLE, status.FAILED)


def _clash(making: Generation | None, plan: Plan) -> list[str]:
    if making is None or not making.is_refused:
        return []
    return [clash_words(wish, plan.start) for wish in making.clash]


def _ways(making: Generation | None, board: Board) -> list[tuple[str, str]]:
    """Ways out of a clash, mildest first: (what the form sends, what the button says)."""
    if making is None or not making.is_refused:
        return []
    start = board.plan.start
    return [
        (":".join(wish), way_words(wish, start, _dish_at(board, wish[1])))
        for wish in ways_out(making.clash)
    ]


def _dish_at(board: Board, subject: str) -> str:
    """What stands at a place such as "2:lunch"."""
    day, slot = place_of(subject)
    date = board.plan.start + dt.timedelta(days=day or 0)
    return ", ".join(card.name for card in board.cards.get((date, slot), ()) if card.meal.locked)


def _misses(plan: Plan, person: Person) -> list[str]:
    """What the week does not reach for a person, each with how far any week could go."""
    found = plan.quality.get("misses", []) if plan.quality else []
    return [miss_words(miss, person.name) for miss in found if miss["person"] == person.pk]


def _column(board: Board, person: Person, date: dt.date) -> DayColumn:
    rows = board.strip(person, [date])
    return DayColumn(
        date=date,
        slots=[(s.key, s.name, board.cards.get((date, s.key), [])) for s in board.slots],
        drinks=board.cards.get((date, DRINKS), []),
        energy=next(row.amount for row in rows if row.nutrient.key == "energy"),
        bars=day_bars(rows[:10]),
        # Some meals of a day are not asked for all of it.
        short=[row for row in rows if row.short_today] if board.share >= 1.0 else [],
    )


def live(request: Request, plan: Plan) -> HttpResponse:
    """After an edit: the fresh board for htmx, the week page for everyone else."""
    plan.refresh_from_db()
    if not request.htmx:
        board = load_board(plan, nutrients=())
        return redirect_to(request, plan_url(plan, focus_of(request.GET, board)))
    response = render(request, "planner/week.html#live", week_context(request, plan))
    response = retarget(reswap(response, "outerHTML"), "#live")
    return trigger_client_event(response, "limber:saved")


def panel(
    request: Request, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A side panel: a page of its own, or its fragment."""
    template = f"planner/{name}.html"
    response = render(
        request, f"{template}#panel-body" if request.htmx else template, context, status=status
    )
    response["Vary"] = "HX-Request"
    if request.htmx:
        response = retarget(reswap(response, "innerHTML"), "#panel")
    return response


def stale(request: Request, plan: Plan, error: StalePlanError) -> HttpResponse:
    """409: the plan moved on; say what changed, change nothing."""
    context = {"plan": plan, "changes": [change_words(change) for change in error.changes]}
    return panel(request, "stale", context, status=409)


def refused(request: Request, plan: Plan, errors: list[str]) -> HttpResponse:
    """422: what was sent cannot be done, in words."""
    return panel(request, "refused", {"plan": plan, "errors": errors}, status=422)


def form_errors(form: Any) -> list[str]:
    """All errors of a form as sentences."""
    return [str(error) for errors in form.errors.values() for error in errors]


def busy(request: Any, error: BusyError) -> HttpResponse:
    """429 or 503: too many weeks are asked for."""
    often = str(error) == "rate"
    words = (
        _("That were many weeks in a few minutes. Please wait a little and try again.")
        if often
        else _("Many weeks are being made right now. Please try again in a minute.")
    )
    response = render(request, "planner/busy.html", {"words": words}, status=429 if often else 503)
    response["Retry-After"] = "60"
    return response
