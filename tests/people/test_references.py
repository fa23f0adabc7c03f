"""DRI or EFSA, the 2023 equations or Mifflin-St Jeor: what each choice changes, and what not."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.life_stages import CHILDBEARING
from people.targets import Profile, energy_for, targets_for

HERE = Path(__file__).parent
SHARED = Path("/work/shared/science/eer_cases.csv")
OWN = HERE.parent / "knowledge" / "data" / "eer_cases.csv"
#: Index before pregnancy is not among a person's facts: the normal row is used and says so.
STAGES = {"pregnancy": "pregnancy", "lactation": "lactation"}
WOMAN = Profile("female", 34, height_cm=165, weight_kg=65, reference="efsa")
MAN = Profile("male", 45, height_cm=180, weight_kg=80, reference="efsa")


@pytest.mark.parametrize(
    ("nutrient", "woman", "man"),
    [
        ("magnesium", 300, 350),
        ("potassium", 3500, 3500),
        ("calcium", 950, 950),
        ("vitamin_d", 15, 15),
        ("vitamin_b6", 1.6, 1.7),
        ("vitamin_b12", 4, 4),
        ("vitamin_k1", 70, 70),
        ("water", 2000, 2500),
    ],
)
def test_efsas_values_of_the_default_adults(nutrient, woman, man):
    """EFSA summary of dietary reference values; water in g of total water."""
    for profile, amount in ((WOMAN, woman), (MAN, man)):
        target = targets_for(profile).targets[nutrient]
        assert target.amount == pytest.approx(amount)
        assert target.reference == "efsa"


def test_efsas_thiamin_follows_the_persons_energy():
    targets = targets_for(WOMAN)
    megajoules = targets.energy.kcal * 4.184 / 1000
    assert targets.targets["thiamin_b1"].amount == pytest.approx(0.1 * megajoules)
    assert targets.targets["thiamin_b1"].per_megajoule == pytest.approx(0.1)


def test_what_efsa_does_not_cover_stays_with_the_dri_and_says_so():
    targets = targets_for(WOMAN).targets
    assert (targets["iron"].amount, targets["iron"].reference) == (18, "dri")
    assert targets["iron"] == targets_for(replace(WOMAN, reference="dri")).targets["iron"]


def test_efsas_sodium_is_a_limit_and_no_goal():
    targets = targets_for(WOMAN)
    limit = targets.limit_on("sodium")
    assert limit is not None
    assert (limit.amount, limit.kind, limit.hard) == (2000, "safe_and_adequate", False)
    assert (targets.targets["sodium"].amount, targets.targets["sodium"].reference) == (1500, "dri")


def test_efsas_limit_on_b6_is_far_below_the_dris():
    dri = targets_for(replace(WOMAN, reference="dri")).limit_on("vitamin_b6")
    efsa = targets_for(WOMAN).limit_on("vitamin_b6")
    assert dri is not None
    assert efsa is not None
    assert (dri.amount, efsa.amount) == (100, 12)


@pytest.mark.parametrize("age", [5, 12, 16])
def test_a_limit_efsa_has_not_stays_the_dris(age):
    """EFSA sets no upper level for a child's calcium: no food is the safer for that."""
    limit = targets_for(Profile("female", age, reference="efsa")).limit_on("calcium")
    assert limit is not None
    assert limit.reference == "dri"


def test_each_nutrient_has_one_limit():
    for profile in (WOMAN, MAN, Profile("male", 6, reference="efsa")):
        limited = [limit.nutrient for limit in targets_for(profile).limits]
        assert len(limited) == len(set(limited))


@pytest.mark.parametrize("age", CHILDBEARING)
@pytest.mark.parametrize("stage", ["pregnancy", "lactation"])
def test_stages_efsa_does_not_cover_keep_their_dri_values(age, stage):
    dri = targets_for(Profile("female", age, stage)).targets
    efsa = targets_for(Profile("female", age, stage, reference="efsa")).targets
    assert dri.keys() <= efsa.keys()
    assert all(target.reference == ("dri" if age < 18 else "efsa") for target in [efsa["calcium"]])


def test_mifflin_st_jeor_by_the_worked_example():
    """Woman of 35, 165 cm, 65 kg: resting 1,345.25 kcal, x 1.6 = 2,152.4."""
    profile = Profile("female", 35, height_cm=165, weight_kg=65, energy_method="mifflin")
    assert energy_for(profile).kcal == pytest.approx(2152.4)
    assert "Mifflin" in energy_for(profile).equation


@pytest.mark.parametrize(
    "profile",
    [
        Profile("female", 18, energy_method="mifflin"),
        Profile("female", 30, "pregnancy", energy_method="mifflin"),
        Profile("female", 30, "lactation", energy_method="mifflin"),
    ],
)
def test_mifflin_is_for_adults_who_are_neither_pregnant_nor_breastfeeding(profile):
    found = energy_for(profile)
    assert found == energy_for(replace(profile, energy_method="eer"))
    assert found.equation.startswith("NASEM 2023")


def cases(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def profile_of(case):
    stage, _, detail = case["life_stage"].partition("_")
    early = "first trimester" in case["note"]
    week = float(case["gestation_weeks"]) if case["gestation_weeks"] else None
    return Profile(
        sex=case["sex"],
        # The tables take completed years; the equations take decimals too.
        age=float(case["age_years"]),  # type: ignore[arg-type]
        life_stage="pregnancy" if early else STAGES.get(stage, "none"),  # type: ignore[arg-type]
        height_cm=float(case["height_cm"]),
        weight_kg=float(case["weight_kg"]),
        activity="low-active" if case["activity"] == "any" else case["activity"].replace(" ", "-"),
        gestation_week=10.0 if early else week,
        months_after_birth={"0": 3.0, "7": 9.0}.get(detail[:1]),
    )


@pytest.mark.parametrize("path", [OWN, SHARED], ids=["own", "original"])
def test_worked_energy_cases_come_out_of_a_profile(path):
    """To 0.1 kcal; the index before pregnancy is assumed normal, so other rows are left to
    `tests/knowledge/test_energy.py`.
    """
    if not path.is_file():
        pytest.skip("the original cases are not on this computer")
    told = [
        c for c in cases(path) if "pregnancy" not in c["life_stage"] or "normal" in c["life_stage"]
    ]
    assert len(cases(path)) == 40
    assert len(told) >= 35
    for case in told:
        kcal = energy_for(profile_of(case)).kcal
        assert kcal == pytest.approx(float(case["expected_kcal"]), abs=0.0501), case["case_id"]
