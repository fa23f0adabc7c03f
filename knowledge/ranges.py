"""Ranges beside the reference intakes: shares of energy, sodium's limit, protein by weight.

`data/dri_ranges.csv`: acceptable macronutrient distribution ranges (AMDR), the sodium intake above
which to reduce (CDRR), the limits of the Dietary Guidelines for Americans (DGA) on saturated fat
and added sugars, and the protein RDA per kg of body weight.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from knowledge.life_stages import (
    Band,
    LifeStage,
    Sex,
    check_life_stage,
    check_not_infant,
    read_band,
    whole_years,
)
from knowledge.nutrients import BY_KEY
from knowledge.tables import CITED, CONFIDENCES, DATA, Row, citation, read_table, unique

RangeKind = Literal["AMDR", "CDRR", "DGA_limit", "RDA_per_kg"]

RANGE_KINDS: Final[tuple[RangeKind, ...]] = ("AMDR", "CDRR", "DGA_limit", "RDA_per_kg")
STAGES: Final = ("any", "child", "adult", "pregnancy", "lactation")
ENERGY_SHARE: Final = "share of energy"
#: Units of the file -> our unit and divisor: shares are of 1, not of 100.
UNITS: Final[Mapping[str, tuple[str, float]]] = {
    "% energy": (ENERGY_SHARE, 100.0),
    "mg": ("mg", 1.0),
    "g/kg body weight": ("g/kg", 1.0),
}
#: Added sugars have a limit but no column in food tables, so the catalogue has no such nutrient.
NOT_COUNTED: Final = frozenset({"sugars_added"})
#: General Atwater factors (21 CFR 101.9(c)(1)(i)(B)): energy of a gram, for shares of energy.
KCAL_PER_GRAM: Final[Mapping[str, float]] = {
    "protein": 4.0,
    "carbohydrate": 4.0,
    "sugars_added": 4.0,
    "fat_total": 9.0,
    "fat_saturated": 9.0,
    "linoleic_acid": 9.0,
    "alpha_linolenic_acid": 9.0,
}
COLUMNS: Final = (
    *("nutrient", "kind", "sex", "life_stage", "age_min_years", "age_max_years"),
    *("low", "high", "unit", "note"),
    *CITED,
)


@dataclass(frozen=True, slots=True)
class IntakeRange:
    """From `low` to `high` per day, in `unit`; None is an open end.

    `unit` is "share of energy" (0 to 1), "mg" or "g/kg" (body weight).
    """

    nutrient: str
    kind: RangeKind
    low: float | None
    high: float | None
    unit: str
    note: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Ranges:
    """The ranges of one person, each by nutrient key."""

    energy_shares: Mapping[str, IntakeRange]
    """AMDR, and the DGA limits on saturated fat (from 2 years) and added sugars."""
    reduce_above: Mapping[str, IntakeRange]
    """CDRR: sodium."""
    per_kg: Mapping[str, IntakeRange]
    """The RDA by body weight: protein."""


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One row of the table: a range and whom it is for."""

    band: Band
    stage: str
    range: IntakeRange


@cache
def load_ranges(folder: Path = DATA) -> tuple[RangeRow, ...]:
    """All rows of `dri_ranges.csv`; `TableError` where the file is not as it should be."""
    key = ("nutrient", "kind", "sex", "life_stage", "age_min_years")
    rows = unique(read_table(folder / "dri_ranges.csv", COLUMNS), *key)
    return tuple(
        RangeRow(read_band(row), row.choice("life_stage", STAGES), _range(row, folder))
        for row in rows
    )


def _range(row: Row, folder: Path) -> IntakeRange:
    nutrient = row.text("nutrient")
    if nutrient not in BY_KEY and nutrient not in NOT_COUNTED:
        raise row.error("nutrient", f"'{nutrient}' is not in the catalogue")
    unit, divisor = UNITS[row.choice("unit", tuple(UNITS))]
    low, high = row.optional_number("low", 0), row.optional_number("high", 0)
    if low is None and high is None:
        raise row.error("low", "a range needs at least one end")
    if low is not None and high is not None and low > high:
        raise row.error("high", f"{high:g} is below the low end {low:g}")
    return IntakeRange(
        nutrient=nutrient,
        kind=row.choice("kind", RANGE_KINDS),
        low=None if low is None else low / divisor,
        high=None if high is None else high / divisor,
        unit=unit,
        note=row.optional_text("note") or "",
        source=citation(row, folder),
        confidence=row.choice("confidence", CONFIDENCES),
    )


def ranges(sex: Sex, age_years: float, life_stage: LifeStage = "none") -> Ranges:
    """The ranges of a person. Errors as `knowledge.intakes.reference_intakes`.

    In pregnancy and lactation the row for that stage, else the one for the age.
    """
    check_life_stage(sex, age_years, life_stage)
    check_not_infant(age_years)
    return _for_person(sex, whole_years(age_years), life_stage)


@cache
def _for_person(sex: Sex, years: int, life_stage: LifeStage) -> Ranges:
    rows = [row for row in load_ranges() if row.band.covers(sex, years)]
    by_age = [row.range for row in rows if row.stage in ("any", "child", "adult")]
    # Later ones win, so the rows of the life stage replace those of the age.
    found = [*by_age, *(row.range for row in rows if row.stage == life_stage)]
    return Ranges(
        energy_shares=_of_kinds(found, "AMDR", "DGA_limit"),
        reduce_above=_of_kinds(found, "CDRR"),
        per_kg=_of_kinds(found, "RDA_per_kg"),
    )


def _of_kinds(found: list[IntakeRange], *kinds: RangeKind) -> Mapping[str, IntakeRange]:
    return {item.nutrient: item for item in found if item.kind in kinds}
