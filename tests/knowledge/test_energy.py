"""Energy needs against the worked cases, and what is assumed where little is known."""

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.bodies import reference_body
from knowledge.energy import ACTIVITIES, Activity, estimated_energy, mifflin_energy
from knowledge.life_stages import SEXES, LifeStage, Sex

CASES = Path(__file__).parent / "data" / "eer_cases.csv"
BMI = {"underweight": 17.0, "normal": 22.0, "overweight": 27.0, "obese": 33.0}


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def circumstances(case: dict[str, str]) -> dict[str, object]:
    """A case's life stage, in the words of `estimated_energy`."""
    stage, _, detail = case["life_stage"].partition("_")
    if "first trimester" in case["note"]:
        return {"life_stage": "pregnancy", "gestation_week": 10.0}
    if stage == "pregnancy":
        week, bmi = float(case["gestation_weeks"]), BMI[detail.rpartition("_")[2]]
        return {"life_stage": "pregnancy", "gestation_week": week, "bmi_before": bmi}
    if stage == "lactation":
        months = 3.0 if detail.startswith("0") else 9.0
        return {"life_stage": "lactation", "months_after_birth": months}
    return {}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case_id"])
def test_worked_cases_to_a_tenth_of_a_kilocalorie(case: dict[str, str]) -> None:
    activity = None if case["activity"] == "any" else case["activity"].replace(" ", "-")
    estimate = estimated_energy(
        case["sex"],  # type: ignore[arg-type]
        float(case["age_years"]),
        float(case["height_cm"]),
        float(case["weight_kg"]),
        activity,  # type: ignore[arg-type]
        **circumstances(case),  # type: ignore[arg-type]
    )
    assert estimate.kcal == pytest.approx(float(case["expected_kcal"]), abs=0.0501)
    assert estimate.assumed == ()
    assert "26818" in estimate.source


def test_there_are_forty_cases() -> None:
    assert len(cases()) == 40


def test_what_is_not_known_is_assumed_and_said() -> None:
    estimate = estimated_energy("female", 34)
    assert (estimate.height_cm, estimate.weight_kg) == (163, 57)
    assert estimate.assumed == ("height_cm", "weight_kg", "activity")
    assert estimate.kcal == estimated_energy("female", 34, 163, 57, "low-active").kcal
    assert "reference heights and weights" in estimate.source


def test_an_unknown_weight_follows_the_known_height() -> None:
    estimate = estimated_energy("male", 40, height_cm=190, activity="active")
    assert estimate.assumed == ("weight_kg",)
    assert estimate.weight_kg == pytest.approx(70 * (190 / 177) ** 2)


def test_an_unknown_height_is_the_reference_height() -> None:
    estimate = estimated_energy("male", 40, weight_kg=90, activity="active")
    assert (estimate.height_cm, estimate.assumed) == (177, ("height_cm",))


def test_activity_does_not_count_under_three_years() -> None:
    estimate = estimated_energy("female", 2.9, 94, 14)
    assert estimate.assumed == ()
    assert estimate.kcal == estimated_energy("female", 2.9, 94, 14, "very-active").kcal


def test_pregnancy_assumes_half_way_and_a_usual_mass_index() -> None:
    estimate = estimated_energy("female", 30, 165, 70, "low-active", "pregnancy")
    assert estimate.assumed == ("gestation_week", "bmi_before")
    assert estimate.kcal == pytest.approx(2674.8, abs=0.05)


@pytest.mark.parametrize(
    ("bmi", "extra"), [(18.4, 300), (18.5, 200), (24.99, 200), (25, 150), (29.99, 150), (30, -50)]
)
def test_the_mass_index_before_pregnancy_chooses_the_deposition(bmi: float, extra: float) -> None:
    def kcal(index: float) -> float:
        return estimated_energy(
            "female", 30, 165, 70, "active", "pregnancy", gestation_week=20, bmi_before=index
        ).kcal

    assert kcal(bmi) - kcal(22) == pytest.approx(extra - 200)


def test_the_first_trimester_needs_no_more() -> None:
    plain = estimated_energy("female", 30, 165, 66, "active")
    early = estimated_energy("female", 30, 165, 66, "active", "pregnancy", gestation_week=13.9)
    assert early.kcal == plain.kcal
    later = estimated_energy("female", 30, 165, 66, "active", "pregnancy", gestation_week=14)
    assert later.kcal > plain.kcal


def test_lactation_assumes_the_first_months() -> None:
    estimate = estimated_energy("female", 31, 166, 68, "low-active", "lactation")
    assert estimate.assumed == ("months_after_birth",)
    assert estimate.kcal == pytest.approx(2679.6, abs=0.05)


@given(st.sampled_from(SEXES), st.floats(1, 120), st.sampled_from(ACTIVITIES))
def test_every_age_has_a_plausible_need(sex: Sex, age: float, activity: Activity) -> None:
    assert 600 < estimated_energy(sex, age, activity=activity).kcal < 4000


@given(st.sampled_from(SEXES), st.floats(1, 120))
def test_every_age_has_a_reference_body(sex: Sex, age: float) -> None:
    body = reference_body(sex, age)
    assert 14 < body.weight_kg / (body.height_cm / 100) ** 2 < 25


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"height_cm": 1.65}, "Height in cm must be from 40 to 250, not 1.65"),
        ({"weight_kg": 0}, "Weight in kg must be"),
        ({"weight_kg": math.nan}, "Weight in kg must be"),
        ({"activity": "lazy"}, "Activity must be one of inactive, low-active"),
        ({"age_years": 121}, "Age must be"),
        ({"age_years": 0.5}, "Height and weight must be known under 1 year"),
        ({"sex": "male", "life_stage": "pregnancy"}, "only for a female"),
        ({"life_stage": "pregnancy", "gestation_week": 50}, "Week of pregnancy must be"),
        ({"life_stage": "pregnancy", "bmi_before": 2}, "Body mass index before pregnancy"),
        ({"life_stage": "lactation", "months_after_birth": -1}, "Months after birth"),
        ({"age_years": 51, "life_stage": "lactation"}, "from 14 to 50"),
    ],
)
def test_impossible_figures_are_refused_in_words(figures: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        estimated_energy(**{"sex": "female", "age_years": 30, **figures})  # type: ignore[arg-type]


def test_the_older_equation() -> None:
    estimate = mifflin_energy("female", 35, 165, 65, "low-active")
    assert estimate.kcal == pytest.approx(1345.25 * 1.6)
    assert estimate.assumed == ()
    assert mifflin_energy("male", 35, 165, 65, "low-active").kcal == pytest.approx(1511.25 * 1.6)
    assert mifflin_energy("male", 35).assumed == ("height_cm", "weight_kg", "activity")


def test_the_older_equation_is_for_adults() -> None:
    with pytest.raises(ValueError, match="from 19 years"):
        mifflin_energy("female", 18.9, 165, 65)


def test_stages_are_named_for_people() -> None:
    stage: LifeStage = "pregnancy"
    name = estimated_energy("female", 30, life_stage=stage).equation
    assert name == "NASEM 2023, pregnancy from week 14, BMI 18.5 to 24.9, low-active"
