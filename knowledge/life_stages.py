"""Sex, age and life stage: who a reference value is for."""

import math
from dataclasses import dataclass
from typing import Final, Literal

from knowledge.tables import Row

Sex = Literal["male", "female"]
LifeStage = Literal["none", "pregnancy", "lactation"]

SEXES: Final[tuple[Sex, ...]] = ("male", "female")
LIFE_STAGES: Final[tuple[LifeStage, ...]] = ("none", "pregnancy", "lactation")
YOUNGEST: Final = 1
OLDEST: Final = 120
#: Whole years in which the tables have values for pregnancy and lactation.
CHILDBEARING: Final = range(14, 51)


def whole_years(age_years: float) -> int:
    """Completed years: 50.9 is 50, and 51 begins on the 51st birthday."""
    return math.floor(age_years)


def check_life_stage(sex: str, age_years: float, life_stage: str) -> None:
    """Raise `ValueError`, in words, for a person that no table describes."""
    if sex not in SEXES:
        raise ValueError(f"Sex must be one of {', '.join(SEXES)}, not {sex!r}.")
    if life_stage not in LIFE_STAGES:
        raise ValueError(f"Life stage must be one of {', '.join(LIFE_STAGES)}, not {life_stage!r}.")
    if not (math.isfinite(age_years) and 0 <= age_years < OLDEST + 1):
        raise ValueError(f"Age must be from 0 to {OLDEST} years, not {age_years:g}.")
    if life_stage == "none":
        return
    if sex != "female":
        raise ValueError(f"Values for {life_stage} exist only for a female person.")
    if whole_years(age_years) not in CHILDBEARING:
        raise ValueError(
            f"Values for {life_stage} exist only from {CHILDBEARING[0]} to {CHILDBEARING[-1]}"
            f" years, not for {age_years:g}."
        )


def check_not_infant(age_years: float) -> None:
    """Raise `ValueError` below one year: no values for infants are shipped."""
    if age_years < YOUNGEST:
        raise ValueError("There are no values for infants under 1 year.")


@dataclass(frozen=True, slots=True)
class Band:
    """The sex and whole years, both ends included, that a row is for."""

    sex: str
    first: int
    last: int | None

    def covers(self, sex: Sex, years: int) -> bool:
        """Whether a person of `sex` and `years` completed years is in the band."""
        return self.sex in ("any", sex) and self.first <= years and years <= (self.last or OLDEST)


def read_band(row: Row) -> Band:
    """The band of a row with `sex`, `age_min_years` and `age_max_years` (empty: no end)."""
    first = row.integer("age_min_years", 0, OLDEST)
    last = row.optional_integer("age_max_years", first, OLDEST)
    return Band(row.choice("sex", ("any", *SEXES)), first, last)
