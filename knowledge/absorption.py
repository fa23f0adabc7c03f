"""Foods whose amount of a nutrient says little, because hardly any of it is absorbed.

`data/absorption.csv`, by NDB number. Totals count all intake; rankings and gap closing leave
these foods out for the nutrient and say why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from knowledge.nutrients import BY_KEY
from knowledge.tables import CITED, CONFIDENCES, DATA, Row, citation, read_table, unique
from knowledge.text import gettext_noop as _

COLUMNS: Final = ("ndb", "food", "nutrient", "absorbed_percent", "reason", *CITED)
REASONS: Final[dict[str, str]] = {
    "oxalate": _("its oxalate binds the calcium"),
}
HIGHEST_NDB: Final = 99_999


@dataclass(frozen=True, slots=True)
class PoorlyAbsorbed:
    """A food that is no source of a nutrient, whatever it contains."""

    ndb: int
    food: str
    nutrient: str
    absorbed: float
    """Share of 1 that is absorbed."""
    reason: str
    source: str
    confidence: str


@cache
def load_absorption(folder: Path = DATA) -> tuple[PoorlyAbsorbed, ...]:
    """All rows of `absorption.csv`; `TableError` where the file is not as it should be."""
    rows = unique(read_table(folder / "absorption.csv", COLUMNS), "ndb", "nutrient")
    return tuple(_row(row, folder) for row in rows)


def _row(row: Row, folder: Path) -> PoorlyAbsorbed:
    nutrient = row.text("nutrient")
    if nutrient not in BY_KEY:
        raise row.error("nutrient", f"'{nutrient}' is not in the catalogue")
    return PoorlyAbsorbed(
        ndb=row.integer("ndb", 1, HIGHEST_NDB),
        food=row.text("food"),
        nutrient=nutrient,
        absorbed=row.integer("absorbed_percent", 0, 100) / 100.0,
        reason=REASONS[row.choice("reason", tuple(REASONS))],
        source=citation(row, folder),
        confidence=row.choice("confidence", CONFIDENCES),
    )


@cache
def poorly_absorbed(nutrient: str) -> Mapping[int, PoorlyAbsorbed]:
    """The foods that are no source of `nutrient`, by NDB number; empty for most nutrients."""
    return {one.ndb: one for one in load_absorption() if one.nutrient == nutrient}
