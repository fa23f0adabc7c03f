"""What cooking leaves of a nutrient: factors for raw figures where no cooked row exists.

`data/retention.csv`: USDA Table of Nutrient Retention Factors, Release 6, a row for each food group
and method. They are true retention, per amount of raw food: never divide them by a yield again, and
never use them on the figures of a cooked food.

`data/retention_assumptions.csv`: working assumptions for nutrients that have no USDA factor.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from knowledge.nutrients import KEYS
from knowledge.tables import CONFIDENCES, DATA, Row, citation, read_table, unique

FACTOR_COLUMNS: Final = (
    *("calcium", "iron", "magnesium", "phosphorus", "potassium", "sodium", "zinc", "copper"),
    *("vitamin_c", "thiamin_b1", "riboflavin_b2", "niacin_b3", "vitamin_b6", "folate", "choline"),
    *("vitamin_b12", "vitamin_a_rae", "beta_carotene", "alcohol"),
)
COLUMNS: Final = (
    *("food_group", "method", "usda_code", "usda_description"),
    *FACTOR_COLUMNS,
    *("doubtful", "second_copy", "checked_in_second_copy", "source"),
)
ASSUMPTION_COLUMNS: Final = ("nutrient", "retention_percent", "reason", "confidence")

#: Catalogue key -> column, where USDA's name differs.
FACTOR_OF: Final[Mapping[str, str]] = {"folate_dfe": "folate"}
#: Parts of a nutrient that has a factor: theirs is taken over, as an assumption.
PART_OF: Final[Mapping[str, str]] = {"folic_acid": "folate", "retinol": "vitamin_a_rae"}
#: Catalogue key -> row of the working assumptions, where the names differ.
ASSUMPTION_OF: Final[Mapping[str, str]] = {
    "mk4": "vitamin_k2",
    "fat_total": "fatty_acids",
    "fat_saturated": "fatty_acids",
    "fat_mono": "fatty_acids",
    "fat_poly": "fatty_acids",
    "linoleic_acid": "fatty_acids",
    "alpha_linolenic_acid": "fatty_acids",
    "epa": "fatty_acids",
    "dha": "fatty_acids",
}
#: For foods that are in no USDA group: working assumptions only.
ANY_GROUP: Final = "any"
ANY_METHOD: Final = "any cooking"


@dataclass(frozen=True, slots=True)
class Retention:
    """What a way of cooking leaves, for every nutrient of the catalogue, as a share of 1.

    `assumed` holds the nutrients without a USDA factor (nothing lost, where there is not even a
    working assumption); `doubtful` those whose USDA figure looks odd beside its neighbours.
    """

    food_group: str
    method: str
    shares: Mapping[str, float]
    assumed: frozenset[str]
    doubtful: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class FactorRow:
    """USDA's factors (shares of 1, by column) for one food group and method."""

    shares: Mapping[str, float]
    doubtful: frozenset[str]
    source: str


@cache
def load_factors(folder: Path = DATA) -> Mapping[tuple[str, str], FactorRow]:
    """All of `retention.csv` by food group and method; `TableError` for an unfit file."""
    rows = unique(read_table(folder / "retention.csv", COLUMNS), "food_group", "method")
    return {
        (row.text("food_group"), row.text("method")): FactorRow(
            shares=_shares(row),
            doubtful=frozenset(_columns(row, "doubtful")),
            source=citation(row, folder),
        )
        for row in rows
    }


def _shares(row: Row) -> Mapping[str, float]:
    percents = {column: row.optional_integer(column, 0, 100) for column in FACTOR_COLUMNS}
    return {column: share / 100 for column, share in percents.items() if share is not None}


def _columns(row: Row, column: str) -> tuple[str, ...]:
    names = row.words(column)
    for name in names:
        if name not in FACTOR_COLUMNS:
            raise row.error(column, f"'{name}' is not a nutrient of this file")
    return names


@cache
def load_assumptions(folder: Path = DATA) -> Mapping[str, float]:
    """The working assumptions as shares of 1, by the file's nutrient names."""
    path = folder / "retention_assumptions.csv"
    rows = unique(read_table(path, ASSUMPTION_COLUMNS), "nutrient")
    for row in rows:
        row.text("reason")
        row.choice("confidence", CONFIDENCES)
        if row.text("nutrient") not in {*KEYS, *ASSUMPTION_OF.values()}:
            raise row.error("nutrient", f"'{row.text('nutrient')}' is not in the catalogue")
    return {row.text("nutrient"): row.integer("retention_percent", 0, 100) / 100 for row in rows}


def food_groups() -> tuple[str, ...]:
    """The food groups with factors, in alphabetical order."""
    return tuple(sorted({group for group, _method in load_factors()}))


def methods(food_group: str) -> tuple[str, ...]:
    """The cooking methods of a food group; `ValueError` where there is no such group."""
    if food_group == ANY_GROUP:
        return (ANY_METHOD,)
    found = tuple(sorted(method for group, method in load_factors() if group == food_group))
    if not found:
        raise ValueError(f"There are no retention factors for the food group '{food_group}'.")
    return found


@cache
def retention_factors(food_group: str, method: str) -> Retention:
    """What `method` leaves of each nutrient in a food of `food_group`.

    The group "any" with "any cooking" has working assumptions only. Raises `ValueError` for an
    unknown group or method.
    """
    if method not in methods(food_group):
        raise ValueError(
            f"'{method}' is not a method for '{food_group}': {'; '.join(methods(food_group))}."
        )
    nothing = FactorRow({}, frozenset(), "working assumptions")
    row = load_factors().get((food_group, method), nothing)
    measured = {key for key in KEYS if FACTOR_OF.get(key, key) in row.shares}
    return Retention(
        food_group=food_group,
        method=method,
        shares={key: _share(key, row) for key in KEYS},
        assumed=frozenset(KEYS) - measured,
        doubtful=frozenset(key for key in KEYS if _column(key) in row.doubtful),
        source=row.source,
    )


def _column(key: str) -> str:
    return FACTOR_OF.get(key) or PART_OF.get(key) or key


def _share(key: str, row: FactorRow) -> float:
    if _column(key) in row.shares:
        return row.shares[_column(key)]
    return load_assumptions().get(ASSUMPTION_OF.get(key, key), 1.0)
