"""Cooked grams per raw gram, `data/yields.csv`: for writing recipes and cooked foods."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from knowledge.tables import CITED, CONFIDENCES, DATA, Row, citation, read_table, unique

COLUMNS: Final = (
    *("food", "method", "yield_cooked_per_raw", "low", "high", "basis", "usda_foods"),
    *CITED,
)


@dataclass(frozen=True, slots=True)
class Yield:
    """Cooked edible grams per raw edible gram; `low` and `high` where a range is known."""

    food: str
    method: str
    cooked_per_raw: float
    low: float | None
    high: float | None
    basis: str
    source: str
    confidence: str


@cache
def load_yields(folder: Path = DATA) -> tuple[Yield, ...]:
    """All rows of `yields.csv`; `TableError` where the file is not as it should be."""
    rows = unique(read_table(folder / "yields.csv", COLUMNS), "food", "method")
    return tuple(_yield(row, folder) for row in rows)


def _yield(row: Row, folder: Path) -> Yield:
    figure = row.number("yield_cooked_per_raw", 0.01)
    low, high = row.optional_number("low", 0.01), row.optional_number("high", 0.01)
    if not (low or figure) <= figure <= (high or figure):
        raise row.error("yield_cooked_per_raw", f"{figure:g} is outside its own range")
    foods = row.optional_text("usda_foods")
    return Yield(
        food=row.text("food"),
        method=row.text("method"),
        cooked_per_raw=figure,
        low=low,
        high=high,
        basis=row.text("basis"),
        source=citation(row, folder) + (f": NDB {foods}" if foods else ""),
        confidence=row.choice("confidence", CONFIDENCES),
    )
