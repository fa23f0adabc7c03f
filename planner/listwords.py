"""The shopping list and the prints in words: the only place where their amounts are rounded."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from foods.templatetags.figures import NBSP, grams, number
from planner.models import DRINKS, Plan
from planner.shopping import (
    PIECES,
    Choice,
    Line,
    Run,
    ShoppingList,
    Use,
    Ware,
    about,
    loose,
    runs,
    units_in,
)
from planner.words import slot_name

#: On paper, a food that goes into more meals than this says how many and not which.
MANY_USES: Final = 4
#: How many packs, by label; other labels read "2 × label".
PACKS: Final[dict[str, Promise]] = {
    "bag": ngettext_lazy("%(count)d bag", "%(count)d bags", "count"),
    "ball": ngettext_lazy("%(count)d ball", "%(count)d balls", "count"),
    "bar": ngettext_lazy("%(count)d bar", "%(count)d bars", "count"),
    "block": ngettext_lazy("%(count)d block", "%(count)d blocks", "count"),
    "bottle": ngettext_lazy("%(count)d bottle", "%(count)d bottles", "count"),
    "box": ngettext_lazy("%(count)d box", "%(count)d boxes", "count"),
    "bunch": ngettext_lazy("%(count)d bunch", "%(count)d bunches", "count"),
    "can": ngettext_lazy("%(count)d can", "%(count)d cans", "count"),
    "carton": ngettext_lazy("%(count)d carton", "%(count)d cartons", "count"),
    "cup": ngettext_lazy("%(count)d cup", "%(count)d cups", "count"),
    "head": ngettext_lazy("%(count)d head", "%(count)d heads", "count"),
    "jar": ngettext_lazy("%(count)d jar", "%(count)d jars", "count"),
    "loaf": ngettext_lazy("%(count)d loaf", "%(count)d loaves", "count"),
    "net": ngettext_lazy("%(count)d net", "%(count)d nets", "count"),
    "pack": ngettext_lazy("%(count)d pack", "%(count)d packs", "count"),
    "punnet": ngettext_lazy("%(count)d punnet", "%(count)d punnets", "count"),
    "tin": ngettext_lazy("%(count)d tin", "%(count)d tins", "count"),
    "tub": ngettext_lazy("%(count)d tub", "%(count)d tubs", "count"),
    "tube": ngettext_lazy("%(count)d tube", "%(count)d tubes", "count"),
}
#: Asked for by number; what one weighs is not printed on it.
BY_NUMBER: Final = frozenset({"bunch", "head"})
#: Packs of liquids that are labelled in millilitres.
LABELLED_IN_ML: Final = frozenset({"bottle", "carton"})
#: What a name says of the kitchen and not of the shop.
KITCHEN_WORDS: Final = (", raw", ", drained and rinsed", ", drained", ", peeled", ", unpopped")
#: A rest smaller than this share of a pack, or this many grams, is not worth a word.
REST_SHARE: Final = 0.05
REST_GRAMS: Final = 5.0


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the list as it is read."""

    food: int
    quantity: str
    name: str
    details: str
    """Packs and what is left over."""
    uses: str
    """What it is for: "Mon to Wed, Fri smoothie; Thu dinner"."""
    ticked: bool
    staple: bool


@dataclass(frozen=True, slots=True)
class ShownList:
    """The list as it is read."""

    aisles: list[tuple[str, list[ShownLine]]]
    pantry: list[ShownLine]
    in_basket: int
    """How many lines are ticked, staples left out."""

    @property
    def to_buy(self) -> int:
        """How many things there are to buy, staples left out."""
        return sum(len(lines) for _name, lines in self.aisles)


def shown_list(
    listed: ShoppingList, slots: Sequence[str], long: bool, brief: bool = False
) -> ShownList:
    """The list in words; `long` plans name the day of the month too, `brief` is for paper."""
    return ShownList(
        aisles=[
            (_(name), [shown_line(line, slots, long, brief) for line in lines])
            for name, lines in listed.aisles
        ],
        pantry=[shown_line(line, slots, long) for line in listed.pantry],
        in_basket=sum(line.ticked for line in listed.lines),
    )


def shown_line(
    line: Line, slots: Sequence[str], long: bool = False, brief: bool = False
) -> ShownLine:
    """One line in words; `brief` counts the meals where a food goes into many."""
    return ShownLine(
        food=line.ware.food,
        quantity=quantity_words(line),
        name=shop_name(line.ware.name),
        details=details_words(line),
        uses=(
            many_words(line.uses, long)
            if brief and len(line.uses) > MANY_USES
            else uses_words(runs(line.uses), slots, long)
        ),
        ticked=line.ticked,
        staple=line.ware.pantry,
    )


def shop_name(name: str) -> str:
    """A food's name as a shop would say it: "Onion, raw" is an onion."""
    for words in KITCHEN_WORDS:
        name = name.removesuffix(words)
    return name


def quantity_words(line: Line) -> str:
    """How much to buy: "8", "2 × 500 g", "2 bunches", "350 g"; staples "about 60 ml"."""
    if line.ware.pantry:
        return _("about %(amount)s") % {"amount": _at_home(line)}
    if line.choice is None:
        return _loose_words(line)
    return _choice_words(line.choice, line.ware)


def _at_home(line: Line) -> str:
    if line.ware.density:
        return _liquid(about(line.grams / line.ware.density))
    return grams(about(line.grams))


def _loose_words(line: Line) -> str:
    if line.ware.density:
        return _liquid(loose(line.grams / line.ware.density))
    return grams(loose(line.grams))


def _choice_words(choice: Choice, ware: Ware) -> str:
    label = choice.pack.label
    if label in PIECES:
        return number(choice.count)
    if ware.unit_grams:
        return number(choice.count * units_in(choice.pack, ware.unit_grams))
    if label in BY_NUMBER:
        return packs_words(label, choice.count)
    size = weight_words(choice.pack.grams, label, ware)
    return size if choice.count == 1 else f"{choice.count}{NBSP}×{NBSP}{size}"


def packs_words(label: str, count: int) -> str:
    """A number of packs: "2 bags"."""
    words = PACKS.get(label)
    text = str(words % {"count": count}) if words else f"{count} × {label}"
    return text.replace(" ", NBSP)


def weight_words(amount: float, label: str, ware: Ware) -> str:
    """Grams, or millilitres where the pack says so."""
    if ware.density and label in LABELLED_IN_ML:
        return _liquid(amount / ware.density)
    return grams(amount)


def _liquid(millilitres: float) -> str:
    rounded = _round_figure(millilitres)
    if rounded >= 1000:
        litres = rounded / 1000
        decimals = next(places for places in (0, 1, 2) if round(litres, places) == round(litres, 2))
        return f"{number(litres, decimals)}{NBSP}l"
    return f"{number(rounded)}{NBSP}ml"


def _round_figure(amount: float) -> float:
    step = 1.0 if amount < 50 else (5.0 if amount < 100 else 10.0)
    return round(amount / step) * step


def details_words(line: Line) -> str:
    """Packs and what is left over: "2 cans, 240 g drained each, 60 g left over"."""
    choice = line.choice
    if choice is None or choice.pack.label in PIECES:
        return ""
    parts = [_pack_details(choice, line.ware), _drained_words(choice), _rest(choice, line.ware)]
    return ", ".join(part for part in parts if part)


def _pack_details(choice: Choice, ware: Ware) -> str:
    label = choice.pack.label
    if ware.unit_grams:
        return _("%(boxes)s of %(units)d") % {
            "boxes": packs_words(label, choice.count),
            "units": units_in(choice.pack, ware.unit_grams),
        }
    return "" if label in BY_NUMBER else packs_words(label, choice.count)


def _drained_words(choice: Choice) -> str:
    if not choice.pack.drained:
        return ""
    amount = grams(choice.pack.drained)
    if choice.count == 1:
        return _("%(amount)s drained") % {"amount": amount}
    return _("%(amount)s drained each") % {"amount": amount}


def _rest(choice: Choice, ware: Ware) -> str:
    if ware.unit_grams:
        units = int(choice.leftover / ware.unit_grams + 0.05)
        return _("%(amount)s left over") % {"amount": number(units)} if units else ""
    if choice.leftover < max(REST_GRAMS, REST_SHARE * choice.pack.grams):
        return ""
    # What stays of a can is drained, too.
    rest = choice.leftover * (ware.edible_share if choice.pack.drained else 1.0)
    amount = weight_words(_round_figure(rest), choice.pack.label, ware)
    return _("%(amount)s left over") % {"amount": amount}


def uses_words(
    uses: Iterable[tuple[tuple[Run, ...], int]], slots: Sequence[str], long: bool = False
) -> str:
    """What a food is for, slot by slot: "Mon to Wed, Fri smoothie; Thu dinner"."""
    return "; ".join(
        _("%(days)s %(slot)s")
        % {
            "days": ", ".join(_run_words(run, long) for run in days),
            "slot": _slot_words(slot, slots),
        }
        for days, slot in uses
    )


def many_words(uses: Sequence[Use], long: bool = False) -> str:
    """What a food is for in many meals: "9 meals, Mon to Sun"."""
    first, last = (_day_words(date, long) for date in (uses[0].date, uses[-1].date))
    return _("%(count)d meals, %(first)s to %(last)s") % {
        "count": len(uses),
        "first": first,
        "last": last,
    }


def _run_words(run: Run, long: bool) -> str:
    first, last = (_day_words(date, long) for date in (run.first, run.last))
    length = (run.last - run.first).days + 1
    if length == 1:
        return first
    joined = _("%(first)s to %(last)s") if length > 2 else _("%(first)s, %(last)s")
    return joined % {"first": first, "last": last}


def _day_words(date: dt.date, long: bool) -> str:
    return date_format(date, "D j" if long else "D").replace(" ", NBSP)


def _slot_words(position: int, slots: Sequence[str]) -> str:
    name = slots[position] if position < len(slots) else ""
    return (name or slot_name(DRINKS)).lower()


def span_words(plan: Plan) -> str:
    """The days of a plan: "1 to 7 December 2026"."""
    if plan.days == 1:
        return date_format(plan.start, "j F Y")
    same_month = (plan.start.year, plan.start.month) == (plan.end.year, plan.end.month)
    first = date_format(plan.start, "j" if same_month else "j F")
    return _("%(first)s to %(last)s") % {"first": first, "last": date_format(plan.end, "j F Y")}


def names_words(names: Sequence[str]) -> str:
    """Who a plan is for: "Ada, Ben and Cy"."""
    return get_text_list(list(names), _("and"))


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
