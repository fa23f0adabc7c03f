"""Swap: another dish in a meal's place, offered by rank and safe for the table."""

import pytest

from planner.models import Batch
from tests.cast import day, meal_at, state_of, url_of, write


def test_swap_puts_the_dish_there_with_everyones_usual_portion(ada, plan):
    meal = meal_at(plan, 0, "dinner")
    assert write(ada, "swap", plan, meal, recipe="lentil-stew").status_code == 303
    meal.refresh_from_db()
    assert meal.batch.revision.name == "Lentil stew"
    assert [s.amount for s in meal.servings.all()] == [1.0, 1.5]
    assert plan.changes.last().words == {
        "date": "2026-12-01",
        "slot": "dinner",
        "dish": "Lentil stew",
    }


def test_swap_takes_the_portions_of_the_offer(ada, plan):
    meal = meal_at(plan, 0, "dinner")
    sent = {f"amount_{seat.person_id}": "0.75" for seat in plan.seats.all()}
    write(ada, "swap", plan, meal, recipe="lentil-stew", **sent)
    assert {s.amount for s in meal.servings.all()} == {0.75}


def test_swapping_the_cooking_keeps_its_leftover_which_is_cooked_then(ada, plan):
    left = meal_at(plan, 1, "lunch")
    batch = left.batch
    write(ada, "swap", plan, meal_at(plan, 0, "lunch"), recipe="lentil-salad")
    left.refresh_from_db()
    batch.refresh_from_db()
    assert left.batch == batch
    assert batch.cook_date == day(1)


def test_swapping_the_last_meal_of_a_cooking_drops_it(ada, plan):
    write(ada, "swap", plan, meal_at(plan, 0, "dinner"), recipe="lentil-stew")
    assert not Batch.objects.filter(plan=plan, revision__name="Spinach soup").exists()
    assert not Batch.objects.filter(meals__isnull=True).exists()


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("dish", "words"),
    [
        ("milk-rice", "Milk rice contains milk, avoided by Ada."),
        ("mushroom-pan", "Mushroom pan contains Mushrooms, avoided by Ben."),
    ],
)
def test_a_dish_someone_avoids_is_refused(ada, plan, dish, words, htmx):
    before = state_of(plan)
    meal = meal_at(plan, 0, "dinner")
    answer = write(ada, "swap", plan, meal, recipe=dish, accept_unknown="1", htmx=htmx)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "I checked the label" not in answer.content.decode()
    assert state_of(plan) == before


def test_an_unknown_fact_asks_and_can_be_confirmed(ada, plan):
    before, meal = state_of(plan), meal_at(plan, 0, "breakfast")
    asked = write(ada, "swap", plan, meal, recipe="toast")
    assert asked.status_code == 422
    assert "Nobody can say whether Toast is free of milk, avoided by Ada." in str(asked.content)
    assert state_of(plan) == before
    assert write(ada, "swap", plan, meal, recipe="toast", accept_unknown="1").status_code == 303
    assert plan.changes.last().words["dish"] == "Toast"


@pytest.mark.parametrize("said", ["", "0", "false", "no"])
def test_only_a_clear_yes_confirms(ada, plan, said):
    meal = meal_at(plan, 0, "breakfast")
    answer = write(ada, "swap", plan, meal, recipe="toast", accept_unknown=said)
    assert answer.status_code == 422


@pytest.mark.parametrize("dish", ["strangers-own", "no-such-dish", "", "../../x", "\x00"])
def test_a_dish_that_is_not_ours_to_see_is_not_found(ada, plan, dish):
    before = state_of(plan)
    answer = write(ada, "swap", plan, meal_at(plan, 0, "dinner"), recipe=dish)
    assert answer.status_code == 404
    assert state_of(plan) == before


def test_a_retired_dish_is_not_found(ada, plan, cast):
    cast.kitchen.dishes["stew"].__class__.objects.filter(slug="lentil-stew").update(retired=True)
    assert (
        write(ada, "swap", plan, meal_at(plan, 0, "dinner"), recipe="lentil-stew").status_code
        == 404
    )


@pytest.mark.parametrize("amount", ["-1", "nan", "inf", "1e309", "9", "a lot"])
def test_portions_out_of_range_swap_nothing(ada, plan, amount):
    before = state_of(plan)
    sent = {f"amount_{seat.person_id}": amount for seat in plan.seats.all()}
    answer = write(ada, "swap", plan, meal_at(plan, 0, "dinner"), recipe="lentil-stew", **sent)
    assert answer.status_code == 422
    assert state_of(plan) == before


def test_no_dish_goes_into_the_drinks_row(ada, plan):
    before = state_of(plan)
    answer = write(ada, "swap", plan, meal_at(plan, 0, "drinks"), recipe="lentil-stew")
    assert answer.status_code == 422
    assert state_of(plan) == before


def test_the_panel_ranks_dishes_for_everyone_and_posts_their_portions(ada, plan):
    page = ada.get(url_of("swaps", plan, meal_at(plan, 0, "dinner"))).content.decode()
    assert "Milk rice" not in page
    assert "Spinach pie" in page
    assert "Mushroom pan" not in page
    assert 'name="revision" value="1"' in page


@pytest.mark.parametrize("place", [(0, "drinks"), (2, "dinner"), (1, "lunch")])
def test_the_panel_opens_for_any_meal(ada, plan, place):
    assert ada.get(url_of("swaps", plan, meal_at(plan, *place))).status_code == 200


def test_htmx_gets_the_panel_alone(ada, plan):
    url = url_of("swaps", plan, meal_at(plan, 0, "dinner"))
    answer = ada.get(url, headers={"HX-Request": "true"})
    assert answer["HX-Retarget"] == "#panel"
    assert "<html" not in answer.content.decode()
    assert "HX-Request" in answer["Vary"]
