"""Which foods bring a nutrient, and which are unknown."""

import pytest

from foods.models import Food
from planner.board import load_board
from planner.bringing import brought
from planner.models import Plan
from tests.cast import day, meal_at, write


def of(plan, key="magnesium", number=0):
    board = load_board(Plan.objects.get(pk=plan.pk))
    return brought(board, board.people[0], [day(number)], key)


def test_foods_and_meals_add_up_to_the_amount(plan):
    found = of(plan)
    assert sum(one.amount for one in found.foods) == pytest.approx(found.row.amount)
    assert sum(one.amount for one in found.meals) == pytest.approx(found.row.amount)
    assert sum(one.share for one in found.foods) == pytest.approx(1.0)


def test_most_comes_first(plan):
    amounts = [one.amount for one in of(plan).foods]
    assert amounts == sorted(amounts, reverse=True)


def test_foods_without_a_figure_are_named(plan):
    assert "Tap water" in of(plan).unknown


def test_spinach_is_no_source_of_calcium(plan):
    spinach = Food.objects.get(slug="spinach")
    spinach.amounts.create(nutrient="calcium", amount=99, source="a test")
    Food.objects.filter(pk=spinach.pk).update(ndb=11457)
    [line] = [one for one in of(plan, "calcium").foods if one.name == "Spinach"]
    assert line.absorption is not None
    assert line.absorption.absorbed == 0.05


def test_a_skipped_meal_brings_nothing(ada, plan):
    person = plan.seats.first().person_id
    meal = meal_at(plan, 0, "lunch")
    before = {one.name for one in of(plan).meals}
    write(ada, "tell", plan, meal, status="skipped", person=person)
    assert {one.name for one in of(plan).meals} == before - {"Dal"}


def test_the_panel_says_what_and_how_much(ada, plan):
    text = ada.get(f"/plans/{plan.pk}/nutrients/magnesium/?day={day(0)}").content.decode()
    for words in ("Magnesium", "Foods that bring it", "By meal", "Oats", "of 320"):
        assert words in text


@pytest.mark.parametrize("key", ["gold", "all", "energy-2"])
def test_a_nutrient_nobody_knows_is_not_found(ada, plan, key):
    assert ada.get(f"/plans/{plan.pk}/nutrients/{key}/").status_code == 404


def test_hidden_numbers_are_words(ada, plan):
    plan.people.update(hide_numbers=True)
    text = ada.get(f"/plans/{plan.pk}/nutrients/magnesium/").content.decode()
    assert "\u00a0mg" not in text
    assert "rich in it" in text
