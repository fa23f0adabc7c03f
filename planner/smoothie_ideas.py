"""What would add a nutrient to a smoothie: additions, a step more, another base. Pure.

Ranked by what a usual amount adds. Unknown amounts add nothing, foods of which hardly anything is
absorbed are no source (`knowledge.absorption`), and what somebody should not have is not offered.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from foods.nutrition import FoodValues
from knowledge.nutrients import GUARD_RAILS, TEN
from planner.smoothie_mix import MOST_LINES, shown
from planner.smoothie_parts import Piece

#: How many are shown, and the share of a day's target (or, without one, the amount) that is worth
#: a line.
SHOWN: Final = 6
WORTH_SHARE: Final = 0.01
#: Sodium is to be limited and water is in every glass.
NEVER_WANTED: Final = frozenset({"sodium", "water", "energy"})
WANTABLE: Final = tuple(key for key in (*TEN, *GUARD_RAILS) if key not in NEVER_WANTED)

#: Whether somebody may have so many grams of a food.
Allowed = Callable[[str, float], bool]


@dataclass(frozen=True, slots=True)
class Stock:
    """A food of the builder with what is known of it."""

    piece: Piece
    name: str
    values: FoodValues
    grams_per_unit: float
    """1 for what is weighed, the density for what is poured."""
    poured: bool = False
    measure: tuple[str, float] | None = None
    """A household measure and its grams."""
    no_source_of: frozenset[str] = frozenset()
    """Nutrients of which hardly anything is absorbed."""

    def grams(self, amount: float) -> float:
        """Grams of an amount in the food's own unit."""
        return amount * self.grams_per_unit


@dataclass(frozen=True, slots=True)
class Idea:
    """One change of a smoothie and what it does. `gain` is in the nutrient's own unit."""

    kind: Literal["add", "more", "swap"]
    food: str
    name: str
    amount: float
    """In the food's own unit; of "more", what is added to what is there."""
    grams: float
    gain: float
    kcal: float | None
    do: str
    """What the button asks for (`planner.smoothie_mix.do`)."""
    poured: bool = False
    """Whether the amount is in ml."""
    measure: tuple[str, float] | None = None
    instead_of: str = ""


def ideas(
    nutrient: str,
    stock: Mapping[str, Stock],
    mix: Mapping[str, float],
    allowed: Allowed,
    target: float | None = None,
) -> list[Idea]:
    """The best few, most of the nutrient first. `mix` maps food -> amount in its own unit."""
    found = [*_more(nutrient, stock, mix), *_swaps(nutrient, stock, mix)]
    if len(mix) < MOST_LINES:
        found += _additions(nutrient, stock, mix)
    least = target * WORTH_SHARE if target else 0.0
    fitting = [
        one
        for one in found
        if one.gain > least and allowed(one.food, one.grams + _there(one, stock, mix))
    ]
    return _each_food_once(sorted(fitting, key=lambda one: (-one.gain, one.name)))[:SHOWN]


def _there(idea: Idea, stock: Mapping[str, Stock], mix: Mapping[str, float]) -> float:
    """Grams of it that are in the glass already."""
    return stock[idea.food].grams(mix[idea.food]) if idea.kind == "more" else 0.0


def _additions(
    nutrient: str, stock: Mapping[str, Stock], mix: Mapping[str, float]
) -> Iterable[Idea]:
    """A usual amount of what is not in it; another base comes in place of one (`_swaps`)."""
    has_base = any(food in stock and stock[food].piece.group == "base" for food in mix)
    for key, one in stock.items():
        if key not in mix and not (has_base and one.piece.group == "base"):
            amount = one.piece.usual
            yield _idea("add", nutrient, one, amount, f"set:{key}:{shown(amount)}")


def _more(nutrient: str, stock: Mapping[str, Stock], mix: Mapping[str, float]) -> Iterable[Idea]:
    """A step more of what is in it, up to what is sensible."""
    for key, amount in mix.items():
        one = stock.get(key)
        if one is not None and amount + one.piece.step <= one.piece.most + 1e-9:
            then = shown(amount + one.piece.step)
            yield _idea("more", nutrient, one, one.piece.step, f"set:{key}:{then}")


def _swaps(nutrient: str, stock: Mapping[str, Stock], mix: Mapping[str, float]) -> Iterable[Idea]:
    """Another base in place of one, as much of it, within what is sensible."""
    bases = [key for key in mix if key in stock and stock[key].piece.group == "base"]
    for old in bases:
        for key, one in stock.items():
            if one.piece.group == "base" and key not in mix:
                amount = min(mix[old], one.piece.most)
                do = f"swap:{old}:{key}:{shown(amount)}"
                yield _swap(nutrient, stock[old], mix[old], one, amount, do)


def _amount(one: Stock, nutrient: str, amount: float) -> float:
    """What an amount brings that counts; an unknown one brings nothing."""
    if nutrient in one.no_source_of:
        return 0.0
    return one.values.amounts.get(nutrient, 0.0) * one.grams(amount) / 100.0


def _kcal(one: Stock, amount: float) -> float | None:
    energy = one.values.amounts.get("energy")
    return None if energy is None else energy * one.grams(amount) / 100.0


def _idea(kind: Literal["add", "more"], nutrient: str, one: Stock, amount: float, do: str) -> Idea:
    gain = _amount(one, nutrient, amount)
    grams = one.grams(amount)
    kcal = _kcal(one, amount)
    return Idea(
        kind, one.piece.food, one.name, amount, grams, gain, kcal, do, one.poured, one.measure
    )


def _swap(nutrient: str, old: Stock, was: float, one: Stock, amount: float, do: str) -> Idea:
    gain = _amount(one, nutrient, amount) - _amount(old, nutrient, was)
    known = nutrient in old.values.amounts
    kcal, before = _kcal(one, amount), _kcal(old, was)
    return Idea(
        "swap",
        one.piece.food,
        one.name,
        amount,
        one.grams(amount),
        # More than an unknown amount is more than nobody knows.
        gain if known else 0.0,
        None if kcal is None or before is None else kcal - before,
        do,
        one.poured,
        one.measure,
        old.name,
    )


def _each_food_once(found: Sequence[Idea]) -> list[Idea]:
    kept: dict[str, Idea] = {}
    for one in found:
        kept.setdefault(one.food, one)
    return list(kept.values())
