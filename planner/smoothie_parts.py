"""What a smoothie is made of: groups of foods with sensible amounts for one glass. Pure.

`data/smoothie_parts.csv`: amounts are millilitres for drinks and grams for all else, edible. The
usual amount is what is added by one tap; the steps are what - and + do.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from knowledge.text import gettext_noop as _

FILE: Final = Path(__file__).parent / "data" / "smoothie_parts.csv"
COLUMNS: Final = ("food", "group", "usual", "least", "most", "step", "note")
#: In the order in which one fills the blender.
GROUPS: Final[dict[str, str]] = {
    "base": _("Base"),
    "greens": _("Greens and vegetables"),
    "fruit": _("Fruit"),
    "protein": _("Protein"),
    "boosters": _("Boosters"),
}
#: The smoothie it all starts from: greens, fruit and fortified milk.
EXAMPLE: Final = ("milk-2-percent", "spinach-raw", "banana")


class PartsError(ValueError):
    """The shipped table does not read as it should."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A food that the builder offers, with amounts in ml (drinks) or g."""

    food: str
    group: str
    usual: float
    least: float
    most: float
    step: float
    note: str = ""


@cache
def load_pieces(path: Path = FILE) -> Mapping[str, Piece]:
    """Every piece by its food's key, group by group; raises PartsError that names the line."""
    found: dict[str, Piece] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise PartsError(f"{path.name}: the columns are {', '.join(COLUMNS)}")
        for row in reader:
            try:
                piece = _piece(row)
            except ValueError as error:
                raise PartsError(f"{path.name}, line {reader.line_num}: {error}") from error
            if piece.food in found:
                raise PartsError(
                    f"{path.name}, line {reader.line_num}: {piece.food} is there twice"
                )
            found[piece.food] = piece
    order = list(GROUPS)
    return dict(sorted(found.items(), key=lambda item: order.index(item[1].group)))


def _piece(row: dict[str, str]) -> Piece:
    usual, least, most, step = (float(row[key]) for key in ("usual", "least", "most", "step"))
    if row["group"] not in GROUPS:
        raise ValueError(f"{row['group']!r} is no group")
    if not 0 < least <= usual <= most or not 0 < step <= most:
        raise ValueError(f"{row['food']}: least <= usual <= most, and a step within them")
    return Piece(row["food"], row["group"], usual, least, most, step, row["note"])


def pieces_of(group: str) -> list[Piece]:
    """The pieces of a group, as the table orders them."""
    return [piece for piece in load_pieces().values() if piece.group == group]
