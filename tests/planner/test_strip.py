"""The strip: known amounts against targets; unknown is never zero, and never blurs with covered."""

import pytest

from foods.nutrition import FoodValues, Intake
from people.targets import Profile, targets_for
from planner.display import Bar, day_bars
from planner.strip import rows

WOMAN = targets_for(Profile("female", 34, height_cm=165, weight_kg=65))
NUTRIENTS = ("magnesium", "sodium", "vitamin_d", "vitamin_b12", "vitamin_k2", "energy", "calcium")


def food(number, amounts=(), drink=False, certainty="known"):
    known = dict(amounts)
    return FoodValues(number, f"food {number}", drink, known, dict.fromkeys(known, certainty))


def strip(amounts, foods, grams, days=1):
    day = Intake(amounts, grams)
    found = rows([day] * days, WOMAN, {f.id: f for f in foods}, NUTRIENTS)
    return {row.nutrient.key: row for row in found}


def state(key, amount):
    return strip({key: amount}, [food(1, {key: 1})], {1: 100.0})[key].state


def test_unknown_is_not_zero_but_at_least():
    row = strip({"magnesium": 100.0}, [food(1, {"magnesium": 1}), food(2)], {1: 100.0, 2: 50.0})
    magnesium = row["magnesium"]
    assert magnesium.at_least
    assert magnesium.coverage.missing == (2,)
    assert (magnesium.coverage.foods, magnesium.coverage.known) == (2, 1)


def test_known_is_a_share_of_weight_without_drinks():
    foods = [food(1, {"magnesium": 1}), food(2), food(3, {"magnesium": 1}, drink=True)]
    coverage = strip({}, foods, {1: 100.0, 2: 300.0, 3: 2000.0})["magnesium"].coverage
    assert coverage.share == pytest.approx(0.25)


def test_covered_and_known_are_two_things():
    row = strip({"magnesium": 320.0}, [food(1, {"magnesium": 1}), food(2)], {1: 1.0, 2: 99.0})
    assert row["magnesium"].covered == pytest.approx(1.0)
    assert row["magnesium"].coverage.share == pytest.approx(0.01)


def test_presumed_nil_is_counted_apart_and_is_not_missing():
    foods = [food(1, {"vitamin_k2": 0.0}, certainty="presumed_nil"), food(2, {"vitamin_k2": 5.0})]
    row = strip({"vitamin_k2": 5.0}, foods, {1: 100.0, 2: 100.0})["vitamin_k2"]
    assert (row.coverage.known, row.coverage.presumed_nil) == (1, 1)
    assert (row.coverage.share, row.at_least) == (1.0, False)


def test_partial_data_is_a_minimum():
    row = strip({"vitamin_k2": 5.0}, [food(1, {"vitamin_k2": 5}, certainty="partial")], {1: 100.0})
    assert row["vitamin_k2"].at_least
    assert row["vitamin_k2"].coverage.share == 0.0


def test_k2_has_an_amount_and_no_target():
    row = strip({"vitamin_k2": 12.0}, [food(1, {"vitamin_k2": 12})], {1: 100.0})["vitamin_k2"]
    assert (row.amount, row.target, row.covered, row.state) == (12.0, None, None, "none")


@pytest.mark.parametrize(
    ("amount", "expected"), [(1400, "none"), (1500, "met"), (2300, "met"), (2300.1, "over")]
)
def test_sodium_is_a_range_with_a_limit(amount, expected):
    row = strip({"sodium": amount}, [food(1, {"sodium": 1})], {1: 100.0})["sodium"]
    assert (row.state, row.target, row.limit) == (expected, 1500, 2300)
    assert Bar(row).is_band


@pytest.mark.parametrize(("share", "expected"), [(1.0, "met"), (0.99, "below"), (0.89, "below")])
def test_states_follow_the_share(share, expected):
    assert state("magnesium", 320 * share) == expected


@pytest.mark.parametrize(
    ("share", "expected"), [(0.89, "below"), (0.91, "met"), (1.09, "met"), (1.11, "over")]
)
def test_energy_is_met_within_a_tenth(share, expected):
    assert state("energy", WOMAN.energy.kcal * share) == expected


def test_above_an_upper_limit_is_over():
    assert state("calcium", 2501) == "over"


@pytest.mark.parametrize("key", ["vitamin_d", "vitamin_b12"])
def test_d_and_b12_are_never_short_on_a_day(key):
    row = strip({key: 0.0}, [food(1, {key: 0.0})], {1: 100.0})[key]
    assert row.covered == 0.0
    assert not row.short_today


@pytest.mark.parametrize(("amount", "short"), [(0.79, True), (0.81, False)])
def test_other_nutrients_are_short_below_the_daily_floor(amount, short):
    row = strip({"magnesium": 320 * amount}, [food(1, {"magnesium": 1})], {1: 100.0})
    assert row["magnesium"].short_today is short


def test_sodium_is_never_short():
    assert not strip({"sodium": 0.0}, [food(1)], {1: 1.0})["sodium"].short_today


def test_several_days_are_a_mean_with_coverage_over_all():
    row = strip({"magnesium": 300.0}, [food(1, {"magnesium": 1})], {1: 100.0}, days=3)
    assert row["magnesium"].amount == pytest.approx(300)
    assert row["magnesium"].coverage.grams == pytest.approx(300)


@pytest.mark.parametrize(("amount", "percent"), [(319.9, 99), (320.0, 100), (0.0, 0)])
def test_a_percentage_is_rounded_down(amount, percent):
    row = strip({"magnesium": amount}, [food(1, {"magnesium": 1})], {1: 100.0})["magnesium"]
    assert Bar(row).covered_percent == percent


def test_bars_end_and_columns_stay_in_their_box():
    found = strip({"magnesium": 99999.0, "sodium": 99999.0}, [food(1)], {1: 1.0})
    assert Bar(found["magnesium"]).width == 150
    assert Bar(found["sodium"]).dot <= 150
    assert all(0 <= bar.y <= 30 for bar in day_bars(list(found.values())))
