"""Content claims ("high in", "good source of") and the amounts they are made per.

`data/dv_nrv.csv`: FDA Daily Values and EU nutrient reference values. `data/raccs.csv`: FDA
reference amounts customarily consumed per eating occasion (RACC).

A Daily Value is a label constant, not a personal target: potassium's (4,700 mg) is above every
adult's reference intake.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from knowledge.nutrients import BY_KEY, CATALOGUE
from knowledge.tables import CITED, CONFIDENCES, DATA, Row, citation, read_table, unique
from knowledge.units import conversion

Claim = Literal["high", "good"]

#: 21 CFR 101.54(b) and (c): share of the Daily Value per RACC from which each claim holds.
HIGH_FROM: Final = 0.20
GOOD_FROM: Final = 0.10
#: Things to limit, or a mere sum: more of them is no merit.
NO_CLAIM: Final = frozenset(
    {
        "energy",
        "fat_total",
        "fat_saturated",
        "cholesterol",
        "carbohydrate",
        "sugars_total",
        "sodium",
    }
)
#: In the file but not in our catalogue: no food table here carries them.
NOT_COUNTED: Final = frozenset(
    {"biotin", "chromium", "molybdenum", "chloride", "fluoride", "sugars_added"}
)
DV_COLUMNS: Final = (
    *("nutrient", "fda_dv", "fda_unit", "fda_good_source_per_racc", "fda_high_per_racc"),
    *("eu_nrv", "eu_unit", "eu_source_per_100g", "eu_high_per_100g"),
    *("eu_source_per_100ml_drink", "eu_high_per_100ml_drink"),
    *CITED,
    "note",
)
RACC_COLUMNS: Final = (
    *("racc_id", "category", "amount", "unit", "household_measure", "note"),
    *CITED,
)
RACC_UNITS: Final[tuple[Literal["g", "mL"], ...]] = ("g", "mL")
#: The file's names are those of the reference intakes.
CATALOGUE_KEY: Final[Mapping[str, str]] = {n.dri_key: n.key for n in CATALOGUE if n.dri_key}
# Claims are made on sums of products: an amount that is 20 % on paper must not miss by rounding.
TOLERANCE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class DailyValue:
    """The Daily Value of a nutrient in the catalogue's unit, and where its claims begin.

    `good_from` and `high_from` are amounts per RACC; None where no claim makes sense.
    """

    nutrient: str
    amount: float
    unit: str
    good_from: float | None
    high_from: float | None
    note: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Racc:
    """A reference amount per eating occasion.

    `unit` is "g" or "mL"; amount and unit are None where the rule gives a household measure only.
    """

    id: str
    category: str
    amount: float | None
    unit: Literal["g", "mL"] | None
    household_measure: str
    note: str
    source: str
    confidence: str


@cache
def load_daily_values(folder: Path = DATA) -> Mapping[str, DailyValue]:
    """The Daily Values of catalogue nutrients by key; `TableError` for an unfit file."""
    rows = unique(read_table(folder / "dv_nrv.csv", DV_COLUMNS), "nutrient")
    values = [_daily_value(row, folder) for row in rows]
    return {value.nutrient: value for value in values if value is not None}


def _daily_value(row: Row, folder: Path) -> DailyValue | None:
    name = row.text("nutrient")
    key = CATALOGUE_KEY.get(name, name)
    amount = row.optional_number("fda_dv", 0)
    if key not in BY_KEY and key not in NOT_COUNTED:
        raise row.error("nutrient", f"'{name}' is not in the catalogue")
    if key in NOT_COUNTED or amount is None:
        return None
    factor = _factor(row, BY_KEY[key].unit)
    good = row.optional_number("fda_good_source_per_racc", 0)
    high = row.optional_number("fda_high_per_racc", 0)
    claimed = key not in NO_CLAIM
    if claimed and (good is None or high is None):
        raise row.error("fda_high_per_racc", "a nutrient with claims needs both thresholds")
    return DailyValue(
        nutrient=key,
        amount=amount * factor,
        unit=BY_KEY[key].unit,
        good_from=good * factor if claimed and good is not None else None,
        high_from=high * factor if claimed and high is not None else None,
        note=row.optional_text("note") or "",
        source=citation(row, folder),
        confidence=row.choice("confidence", CONFIDENCES),
    )


def _factor(row: Row, unit: str) -> float:
    try:
        return conversion(row.text("fda_unit"), unit)
    except ValueError as error:
        raise row.error("fda_unit", str(error)) from None


def daily_value(nutrient: str) -> DailyValue | None:
    """The Daily Value of a catalogue nutrient, or None where FDA has none; else `ValueError`."""
    if nutrient not in BY_KEY:
        raise ValueError(f"'{nutrient}' is not in the nutrient catalogue.")
    return load_daily_values().get(nutrient)


def content_claim(nutrient: str, amount_per_racc: float | None) -> Claim | None:
    """The claim an amount per RACC earns: "high" from 20 % of the Daily Value, "good" from 10 %.

    21 CFR 101.54(b) and (c); None for less, and where a claim makes no sense. The amount is in the
    catalogue's unit; None (unknown) earns no claim. For protein FDA asks for the quality-corrected
    amount, which food tables do not have: the total is judged. `ValueError` for an unknown key.
    """
    value = daily_value(nutrient)
    if amount_per_racc is None or value is None:
        return None
    if value.good_from is None or value.high_from is None:
        return None
    amount = amount_per_racc * (1 + TOLERANCE)
    if amount >= value.high_from:
        return "high"
    return "good" if amount >= value.good_from else None


@cache
def load_raccs(folder: Path = DATA) -> Mapping[str, Racc]:
    """The reference amounts by id; `TableError` where the file is not as it should be."""
    rows = unique(read_table(folder / "raccs.csv", RACC_COLUMNS), "racc_id")
    return {row.text("racc_id"): _racc(row, folder) for row in rows}


def _racc(row: Row, folder: Path) -> Racc:
    unit: Literal["g", "mL"] | None = None
    amount: float | None = None
    if row.text("unit") != "household":
        unit, amount = row.choice("unit", RACC_UNITS), row.number("amount", 0)
    elif row.cells["amount"]:
        raise row.error("amount", "a household measure has no amount")
    return Racc(
        id=row.text("racc_id"),
        category=row.text("category"),
        amount=amount,
        unit=unit,
        household_measure=row.optional_text("household_measure") or "",
        note=row.optional_text("note") or "",
        source=citation(row, folder),
        confidence=row.choice("confidence", CONFIDENCES),
    )


def racc(racc_id: str) -> Racc:
    """A reference amount by id ("R61"); `ValueError` where there is none."""
    found = load_raccs().get(racc_id)
    if found is None:
        raise ValueError(f"There is no reference amount '{racc_id}'.")
    return found
