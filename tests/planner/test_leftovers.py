"""Leftovers: the same cooking eaten again, as long as it keeps."""

import pytest

from tests.cast import day, meal_at, state_of, url_of, write


def test_the_rest_is_eaten_in_the_same_portions_and_cooked_once(ada, plan):
    cooking = meal_at(plan, 0, "lunch")
    answer = write(ada, "add_leftovers", plan, cooking, to=f"{day(2)}:lunch")
    again = meal_at(plan, 2, "lunch")
    assert answer.status_code == 303
    assert again.batch_id == cooking.batch_id
    assert [s.amount for s in again.servings.all()] == [1.0, 1.0]
    assert plan.changes.last().words["slot"] == "lunch"


def test_the_panel_names_days_within_keeping_time(ada, plan):
    page = ada.get(url_of("leftovers", plan, meal_at(plan, 0, "lunch"))).content.decode()
    assert "keeps for 2 days" in page
    assert f'value="{day(2)}:dinner"' in page
    assert f'value="{day(0)}:dinner"' not in page


@pytest.mark.parametrize(
    "to",
    [
        "",
        "2026-12-03",
        "2026-12-03:",
        "2026-12-03:tea",
        "2026-12-03:drinks",
        "2026-12-01:dinner",  # the day it is cooked
        "2026-12-09:lunch",  # not in the plan
        "0000-00-00:lunch",
        "x:lunch",
    ],
)
def test_other_places_are_refused(ada, plan, to):
    before = state_of(plan)
    answer = write(ada, "add_leftovers", plan, meal_at(plan, 0, "lunch"), to=to)
    assert answer.status_code == 422
    assert state_of(plan) == before


def test_a_dish_that_does_not_keep_has_no_leftovers(ada, plan):
    answer = write(ada, "add_leftovers", plan, meal_at(plan, 0, "dinner"), to=f"{day(1)}:dinner")
    assert answer.status_code == 422
    assert "does not keep until then" in answer.content.decode()


def test_a_drink_has_no_leftovers(ada, plan):
    drink = meal_at(plan, 0, "drinks")
    assert ada.get(url_of("leftovers", plan, drink)).status_code == 404
    assert write(ada, "add_leftovers", plan, drink, to=f"{day(1)}:lunch").status_code == 422
