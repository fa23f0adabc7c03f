"""What intakes and plans cost: the formulas of the weighted sum, on arrays.

Every function of intakes is convex and piecewise linear, which the bound relies on.
"""

import numpy as np

from planner.optimiser.columns import Array
from planner.optimiser.prepared import Ints, Prepared

#: Price of a pp above a hard limit inside the search, which must get back below it.
HARD_PRICE = 1e4
#: Relative slack of hard limits, for sums of floats.
TOLERANCE = 1e-9
#: Price of breaking a rule once inside the search: a hard limit, long dishes, repeats.
RULE_PRICE = 1e7
#: Price of a food beyond the list's length, the one rule that may give way to the others.
LIST_PRICE = 1e4


def staircase(gap: Array, growth: float) -> Array:
    """Price of a shortfall in pp: 1 a pp in the first tenth, `growth` more in each further one.

    Piecewise linear: with k full tenths in u, u + growth * (k u - 5 k (k + 1)).
    """
    u = np.maximum(gap, 0.0)
    k = np.floor(u * 0.1)
    return np.asarray(u + growth * (k * u - 5.0 * k * (k + 1.0)))


def beyond_count(count: Array, weeks: float) -> Array:
    """Repeats: those beyond one a week, and once more those beyond two; per week."""
    first = np.maximum(0.0, count - weeks)
    second = np.maximum(0.0, count - 2.0 * weeks)
    return np.asarray((first + second) / weeks)


def energy_cost(prepared: Prepared, energy: Array, share: Array) -> Array:
    """Cost of a day's energy in per cent of need; `share` is what the plan should bring."""
    weights = prepared.weights
    count = max(1, len(prepared.problem.eaters)) * prepared.days
    off = np.abs(energy - 100.0 * share)
    over = np.maximum(0.0, off - 100.0 * weights.energy_band * share)
    steep = weights.energy_beyond - weights.energy_inside
    cost = (weights.energy_inside * off + steep * over) / count
    return np.asarray(np.where(share > 0, cost, 0.0))


def shortfall_cost(prepared: Prepared, eaters: Ints, targets: Array) -> Array:
    """[P, ...] from week means [P, ..., T]."""
    columns = prepared.columns
    middle = (1,) * (targets.ndim - 2)
    want = columns.want[eaters].reshape(len(eaters), *middle, -1)
    gap = staircase(want - targets, prepared.weights.shortfall_growth)
    return _dot(gap, columns.want_weight[eaters])


def floor_cost(prepared: Prepared, eaters: Ints, day: int, targets: Array) -> Array:
    """[P, ...] from one day's amounts [P, ..., T]."""
    columns = prepared.columns
    middle = (1,) * (targets.ndim - 2)
    floor = columns.floor[eaters, day].reshape(len(eaters), *middle, -1)
    return _dot(np.maximum(0.0, floor - targets), columns.floor_weight[eaters])


def cap_cost(prepared: Prepared, eaters: Ints, caps: Array) -> Array:
    """[P, ...] from week means of the soft caps [P, ..., C]."""
    columns = prepared.columns
    middle = (1,) * (caps.ndim - 2)
    cap = columns.cap[eaters].reshape(len(eaters), *middle, -1)
    return _dot(np.maximum(0.0, caps - cap), columns.cap_weight[eaters])


def hard_cost(prepared: Prepared, eaters: Ints, hards: Array) -> Array:
    """[P, ...] the search's price for week means above hard limits; 0 for plans that may be."""
    columns = prepared.columns
    middle = (1,) * (hards.ndim - 2)
    cap = columns.hard[eaters].reshape(len(eaters), *middle, -1)
    over = np.maximum(0.0, hards - cap * (1.0 + TOLERANCE))
    return np.asarray((HARD_PRICE * over + RULE_PRICE * (over > 0)).sum(axis=-1))


def _dot(values: Array, weights: Array) -> Array:
    """[P, ..., X] times [P, X], by eater."""
    flat = values.reshape(values.shape[0], -1, values.shape[-1])
    return np.asarray(np.matmul(flat, weights[:, :, None]).reshape(values.shape[:-1]))


def place_cost(prepared: Prepared, eaters: Ints, day: int, week: Array, today: Array) -> Array:
    """[P, ...] everything that the meals of one day change: week means and this day's amounts.

    `week` and `today` are [P, ..., K].
    """
    columns = prepared.columns
    cost = shortfall_cost(prepared, eaters, week[..., columns.target_slice])
    cost += floor_cost(prepared, eaters, day, today[..., columns.target_slice])
    if columns.caps:
        cost += cap_cost(prepared, eaters, week[..., columns.cap_slice])
    if columns.hards:
        cost += hard_cost(prepared, eaters, week[..., columns.hard_slice])
    middle = (1,) * (today.ndim - 2)
    share = columns.share[eaters, day].reshape(len(eaters), *middle)
    cost += energy_cost(prepared, today[..., -1], share)
    return cost


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
        "energy": float(energy_cost(prepared, totals[:, :, -1], columns.share).sum()),
        "shares": float(caps[:, ~is_limit].sum()),
        "soft_limit": float(caps[:, is_limit].sum()),
    }
