"""Targets, limits and energy of a person, from the reference tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.nutrients import TEN
from people.targets import Profile, mean_targets, portions, targets_for, usual_portion

WOMAN = Profile("female", 34, height_cm=165, weight_kg=65)
MAN = Profile("male", 45, height_cm=180, weight_kg=80)


@pytest.mark.parametrize(
    ("nutrient", "woman", "man"),
    [
        ("magnesium", 320, 420),
        ("potassium", 2600, 3400),
        ("calcium", 1000, 1000),
        ("sodium", 1500, 1500),
        ("vitamin_d", 15, 15),
        ("thiamin_b1", 1.1, 1.2),
        ("vitamin_b6", 1.3, 1.3),
        ("vitamin_b12", 2.4, 2.4),
        ("water", 2700, 3700),
        ("fibre", 25, 38),
    ],
)
def test_the_reference_intakes_of_the_default_adults(nutrient, woman, man):
    """DRI tables of the National Academies; water in g of total water."""
    assert targets_for(WOMAN).targets[nutrient].amount == pytest.approx(woman)
    assert targets_for(MAN).targets[nutrient].amount == pytest.approx(man)


def test_protein_follows_the_body_where_its_weight_is_known():
    assert targets_for(WOMAN).targets["protein"].amount == pytest.approx(0.8 * 65)
    assert targets_for(Profile("female", 34)).targets["protein"].amount == 46


def test_d_and_b12_have_no_daily_floor():
    floors = {key: t.daily_floor for key, t in targets_for(WOMAN).targets.items()}
    assert (floors["vitamin_d"], floors["vitamin_b12"], floors["magnesium"]) == (0.0, 0.0, 0.8)


def test_k2_has_no_target():
    assert "vitamin_k2" not in targets_for(WOMAN).targets


def test_magnesiums_limit_is_of_supplements_and_says_nothing_of_food():
    assert targets_for(WOMAN).limit_on("magnesium") is None


def test_vitamin_a_is_limited_by_retinol():
    limit = targets_for(WOMAN).limit_on("vitamin_a_rae")
    assert limit is not None
    assert (limit.counts, limit.amount) == ("retinol", 3000)


def test_sodium_has_a_soft_limit_to_reduce_towards():
    limit = targets_for(WOMAN).limit_on("sodium")
    assert limit is not None
    assert (limit.amount, limit.kind, limit.hard) == (2300, "CDRR", False)


PEOPLE = st.builds(
    Profile,
    sex=st.sampled_from(["female", "male"]),
    age=st.integers(1, 120),
    height_cm=st.none() | st.floats(40, 250),
    weight_kg=st.none() | st.floats(2, 400),
    activity=st.sampled_from(["inactive", "low-active", "active", "very-active"]),
)


@given(profile=PEOPLE)
def test_everyone_the_form_lets_in_has_targets(profile):
    found = targets_for(profile)
    assert {key for key in TEN if key != "vitamin_k2"} <= found.targets.keys()
    assert all(target.amount > 0 and target.source for target in found.targets.values())


@given(age=st.integers(14, 50), stage=st.sampled_from(["pregnancy", "lactation"]))
def test_every_life_stage_the_form_lets_in_has_targets(age, stage):
    assert targets_for(Profile("female", age, stage)).targets["magnesium"].amount > 0


@pytest.mark.parametrize(
    "profile", [Profile("male", 34, "pregnancy"), Profile("female", 60, "lactation")]
)
def test_a_stage_that_does_not_fit_is_an_error_in_words(profile):
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        targets_for(profile)


@given(kcal=st.floats(600, 6000))
def test_portions_are_quarters_around_the_usual_one(kcal):
    given_portions = portions(kcal)
    assert list(given_portions) == sorted(given_portions)
    assert all(portion * 4 == int(portion * 4) > 0 for portion in given_portions)
    assert given_portions[0] <= usual_portion(kcal) <= given_portions[-1]


def test_equal_days_are_their_own_mean():
    one = targets_for(WOMAN)
    assert mean_targets([one, one]) is one


def test_a_birthday_makes_a_mean_and_keeps_the_stricter_limits():
    young, old = targets_for(Profile("female", 30)), targets_for(Profile("female", 31))
    both = mean_targets([young, young, old])
    assert both.targets["magnesium"].amount == pytest.approx((310 + 310 + 320) / 3)
    assert both.energy.kcal == pytest.approx((2 * young.energy.kcal + old.energy.kcal) / 3)
    assert len(both.limits) == len(young.limits)
