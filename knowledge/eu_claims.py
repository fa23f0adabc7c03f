"""The EU rule for "source of" and "high in", beside FDA's of `daily_values`.

`data/dv_nrv.csv`: nutrient reference values (NRV) of Regulation (EU) 1169/2011, Annex XIII. A
"source" holds a significant amount: 15 % of the NRV per 100 g, 7.5 % per 100 ml of a drink; "high"
is twice that (Regulation (EC) 1924/2006, annex). Vitamins and minerals only: the EU's rules for
protein and fibre go by energy, and no such figure is judged here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from knowledge.daily_values import (
    CATALOGUE_KEY,
    DV_COLUMNS,
    NO_CLAIM,
    NOT_COUNTED,
    TOLERANCE,
    Claim,
)
from knowledge.nutrients import BY_KEY
from knowledge.tables import DATA, Row, citation, read_table, unique
from knowledge.units import conversion

#: Shares of the NRV where "source of" begins, per 100 g and per 100 ml of a drink.
SOURCE_FROM: Final = 0.15
DRINK_SOURCE_FROM: Final = 0.075
#: "High" is so many times a "source".
HIGH_TIMES: Final = 2.0


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """An NRV in the catalogue's unit, and where its claims begin.

    `source_from` and `high_from` are per 100 g, the `drink_` ones per 100 ml; None without a claim.
    """

    nutrient: str
    amount: float
    unit: str
    source_from: float | None
    high_from: float | None
    drink_source_from: float | None
    drink_high_from: float | None
    source: str


@cache
def load_reference_values(folder: Path = DATA) -> Mapping[str, ReferenceValue]:
    """The NRVs of catalogue nutrients by key; `TableError` for an unfit file."""
    rows = unique(read_table(folder / "dv_nrv.csv", DV_COLUMNS), "nutrient")
    values = [_reference_value(row, folder) for row in rows]
    return {value.nutrient: value for value in values if value is not None}


def _reference_value(row: Row, folder: Path) -> ReferenceValue | None:
    name = row.text("nutrient")
    key = CATALOGUE_KEY.get(name, name)
    amount = row.optional_number("eu_nrv", 0)
    if key in NOT_COUNTED or amount is None:
        return None
    if key not in BY_KEY:
        raise row.error("nutrient", f"'{name}' is not in the catalogue")
    try:
        factor = conversion(row.text("eu_unit"), BY_KEY[key].unit)
    except ValueError as error:
        raise row.error("eu_unit", str(error)) from None

    def threshold(column: str) -> float | None:
        given = row.optional_number(column, 0)
        return None if given is None or key in NO_CLAIM else given * factor

    return ReferenceValue(
        nutrient=key,
        amount=amount * factor,
        unit=BY_KEY[key].unit,
        source_from=threshold("eu_source_per_100g"),
        high_from=threshold("eu_high_per_100g"),
        drink_source_from=threshold("eu_source_per_100ml_drink"),
        drink_high_from=threshold("eu_high_per_100ml_drink"),
        source=citation(row, folder),
    )


def reference_value(nutrient: str) -> ReferenceValue | None:
    """The EU reference value of a catalogue nutrient, or None where there is none."""
    return load_reference_values().get(nutrient)


def eu_claim(
    nutrient: str, per_100_g: float | None, *, drink: bool = False, density: float | None = None
) -> Claim | None:
    """The claim the EU rule lets one make: "high", "good" ("source of") or None.

    `per_100_g` is in the catalogue's unit, None is unknown. A drink is judged per 100 ml, by its
    `density` in g per ml; without one nothing can be said.
    """
    value = reference_value(nutrient)
    if value is None or per_100_g is None or (drink and density is None):
        return None
    amount = per_100_g * (density or 1.0 if drink else 1.0) * (1 + TOLERANCE)
    source = value.drink_source_from if drink else value.source_from
    high = value.drink_high_from if drink else value.high_from
    if source is None or high is None:
        return None
    if amount >= high:
        return "high"
    return "good" if amount >= source else None


def problems_of(folder: Path = DATA) -> list[str]:
    """Where thresholds are not 15 % and 7.5 % of the NRV, or "high" is not twice a "source".

    Raises `TableError` where the file cannot be read.
    """
    return [
        f"dv_nrv.csv: {value.nutrient}: EU claims do not begin at 15 % of {value.amount:g}, or at"
        " half of that for drinks"
        for value in load_reference_values(folder).values()
        if not _thresholds_hold(value)
    ]


def _thresholds_hold(value: ReferenceValue) -> bool:
    if value.source_from is None:
        return value.high_from is None
    wanted = (
        (value.source_from, SOURCE_FROM),
        (value.high_from, SOURCE_FROM * HIGH_TIMES),
        (value.drink_source_from, DRINK_SOURCE_FROM),
        (value.drink_high_from, DRINK_SOURCE_FROM * HIGH_TIMES),
    )
    return all(
        found is not None and abs(found - share * value.amount) < value.amount / 1e6
        for found, share in wanted
    )
