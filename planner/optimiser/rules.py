"""The hard rules, checked on a plan as it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from planner.optimiser.columns import Array
from planner.optimiser.cost import TOLERANCE
from planner.optimiser.leftovers import Place, cookings_fit
from planner.optimiser.prepared import Prepared
from planner.optimiser.problem import Lock, PlannedMeal

Violation = tuple[str, str]
"""(rule, subject): what is broken and where."""


def violations(
    prepared: Prepared, meals: Sequence[PlannedMeal], totals: Array
) -> tuple[Violation, ...]:
    """Every broken hard rule, sorted; `totals` [E, D, K] are the columns eaten."""
    found: set[Violation] = set()
    for meal in meals:
        found.update(_meal(prepared, meal))
    found.update(_places(prepared, meals))
    known = [m for m in meals if m.dish in prepared.dish_index and m.slot in prepared.slot_index]
    found.update(_locks(prepared, meals))
    found.update(_leftovers(prepared, known))
    found.update(_dishes(prepared, known))
    found.update(_long(prepared, known))
    found.update(_limits(prepared, totals))
    found.update(_list(prepared, known))
    return tuple(sorted(found))


def at(day: int, slot: str) -> str:
    """How a place is named in violations and clashes."""
    return f"{day}:{slot}"


def _meal(prepared: Prepared, meal: PlannedMeal) -> Iterator[Violation]:
    problem = prepared.problem
    if meal.dish not in prepared.dish_index:
        yield "unknown_dish", meal.dish
        return
    if meal.slot not in prepared.slot_index or not 0 <= meal.day < problem.days:
        yield "unknown_place", at(meal.day, meal.slot)
        return
    dish = problem.dishes[prepared.dish_index[meal.dish]]
    if meal.slot not in dish.slots:
        yield "slot", at(meal.day, meal.slot)
    lock = prepared.locks.get((meal.day, prepared.slot_index[meal.slot]))
    for eater in problem.eaters:
        portion = meal.portions.get(eater.key)
        here = (meal.day, meal.slot) not in eater.away
        if here and dish.key in eater.forbidden:
            yield "forbidden", f"{eater.key}:{dish.key}"
        locked = lock.portions.get(eater.key) if lock and lock.portions is not None else None
        wrong = portion not in eater.portions and portion != locked
        if (here and wrong) or (not here and portion is not None):
            yield "portion", f"{eater.key}:{at(meal.day, meal.slot)}"
    if set(meal.portions) - set(prepared.eater_index):
        yield "portion", at(meal.day, meal.slot)


def _places(prepared: Prepared, meals: Iterable[PlannedMeal]) -> Iterator[Violation]:
    filled: dict[tuple[int, str], int] = defaultdict(int)
    for meal in meals:
        filled[meal.day, meal.slot] += 1
    wanted = {(d, prepared.problem.slots[s].key) for d, s in prepared.places()}
    for place in wanted - set(filled):
        yield "empty", at(*place)
    for place, count in filled.items():
        if count > 1 or place not in wanted:
            yield "extra", at(*place)


def keeps_lock(lock: Lock, meals: Sequence[PlannedMeal]) -> bool:
    """Whether the plan leaves the locked meal as it was."""
    here = [m for m in meals if (m.day, m.slot) == (lock.day, lock.slot)]
    if lock.dish is None:
        return not here
    if len(here) != 1 or here[0].dish != lock.dish or here[0].leftover_of != lock.leftover_of:
        return False
    return lock.portions is None or all(
        here[0].portions.get(eater) == portion
        for eater, portion in lock.portions.items()
        if eater in here[0].portions
    )


def _locks(prepared: Prepared, meals: Sequence[PlannedMeal]) -> Iterator[Violation]:
    for lock in prepared.problem.locks:
        place = (lock.day, prepared.slot_index.get(lock.slot, -1))
        somebody = place[1] >= 0 and 0 <= lock.day < prepared.days
        if somebody and lock.dish is not None and not prepared.filled(*place):
            continue  # nobody is at the table: nothing to keep
        if not keeps_lock(lock, meals):
            yield "lock", at(lock.day, lock.slot)


def _leftovers(prepared: Prepared, meals: Sequence[PlannedMeal]) -> Iterator[Violation]:
    cooked = {(m.day, m.slot): m.dish for m in meals if m.leftover_of is None}
    for meal in meals:
        if meal.leftover_of is None:
            continue
        age = meal.day - meal.leftover_of[0]
        keeps = prepared.problem.dishes[prepared.dish_index[meal.dish]].keeps_days
        source_ok = meal.leftover_of[0] < 0 or cooked.get(meal.leftover_of) == meal.dish
        slot_ok = prepared.problem.slots[prepared.slot_index[meal.slot]].leftovers
        if not (source_ok and slot_ok and 0 < age <= keeps):
            yield "leftover", at(meal.day, meal.slot)


def _dishes(prepared: Prepared, meals: Sequence[PlannedMeal]) -> Iterator[Violation]:
    cooked: dict[str, list[Place]] = defaultdict(list)
    days: dict[str, list[int]] = defaultdict(list)
    for meal in meals:
        days[meal.dish].append(meal.day)
        if meal.leftover_of is None:
            cooked[meal.dish].append((meal.day, prepared.slot_index[meal.slot]))
    for dish, places in cooked.items():
        if not cookings_fit(prepared, prepared.dish_index[dish], places):
            yield "repeats", dish
    for dish, stands in days.items():
        if len(set(stands)) < len(stands):
            yield "same_day", dish


def _long(prepared: Prepared, meals: Sequence[PlannedMeal]) -> Iterator[Violation]:
    problem = prepared.problem
    count: dict[int, int] = defaultdict(int)
    for meal in meals:
        if meal.leftover_of is None and prepared.long[prepared.dish_index[meal.dish]]:
            count[meal.day] += 1
    for day, many in count.items():
        weekday = 0 <= day < problem.days and problem.weekdays[day]
        if weekday and many > problem.long_dishes_per_weekday:
            yield "minutes", str(day)


def _limits(prepared: Prepared, totals: Array) -> Iterator[Violation]:
    columns = prepared.columns
    week = totals.mean(axis=1)[:, columns.hard_slice]
    over = week > columns.hard * (1.0 + TOLERANCE)
    for eater, column in np.argwhere(over):
        yield "limit", f"{prepared.problem.eaters[eater].key}:{columns.hards[column]}"


def _list(prepared: Prepared, meals: Sequence[PlannedMeal]) -> Iterator[Violation]:
    used = [prepared.dish_index[m.dish] for m in meals]
    if prepared.foods[used].any(axis=0).sum() > prepared.problem.list_length:
        yield "list", str(prepared.problem.list_length)
