"""Wishes that cannot all hold are named, as few as possible, and nothing is raised."""

from dataclasses import replace

import pytest

from planner.optimiser import solve
from planner.optimiser.problem import Dish, Limit, Lock, Problem, Slot
from tests.planner.optimiser.instances import woman


def dish(key: str, *slots: str, **more) -> Dish:
    return Dish(key, frozenset(slots), {"energy": 500.0, "sodium": 800.0}, **more)


SLOTS = (Slot("lunch", 2), Slot("dinner", 1))
DISHES = (
    *(dish(f"lunch{n}", "lunch") for n in range(3)),
    *(dish(f"dinner{n}", "dinner") for n in range(3)),
    dish("both", "lunch", "dinner", keeps_days=1),
    dish("roast", "dinner", active_minutes=60),
    dish("bake", "lunch", active_minutes=60),
)


def ask(**more) -> Problem:
    base = Problem((True, True, True), SLOTS, (woman(),), DISHES, time_limit=2.0)
    return replace(base, **more)


def wishes(problem: Problem) -> set[tuple[str, str]]:
    result = solve(problem)
    assert result.status == "infeasible"
    assert result.meals == ()
    assert result.clash is not None
    return set(result.clash.wishes)


def test_a_slot_without_an_allowed_dish():
    person = replace(woman(), forbidden=frozenset(d.key for d in DISHES if "dinner" in d.slots))
    assert wishes(ask(eaters=(person,))) == {("no_dish", "dinner")}


def test_a_lock_on_a_forbidden_dish():
    person = replace(woman(), forbidden=frozenset({"roast"}))
    problem = ask(eaters=(person,), locks=(Lock(1, "dinner", "roast"),))
    assert wishes(problem) == {("lock", "1:dinner"), ("forbidden", "woman:roast")}


def test_two_locks_of_one_dish_on_a_day():
    problem = ask(
        locks=(Lock(1, "lunch", "both"), Lock(1, "dinner", "both"), Lock(0, "lunch", "lunch0"))
    )
    assert wishes(problem) == {
        ("lock", "1:lunch"),
        ("lock", "1:dinner"),
        ("same_day", "dish"),
    }


def test_a_lock_of_a_dish_that_the_slot_does_not_allow():
    assert wishes(ask(locks=(Lock(0, "lunch", "roast"),))) == {
        ("lock", "0:lunch"),
        ("slot", "roast"),
    }


def test_locks_against_the_minutes_rule():
    problem = ask(
        locks=(Lock(0, "dinner", "roast"), Lock(0, "lunch", "bake")), long_dishes_per_weekday=1
    )
    assert wishes(problem) == {
        ("lock", "0:lunch"),
        ("lock", "0:dinner"),
        ("minutes", "weekday"),
    }


def test_locks_against_repeats():
    problem = ask(locks=(Lock(0, "dinner", "roast"), Lock(2, "dinner", "roast")))
    assert wishes(problem) == {
        ("lock", "0:dinner"),
        ("lock", "2:dinner"),
        ("repeats", "dinner"),
    }


def test_too_few_dishes_for_the_repeats():
    few = (dish("lunch0", "lunch"), dish("lunch1", "lunch"), dish("dinner0", "dinner"))
    assert wishes(ask(dishes=few)) == {("repeats", "dinner"), ("no_dish", "dinner")}


def test_a_limit_that_no_week_keeps():
    person = replace(woman(), limits=(Limit("sodium", 300.0, hard=True),))
    found = wishes(ask(eaters=(person,)))
    assert ("limit", "sodium") in found
    assert found - {("limit", "sodium")} <= {("no_dish", "lunch"), ("no_dish", "dinner")}


def test_a_limit_passed_by_what_is_on_the_board_already():
    person = replace(
        woman(), limits=(Limit("sodium", 900.0, hard=True),), fixed={0: {"sodium": 9000.0}}
    )
    assert wishes(ask(eaters=(person,))) == {("limit", "sodium")}


@pytest.mark.parametrize(
    ("lock", "other"),
    [
        (Lock(1, "lunch", "both", leftover_of=(0, "breakfast")), ("leftover", "both")),
        (Lock(2, "lunch", "both", leftover_of=(0, "dinner")), ("leftover", "both")),
        (Lock(0, "lunch", "gone"), ("unknown_dish", "gone")),
        (Lock(9, "lunch", "both"), ("unknown_place", "9:lunch")),
    ],
)
def test_locks_that_cannot_be(lock, other):
    place = f"{lock.day}:{lock.slot}"
    assert wishes(ask(locks=(lock,))) == {("lock", place), other}


def test_a_locked_leftover_brings_its_cooking_along():
    problem = ask(locks=(Lock(1, "lunch", "both", leftover_of=(0, "dinner")),))
    result = solve(problem)
    cooking = next(m for m in result.meals if (m.day, m.slot) == (0, "dinner"))
    assert (cooking.dish, cooking.leftover_of) == ("both", None)
