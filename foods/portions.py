"""How much of a food its page speaks of: a query string to grams. Pure.

`?quantity=2&measure=17` is two of a household measure, `?quantity=150&measure=g` is by weight. What
means nothing falls back to the usual, with a sentence that says why.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from foods.searching import Query, last
from knowledge.text import gettext_noop as _

GRAMS: Final = "g"
USUAL_GRAMS: Final = 100.0
#: Nobody looks up more of one food than this at a time.
MOST_GRAMS: Final = 5000.0

NO_NUMBER: Final = _("Please give the amount as a number above 0, such as 150 or 1.5.")
TOO_MUCH: Final = _("Please give an amount of at most 5 kg.")


class Measure(Protocol):
    """A household measure of a food."""

    pk: int
    name: str
    grams: float


@dataclass(frozen=True, slots=True)
class Portion:
    """So many of a measure, or grams; `problem` says why something else was asked for."""

    quantity: float
    measure: Measure | None
    problem: str = ""
    typed: str = ""
    """What was typed, where it is refused."""

    @property
    def grams(self) -> float:
        """Edible grams."""
        return self.quantity * (self.measure.grams if self.measure else 1.0)

    @property
    def shown(self) -> str:
        """What the field holds: what was typed where it is refused, else the quantity."""
        return self.typed or f"{self.quantity:g}"

    @property
    def unit(self) -> str:
        """The measure as the query string names it: its id, or "g"."""
        return str(self.measure.pk) if self.measure else GRAMS


def portion_asked(query: Query, measures: Sequence[Measure]) -> Portion:
    """The portion a query string asks for, among a food's measures (the usual one first)."""
    measure = _measure(last(query, "measure"), measures)
    usual = 1.0 if measure else USUAL_GRAMS
    typed = last(query, "quantity").strip()
    if not typed:
        return Portion(usual, measure)
    quantity = _number(typed)
    if quantity is None:
        return Portion(usual, measure, NO_NUMBER, typed[:20])
    asked = Portion(quantity, measure)
    return asked if asked.grams <= MOST_GRAMS else Portion(usual, measure, TOO_MUCH, typed[:20])


def _measure(asked: str, measures: Sequence[Measure]) -> Measure | None:
    if asked == GRAMS:
        return None
    wanted = next((one for one in measures if str(one.pk) == asked), None)
    return wanted or (measures[0] if measures else None)


def _number(typed: str) -> float | None:
    """A positive finite number, with a decimal point or comma; else None."""
    try:
        number = float(typed.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) and number > 0 else None
