"""Dietary Reference Intakes (NASEM): what to reach in a day, and what to stay below.

`data/dri.csv`: 29 nutrients for 20 life stages, RDA or AI, with the upper limit (UL), what counts
towards it and what passing it does to a plan.
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
from knowledge.nutrients import CATALOGUE, Nutrient
from knowledge.tables import CITED, CONFIDENCES, DATA, Row, citation, note, read_table, unique

Kind = Literal["RDA", "AI"]
Scope = Literal["total", "supplement", "added", "folic_acid", "retinol"]
Rule = Literal["block", "warn"]

KINDS: Final[tuple[Kind, ...]] = ("RDA", "AI")
SCOPES: Final[tuple[Scope, ...]] = ("total", "supplement", "added", "folic_acid", "retinol")
RULES: Final[tuple[Rule, ...]] = ("block", "warn")
STAGES: Final = ("child", "adult", "pregnancy", "lactation")
BAND_COLUMNS: Final = ("nutrient", "sex", "life_stage", "age_min_years", "age_max_years")
COLUMNS: Final = (
    *BAND_COLUMNS,
    *("amount", "kind", "unit", "ul", "ul_scope", "ul_rule", "ul_note", "ul_rule_note"),
    *CITED,
)

BY_DRI_KEY: Final[Mapping[str, Nutrient]] = {n.dri_key: n for n in CATALOGUE if n.dri_key}


@dataclass(frozen=True, slots=True)
class ReferenceIntake:
    """A day's reference intake of one nutrient, in the catalogue's unit.

    `ul_scope` says which intake counts towards `upper_limit`; `ul_rule` what passing it on the
    week's mean does to a plan. All three are None where no limit is set.
    """

    nutrient: str
    amount: float
    kind: Kind
    unit: str
    upper_limit: float | None
    ul_scope: Scope | None
    ul_rule: Rule | None
    ul_note: str
    ul_rule_note: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """One row of the table: an intake and whom it is for, with the table's own unit."""

    band: Band
    stage: str
    table_unit: str
    intake: ReferenceIntake


@cache
def load_intakes(folder: Path = DATA) -> tuple[IntakeRow, ...]:
    """All rows of `dri.csv`; `TableError` where the file is not as it should be."""
    rows = unique(read_table(folder / "dri.csv", COLUMNS), *BAND_COLUMNS)
    return tuple(_intake_row(row, folder) for row in rows)


def _intake_row(row: Row, folder: Path) -> IntakeRow:
    nutrient = read_nutrient(row)
    stage = row.choice("life_stage", STAGES)
    return IntakeRow(read_band(row), stage, row.text("unit"), _intake(row, nutrient, folder))


def read_limit(row: Row) -> tuple[float | None, Scope | None, Rule | None]:
    """The upper limit in the table's unit, what counts towards it and its rule: all or none."""
    limit = row.optional_number("ul", 0)
    scope, rule = row.optional_choice("ul_scope", SCOPES), row.optional_choice("ul_rule", RULES)
    if not ((limit is None) == (scope is None) == (rule is None)):
        raise row.error("ul", "a limit needs a scope and a rule, and they need a limit")
    return limit, scope, rule


def read_nutrient(row: Row) -> Nutrient:
    """The catalogue's nutrient that a row of a table of reference intakes is about."""
    nutrient = BY_DRI_KEY.get(row.text("nutrient"))
    if nutrient is None:
        raise row.error("nutrient", f"'{row.text('nutrient')}' is not in the catalogue")
    return nutrient


def _intake(row: Row, nutrient: Nutrient, folder: Path) -> ReferenceIntake:
    limit, scope, rule = read_limit(row)
    return ReferenceIntake(
        nutrient=nutrient.key,
        amount=row.number("amount", 0) * nutrient.dri_factor,
        kind=row.choice("kind", KINDS),
        unit=nutrient.unit,
        upper_limit=None if limit is None else limit * nutrient.dri_factor,
        ul_scope=scope,
        ul_rule=rule,
        ul_note=note(row, "ul_note", folder),
        ul_rule_note=note(row, "ul_rule_note", folder),
        source=citation(row, folder),
        confidence=row.choice("confidence", CONFIDENCES),
    )


def stages_of(life_stage: LifeStage) -> tuple[str, ...]:
    """Stages of the tables that a person's life stage reads."""
    return ("child", "adult") if life_stage == "none" else (life_stage,)


def reference_intakes(
    sex: Sex, age_years: float, life_stage: LifeStage = "none"
) -> dict[str, ReferenceIntake]:
    """The reference intakes of a person, by nutrient key, per day in the catalogue's units.

    `age_years` is decimal; a band lasts to the day before the birthday that begins the next.
    Raises `ValueError` below 1 year, and for pregnancy or lactation of a male person or outside
    14 to 50 years.
    """
    check_life_stage(sex, age_years, life_stage)
    check_not_infant(age_years)
    return dict(_for_person(sex, whole_years(age_years), life_stage))


@cache
def _for_person(sex: Sex, years: int, life_stage: LifeStage) -> Mapping[str, ReferenceIntake]:
    stages = stages_of(life_stage)
    return {
        row.intake.nutrient: row.intake
        for row in load_intakes()
        if row.stage in stages and row.band.covers(sex, years)
    }
