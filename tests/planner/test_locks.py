"""What a person locked stays, whatever rule it breaks; nobody is fed by a meal they do not have."""

from dataclasses import replace

import pytest

from planner.locks import kept_as_they_are
from planner.optimiser import evaluate, solve
from planner.optimiser.problem import Dish, Eater, Lock, Problem, Slot, Target


def dish(key, *slots, **values):
    return Dish(key, frozenset(slots), {"energy": 500.0, "magnesium": 100.0}, **values)


def eater(key, **values):
    targets = (Target("magnesium", 300.0),)
    return Eater(key, 1500.0, targets, (), (), (0.5, 1.0, 1.5), **values)


@pytest.fixture
def problem():
    dishes = [dish(f"l{n}", "lunch", keeps_days=2) for n in range(4)]
    dishes += [dish(f"d{n}", "dinner") for n in range(4)]
    dishes += [dish("long", "lunch", active_minutes=50.0), dish("retired")]
    slots = (Slot("lunch", 2), Slot("dinner", 1, leftovers=False))
    eaters = (eater("a"), eater("b", forbidden=frozenset({"l3"})))
    return Problem((True, True), slots, eaters, tuple(dishes), time_limit=0.3)


BREAKING = {
    "a dish made for another slot": [Lock(0, "dinner", "l0")],
    "a dish that someone avoids, confirmed by hand": [Lock(0, "lunch", "l3")],
    "a dish that was retired": [Lock(0, "lunch", "retired")],
    "a dish twice on a day": [Lock(0, "lunch", "l0"), Lock(0, "dinner", "l0")],
    "a dinner cooked twice": [Lock(0, "dinner", "d0"), Lock(1, "dinner", "d0")],
    "a leftover where none is taken": [
        Lock(0, "lunch", "l0"),
        Lock(1, "dinner", "l0", None, (0, "lunch")),
    ],
}


@pytest.mark.parametrize("locks", BREAKING.values(), ids=BREAKING)
def test_a_lock_that_breaks_a_rule_does_not_forbid_the_rest(problem, locks):
    asked = replace(problem, locks=tuple(locks))
    assert solve(asked).status == "infeasible"
    result = solve(kept_as_they_are(asked))
    assert result.status != "infeasible", result.clash
    for lock in locks:
        kept = next(m for m in result.meals if (m.day, m.slot) == (lock.day, lock.slot))
        assert kept.dish.partition("@")[0] == lock.dish


def test_locks_within_the_rules_stay_on_their_dishes(problem):
    locks = (Lock(0, "lunch", "l0"), Lock(1, "lunch", "l0", None, (0, "lunch")))
    asked = replace(problem, locks=locks)
    assert kept_as_they_are(asked) == asked


def test_a_copy_stands_in_its_own_place_only(problem):
    kept = kept_as_they_are(replace(problem, locks=(Lock(0, "dinner", "l0"),)))
    copy = kept.dishes[-1]
    assert (copy.key, copy.slots) == ("l0@0:dinner", frozenset({"dinner"}))


def test_a_person_left_out_of_a_locked_meal_is_not_fed_by_it(problem):
    lock = Lock(0, "lunch", "l0", {"a": 1.0, "b": 0.0})
    result = solve(replace(problem, locks=(lock,)))
    held = next(m for m in result.meals if (m.day, m.slot) == (0, "lunch"))
    assert held.portions["b"] == 0.0
    alone = evaluate(replace(problem, locks=(lock,)), [held])
    assert alone.means["b"]["magnesium"] == 0.0
