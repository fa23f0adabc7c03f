"""Targets the plan does not reach, with proof of how far any plan could go."""

from dataclasses import replace
from math import isfinite
from time import perf_counter

from planner.optimiser import bound as bounds
from planner.optimiser.aggregate import Aggregate
from planner.optimiser.evaluate import Evaluation
from planner.optimiser.prepared import Prepared
from planner.optimiser.problem import Eater, Miss, Problem

#: The programme's optimum holds within its tolerances: this share is added to it.
SAFETY = 1e-6


def find_misses(prepared: Prepared, plan: Evaluation, seconds: float) -> tuple[Miss, ...]:
    """One `Miss` for each eater and target whose mean is below it."""
    end = perf_counter() + seconds
    short = [
        (eater, column)
        for eater, person in enumerate(prepared.problem.eaters)
        for column, nutrient in enumerate(prepared.columns.targets)
        if prepared.columns.want_weight[eater, column] > 0
        and plan.means[person.key][nutrient] < _target(prepared, eater, column) * (1 - 1e-9)
    ]
    if not short:
        return ()
    free = bounds.build(prepared, with_costs=False)
    held = bounds.build(prepared, with_costs=False)
    _hold_energy(held, plan)
    out = []
    for number, (eater, column) in enumerate(short):
        share = (end - perf_counter()) / (len(short) - number)
        out.append(_miss(prepared, plan, (free, held), (eater, column), share))
    return tuple(out)


def _target(prepared: Prepared, eater: int, column: int) -> float:
    """What the week's mean should be, less what the eater takes elsewhere."""
    nutrient = prepared.columns.targets[column]
    per_day = next(
        t.per_day for t in prepared.problem.eaters[eater].targets if t.nutrient == nutrient
    )
    return float(prepared.columns.want[eater, column]) / 100.0 * per_day


def _miss(
    prepared: Prepared,
    plan: Evaluation,
    programmes: tuple[Aggregate, Aggregate],
    where: tuple[int, int],
    seconds: float,
) -> Miss:
    eater, column = where
    person, nutrient = prepared.problem.eaters[eater], prepared.columns.targets[column]
    mean = plan.means[person.key][nutrient]
    free, held = (_most(p, eater, column, seconds / 2) for p in programmes)
    row = prepared.columns.nutrients.index(nutrient)
    unit = 1.0 / float(prepared.columns.coefficients[eater, row, column])
    return Miss(
        eater=person.key,
        nutrient=nutrient,
        per_day=mean,
        target=_target(prepared, eater, column),
        # A programme that found nothing in its time proves nothing: its bound is no number.
        best_possible=max(mean, min(free * unit, _ceiling(prepared.problem, person, nutrient))),
        best_within_energy=max(mean, held * unit) if isfinite(held) else None,
    )


def _ceiling(problem: Problem, person: Eater, nutrient: str) -> float:
    """What no week passes: the dish that holds most of it at every meal, in the largest portion."""
    locked = (p for lock in problem.locks for p in (lock.portions or {}).values())
    portion = max((*person.portions, *locked))
    most = max((dish.nutrients.get(nutrient, 0.0) for dish in problem.dishes), default=0.0)
    fixed = sum(day.get(nutrient, 0.0) for day in person.fixed.values()) / problem.days
    return person.base.get(nutrient, 0.0) + fixed + most * portion * len(problem.slots)


def _most(aggregate: Aggregate, eater: int, column: int, seconds: float) -> float:
    """An upper bound on the week's mean of a column; the integer programme where time allows."""
    terms, constant = aggregate.intake(eater, column)
    cost = [0.0] * len(aggregate.programme.low)
    for variable, value in terms.items():
        cost[variable] = -value
    programme = replace(aggregate.programme, cost=cost)
    started = perf_counter()
    bound = programme.solve(max(seconds, 1.0), relaxed=True).bound
    left = seconds - (perf_counter() - started)
    if left > 0.05:
        bound = max(bound, programme.solve(left, gap=1e-4).bound)
    return constant - bound + SAFETY * (1.0 + abs(bound))


def _hold_energy(aggregate: Aggregate, plan: Evaluation) -> None:
    """Keep each eater's mean energy in the band, or as far off as the plan itself has it."""
    prepared = aggregate.prepared
    band = prepared.weights.energy_band
    for eater, person in enumerate(prepared.problem.eaters):
        share = prepared.columns.share[eater]
        if person.energy_kcal <= 0 or (share <= 0).any():
            continue
        terms, constant = aggregate.intake(eater, prepared.columns.width - 1)
        own = 100.0 * plan.means[person.key]["energy"] / person.energy_kcal
        whole = 100.0 * float(share.mean())
        low, high = min(own, whole * (1 - band)), max(own, whole * (1 + band))
        aggregate.programme.row(terms, low - constant - 1e-6, high - constant + 1e-6)
