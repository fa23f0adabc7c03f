"""How the compiled search sees a problem and a board: arrays, and how loops are compiled.

Indices and prices that the loops read as constants stand in `kernels`, where the compiler's memory
on disk notices a change of them.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., Any])
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: No reference counting: it costs ten times what these functions do, and none of them makes or
#: keeps an array. Without "nnan" and "ninf", since the best board so far starts at infinity.
OPTIONS: dict[str, Any] = {
    "_nrt": False,
    "error_model": "numpy",
    "fastmath": {"reassoc", "contract", "nsz"},
}


def compiled(function: F, **more: Any) -> F:
    """Machine code at the first call, kept on disk for the next process where that can be written.

    The first process on a machine compiles for about twenty seconds.
    """
    try:
        made = njit(cache=True, **OPTIONS, **more)(function)
    except RuntimeError:
        made = njit(**OPTIONS, **more)(function)
    return cast(F, made)


def within(function: F) -> F:
    """The same, made part of its callers: handing over all arrays costs more than most of these."""
    return compiled(function, forceinline=True)


class Prices(NamedTuple):
    """Weights of the objective, and what nobody minds."""

    growth: float
    energy_inside: float
    energy_beyond: float
    energy_band: float
    long_most: float
    minutes_free: float
    minutes: float
    repeat: float
    days_free: float
    again: float
    main_free: float
    main: float
    part_free: float
    part: float
    adjacent: float
    like_most: float
    list_free: float
    list_most: float
    list: float
    groups_wanted: float
    group: float
    weeks: float


class Facts(NamedTuple):
    """What does not change. E eaters, D days, S slots, R dishes, J portions, K columns.

    Few arrays rather than many: each is ten arguments to a compiled function. Columns are turned
    so that more is dearer: targets count as less than nothing.
    """

    values: Floats  # [E, R, K] per portion of 1; energy is the last column
    base: Floats  # [E, D, K]
    edge: Floats  # [E, K - 1] week mean above which a column costs
    weight: Floats  # [E, K - 1]
    targets: int  # how many columns are targets, with a staircase; they come first
    hards: int  # how many are hard limits; they come last
    floor: Floats  # [E, D, T] amount of the day above which it costs
    floor_weight: Floats  # [E, T]
    share: Floats  # [E, D]
    energy_mean: Floats  # [E] what the mean over all days should be
    levels: Floats  # [E, J]
    level_count: Ints  # [E]
    penalty: Floats  # [E, J]
    present: Flags  # [E, D, S]
    spots: Ints  # [D, S, 3] menu (-1: nothing is planned here), kind of lock, 1 if free
    menu_start: Ints
    menu_dish: Ints
    allowed: Flags  # [menus, R]
    places: Ints  # [F, 2] free places
    portions: Ints  # [G, 3] (eater, day, slot) of portions that may change
    dishes: Ints  # [R, 3] days it keeps, main food (-1: none), 1 if long
    works: Floats  # [R, 2] active minutes, credit of its like
    tables: Floats  # [R, S, 4] alpha, meals nobody minds, most cookings, 1 if heavy
    starts: Ints  # [3, R + 1] where a dish's foods, groups and prominent foods are in `members`
    members: Ints  # indices into `Board.seen` (foods, groups) and `Board.bulk` (prominent foods)
    leftovers: Flags  # [S]
    weekday: Flags  # [D]
    prices: Prices


class Board(NamedTuple):
    """What stands where, and every sum that pricing a change needs."""

    dish: Ints  # [D, S] -1: nothing
    portion: Floats  # [E, D, S]
    cooked: Flags  # [D, S]
    week: Floats  # [E, K] means
    totals: Floats  # [E, D, K]
    costs: Floats  # [E, D + 1] of each day, and last of the week's means
    meals: Ints  # [R, S + 1] meals by slot, and last in all
    bulk: Floats  # alpha of meals by main food, then by prominent food, then by dish
    seen: Ints  # dishes that stand, by food, then by group
    work: Floats  # [D, 2] minutes, long dishes
    trial: Floats  # [3, E] portions and costs of a change under test
    undo: Floats  # [D, S, E + 1] what a change of many places began with: 1 if changed, portions
    sums: Floats  # [6]
    best_dish: Ints
    best_portion: Floats
    dice: NDArray[np.uint64]  # [1]
