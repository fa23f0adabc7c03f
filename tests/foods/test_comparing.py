"""Foods side by side: rows, bars, and what a query string asks for."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from foods.comparing import Compared, compare_asked, compare_groups, compare_row
from knowledge.nutrients import BY_KEY, KEYS


def food(amounts, serving=50.0, certainty=None):
    known = dict.fromkeys(amounts, "known") | (certainty or {})
    return Compared(amounts, known, serving)


def cells(key, basis, *foods):
    return compare_row(BY_KEY[key], foods, basis).cells


def test_bars_are_parts_of_the_most_in_the_row():
    found = cells("magnesium", "100g", food({"magnesium": 80}), food({"magnesium": 20}), food({}))
    assert [(c.amount, c.part, c.certainty) for c in found] == [
        (80, 1.0, "known"),
        (20, 0.25, "known"),
        (None, 0.0, "unknown"),
    ]


def test_a_missing_serving_or_energy_is_not_an_unknown_amount():
    found = cells("magnesium", "serving", food({"magnesium": 80}), food({"magnesium": 8}, None))
    assert [(c.amount, c.certainty) for c in found] == [(40.0, "known"), (None, "no_basis")]
    assert cells("magnesium", "100kcal", food({"magnesium": 80}))[0].certainty == "no_basis"


def test_all_zero_has_no_bars():
    assert [c.part for c in cells("alcohol", "100g", food({"alcohol": 0}), food({}))] == [0, 0]


def test_states_are_kept():
    k2 = food({"vitamin_k2": 0.0}, certainty={"vitamin_k2": "presumed_nil"})
    assert cells("vitamin_k2", "100g", k2)[0].certainty == "presumed_nil"


def test_every_nutrient_is_a_row_or_named_as_unknown_once():
    groups = compare_groups([food({"magnesium": 1, "epa": 2}), food({"iodine": 3})], "100g")
    rows = [row.nutrient.key for group in groups for row in group.rows]
    unknown = [nutrient.key for group in groups for nutrient in group.unknown]
    assert sorted(rows) == ["epa", "iodine", "magnesium"]
    assert sorted(rows + unknown) == sorted(KEYS)


@given(st.lists(st.none() | st.floats(0, 1e6), min_size=1, max_size=4))
def test_no_bar_is_longer_than_the_row(amounts):
    foods = [food({} if one is None else {"iron": one}) for one in amounts]
    found = cells("iron", "100g", *foods)
    assert all(0 <= cell.part <= 1 for cell in found)
    assert [cell.amount for cell in found] == amounts


@pytest.mark.parametrize(
    ("query", "slugs", "too_many"),
    [
        ("", (), False),
        ("food=a&food=b&food=a&food=", ("a", "b"), False),
        ("food=a&food=b&food=c&food=d", ("a", "b", "c", "d"), False),
        ("food=a&food=b&food=c&food=d&food=e", ("a", "b", "c", "d"), True),
    ],
)
def test_four_foods_at_most_each_once(query, slugs, too_many):
    found = compare_asked(QueryDict(query))
    assert (found.slugs, found.too_many) == (slugs, too_many)


def test_an_unknown_basis_is_named():
    found = compare_asked(QueryDict("basis=acre"))
    assert (found.basis, found.ignored) == ("100g", ("acre",))
