"""Content claims by the FDA rule, and reference amounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.daily_values import (
    NO_CLAIM,
    content_claim,
    daily_value,
    load_daily_values,
    load_raccs,
    racc,
)
from knowledge.nutrients import KEYS

CLAIMED = sorted(key for key, value in load_daily_values().items() if value.high_from is not None)


@pytest.mark.parametrize("nutrient", CLAIMED)
def test_claims_begin_exactly_at_ten_and_twenty_percent(nutrient: str) -> None:
    value = daily_value(nutrient)
    assert value is not None
    assert content_claim(nutrient, value.amount * 0.0999) is None
    assert content_claim(nutrient, value.amount * 0.1) == "good"
    assert content_claim(nutrient, value.amount * 0.1999) == "good"
    assert content_claim(nutrient, value.amount * 0.2) == "high"


@pytest.mark.parametrize(
    ("nutrient", "amount", "claim"),
    [
        ("magnesium", 84, "high"),
        ("magnesium", 83.9, "good"),
        ("magnesium", 42, "good"),
        ("magnesium", 41.9, None),
        ("potassium", 940, "high"),
        ("vitamin_d", 2, "good"),
        ("fibre", 5.6, "high"),
        ("vitamin_k1", 24, "high"),
        ("copper", 0.18, "high"),
    ],
)
def test_known_thresholds(nutrient: str, amount: float, claim: str | None) -> None:
    assert content_claim(nutrient, amount) == claim


@pytest.mark.parametrize("nutrient", sorted(NO_CLAIM))
@given(amount=st.floats(0, 1e6))
def test_what_is_to_be_limited_earns_no_claim(nutrient: str, amount: float) -> None:
    assert content_claim(nutrient, amount) is None


def test_unknown_is_no_claim_and_no_error() -> None:
    assert content_claim("magnesium", None) is None


@pytest.mark.parametrize("nutrient", ["vitamin_k2", "mk4", "water", "caffeine"])
def test_without_a_daily_value_there_is_no_claim(nutrient: str) -> None:
    assert daily_value(nutrient) is None
    assert content_claim(nutrient, 1000) is None


def test_a_key_outside_the_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="vitamin_k"):
        content_claim("vitamin_k", 10)


def test_values_are_under_catalogue_keys() -> None:
    assert load_daily_values().keys() <= set(KEYS)
    sodium = daily_value("sodium")
    assert sodium is not None
    assert (sodium.amount, sodium.unit, sodium.high_from) == (2300, "mg", None)


def test_reference_amounts() -> None:
    assert len(load_raccs()) == 91
    vegetables, milk, porridge = racc("R61"), racc("R28"), racc("R16")
    assert (vegetables.amount, vegetables.unit) == (85, "g")
    assert (milk.amount, milk.unit) == (240, "mL")
    assert (porridge.amount, porridge.unit) == (None, None)
    assert porridge.household_measure == "1 cup prepared"
    with pytest.raises(ValueError, match="R99"):
        racc("R99")
