"""Mending a plan that breaks a hard rule when time is up: lack of time is no refusal."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.optimiser.evaluate import evaluate
from planner.optimiser.prepared import Prepared
from planner.optimiser.problem import Eater, PlannedMeal

#: Trades that are tried before a list is given up as it is.
TRADES = 80


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


def shorten_list(prepared: Prepared, meals: Iterable[PlannedMeal]) -> tuple[PlannedMeal, ...]:
    """Dishes traded for ones whose foods are on the list already, until it is short enough.

    One meal at a time, the trade that shortens the list most and breaks no other rule. Meals that
    are locked or share a cooking stay. Where no trade helps, what was reached is returned.
    """
    plan = list(meals)
    while _listed(prepared, plan) > prepared.problem.list_length:
        shorter = _shorter(prepared, plan)
        if shorter is None:
            return tuple(plan)
        plan = shorter
    return tuple(plan)


def _listed(prepared: Prepared, plan: Sequence[PlannedMeal]) -> int:
    used = [prepared.dish_index[meal.dish] for meal in plan]
    return int(prepared.foods[used].any(axis=0).sum())


def _shorter(prepared: Prepared, plan: list[PlannedMeal]) -> list[PlannedMeal] | None:
    """The plan after the best trade; None where no trade shortens the list."""
    before = _broken(prepared, plan)
    length = _listed(prepared, plan)
    trades = sorted(
        (size, index, dish)
        for index in _tradable(prepared, plan)
        for size, dish in _sizes(prepared, plan, index)
        if size < length
    )
    for _size, index, dish in trades[:TRADES]:
        tried = list(plan)
        tried[index] = replace(plan[index], dish=prepared.problem.dishes[dish].key)
        if _broken(prepared, tried) <= before:
            return tried
    return None


def _broken(prepared: Prepared, plan: Sequence[PlannedMeal]) -> set[tuple[str, str]]:
    return {found for found in evaluate(prepared, plan).violations if found[0] != "list"}


def _tradable(prepared: Prepared, plan: Sequence[PlannedMeal]) -> list[int]:
    held = {(lock.day, lock.slot) for lock in prepared.problem.locks}
    cookings = {meal.leftover_of for meal in plan if meal.leftover_of is not None}
    return [
        index
        for index, meal in enumerate(plan)
        if meal.leftover_of is None
        and (meal.day, meal.slot) not in held
        and (meal.day, meal.slot) not in cookings
    ]


def _sizes(
    prepared: Prepared, plan: Sequence[PlannedMeal], index: int
) -> Iterable[tuple[int, int]]:
    """(length of the list, dish) for every dish that may stand in a meal's place."""
    others = [prepared.dish_index[m.dish] for n, m in enumerate(plan) if n != index]
    rest = prepared.foods[others].any(axis=0)
    menu = prepared.menu(plan[index].day, prepared.slot_index[plan[index].slot]).dishes
    sizes = (prepared.foods[menu].astype(bool) | rest).sum(axis=1)
    return zip(sizes.tolist(), menu.tolist(), strict=True)
