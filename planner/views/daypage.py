"""How the day page is drawn, and how its ticks answer: with the meal and the strip only."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import reswap, retarget, trigger_client_event

from accounts.http import Request, redirect_to
from accounts.roles import may_edit
from people.access import may_see_health
from planner.actions.eaten import TICKS
from planner.board import Board, Card, board_on, load_board, steps_of
from planner.display import Bar
from planner.editing import Desk, GoneError, RefusedError, StalePlanError
from planner.forms import StampForm
from planner.glasses import water_of
from planner.models import Plan
from planner.shelf import stock
from planner.table import table_of
from planner.views.meals import gone
from planner.views.responses import Focus, focus_at, form_errors, refused, stale, stamp_of
from planner.words import change_words

Action = Callable[..., Desk | None]


def day_of(plan: Plan, day: str) -> dt.date:
    """A day of the plan from its ISO date; raises Http404 for any other."""
    try:
        date = dt.date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if not plan.start <= date <= plan.end:
        raise Http404
    return date


def day_context(request: Request, board: Board, focus: Focus, date: dt.date) -> dict[str, Any]:
    """Everything a day shows; what a tick changes is drawn from the same."""
    plan, last, following = board.plan, board.last_change, board.next_change
    strip = board.strip(focus.person, [date])
    cards = [card for slot in board.slots for card in board.cards.get((date, slot.key), [])]
    edits = may_edit(request)
    return {
        "plan": plan,
        "board": board,
        "date": date,
        "is_today": date == timezone.localdate(),
        "before": date - dt.timedelta(days=1) if date > plan.start else None,
        "after": date + dt.timedelta(days=1) if date < plan.end else None,
        "meals": [(s.key, s.name, board.cards.get((date, s.key), [])) for s in board.slots],
        "water": water_of(board, focus.person, date),
        "minutes": sum(card.minutes for card in cards),
        "to_cook": _cooked_on(board, date),
        "ten": [Bar(row) for row in strip[:10]],
        "guards": strip[10:],
        "focus": focus,
        "edits": edits,
        "shows_health": edits and may_see_health(request),
        "last_words": change_words(last) if last else "",
        "may_undo": edits and last is not None and (last.revision, last.verb) != (1, "planned"),
        "redo_words": change_words(following) if following and edits else "",
    }


def _cooked_on(board: Board, date: dt.date) -> list[Card]:
    """One card for every cooking of a day."""
    found: dict[int, Card] = {}
    for card in board.all_cards():
        batch = card.meal.batch
        if batch is not None and batch.cook_date == date and not card.meal.unplanned:
            found.setdefault(batch.pk, card)
    return list(found.values())


def perform_on_day(
    request: Request, plan: Plan, date: dt.date | None, action: Action, /, **values: Any
) -> HttpResponse:
    """Run what the day page asks for, and answer with what looks different on `date`.

    Where no date is named, it is the one that the edit itself tells of.

    Ticks say what was eaten and change nothing that is planned: those of two phones both hold.
    """
    form = StampForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    revision = form.cleaned_data["revision"]
    missed = revision != plan.revision
    if missed and _only_ticked(plan, revision):
        revision = plan.revision
    try:
        desk = action(stamp=stamp_of(request, revision), **values)
    except StalePlanError as error:
        return stale(request, plan, error)
    except GoneError:
        return gone(request, plan)
    except RefusedError as error:
        return refused(request, plan, [str(error)])
    if date is None:
        assert desk is not None
        date = dt.date.fromisoformat(desk.words["date"])
    if not request.htmx:
        return to_day(request, plan, date)
    return _ticked(request, plan, date, desk, whole=missed or "again" in request.POST)


def _only_ticked(plan: Plan, revision: int) -> bool:
    """Whether nothing but ticks happened since a page was drawn."""
    since = plan.changes.filter(revision__gt=min(revision, 2**31))
    return revision < plan.revision and {one.verb for one in since.only("verb")} <= TICKS


def to_day(request: Request, plan: Plan, date: dt.date) -> HttpResponse:
    """The day page, for the person that the edit came from."""
    focus = focus_at(request.GET, plan, table_of(plan).people)
    url = reverse("planner:day", args=[plan.pk, date.isoformat()])
    return redirect_to(request, f"{url}?person={focus.person.pk}")


def _ticked(
    request: Request, plan: Plan, date: dt.date, desk: Desk | None, *, whole: bool
) -> HttpResponse:
    """The meals of which something was said, and out of band the strip and what can be undone."""
    meals = _meals_touched(desk) if desk is not None and not whole else None
    if desk is None or meals is None:
        plan.refresh_from_db()
        board, meals = load_board(plan), set()
        whole = True
    else:
        board = _board_after(plan, desk)
    focus = focus_at(request.GET, plan, board.people)
    context = day_context(request, board, focus, date)
    context |= {"oob": not whole, "announced": context["last_words"], "ticked": meals}
    name = "day.html#live" if whole else "day_ticked.html"
    response = render(request, f"planner/{name}", context)
    response = retarget(reswap(response, "outerHTML"), "#live" if whole else "#undo")
    return trigger_client_event(response, "limber:saved")


def _meals_touched(desk: Desk) -> set[int] | None:
    """Meals of which something was said; None where some came or went."""
    if desk.changes("meal") or any(
        was is None or now is None for was, now in desk.changes("serving").values()
    ):
        return None
    return {now["meal_id"] for _was, now in desk.changes("serving").values() if now}


def _board_after(plan: Plan, desk: Desk) -> Board:
    shelf = stock(table_of(plan).stamp, *desk.contents())
    back_or_forth = desk.made is None or desk.made.parent is None
    return board_on(desk, shelf, steps_of(plan) if back_or_forth else (desk.made, None))
