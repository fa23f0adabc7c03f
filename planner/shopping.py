"""The shopping list: from what is cooked to what is bought. Pure rules, no Django.

All weights are grams *as bought* (peel, bone and can liquid included) unless a name says else.
Nothing is rounded here but the choice of packs and pieces: words round on display.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

#: Things that are counted, not weighed: "8 bananas".
PIECES: Final = frozenset({"piece", "loose"})
#: Things that grow: no two weigh the same, so a little less than needed will do.
GROWN: Final = PIECES | {"bunch", "head"}
#: How much short of the need a whole number of packs may fall (design choice: 1.02 bananas are
#: one banana, 2,010 g of milk are two cartons).
SHORT_GROWN: Final = 0.05
SHORT_PACKED: Final = 0.02
#: One more pack to carry and pay for weighs as much as this many grams left over: three tubs of
#: yogurt and not nine cups.
PACK_EFFORT: Final = 30.0
#: (below grams, step): how loose food is rounded, as one asks for it at a counter.
LOOSE_STEPS: Final = ((250.0, 10.0), (math.inf, 50.0))


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """A place on the board that a food is for; `slot` is the slot's position in the day."""

    date: dt.date
    slot: int


@dataclass(frozen=True, slots=True)
class Need:
    """Grams of a food, as bought, for some places."""

    food: int
    grams: float
    uses: frozenset[Use] = frozenset()


@dataclass(frozen=True, slots=True)
class Pack:
    """What a shop sells. `grams` are on the label; `drained` what is left without the liquid."""

    label: str
    grams: float
    drained: float | None = None

    def holds(self, edible_share: float) -> float:
        """Grams as bought that one pack covers; a can covers its drained grams."""
        return self.drained / edible_share if self.drained else self.grams


@dataclass(frozen=True, slots=True)
class Ware:
    """A food as a shop keeps it."""

    food: int
    name: str
    aisle: str = ""
    aisle_position: int = 0
    pantry: bool = False
    edible_share: float = 1.0
    density: float | None = None
    packs: tuple[Pack, ...] = ()
    unit_grams: float | None = None
    """Grams as bought of one unit inside a pack (an egg), where a pack is told by its count."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A whole number of equal packs."""

    pack: Pack
    count: int
    leftover: float
    """Grams as bought that are not used; never below 0."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list. `choice` is None for loose food and pantry staples."""

    ware: Ware
    grams: float
    uses: tuple[Use, ...] = ()
    choice: Choice | None = None
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive days on which a food is used in one slot; `last` may be `first`."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class ShoppingList:
    """Lines by aisle in the order one walks, and staples that most kitchens have."""

    aisles: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    pantry: tuple[Line, ...] = field(default=())

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is to be bought, staples left out."""
        return tuple(line for _name, lines in self.aisles for line in lines)

    def line(self, food: int) -> Line | None:
        """The line of a food, or None where the list has none."""
        found = (line for line in (*self.lines, *self.pantry) if line.ware.food == food)
        return next(found, None)


def scale(servings: Iterable[float], recipe_servings: float) -> float:
    """How many times a recipe is cooked, from the servings of every meal of its batch.

    A leftover meal adds what is eaten of it and nothing else.
    """
    return math.fsum(servings) / recipe_servings


def merge(needs: Iterable[Need]) -> dict[int, Need]:
    """One need per food; the order of `needs` does not matter, to the last bit."""
    grams: dict[int, list[float]] = defaultdict(list)
    uses: dict[int, set[Use]] = defaultdict(set)
    for need in needs:
        grams[need.food].append(need.grams)
        uses[need.food] |= need.uses
    # fsum rounds once, so that the sum of the same parts is the same in any order.
    return {
        food: Need(food, math.fsum(parts), frozenset(uses[food])) for food, parts in grams.items()
    }


def shopping_list(
    needs: Iterable[Need], wares: Mapping[int, Ware], ticked: frozenset[int] = frozenset()
) -> ShoppingList:
    """The list for all needs; a food without a positive need has no line."""
    lines = [
        line_of(wares[need.food], need, need.food in ticked)
        for need in merge(needs).values()
        if need.grams > 0
    ]
    lines.sort(key=lambda line: (line.ware.aisle_position, line.ware.aisle, *_by_name(line)))
    aisles: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if not line.ware.pantry:
            aisles[line.ware.aisle].append(line)
    pantry = sorted((line for line in lines if line.ware.pantry), key=_by_name)
    return ShoppingList(tuple((name, tuple(ls)) for name, ls in aisles.items()), tuple(pantry))


def _by_name(line: Line) -> tuple[str, int]:
    return line.ware.name.casefold(), line.ware.food


def line_of(ware: Ware, need: Need, ticked: bool = False) -> Line:
    """A need in shopping units; staples are not rounded to packs, one has them at home."""
    choice = None if ware.pantry else choose(need.grams, ware.packs, ware.edible_share)
    return Line(ware, need.grams, tuple(sorted(need.uses)), choice, ticked)


def choose(grams: float, packs: Sequence[Pack], edible_share: float = 1.0) -> Choice | None:
    """The number of equal packs with the least left over; None where nothing is sold in packs.

    `packs` come with the usual one first, which wins a tie. Another pack counts as `PACK_EFFORT`
    grams left over, another loose piece as nothing.
    """
    choices = [_enough(grams, pack, edible_share) for pack in packs]
    return min(choices, key=_burden, default=None)


def _enough(grams: float, pack: Pack, edible_share: float) -> Choice:
    holds = pack.holds(edible_share)
    allowed = SHORT_GROWN if pack.label in GROWN else SHORT_PACKED
    # The last term keeps 0.1 + 0.2 from asking for one more.
    count = max(1, math.ceil(grams * (1 - allowed) / holds - 1e-9))
    return Choice(pack, count, max(0.0, count * holds - grams))


def _burden(choice: Choice) -> float:
    effort = 0.0 if choice.pack.label in PIECES else PACK_EFFORT
    return choice.leftover + effort * choice.count


def loose(grams: float) -> float:
    """Grams to ask for at a counter: up to full 10 g below 250 g, to full 50 g above."""
    step = next(step for below, step in LOOSE_STEPS if grams < below)
    return max(1, math.ceil(grams / step - 1e-9)) * step


def about(amount: float) -> float:
    """An amount to check at home, to the nearest round figure: 1, 5, 10 or 50 g (or ml)."""
    steps = ((10.0, 1.0), (50.0, 5.0), (250.0, 10.0), (math.inf, 50.0))
    step = next(step for below, step in steps if amount < below)
    return max(1, round(amount / step)) * step


def units_in(pack: Pack, unit_grams: float) -> int:
    """How many units a pack holds: a box of 342 g holds 6 eggs of 57 g."""
    return max(1, round(pack.grams / unit_grams))


def runs(uses: Iterable[Use]) -> list[tuple[tuple[Run, ...], int]]:
    """Uses by slot in order of the first: ((Mon to Wed, Fri), slot), ((Thu), slot)."""
    days: dict[int, list[dt.date]] = {}
    for use in sorted(set(uses)):
        days.setdefault(use.slot, []).append(use.date)
    return [(tuple(_runs(dates)), slot) for slot, dates in days.items()]


def _runs(dates: Sequence[dt.date]) -> list[Run]:
    found: list[Run] = []
    for date in dates:
        if found and date - found[-1].last == dt.timedelta(days=1):
            found[-1] = Run(found[-1].first, date)
        else:
            found.append(Run(date, date))
    return found
