"""A smoothie as an address: foods with amounts, for whom and how many glasses. Pure.

All of it lives in the query string, so that going back is undoing and nothing has to be stored. It
holds foods and amounts and no health facts. Amounts are of one glass, in the food's own unit: ml
for drinks, g for all else.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Protocol
from urllib.parse import urlencode

from planner.smoothie_parts import Piece

AMOUNT: Final = "a-"
MOST_LINES: Final = 15
MOST_GLASSES: Final = 8
#: Of one food in a glass, in g or ml.
MOST: Final = 1500.0
#: Where the table knows no steps: a food that was found by search.
FALLBACK_STEP: Final = 10.0
_SLUG: Final = re.compile(r"[-a-zA-Z0-9_]{1,80}\Z")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?\Z", re.ASCII)
#: Longer than any amount that somebody types.
_LONGEST: Final = 12


class Query(Protocol):
    """A query string or a posted form, as Django gives them."""

    def get(self, key: str, default: str, /) -> str | None:
        """The last value of a name."""

    def __iter__(self) -> Iterator[str]:
        """The names, in order."""


@dataclass(frozen=True, slots=True)
class Line:
    """A food as typed; `amount` is None where what was typed is no amount."""

    food: str
    text: str
    amount: float | None

    @property
    def field(self) -> str:
        """The text as a number field may hold it: browsers complain of anything else."""
        return self.text if _NUMBER.match(self.text) else ""


@dataclass(frozen=True, slots=True)
class Mix:
    """A smoothie somebody is building."""

    lines: tuple[Line, ...] = ()
    person: str = ""
    glasses: int = 1
    wanted: str = ""
    """The nutrient that "what would add" asks for."""
    recipe: str = ""
    """The own smoothie that is being changed."""
    fresh: bool = field(default=False, compare=False)
    """Whether nothing was asked yet: the page starts with its example."""

    @property
    def query(self) -> str:
        """The mix as a query string; an empty one says so, or it would start afresh."""
        pairs = [(AMOUNT + line.food, line.text) for line in self.lines]
        pairs += [] if self.lines else [("blank", "1")]
        given = {"person": self.person, "for": self.wanted, "recipe": self.recipe}
        pairs += [(key, value) for key, value in given.items() if value]
        pairs += [("n", str(self.glasses))] if self.glasses > 1 else []
        return urlencode(pairs)

    @property
    def foods(self) -> list[str]:
        """Keys of the foods, in order."""
        return [line.food for line in self.lines]

    @property
    def complete(self) -> bool:
        """Whether there is something in it, and every amount is one."""
        return bool(self.lines) and all(line.amount is not None for line in self.lines)


def read_mix(query: Query) -> Mix:
    """The mix that a query string or form holds; whatever means nothing is left out."""
    names = [name for name in query if name.startswith(AMOUNT)]
    slugs = [name.removeprefix(AMOUNT) for name in names]
    lines = [line_of(slug, _text(query, AMOUNT + slug)) for slug in slugs if _SLUG.match(slug)]
    count = _text(query, "n")
    return Mix(
        lines=tuple(lines[:MOST_LINES]),
        person=_text(query, "person"),
        glasses=min(MOST_GLASSES, max(1, int(count))) if _is_digits(count) else 1,
        wanted=_text(query, "for", 24),
        recipe=_text(query, "recipe", 80),
        fresh=not lines and not _text(query, "blank"),
    )


def _text(query: Query, name: str, longest: int = _LONGEST) -> str:
    return (query.get(name, "") or "").replace("\x00", "").strip()[:longest]


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def line_of(food: str, text: str) -> Line:
    """A line as typed."""
    return Line(food, text, amount_of(text))


def amount_of(text: str) -> float | None:
    """An amount that somebody typed, with a point or a comma; None where it is none."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and 0 < value <= MOST else None


def shown(amount: float) -> str:
    """An amount as a field holds it: at most one decimal, no needless zero."""
    return f"{amount:.1f}".removesuffix(".0")


def with_amount(mix: Mix, food: str, amount: float) -> Mix:
    """A food set to an amount; a new one goes to the end, while there is room."""
    line = line_of(food, shown(amount))
    if food in mix.foods:
        return replace(mix, lines=tuple(line if one.food == food else one for one in mix.lines))
    return replace(mix, lines=(*mix.lines, line)[:MOST_LINES])


def without(mix: Mix, food: str) -> Mix:
    """A mix without a food."""
    return replace(mix, lines=tuple(line for line in mix.lines if line.food != food))


def do(mix: Mix, what: str, pieces: Mapping[str, Piece]) -> Mix:
    """A mix after a button: "more:kale-raw", "less:…", "without:…", "set:kale-raw:60" or
    "swap:milk:kefir:240". What is no such thing changes nothing.
    """
    verb, *names = what.split(":")
    if not names or not all(_SLUG.match(name) for name in names[: 2 if verb == "swap" else 1]):
        return mix
    food = names[0]
    if verb in ("more", "less") and food in mix.foods:
        return _stepped(mix, food, pieces.get(food), 1 if verb == "more" else -1)
    if verb == "without":
        return without(mix, food)
    amount = amount_of(names[-1][:_LONGEST])
    if verb == "set" and len(names) == 2 and amount is not None:
        return with_amount(mix, food, amount)
    if verb == "swap" and len(names) == 3 and amount is not None and food in mix.foods:
        return _swapped(mix, food, line_of(names[1], shown(amount)))
    return mix


def _swapped(mix: Mix, old: str, new: Line) -> Mix:
    kept = [line for line in mix.lines if line.food != new.food]
    return replace(mix, lines=tuple(new if line.food == old else line for line in kept))


def _stepped(mix: Mix, food: str, piece: Piece | None, way: int) -> Mix:
    """One step up or down, within what is sensible; a field that holds no amount starts at least.

    Who typed more than the table's most keeps it: only the button stops there.
    """
    now = next(line.amount for line in mix.lines if line.food == food)
    step = piece.step if piece else FALLBACK_STEP
    least, most = (piece.least, piece.most) if piece else (FALLBACK_STEP, MOST)
    if now is None:
        return with_amount(mix, food, piece.usual if piece else least)
    then = now + way * step
    if (way > 0 and then > most + 1e-9) or (way < 0 and then < least - 1e-9):
        then = max(now, most) if way > 0 else min(now, least)
    return with_amount(mix, food, then)


def example(foods: Sequence[str], pieces: Mapping[str, Piece]) -> tuple[Line, ...]:
    """Lines in usual amounts."""
    return tuple(line_of(food, shown(pieces[food].usual)) for food in foods)
