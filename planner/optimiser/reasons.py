"""Why each dish is where it is, as data."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from planner.optimiser.columns import Array
from planner.optimiser.evaluate import Evaluation
from planner.optimiser.prepared import Prepared
from planner.optimiser.problem import Dish, PlannedMeal, Reason
from planner.optimiser.standing import Standing

#: Active minutes that count as little work.
QUICK_MINUTES = 10.0
#: A meal that brings less than this share of a day's target is no reason by itself.
LEAST_SHARE = 0.15
#: Less than this (in per cent) of a target is not missed.
LEAST_LACK = 0.5


def find_reasons(
    prepared: Prepared, plan: Evaluation, meals: Sequence[PlannedMeal]
) -> tuple[Reason, ...]:
    """Reasons of each meal, the most telling first."""
    problem = prepared.problem
    dishes = [problem.dishes[prepared.dish_index[m.dish]] for m in meals]
    groups = Counter(g for key in {d.key for d in dishes} for g in _by_key(dishes, key).groups)
    out: list[Reason] = []
    for meal, dish in zip(meals, dishes, strict=True):
        out.extend(_reasons(prepared, plan, meal, dish, groups))
    return tuple(out)


def _by_key(dishes: Sequence[Dish], key: str) -> Dish:
    return next(d for d in dishes if d.key == key)


def _reasons(
    prepared: Prepared, plan: Evaluation, meal: PlannedMeal, dish: Dish, groups: Counter[str]
) -> Iterator[Reason]:
    if any((k.day, k.slot) == (meal.day, meal.slot) for k in prepared.problem.locks):
        yield Reason(meal.day, meal.slot, "locked")
    if meal.leftover_of is not None:
        yield Reason(meal.day, meal.slot, "keeps")
    covers = _covers(prepared, plan, meal, dish)
    if covers:
        yield covers
    if dish.like > 0:
        yield Reason(meal.day, meal.slot, "liked", amount=dish.like)
    alone = sorted(g for g in dish.groups if groups[g] == 1)
    if alone:
        yield Reason(meal.day, meal.slot, "variety", group=alone[0])
    if meal.leftover_of is None and dish.active_minutes <= QUICK_MINUTES:
        yield Reason(meal.day, meal.slot, "quick", amount=dish.active_minutes)


def _covers(prepared: Prepared, plan: Evaluation, meal: PlannedMeal, dish: Dish) -> Reason | None:
    """The target of which this meal brings most, scarce ones counted higher."""
    best: tuple[float, Reason] | None = None
    for eater in prepared.problem.eaters:
        portion = meal.portions.get(eater.key, 0.0)
        for target in eater.targets:
            amount = portion * dish.nutrients.get(target.nutrient, 0.0)
            if target.per_day <= 0 or amount < LEAST_SHARE * target.per_day:
                continue
            share = amount / target.per_day
            score = amount / max(plan.means[eater.key][target.nutrient], target.per_day / 2)
            reason = Reason(meal.day, meal.slot, "covers", target.nutrient, amount, share)
            if best is None or score > best[0]:
                best = (score, reason)
    return best[1] if best else None


def next_best(
    prepared: Prepared, meals: Sequence[PlannedMeal], stop: Callable[[], bool]
) -> Iterator[Reason]:
    """What the next best dish would cost at each free place whose cooking feeds it alone.

    The rest of the plan stays as it is. Ends early when `stop` says so.
    """
    standing = Standing(prepared, meals)
    sources = {meal.leftover_of for meal in meals}
    for place, meal in standing.meals.items():
        if stop():
            return
        alone = meal.leftover_of is None and (meal.day, meal.slot) not in sources
        if alone and place not in prepared.locks:
            yield from _next_best(standing, place, meal)


def _next_best(standing: Standing, place: tuple[int, int], meal: PlannedMeal) -> Iterator[Reason]:
    engine, prepared = standing.engine, standing.prepared
    old, portions = standing.dish(place), standing.portions(place)
    engine.clear(place)
    engine.recount()
    dishes, price, best = engine.menu_prices(place)
    others = np.flatnonzero(dishes != old)
    if len(others):
        index = int(others[price[others].argmin()])
        engine.stand(place, int(dishes[index]), best[index])
        objective, broken = engine.priced()
        if broken <= standing.broken:
            nutrient, share = _lacks(prepared, engine.board.week)
            yield Reason(
                meal.day,
                meal.slot,
                "next_best",
                nutrient,
                amount=objective - standing.objective,
                share=share,
                dish=prepared.problem.dishes[int(dishes[index])].key,
            )
        engine.clear(place)
    engine.stand(place, old, portions)
    engine.recount()


def _lacks(prepared: Prepared, week: Array) -> tuple[str, float]:
    """The target that is missed most, and by which share of it; ("", 0) where all are reached.

    `week` [E, K] are means as the compiled board has them: targets count less than nothing.
    """
    columns = prepared.columns
    if not columns.targets:
        return "", 0.0
    missing = np.where(columns.want_weight > 0, columns.want + week[:, columns.target_slice], 0.0)
    worst = missing.max(axis=0)
    column = int(worst.argmax())
    if worst[column] < LEAST_LACK:
        return "", 0.0
    return columns.targets[column], float(worst[column]) / 100.0
