"""What a plan brings: which foods bring a nutrient, the days by nutrients, and all of them."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import Request
from knowledge.nutrients import BY_KEY, GUARD_RAILS, TEN
from people.hiding import hides
from planner.access import plan_required
from planner.board import Board, load_board
from planner.bringing import brought
from planner.display import Bar
from planner.heat import MARKS, heat_rows
from planner.models import Plan
from planner.nutrient_table import ALL, as_words, lines_of
from planner.nutrient_table import as_csv as table_as_csv
from planner.problems import OBJECTIVE
from planner.shelf import BOARD_NUTRIENTS
from planner.strip import Row
from planner.views.responses import Focus, focus_of, panel


def _dates(plan: Plan, focus: Focus) -> list[dt.date]:
    return [focus.date] if focus.date else plan.dates


@require_safe
@plan_required()
def sources(request: Request, plan: Plan, key: str) -> HttpResponse:
    """Which foods and meals bring a nutrient to somebody, and which are unknown."""
    if key not in BY_KEY:
        raise Http404
    board = load_board(plan, BOARD_NUTRIENTS | {key})
    focus = focus_of(request.GET, board)
    found = brought(board, focus.person, _dates(plan, focus), key)
    context = {
        "plan": plan,
        "board": board,
        "focus": focus,
        "brought": found,
        "bar": Bar(found.row),
    }
    return panel(
        request, "nutrient_panel", context | {"n": BY_KEY[key], "may_close": _may_close(found.row)}
    )


def _may_close(row: Row) -> bool:
    """Whether there is a target to work for."""
    return row.nutrient.key in OBJECTIVE and row.target is not None


@require_safe
@plan_required()
def overview(request: Request, plan: Plan) -> HttpResponse:
    """The days by nutrients, and every nutrient that has a reference value."""
    board = load_board(plan, ALL)
    focus = focus_of(request.GET, board)
    context: dict[str, Any] = {
        "plan": plan,
        "board": board,
        "focus": focus,
        "heat": heat_rows(_days(board, focus)),
        "marks": [(level, mark, words) for level, (mark, words) in MARKS.items()],
        "groups": lines_of(board, focus.person, _dates(plan, focus)),
    }
    return render(request, "planner/nutrients.html", context)


def _days(board: Board, focus: Focus) -> list[tuple[dt.date, Any, bool]]:
    person = focus.person
    return [
        (
            date,
            board.strip(person, [date], (*TEN, *GUARD_RAILS)),
            board.table.is_out(person.pk, date),
        )
        for date in board.plan.dates
    ]


@require_safe
@plan_required()
def as_csv(request: Request, plan: Plan) -> HttpResponse:
    """The table of all nutrients as a file; in words for who hides numbers."""
    board = load_board(plan, ALL)
    focus = focus_of(request.GET, board)
    groups = lines_of(board, focus.person, _dates(plan, focus))
    hidden = hides(focus.person.hide_numbers, request.tenant.kind)
    body = as_words(groups) if hidden else table_as_csv(groups)
    response = HttpResponse(body.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    day = focus.date or plan.start
    response["Content-Disposition"] = f'attachment; filename="nutrients-{day.isoformat()}.csv"'
    return response
