"""Figures of a dish to rows of a page."""

import pytest

from foods.nutrition import FoodValues
from recipes import pages
from recipes.nutrition import Ingredient, serving_intake


def food(pk, name, certainty="known", **amounts):
    return FoodValues(pk, name, False, amounts, dict.fromkeys(amounts, certainty))


def row(foods, lines, nutrient="magnesium", servings=1.0):
    known = {one.id: one for one in foods}
    intake = serving_intake(lines, servings, known)
    return pages.nutrient_rows(lines, servings, intake, known, [nutrient])[0]


def line(food_id, grams, **more):
    return Ingredient(food_id, grams, None, None, **more)


def test_contributors_come_most_first_and_the_rest_is_summed():
    foods = [food(n, f"F{n}", magnesium=10.0 * n) for n in range(1, 6)]
    found = row(foods, [line(n, 100.0) for n in range(1, 6)])
    assert [(c.name, c.amount) for c in found.contributors] == [("F5", 50), ("F4", 40), ("F3", 30)]
    assert found.others == pytest.approx(30.0)
    assert found.amount == pytest.approx(150.0)
    assert found.share == pytest.approx(150 / 420)


def test_one_food_on_two_lines_is_one_contributor():
    found = row([food(1, "Oats", magnesium=100.0)], [line(1, 50.0), line(1, 30.0)])
    assert [(c.name, c.amount) for c in found.contributors] == [("Oats", pytest.approx(80.0))]


def test_what_is_missing_is_named_and_makes_the_amount_a_minimum():
    found = row([food(1, "Oats", magnesium=100.0), food(2, "Kefir")], [line(1, 50), line(2, 200)])
    assert found.at_least
    assert found.missing == ("Kefir",)
    assert found.amount == pytest.approx(50.0)


def test_nothing_known_is_unknown_and_not_zero():
    found = row([food(1, "Kefir")], [line(1, 200)])
    assert found.amount is None
    assert found.share is None


def test_presumed_nil_with_the_rest_unknown_is_unknown():
    foods = [food(1, "Oats", "presumed_nil", vitamin_k2=0.0), food(2, "Kefir")]
    found = row(foods, [line(1, 50), line(2, 200)], "vitamin_k2")
    assert found.amount is None
    assert not found.presumed_nil


def test_at_least_zero_is_unknown():
    foods = [food(1, "Oats", vitamin_b12=0.0), food(2, "Soya yogurt")]
    assert row(foods, [line(1, 50), line(2, 200)], "vitamin_b12").amount is None


def test_a_known_zero_is_zero():
    assert row([food(1, "Oats", vitamin_b12=0.0)], [line(1, 50)], "vitamin_b12").amount == 0


def test_gaps_put_nutrients_with_the_same_foods_together():
    foods = [food(1, "Oats", magnesium=1.0, zinc=1.0), food(2, "Kefir", iron=1.0)]
    rows = [row(foods, [line(1, 50), line(2, 9)], n) for n in ("magnesium", "zinc", "iron")]
    found = [(gap.foods, [n.key for n in gap.nutrients]) for gap in pages.gaps(rows)]
    assert found == [(("Kefir",), ["magnesium", "zinc"]), (("Oats",), ["iron"])]


def test_all_presumed_nil_says_so():
    found = row([food(1, "Oats", "presumed_nil", vitamin_k2=0.0)], [line(1, 50)], "vitamin_k2")
    assert found.presumed_nil
    assert not found.at_least


def test_a_partial_figure_makes_a_minimum_and_is_named():
    found = row([food(1, "Cheese", "partial", vitamin_k2=9.0)], [line(1, 50)], "vitamin_k2")
    assert found.at_least
    assert found.partial == ("Cheese",)


def test_an_optional_line_brings_nothing():
    foods = [food(1, "Oats", magnesium=100.0), food(2, "Seeds", magnesium=500.0)]
    found = row(foods, [line(1, 50), line(2, 10, optional=True)])
    assert [c.name for c in found.contributors] == ["Oats"]
    assert found.amount == pytest.approx(50.0)


def test_a_cooking_factor_marks_an_estimate():
    lines = [line(1, 100, retention_group="any", cooked="any cooking")]
    found = row([food(1, "Nettle", magnesium=100.0)], lines)
    assert found.contributors[0].estimated


def test_claims_are_of_one_serving():
    known = {1: food(1, "Milk", calcium=120.0, magnesium=11.0)}
    intake = serving_intake([line(1, 488.0)], 2.0, known)
    assert [(c.nutrient.key, c.claim) for c in pages.serving_claims(intake)] == [
        ("calcium", "high")
    ]


def test_serving_choices_hold_the_recipes_own_and_the_asked():
    assert pages.serving_choices(3.0, 1.5) == [1.0, 1.5, 2.0, 3.0, 4.0]
