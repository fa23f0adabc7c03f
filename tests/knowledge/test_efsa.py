"""EFSA's values: the ten, as the table they were carried over from has them."""

import csv
from pathlib import Path

import pytest

from knowledge.efsa import MEGAJOULES_PER_1000_KCAL, efsa_intakes, load_efsa
from knowledge.page_checks import WITH_EFSA

SHARED = Path(__file__).resolve().parents[3] / "shared" / "science" / "efsa_drv.csv"
NAMES = {"vitamin_k1_phylloquinone": "vitamin_k1", "water_total": "water"}


@pytest.mark.parametrize(
    ("sex", "age", "stage", "nutrient", "amount", "kind", "limit", "scope"),
    [
        ("female", 34, "none", "magnesium", 300, "AI", 250, "supplement"),
        ("male", 34, "none", "magnesium", 350, "AI", 250, "supplement"),
        ("male", 3, "none", "magnesium", 230, "AI", None, None),
        ("male", 24.9, "none", "calcium", 1000, "PRI", 2500, "total"),
        ("male", 25, "none", "calcium", 950, "PRI", 2500, "total"),
        ("female", 34, "lactation", "potassium", 4000, "AI", None, None),
        ("female", 70, "none", "sodium", 2000, "safe_and_adequate", None, None),
        ("female", 70, "none", "vitamin_d", 15, "AI", 100, "total"),
        ("male", 40, "none", "vitamin_b6", 1.7, "PRI", 12, "total"),
        ("female", 30, "pregnancy", "vitamin_b12", 4.5, "AI", None, None),
        ("male", 40, "none", "vitamin_k1", 70, "AI", None, None),
        ("male", 40, "none", "water", 2500, "AI", None, None),
    ],
)
def test_values(sex, age, stage, nutrient, amount, kind, limit, scope):
    found = efsa_intakes(sex, age, stage)[nutrient]
    assert (found.amount, found.kind) == (amount, kind)
    assert (found.upper_limit, found.ul_scope) == (limit, scope)


def test_thiamin_goes_by_energy():
    thiamin = efsa_intakes("female", 34)["thiamin_b1"]
    assert thiamin.per_megajoule
    # The 0.42 mg per 1,000 kcal that EFSA's opinion also prints.
    assert round(thiamin.amount * MEGAJOULES_PER_1000_KCAL, 2) == 0.42
    assert [k for k, v in efsa_intakes("female", 34).items() if v.per_megajoule] == ["thiamin_b1"]


def test_k2_has_no_value_and_pregnancy_none_below_18():
    assert "vitamin_k2" not in efsa_intakes("female", 34)
    assert efsa_intakes("female", 16, "pregnancy") == {}


@pytest.mark.parametrize("age", range(1, 100, 7))
def test_everyone_has_all_ten(age):
    for sex in ("female", "male"):
        assert set(efsa_intakes(sex, age)) == set(WITH_EFSA)


def test_who_is_not_in_the_table_is_refused():
    with pytest.raises(ValueError, match="infants"):
        efsa_intakes("female", 0.5)
    with pytest.raises(ValueError, match="female"):
        efsa_intakes("male", 30, "pregnancy")


def test_what_is_recalled_is_marked():
    recalled = [row for row in load_efsa() if row.intake.confidence == "recalled"]
    assert [(r.intake.nutrient, r.band.first) for r in recalled] == [("vitamin_b6", 11)]


def test_every_figure_is_that_of_the_table_it_came_from():
    if not SHARED.exists():
        pytest.skip("the reference data folder `shared` is not beside the project")
    with SHARED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(load_efsa())
    for theirs, ours in zip(rows, load_efsa(), strict=True):
        name = NAMES.get(theirs["nutrient"], theirs["nutrient"])
        factor = 1000 if name == "water" else 1
        assert (name, theirs["sex"], theirs["life_stage"]) == (
            ours.intake.nutrient,
            ours.band.sex,
            ours.stage,
        )
        assert (theirs["age_min_years"], theirs["age_max_years"]) == (
            str(ours.band.first),
            "" if ours.band.last is None else str(ours.band.last),
        )
        assert ours.intake.amount == pytest.approx(float(theirs["rda_or_ai"]) * factor)
        assert ours.intake.upper_limit == (float(theirs["ul"]) if theirs["ul"] else None)
        assert ours.intake.source == theirs["source"]
        assert ours.intake.confidence == theirs["confidence"]
