"""What intakes and plans cost: the formulas of the weighted sum, on arrays.

Every function of intakes is convex and piecewise linear, which the bound relies on.
"""

import numpy as np

from planner.optimiser.columns import Array
from planner.optimiser.prepared import Ints, Prepared

#: Relative slack of hard limits, for sums of floats.
TOLERANCE = 1e-9


def staircase(gap: Array, growth: float) -> Array:
    """Price of a shortfall in pp: 1 a pp in the first tenth, `growth` more in each further one.

    Piecewise linear: with k full tenths in u, u + growth * (k u - 5 k (k + 1)).
    """
    u = np.maximum(gap, 0.0)
    k = np.floor(u * 0.1)
    return np.asarray(u + growth * (k * u - 5.0 * k * (k + 1.0)))


def beyond_count(count: Array, free: Array | float, weeks: float) -> Array:
    """Repeats: those beyond `free` a week, and once more those beyond `free` + 1; per week."""
    first = np.maximum(0.0, count - free * weeks)
    second = np.maximum(0.0, count - (free + 1.0) * weeks)
    return np.asarray((first + second) / weeks)


def energy_cost(prepared: Prepared, energy: Array) -> float:
    """Cost of energy [E, D] in per cent of need: of the mean, and of days beyond the band.

    Days on which an eater takes nothing from the plan have no need to meet.
    """
    weights, share = prepared.weights, prepared.columns.share
    count = max(1, len(prepared.problem.eaters)) * prepared.days
    off = np.where(share > 0, energy - 100.0 * share, 0.0)
    over = np.maximum(0.0, np.abs(off) - 100.0 * weights.energy_band * share)
    mean = np.abs(off.sum(axis=1)).sum()
    return float((weights.energy_inside * mean + weights.energy_beyond * over.sum()) / count)


def shortfall_cost(prepared: Prepared, eaters: Ints, targets: Array) -> Array:
    """[P, ...] from week means [P, ..., T]."""
    columns = prepared.columns
    want = _by_eater(columns.want[eaters], targets.ndim)
    gap = staircase(want - targets, prepared.weights.shortfall_growth)
    return _dot(gap, columns.want_weight[eaters])


def floor_cost(prepared: Prepared, eaters: Ints, day: int, targets: Array) -> Array:
    """[P, ...] from one day's amounts [P, ..., T]."""
    columns = prepared.columns
    floor = _by_eater(columns.floor[eaters, day], targets.ndim)
    return _dot(np.maximum(0.0, floor - targets), columns.floor_weight[eaters])


def _dot(values: Array, weights: Array) -> Array:
    """[P, ..., X] times [P, X], by eater."""
    return np.asarray((values * _by_eater(weights, values.ndim)).sum(axis=-1))


def _by_eater(table: Array, dimensions: int) -> Array:
    """[P, X] as [P, 1, ..., X]."""
    return table.reshape(table.shape[0], *(1,) * (dimensions - 2), table.shape[1])


def intake_terms(prepared: Prepared, totals: Array) -> dict[str, float]:
    """Terms of the objective that depend on intakes; `totals` [E, D, K]."""
    columns = prepared.columns
    eaters = np.arange(totals.shape[0])
    week = totals.mean(axis=1)
    caps = np.maximum(0.0, week[:, columns.cap_slice] - columns.cap) * columns.cap_weight
    is_limit = np.array([name.startswith("limit:") for name in columns.caps], dtype=np.bool_)
    floors = [
        floor_cost(prepared, eaters, d, totals[:, d, columns.target_slice]).sum()
        for d in range(totals.shape[1])
    ]
    return {
        "shortfall": float(shortfall_cost(prepared, eaters, week[:, columns.target_slice]).sum()),
        "floor": float(sum(floors)),
        "energy": energy_cost(prepared, totals[:, :, -1]),
        "shares": float(caps[:, ~is_limit].sum()),
        "soft_limit": float(caps[:, is_limit].sum()),
    }
