"""A supplement's label to elemental amounts per dose, and beside the limits of adults."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foods.own.labels import Figure, Line
from foods.own.limits import adult_limits, limits_of_dose
from foods.own.supplements import Part, dose_figures, nominal_grams
from foods.own.typed import Typed


def part(amount, unit="mg", form="", of_compound=False):
    return Part(Line(Typed(amount), unit), form, of_compound)


def test_an_elemental_amount_stays_what_it_is():
    found = dose_figures({"magnesium": part(100, form="citrate")}, "eu", 1)["magnesium"]
    assert (found.amount, found.form, found.origin) == (100, "citrate", "supplement")
    assert (found.derivation, found.certainty) == ("label", "known")


def test_the_weight_of_a_compound_is_turned_into_the_element():
    found = dose_figures({"magnesium": part(500, "mg", "oxide", True)}, "eu", 1)["magnesium"]
    assert found.amount == pytest.approx(301.5, abs=0.05)
    assert found.derivation == "calculated"
    assert found.printed == "500 mg oxide"


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (part(500, "mg", "", True), "Choose the compound"),
        (part(50, "%", "oxide", True), "by weight"),
    ],
)
def test_a_compound_that_cannot_be_worked_out_is_asked_back(one, words):
    with pytest.raises(ValueError, match=words):
        dose_figures({"magnesium": one}, "us", 1)


def test_a_label_for_two_capsules_is_halved():
    assert dose_figures({"zinc": part(15)}, "eu", 2)["zinc"].amount == 7.5


def test_folic_acid_is_all_the_folate_there_is():
    found = dose_figures({"folic_acid": part(400, "µg")}, "eu", 1)
    assert (found["folate_dfe"].amount, found["folate_dfe"].certainty) == (680.0, "known")


def test_mk4_counts_as_both_and_mk7_only_as_k2():
    assert set(dose_figures({"vitamin_k2": part(45, "µg", "MK-4")}, "eu", 1)) == {
        "vitamin_k2",
        "mk4",
    }
    assert set(dose_figures({"vitamin_k2": part(45, "µg", "MK-7")}, "eu", 1)) == {"vitamin_k2"}


def test_a_heavy_dose_gets_a_heavier_nominal_weight():
    assert nominal_grams({"magnesium": Figure(400)}) == 1.0
    assert nominal_grams({"vitamin_c": Figure(1500)}) == 3.0


@given(st.floats(1e-4, 3000), st.floats(0.05, 400))
def test_a_tablet_keeps_ten_digits_through_any_weight(amount, grams):
    figure = dose_figures({"magnesium": part(amount)}, "eu", 1)["magnesium"]
    per_100_g = figure.times(100.0 / grams).amount
    assert per_100_g * grams / 100.0 == pytest.approx(amount, rel=1e-10)


def over(**dose):
    return {(one.limit.nutrient.key, one.limit.body) for one in limits_of_dose(dose) if one.over}


def test_limits_count_what_they_are_of():
    assert over(magnesium=300.0) == {("magnesium", "EU")}
    assert over(magnesium=351.0) == {("magnesium", "EU"), ("magnesium", "US")}
    assert over(magnesium=250.0) == set()
    assert over(vitamin_b6=50.0) == {("vitamin_b6", "EU")}
    # Of folate only the folic acid counts, of vitamin A only the retinol.
    assert over(folate_dfe=1700.0) == set()
    assert over(folic_acid=1001.0) == {("folic_acid", "US")}
    assert over(vitamin_a_rae=9000.0) == set()
    assert over(retinol=3001.0) == {("retinol", "US")}


def test_the_passed_limits_come_first():
    listed = limits_of_dose({"magnesium": 100.0, "vitamin_d": 300.0})
    assert [one.limit.nutrient.key for one in listed][:2] == ["vitamin_d", "vitamin_d"]
    assert all(one.source for one in adult_limits())
