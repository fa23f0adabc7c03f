"""Whether the data files of this room are whole: what a system check reports at start-up."""

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Final

from knowledge import eu_claims
from knowledge.absorption import load_absorption
from knowledge.bodies import load_reference_bodies
from knowledge.daily_values import (
    GOOD_FROM,
    HIGH_FROM,
    DailyValue,
    load_daily_values,
    load_raccs,
)
from knowledge.energy import ACTIVITIES, STAGE_NAMES, Equation, load_equations
from knowledge.helps import help_problems
from knowledge.intakes import IntakeRow, load_intakes
from knowledge.life_stages import CHILDBEARING, OLDEST, SEXES, YOUNGEST, Sex
from knowledge.nutrients import BY_KEY, CATALOGUE
from knowledge.page_checks import (
    caution_problems,
    efsa_problems,
    menaquinone_problems,
    page_problems,
    unused_citations,
    wording_problems,
)
from knowledge.ranges import load_ranges
from knowledge.retention import load_assumptions, load_factors
from knowledge.safety_checks import safety_rule_problems
from knowledge.tables import DATA, TableError
from knowledge.units import conversion
from knowledge.yields import load_yields

#: sex, life stage, first and last year: the 20 groups of people that the intakes are given for.
STAGE_ROWS: Final = frozenset(
    {("any", "child", 1, 3), ("any", "child", 4, 8)}
    | {(sex, "child", *years) for sex in SEXES for years in ((9, 13), (14, 18))}
    | {
        (sex, "adult", *years)
        for sex in SEXES
        for years in ((19, 30), (31, 50), (51, 70), (71, None))
    }
    | {
        ("female", stage, *years)
        for stage in ("pregnancy", "lactation")
        for years in ((14, 18), (19, 30), (31, 50))
    }
)
AGES: Final = range(YOUNGEST, OLDEST + 1)
ORDINARY_STAGES: Final = frozenset({"infant_toddler", "child", "adult"})
#: Porridge takes up about six times its weight; beyond ten it is a slip of the decimal point.
HIGHEST_YIELD: Final = 10.0
ENERGY_NUTRIENTS: Final = ("protein", "fat_total", "carbohydrate")


def problems(folder: Path = DATA) -> list[str]:
    """Everything wrong with the data files of `folder`, in words; empty where all is well."""
    checks: tuple[Callable[[Path], Iterable[str]], ...] = (
        _intake_problems,
        _range_problems,
        _energy_problems,
        _daily_value_problems,
        eu_claims.problems_of,
        _absorption_problems,
        _retention_problems,
        _racc_problems,
        _yield_problems,
        page_problems,
        caution_problems,
        help_problems,
        safety_rule_problems,
        efsa_problems,
        menaquinone_problems,
        unused_citations,
        wording_problems,
    )
    found: list[str] = []
    for check in checks:
        try:
            found += check(folder)
        except TableError as error:
            # Several checks may meet the same broken file: say it once.
            found += [str(error)] if str(error) not in found else []
    return found


def _intake_problems(folder: Path) -> Iterator[str]:
    rows = load_intakes(folder)
    for nutrient in CATALOGUE:
        if nutrient.dri_key is None:
            continue
        own = [row for row in rows if row.intake.nutrient == nutrient.key]
        stages = {(row.band.sex, row.stage, row.band.first, row.band.last) for row in own}
        for stage in sorted(STAGE_ROWS - stages, key=str):
            yield f"dri.csv: no row for {nutrient.dri_key}, {_named(stage)}"
        for stage in sorted(stages - STAGE_ROWS, key=str):
            yield f"dri.csv: unexpected row for {nutrient.dri_key}, {_named(stage)}"
        yield from _unit_problems(own)


def _named(stage: tuple[str, str, int, int | None]) -> str:
    sex, name, first, last = stage
    return f"{sex} {name} of {first} to {OLDEST if last is None else last} years"


def _unit_problems(rows: list[IntakeRow]) -> Iterator[str]:
    for unit in sorted({row.table_unit for row in rows}):
        nutrient = BY_KEY[rows[0].intake.nutrient]
        try:
            factor = conversion(unit, nutrient.unit)
        except ValueError as error:
            yield f"dri.csv: {nutrient.dri_key}: {error}"
            continue
        if factor != nutrient.dri_factor:
            yield (
                f"dri.csv: {nutrient.dri_key} is in {unit}, the catalogue in {nutrient.unit} with"
                f" the factor {nutrient.dri_factor:g} instead of {factor:g}"
            )


def _range_problems(folder: Path) -> Iterator[str]:
    rows = load_ranges(folder)
    wanted = [("AMDR", nutrient) for nutrient in ENERGY_NUTRIENTS]
    for kind, nutrient in [*wanted, ("CDRR", "sodium"), ("RDA_per_kg", "protein")]:
        bands = [r.band for r in rows if (r.range.kind, r.range.nutrient) == (kind, nutrient)]
        for sex in SEXES:
            missing = [age for age in AGES if not any(band.covers(sex, age) for band in bands)]
            if missing:
                yield f"dri_ranges.csv: no {kind} of {nutrient} for {sex} at {missing[0]} years"


def _energy_problems(folder: Path) -> Iterator[str]:
    equations, bodies = load_equations(folder), load_reference_bodies(folder)
    ordinary = tuple(e for e in equations if e.stage in ORDINARY_STAGES)
    for sex, age in product(SEXES, range(OLDEST + 1)):
        yield from _misfits(ordinary, sex, age)
        if age >= YOUNGEST and not any(body.band.covers(sex, age) for body in bodies):
            yield f"reference_bodies.csv: no row for {sex} at {age} years"
    for stage, age in product(sorted(set(STAGE_NAMES) - ORDINARY_STAGES), CHILDBEARING):
        yield from _misfits(tuple(e for e in equations if e.stage == stage), "female", age)


def _misfits(equations: tuple[Equation, ...], sex: Sex, age: int) -> Iterator[str]:
    """Say where a person has no equation, or more than one; all of one kind of life stage."""
    for activity in ACTIVITIES:
        fitting = [e for e in equations if e.fits(sex, age, e.stage, activity)]
        if len(fitting) != 1:
            stages = ", ".join(sorted({e.stage for e in equations})) or "a life stage"
            yield f"eer.csv: {len(fitting)} rows of {stages} for {sex}, {activity}, {age} years"


def _daily_value_problems(folder: Path) -> Iterator[str]:
    for value in load_daily_values(folder).values():
        if not _thresholds_hold(value):
            yield (
                f"dv_nrv.csv: {value.nutrient}: claims do not begin at 10 % and 20 % of"
                f" {value.amount:g} {value.unit}"
            )


def _thresholds_hold(value: DailyValue) -> bool:
    if value.good_from is None or value.high_from is None:
        return True
    good, high = value.amount * GOOD_FROM, value.amount * HIGH_FROM
    return abs(value.good_from - good) < good / 1e6 and abs(value.high_from - high) < high / 1e6


def _absorption_problems(folder: Path) -> Iterator[str]:
    load_absorption(folder)
    yield from ()


def _retention_problems(folder: Path) -> Iterator[str]:
    load_assumptions(folder)
    for (group, method), row in load_factors(folder).items():
        if not row.shares:
            yield f"retention.csv: no factor at all for {group}, {method}"


def _racc_problems(folder: Path) -> Iterator[str]:
    for item in load_raccs(folder).values():
        if item.amount is None and not item.household_measure:
            yield f"raccs.csv: {item.id} has neither an amount nor a household measure"


def _yield_problems(folder: Path) -> Iterator[str]:
    for item in load_yields(folder):
        if item.cooked_per_raw > HIGHEST_YIELD:
            yield f"yields.csv: {item.food}, {item.method}: {item.cooked_per_raw:g} is no yield"
