"""How much energy a person needs in a day.

The equations of NASEM 2023, `data/eer.csv`:
kcal = intercept + age x years + height x cm + weight x kg + gestation x weeks + growth or
deposition. An activity level chooses the row; the result is never multiplied by it again. An
estimate is an average for keeping the present weight: people differ by several hundred kcal.

Mifflin-St Jeor x activity factor is there as the older alternative for adults.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from knowledge.bodies import Body, in_range, known_body
from knowledge.life_stages import SEXES, LifeStage, Sex, check_life_stage
from knowledge.tables import CITED, CONFIDENCES, DATA, Row, citation, load_texts, read_table, unique
from knowledge.text import gettext_noop as _

Activity = Literal["inactive", "low-active", "active", "very-active"]

ACTIVITIES: Final[tuple[Activity, ...]] = ("inactive", "low-active", "active", "very-active")
DEFAULT_ACTIVITY: Final[Activity] = "low-active"
#: Half way: where the week is not known, the second trimester's equation is used.
DEFAULT_GESTATION_WEEK: Final = 20.0
#: Before week 14 the ordinary equation holds (first trimester).
SECOND_TRIMESTER: Final = 14.0
#: Below this age one equation serves every activity (NASEM 2023).
ACTIVITY_FROM_YEARS: Final = 3.0
ADULT_FROM_YEARS: Final = 19.0
EARLY_LACTATION_MONTHS: Final = 6.0
#: Body mass index before pregnancy, from which each group of rows begins.
BMI_GROUPS: Final = ((30.0, "obese"), (25.0, "overweight"), (18.5, "normal"), (0.0, "underweight"))

EER_COLUMNS: Final = (
    *("sex", "life_stage", "age_min_years", "age_max_years", "activity", "intercept", "age_coef"),
    *("height_cm_coef", "weight_kg_coef", "gestation_week_coef", "growth_or_deposition_kcal"),
    *CITED,
)

STAGE_NAMES: Final[Mapping[str, str]] = {
    "infant_toddler": _("under 3 years"),
    "child": _("3 to 18 years"),
    "adult": _("adult"),
    "pregnancy_2nd_3rd_trimester_underweight": _("pregnancy from week 14, BMI below 18.5"),
    "pregnancy_2nd_3rd_trimester_normal": _("pregnancy from week 14, BMI 18.5 to 24.9"),
    "pregnancy_2nd_3rd_trimester_overweight": _("pregnancy from week 14, BMI 25 to 29.9"),
    "pregnancy_2nd_3rd_trimester_obese": _("pregnancy from week 14, BMI 30 or more"),
    "lactation_0_6_months": _("lactation, first 6 months"),
    "lactation_7_12_months": _("lactation, from 7 months"),
}
#: Middle of the adult activity bands of NASEM 2023 (total over resting energy).
ADULT_PAL: Final[Mapping[Activity, float]] = {
    "inactive": 1.4,
    "low-active": 1.6,
    "active": 1.75,
    "very-active": 2.0,
}


@dataclass(frozen=True, slots=True)
class EnergyEstimate:
    """Energy for a day, unrounded, and what it rests on.

    `height_cm` and `weight_kg` went in. `assumed` names the inputs that were not given:
    "height_cm", "weight_kg", "activity", "gestation_week", "bmi_before", "months_after_birth".
    """

    kcal: float
    equation: str
    assumed: tuple[str, ...]
    source: str
    height_cm: float
    weight_kg: float


@dataclass(frozen=True, slots=True)
class Equation:
    """One row of coefficients; from `age_from` up to, not including, `age_below`."""

    sex: Sex
    stage: str
    age_from: float
    age_below: float
    activity: str
    intercept: float
    per_year: float
    per_cm: float
    per_kg: float
    per_week: float
    constant: float
    source: str
    confidence: str

    def fits(self, sex: Sex, age_years: float, stage: str, activity: Activity) -> bool:
        """Whether the row is for this person."""
        return (
            (self.sex, self.stage) == (sex, stage)
            and self.age_from <= age_years < self.age_below
            and self.activity in ("any", activity)
        )

    def kcal(self, age_years: float, height_cm: float, weight_kg: float, week: float) -> float:
        """The equation's result in kcal per day."""
        return (
            self.intercept
            + self.per_year * age_years
            + self.per_cm * height_cm
            + self.per_kg * weight_kg
            + self.per_week * week
            + self.constant
        )


@cache
def load_equations(folder: Path = DATA) -> tuple[Equation, ...]:
    """All rows of `eer.csv`; `TableError` where the file is not as it should be."""
    key = ("sex", "life_stage", "age_min_years", "activity")
    rows = unique(read_table(folder / "eer.csv", EER_COLUMNS), *key)
    return tuple(_equation(row, folder) for row in rows)


def _equation(row: Row, folder: Path) -> Equation:
    age_from, age_below = row.number("age_min_years", 0), row.optional_number("age_max_years", 0)
    activity = row.choice("activity", ("any", *(a.replace("-", " ") for a in ACTIVITIES)))
    return Equation(
        sex=row.choice("sex", SEXES),
        stage=row.choice("life_stage", tuple(STAGE_NAMES)),
        age_from=age_from,
        age_below=math.inf if age_below is None else age_below,
        activity=activity.replace(" ", "-"),
        intercept=row.number("intercept"),
        per_year=row.number("age_coef"),
        per_cm=row.number("height_cm_coef"),
        per_kg=row.number("weight_kg_coef"),
        per_week=row.number("gestation_week_coef"),
        constant=row.number("growth_or_deposition_kcal"),
        source=citation(row, folder),
        confidence=row.choice("confidence", CONFIDENCES),
    )


def estimated_energy(
    sex: Sex,
    age_years: float,
    height_cm: float | None = None,
    weight_kg: float | None = None,
    activity: Activity | None = None,
    life_stage: LifeStage = "none",
    *,
    gestation_week: float | None = None,
    bmi_before: float | None = None,
    months_after_birth: float | None = None,
) -> EnergyEstimate:
    """The estimated energy requirement by NASEM 2023, in kcal a day.

    `weight_kg` is the present weight, in pregnancy too; `bmi_before` is the body mass index before
    it. What is None is assumed and named in the result: the reference body (the reference mass
    index where only the height is known), low active, week 20, a BMI of 18.5 to 24.9, the first six
    months of lactation. Past 12 months of lactation the row for 7 to 12 months is used. In
    pregnancy under 19 years the figure is a rough guide: the equation rests on women of about 30.

    Raises `ValueError`, in words, for figures outside what a person can have.
    """
    check_life_stage(sex, age_years, life_stage)
    body = known_body(sex, age_years, height_cm, weight_kg)
    stage = _stage(age_years, life_stage, gestation_week, bmi_before, months_after_birth)
    equation = _find(sex, age_years, stage.key, _level(activity))
    return EnergyEstimate(
        kcal=equation.kcal(age_years, body.height_cm, body.weight_kg, stage.week),
        equation=_equation_name(equation),
        assumed=(*body.assumed, *_assumed_activity(equation, activity), *stage.assumed),
        source=_sources(equation.source, body),
        height_cm=body.height_cm,
        weight_kg=body.weight_kg,
    )


@dataclass(frozen=True, slots=True)
class _Stage:
    """Which rows of the table are a person's, the week that goes in, and what was assumed."""

    key: str
    week: float = 0.0
    assumed: tuple[str, ...] = ()


def _stage(
    age_years: float,
    life_stage: LifeStage,
    week: float | None,
    bmi: float | None,
    months: float | None,
) -> _Stage:
    if life_stage == "pregnancy":
        return _pregnancy(age_years, week, bmi)
    if life_stage == "lactation":
        return _lactation(months)
    return _Stage(_stage_by_age(age_years))


def _stage_by_age(age_years: float) -> str:
    if age_years < ACTIVITY_FROM_YEARS:
        return "infant_toddler"
    return "child" if age_years < ADULT_FROM_YEARS else "adult"


def _pregnancy(age_years: float, week: float | None, bmi: float | None) -> _Stage:
    assumed: tuple[str, ...] = () if week is not None else ("gestation_week",)
    week = in_range("gestation_week", DEFAULT_GESTATION_WEEK if week is None else week)
    if week < SECOND_TRIMESTER:
        return _Stage(_stage_by_age(age_years), assumed=assumed)
    if bmi is None:
        assumed += ("bmi_before",)
        group = "normal"
    else:
        bmi = in_range("bmi_before", bmi)
        group = next(name for lowest, name in BMI_GROUPS if bmi >= lowest)
    return _Stage(f"pregnancy_2nd_3rd_trimester_{group}", week, assumed)


def _lactation(months: float | None) -> _Stage:
    if months is None:
        return _Stage("lactation_0_6_months", assumed=("months_after_birth",))
    early = in_range("months_after_birth", months) <= EARLY_LACTATION_MONTHS
    return _Stage("lactation_0_6_months" if early else "lactation_7_12_months")


def _level(activity: Activity | None) -> Activity:
    if activity is None:
        return DEFAULT_ACTIVITY
    if activity not in ACTIVITIES:
        raise ValueError(f"Activity must be one of {', '.join(ACTIVITIES)}, not {activity!r}.")
    return activity


def _find(sex: Sex, age_years: float, stage: str, activity: Activity) -> Equation:
    for equation in load_equations():
        if equation.fits(sex, age_years, stage, activity):
            return equation
    raise ValueError(f"There is no energy equation for {sex}, {age_years:g} years, {stage}.")


def _assumed_activity(equation: Equation, given: Activity | None) -> tuple[str, ...]:
    return ("activity",) if given is None and equation.activity != "any" else ()


def _sources(source: str, body: Body) -> str:
    return f"{source}; body: {body.source}" if body.assumed else source


def _equation_name(equation: Equation) -> str:
    name = f"NASEM 2023, {STAGE_NAMES[equation.stage]}"
    return name if equation.activity == "any" else f"{name}, {equation.activity}"


def mifflin_energy(
    sex: Sex,
    age_years: float,
    height_cm: float | None = None,
    weight_kg: float | None = None,
    activity: Activity | None = None,
) -> EnergyEstimate:
    """Mifflin-St Jeor resting energy x activity factor, in kcal a day; assumes as above.

    Men 10 x kg + 6.25 x cm - 5 x years + 5, women - 161 (Mifflin et al. 1990). Adults only, not for
    pregnancy or lactation; raises `ValueError` under 19 years.
    """
    check_life_stage(sex, age_years, "none")
    if age_years < ADULT_FROM_YEARS:
        raise ValueError("The Mifflin-St Jeor equation is for adults from 19 years.")
    body = known_body(sex, age_years, height_cm, weight_kg)
    level = _level(activity)
    resting = 10 * body.weight_kg + 6.25 * body.height_cm - 5 * age_years
    resting += 5 if sex == "male" else -161
    return EnergyEstimate(
        kcal=resting * ADULT_PAL[level],
        equation=f"Mifflin-St Jeor x {ADULT_PAL[level]:g}, {level}",
        assumed=(*body.assumed, *(() if activity is not None else ("activity",))),
        source=_sources(load_texts("sources.csv", "citation")["mifflin-1990"], body),
        height_cm=body.height_cm,
        weight_kg=body.weight_kg,
    )
