"""Mending a plan that breaks a hard rule when time is up: lack of time is no refusal."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.optimiser.evaluate import evaluate
from planner.optimiser.prepared import Prepared
from planner.optimiser.problem import Eater, PlannedMeal


def lower_portions(prepared: Prepared, meals: Iterable[PlannedMeal]) -> tuple[PlannedMeal, ...]:
    """The same dishes with portions lowered, a step at a time, until hard limits hold.

    The portion that brings most of the limited nutrient goes first; locked portions stay. Where
    even the smallest portions pass a limit, what was reached is returned.
    """
    plan = list(meals)
    while True:
        broken = [what for rule, what in evaluate(prepared, plan).violations if rule == "limit"]
        places = (_heaviest(prepared, plan, *what.split(":", 1)) for what in broken)
        found = next((place for place in places if place is not None), None)
        if found is None:
            return tuple(plan)
        index, eater = found
        plan[index] = _lowered(plan[index], eater)


def _heaviest(
    prepared: Prepared, plan: Sequence[PlannedMeal], key: str, nutrient: str
) -> tuple[int, Eater] | None:
    """The meal that brings this eater most of a nutrient and may be lowered."""
    eater = prepared.problem.eaters[prepared.eater_index[key]]
    held = {(lock.day, lock.slot) for lock in prepared.problem.locks if lock.portions is not None}

    def brings(meal: PlannedMeal) -> float:
        dish = prepared.problem.dishes[prepared.dish_index[meal.dish]]
        return meal.portions[key] * dish.nutrients.get(nutrient, 0.0)

    free = [
        (brings(meal), index)
        for index, meal in enumerate(plan)
        if meal.portions.get(key, 0.0) > eater.portions[0] and (meal.day, meal.slot) not in held
    ]
    most, index = max(free, default=(0.0, -1))
    return (index, eater) if most > 0 else None


def _lowered(meal: PlannedMeal, eater: Eater) -> PlannedMeal:
    smaller = [portion for portion in eater.portions if portion < meal.portions[eater.key]]
    return replace(meal, portions={**meal.portions, eater.key: smaller[-1]})
