"""Shares of energy, sodium's limit and protein by weight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.life_stages import SEXES, LifeStage, Sex
from knowledge.ranges import KCAL_PER_GRAM, ranges


@given(st.sampled_from(SEXES), st.floats(1, 120))
def test_every_age_has_its_shares_sodium_limit_and_protein(sex: Sex, age: float) -> None:
    own = ranges(sex, age)
    assert {"protein", "fat_total", "carbohydrate", "sugars_added"} <= own.energy_shares.keys()
    assert own.energy_shares.keys() <= KCAL_PER_GRAM.keys()
    assert own.reduce_above.keys() == {"sodium"}
    assert own.per_kg.keys() == {"protein"}
    for share in own.energy_shares.values():
        assert share.unit == "share of energy"
        assert 0 <= (share.low or 0) <= (share.high or 0) <= 1


@pytest.mark.parametrize(
    ("age", "high"), [(1, 1200), (3.9, 1200), (4, 1500), (9, 1800), (14, 2300), (80, 2300)]
)
def test_sodium_is_to_be_reduced_above(age: float, high: float) -> None:
    sodium = ranges("male", age).reduce_above["sodium"]
    assert (sodium.low, sodium.high, sodium.unit) == (None, high, "mg")


def test_shares_are_of_one() -> None:
    adult = ranges("female", 34).energy_shares
    assert (adult["fat_total"].low, adult["fat_total"].high) == (0.20, 0.35)
    assert (adult["fat_saturated"].low, adult["fat_saturated"].high) == (None, 0.10)


def test_saturated_fat_is_limited_from_two_years() -> None:
    assert "fat_saturated" not in ranges("male", 1.99).energy_shares
    assert "fat_saturated" in ranges("male", 2).energy_shares
    assert ranges("male", 1).energy_shares["sugars_added"].high == 0


@pytest.mark.parametrize(
    ("age", "stage", "grams"),
    [(34, "none", 0.8), (34, "pregnancy", 1.1), (34, "lactation", 1.3), (16, "none", 0.85)],
)
def test_protein_by_weight_follows_the_life_stage(
    age: float, stage: LifeStage, grams: float
) -> None:
    protein = ranges("female", age, stage).per_kg["protein"]
    assert (protein.low, protein.unit, protein.confidence) == (grams, "g/kg", "recalled")


def test_in_pregnancy_the_shares_stay_those_of_the_age() -> None:
    assert ranges("female", 16, "pregnancy").energy_shares["protein"].high == 0.30


def test_the_errors_are_those_of_the_intakes() -> None:
    with pytest.raises(ValueError, match="infants"):
        ranges("male", 0.5)
    with pytest.raises(ValueError, match="female"):
        ranges("male", 30, "pregnancy")
