"""The shopping list: from what is cooked to what is bought. Pure rules, no Django.

All weights are grams *as bought* (peel, bone and can liquid included) unless a name says else.
Nothing is rounded here but the choice of packs and pieces: words round on display.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

#: Things that are counted, not weighed: "8 bananas".
PIECES: Final = frozenset({"piece", "loose"})
#: Things that grow: no two weigh the same.
GROWN: Final = PIECES | {"bunch", "head"}
#: What is bought covers what is needed, always. Where one pack fewer falls short by no more than
#: this share of the need, the line says so: 2,010 g of milk are three cartons, and two would be
#: 10 g short (design choice; things that grow differ more than packs do).
NEARLY_GROWN: Final = 0.05
NEARLY_PACKED: Final = 0.02
#: Grams below which nothing is missing: sums of floating-point numbers, not food.
SPECK: Final = 1e-6
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
    nearly: float | None = None
    """Grams by which one pack fewer falls short, where that is little."""


@dataclass(frozen=True, slots=True)
class Said:
    """What people did with a food's line. Grams are as bought."""

    extra: float = 0.0
    """Added to what the plans need."""
    wanted: float | None = None
    """To be bought instead of what was worked out."""
    note: str = ""
    removed: bool = False
    ticked: bool = False
    got: float = 0.0
    """In the basket, whole packs; 0 with a tick: nobody knows how much."""
    put_away: bool = False


NOTHING_SAID: Final = Said()
Place = Literal["aisle", "pantry", "home", "away", "removed"]
Kind = Literal["new", "more", "less"]


@dataclass(frozen=True, slots=True)
class Change:
    """How a need differs from when someone last looked."""

    kind: Kind
    was: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list. `choice` is None for loose food and pantry staples."""

    ware: Ware
    grams: float
    """To be bought now: the need without what is at home or in the basket already."""
    uses: tuple[Use, ...] = ()
    choice: Choice | None = None
    ticked: bool = False
    planned: float = 0.0
    """What the plans need."""
    home: float = 0.0
    """Of the need, what is there already."""
    said: Said = NOTHING_SAID
    change: Change | None = None

    @property
    def topping_up(self) -> bool:
        """Whether it was ticked, and more is needed since."""
        return self.said.ticked and not self.ticked

    @property
    def covered(self) -> float:
        """Grams as bought in the basket once this line is ticked; never less than is needed."""
        before = self.said.got if self.topping_up else 0.0
        if self.choice is not None:
            packs = self.choice.count * self.choice.pack.holds(self.ware.edible_share)
            return before + packs
        return before + (self.grams if self.ware.pantry else loose(self.grams))

    @property
    def place(self) -> Place:
        """Where on the page it stands."""
        if self.said.removed:
            return "removed"
        if self.ticked and self.said.put_away:
            return "away"
        if self.grams <= SPECK:
            return "home"
        return "pantry" if self.ware.pantry else "aisle"


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive days on which a food is used in one slot; `last` may be `first`."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list: lines by aisle in the order one walks, staples that most kitchens have, the rest."""

    aisles: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    pantry: tuple[Line, ...] = ()
    home: tuple[Line, ...] = ()
    """Nothing of it is to be bought: there is enough."""
    away: tuple[Line, ...] = ()
    """Bought and cleared from the list."""
    removed: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is to be bought, staples left out."""
        return tuple(line for _name, lines in self.aisles for line in lines)

    def line(self, food: int) -> Line | None:
        """The line of a food, or None where the list has none."""
        return next((line for line in self.every if line.ware.food == food), None)

    @property
    def every(self) -> tuple[Line, ...]:
        """All lines, wherever they stand."""
        return (*self.lines, *self.pantry, *self.home, *self.away, *self.removed)


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
    needs: Iterable[Need],
    wares: Mapping[int, Ware],
    said: Mapping[int, Said] | None = None,
    home: Mapping[int, float] | None = None,
    seen: Mapping[int, float] | None = None,
) -> Sheet:
    """The list for all needs.

    A food without a need has no line, unless someone added it or set its amount. `home` has grams
    as bought by food: infinity is enough of it, 0 is none, no entry is nobody's word. `seen` are
    the needs when someone last looked.
    """
    said, home, merged = said or {}, home or {}, merge(needs)
    asked = {food for food, words in said.items() if words.extra or words.wanted}
    lines = [
        line_of(
            wares[food],
            need,
            said.get(food, NOTHING_SAID),
            home.get(food),
            change_of(need.grams, seen, food),
        )
        for food in sorted(merged.keys() | asked)
        if (need := merged.get(food, Need(food, 0.0))).grams > 0 or food in asked
    ]
    lines.sort(key=lambda line: (line.ware.aisle_position, line.ware.aisle, *_by_name(line)))
    aisles: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.place == "aisle":
            aisles[line.ware.aisle].append(line)
    return Sheet(
        tuple((name, tuple(ls)) for name, ls in aisles.items()),
        *(_standing(lines, place) for place in ("pantry", "home", "away", "removed")),
    )


def _standing(lines: Iterable[Line], place: str) -> tuple[Line, ...]:
    return tuple(sorted((line for line in lines if line.place == place), key=_by_name))


def change_of(grams: float, seen: Mapping[int, float] | None, food: int) -> Change | None:
    """How a food's need differs from when someone last looked; None: not so that one notices."""
    if seen is None or grams <= 0:
        return None
    if food not in seen:
        return Change("new")
    was = seen[food]
    if abs(grams - was) < max(1.0, 0.01 * was):
        return None
    return Change("more" if grams > was else "less", was)


def _by_name(line: Line) -> tuple[str, int]:
    return line.ware.name.casefold(), line.ware.food


def line_of(
    ware: Ware,
    need: Need,
    said: Said = NOTHING_SAID,
    home: float | None = None,
    change: Change | None = None,
) -> Line:
    """A need in shopping units; staples are not rounded to packs, one has them at home.

    A staple that is out, added or set by hand is bought like anything else.
    """
    total = need.grams + said.extra
    have = min(total, home or 0.0)
    target = total - have if said.wanted is None else said.wanted
    if ware.pantry and (home == 0.0 or said.extra or said.wanted):
        ware = replace(ware, pantry=False)
    missing = target - said.got
    short = said.ticked and said.got > 0 and missing > SPECK and not ware.pantry
    grams = missing if short else target
    choice = None
    if not ware.pantry and grams > SPECK:
        choice = choose(grams, ware.packs, ware.edible_share)
    uses = tuple(sorted(need.uses))
    ticked = said.ticked and not short
    return Line(ware, grams, uses, choice, ticked, need.grams, have, said, change)


def choose(grams: float, packs: Sequence[Pack], edible_share: float = 1.0) -> Choice | None:
    """The number of equal packs with the least left over; None where nothing is sold in packs.

    `packs` come with the usual one first, which wins a tie. Another pack counts as `PACK_EFFORT`
    grams left over, another loose piece as nothing.
    """
    choices = [_enough(grams, pack, edible_share) for pack in packs]
    return min(choices, key=_burden, default=None)


def _enough(grams: float, pack: Pack, edible_share: float) -> Choice:
    holds = pack.holds(edible_share)
    # The last term keeps 0.1 + 0.2 from asking for one more.
    count = max(1, math.ceil(grams / holds - 1e-9))
    short = grams - (count - 1) * holds
    nearly = NEARLY_GROWN if pack.label in GROWN else NEARLY_PACKED
    little = short if count > 1 and short <= nearly * grams else None
    return Choice(pack, count, max(0.0, count * holds - grams), little)


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
