"""The price of a given plan by term, and the hard rules it breaks: the judge of every plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.optimiser.columns import Array
from planner.optimiser.cost import beyond_count, intake_terms
from planner.optimiser.prepared import Ints, Prepared, portion_price, prepare
from planner.optimiser.problem import Eater, PlannedMeal, Problem
from planner.optimiser.rules import Violation, violations


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a plan costs and breaks."""

    objective: float
    """In percentage points of mean shortfall and their equivalents."""
    terms: Mapping[str, float]
    """The objective by term; sums to `objective`."""
    violations: tuple[Violation, ...]
    """Hard rules that are broken; empty for every plan that `solve` returns."""
    means: Mapping[str, Mapping[str, float]]
    """Eater -> nutrient of the problem -> mean a day over the plan, base and fixed included."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Known meals as index arrays, one entry a meal."""

    day: Ints
    slot: Ints
    dish: Ints
    cooked: Ints
    portions: Array
    """[E, meals], 0 for who has none."""


def known_meals(prepared: Prepared, meals: Iterable[PlannedMeal]) -> list[PlannedMeal]:
    """Meals whose day, slot and dish the problem knows; the others break a rule."""
    return [
        m
        for m in meals
        if m.dish in prepared.dish_index
        and m.slot in prepared.slot_index
        and 0 <= m.day < prepared.days
    ]


def tabulate(prepared: Prepared, meals: Sequence[PlannedMeal]) -> Table:
    """Index arrays of known meals."""
    keys = [e.key for e in prepared.problem.eaters]
    return Table(
        day=np.array([m.day for m in meals], dtype=np.int64),
        slot=np.array([prepared.slot_index[m.slot] for m in meals], dtype=np.int64),
        dish=np.array([prepared.dish_index[m.dish] for m in meals], dtype=np.int64),
        cooked=np.array([m.leftover_of is None for m in meals], dtype=np.int64),
        portions=np.array(
            [[m.portions.get(key, 0.0) for m in meals] for key in keys], dtype=np.float64
        ).reshape(len(keys), len(meals)),
    )


def totals_of(prepared: Prepared, table: Table) -> Array:
    """[E, D, K] columns eaten on each day."""
    totals = prepared.base.copy()
    for index in range(len(table.day)):
        brought = table.portions[:, index, None] * prepared.values[:, table.dish[index]]
        totals[:, table.day[index]] += brought
    return totals


def evaluate(problem: Problem | Prepared, meals: Iterable[PlannedMeal]) -> Evaluation:
    """Price `meals` (a whole plan or a part of one) and name the hard rules it breaks.

    Never raises for a plan, however wrong: meals of unknown dishes or places are violations.
    """
    prepared = problem if isinstance(problem, Prepared) else prepare(problem)
    meals = tuple(meals)
    known = known_meals(prepared, meals)
    table = tabulate(prepared, known)
    totals = totals_of(prepared, table)
    terms = {**intake_terms(prepared, totals), **plan_terms(prepared, table)}
    return Evaluation(
        objective=sum(terms.values()),
        terms=terms,
        violations=violations(prepared, meals, totals),
        means=_means(prepared, known),
    )


def plan_terms(prepared: Prepared, table: Table) -> dict[str, float]:
    """Terms that depend on dishes and portions, not on intakes."""
    weights = prepared.weights
    counts = np.zeros_like(prepared.alpha)
    np.add.at(counts, (table.dish, table.slot), 1.0)
    repeats = beyond_count(counts, prepared.repeat_free, prepared.weeks)
    repeat = (prepared.alpha * repeats).sum()
    days = (prepared.alpha * counts).sum(axis=1)
    repeat += beyond_count(days, weights.variety_dish_days_free, prepared.weeks).sum()
    used = counts.sum(axis=1) > 0
    listed = float(prepared.foods[used].any(axis=0).sum())
    distinct = float(prepared.groups[used].any(axis=0).sum())
    weeks = prepared.weeks
    return {
        "portion": _portion_term(prepared, table),
        "dish_repeat": weights.variety_dish_repeat * float(repeat),
        "cooked_again": _cooked_again_term(prepared, table),
        "main_food_repeat": _main_food_term(prepared, counts),
        "food_repeat": _food_term(prepared, counts),
        "adjacent": weights.variety_adjacent * _adjacent_pairs(prepared, table) / weeks,
        "groups": weights.variety_group_missing * max(0.0, prepared.groups_wanted - distinct),
        "minutes": _minutes_term(prepared, table),
        "list": weights.list_weight * max(0.0, listed - weights.list_free * weeks) / weeks,
        "like": -weights.like_weight * float(prepared.like[table.dish].sum()) / weeks,
    }


def _portion_term(prepared: Prepared, table: Table) -> float:
    price = portion_price(prepared.weights, table.portions, prepared.usual, prepared.step)
    count = max(1, len(prepared.problem.eaters))
    return float((price.sum(axis=1) / prepared.meals_of / count).sum())


def _cooked_again_term(prepared: Prepared, table: Table) -> float:
    """Further cookings of a dish at heavy slots; `heavy` are those that allow one or two a week."""
    made = (table.cooked > 0) & prepared.heavy[table.dish, table.slot]
    cookings = np.bincount(table.dish[made], minlength=len(prepared.alpha))
    over = np.maximum(0.0, cookings - prepared.weeks)
    return float(prepared.weights.variety_cooked_again * over.sum() / prepared.weeks)


def _main_food_term(prepared: Prepared, counts: Array) -> float:
    weights, weeks = prepared.weights, prepared.weeks
    weighted = (counts * prepared.alpha).sum(axis=1)
    named = prepared.main >= 0
    by_food = np.bincount(prepared.main[named], weighted[named], minlength=len(prepared.main_foods))
    beyond = beyond_count(by_food.astype(np.float64), weights.variety_main_food_free, weeks)
    return float(weights.variety_main_food_repeat * beyond.sum())


def _food_term(prepared: Prepared, counts: Array) -> float:
    weights, weeks = prepared.weights, prepared.weeks
    by_food = (counts * prepared.alpha).sum(axis=1) @ prepared.prominent
    beyond = beyond_count(by_food, weights.variety_food_free, weeks)
    return float(weights.variety_food_repeat * beyond.sum())


def _adjacent_pairs(prepared: Prepared, table: Table) -> int:
    """Pairs of different dishes with one main food, at most a day apart, at heavy slots."""
    main = prepared.main[table.dish]
    heavy = prepared.heavy[table.dish, table.slot] & (main >= 0)
    day, dish, main = table.day[heavy], table.dish[heavy], main[heavy]
    near = np.abs(day[:, None] - day[None, :]) <= 1
    same = (main[:, None] == main[None, :]) & (dish[:, None] != dish[None, :])
    return int((near & same).sum()) // 2


def _minutes_term(prepared: Prepared, table: Table) -> float:
    worked = np.bincount(
        table.day, prepared.minutes[table.dish] * table.cooked, minlength=prepared.days
    )
    return float(minutes_cost(prepared, worked[prepared.weekday].astype(np.float64)).sum())


def minutes_cost(prepared: Prepared, worked: Array) -> Array:
    """Cost of the active minutes of weekdays."""
    weights = prepared.weights
    over = np.maximum(0.0, worked - weights.minutes_free)
    return np.asarray(weights.minutes_weight * over / prepared.weeks)


def _means(prepared: Prepared, meals: Sequence[PlannedMeal]) -> dict[str, dict[str, float]]:
    return {e.key: _mean_of(prepared, e, meals) for e in prepared.problem.eaters}


def _mean_of(prepared: Prepared, eater: Eater, meals: Sequence[PlannedMeal]) -> dict[str, float]:
    problem = prepared.problem
    eaten = [(1.0, eater.base) for _ in range(problem.days)]
    eaten += [(1.0, eater.fixed.get(day, {})) for day in range(problem.days)]
    for meal in meals:
        dish = problem.dishes[prepared.dish_index[meal.dish]]
        eaten.append((meal.portions.get(eater.key, 0.0), dish.nutrients))
    return {
        nutrient: sum(portion * brought.get(nutrient, 0.0) for portion, brought in eaten)
        / problem.days
        for nutrient in prepared.columns.nutrients
    }
