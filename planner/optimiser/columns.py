"""The columns in which intakes are counted: each is linear in the portions and already scaled.

One column a target, one a soft cap (soft limit or energy share), one a hard limit, and energy last.
All are in per cent of the eater's own reference, so that costs read them without further figures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimiser.problem import Eater, EnergyShare, Limit, Problem, Target
from planner.optimiser.weights import Weights

Array = NDArray[np.float64]
ENERGY = "energy"


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """What each column means and costs. E eaters, T targets, C caps, H hard limits, D days."""

    targets: tuple[str, ...]
    caps: tuple[str, ...]
    """"limit:sodium", "low:protein", "high:fat_saturated"."""
    hards: tuple[str, ...]
    coefficients: Array
    """[E, N, K]: column value per unit of nutrient."""
    nutrients: tuple[str, ...]
    want: Array
    """[E, T]: mean of the week to reach, per cent of `per_day`."""
    want_weight: Array
    floor: Array
    """[E, D, T]: amount of the day below which it costs."""
    floor_weight: Array
    cap: Array
    """[E, C]: mean of the week above which it costs."""
    cap_weight: Array
    hard: Array
    """[E, H]: mean of the week that is never passed; inf for eaters without it."""
    share: Array
    """[E, D]: share of the day's energy this eater takes from the plan (1 unless away)."""

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.targets) + len(self.caps) + len(self.hards) + 1

    @property
    def target_slice(self) -> slice:
        """Where the targets are."""
        return slice(0, len(self.targets))

    @property
    def cap_slice(self) -> slice:
        """Where the soft caps are."""
        return slice(len(self.targets), len(self.targets) + len(self.caps))

    @property
    def hard_slice(self) -> slice:
        """Where the hard limits are."""
        return slice(len(self.targets) + len(self.caps), self.width - 1)


def amounts(nutrients: tuple[str, ...], rows: Iterable[Mapping[str, float]]) -> Array:
    """[rows, N] amounts; a nutrient without a figure counts as nothing."""
    return np.array(
        [[row.get(n, 0.0) for n in nutrients] for row in rows], dtype=np.float64
    ).reshape(-1, len(nutrients))


def present_share(problem: Problem, eater: Eater) -> Array:
    """[D] share of each day's energy that falls to the slots where the eater is present."""
    known = [s.energy_share for s in problem.slots if s.energy_share is not None]
    unknown = len(problem.slots) - len(known)
    rest = max(0.0, 1.0 - sum(known)) / unknown if unknown else 0.0
    raw = [rest if s.energy_share is None else s.energy_share for s in problem.slots]
    whole = sum(raw)
    shares = [r / whole if whole > 0 else 1.0 / len(raw) for r in raw]
    days = np.ones(problem.days)
    for day, slot in sorted(eater.away):
        for index, place in enumerate(problem.slots):
            if place.key == slot and 0 <= day < problem.days:
                days[day] -= shares[index]
    days[days < 1e-9] = 0.0
    return days


def _usable(targets: Iterable[Target]) -> dict[str, Target]:
    return {t.nutrient: t for t in targets if t.per_day > 0 and t.weight > 0}


def _soft(eater: Eater) -> dict[str, Limit]:
    return {x.nutrient: x for x in eater.limits if not x.hard and x.per_day > 0}


def _hard(eater: Eater) -> dict[str, float]:
    out: dict[str, float] = {}
    for limit in eater.limits:
        if limit.hard:
            out[limit.nutrient] = min(limit.per_day, out.get(limit.nutrient, np.inf))
    return out


def _bands(eater: Eater) -> dict[str, tuple[EnergyShare, float]]:
    """Cap name -> (band, sign): +1 costs above `high`, -1 below `low`."""
    out: dict[str, tuple[EnergyShare, float]] = {}
    for band in eater.energy_shares:
        if band.high is not None:
            out[f"high:{band.nutrient}"] = (band, 1.0)
        if band.low is not None:
            out[f"low:{band.nutrient}"] = (band, -1.0)
    return out


def _all_nutrients(eaters: Iterable[Eater]) -> tuple[str, ...]:
    names = {ENERGY}
    for eater in eaters:
        names.update(_usable(eater.targets), _soft(eater), _hard(eater))
        names.update(band.nutrient for band in eater.energy_shares)
    return tuple(sorted(names))


def _unions(eaters: Iterable[Eater]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    targets: set[str] = set()
    caps: set[str] = set()
    hards: set[str] = set()
    for eater in eaters:
        targets.update(_usable(eater.targets))
        caps.update(f"limit:{n}" for n in _soft(eater))
        caps.update(_bands(eater))
        hards.update(_hard(eater))
    return tuple(sorted(targets)), tuple(sorted(caps)), tuple(sorted(hards))


def build_columns(problem: Problem, weights: Weights) -> Columns:
    """All columns of a problem; weights are already divided by eaters, days and targets."""
    eaters = problem.eaters
    targets, caps, hards = _unions(eaters)
    nutrients = _all_nutrients(eaters)
    count, days = len(eaters), problem.days
    width = len(targets) + len(caps) + len(hards) + 1
    columns = Columns(
        targets=targets,
        caps=caps,
        hards=hards,
        nutrients=nutrients,
        coefficients=np.zeros((count, len(nutrients), width)),
        want=np.zeros((count, len(targets))),
        want_weight=np.zeros((count, len(targets))),
        floor=np.zeros((count, days, len(targets))),
        floor_weight=np.zeros((count, len(targets))),
        cap=np.zeros((count, len(caps))),
        cap_weight=np.zeros((count, len(caps))),
        hard=np.full((count, len(hards)), np.inf),
        share=np.array([present_share(problem, e) for e in eaters]).reshape(count, days),
    )
    for index, eater in enumerate(eaters):
        _fill_targets(columns, index, eater, weights)
        _fill_caps(columns, index, eater, weights)
        _fill_hard(columns, index, eater)
        if eater.energy_kcal > 0:
            columns.coefficients[index, nutrients.index(ENERGY), -1] = 100.0 / eater.energy_kcal
    return columns


def _fill_targets(columns: Columns, index: int, eater: Eater, weights: Weights) -> None:
    usable = _usable(eater.targets)
    whole = sum(t.weight for t in usable.values())
    floored = sum(t.weight for t in usable.values() if t.daily_floor > 0)
    count, days, _ = columns.floor.shape
    share = columns.share[index]
    for nutrient, target in usable.items():
        column = columns.targets.index(nutrient)
        row = columns.nutrients.index(nutrient)
        columns.coefficients[index, row, column] = 100.0 / target.per_day
        columns.want[index, column] = 100.0 * share.mean()
        columns.want_weight[index, column] = (
            weights.shortfall_weight * target.weight / whole / count
        )
        if target.daily_floor > 0:
            columns.floor[index, :, column] = 100.0 * target.daily_floor * share
            columns.floor_weight[index, column] = (
                weights.floor_weight * target.weight / floored / count / days
            )


def _fill_caps(columns: Columns, index: int, eater: Eater, weights: Weights) -> None:
    count = columns.share.shape[0]
    start = columns.cap_slice.start
    table = columns.coefficients[index]
    for nutrient, limit in _soft(eater).items():
        column = columns.caps.index(f"limit:{nutrient}")
        table[columns.nutrients.index(nutrient), start + column] = 100.0 / limit.per_day
        columns.cap[index, column] = 100.0
        columns.cap_weight[index, column] = weights.soft_limit_weight / count
    if eater.energy_kcal <= 0:
        return
    for name, (band, sign) in _bands(eater).items():
        column = columns.caps.index(name)
        edge = band.high if sign > 0 else band.low
        assert edge is not None
        scale = sign * 100.0 / eater.energy_kcal
        table[columns.nutrients.index(band.nutrient), start + column] += band.kcal_per_unit * scale
        table[columns.nutrients.index(ENERGY), start + column] -= edge * scale
        columns.cap_weight[index, column] = weights.shares_weight / count


def _fill_hard(columns: Columns, index: int, eater: Eater) -> None:
    start = columns.hard_slice.start
    for nutrient, per_day in _hard(eater).items():
        column = columns.hards.index(nutrient)
        # A limit of nothing has no percentage: counted in units instead.
        scale = 100.0 / per_day if per_day > 0 else 100.0
        row = columns.nutrients.index(nutrient)
        columns.coefficients[index, row, start + column] = scale
        columns.hard[index, column] = 100.0 if per_day > 0 else 0.0
