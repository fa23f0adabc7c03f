"""Reference intakes by sex, age and life stage."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.completeness import STAGE_ROWS
from knowledge.intakes import BY_DRI_KEY, IntakeRow, load_intakes, reference_intakes
from knowledge.life_stages import OLDEST, SEXES, LifeStage, Sex
from knowledge.nutrients import BY_KEY, CATALOGUE

WITH_INTAKE = {n.key for n in CATALOGUE if n.dri_key}


def people_of(row: IntakeRow) -> list[tuple[Sex, LifeStage]]:
    """Everyone the row is for."""
    sexes = [sex for sex in SEXES if row.band.sex in ("any", sex)]
    stage: LifeStage = "none"
    if row.stage == "pregnancy":
        stage = "pregnancy"
    elif row.stage == "lactation":
        stage = "lactation"
    return [(sex, stage) for sex in sexes]


def test_the_file_has_29_nutrients_for_20_life_stages() -> None:
    assert len(load_intakes()) == 580 == len(BY_DRI_KEY) * len(STAGE_ROWS)


def test_every_row_is_given_from_its_first_birthday_to_the_day_before_the_next() -> None:
    day = 1 / 366
    for row in load_intakes():
        last = OLDEST if row.band.last is None else row.band.last
        ages = [*range(row.band.first, last + 1), row.band.first + day, last + 1 - day]
        for sex, stage in people_of(row):
            for age in ages:
                assert reference_intakes(sex, age, stage)[row.intake.nutrient] is row.intake


@given(st.sampled_from(SEXES), st.floats(1, OLDEST, exclude_max=False))
def test_at_every_age_the_set_is_complete(sex: Sex, age: float) -> None:
    intakes = reference_intakes(sex, age)
    assert intakes.keys() == WITH_INTAKE
    for key, intake in intakes.items():
        assert intake.nutrient == key
        assert intake.unit == BY_KEY[key].unit
        assert intake.amount > 0
        assert intake.source


@given(st.sampled_from(("pregnancy", "lactation")), st.floats(14, 51, exclude_max=True))
def test_at_every_age_of_pregnancy_and_lactation_too(stage: LifeStage, age: float) -> None:
    assert reference_intakes("female", age, stage).keys() == WITH_INTAKE


@pytest.mark.parametrize(
    ("age", "amount"), [(50, 320), (50.9, 320), (30.99, 310), (31, 320), (18.5, 360), (13, 240)]
)
def test_a_band_ends_on_the_birthday(age: float, amount: float) -> None:
    assert reference_intakes("female", age)["magnesium"].amount == amount


def test_calcium_of_women_rises_on_the_51st_birthday() -> None:
    assert reference_intakes("female", 50.999)["calcium"].amount == 1000
    assert reference_intakes("female", 51)["calcium"].amount == 1200


def test_figures_come_in_the_units_of_the_catalogue() -> None:
    man = reference_intakes("male", 45)
    assert man["water"].amount == pytest.approx(3700)
    assert man["copper"].amount == pytest.approx(0.9)
    assert (man["water"].unit, man["copper"].unit) == ("g", "mg")
    assert man["copper"].upper_limit == pytest.approx(10)
    assert man["vitamin_k1"].amount == 120
    assert "vitamin_k2" not in man


def test_the_default_adults() -> None:
    woman = {key: i.amount for key, i in reference_intakes("female", 34).items()}
    wanted = {
        "magnesium": 320,
        "potassium": 2600,
        "calcium": 1000,
        "sodium": 1500,
        "vitamin_d": 15,
        "thiamin_b1": 1.1,
        "vitamin_b6": 1.3,
        "vitamin_b12": 2.4,
        "water": 2700,
    }
    assert {key: woman[key] for key in wanted} == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("nutrient", "scope", "rule"),
    [
        ("magnesium", "supplement", "block"),
        ("vitamin_a_rae", "retinol", "block"),
        ("folate_dfe", "folic_acid", "warn"),
        ("niacin_b3", "added", "warn"),
        ("calcium", "total", "block"),
        ("manganese", "total", "warn"),
        ("potassium", None, None),
        ("sodium", None, None),
    ],
)
def test_limits_say_what_counts_and_what_follows(
    nutrient: str, scope: str | None, rule: str | None
) -> None:
    intake = reference_intakes("female", 34)[nutrient]
    assert (intake.ul_scope, intake.ul_rule) == (scope, rule)
    assert (intake.upper_limit is None) == (scope is None)


def test_pregnancy_has_values_of_its_own() -> None:
    assert reference_intakes("female", 30, "pregnancy")["iron"].amount == 27
    assert reference_intakes("female", 30, "lactation")["iron"].amount == 9
    assert reference_intakes("female", 30)["iron"].amount == 18


def test_the_answer_is_the_callers_own() -> None:
    reference_intakes("male", 40).clear()
    assert reference_intakes("male", 40)


@pytest.mark.parametrize(
    ("sex", "age", "stage", "said"),
    [
        ("female", 0.9, "none", "infants"),
        ("female", -1, "none", "Age must be from 0 to 120"),
        ("female", 121, "none", "Age must be"),
        ("female", math.nan, "none", "Age must be"),
        ("female", math.inf, "none", "Age must be"),
        ("male", 30, "pregnancy", "only for a female person"),
        ("male", 30, "lactation", "only for a female person"),
        ("female", 13.99, "pregnancy", "from 14 to 50 years"),
        ("female", 51, "lactation", "from 14 to 50 years"),
        ("woman", 30, "none", "Sex must be one of male, female"),
        ("female", 30, "menopause", "Life stage must be one of"),
    ],
)
def test_people_no_table_describes_are_refused_in_words(
    sex: Sex, age: float, stage: LifeStage, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        reference_intakes(sex, age, stage)
