"""Against the truth: code that knows nothing of the model tries every plan of tiny problems."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.optimiser import evaluate, solve
from planner.optimiser.problem import PlannedMeal
from tests.planner.optimiser.plain import broken, eats, mean, optimum, price
from tests.planner.optimiser.tiny import tiny

seeds = st.integers(min_value=0, max_value=10**6)


def check_against_truth(seed: int) -> None:
    problem = tiny(seed)
    result = solve(problem)
    truth = optimum(problem)
    if truth is None:
        assert result.status == "infeasible"
        assert result.clash
        assert result.clash.wishes
        return
    best, _ = truth
    assert result.status in ("gap", "time"), result.clash
    assert result.bound <= best + 1e-9
    assert best <= result.objective + 1e-6
    assert result.objective - best <= result.gap * max(result.objective, 1) + 1e-6
    assert result.objective == pytest.approx(price(problem, result.meals), abs=1e-6)
    assert not broken(problem, result.meals) - {"list"}


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_objective_is_within_its_gap_of_the_true_optimum(seed):
    check_against_truth(seed)


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(seeds)
def test_objective_is_within_its_gap_of_the_true_optimum_many_times(seed):
    check_against_truth(seed)


def any_board(seed: int):
    """A problem with a board of random meals, right or wrong."""
    dice = random.Random(seed)
    problem = tiny(seed)
    meals = []
    for day in range(2):
        for slot in problem.slots:
            if dice.random() < 0.1:
                continue
            dish = dice.choice(problem.dishes)
            source = (0, dice.choice(["lunch", "dinner"])) if day and dice.random() < 0.4 else None
            people = [e for e in problem.eaters if eats(e, day, slot.key) or dice.random() < 0.1]
            portions = {e.key: dice.choice([*e.portions, e.portions[-1], 0.9]) for e in people}
            meals.append(PlannedMeal(day, slot.key, dish.key, portions, source))
    return problem, tuple(meals)


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_evaluate_agrees_with_plain_python(seed):
    problem, meals = any_board(seed)
    value = evaluate(problem, meals)
    assert value.objective == pytest.approx(price(problem, meals), abs=1e-6)
    assert value.objective == pytest.approx(sum(value.terms.values()), abs=1e-9)
    assert {rule for rule, _ in value.violations} == broken(problem, meals)
    for eater in problem.eaters:
        for nutrient, amount in value.means[eater.key].items():
            assert amount == pytest.approx(mean(problem, meals, eater, nutrient))


@settings(max_examples=6, deadline=None)
@given(seeds)
def test_misses_are_proven(seed):
    problem = replace(tiny(seed, locks=False), list_length=50)
    result = solve(problem)
    if result.status == "infeasible":
        return
    from tests.planner.optimiser.plain import all_plans

    misses = {(m.eater, m.nutrient): m for m in result.misses}
    for eater in problem.eaters:
        if eater.away:
            continue
        for target in eater.targets:
            reached = mean(problem, result.meals, eater, target.nutrient)
            miss = misses.get((eater.key, target.nutrient))
            assert (miss is not None) == (reached < target.per_day * (1 - 1e-9))
            if miss:
                most = max(mean(problem, m, eater, target.nutrient) for m in all_plans(problem))
                assert miss.per_day == pytest.approx(reached)
                assert miss.best_possible >= most - 1e-6
                assert miss.best_within_energy is not None
                assert miss.per_day <= miss.best_within_energy <= miss.best_possible + 1e-3
