"""The week, a day, its cooking, cards and recipes on paper."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import OpenRequest, Request, open_to_anyone
from people.access import may_see_health
from people.templatetags.hiding import hides_on_paper
from planner.access import plan_required
from planner.board import Board, load_board
from planner.cooking import all_sheets, cook_sheets
from planner.models import Plan
from planner.printing.options import Options, type_class
from planner.printing.room import card_sizes, week_points
from planner.printing.sheets import (
    Footnotes,
    Heading,
    RecipeCard,
    card_of_cooking,
    card_of_recipe,
    heading_of,
    menu_title,
    nutrients_of,
    owner_of,
    printed_days,
    safety_of,
    weeks,
)
from planner.views.days import day_of
from planner.views.papers import Print, chosen, print_response
from recipes.models import Recipe
from recipes.searching import servings_asked


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody came to a print: where they go back to, and what they may read there."""

    back: str
    back_words: str
    health: bool
    """Whether they may know of conditions and medicines."""
    owner: str
    minded: bool = True
    """Whether allergies and the like are theirs to read."""
    layout: str = "base.html"


@require_safe
@plan_required()
def week(request: Request, plan: Plan) -> HttpResponse:
    """The whole week on one landscape page, with its recipes after it where asked for."""
    options = chosen(request, "week")
    way = Way(
        reverse("planner:week", args=[plan.pk]),
        _("Back to the week"),
        may_see_health(request),
        owner_of(request.tenant),
    )
    return week_of(request, load_board(plan, nutrients=()), options, way)


def week_of(request: HttpRequest, board: Board, options: Options, way: Way) -> HttpResponse:
    """The week of a board as a print (2 queries at most: notes; lines of the recipes)."""
    footnotes = Footnotes(way.health, wanted=options.notes and way.minded)
    tables = weeks(printed_days(board, board.plan.dates, footnotes))
    safety = safety_of(board.people) if options.notes and way.minded else []
    cards = (
        [card_of_cooking(one, dated=True) for one in all_sheets(board)] if options.recipes else []
    )
    context: dict[str, Any] = {
        "weeks": tables,
        "slots": [slot.name for slot in board.slots],
        "has_drinks": any(day.drinks for days in tables for day in days),
        "empty": not board.cards,
        "cards": cards,
        "safety": safety,
        "footnotes": footnotes.listed,
    }
    made = Print(
        "week",
        heading_of(board, board.plan.name or menu_title(), owner=way.owner),
        way.back,
        way.back_words,
        f"menu-{board.plan.start}",
        context,
        week_points(tables, options, safety, footnotes.listed),
        has_notes=_has_notes(board, way, footnotes),
        layout=way.layout,
    )
    return print_response(request, made, options)


def _has_notes(board: Board, way: Way, footnotes: Footnotes) -> bool:
    """Whether there is a choice about what to mind."""
    return way.minded and bool(safety_of(board.people) or footnotes.listed or not footnotes.wanted)


@require_safe
@plan_required()
def day(request: Request, plan: Plan, day: str) -> HttpResponse:
    """One day's menu, with the ten for everyone."""
    date = day_of(plan, day)
    options = chosen(request, "day")
    board = load_board(plan)
    way = _way_of_day(request, plan, date.isoformat(), "day", _("Back to the day"))
    footnotes = Footnotes(way.health, wanted=options.notes)
    context = {
        "day": printed_days(board, [date], footnotes)[0],
        "people": board.people,
        "nutrients": nutrients_of(board, date),
        "figures_shown": not all(hides_on_paper(person) for person in board.people),
        "empty": not any(place[0] == date for place in board.cards),
        "safety": safety_of(board.people) if options.notes else [],
        "footnotes": footnotes.listed,
    }
    made = Print(
        "day",
        _heading_of_day(board, date_format(date, "l j F"), way),
        way.back,
        way.back_words,
        f"day-{date}",
        context,
        options.points,
        has_notes=_has_notes(board, way, footnotes),
    )
    return print_response(request, made, options)


def _way_of_day(request: Request, plan: Plan, day: str, page: str, words: str) -> Way:
    back = reverse(f"planner:{page}", args=[plan.pk, day])
    return Way(back, words, may_see_health(request), owner_of(request.tenant))


def _heading_of_day(board: Board, title: str, way: Way) -> Heading:
    found = heading_of(board, title, owner=way.owner)
    return Heading(found.owner, title, "", found.names)


@require_safe
@plan_required()
def cook(request: Request, plan: Plan, day: str) -> HttpResponse:
    """What is cooked on a day, with steps, for the kitchen."""
    date = day_of(plan, day)
    options = chosen(request, "cook")
    board = load_board(plan, nutrients=())
    way = _way_of_day(request, plan, date.isoformat(), "cook", _("Back to the cook view"))
    cards = [card_of_cooking(sheet, dated=False) for sheet in cook_sheets(board, date)]
    title = _("To cook on %(day)s") % {"day": date_format(date, "l j F")}
    made = Print(
        "cook",
        _heading_of_day(board, title, way),
        way.back,
        way.back_words,
        f"cook-{date}",
        {"cards": cards, "safety": safety_of(board.people) if options.notes else []},
        options.points,
        has_notes=bool(safety_of(board.people)),
    )
    return print_response(request, made, options)


@require_safe
@plan_required()
def cards(request: Request, plan: Plan) -> HttpResponse:
    """A card for everything that is cooked in a plan, in its amounts."""
    options = chosen(request, "cards")
    board = load_board(plan, nutrients=())
    found = [card_of_cooking(sheet, dated=True) for sheet in all_sheets(board)]
    heading = heading_of(board, _("Recipe cards"), owner=owner_of(request.tenant))
    back = reverse("planner:week", args=[plan.pk])
    return card_response(
        request,
        found,
        heading,
        options,
        (back, _("Back to the week")),
        filename=f"recipes-{plan.start}",
    )


@require_safe
@open_to_anyone
def recipe(request: OpenRequest, slug: str) -> HttpResponse:
    """One recipe or smoothie as a card, for as many servings as the page was set to."""
    options = chosen(request, "cards")
    readable = Recipe.objects.visible_to(request.tenant).select_related("current")
    found = get_object_or_404(readable, slug=slug, current__isnull=False)
    assert found.current is not None
    servings = servings_asked(request.GET, found.current.servings)
    back = f"{reverse('recipes:detail', args=[slug])}?servings={servings:g}"
    return card_response(
        request,
        [card_of_recipe(found.current, servings)],
        Heading(owner_of(request.tenant), _("Recipe")),
        options,
        (back, _("Back to the recipe")),
        filename=f"recipe-{slug}",
        carried=(("servings", f"{servings:g}"),),
    )


def card_response(
    request: HttpRequest,
    found: Sequence[RecipeCard],
    heading: Heading,
    options: Options,
    back: tuple[str, str],
    *,
    filename: str,
    carried: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:
    """Cards as a print: any page that has a dish in its amounts can hand it over."""
    across = 2 if options.per_page == 4 else 1
    set_in = card_sizes(found, options)
    found = [replace(card, type=type_class(size)) for card, size in zip(found, set_in, strict=True)]
    rows = [found[n : n + across] for n in range(0, len(found), across)]
    high = max(1, options.per_page // across)
    context = {
        "cards": found,
        "card_pages": [rows[n : n + high] for n in range(0, len(rows), high)],
        "across": across,
    }
    made = Print(
        "cards",
        heading,
        *back,
        filename,
        context,
        options.points,
        carried=carried,
    )
    return print_response(request, made, options)
