"""Vitamin K2 in foods by form, in families of figures that are never mixed.

`data/menaquinones.csv`, µg per 100 g. European tables total MK-4 to MK-9. The US measurements of
total vitamin K include K1 and MK-4 to MK-13, several times as much for the same kind of cheese.
Other US figures are of one form only, so a minimum, as are those of single studies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from knowledge.tables import CITED, CONFIDENCES, DATA, Row, read_table, unique

Family = Literal["european", "us_extended", "us_single_form", "single_study"]

FAMILIES: Final[tuple[Family, ...]] = (
    *("european", "us_extended", "us_single_form", "single_study"),
)
FORMS: Final = ("mk4", "mk5", "mk6", "mk7", "mk8", "mk9", "mk10")
UNIT: Final = "µg/100 g"
COLUMNS: Final = (
    *("food", "food_group", "family", *FORMS, "total_k2", "total_k"),
    *("vitamin_k1", "vitamin_k1_below", "unit"),
    *CITED,
    "note",
)


@dataclass(frozen=True, slots=True)
class Menaquinones:
    """Vitamin K in one food of one source, in µg per 100 g; None is not stated."""

    food: str
    food_group: str
    family: Family
    forms: Mapping[str, float]
    """Form to amount, for those that are stated."""
    total_k2: float | None
    total_k: float | None
    """K1 and K2 together: the US measurements alone."""
    vitamin_k1: float | None
    vitamin_k1_below: float | None
    """What K1 is below, where the source gives a detection limit and no figure."""
    source: str
    confidence: str
    note: str


@cache
def load_menaquinones(folder: Path = DATA) -> tuple[Menaquinones, ...]:
    """All rows; `TableError` where the file is not as it should be."""
    rows = unique(read_table(folder / "menaquinones.csv", COLUMNS), "food", "source")
    return tuple(_menaquinones(row) for row in rows)


def _menaquinones(row: Row) -> Menaquinones:
    family = row.choice("family", FAMILIES)
    row.choice("unit", (UNIT,))
    total_k2, total_k = row.optional_number("total_k2", 0), row.optional_number("total_k", 0)
    if (family == "us_extended") != (total_k2 is None) and family in ("european", "us_extended"):
        raise row.error("total_k2", "European tables total K2, the US measurements total K")
    if total_k is not None and family != "us_extended":
        raise row.error("total_k", "only the US measurements total K1 and K2")
    amounts = {form: row.optional_number(form, 0) for form in FORMS}
    return Menaquinones(
        food=row.text("food"),
        food_group=row.text("food_group"),
        family=family,
        forms={form: amount for form, amount in amounts.items() if amount is not None},
        total_k2=total_k2,
        total_k=total_k,
        vitamin_k1=row.optional_number("vitamin_k1", 0),
        vitamin_k1_below=row.optional_number("vitamin_k1_below", 0),
        source=row.text("source"),
        confidence=row.choice("confidence", CONFIDENCES),
        note=row.optional_text("note") or "",
    )


def richest(family: Family, limit: int) -> tuple[Menaquinones, ...]:
    """The foods of a family with the highest stated totals, most first."""
    totalled = [one for one in load_menaquinones() if one.family == family and _total(one) > 0]
    return tuple(sorted(totalled, key=lambda one: (-_total(one), one.food))[:limit])


def _total(one: Menaquinones) -> float:
    return one.total_k2 or one.total_k or 0.0
