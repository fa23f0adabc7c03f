"""A board in the words that paper shows: days, meals, notes, cookings."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from unicodedata import bidirectional

from django.utils.translation import gettext as _

from accounts.models import Tenant
from foods.templatetags.figures import NBSP, grams, kitchen
from people.models import Person
from people.records import record_of
from people.restricting import Restriction, restrictions
from people.templatetags.hiding import hides_on_paper
from planner.board import Board, Card
from planner.cooking import CookLine, CookSheet, scaled
from planner.display import Bar
from planner.listwords import names_words, span_words
from planner.models import DRINKS
from planner.notes import Note, notes_of
from planner.templatetags.minding import note_words
from planner.templatetags.planning import portion_words, portions
from recipes.models import RecipeRevision

#: Days in one table of the week.
WEEK: Final = 7
PRODUCT: Final = "Limber"
#: What keeps a name's direction of writing to itself.
ISOLATE, END_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above every print: whose it is, what, for which days and for whom."""

    owner: str
    title: str
    span: str = ""
    names: str = ""


@dataclass(frozen=True, slots=True)
class Safety:
    """What some at the table must not have, for the head of a print."""

    names: str
    marks: tuple[Restriction, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A sentence about meals, printed once and pointed to by its number."""

    number: int
    words: str
    sources: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class PrintedMeal:
    """A meal as paper shows it."""

    name: str
    portions: str
    leftover: bool
    minutes: int
    note: str = ""
    footnotes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedSlot:
    """The meals of one slot; `elsewhere`: nobody eats here."""

    name: str
    meals: list[PrintedMeal]
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day: its slots, and what to drink."""

    date: dt.date
    slots: list[PrintedSlot]
    drinks: list[PrintedMeal]

    @property
    def filled(self) -> list[PrintedSlot]:
        """The slots in which something is eaten."""
        return [slot for slot in self.slots if slot.meals]


@dataclass(frozen=True, slots=True)
class PrintedNutrient:
    """One of the ten for everyone at the table."""

    name: str
    cells: list[tuple[bool, Bar]]
    """With whether figures are hidden from the person: paper is handed over."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """An ingredient: its amount first; `weight` is the same in grams where that says more."""

    amount: str
    name: str
    weight: str = ""
    note: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class RecipeCard:
    """A dish or smoothie as it is made: for the day's cook sheet, or as a card of its own."""

    name: str
    portions: str
    lines: Sequence[CardLine]
    steps: Sequence[str]
    minutes: tuple[int, int] | None = None
    """Of work, and in all."""
    date: dt.date | None = None
    later: Sequence[dt.date] = ()
    """Days on which the rest is eaten."""
    brings: Sequence[tuple[str, str]] = ()
    """What one portion brings: nutrient and amount."""
    type: str = ""
    """The class of its size, where it has one of its own."""


@dataclass(slots=True)
class Footnotes:
    """The notes of a print's meals, numbered as they come, each sentence once."""

    health: bool
    """Whether who prints may know of conditions and medicines."""
    wanted: bool = True
    found: dict[str, Footnote] = field(default_factory=dict)

    def of(self, board: Board, card: Card) -> tuple[Footnote, ...]:
        """The notes of a meal (1 query for the first of a board)."""
        if not self.wanted:
            return ()
        notes = [one for one in notes_of(board).get(card.meal.pk, ()) if self._may(one)]
        return tuple(self._numbered(one) for one in notes)

    def _may(self, note: Note) -> bool:
        return self.health or not note.is_health

    def _numbered(self, note: Note) -> Footnote:
        words = note_words(note)
        if words not in self.found:
            sources = "; ".join(note.problem.sources)
            self.found[words] = Footnote(len(self.found) + 1, words, sources, note.conflict)
        return self.found[words]

    @property
    def listed(self) -> list[Footnote]:
        """All of them, in order."""
        return list(self.found.values())


def heading_of(board: Board, title: str, *, owner: str) -> Heading:
    """The heading of a print of a plan."""
    names = [person.name for person in board.people]
    return Heading(owner, title, span_words(board.plan), names_words(names))


def owner_of(tenant: Tenant | None) -> str:
    """The household or practice as it is called; the product where it has no name."""
    return tenant.name if tenant is not None and tenant.name else PRODUCT


def safety_of(people: Sequence[Person]) -> list[Safety]:
    """Allergies, intolerances, diets and dislikes; who has the same is named together."""
    found: dict[tuple[Restriction, ...], list[str]] = {}
    for person in people:
        record = record_of(person)
        foods = [(one.name, one.strength) for one in record.foods]
        marks = restrictions(record.diet, record.also, record.avoids, foods)
        found.setdefault(marks, []).append(person.name)
    return [Safety(names_words(names), marks) for marks, names in found.items() if marks]


def printed_days(board: Board, dates: Sequence[dt.date], footnotes: Footnotes) -> list[PrintedDay]:
    """Days of the board in words."""
    return [_day(board, date, footnotes) for date in dates]


def _day(board: Board, date: dt.date, footnotes: Footnotes) -> PrintedDay:
    slots = [
        PrintedSlot(
            slot.name,
            _meals(board, date, slot.key, footnotes),
            board.table.all_out(date, slot.key),
        )
        for slot in board.slots
    ]
    return PrintedDay(date, slots, _meals(board, date, DRINKS, footnotes))


def _meals(board: Board, date: dt.date, slot: str, footnotes: Footnotes) -> list[PrintedMeal]:
    return [
        PrintedMeal(
            card.name,
            _portions(card, board.people),
            card.is_leftover,
            card.minutes,
            card.meal.note,
            footnotes.of(board, card),
        )
        for card in board.cards.get((date, slot), [])
    ]


def _portions(card: Card, people: Sequence[Person]) -> str:
    """Who has how much; the portions of one alone stay on one line."""
    words = portions(card, people)
    if len(people) == 1:
        return words.replace(" ", NBSP)
    for person in people:
        if _runs_leftward(person.name):
            # Or the amount would stand before the name, beside the neighbour's.
            words = words.replace(person.name + NBSP, f"{ISOLATE}{person.name}{END_ISOLATE}{NBSP}")
    return words


def _runs_leftward(text: str) -> bool:
    """Whether a name is written from right to left, in part."""
    return any(bidirectional(letter) in ("R", "AL") for letter in text)


def weeks(days: Sequence[PrintedDay]) -> list[list[PrintedDay]]:
    """Days in tables of a week each."""
    return [list(days[n : n + WEEK]) for n in range(0, len(days), WEEK)]


def nutrients_of(board: Board, date: dt.date) -> list[PrintedNutrient]:
    """The ten of a day, a row per nutrient with a cell per person."""
    strips = [board.strip(person, [date])[:10] for person in board.people]
    return [
        PrintedNutrient(
            rows[0].nutrient.name,
            [
                (hides_on_paper(person), Bar(row))
                for person, row in zip(board.people, rows, strict=True)
            ],
        )
        for rows in zip(*strips, strict=True)
    ]


def card_of_cooking(sheet: CookSheet, *, dated: bool) -> RecipeCard:
    """A cooking of a plan, in its amounts; `dated`: with the day on which it is cooked."""
    return RecipeCard(
        sheet.revision.name,
        portion_words(sheet.servings),
        [_card_line(line) for line in sheet.lines],
        sheet.revision.steps,
        (sheet.revision.active_minutes, sheet.revision.total_minutes),
        sheet.date if dated else None,
        sheet.later,
    )


def card_of_recipe(revision: RecipeRevision, servings: float) -> RecipeCard:
    """A recipe for so many servings (1 query)."""
    factor = servings / revision.servings
    return RecipeCard(
        revision.name,
        portion_words(servings),
        [_card_line(scaled(one, factor)) for one in revision.lines.select_related("food")],
        revision.steps,
        (revision.active_minutes, revision.total_minutes),
    )


def _card_line(line: CookLine) -> CardLine:
    weight = "" if line.measure == "g" else grams(line.grams)
    amount = kitchen(line.quantity, line.measure, scaled=True)
    return CardLine(amount, line.name, weight, line.note, line.optional)


def menu_title() -> str:
    """What the week's print is called."""
    return _("Menu")
