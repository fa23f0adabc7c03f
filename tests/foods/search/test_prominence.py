"""Everyday before brand, raw before processed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foods.search.prominence import LAST, prominence


def sr(name):
    return prominence(name=name, source="fdc", data_type="sr_legacy")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Spinach, raw", "Spinach, cooked, boiled, drained, without salt"),
        ("Spinach, raw", "Spinach, canned, regular pack, solids and liquids"),
        ("Apples, raw, with skin", "Babyfood, fruit, applesauce, junior"),
        ("Milk, whole, 3.25% milkfat, with added vitamin D", "Milk dessert, frozen"),
        ("Nuts, almonds", "Nuts, almond butter, plain, without salt added"),
        ("Bread, white", "Bread, white, OROWEAT"),
        ("Salmon, raw", "Salmon, raw (Alaska Native)"),
    ],
)
def test_which_comes_first(first, then):
    assert sr(first) < sr(then)


def test_the_shipped_food_comes_before_the_same_of_another_source():
    assert prominence(name="Spinach, raw", source="limber") < sr("Spinach, raw")


def test_a_programme_in_brackets_changes_nothing():
    assert sr("Broccoli, raw") == sr("Broccoli, raw (Includes foods for USDA's Food Distribution)")


@given(st.text(), st.sampled_from(["", "survey", "branded"]), st.sampled_from(["", "Acme"]))
def test_any_name_has_a_place_and_brands_are_last(name, kind, brand):
    place = prominence(name=name, source="fdc", data_type=kind, brand=brand)
    assert 0 <= place <= LAST
    assert (place >= 60) == bool(brand or kind == "branded")
