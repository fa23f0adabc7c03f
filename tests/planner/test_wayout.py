"""Ways out of a clash: which wishes may be given up, and the question without them."""

import pytest

from planner.optimiser.problem import Lock, Problem, Slot
from planner.wayout import ANY, loosened, place_of, ways_out

SLOTS = (Slot("breakfast", 5), Slot("dinner", 1))


def question(*locks):
    return Problem((True, True, False), SLOTS, (), (), locks=locks)


def test_the_mildest_come_first_and_what_always_holds_is_no_way_out():
    clash = [
        ["no_dish", "dinner"],
        ["limit", "sodium"],
        ["lock", "2:dinner"],
        ["forbidden", "1:dal"],
        ["same_day", "dish"],
        ["repeats", "dinner"],
        ["minutes", "weekday"],
    ]
    assert ways_out(clash) == [
        ("minutes", "weekday"),
        ("repeats", "dinner"),
        ("lock", "2:dinner"),
        ("no_dish", "dinner"),
    ]


def test_minutes_given_up_allow_any_number_of_long_dishes():
    assert loosened(question(), [("minutes", "weekday")]).long_dishes_per_weekday == ANY


def test_repeats_given_up_are_those_of_one_slot():
    slots = loosened(question(), [("repeats", "dinner")]).slots
    assert [slot.max_cookings for slot in slots] == [5, ANY]


@pytest.mark.parametrize(
    ("subject", "places"),
    [("dinner", [(0, "dinner"), (2, "dinner")]), ("2:dinner", [(2, "dinner")])],
)
def test_a_slot_without_dish_stays_empty_but_for_what_is_locked(subject, places):
    kept = Lock(1, "dinner", "dal")
    problem = loosened(question(kept), [("no_dish", subject)])
    assert problem.locks == (kept, *(Lock(day, slot, None) for day, slot in places))


def test_a_lock_is_opened_on_the_board_not_in_the_question():
    asked = question(Lock(1, "dinner", "dal"))
    assert loosened(asked, [("lock", "1:dinner")]) == asked


@pytest.mark.parametrize(
    ("subject", "place"), [("2:lunch", (2, "lunch")), ("lunch", (None, "lunch"))]
)
def test_a_place_is_a_day_and_a_slot(subject, place):
    assert place_of(subject) == place
