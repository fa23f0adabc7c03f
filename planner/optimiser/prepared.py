"""A problem turned into arrays once, for everything that prices plans."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.optimiser.columns import Array, Columns, amounts, build_columns
from planner.optimiser.problem import Dish, Lock, Problem
from planner.optimiser.weights import Weights, default_weights

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
FREE = -1
EMPTY = -2


@dataclass(frozen=True, slots=True, eq=False)
class Menu:
    """The dishes that may stand at places of one kind, with what each portion of them brings."""

    dishes: Ints
    """[M] allowed dishes."""
    eaters: Ints
    """[P] who is present."""
    slot: int
    position: Mapping[int, int]
    """Dish -> its place in `dishes`."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Arrays of a problem. E eaters, D days, S slots, R dishes, J portions, K columns."""

    problem: Problem
    weights: Weights
    columns: Columns
    dish_index: Mapping[str, int]
    slot_index: Mapping[str, int]
    eater_index: Mapping[str, int]
    values: Array
    """[E, R, K] per portion of 1."""
    base: Array
    """[E, D, K] on each day before any meal: drinks and foods added by hand."""
    portions: Array
    """[E, J], short lists padded with their last."""
    portion_penalty: Array
    """[E, J], inf on padding."""
    usual: Array
    """[E] each person's usual portion."""
    step: Array
    """[E, 2] how far the next smaller and the next larger portion are from the usual one."""
    present: Bools
    """[E, D, S]."""
    allowed: Bools
    """[S, R] dish may stand in the slot, whoever eats."""
    forbidden: Bools
    """[E, R]."""
    max_cook: Ints
    """[R, S] cookings within seven days."""
    alpha: Array
    """[R, S] how much a repeat at this slot counts: 1 / max_cook."""
    repeat_free: Array
    """[R, S] meals of the dish at this slot in a week that nobody minds."""
    heavy: Bools
    """[R, S] repeats of main foods on neighbouring days matter here."""
    minutes: Array
    long: Bools
    keeps: Ints
    like: Array
    main: Ints
    """[R] index of the main food, -1 where none is named."""
    main_foods: tuple[str, ...]
    prominent: Array
    """[R, Q] 1 where the food makes up a good part of the dish."""
    foods: Array
    """[R, F] 1 where the dish puts the food on the list."""
    groups: Array
    """[R, G]."""
    groups_wanted: float
    weeks: float
    weekday: Bools
    locks: Mapping[tuple[int, int], Lock]
    """Place -> lock; the source of a locked leftover is locked with it."""
    meals_of: Ints
    """[E] places at which each person eats."""
    menus: dict[tuple[int, bytes], Menu] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """Days of the plan."""
        return len(self.weekday)

    def menu(self, day: int, slot: int) -> Menu:
        """The dishes for this place, allowed for everyone present."""
        here = self.present[:, day, slot]
        key = (slot, here.tobytes())
        if key not in self.menus:
            self.menus[key] = _make_menu(self, slot, here)
        return self.menus[key]

    def filled(self, day: int, slot: int) -> bool:
        """Whether a dish belongs here: somebody is present and no lock keeps it empty."""
        lock = self.locks.get((day, slot))
        return bool(self.present[:, day, slot].any()) and not (lock and lock.dish is None)

    def places(self) -> list[tuple[int, int]]:
        """(day, slot) to be filled, in order."""
        slots = range(len(self.problem.slots))
        return [(d, s) for d in range(self.days) for s in slots if self.filled(d, s)]

    def free(self) -> list[tuple[int, int]]:
        """Places to be filled that carry no lock."""
        return [place for place in self.places() if place not in self.locks]


def _make_menu(prepared: Prepared, slot: int, here: Bools) -> Menu:
    ok = prepared.allowed[slot] & ~prepared.forbidden[here].any(axis=0)
    dishes = np.flatnonzero(ok)
    eaters = np.flatnonzero(here)
    position = {int(dish): index for index, dish in enumerate(dishes)}
    return Menu(dishes, eaters, slot, position)


def prepare(problem: Problem, weights: Weights | None = None) -> Prepared:
    """Arrays of `problem`; costs a few milliseconds, worth keeping between swaps of one plan."""
    weights = weights or default_weights()
    columns = build_columns(problem, weights)
    portions, usual = _portions(problem, weights)
    step = _steps(problem, usual)
    present = _present(problem)
    meals_of = np.maximum(1, present.sum(axis=(1, 2)))
    max_cook = _max_cook(problem)
    alpha = 1.0 / np.maximum(1, max_cook)
    main_foods = tuple(sorted({d.main_food for d in problem.dishes if d.main_food}))
    groups = _incidence([d.groups for d in problem.dishes])
    weeks = max(1.0, problem.days / 7.0)
    return Prepared(
        problem=problem,
        weights=weights,
        columns=columns,
        dish_index={d.key: i for i, d in enumerate(problem.dishes)},
        slot_index={s.key: i for i, s in enumerate(problem.slots)},
        eater_index={e.key: i for i, e in enumerate(problem.eaters)},
        values=_values(problem, columns),
        base=_base(problem, columns),
        portions=portions,
        portion_penalty=_portion_penalty(problem, weights, portions, usual, step, meals_of),
        usual=usual,
        step=step,
        present=present,
        allowed=_allowed(problem),
        forbidden=_forbidden(problem),
        max_cook=max_cook,
        alpha=alpha,
        repeat_free=np.maximum(1.0, np.ceil(weights.variety_dish_free * max_cook)),
        heavy=alpha >= 0.5,
        minutes=np.array([d.active_minutes for d in problem.dishes], dtype=np.float64),
        long=np.array([d.active_minutes > problem.long_minutes for d in problem.dishes], np.bool_),
        keeps=np.array([d.keeps_days for d in problem.dishes], dtype=np.int64),
        like=np.array([d.like for d in problem.dishes], dtype=np.float64),
        main=np.array(
            [main_foods.index(d.main_food) if d.main_food else -1 for d in problem.dishes], np.int64
        ),
        main_foods=main_foods,
        prominent=_incidence([d.prominent for d in problem.dishes]),
        foods=_incidence([d.foods for d in problem.dishes]),
        groups=groups,
        groups_wanted=_groups_wanted(problem, weights, groups),
        weeks=weeks,
        weekday=np.array(problem.weekdays, dtype=np.bool_),
        locks=_locks(problem),
        meals_of=meals_of,
    )


def _values(problem: Problem, columns: Columns) -> Array:
    table = amounts(columns.nutrients, (d.nutrients for d in problem.dishes))
    return np.asarray(np.einsum("rn,enk->erk", table, columns.coefficients), dtype=np.float64)


def _base(problem: Problem, columns: Columns) -> Array:
    out = np.zeros((len(problem.eaters), problem.days, columns.width))
    for index, eater in enumerate(problem.eaters):
        every = amounts(columns.nutrients, [eater.base])
        fixed = amounts(columns.nutrients, [eater.fixed.get(d, {}) for d in range(problem.days)])
        out[index] = (every + fixed) @ columns.coefficients[index]
    return out


def usual_portion(energy_kcal: float, portions: tuple[float, ...], weights: Weights) -> float:
    """The portion on offer nearest to the share that the person's energy need is of a serving's."""
    return nearest(portions, energy_kcal / weights.portion_reference_kcal)


def nearest(portions: tuple[float, ...], wish: float) -> float:
    """The portion closest to `wish`, the smaller of two."""
    return min(portions, key=lambda p: (abs(p - wish), p))


def _portions(problem: Problem, weights: Weights) -> tuple[Array, Array]:
    longest = max((len(e.portions) for e in problem.eaters), default=1)
    table = np.ones((len(problem.eaters), longest))
    usual = np.ones(len(problem.eaters))
    for index, eater in enumerate(problem.eaters):
        if not eater.portions:
            raise ValueError(f"eater {eater.key} may be given no portion at all")
        count = len(eater.portions)
        table[index, :count] = eater.portions
        table[index, count:] = eater.portions[-1]
        usual[index] = usual_portion(eater.energy_kcal, eater.portions, weights)
    return table, usual


def _steps(problem: Problem, usual: Array) -> Array:
    """[E, 2] from the usual portion to its neighbours on offer; 0 where there is none."""
    out = np.zeros((len(problem.eaters), 2))
    for index, eater in enumerate(problem.eaters):
        here = float(usual[index])
        out[index, 0] = here - max([p for p in eater.portions if p < here], default=here)
        out[index, 1] = min([p for p in eater.portions if p > here], default=here) - here
    return out


def portion_price(weights: Weights, portions: Array, usual: Array, step: Array) -> Array:
    """pp-equivalents of portions [E, ...] that differ from `usual` [E], not yet averaged.

    Within the next step `inside` a pp, beyond it `weight`; nothing for a portion of 0 (no meal).
    """
    middle = (len(usual),) + (1,) * (portions.ndim - 1)
    centre = usual.reshape(middle)
    off = portions - centre
    free = np.where(off > 0, step[:, 1].reshape(middle), step[:, 0].reshape(middle))
    beyond = np.maximum(0.0, np.abs(off) - free)
    inside = np.abs(off) - beyond
    price = weights.portion_inside * inside + weights.portion_weight * beyond
    return np.asarray(np.where(portions > 0, 100.0 * price / centre, 0.0))


def _portion_penalty(
    problem: Problem, weights: Weights, portions: Array, usual: Array, step: Array, meals_of: Ints
) -> Array:
    count = max(1, len(problem.eaters))
    out = portion_price(weights, portions, usual, step) / meals_of[:, None] / count
    for index, eater in enumerate(problem.eaters):
        out[index, len(eater.portions) :] = np.inf
    return np.asarray(out)


def _present(problem: Problem) -> Bools:
    out = np.ones((len(problem.eaters), problem.days, len(problem.slots)), dtype=np.bool_)
    index = {s.key: i for i, s in enumerate(problem.slots)}
    for row, eater in enumerate(problem.eaters):
        for day, slot in eater.away:
            if slot in index and 0 <= day < problem.days:
                out[row, day, index[slot]] = False
    return out


def _max_cook(problem: Problem) -> Ints:
    def limit(dish: Dish, slot_max: int) -> int:
        return slot_max if dish.max_cookings is None else dish.max_cookings

    return np.array(
        [[limit(d, s.max_cookings) for s in problem.slots] for d in problem.dishes], dtype=np.int64
    ).reshape(len(problem.dishes), len(problem.slots))


def _allowed(problem: Problem) -> Bools:
    return np.array(
        [[s.key in d.slots for d in problem.dishes] for s in problem.slots], dtype=np.bool_
    ).reshape(len(problem.slots), len(problem.dishes))


def _forbidden(problem: Problem) -> Bools:
    return np.array(
        [[d.key in e.forbidden for d in problem.dishes] for e in problem.eaters], dtype=np.bool_
    ).reshape(len(problem.eaters), len(problem.dishes))


def _incidence(sets: list[frozenset[str]]) -> Array:
    names = sorted(set().union(*sets)) if sets else []
    column = {name: index for index, name in enumerate(names)}
    out = np.zeros((len(sets), len(names)))
    for row, members in enumerate(sets):
        out[row, [column[m] for m in members]] = 1.0
    return out


def _groups_wanted(problem: Problem, weights: Weights, groups: Array) -> float:
    """A short plan needs fewer; never more than the library has."""
    wanted = np.ceil(weights.variety_groups_wanted * min(1.0, problem.days / 7.0))
    return float(min(wanted, groups.shape[1]))


def _locks(problem: Problem) -> dict[tuple[int, int], Lock]:
    """Locks by place; the cooking a locked leftover is eaten from is locked with it."""
    index = {s.key: i for i, s in enumerate(problem.slots)}
    out = {(k.day, index[k.slot]): k for k in problem.locks if k.slot in index}
    for lock in problem.locks:
        if lock.leftover_of is None or lock.dish is None:
            continue
        day, slot = lock.leftover_of
        if slot in index and 0 <= day < problem.days:
            out.setdefault((day, index[slot]), Lock(day, slot, lock.dish))
    return out
