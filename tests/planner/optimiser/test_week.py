"""Whole weeks of random dishes: rules, locks, refill, determinism, time, misses and reasons."""

from dataclasses import replace
from random import Random
from time import perf_counter

import pytest

from planner.optimiser import evaluate, misses, solve
from planner.optimiser.problem import Dish, Limit, Lock, PlannedMeal, Problem, Result, Target
from tests.planner.optimiser.instances import SLOTS, family, library, week, woman
from tests.planner.optimiser.plain import broken, price

QUICK = 0.8


def test_a_week_reaches_its_targets_and_breaks_no_rule(problem, plan):
    assert plan.status in ("gap", "time")
    assert not broken(problem, plan.meals)
    assert plan.objective == pytest.approx(price(problem, plan.meals), abs=1e-6)
    assert sum(plan.terms.values()) == pytest.approx(plan.objective)
    assert plan.bound <= plan.objective
    assert plan.terms["floor"] == 0
    means = evaluate(problem, plan.meals).means["woman"]
    assert means["sodium"] <= 2300
    assert means["magnesium"] >= 320


def test_leftovers_are_named_and_keep(problem, plan):
    keeps = {d.key: d.keeps_days for d in problem.dishes}
    cooked = {(m.day, m.slot): m.dish for m in plan.meals if m.leftover_of is None}
    for meal in plan.meals:
        if meal.leftover_of:
            assert cooked[meal.leftover_of] == meal.dish
            assert 0 < meal.day - meal.leftover_of[0] <= keeps[meal.dish]


def test_every_meal_has_reasons_and_improvements_are_told(problem):
    seen: list[Result] = []
    result = solve(replace(problem, time_limit=QUICK), seen.append)
    assert seen
    assert [r.objective for r in seen] == sorted((r.objective for r in seen), reverse=True)
    covered = {(r.day, r.slot) for r in result.reasons}
    assert len(covered) >= 0.8 * len(result.meals)


def test_locked_meals_and_portions_stay_and_the_rest_is_refilled(problem, plan):
    kept = [m for m in plan.meals if m.leftover_of is None][:6]
    locks = tuple(Lock(m.day, m.slot, m.dish, m.portions) for m in kept)
    empty = next((m.day, m.slot) for m in plan.meals if (m.day, m.slot) not in
                 {(k.day, k.slot) for k in locks} and m.slot == "smoothie")  # fmt: skip
    locks += (Lock(*empty, None),)
    result = solve(replace(problem, locks=locks, time_limit=QUICK, start=plan.meals))
    here = {(m.day, m.slot): m for m in result.meals}
    assert empty not in here
    for meal in kept:
        assert here[meal.day, meal.slot] == meal
    assert not broken(replace(problem, locks=locks), result.meals)
    assert any(r.kind == "locked" for r in result.reasons)


def test_everything_locked_is_answered_at_once(problem, plan):
    locks = tuple(Lock(m.day, m.slot, m.dish, m.portions, m.leftover_of) for m in plan.meals)
    result = solve(replace(problem, locks=locks, time_limit=QUICK))
    assert set(map(repr, result.meals)) == set(map(repr, plan.meals))
    assert result.objective == pytest.approx(plan.objective)


def test_starting_from_a_plan_is_never_worse_than_the_plan(problem, plan):
    result = solve(replace(problem, start=plan.meals, time_limit=0.4))
    assert result.objective <= plan.objective + 1e-6


def test_a_family_shares_dishes_and_nobody_gets_what_they_must_not_have(small_library):
    people = list(family())
    people[2] = replace(people[2], forbidden=frozenset(d.key for d in small_library[::5]))
    people[1] = replace(people[1], away=frozenset({(0, "lunch"), (1, "lunch")}))
    problem = week(5, tuple(people), dishes=small_library, time_limit=1.2)
    result = solve(problem)
    assert not broken(problem, result.meals)
    assert all("man" not in m.portions for m in result.meals if m.slot == "lunch" and m.day < 2)


def test_fourteen_days_count_repeats_in_every_seven(small_library):
    dishes = tuple(replace(d, slots=d.slots | {"lunch", "dinner"}) if i > 15 else d
                   for i, d in enumerate(small_library))  # fmt: skip
    problem = replace(week(5, dishes=dishes, time_limit=1.2, list_length=80), weekdays=(True,) * 14)
    assert not broken(problem, solve(problem).meals)


@pytest.mark.parametrize("limit", [0.5, 1.0])
def test_the_time_limit_is_kept(problem, limit):
    start = perf_counter()
    result = solve(replace(problem, time_limit=limit, gap=0.0))
    assert perf_counter() - start <= limit * 1.1 + 0.1
    assert result.seconds <= limit * 1.1 + 0.1


def easy() -> Problem:
    """A problem that ends by gap."""
    dishes = tuple(
        replace(d, foods=frozenset(), main_food="", active_minutes=1.0)
        for d in library(3, {"breakfast": 6, "smoothie": 6, "lunch": 9, "dinner": 9})
    )
    return week(3, dishes=dishes, time_limit=5.0, gap=0.5)  # fmt: skip


def test_the_same_question_has_the_same_answer():
    one, two = solve(easy()), solve(easy())
    assert one.status == two.status == "gap"
    assert one.meals == two.meals
    assert one.objective == two.objective


def test_the_order_of_dishes_does_not_matter_beyond_the_gap():
    problem = easy()
    shuffled = list(problem.dishes)
    Random(1).shuffle(shuffled)
    one, two = solve(problem), solve(replace(problem, dishes=tuple(shuffled)))
    worst = max(one.gap * max(one.objective, 1), two.gap * max(two.objective, 1))
    assert abs(one.objective - two.objective) <= worst + 1e-6
    assert max(one.bound, two.bound) <= min(one.objective, two.objective) + 1e-6


def test_a_miss_is_proven_and_the_energy_kept_in_mind(small_library):
    person = woman()
    more = Target("vitamin_d", 90.0, 0.0)
    person = replace(person, targets=(*person.targets[:3], more))
    problem = week(5, (person,), dishes=small_library, time_limit=QUICK)
    miss = next(m for m in solve(problem).misses if m.nutrient == "vitamin_d")
    assert miss.per_day < miss.target == 90.0
    assert miss.best_within_energy is not None
    assert miss.per_day <= miss.best_within_energy <= miss.best_possible


def test_a_miss_without_the_time_for_a_proof_is_still_a_number(small_library, monkeypatch):
    """A busy machine proves nothing: what is stored of the week stays valid JSON, and true."""
    monkeypatch.setattr(misses, "_most", lambda *rest: float("inf"))
    person = replace(woman(), targets=(Target("vitamin_d", 90.0, 0.0),))
    problem = week(5, (person,), dishes=small_library, time_limit=QUICK)
    (miss,) = solve(problem).misses
    most = max(dish.nutrients.get("vitamin_d", 0.0) for dish in problem.dishes)
    places = len(problem.slots) * max(person.portions)
    assert miss.per_day < miss.best_possible <= most * places + 1e-9
    assert miss.best_within_energy is None


def test_a_hard_limit_is_never_passed(small_library):
    person = replace(woman(), limits=(Limit("sodium", 1300.0, hard=True),))
    problem = week(5, (person,), dishes=small_library, time_limit=QUICK)
    result = solve(problem)
    assert result.clash is None
    assert evaluate(problem, result.meals).means["woman"]["sodium"] <= 1300.0 * (1 + 1e-8)


def test_a_list_that_cannot_be_so_short_is_only_long_where_it_must(small_library):
    problem = week(5, dishes=small_library, time_limit=QUICK, list_length=3)
    result = solve(problem)
    assert result.clash is None
    assert {rule for rule, _ in evaluate(problem, result.meals).violations} == {"list"}
    assert broken(problem, result.meals) == {"list"}
    assert result.bound <= result.objective


def plain_dish(key: str, *slots: str, **more) -> Dish:
    return Dish(key, frozenset(slots), {"energy": 500.0, "sodium": 800.0}, **more)


def two_days(dishes, **more) -> Problem:
    slots = (replace(SLOTS[2]), replace(SLOTS[3]))
    return Problem((True, True), slots, (woman(),), tuple(dishes), time_limit=QUICK, **more)


def meal(day, slot, dish, source=None, portion=1.0):
    return PlannedMeal(day, slot, dish, {"woman": portion}, source)


@pytest.mark.parametrize(
    ("rule", "meals"),
    [
        ("slot", [meal(0, "dinner", "soup")]),
        ("forbidden", [meal(0, "lunch", "nuts")]),
        ("portion", [meal(0, "lunch", "soup", portion=0.33)]),
        ("same_day", [meal(0, "lunch", "stew"), meal(0, "dinner", "stew")]),
        ("repeats", [meal(0, "dinner", "stew"), meal(1, "dinner", "stew")]),
        ("leftover", [meal(0, "dinner", "pie"), meal(1, "dinner", "pie", (0, "dinner"))]),
        ("leftover", [meal(1, "dinner", "stew", (0, "dinner"))]),
        ("minutes", [meal(0, "lunch", "slow"), meal(0, "dinner", "roast")]),
        ("extra", [meal(0, "lunch", "soup"), meal(0, "lunch", "stew")]),
        ("empty", []),
        ("lock", [meal(1, "lunch", "stew")]),
        ("list", [meal(0, "lunch", "feast")]),
        ("limit", [meal(0, "lunch", "brine")]),
        ("unknown_dish", [meal(0, "lunch", "nothing")]),
        ("unknown_place", [meal(9, "lunch", "soup")]),
    ],
)
def test_each_broken_rule_is_named(rule, meals):
    salty = replace(plain_dish("brine", "lunch"), nutrients={"energy": 1.0, "sodium": 1e5})
    person = replace(
        woman(), forbidden=frozenset({"nuts"}), limits=(Limit("sodium", 2300.0, hard=True),)
    )
    dishes = [
        plain_dish("soup", "lunch"),
        plain_dish("nuts", "lunch"),
        plain_dish("stew", "lunch", "dinner", keeps_days=2),
        plain_dish("pie", "dinner"),
        plain_dish("slow", "lunch", active_minutes=40),
        plain_dish("roast", "dinner", active_minutes=40),
        plain_dish("feast", "lunch", foods=frozenset("abc")),
        salty,
    ]
    problem = replace(
        two_days(dishes, locks=(Lock(1, "lunch", "soup"),), list_length=2),
        eaters=(person,),
        long_dishes_per_weekday=1,
    )
    assert rule in {name for name, _ in evaluate(problem, meals).violations}
