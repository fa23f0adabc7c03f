"""What a portion brings to a person's targets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.nutrients import GUARD_RAILS, TEN
from people.shares import share_rows
from people.targets import Profile, targets_for

WOMAN = targets_for(Profile("female", 34, weight_kg=65.0, height_cm=165.0))


def rows(amounts, grams=100.0, certainty=None):
    first, others = share_rows(amounts, certainty or {}, grams, WOMAN)
    return {row.nutrient.key: row for row in (*first, *others)}


def test_a_share_is_of_the_persons_target():
    row = rows({"magnesium": 80.0}, grams=50.0)["magnesium"]
    assert (row.amount, row.against, row.wanted) == (40.0, "target", 320.0)
    assert row.share == pytest.approx(0.125)


def test_sodium_is_held_against_its_limit():
    row = rows({"sodium": 230.0})["sodium"]
    assert (row.against, row.wanted, row.share) == ("limit", 2300.0, pytest.approx(0.1))


def test_k2_has_an_amount_and_no_share():
    row = rows({"vitamin_k2": 5.0}, certainty={"vitamin_k2": "partial"})["vitamin_k2"]
    assert (row.amount, row.against, row.share, row.at_least) == (5.0, "none", None, True)


def test_unknown_has_neither_amount_nor_share():
    row = rows({})["calcium"]
    assert row.amount is row.share is None


def test_energy_goes_by_the_estimated_need():
    assert rows({"energy": 100.0})["energy"].wanted == WOMAN.energy.kcal


def test_the_ten_come_first_and_nothing_twice():
    first, others = share_rows({}, {}, 100.0, WOMAN)
    keys = [row.nutrient.key for row in (*first, *others)]
    assert keys[: len(TEN) + len(GUARD_RAILS)] == [*TEN, *GUARD_RAILS]
    assert len(keys) == len(set(keys))


@given(st.floats(0, 1e5), st.floats(0.1, 5000))
def test_twice_the_portion_is_twice_the_share(amount, grams):
    one = rows({"iron": amount}, grams)["iron"].share
    two = rows({"iron": amount}, grams * 2)["iron"].share
    assert two == pytest.approx(one * 2)
