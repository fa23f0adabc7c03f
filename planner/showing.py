"""A plan as somebody else may see it: who is not theirs to see is gone before any page is drawn.

Everything that a page says comes from the board. So the board is cut first, and no template can
tell of a person, a name or a meal that it was not given.
"""

import copy
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from people.hiding import BELOW_RANGE, OVER, WITHIN, covered_words
from people.models import Person
from planner.board import BOARD_NUTRIENTS, Board, Card, load_board
from planner.display import Bar
from planner.models import DRINKS, Plan


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see of a plan."""

    people: frozenset[int] | None = None
    """Only these persons and their meals; None: everyone at the table."""
    names: bool = True
    """Whether people are called by their names; else "Person 1" and so on."""
    figures: bool = False
    """Whether nutrients are shown; in words for who hides numbers."""


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day: what is eaten in each slot, what is drunk, and where its own pages are."""

    date: dt.date
    slots: list[tuple[str, list[Card]]]
    drinks: list[Card]
    url: str
    cook_url: str
    """Empty where nothing is cooked."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is planned."""
        return not self.drinks and not any(cards for _name, cards in self.slots)


@dataclass(frozen=True, slots=True)
class Told:
    """One nutrient of a person: a bar with its figures, or words alone."""

    bar: Bar
    words: str
    """For who hides numbers; else empty."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What some days bring a person."""

    name: str
    ten: list[Told]


def board_in_sight(plan: Plan, sight: Sight) -> Board:
    """The board of a plan, cut down to what may be seen (8 queries)."""
    board = load_board(plan, BOARD_NUTRIENTS if sight.figures else ())
    seen = [p for p in board.people if sight.people is None or p.pk in sight.people]
    people = seen if sight.names else [_unnamed(person, n) for n, person in enumerate(seen, 1)]
    keys = {person.pk for person in people}
    cards = {place: _cards(cards, keys) for place, cards in board.cards.items()}
    return replace(board, people=people, cards={place: c for place, c in cards.items() if c})


def _unnamed(person: Person, number: int) -> Person:
    """The same person under a number: never saved."""
    stand_in = copy.copy(person)
    stand_in.name = _("Person %(number)d") % {"number": number}
    return stand_in


def _cards(cards: Sequence[Card], people: set[int]) -> list[Card]:
    """Cards of which these people have something, in their amounts."""
    mine = (
        replace(card, amounts={pk: amount for pk, amount in card.amounts.items() if pk in people})
        for card in cards
    )
    return [card for card in mine if card.amounts]


def shown_day(board: Board, date: dt.date, urls: Mapping[str, str]) -> ShownDay:
    """A day of a cut board. `urls`: the addresses of the day ("day") and its cook view ("cook")."""
    return ShownDay(
        date,
        [(slot.name, board.cards.get((date, slot.key), [])) for slot in board.slots],
        board.cards.get((date, DRINKS), []),
        urls["day"],
        urls["cook"] if _is_cooked_on(board, date) else "",
    )


def _is_cooked_on(board: Board, date: dt.date) -> bool:
    batches = (card.meal.batch for card in board.all_cards())
    return any(batch is not None and batch.cook_date == date for batch in batches)


def brought(board: Board, dates: Sequence[dt.date]) -> list[Brought]:
    """The ten of everyone on a cut board; nobody for whom there are no reference values."""
    found = []
    for person in board.people:
        try:
            rows = board.strip(person, dates)[:10]
        except ValueError:
            continue
        found.append(Brought(person.name, [_told(Bar(row), person.hide_numbers) for row in rows]))
    return found


def _told(bar: Bar, in_words: bool) -> Told:
    if not in_words:
        return Told(bar, "")
    if not bar.is_band:
        return Told(bar, _(covered_words(bar.row.covered, bar.row.state)))
    below = bar.dot < bar.band_start
    return Told(bar, _(OVER if bar.row.state == "over" else BELOW_RANGE if below else WITHIN))
