"""The week and a day on paper."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import Request
from planner.access import plan_required
from planner.board import Board, load_board
from planner.display import Bar
from planner.listwords import names_words, span_words
from planner.models import DRINKS, Plan
from planner.templatetags.planning import portions
from planner.views.days import day_of


@dataclass(frozen=True, slots=True)
class PrintedMeal:
    """A meal as paper shows it."""

    name: str
    portions: str
    leftover: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day of the week table: a cell of meals per slot, and what to drink."""

    date: dt.date
    slots: list[tuple[str, list[PrintedMeal]]]
    drinks: list[PrintedMeal]


@dataclass(frozen=True, slots=True)
class PrintedNutrient:
    """One of the ten for everyone at the table."""

    name: str
    cells: list[Bar]


@require_safe
@plan_required()
def week(request: Request, plan: Plan) -> HttpResponse:
    """The whole week on one landscape page."""
    board = load_board(plan, nutrients=())
    days = [printed_day(board, date) for date in plan.dates]
    context = {
        **_heading(board),
        "days": days,
        "slots": [slot.name for slot in board.slots],
        # Portions of one or two take a line: there is room for larger type.
        "roomy": len(board.people) <= 2,
        "has_drinks": any(day.drinks for day in days),
        "empty": not board.cards,
    }
    return render(request, "planner/print_week.html", context)


@require_safe
@plan_required()
def day(request: Request, plan: Plan, day: str) -> HttpResponse:
    """One day's menu, with the ten for everyone."""
    date = day_of(plan, day)
    board = load_board(plan)
    context = {
        **_heading(board),
        "date": date,
        "day": printed_day(board, date),
        "people": board.people,
        "nutrients": _nutrients(board, date),
        "empty": not any(place[0] == date for place in board.cards),
    }
    return render(request, "planner/print_day.html", context)


def _heading(board: Board) -> dict[str, Any]:
    names = [person.name for person in board.people]
    return {"plan": board.plan, "span": span_words(board.plan), "names": names_words(names)}


def printed_day(board: Board, date: dt.date) -> PrintedDay:
    """A day of the board in words."""
    return PrintedDay(
        date,
        [(s.name, _meals(board, date, s.key)) for s in board.slots],
        _meals(board, date, DRINKS),
    )


def _meals(board: Board, date: dt.date, slot: str) -> list[PrintedMeal]:
    cards = board.cards.get((date, slot), [])
    return [
        PrintedMeal(card.name, portions(card, board.people), card.is_leftover, card.minutes)
        for card in cards
    ]


def _nutrients(board: Board, date: dt.date) -> list[PrintedNutrient]:
    """The ten of a day, a row per nutrient with a cell per person."""
    strips = [board.strip(person, [date])[:10] for person in board.people]
    return [
        PrintedNutrient(rows[0].nutrient.name, [Bar(row) for row in rows])
        for rows in zip(*strips, strict=True)
    ]
