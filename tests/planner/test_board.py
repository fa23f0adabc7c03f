"""The board: what each person takes in, on the day it is eaten."""

import datetime as dt

import pytest

from foods.models import Food, FoodAmount
from people.queries import targets_on
from planner.board import load_board
from planner.models import Plan, PlanSlot, Serving
from tests.cast import day, fill, make_plan, meal_at, url_of, write
from tests.factories import PersonFactory


def row(board, person, dates, key):
    return next(r for r in board.strip(person, dates) if r.nutrient.key == key)


def test_a_day_sums_servings_of_dishes_and_grams_of_foods(plan):
    board = load_board(plan)
    ada = board.people[0]
    # porridge, dal and soup of 300 g with 40 mg per 100 g each.
    assert board.day(ada.pk, day(0)).amount("magnesium") == pytest.approx(360)
    assert board.day(ada.pk, day(1)).amount("magnesium") == pytest.approx(120)


def test_portions_scale_what_a_person_has(plan):
    Serving.objects.filter(meal=meal_at(plan, 1, "lunch"), person__name="Ben").update(amount=2.5)
    board = load_board(plan)
    assert board.day(board.people[1].pk, day(1)).amount("magnesium") == pytest.approx(300)


def test_someone_without_a_serving_has_nothing_of_it(plan):
    Serving.objects.filter(meal=meal_at(plan, 1, "lunch"), person__name="Ada").delete()
    board = load_board(plan)
    assert board.day(board.people[0].pk, day(1)).amounts == {}


def test_water_counts_the_drinks_row_and_the_food(plan):
    board = load_board(plan)
    brought = board.day(board.people[0].pk, day(0)).amount("water")
    assert brought == pytest.approx(1500 * 0.999 + 900 * 0.7)


def test_a_food_by_hand_counts_by_the_gram(ada, plan):
    write(ada, "put", plan, food="oats", date=day(1), slot="dinner", grams="50")
    board = load_board(Plan.objects.get(pk=plan.pk))
    assert board.day(board.people[0].pk, day(1)).amount("magnesium") == pytest.approx(140)


def test_a_leftover_takes_no_minutes_and_is_named(plan):
    cards = {(c.meal.date, c.meal.slot): c for c in load_board(plan).all_cards()}
    assert (cards[day(0), "lunch"].is_leftover, cards[day(0), "lunch"].minutes) == (False, 10)
    assert (cards[day(1), "lunch"].is_leftover, cards[day(1), "lunch"].minutes) == (True, 0)


def test_cards_come_by_day_and_slot_drinks_last(plan):
    places = [(card.meal.date, card.meal.slot) for card in load_board(plan).all_cards()]
    assert places[:4] == [(day(0), s) for s in ("breakfast", "lunch", "dinner", "drinks")]


def test_the_week_is_the_mean_of_its_days(plan):
    board = load_board(plan)
    whole = row(board, board.people[0], plan.dates, "magnesium")
    assert whole.amount == pytest.approx((360 + 120 + 120) / 3)


BIRTHDAYS = [(18, 19), (30, 31), (50, 51), (70, 71), (3, 4), (8, 9), (13, 14)]


@pytest.mark.parametrize(("before", "after"), BIRTHDAYS)
def test_targets_follow_a_birthday_within_the_week(cast, before, after):
    born = dt.date(day(2).year - after, 12, 3)
    person = PersonFactory(tenant=cast.ada, birth_date=born, height_cm=None, weight_kg=None)
    plan = make_plan(cast.ada, [person])
    ages = [person.age_on(date) for date in plan.dates]
    assert ages == [before, before, after]
    found = load_board(plan).targets(person, plan.dates).targets
    for key in ("magnesium", "calcium", "vitamin_b6", "iron"):
        each = [targets_on(person, date).targets[key].amount for date in plan.dates]
        assert found[key].amount == pytest.approx(sum(each) / 3)


def test_the_stricter_limit_holds_over_a_birthday(cast):
    person = PersonFactory(tenant=cast.ada, birth_date=dt.date(2017, 12, 3))  # 8, then 9
    plan = make_plan(cast.ada, [person])
    each = [targets_on(person, date).limit_on("vitamin_d") for date in plan.dates]
    found = load_board(plan).targets(person, plan.dates).limit_on("vitamin_d")
    assert found is not None
    assert found.amount == min(limit.amount for limit in each if limit)


def test_an_empty_board_is_no_food_and_no_nonsense(cast, ada):
    plan = make_plan(cast.ada, [PersonFactory(tenant=cast.ada)])
    board = load_board(plan)
    energy = row(board, board.people[0], plan.dates, "energy")
    assert (energy.amount, energy.covered, energy.coverage.foods) == (0.0, 0.0, 0)
    assert ada.get(f"/plans/{plan.pk}/").status_code == 200


@pytest.mark.parametrize("days", [1, 3])
def test_reading_a_board_takes_seven_queries(cast, days, django_assert_num_queries):
    plan = make_plan(cast.ada, [PersonFactory(tenant=cast.ada)], days=days)
    fill(plan, cast.kitchen)
    fresh = Plan.objects.get(pk=plan.pk)
    # table with what is minded, meals, servings, lines, amounts, foods, changes.
    with django_assert_num_queries(7):
        load_board(fresh)


def test_an_upper_limit_that_is_passed_is_named(ada, plan):
    oats = Food.objects.get(slug="oats")
    FoodAmount.objects.create(food=oats, nutrient="zinc", amount=900, source="a test")
    write(ada, "put", plan, food="oats", date=day(1), slot="dinner", grams="50")
    board = load_board(Plan.objects.get(pk=plan.pk))
    [(limit, amount)] = board.over_limits(board.people[0], plan.dates)
    assert (limit.nutrient, limit.amount) == ("zinc", 40)
    assert amount > limit.amount
    page = ada.get(url_of("week", plan)).content.decode()
    assert "Ada: zinc comes to" in page


def test_dinner_alone_stands_for_a_share_of_the_day(plan):
    assert load_board(plan).share == 1.0
    PlanSlot.objects.filter(plan=plan).exclude(key="dinner").delete()
    assert load_board(Plan.objects.get(pk=plan.pk)).share == pytest.approx(0.32 / 0.85)
