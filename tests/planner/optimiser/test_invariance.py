"""What must not matter and what may only help: order, more dishes, more rules, being stopped."""

from dataclasses import replace
from itertools import count
from random import Random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.optimiser import evaluate, solve
from planner.optimiser.problem import Result
from tests.planner.optimiser.plain import broken, optimum, price
from tests.planner.optimiser.tiny import tiny, tiny_dish

seeds = st.integers(min_value=0, max_value=10**6)


def objective(problem):
    result = solve(problem)
    return None if result.status == "infeasible" else result


def slack(*results):
    """How far two objectives may be apart where their true optima are the same."""
    return max(r.objective - r.bound for r in results) + 1e-6


@settings(max_examples=8, deadline=None)
@given(seeds)
def test_the_order_of_dishes_and_people_does_not_matter(seed):
    problem = replace(tiny(seed), time_limit=0.2)
    dice, dishes, people = Random(seed), list(problem.dishes), list(problem.eaters)
    dice.shuffle(dishes)
    people.reverse()
    one = objective(problem)
    two = objective(replace(problem, dishes=tuple(dishes), eaters=tuple(people)))
    assert (one is None) == (two is None)
    if one and two:
        assert abs(one.objective - two.objective) <= slack(one, two)


@settings(max_examples=8, deadline=None)
@given(seeds)
def test_one_more_dish_never_makes_the_best_week_worse(seed):
    problem = replace(tiny(seed, locks=False), time_limit=0.2, list_length=50)
    # Groups that no dish of the library has are not asked for, so the newcomer brings none.
    more = replace(tiny_dish(Random(seed + 1), 9), groups=frozenset())
    one, two = objective(problem), objective(replace(problem, dishes=(*problem.dishes, more)))
    if one:
        assert two
        assert two.objective <= one.objective + slack(one, two)
        assert two.bound <= one.objective + 1e-6


@settings(max_examples=8, deadline=None)
@given(seeds)
def test_one_more_rule_never_makes_the_best_week_better(seed):
    problem = replace(tiny(seed, locks=False), time_limit=0.2, list_length=50)
    slots = tuple(replace(slot, leftovers=False) for slot in problem.slots)
    one, two = objective(problem), objective(replace(problem, slots=slots))
    if two:
        assert one
        assert two.objective >= one.bound - 1e-6
        assert one.objective <= two.objective + slack(one, two)


@settings(max_examples=12, deadline=None)
@given(seeds)
def test_the_relaxation_alone_is_never_above_the_truth(seed):
    from planner.optimiser import bound, prepare

    problem = replace(tiny(seed), list_length=50)
    truth = optimum(problem)
    if truth:
        relaxed = bound.build(prepare(problem)).programme.solve(5.0, relaxed=True)
        assert not relaxed.infeasible
        assert relaxed.bound <= truth[0] + 1e-6


def test_a_search_that_is_stopped_gives_the_best_so_far(problem):
    asked = count()
    began = perf_counter()
    result = solve(
        replace(problem, time_limit=20.0, gap=0.0, gap_points=0.0),
        should_stop=lambda: next(asked) > 20,
    )
    assert perf_counter() - began < 10.0
    assert result.status == "time"
    assert not broken(problem, result.meals)
    assert result.objective == pytest.approx(price(problem, result.meals), abs=1e-6)


def test_a_week_comes_with_its_bound_while_it_gets_better(problem):
    told: list[Result] = []
    result = solve(replace(problem, time_limit=1.0, gap=0.0, gap_points=0.0), told.append)
    assert told
    for earlier in told:
        assert earlier.bound <= result.objective + 1e-6
        assert not evaluate(problem, earlier.meals).violations


def test_the_same_food_in_every_meal_is_dear(problem, plan):
    """Mushrooms in all dishes cost, though no dish returns and main foods differ."""
    before = evaluate(problem, plan.meals).terms["food_repeat"]
    everywhere = tuple(replace(d, prominent=d.prominent | {"mushrooms"}) for d in problem.dishes)
    after = evaluate(replace(problem, dishes=everywhere), plan.meals).terms["food_repeat"]
    assert after > before + 1.0


def test_next_best_dishes_cost_what_they_say(problem, plan):
    told = [r for r in plan.reasons if r.kind == "next_best"]
    assert len(told) >= 5
    for reason in told:
        assert reason.dish in {d.key for d in problem.dishes}
        if plan.status == "gap":
            assert reason.amount >= plan.bound - plan.objective - 1e-6
