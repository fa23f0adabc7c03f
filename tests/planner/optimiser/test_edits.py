"""Closing a gap: every edit costs what it says, helps, and breaks no rule."""

from dataclasses import replace

import pytest

from planner.optimiser import evaluate, prepare, rank_gap_edits
from planner.optimiser.problem import FoodOffer, Limit, Lock

NUTS = FoodOffer(
    "nuts",
    {"energy": 650.0, "magnesium": 270.0, "calcium": 120.0, "fibre": 8.0},
    (15.0, 30.0),
    frozenset({"smoothie", "breakfast"}),
)


def edited(problem, meals, edit, person="woman"):
    """The question and the board after an edit, made anew from its words."""
    if edit.kind == "food":
        offer = next(food for food in (NUTS,) if food.key == edit.key)
        brought = {n: x * edit.grams / 100 for n, x in offer.nutrients.items()}
        eaters = tuple(
            replace(e, fixed={**e.fixed, edit.day: brought}) if e.key == person else e
            for e in problem.eaters
        )
        return replace(problem, eaters=eaters), meals
    return problem, tuple(
        replace(m, dish=edit.key, portions=edit.portions)
        if (m.day, m.slot) == (edit.day, edit.slot)
        else m
        for m in meals
    )


@pytest.fixture(scope="module")
def free(problem):
    return replace(problem, list_length=1000)


@pytest.mark.parametrize("nutrient", [None, "magnesium", "calcium"])
def test_an_edit_costs_what_it_says_and_helps(free, plan, nutrient):
    spoilt = tuple(replace(m, portions={"woman": 0.5}) if m.day < 2 else m for m in plan.meals)
    before = evaluate(free, spoilt)
    edits = rank_gap_edits(prepare(free), spoilt, "woman", nutrient, 12, (NUTS,))
    assert len(edits) == 12
    assert [e.delta for e in edits] == sorted(e.delta for e in edits)
    for edit in edits:
        after = evaluate(*edited(free, spoilt, edit))
        assert edit.delta == pytest.approx(after.objective - before.objective, abs=1e-6)
        assert not set(after.violations) - set(before.violations)
        for key, change in edit.changes.items():
            if key in before.means["woman"]:
                moved = after.means["woman"][key] - before.means["woman"][key]
                assert change == pytest.approx(moved, abs=1e-6)
        if nutrient:
            assert edit.changes[nutrient] > 0
        else:
            assert edit.delta < 0


def test_every_kind_is_offered(free, plan):
    edits = rank_gap_edits(free, plan.meals, "woman", "magnesium", 200, (NUTS,))
    assert {e.kind for e in edits} == {"food", "portion", "swap"}


def test_a_locked_meal_is_left_alone(free, plan):
    locks = tuple(Lock(m.day, m.slot, m.dish, m.portions, m.leftover_of) for m in plan.meals)
    edits = rank_gap_edits(
        replace(free, locks=locks), plan.meals, "woman", "magnesium", 50, (NUTS,)
    )
    assert {e.kind for e in edits} == {"food"}


def test_a_food_that_someone_must_not_have_is_not_offered(free, plan):
    never = replace(NUTS, forbidden=frozenset({"woman"}))
    edits = rank_gap_edits(free, plan.meals, "woman", "magnesium", 50, (never,))
    assert "food" not in {e.kind for e in edits}


def test_no_edit_passes_a_hard_limit(free, plan):
    had = evaluate(free, plan.meals).means["woman"]["magnesium"]
    strict = (*free.eaters[0].limits, Limit("magnesium", had + 1.0, hard=True))
    limited = replace(free, eaters=(replace(free.eaters[0], limits=strict),))
    edits = rank_gap_edits(limited, plan.meals, "woman", "magnesium", 50, (NUTS,))
    for edit in edits:
        assert not evaluate(*edited(limited, plan.meals, edit)).violations


def test_nobody_of_that_name(free, plan):
    assert rank_gap_edits(free, plan.meals, "stranger") == ()
