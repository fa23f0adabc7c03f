"""A plan that breaks a hard rule when time is up is mended, and never refused for lack of time."""

from dataclasses import replace

from planner.optimiser import evaluate, prepare, solve
from planner.optimiser.mending import lower_portions, shorten_list
from planner.optimiser.problem import Limit, Lock


def limited(problem, nutrient, per_day):
    """The problem with one more hard limit for its first eater."""
    first, *others = problem.eaters
    strict = replace(first, limits=(*first.limits, Limit(nutrient, per_day, hard=True)))
    return replace(problem, eaters=(strict, *others))


def intake(problem, meals, nutrient):
    return evaluate(problem, meals).means[problem.eaters[0].key][nutrient]


def test_portions_are_lowered_until_a_limit_holds(problem, plan):
    most = intake(problem, plan.meals, "calcium") * 0.9
    strict = limited(problem, "calcium", most)
    mended = lower_portions(prepare(strict), plan.meals)
    assert not [v for v in evaluate(strict, mended).violations if v[0] == "limit"]
    assert [m.dish for m in mended] == [m.dish for m in plan.meals]


def test_locked_portions_stay(problem, plan):
    meal = plan.meals[0]
    lock = Lock(meal.day, meal.slot, meal.dish, dict(meal.portions), meal.leftover_of)
    most = intake(problem, plan.meals, "calcium") * 0.8
    strict = replace(limited(problem, "calcium", most), locks=(lock,))
    mended = lower_portions(prepare(strict), plan.meals)
    assert mended[0].portions == meal.portions


def test_a_plan_within_its_limits_is_left_alone(problem, plan):
    assert lower_portions(prepare(problem), plan.meals) == plan.meals


def test_no_time_is_no_refusal(problem, plan):
    most = intake(problem, plan.meals, "calcium") * 0.9
    result = solve(replace(limited(problem, "calcium", most), time_limit=0.05))
    assert result.status != "infeasible"
    assert result.bound > -1e9


def listed(problem, meals):
    dishes = {dish.key: dish for dish in problem.dishes}
    return len(frozenset().union(*(dishes[meal.dish].foods for meal in meals)))


def test_a_list_is_shortened_without_breaking_another_rule(problem, plan):
    short = replace(problem, list_length=listed(problem, plan.meals) - 2)
    mended = shorten_list(prepare(short), plan.meals)
    assert listed(short, mended) <= short.list_length
    assert not evaluate(short, mended).violations


def test_locked_meals_and_cookings_with_leftovers_are_not_traded(problem, plan):
    locks = tuple(Lock(m.day, m.slot, m.dish, None, m.leftover_of) for m in plan.meals)
    short = replace(problem, list_length=5, locks=locks)
    assert shorten_list(prepare(short), plan.meals) == plan.meals
