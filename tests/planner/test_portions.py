"""Portions: who eats how much of a meal."""

import pytest

from tests.cast import meal_at, state_of, url_of, write


def people(plan):
    return [seat.person_id for seat in plan.seats.all()]


def test_portions_are_set_by_person(ada, plan):
    one, two = people(plan)
    meal = meal_at(plan, 0, "lunch")
    sent = {f"amount_{one}": "0.5", f"amount_{two}": "2"}
    assert write(ada, "set_portions", plan, meal, **sent).status_code == 303
    assert dict(meal.servings.values_list("person_id", "amount")) == {one: 0.5, two: 2.0}


def test_nothing_leaves_a_person_out_and_lets_them_back_in(ada, plan):
    one, two = people(plan)
    meal = meal_at(plan, 0, "lunch")
    write(ada, "set_portions", plan, meal, **{f"amount_{one}": "0", f"amount_{two}": "1"})
    assert [s.person_id for s in meal.servings.all()] == [two]
    write(ada, "set_portions", plan, meal, **{f"amount_{one}": "1", f"amount_{two}": "1"})
    assert meal.servings.count() == 2


def test_grams_of_a_drink_may_be_many(ada, plan):
    meal = meal_at(plan, 0, "drinks")
    sent = {f"amount_{person}": "2250" for person in people(plan)}
    assert write(ada, "set_portions", plan, meal, **sent).status_code == 303
    assert {s.amount for s in meal.servings.all()} == {2250.0}


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("amount", ["-0.5", "8.1", "1e309", "nan", "inf", "-inf", "x", "1,5,5"])
def test_amounts_out_of_range_are_refused(ada, plan, amount, htmx):
    before, meal = state_of(plan), meal_at(plan, 0, "lunch")
    sent = {f"amount_{person}": amount for person in people(plan)}
    answer = write(ada, "set_portions", plan, meal, htmx=htmx, **sent)
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert state_of(plan) == before


@pytest.mark.parametrize("amount", ["", "0", None])
def test_someone_has_to_eat(ada, plan, amount):
    before, meal = state_of(plan), meal_at(plan, 0, "lunch")
    sent = {f"amount_{person}": amount for person in people(plan)}
    answer = write(ada, "set_portions", plan, meal, **sent)
    assert answer.status_code == 422
    assert "At least one person has to have some of it." in answer.content.decode()
    assert state_of(plan) == before


def test_what_was_typed_is_still_there(ada, plan):
    sent = {f"amount_{person}": "77" for person in people(plan)}
    answer = write(ada, "set_portions", plan, meal_at(plan, 0, "lunch"), **sent)
    assert 'value="77"' in answer.content.decode()


def test_amounts_of_people_elsewhere_are_ignored(ada, plan, cast):
    one, two = people(plan)
    other = cast.stranger.people.first().pk
    sent = {f"amount_{one}": "1", f"amount_{two}": "1", f"amount_{other}": "5"}
    before = state_of(plan)
    write(ada, "set_portions", plan, meal_at(plan, 0, "lunch"), **sent)
    assert state_of(plan) == before


def test_the_panel_shows_who_has_what(ada, plan):
    page = ada.get(url_of("portions", plan, meal_at(plan, 0, "lunch"))).content.decode()
    assert page.count('value="1.0"') + page.count('value="1"') >= 2
    assert "Ben" in page
