"""Amounts, uses and days of the shopping list in words: the only place where they are rounded."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from foods.templatetags.figures import NBSP, grams, number
from planner.models import DRINKS, Plan
from planner.shopping import (
    PIECES,
    Choice,
    Line,
    Run,
    Use,
    Ware,
    about,
    loose,
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


def shop_name(name: str) -> str:
    """A food's name as a shop would say it: "Onion, raw" is an onion."""
    for words in KITCHEN_WORDS:
        name = name.removesuffix(words)
    return name


def quantity_words(line: Line) -> str:
    """How much to buy: "8", "2 × 500 g", "2 bunches", "350 g"; staples "about 60 ml"."""
    if line.ware.pantry:
        return _("about %(amount)s") % {"amount": need_words(line.grams, line.ware)}
    if line.choice is None:
        return _loose_words(line)
    return _choice_words(line.choice, line.ware)


def need_words(amount: float, ware: Ware) -> str:
    """Grams as bought as one speaks of them, rounded: "450 g", "60 ml"; eggs and fruit by number.

    For what is needed or there, not for what is bought: nothing is rounded up.
    """
    if amount <= 0:
        return grams(0)
    if unit := ware.unit_grams or _piece(ware):
        return number(amount / unit, 0 if amount / unit >= 9.95 else 1).removesuffix(".0")
    if ware.density:
        return _liquid(about(amount / ware.density))
    return grams(about(amount))


def typed_words(amount: float, ware: Ware) -> str:
    """Grams as bought as one would type them: "450 g", "3" bananas."""
    if unit := ware.unit_grams or _piece(ware):
        return f"{round(amount / unit, 1):g}"
    return f"{round(amount, 1):g} g"


def _piece(ware: Ware) -> float | None:
    return next((pack.grams for pack in ware.packs if pack.label in PIECES), None)


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
    if choice is None:
        return ""
    parts = [_nearly(choice, line.ware)]
    if choice.pack.label not in PIECES:
        parts = [
            _pack_details(choice, line.ware),
            _drained_words(choice),
            *(parts if choice.nearly else [rest_words(line)]),
        ]
    return ", ".join(part for part in parts if part)


def _nearly(choice: Choice, ware: Ware) -> str:
    """That one pack fewer is almost enough: "2 would be 10 g short"."""
    if choice.nearly is None:
        return ""
    count = choice.count - 1
    fewer = count * units_in(choice.pack, ware.unit_grams) if ware.unit_grams else count
    short = choice.nearly * (ware.edible_share if choice.pack.drained else 1.0)
    amount = weight_words(max(1.0, _round_figure(short)), choice.pack.label, ware)
    return _("%(count)s would be %(amount)s short") % {"count": number(fewer), "amount": amount}


def rest_words(line: Line) -> str:
    """What is left over of the packs: "60 g left over"; "" where it is not worth a word."""
    choice = line.choice
    if choice is None or choice.pack.label in PIECES:
        return ""
    return _rest(choice, line.ware)


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
    return days_words(plan.start, plan.end)


def days_words(start: dt.date, end: dt.date) -> str:
    """Days from first to last: "1 to 7 December 2026"."""
    if start == end:
        return date_format(start, "j F Y")
    same_month = (start.year, start.month) == (end.year, end.month)
    first = date_format(start, "j" if same_month else "j F")
    return _("%(first)s to %(last)s") % {"first": first, "last": date_format(end, "j F Y")}


def names_words(names: Sequence[str]) -> str:
    """Who a plan is for: "Ada, Ben and Cy"."""
    return get_text_list(list(names), _("and"))
