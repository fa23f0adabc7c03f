"""Why each dish is where it is, as data."""

from collections import Counter
from collections.abc import Iterator, Sequence

from planner.optimiser.evaluate import Evaluation
from planner.optimiser.prepared import Prepared
from planner.optimiser.problem import Dish, PlannedMeal, Reason

#: Active minutes that count as little work.
QUICK_MINUTES = 10.0
#: A meal that brings less than this share of a day's target is no reason by itself.
LEAST_SHARE = 0.15


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
