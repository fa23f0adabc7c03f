"""How large the type of a print may be: its words laid against the room on its page."""

from collections.abc import Iterable, Sequence
from typing import Final

from planner.printing.fitting import (
    CAREFUL,
    LEAST,
    POINT,
    Table,
    Words,
    fitting_size,
    sizes,
    text_height,
)
from planner.printing.options import Options, paper_size
from planner.printing.sheets import Footnote, PrintedDay, PrintedMeal, RecipeCard, Safety

#: Margins in millimetres, as `static/css/print-*.css` set them.
MARGINS: Final = {"a4": 10.0, "letter": 10.0, "a5": 8.0, "receipt": 4.0}
#: What the head of a print and the disclaimer take, in millimetres, by the paper's kind.
HEAD, FOOT = 13.0, 9.0
SMALL_HEAD, SMALL_FOOT = 11.0, 11.0
#: The largest and the smallest type of a week, by what was asked for.
WEEK_SIZES: Final = {"normal": (12.0, LEAST), "large": (13.5, 9.5), "larger": (16.0, 12.0)}
#: Where not even the smallest fits on a page, the week goes on to the next in this size.
WEEK_FLOWING: Final = {"normal": 9.0, "large": 11.0, "larger": 13.0}
#: On A5 it is that much smaller.
FLOWING_SMALLER: Final = 1.5
#: How much larger than running text cards are set at most, by how many share a page.
CARD_TYPE: Final = {2: 1.0, 4: -1.5}
#: The gap between cards, in millimetres.
GAP: Final = 6.0


def room_of(kind: str, options: Options) -> tuple[float, float]:
    """Width and height in points between the margins."""
    width, height = paper_size(kind, options)  # type: ignore[arg-type]
    margin = 2 * MARGINS[options.paper]
    return (width - margin) * POINT, (height - margin) * POINT


def week_points(
    weeks: Sequence[Sequence[PrintedDay]],
    options: Options,
    safety: Iterable[Safety],
    footnotes: Iterable[Footnote],
) -> float:
    """The size of type with which each week takes one page."""
    width, height = room_of("week", options)
    small = options.paper == "a5"
    taken = (SMALL_HEAD + SMALL_FOOT) if small else (HEAD + FOOT)
    most, least = WEEK_SIZES[options.type]
    notes = [Words(_safety_text(one)) for one in safety]
    last = [*notes, *(Words(f"{note.number} {note.words} {note.sources}") for note in footnotes)]
    found = [
        fitting_size(
            _week_table(days, run_on=small),
            last if days is weeks[-1] else notes,
            (width, height - taken * POINT),
            most=most,
            least=least,
        )
        for days in weeks
    ]
    fitting = [points for points in found if points is not None]
    if found and len(fitting) == len(found):
        return min(fitting)
    return WEEK_FLOWING[options.type] - (FLOWING_SMALLER if small else 0.0)


def _safety_text(one: Safety) -> str:
    marks = " ".join(" ".join((mark.word, *mark.names, *mark.foods)) for mark in one.marks)
    return f"{one.names} {marks}"


def _week_table(days: Sequence[PrintedDay], *, run_on: bool) -> Table:
    rows = [
        [*(_cell(slot.meals, run_on) for slot in day.slots), _cell(day.drinks, run_on)]
        if any(one.drinks for one in days)
        else [_cell(slot.meals, run_on) for slot in day.slots]
        for day in days
    ]
    head = [[Words("Head", bold=1.0)]]
    return Table([head, *rows], columns=max((len(row) for row in rows), default=1))


def _cell(meals: Iterable[PrintedMeal], run_on: bool) -> list[Words]:
    """A meal is its name and, on a line of its own, who has how much; on A5 the name runs on."""
    pairs = [_meal_words(meal) for meal in meals]
    if run_on:
        return [_joined(name, rest) for name, rest in pairs]
    return [words for pair in pairs for words in pair if words.text]


def _joined(name: Words, rest: Words) -> Words:
    text = f"{name.text} {rest.text.replace('_', ' ')}"
    return Words(text, bold=len(name.text) / len(text))


def _meal_words(meal: PrintedMeal) -> tuple[Words, Words]:
    numbers = ",".join(str(note.number) for note in meal.footnotes)
    left = "left over" if meal.leftover else ""
    # "Ada 1¼ ·" stays together, so it is measured as one word; figures are as wide as bold letters.
    rest = " ".join((meal.portions.replace("\u00a0", "_"), left, meal.note)).strip()
    return Words(meal.name + numbers, bold=1.0), Words(rest, bold=1.0)


def card_sizes(cards: Sequence[RecipeCard], options: Options) -> list[float]:
    """The size of type of each card: the same for all but those that need a smaller one."""
    if options.per_page == 1:
        return [options.points for _card in cards]
    width, height = room_of("cards", options)
    across = options.per_page // 2
    cell = (
        (width - (across - 1) * GAP * POINT) / across - GAP * POINT,
        (height - (HEAD + FOOT) * POINT) / 2 - GAP * POINT,
    )
    # Half a page is wide: ingredients stand beside the steps.
    beside = across == 1 and options.paper != "a5"
    most = options.points + CARD_TYPE[options.per_page]
    return [_card_size(card, cell, most, beside) for card in cards]


def _card_size(card: RecipeCard, cell: tuple[float, float], most: float, beside: bool) -> float:
    width, height = cell
    fits = (
        points
        for points in sizes(most, LEAST)
        if _card_height(card, width, points, beside) <= height
    )
    # A recipe that is longer than any card takes the room it needs.
    return next(fits, LEAST + 1)


def _card_height(card: RecipeCard, width: float, points: float, beside: bool) -> float:
    lines = [Words(f"{one.amount} {one.name} {one.weight} {one.note}") for one in card.lines]
    steps = [Words(step) for step in card.steps]
    # As `static/css/print-sheet.css` sets them: 40 and 56 of 100, boxes and numbers beside.
    left, right = (width * 0.4, width * 0.56) if beside else (width, width)
    ingredients = _listed(lines, left - 1.3 * points, points)
    method = _listed(steps, right - 1.5 * points, points)
    body = max(ingredients, method) if beside else ingredients + method + 0.4 * points
    head = text_height([Words(card.name, bold=1.0)], width, points * 1.2) + 2.8 * points
    brings = " · ".join(f"{name} {amount}" for name, amount in card.brings)
    foot = text_height([Words(brings)], width, points) + points if brings else 0.0
    return (head + body + foot) * CAREFUL


def _listed(texts: Sequence[Words], width: float, points: float) -> float:
    return text_height(texts, width, points) + len(texts) * 0.3 * points
