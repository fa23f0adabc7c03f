"""The cook view: what is cooked on a day, in the amounts of the plan."""

from planner.board import load_board
from planner.cooking import cook_sheets, servings_by_batch
from planner.models import Serving
from tests.cast import day, meal_at


def sheets(plan, number):
    return {s.revision.name: s for s in cook_sheets(load_board(plan), day(number))}


def test_a_cooking_is_the_sum_of_all_that_eat_of_it(plan):
    dal = sheets(plan, 0)["Dal"]
    assert dal.servings == 4.0  # two people on two days
    assert [line.grams for line in dal.lines] == [1200.0]
    assert dal.later == [day(1)]


def test_amounts_follow_the_portions(plan):
    Serving.objects.filter(meal=meal_at(plan, 0, "lunch")).update(amount=0.5)
    assert sheets(plan, 0)["Dal"].servings == 3.0


def test_a_leftover_is_not_cooked_again(plan):
    assert sheets(plan, 1) == {}


def test_foods_and_drinks_are_not_cooked(plan):
    drinks = meal_at(plan, 0, "drinks")
    assert drinks.batch_id not in servings_by_batch(load_board(plan))
    assert set(sheets(plan, 0)) == {"Porridge", "Dal", "Spinach soup"}


def test_the_page_shows_amounts_and_steps(ada, plan):
    page = ada.get(f"/plans/{plan.pk}/days/{day(0)}/cook/").content.decode()
    assert "Put everything into a bowl." in page
    assert "also for Wednesday" in page


def test_a_day_without_cooking_says_so(ada, plan):
    page = ada.get(f"/plans/{plan.pk}/days/{day(1)}/cook/").content.decode()
    assert "Nothing is cooked on this day." in page
