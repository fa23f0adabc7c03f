"""What is cooked on a day, in the amounts of the plan."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from planner.board import Board
from recipes.models import RecipeLine, RecipeRevision


@dataclass(frozen=True, slots=True)
class CookLine:
    """One ingredient in the amount of a cooking."""

    quantity: float
    measure: str
    grams: float
    name: str
    note: str
    optional: bool
    """Neither on the list nor in the figures."""


@dataclass(frozen=True, slots=True)
class CookSheet:
    """One cooking: a dish, how many servings, and its lines in that amount."""

    batch: int
    date: dt.date
    revision: RecipeRevision
    servings: float
    lines: list[CookLine]
    later: list[dt.date]
    """Days on which the rest is eaten."""


def servings_by_batch(board: Board) -> dict[int, float]:
    """Recipe servings of each batch that are eaten by anyone on any day."""
    found: dict[int, float] = {}
    for card in board.all_cards():
        if card.meal.batch_id is not None:
            eaten = sum(card.amounts.values())
            found[card.meal.batch_id] = found.get(card.meal.batch_id, 0.0) + eaten
    return found


def cook_sheets(board: Board, date: dt.date) -> list[CookSheet]:
    """The cookings of a day, in the order they are eaten (1 query)."""
    return all_sheets(board, [date])


def all_sheets(board: Board, dates: Collection[dt.date] | None = None) -> list[CookSheet]:
    """The cookings of some days, or of all, in the order they are first eaten (1 query)."""
    batches = {
        card.meal.batch.pk: card.meal.batch
        for card in board.all_cards()
        if card.meal.batch is not None
        and (dates is None or card.meal.batch.cook_date in dates)
        and not card.meal.unplanned
    }
    servings = servings_by_batch(board)
    lines: dict[int, list[RecipeLine]] = {}
    revisions = [batch.revision_id for batch in batches.values()]
    for line in RecipeLine.objects.filter(revision__in=revisions).select_related("food"):
        lines.setdefault(line.revision_id, []).append(line)
    return [
        CookSheet(
            batch=pk,
            date=batch.cook_date,
            revision=batch.revision,
            servings=servings[pk],
            lines=[
                scaled(line, servings[pk] / batch.revision.servings)
                for line in lines.get(batch.revision_id, ())
            ],
            later=sorted(
                card.meal.date
                for card in board.all_cards()
                if card.meal.batch_id == pk and card.meal.date > batch.cook_date
            ),
        )
        for pk, batch in batches.items()
    ]


def scaled(line: RecipeLine, factor: float) -> CookLine:
    """A line of a recipe in another amount."""
    return CookLine(
        quantity=line.quantity * factor,
        measure=line.measure,
        grams=line.grams * factor,
        name=line.food.name,
        note=line.note,
        optional=line.optional,
    )
