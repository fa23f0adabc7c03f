"""Bases, standings, claims by either rule, and what a list of sources is asked for."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from foods import ranking
from foods.ranking import on_basis, sources_asked

AMOUNTS = st.floats(min_value=0, max_value=1e5)


@pytest.mark.parametrize(
    ("basis", "serving", "energy", "drink", "found"),
    [
        ("100g", None, None, False, 80.0),
        ("serving", 25.0, None, False, 20.0),
        ("serving", None, 50.0, False, None),
        ("100kcal", None, 50.0, False, 160.0),
        ("100kcal", 25.0, None, False, None),
        ("100kcal", None, 4.0, False, None),
        ("100kcal", None, 4.1, False, pytest.approx(1951.22)),
        ("100kcal", None, 20.0, True, None),
        ("100kcal", None, 0.0, False, None),
    ],
)
def test_an_amount_on_another_basis(basis, serving, energy, drink, found):
    assert on_basis(80.0, basis, serving=serving, energy=energy, drink=drink) == found


def test_unknown_stays_unknown_on_every_basis():
    for basis in ranking.BASES:
        assert on_basis(None, basis, serving=30.0, energy=100.0) is None


@given(AMOUNTS, AMOUNTS, st.floats(min_value=5, max_value=900))
def test_a_basis_keeps_the_order_of_foods_alike(one, other, energy):
    for basis in ranking.BASES:
        found = [on_basis(x, basis, serving=30.0, energy=energy) for x in sorted((one, other))]
        assert found == sorted(amount for amount in found if amount is not None)


def test_a_standing_counts_the_food_itself():
    assert ranking.standing(0, 0) == ranking.Standing(1, 1)
    assert ranking.standing(2, 639) == ranking.Standing(3, 640)


def asked(query):
    return sources_asked(QueryDict(query), "magnesium")


def test_everyday_foods_per_serving_by_the_fda_rule_unless_told():
    found = asked("")
    assert (found.basis, found.rule, found.scope, found.kind) == ("serving", "fda", "everyday", "")


def test_what_means_nothing_is_named():
    found = asked("basis=pound&rule=moon&kind=supplement&scope=x&tag=keto&free=plutonium&free=soy")
    assert found.ignored == ("pound", "moon", "supplement", "x", "keto", "plutonium")
    assert found.free == ("soy",)


def test_spoonfuls_are_left_out_but_for_servings():
    assert not asked("").without_spoonfuls
    assert asked("basis=100g").without_spoonfuls
    assert not asked("basis=100kcal&spoonfuls=1").without_spoonfuls


@pytest.mark.parametrize(
    ("query", "with_branded", "by_index"),
    [
        ("", False, False),
        ("basis=100g", False, False),
        ("scope=all", False, False),
        ("scope=all&basis=100g", True, True),
        ("scope=all&tag=vegan", True, False),
        ("scope=reference&basis=100g", False, False),
    ],
)
def test_packaged_foods_are_ranked_where_an_index_or_few_facts_lead(query, with_branded, by_index):
    found = asked(query)
    assert (found.with_branded, found.by_index) == (with_branded, by_index)


def claim(rule, per_100_g, reference_grams=100.0, *, drink=False, density=None):
    return ranking.claim_by(
        rule, "calcium", per_100_g, reference_grams=reference_grams, drink=drink, density=density
    )


@pytest.mark.parametrize(
    ("per_100_g", "food", "drink"),
    [
        (59.0, None, None),
        (60.0, None, "good"),
        (119.0, None, "good"),
        (120.0, "good", "high"),
        (240.0, "high", "high"),
    ],
)
def test_the_eu_asks_half_of_a_drink(per_100_g, food, drink):
    # 15 % and 30 % of 800 mg are 120 and 240; of a drink 60 and 120.
    assert claim("eu", per_100_g) == food
    assert claim("eu", per_100_g, drink=True, density=1.0) == drink


def test_a_drink_is_judged_by_volume():
    assert claim("eu", 58.3, drink=True, density=1.03) == "good"
    assert claim("eu", 500.0, drink=True) is None


def test_fda_goes_by_the_reference_amount():
    assert claim("fda", 260.0) == "high"
    assert claim("fda", 260.0, 50.0) == "good"
    assert claim("fda", 260.0, None) is None


def test_marks_stand_where_the_rule_speaks():
    def marks(*args, **more):
        return ranking.claim_marks(*args, **({"drink": False, "density": None} | more))

    assert marks("fda", "calcium", "serving") == (130.0, 260.0)
    assert marks("fda", "calcium", "100g") == ()
    assert marks("eu", "calcium", "100g") == (120.0, 240.0)
    assert marks("eu", "calcium", "100g", drink=True, density=1.2) == pytest.approx((50.0, 100.0))
    assert marks("eu", "calcium", "100g", drink=True) == ()
    assert marks("fda", "sodium", "serving") == marks("eu", "vitamin_k2", "100g") == ()
