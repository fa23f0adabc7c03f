"""What someone sent from the calculator: the lines, and what they put right. Pure.

The page shows each line as it was understood, with the food, the quantity and the measure to
change. Nothing is stored: a correction travels with the form, bound to the text of its line, so
that lines may be added, moved and removed around it. What was shown is sent along: only what
differs from it, or what was corrected before (`kept`), is a correction.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from foods.calculating.lines import MOST_LINES, number_of, split_lines

FOOD: Final = "food"
AMOUNT: Final = "amount"
#: Longer words are nobody's search for a food.
LONGEST_SEARCH: Final = 80


@dataclass(frozen=True, slots=True)
class Correction:
    """What someone chose for a line; None leaves it as it was read."""

    food: str | None = None
    quantity: float | None = None
    measure: str | None = None
    find: str = ""
    """Words to look for another food by."""
    bad_quantity: str = ""
    """What was typed as a quantity and is none."""

    @property
    def kept(self) -> str:
        """The kinds of correction there are, as the form carries them."""
        amount = AMOUNT if self.quantity is not None else ""
        return " ".join(kind for kind in (FOOD if self.food else "", amount) if kind)


NONE: Final = Correction()


@dataclass(frozen=True, slots=True)
class Sent:
    """Lines with their corrections; `left_out` counts the lines beyond the bound."""

    texts: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    left_out: int = 0


def plain(text: str) -> Sent:
    """Lines nobody has corrected."""
    texts = split_lines(text)
    read = tuple(texts[:MOST_LINES])
    return Sent(read, (NONE,) * len(read), len(texts) - len(read))


def sent(form: Mapping[str, str]) -> Sent:
    """The lines and corrections of a form: `lines`, `add`, `without`, `anew`, and rows.

    No field is called `remove` or `reset`: that would hide the form's own methods from scripts.
    """
    texts = split_lines(form.get("lines", ""))
    rows = _rows(form)
    removed = form.get("without", "")
    if removed in rows and rows[removed][0] in texts:
        texts = _without(texts, rows, removed)
        del rows[removed]
    texts += split_lines(form.get("add", ""))
    waiting: dict[str, list[Correction]] = defaultdict(list)
    for number, (text, correction) in rows.items():
        waiting[text].append(NONE if number == form.get("anew") else correction)
    read = tuple(texts[:MOST_LINES])
    found = tuple(waiting[text].pop(0) if waiting[text] else NONE for text in read)
    return Sent(read, found, len(texts) - len(read))


def _rows(form: Mapping[str, str]) -> dict[str, tuple[str, Correction]]:
    numbers = [str(number) for number in range(MOST_LINES)]
    return {
        number: (form[f"text-{number}"], _correction(form, number))
        for number in numbers
        if f"text-{number}" in form
    }


def _without(texts: list[str], rows: Mapping[str, tuple[str, Correction]], row: str) -> list[str]:
    """The lines without that of a row: of equal lines the one at the same place among them."""
    text = rows[row][0]
    place = [number for number, (other, _c) in rows.items() if other == text].index(row)
    equals = [position for position, other in enumerate(texts) if other == text]
    gone = equals[min(place, len(equals) - 1)]
    return [other for position, other in enumerate(texts) if position != gone]


def _correction(form: Mapping[str, str], number: str) -> Correction:
    def field(name: str) -> str:
        return form.get(f"{name}-{number}", "").strip()

    kept = field("kept").split()
    food, shown_food = field("food"), field("foodwas")
    changed_food = bool(food) and food != shown_food
    amount = f"{field('quantity')} {field('measure')}"
    changed_amount = bool(field("measure")) and amount != field("amountwas")
    # An amount that was put right for another food means nothing for this one.
    own_amount = changed_amount or (AMOUNT in kept and not changed_food)
    quantity = number_of(field("quantity")) if own_amount else None
    good = quantity is not None and quantity > 0
    return Correction(
        food=food if food and (changed_food or FOOD in kept) else None,
        quantity=quantity if good else None,
        measure=field("measure") if good else None,
        find=field("find")[:LONGEST_SEARCH],
        bad_quantity=field("quantity") if own_amount and not good else "",
    )
