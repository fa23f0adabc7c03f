"""Remove: a meal leaves the board, its leftovers stay, an empty cooking goes."""

from planner.models import Batch, Meal
from tests.cast import day, meal_at, state_of, write


def test_remove_takes_the_meal_off(ada, plan):
    meal = meal_at(plan, 0, "dinner")
    assert write(ada, "remove", plan, meal).status_code == 303
    assert not Meal.objects.filter(pk=meal.pk).exists()
    assert plan.changes.last().words["dish"] == "Spinach soup"


def test_removing_the_last_meal_drops_the_cooking(ada, plan):
    batch = meal_at(plan, 0, "dinner").batch_id
    write(ada, "remove", plan, meal_at(plan, 0, "dinner"))
    assert not Batch.objects.filter(pk=batch).exists()


def test_removing_the_cooking_keeps_the_leftover(ada, plan):
    left = meal_at(plan, 1, "lunch")
    write(ada, "remove", plan, meal_at(plan, 0, "lunch"))
    left.batch.refresh_from_db()
    assert left.batch.cook_date == day(1)


def test_removing_a_leftover_leaves_the_cooking_alone(ada, plan):
    cooking = meal_at(plan, 0, "lunch")
    write(ada, "remove", plan, meal_at(plan, 1, "lunch"))
    cooking.batch.refresh_from_db()
    assert cooking.batch.cook_date == day(0)


def test_a_drink_can_be_removed(ada, plan):
    write(ada, "remove", plan, meal_at(plan, 0, "drinks"))
    assert not plan.meals.filter(slot="drinks").exists()


def test_a_double_click_is_stale_and_says_what_happened(ada, plan):
    meal = meal_at(plan, 0, "dinner")
    write(ada, "remove", plan, meal)
    before = state_of(plan)
    again = write(ada, "remove", plan, meal, revision=plan.revision, htmx=True)
    assert again.status_code == 409
    assert "Removed Spinach soup from Tuesday dinner" in again.content.decode()
    assert state_of(plan) == before


def test_a_meal_that_is_gone_is_not_found_on_the_newest_page(ada, plan):
    meal = meal_at(plan, 0, "dinner")
    write(ada, "remove", plan, meal)
    assert write(ada, "remove", plan, meal).status_code == 404
