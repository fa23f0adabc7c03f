"""Swaps cost what the objective says and break no rule."""

from dataclasses import replace

import pytest

from planner.optimiser import evaluate, prepare, rank_swaps
from planner.optimiser.problem import Lock


def swapped(meals, day, slot, swap):
    """The board after the swap: leftovers of the meal take the new dish too."""
    out = []
    for m in meals:
        if (m.day, m.slot) == (day, slot):
            out.append(replace(m, dish=swap.dish, portions=swap.portions, leftover_of=None))
        elif m.leftover_of == (day, slot):
            out.append(replace(m, dish=swap.dish, portions={
                e: swap.portions.get(e, 1.0) for e in m.portions}))  # fmt: skip
        else:
            out.append(m)
    return out


def test_each_swap_costs_what_it_says(problem, plan):
    prepared = prepare(replace(problem, list_length=1000))
    before = evaluate(prepared, plan.meals)
    checked = 0
    for meal in plan.meals[::3]:
        swaps = rank_swaps(prepared, plan.meals, meal.day, meal.slot)
        deltas = [s.delta for s in swaps]
        assert deltas == sorted(deltas)
        for swap in swaps:
            board = swapped(plan.meals, meal.day, meal.slot, swap)
            after = evaluate(prepared, board)
            assert swap.dish != meal.dish
            assert not after.violations
            assert swap.delta == pytest.approx(after.objective - before.objective, abs=1e-6)
            checked += 1
            for nutrient, change in swap.changes["woman"].items():
                moved = after.means["woman"][nutrient] - before.means["woman"][nutrient]
                assert change == pytest.approx(moved, abs=1e-6)
    assert checked > 20


def test_an_empty_place_ranks_what_to_add(problem, plan):
    board = [m for m in plan.meals if (m.day, m.slot) != (2, "lunch")]
    any_list = replace(problem, list_length=1000)
    swaps = rank_swaps(any_list, board, 2, "lunch", limit=3)
    assert len(swaps) == 3
    assert swaps[0].delta < 0


def test_a_locked_meal_may_be_swapped_by_hand(problem, plan):
    cookings = {meal.leftover_of for meal in plan.meals}
    alone = [m for m in plan.meals if not m.leftover_of and (m.day, m.slot) not in cookings]
    meal = alone[0]
    lock = Lock(meal.day, meal.slot, meal.dish, meal.portions)
    locked = replace(problem, locks=(lock,), list_length=1000)
    assert rank_swaps(locked, plan.meals, meal.day, meal.slot)


@pytest.mark.parametrize("place", [(99, "lunch"), (0, "elevenses"), (-1, "lunch")])
def test_an_unknown_place_has_no_swaps(problem, plan, place):
    assert rank_swaps(problem, plan.meals, *place) == ()


def test_where_nobody_is_there_is_nothing_to_swap(problem, plan):
    away = replace(problem.eaters[0], away=frozenset({(0, "lunch")}))
    assert rank_swaps(replace(problem, eaters=(away,)), plan.meals, 0, "lunch") == ()


def test_on_a_board_that_breaks_a_rule_already_a_swap_still_costs_its_price(problem, plan):
    short = replace(problem, list_length=5)
    prepared = prepare(short)
    before = evaluate(prepared, plan.meals)
    meal = plan.meals[-1]
    for swap in rank_swaps(prepared, plan.meals, meal.day, meal.slot):
        after = evaluate(prepared, swapped(plan.meals, meal.day, meal.slot, swap))
        assert swap.delta == pytest.approx(after.objective - before.objective, abs=1e-6)
