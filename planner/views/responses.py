"""How planner views answer: the live week, a panel, or a refusal in words."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget, trigger_client_event

from accounts.http import OpenRequest, Request, redirect_to
from people.models import Person
from planner import generation
from planner.arriving import Arriving, arriving
from planner.board import Board, board_on, load_board, steps_of
from planner.display import Bar, DayBar, day_bars
from planner.editing import Desk, GoneError, RefusedError, StalePlanError, Stamp
from planner.forms import StampForm
from planner.generation import BusyError
from planner.making import OWN_LIMIT
from planner.models import DRINKS, Generation, Plan, PlanChange
from planner.shelf import stock
from planner.strip import Row
from planner.table import table_of
from planner.wayout import place_of, ways_out
from planner.words import (
    change_words,
    clash_words,
    miss_words,
    out_words,
    over_limit_words,
    quality_words,
    way_words,
)


@dataclass(frozen=True)
class Focus:
    """Whose figures the strip shows, and for which day (None: the week)."""

    person: Person
    date: dt.date | None

    @cached_property
    def query(self) -> str:
        """The focus as a query string, so that edits come back to it."""
        values = {"person": str(self.person.pk)}
        if self.date:
            values["day"] = self.date.isoformat()
        return urlencode(values)


def focus_of(query: QueryDict, board: Board) -> Focus:
    """The focus a URL asks for; anything strange falls back to the first person and the week."""
    return focus_at(query, board.plan, board.people)


def focus_at(query: QueryDict, plan: Plan, seated: list[Person]) -> Focus:
    """The focus a URL asks for among these people."""
    people = {str(person.pk): person for person in seated}
    dates = {date.isoformat(): date for date in plan.dates}
    person = people.get(query.get("person", ""), seated[0])
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

    number: int
    date: dt.date
    slots: list[tuple[str, str, list[Any], str]]
    """(key, name, cards, who eats elsewhere in words)."""
    drinks: list[Any]
    energy: float
    bars: list[DayBar]
    short: list[Row]
    """What this day brings too little of, by the daily floor."""
    out: bool
    """Whether the person in focus eats elsewhere all day: then the day does not count."""
    only: frozenset[str] = frozenset()
    """The slots that an edit changed; none named: all of the day."""


def week_context(request: Request | OpenRequest, plan: Plan) -> dict[str, Any]:
    """Everything the week page shows."""
    board = load_board(plan)
    making = generation.current(plan)
    running = making is not None and making.is_running
    coming = _arriving(making, board) if running else None
    context = board_context(board, focus_of(request.GET, board), plan.dates)
    return context | {
        "generation": making,
        "running": running,
        "arriving": coming,
        # For those who hear the page: what is new since it was drawn.
        "announced": coming.said if coming else context["last_words"] if _is_well(making) else "",
        "clash": _clash(making, plan),
        "unset": _unset(making, board.people),
        "ways": _ways(making, board),
    }


def board_context(board: Board, focus: Focus, shown: Collection[dt.date]) -> dict[str, Any]:
    """What an answer shows of a board: what can be undone, the days of `shown`, the figures."""
    return days_context(board, focus, shown) | figures_context(board, focus)


def days_context(board: Board, focus: Focus, shown: Collection[dt.date]) -> dict[str, Any]:
    """The days of `shown`, and what can be undone."""
    plan = board.plan
    last, following = board.last_change, board.next_change
    return {
        "plan": plan,
        "board": board,
        "focus": focus,
        "share": board.share,
        "columns": [_column(board, focus.person, date) for date in plan.dates if date in shown],
        "last_words": change_words(last) if last else "",
        # Taking back the first plan would leave an empty board: start anew instead.
        "may_undo": last is not None and not (last.revision == 1 and last.verb == "planned"),
        "redo_words": change_words(following) if following else "",
    }


def figures_context(board: Board, focus: Focus) -> dict[str, Any]:
    """The strip, how good the week is, and limits that somebody passes."""
    plan = board.plan
    strip = board.strip(focus.person, [focus.date] if focus.date else plan.dates)
    return {
        "ten": [Bar(row) for row in strip[:10]],
        "guards": strip[10:],
        "misses": _misses(plan, focus.person),
        "quality": plan.quality,
        "quality_words": quality_words(plan.quality, board.share),
        "days_out": len(plan.dates) - len(board.table.days_here(focus.person.pk, plan.dates)),
        "over_limits": [
            over_limit_words(person.name, limit, amount, hidden=person.hide_numbers)
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
    # For whom no plan is made, and why, stands above the board (restrictions.html).
    health = (generation.NO_PLAN, OWN_LIMIT)
    wishes = [wish for wish in making.clash if wish[0] not in health]
    return [clash_words(wish, plan.start) for wish in wishes]


def _unset(making: Generation | None, people: Collection[Person]) -> list[tuple[Person, str]]:
    """Whose own limit of which nutrient would let more dishes in; health facts, so not for all."""
    if making is None or not making.is_refused:
        return []
    by_key = {str(person.pk): person for person in people}
    asked = [subject.split(":") for code, subject in making.clash if code == OWN_LIMIT]
    return [(by_key[who], nutrient) for who, nutrient in asked if who in by_key]


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
    hidden = person.hide_numbers
    mine = [miss for miss in found if miss["person"] == person.pk]
    return [miss_words(miss, person.name, hidden=hidden) for miss in mine]


def _column(board: Board, person: Person, date: dt.date) -> DayColumn:
    rows = board.strip(person, [date])
    return DayColumn(
        number=(date - board.plan.start).days,
        date=date,
        slots=[
            (s.key, s.name, board.cards.get((date, s.key), []), out_words(board.table, date, s.key))
            for s in board.slots
        ],
        drinks=board.cards.get((date, DRINKS), []),
        energy=next(row.amount for row in rows if row.nutrient.key == "energy"),
        bars=day_bars(rows[:10]),
        # Some meals of a day are not asked for all of it.
        short=[row for row in rows if row.short_today] if board.share >= 1.0 else [],
        out=board.table.is_out(person.pk, date),
    )


def live(request: Request, plan: Plan) -> HttpResponse:
    """The whole board as it is now for htmx, the week page for everyone else."""
    plan.refresh_from_db()
    if not request.htmx:
        return to_week(request, plan)
    response = render(request, "planner/week.html#live", week_context(request, plan))
    response = retarget(reswap(response, "outerHTML"), "#live")
    return trigger_client_event(response, "limber:saved")


def to_week(request: Request, plan: Plan) -> HttpResponse:
    """The week page, with the focus that the edit came from."""
    focus = focus_at(request.GET, plan, table_of(plan).people)
    return redirect_to(request, plan_url(plan, focus))


#: An edit of more days than this brings the whole board: it is as quick, and simpler to swap.
MANY_DAYS = 7


def edited(request: Request, plan: Plan, desk: Desk | None) -> HttpResponse:
    """After an edit: for htmx only what looks different, from the rows as they were written.

    The whole board where the page missed the changes of someone else, or its frame is another one.
    """
    if not request.htmx:
        return to_week(request, plan)
    if desk is None or _is_framed_anew(request, desk):
        return live(request, plan)
    table = table_of(plan)
    shelf = stock(table.stamp, *desk.contents())
    board = board_on(desk, shelf, _steps(plan, desk))
    focus = focus_at(request.GET, plan, table.people)
    places = desk.places()
    context = days_context(board, focus, places)
    context["columns"] = [replace(day, only=places[day.date]) for day in context["columns"]]
    if desk.feeds_otherwise:
        context |= figures_context(board, focus)
    context |= {"oob": True, "announced": change_words(desk.made) if desk.made else ""}
    response = render(request, "planner/edited.html", context)
    response = retarget(reswap(response, "outerHTML"), "#undo")
    return trigger_client_event(response, "limber:saved")


def _steps(plan: Plan, desk: Desk) -> tuple[PlanChange | None, ...]:
    """What undo and redo would do now: after an edit, take it back, and nothing to do again."""
    if desk.made is None:
        return steps_of(plan)
    return desk.steps or (desk.made, None)


def _is_framed_anew(request: Request, desk: Desk) -> bool:
    """Whether a few days are not enough: slots changed, or the board was or is empty."""
    now, changed = desk.rows("meal").keys(), desk.changes("meal")
    before = len(now) - sum((new is not None) - (old is not None) for old, new in changed.values())
    return (
        "again" in request.POST
        or bool(desk.changes("slot"))
        or not now
        or not before
        or len(desk.places()) > MANY_DAYS
    )


def panel(
    request: Request | OpenRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A side panel, `planner/<name>.html`: a page of its own, or its fragment."""
    template = f"planner/{name}.html"
    response = render(
        request, f"{template}#panel-body" if request.htmx else template, context, status=status
    )
    response["Vary"] = "HX-Request"
    if request.htmx:
        response = retarget(reswap(response, "innerHTML"), "#panel")
    return response


#: Edits that mean the same on a plan that somebody else has changed meanwhile.
STILL_MEANT = frozenset(
    {"swap", "remove", "lock", "unlock", "set_note", "set_portions", "add_leftovers", "put"}
    | {"move", "copy", "copy_day", "set_out", "back_in", "add_slot", "rename_slot"}
    | {"tell", "tell_instead", "drink"}
)


def stale(request: Request, plan: Plan, error: StalePlanError) -> HttpResponse:
    """409: the plan moved on; say what changed, change nothing. The person decides.

    Where the edit still makes sense, one button makes it on the plan as it is now.
    """
    changes = [(change_words(change), change) for change in error.changes]
    context = {"plan": plan, "changes": changes, "action": request.get_full_path()}
    if _still_makes_sense(request, plan):
        left_out = ("csrfmiddlewaretoken", "revision", "again")
        posted = [(name, value) for name, values in request.POST.lists() for value in values]
        context["posted"] = [(name, value) for name, value in posted if name not in left_out]
    return panel(request, "stale", context, status=409)


def _still_makes_sense(request: Request, plan: Plan) -> bool:
    match = request.resolver_match
    if match is None or match.url_name not in STILL_MEANT:
        return False
    meal = match.kwargs.get("meal_id")
    return meal is None or plan.meals.filter(pk=meal).exists()


Action = Callable[..., Desk | None]


def perform(request: Request, plan: Plan, action: Action, /, **values: Any) -> HttpResponse:
    """Run an edit that a posted form asks for, and answer: done, stale, refused or gone."""
    form = StampForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    try:
        desk = action(stamp=stamp_of(request, form.cleaned_data["revision"]), **values)
    except StalePlanError as error:
        return stale(request, plan, error)
    except GoneError as error:
        raise Http404 from error
    except RefusedError as error:
        return refused(request, plan, [str(error)])
    return edited(request, plan, desk)


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
