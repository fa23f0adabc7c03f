"""A shopping list as it is read: lines by aisle in words, own lines among them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planner.listing import Listing, OwnLine
from planner.listwords import (
    MANY_USES,
    details_words,
    many_words,
    need_words,
    packs_words,
    quantity_words,
    rest_words,
    shop_name,
    uses_words,
)
from planner.shopping import PIECES, Kind, Line, Place, Ware, runs

#: A plan longer than this many days names the day of the month beside the weekday.
WEEK = 7


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the list as it is read."""

    key: str
    """"f12" is food 12, "o3" is own line 3."""
    name: str
    quantity: str = ""
    details: str = ""
    """Packs and what is left over."""
    uses: str = ""
    """What it is for: "Mon to Wed, Fri smoothie; Thu dinner"."""
    remarks: tuple[str, ...] = ()
    """What is at home, what someone set or added, what more is needed."""
    note: str = ""
    ticked: bool = False
    staple: bool = False
    change: Kind | None = None
    change_words: str = ""
    rest: str = ""
    """What is left over of its packs."""
    covered: float = 0.0
    """Grams as bought in the basket once this is ticked: sent along with the tick."""
    food: int | None = None

    @property
    def own(self) -> bool:
        """Whether it is in its writer's own words."""
        return self.food is None

    @property
    def notes(self) -> tuple[str, ...]:
        """Everything small about it, in the order it is read."""
        told = (self.details, *self.remarks, self.note)
        return tuple(words for words in told if words)


@dataclass(frozen=True, slots=True)
class ShownList:
    """The list as it is read."""

    aisles: list[tuple[str, list[ShownLine]]]
    pantry: list[ShownLine]
    home: list[ShownLine]
    removed: list[ShownLine]
    away: list[ShownLine]
    gone: list[str]
    in_basket: int
    """How many lines are ticked, staples left out."""

    @property
    def to_buy(self) -> int:
        """How many things there are to buy, staples left out."""
        return sum(len(lines) for _name, lines in self.aisles)

    @property
    def every(self) -> Iterable[ShownLine]:
        """All lines, wherever they stand."""
        for _name, lines in self.aisles:
            yield from lines
        yield from (*self.pantry, *self.home, *self.removed, *self.away)

    @property
    def news(self) -> list[ShownLine]:
        """Lines that changed since someone last looked."""
        return [line for line in self.every if line.change]

    def line(self, key: str) -> ShownLine | None:
        """A line by its key, None where the list has none."""
        return next((line for line in self.every if line.key == key), None)


def shown_list(listing: Listing, brief: bool = False) -> ShownList:
    """The list in words; `brief` is for paper."""
    by_place: dict[Place, list[ShownLine]] = defaultdict(list)
    aisles: dict[str, list[ShownLine]] = {name: [] for name, _n in listing.aisles}
    for line in listing.sheet.every:
        shown = shown_line(line, listing, brief and line.place != "pantry")
        if line.place == "aisle":
            aisles.setdefault(line.ware.aisle, []).append(shown)
        else:
            by_place[line.place].append(shown)
    for own in listing.own:
        place = _place(own)
        (aisles[own.aisle] if place == "aisle" else by_place[place]).append(_own_line(own))
    filled = [(_(name), lines) for name, lines in aisles.items() if lines]
    return ShownList(
        aisles=filled,
        pantry=by_place["pantry"],
        home=by_place["home"],
        removed=by_place["removed"],
        away=by_place["away"],
        gone=[shop_name(name) for name in listing.gone],
        in_basket=sum(line.ticked for _name, lines in filled for line in lines),
    )


def _place(own: OwnLine) -> Place:
    if own.removed:
        return "removed"
    return "away" if own.put_away else "aisle"


def _own_line(own: OwnLine) -> ShownLine:
    return ShownLine(key=f"o{own.pk}", name=own.text, note=own.note, ticked=own.ticked)


def shown_line(line: Line, listing: Listing, brief: bool = False) -> ShownLine:
    """One line in words; `brief` counts the meals where a food goes into many."""
    ware = line.ware
    long = _long(listing)
    words = _change_words(line)
    return ShownLine(
        key=f"f{ware.food}",
        name=shop_name(ware.name),
        quantity=_quantity(line),
        details=details_words(line),
        uses=(
            many_words(line.uses, long)
            if brief and len(line.uses) > MANY_USES
            else uses_words(runs(line.uses), listing.slots, long)
        ),
        remarks=tuple(_remarks(line)),
        note=line.said.note,
        ticked=line.ticked,
        staple=ware.pantry,
        change=line.change.kind if line.change and words and not line.ticked else None,
        change_words=words,
        rest="" if line.choice and line.choice.nearly else rest_words(line),
        covered=line.covered,
        food=ware.food,
    )


def _long(listing: Listing) -> bool:
    """Whether weekdays alone do not say which day is meant."""
    if listing.dates is None:
        return False
    first, last = listing.dates
    return (last - first).days >= WEEK


def _quantity(line: Line) -> str:
    if line.place == "home":
        return need_words(line.planned + line.said.extra, line.ware)
    return quantity_words(line)


def _remarks(line: Line) -> Iterable[str]:
    """What is at home or in the basket, what someone set or added."""

    def told(words: str, amount: float) -> str:
        return words % {"amount": _counted(amount, line.ware)}

    if line.topping_up:
        yield told(_("more is needed: %(amount)s in the basket"), line.said.got)
    if line.home > 0 and line.said.wanted is None:
        enough = line.place == "home"
        yield _("enough at home") if enough else told(_("%(amount)s at home"), line.home)
    if line.said.wanted is not None:
        yield told(_("you set this, the plan needs %(amount)s"), line.planned)
    elif line.said.extra:
        yield (
            told(_("with %(amount)s you added"), line.said.extra)
            if line.planned
            else _("you added it")
        )


def _counted(amount: float, ware: Ware) -> str:
    """An amount in whole packs where it is so: "2 cans", else as it is needed."""
    for pack in ware.packs:
        count = amount / pack.holds(ware.edible_share)
        whole = round(count)
        if whole and abs(count - whole) < 1e-6 and pack.label not in PIECES and not ware.unit_grams:
            return packs_words(pack.label, whole)
    return need_words(amount, ware)


def _change_words(line: Line) -> str:
    """What changed since someone last looked; "" where it reads the same once it is rounded."""
    change = line.change
    if change is None:
        return ""
    if change.kind == "new":
        return _("new")
    words = {
        "more": _("more: was %(was)s, now %(now)s"),
        "less": _("less: was %(was)s, now %(now)s"),
    }[change.kind]
    was, now = need_words(change.was, line.ware), need_words(line.planned, line.ware)
    return words % {"was": was, "now": now} if was != now else ""


def count_words(shown: ShownList) -> str:
    """How long the list is: "37 things to buy, 9 pantry staples"."""
    things = ngettext("%(count)d thing to buy", "%(count)d things to buy", shown.to_buy) % {
        "count": shown.to_buy
    }
    staples = len(shown.pantry)
    if not staples:
        return things
    more = ngettext("%(count)d pantry staple", "%(count)d pantry staples", staples)
    return f"{things}, {more % {'count': staples}}"
