"""Sanity checks: what cannot be, what is unusual, and that nothing true is refused."""

import csv
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foods import sanity, shipped
from foods.sanity import check_dose, check_food, rejects
from knowledge.nutrients import BY_KEY, KEYS

BREAD = {
    "energy": 247,
    "protein": 12.5,
    "fat_total": 3.4,
    "carbohydrate": 42.7,
    "sugars_total": 4.4,
    "fibre": 6.0,
    "water": 38.7,
    "fat_saturated": 0.7,
    "sodium": 450,
}


def codes(amounts, **more):
    return [(finding.code, finding.severity) for finding in check_food(amounts, **more)]


def test_a_food_as_it_should_be():
    assert codes(BREAD) == []


def test_nothing_known_is_nothing_wrong():
    assert codes({}) == []


@pytest.mark.parametrize(
    ("change", "code", "severity"),
    [
        ({"protein": -1}, "not_a_number", "reject"),
        ({"protein": float("nan")}, "not_a_number", "reject"),
        ({"sodium": float("inf")}, "not_a_number", "reject"),
        ({"love": 1}, "unknown_nutrient", "reject"),
        ({"sodium": 150_000}, "above_whole", "reject"),
        ({"water": 60}, "sum_above_whole", "reject"),
        ({"energy": 1033}, "energy_above_fat", "reject"),
        ({"energy": 247 * 4.184 * 0.85}, "energy_too_high", "reject"),
        ({"energy": 340}, "energy_too_high", "warn"),
        ({"energy": 100}, "energy_too_low", "warn"),
        ({"fat_total": 40, "water": 0, "energy": 59}, "energy_too_low", "reject"),
        ({"sugars_total": 55}, "part_above_whole", "reject"),
        ({"fat_saturated": 5}, "part_above_whole", "reject"),
        ({"retinol": 20, "vitamin_a_rae": 0}, "part_above_whole", "warn"),
        ({"folic_acid": 300, "folate_dfe": 100}, "part_above_whole", "warn"),
        ({"fat_mono": 3, "fat_poly": 2.9}, "parts_above_whole", "warn"),
        ({"vitamin_d": 260}, "above_highest", "warn"),
        ({"vitamin_d": 2501}, "above_ceiling", "reject"),
        ({"magnesium": 80_000}, "above_ceiling", "reject"),
    ],
)
def test_what_is_wrong(change, code, severity):
    found = check_food({**BREAD, **change})
    assert (code, severity) in [(one.code, one.severity) for one in found]
    assert all(one.source for one in found if one.code not in {"not_a_number", "unknown_nutrient"})


def test_errors_come_before_warnings():
    found = check_food({**BREAD, "vitamin_d": 260, "sodium": 150_000})
    assert [one.severity for one in found] == ["reject", "warn", "warn"]
    assert rejects(found) == tuple(one for one in found if one.severity == "reject")


def test_unknown_alcohol_may_explain_energy_but_not_where_water_fills_the_rest():
    wine = {"energy": 85, "protein": 0.1, "fat_total": 0, "carbohydrate": 2.6}
    assert codes(wine) == [("energy_too_high", "warn")]
    assert codes({**wine, "alcohol": 10.6}) == []
    milk = {"energy": 200, "protein": 3.4, "fat_total": 1, "carbohydrate": 5, "water": 90}
    assert codes(milk) == [("energy_too_high", "reject")]


def test_sweeteners_without_energy_are_possible():
    erythritol = {"energy": 0, "protein": 0, "fat_total": 0, "carbohydrate": 100}
    assert rejects(check_food(erythritol)) == ()


def test_rounding_of_a_small_serving_is_allowed_for():
    """13 g of oil on a US label: 14 g of fat would be wrong, 13 g is 100 g in 100 g."""
    oil = {"energy": 110 / 13 * 100, "fat_total": 13.5 / 13 * 100}
    assert ("above_whole", "reject") in codes(oil)
    assert ("above_whole", "reject") not in codes(oil, label_grams=13)


@pytest.mark.parametrize("grams", [None, 100, 30])
def test_more_than_the_tolerance_stays_wrong_with_a_label(grams):
    assert ("part_above_whole", "reject") in codes({**BREAD, "sugars_total": 70}, label_grams=grams)


class TestDoses:
    def test_usual_doses_are_fine(self):
        assert check_dose({"magnesium": 375, "vitamin_b12": 1000, "vitamin_d": 25}) == ()

    @pytest.mark.parametrize(
        ("amounts", "severity"),
        [
            ({"magnesium": 2500}, "warn"),
            ({"magnesium": 300_000}, "reject"),
            ({"vitamin_d": 2000}, "warn"),
            ({"vitamin_k2": 46_000}, "warn"),
            ({"folic_acid": -1}, "reject"),
        ],
    )
    def test_slips_of_the_unit(self, amounts, severity):
        assert check_dose(amounts)[0].severity == severity

    def test_no_dose_holds_more_than_it_weighs(self):
        [found] = check_dose({"magnesium": 400}, dose_grams=0.3)
        assert (found.code, found.severity) == ("dose_above_weight", "reject")
        assert check_dose({"magnesium": 400}, dose_grams=1.2) == ()


class TestWords:
    @pytest.mark.parametrize("code", sanity.WORDS)
    def test_every_code_has_words_that_fill_in(self, code):
        finding = sanity.Finding(code, "warn", "magnesium", 12.345, 6.0, "fat_total", "a source")
        text = finding.sentence()
        assert "%" not in text
        assert text.endswith((".", "?"))

    def test_words_go_through_translation(self):
        finding = sanity.Finding("above_highest", "warn", "iron", 500, 123.6, source="x")
        german = {finding.words: "%(nutrient)s: %(amount)s", "Iron": "Eisen"}
        assert finding.sentence(german.__getitem__) == "Eisen: 500"


class TestCeilings:
    def test_each_is_a_nutrient_with_a_source(self):
        for key, ceiling in sanity.ceilings().items():
            assert key in BY_KEY
            assert (ceiling.food is None) == (ceiling.food_source == ""), key
            assert (ceiling.dose is None) == (ceiling.dose_source == ""), key

    def test_no_shipped_food_is_refused(self):
        for record in shipped.foods():
            amounts = {one.nutrient: one.amount for one in record.amounts}
            wrong = rejects(check_food(amounts))
            assert not wrong, (record.key, [one.sentence() for one in wrong])

    def test_the_highest_figures_are_those_of_the_shipped_foods_at_least(self):
        highest: dict[str, float] = defaultdict(float)
        for record in shipped.foods():
            for one in record.amounts:
                highest[one.nutrient] = max(highest[one.nutrient], one.amount)
        for key, ceiling in sanity.ceilings().items():
            if ceiling.food is not None:
                assert highest[key] <= ceiling.food, key

    def test_the_file_has_one_row_a_nutrient(self):
        with sanity.CEILINGS.open(encoding="utf-8", newline="") as handle:
            keys = [row["nutrient"] for row in csv.DictReader(handle)]
        assert len(set(keys)) == len(keys)


AMOUNTS = st.dictionaries(
    st.sampled_from([*KEYS, "love"]),
    st.floats(allow_nan=True, allow_infinity=True) | st.floats(0, 120),
    max_size=12,
)


@given(amounts=AMOUNTS, grams=st.none() | st.floats(1, 500))
def test_whatever_comes_findings_are_in_order_and_speak(amounts, grams):
    found = check_food(amounts, label_grams=grams)
    severities = [one.severity for one in found]
    assert severities == sorted(severities)
    assert all(one.sentence() for one in found)
    assert all(one.nutrient in amounts or one.nutrient in {"water", "fat_total"} for one in found)


@given(amounts=AMOUNTS)
def test_a_label_allows_more_than_a_table_and_never_less(amounts):
    strict = {one.code for one in rejects(check_food(amounts))}
    loose = {one.code for one in rejects(check_food(amounts, label_grams=20.0))}
    assert loose <= strict
