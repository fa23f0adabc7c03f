"""Amounts that someone types on a shopping list: to grams as bought. Pure.

A shop's words come first: "2 cans" are two cans as the shop sells them and "3" are three bananas,
whatever a kitchen's measure would say. What is left goes through the calculator's measures.
"""

from typing import Final

from foods.calculating.lines import Line
from foods.calculating.weighing import Measured, Weighed, weigh
from planner.shopping import PIECES, Pack, Ware

#: Other names that a pack may have for what someone calls it.
ALIKE: Final[dict[str, tuple[str, ...]]] = {
    "can": ("tin",),
    "pack": ("bag", "box", "block", "punnet", "net", "loaf"),
    "bag": ("net",),
    "pot": ("tub", "cup"),
    "tub": ("cup",),
    "jar": ("bottle",),
    "carton": ("bottle", "box"),
    "bottle": ("carton",),
    "bunch": ("head",),
    "head": ("bunch",),
}
#: Kitchen measures that are a shop's packs, too; the kitchen's meaning holds.
KITCHEN: Final = frozenset({"cup"})
#: More than this of one thing is a slip of the keyboard.
MOST_GRAMS: Final = 100_000.0


def bought_grams(line: Line, ware: Ware, food: Measured) -> float | None:
    """Grams as bought of what a line says; None where it says no amount that can be weighed."""
    found = _sold(line, ware)
    if found is None:
        weighed = weigh(line, food)
        found = weighed.grams / ware.edible_share if isinstance(weighed, Weighed) else None
    return found if found is not None and 0 < found <= MOST_GRAMS else None


def _sold(line: Line, ware: Ware) -> float | None:
    """The amount in packs or pieces of the shop, where it is one."""
    if len(line.amounts) != 1 or line.amounts[0].each or line.size:
        return None
    amount = line.amounts[0]
    if amount.measure in ("", "piece"):
        one = _piece(ware)
    elif amount.measure in KITCHEN:
        one = None
    else:
        one = _pack(amount.measure, ware)
    return amount.quantity * one if one else None


def _piece(ware: Ware) -> float | None:
    piece = next((pack for pack in ware.packs if pack.label in PIECES), None)
    return piece.grams if piece else ware.unit_grams


def _pack(label: str, ware: Ware) -> float | None:
    pack = next(
        (pack for name in (label, *ALIKE.get(label, ())) if (pack := _named(name, ware))), None
    )
    return pack.holds(ware.edible_share) if pack else None


def _named(label: str, ware: Ware) -> Pack | None:
    return next((pack for pack in ware.packs if pack.label == label), None)


def usual_grams(ware: Ware) -> float | None:
    """Grams as bought of one of what the shop sells; None for what is sold loose."""
    return ware.packs[0].holds(ware.edible_share) if ware.packs else None
