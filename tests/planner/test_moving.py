"""Meals moved, exchanged, copied; days copied; notes. What cannot be changes nothing."""

import re

import pytest
from django.urls import reverse

from planner import actions
from planner.actions.templates import pattern_of_plan
from planner.board import board_on, load_board
from planner.editing import Stamp
from planner.models import Batch, Meal, Plan
from planner.shelf import stock
from planner.table import table_of
from planner.words import change_words
from tests.cast import browser_of, day, meal_at, state_of, url_of, write


def dishes(plan, number, slot):
    found = plan.meals.filter(date=day(number), slot=slot).order_by("position")
    return [meal.batch.revision.name for meal in found if meal.batch]


def test_a_meal_moves_with_its_cooking(ada, plan):
    meal = meal_at(plan, 0, "dinner")
    answer = write(ada, "move", plan, meal, date=day(1), slot="dinner")
    assert answer.status_code == 303
    assert dishes(plan, 1, "dinner") == ["Spinach soup"]
    assert Batch.objects.get(pk=meal.batch_id).cook_date == day(1)
    assert plan.changes.last().verb == "moved"


def test_a_filled_place_asks_first(ada, plan):
    before = state_of(plan)
    page = write(ada, "move", plan, meal_at(plan, 0, "dinner"), date=day(2), slot="dinner")
    assert "Exchange them" in page.text
    assert "Put it beside" in page.text
    assert state_of(plan) == before


def test_exchange_and_beside(ada, plan):
    meal = meal_at(plan, 0, "dinner")
    write(ada, "move", plan, meal, date=day(2), slot="dinner", how="exchange")
    assert dishes(plan, 2, "dinner") == ["Spinach soup"]
    assert dishes(plan, 0, "dinner") == ["Lentil stew"]
    write(ada, "move", plan, meal, date=day(0), slot="dinner", how="beside")
    assert dishes(plan, 0, "dinner") == ["Lentil stew", "Spinach soup"]
    write(ada, "undo", plan)
    write(ada, "undo", plan)
    assert dishes(plan, 0, "dinner") == ["Spinach soup"]


def test_a_leftover_moved_before_its_cooking_becomes_the_cooking(ada, plan):
    write(ada, "remove", plan, meal_at(plan, 0, "breakfast"))
    write(ada, "move", plan, meal_at(plan, 1, "lunch"), date=day(0), slot="breakfast")
    assert {batch.cook_date for batch in plan.batches.filter(revision__name="Dal")} == {day(0)}


def test_leftovers_do_not_move_beyond_their_days(ada, cast, plan):
    soup = meal_at(plan, 0, "dinner")
    before = state_of(plan)
    page = write(ada, "copy", plan, soup, days=[day(1)], slot="dinner", how="leftovers")
    assert page.status_code == 422
    assert "does not keep that long" in page.text
    assert state_of(plan) == before


def test_copies_are_cooked_anew_or_left_over(ada, plan):
    dal = meal_at(plan, 0, "lunch")
    write(ada, "copy", plan, dal, days=[day(1), day(2)], slot="dinner")
    assert plan.batches.filter(revision__name="Dal").count() == 3
    write(ada, "copy", plan, dal, days=[day(2)], slot="lunch", how="leftovers")
    assert plan.meals.filter(batch=dal.batch_id).count() == 3
    assert plan.changes.last().words["leftovers"] is True


def test_no_dish_goes_into_the_drinks_row(ada, plan):
    before = state_of(plan)
    page = write(ada, "move", plan, meal_at(plan, 0, "dinner"), date=day(0), slot="drinks")
    assert page.status_code == 422
    assert state_of(plan) == before


def test_a_day_is_copied_and_locked_meals_stay(ada, plan):
    assert write(ada_day(ada, plan), "lock", plan, meal_at(plan, 2, "dinner")).status_code == 303
    url = f"/plans/{plan.pk}/days/{day(0)}/copy/"
    revision = Plan.objects.get(pk=plan.pk).revision
    assert ada.post(url, {"revision": revision, "days": [day(2)]}).status_code == 303
    assert dishes(plan, 2, "dinner") == ["Lentil stew"]
    assert dishes(plan, 2, "lunch") == ["Dal"]
    assert dishes(plan, 2, "breakfast") == ["Porridge"]


def copy_day(ada, plan, number, *to):
    revision = Plan.objects.get(pk=plan.pk).revision
    url = f"/plans/{plan.pk}/days/{day(number)}/copy/"
    return ada.post(url, {"revision": revision, "days": [day(n) for n in to]})


def told(plan, meal, status, *people):
    chosen = [seat.person for seat in plan.seats.all()]
    stamp = Stamp(Plan.objects.get(pk=plan.pk).revision)
    actions.set_eaten(meal=meal, people=people or chosen, status=status, stamp=stamp)


@pytest.mark.parametrize("status", ["eaten", "skipped"])
def test_a_copied_day_leaves_what_was_told_and_says_so(ada, plan, status):
    stew = meal_at(plan, 2, "dinner")
    Meal.objects.filter(pk=stew.pk).update(locked=False)
    told(plan, stew, status, plan.people.first())
    assert copy_day(ada, plan, 0, 2).status_code == 303
    assert dishes(plan, 2, "dinner") == ["Lentil stew"]
    assert dishes(plan, 2, "lunch") == ["Dal"]
    assert stew.servings.get(person=plan.people.first()).status == status
    words = change_words(plan.changes.latest("revision"))
    assert words == "Copied Tuesday to Thursday; 1 meal there stayed as it was"


def test_what_was_eaten_instead_is_not_copied(ada, cast, plan):
    soup, who = meal_at(plan, 0, "dinner"), plan.people.first()
    values = {"thing": cast.kitchen.foods["bread"], "amount": 100.0}
    actions.eat_instead(meal=soup, person=who, stamp=Stamp(plan.revision), **values)
    assert plan.meals.filter(date=day(0), slot="dinner").count() == 2
    copy_day(ada, plan, 0, 1)
    assert not plan.meals.filter(date=day(1), food__name="Bread").exists()
    assert dishes(plan, 1, "dinner") == ["Spinach soup"]
    pattern = pattern_of_plan(Plan.objects.get(pk=plan.pk))
    assert cast.kitchen.foods["bread"].pk not in pattern.foods


def test_a_drink_that_was_begun_stays_beside_the_copied_ones(ada, cast, plan):
    who, tea = plan.people.first(), cast.kitchen.foods["tea"]
    stamp = Stamp(plan.revision)
    actions.drink(plan=plan, date=day(1), person=who, food=tea, grams=250.0, stamp=stamp)
    copy_day(ada, plan, 0, 1)
    drinks = plan.meals.filter(date=day(1), slot="drinks")
    assert sorted(drinks.values_list("food__name", flat=True)) == ["Tap water", "Tea"]
    assert drinks.get(food=tea).servings.get().had == 250.0


def ada_day(ada, plan):
    """Ada's browser, with the day's panel open first."""
    assert "To these days" in ada.get(f"/plans/{plan.pk}/days/{day(0)}/copies/").text
    return ada


def test_a_note_stands_on_the_card_and_goes_again(ada, plan):
    meal = meal_at(plan, 0, "dinner")
    write(ada, "set_note", plan, meal, note="soak <b>overnight</b>")
    assert "soak &lt;b&gt;overnight&lt;/b&gt;" in ada.get(url_of("week", plan)).text
    assert write(ada, "set_note", plan, meal, note="x" * 201).status_code == 422
    write(ada, "set_note", plan, meal, note="")
    assert Meal.objects.get(pk=meal.pk).note == ""


@pytest.mark.parametrize("verb", ["move", "copy", "set_note"])
def test_a_stranger_and_a_viewer_change_nothing(cast, plan, verb):
    sent = {"date": day(1), "days": [day(1)], "slot": "dinner", "note": "x"}
    before = state_of(plan)
    stranger = browser_of(cast.stranger)
    assert write(stranger, verb, plan, meal_at(plan, 0, "dinner"), **sent).status_code == 404
    assert state_of(plan) == before
    other = Plan.objects.get(pk=cast.practice_plan_id)
    viewer = browser_of(cast.practice, cast.users["viewer"])
    assert write(viewer, verb, other, meal_at(other, 0, "dinner"), **sent).status_code == 403


@pytest.mark.parametrize("page", ["note", "places"])
def test_the_panels_open(ada, plan, page):
    assert ada.get(url_of(page, plan, meal_at(plan, 0, "lunch"))).status_code == 200


def test_the_board_after_an_edit_is_the_board_as_read_anew(ada, plan):
    meal = meal_at(plan, 0, "dinner")
    desk = actions.move_meal(meal=meal, to=(day(1), "dinner"), stamp=Stamp(plan.revision))
    shelf = stock(table_of(plan).stamp, *desk.contents())
    drawn = board_on(desk, shelf, (None, None))
    read = load_board(Plan.objects.get(pk=plan.pk))
    person = read.people[0]
    assert drawn.cards.keys() == read.cards.keys()
    for place, cards in read.cards.items():
        told = [(c.meal.pk, c.amounts, c.name, c.is_leftover, c.minutes) for c in cards]
        assert [
            (c.meal.pk, c.amounts, c.name, c.is_leftover, c.minutes) for c in drawn.cards[place]
        ] == told
    assert drawn.strip(person, plan.dates) == read.strip(person, plan.dates)


def test_htmx_gets_only_the_slots_that_look_different(ada, plan):
    answer = write(
        ada, "move", plan, meal_at(plan, 0, "dinner"), htmx=True, date=day(1), slot="dinner"
    )
    assert answer["HX-Retarget"] == "#undo"
    drawn = re.findall(r'id="((?:slot|sum|day)-[^"]+)"', answer.text)
    both = (day(0), day(1))
    assert sorted(drawn) == sorted(
        [*(f"slot-{one}-dinner" for one in both), *(f"sum-{one}" for one in both)]
    )
    assert answer.text.count('hx-swap-oob="true"') >= len(drawn)


def test_htmx_gets_all_of_a_day_on_which_somebody_eats_elsewhere(ada, plan):
    url = reverse("planner:set_out", args=[plan.pk, day(1)])
    sent = {"revision": plan.revision, "person": "", "slot": "dinner"}
    answer = ada.post(url, sent, headers={"HX-Request": "true"})
    assert re.findall(r'id="(day-\d+)"', answer.text) == ["day-1"]


def test_the_later_of_two_may_decide(ada, plan):
    write(ada, "lock", plan, meal_at(plan, 1, "lunch"))
    soup = meal_at(plan, 0, "dinner")
    page = write(ada, "remove", plan, soup, revision=1)
    assert page.status_code == 409
    assert "Locked Wednesday lunch: Dal" in page.text
    assert "Make my change all the same" in page.text
    again = write(ada, "remove", plan, soup, again="1", htmx=True)
    assert again["HX-Retarget"] == "#live"
    assert not plan.meals.filter(pk=soup.pk).exists()


def test_a_meal_that_is_gone_cannot_be_insisted_on(ada, plan):
    soup = meal_at(plan, 0, "dinner")
    write(ada, "remove", plan, soup)
    page = write(ada, "lock", plan, soup, revision=1)
    assert page.status_code == 409
    assert "all the same" not in page.text
