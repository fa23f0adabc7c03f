"""EFSA dietary reference values beside the DRI: what to reach in a day, and what to stay below.

`data/efsa_drv.csv`: the ten nutrients always in sight (vitamin K as phylloquinone). Thiamin is
stated per megajoule of energy; sodium as an intake that is safe and adequate, which is no goal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from knowledge.intakes import (
    BAND_COLUMNS,
    COLUMNS,
    STAGES,
    Rule,
    Scope,
    read_limit,
    read_nutrient,
    stages_of,
)
from knowledge.life_stages import (
    Band,
    LifeStage,
    Sex,
    check_life_stage,
    check_not_infant,
    read_band,
    whole_years,
)
from knowledge.nutrients import Nutrient
from knowledge.tables import CONFIDENCES, DATA, Row, citation, note, read_table, unique
from knowledge.units import conversion

Kind = Literal["PRI", "AI", "safe_and_adequate"]

KINDS: Final[tuple[Kind, ...]] = ("PRI", "AI", "safe_and_adequate")
PER_MEGAJOULE: Final = "/MJ"
#: Joules in a thermochemical calorie: turns a value per megajoule into one per 1,000 kcal.
MEGAJOULES_PER_1000_KCAL: Final = 4.184


@dataclass(frozen=True, slots=True)
class EfsaIntake:
    """A day's reference value of one nutrient, in the catalogue's unit.

    With `per_megajoule` the amount is per megajoule of energy eaten, not per day. The limit's
    fields are as in `knowledge.intakes.ReferenceIntake`.
    """

    nutrient: str
    amount: float
    kind: Kind
    unit: str
    per_megajoule: bool
    upper_limit: float | None
    ul_scope: Scope | None
    ul_rule: Rule | None
    ul_note: str
    ul_rule_note: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class EfsaRow:
    """One row of the table: a value and whom it is for."""

    band: Band
    stage: str
    intake: EfsaIntake


@cache
def load_efsa(folder: Path = DATA) -> tuple[EfsaRow, ...]:
    """All rows of `efsa_drv.csv`; `TableError` where the file is not as it should be."""
    rows = unique(read_table(folder / "efsa_drv.csv", COLUMNS), *BAND_COLUMNS)
    return tuple(_efsa_row(row, folder) for row in rows)


def _efsa_row(row: Row, folder: Path) -> EfsaRow:
    nutrient = read_nutrient(row)
    stage = row.choice("life_stage", STAGES)
    return EfsaRow(read_band(row), stage, _intake(row, nutrient, folder))


def _intake(row: Row, nutrient: Nutrient, folder: Path) -> EfsaIntake:
    unit = row.text("unit")
    try:
        factor = conversion(unit.removesuffix(PER_MEGAJOULE), nutrient.unit)
    except ValueError as error:
        raise row.error("unit", str(error)) from None
    limit, scope, rule = read_limit(row)
    return EfsaIntake(
        nutrient=nutrient.key,
        amount=row.number("amount", 0) * factor,
        kind=row.choice("kind", KINDS),
        unit=nutrient.unit,
        per_megajoule=unit.endswith(PER_MEGAJOULE),
        upper_limit=None if limit is None else limit * factor,
        ul_scope=scope,
        ul_rule=rule,
        ul_note=note(row, "ul_note", folder),
        ul_rule_note=note(row, "ul_rule_note", folder),
        source=citation(row, folder),
        confidence=row.choice("confidence", CONFIDENCES),
    )


def efsa_intakes(
    sex: Sex, age_years: float, life_stage: LifeStage = "none"
) -> dict[str, EfsaIntake]:
    """EFSA's values for a person, by nutrient key. Errors as `intakes.reference_intakes`.

    A nutrient that EFSA gives no value for (pregnancy below 18 years, say) is not there.
    """
    check_life_stage(sex, age_years, life_stage)
    check_not_infant(age_years)
    return dict(_for_person(sex, whole_years(age_years), life_stage))


@cache
def _for_person(sex: Sex, years: int, life_stage: LifeStage) -> Mapping[str, EfsaIntake]:
    stages = stages_of(life_stage)
    return {
        row.intake.nutrient: row.intake
        for row in load_efsa()
        if row.stage in stages and row.band.covers(sex, years)
    }
