"""The weights of the one objective, read from `weights.toml` beside this file."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """One figure for each line of `weights.toml`, named table_key; all in percentage points."""

    shortfall_weight: float
    shortfall_growth: float
    floor_weight: float
    energy_band: float
    energy_inside: float
    energy_beyond: float
    shares_weight: float
    soft_limit_weight: float
    variety_dish_repeat: float
    variety_dish_free: float
    variety_dish_days_free: float
    variety_cooked_again: float
    variety_main_food_repeat: float
    variety_main_food_free: float
    variety_food_repeat: float
    variety_food_free: float
    variety_adjacent: float
    variety_group_missing: float
    variety_groups_wanted: float
    minutes_free: float
    minutes_weight: float
    list_free: float
    list_weight: float
    like_weight: float
    portion_weight: float
    portion_inside: float
    portion_reference_kcal: float

    def __post_init__(self) -> None:
        """Convexity, and with it the bound, needs weights that are not negative."""
        for name in self.__dataclass_fields__:
            if getattr(self, name) < 0:
                raise ValueError(f"weights.toml: {name} is negative")
        if self.energy_beyond < self.energy_inside:
            raise ValueError("weights.toml: energy must cost more beyond the band than inside")
        if self.portion_weight < self.portion_inside:
            raise ValueError("weights.toml: a portion must cost more beyond the next step")


def read_weights(path: Path) -> Weights:
    """The weights in `path`; raises TypeError for a missing or unknown line."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    flat = {f"{table}_{key}": float(v) for table, row in tables.items() for key, v in row.items()}
    return Weights(**flat)


@cache
def default_weights() -> Weights:
    """The weights that ship with the optimiser."""
    return read_weights(PATH)
