"""Which wishes cannot all hold: a set of them that is infeasible, with nothing to spare."""

from time import perf_counter

from planner.optimiser.feasible import Model, Wish, all_wishes
from planner.optimiser.leftovers import Place
from planner.optimiser.prepared import Prepared
from planner.optimiser.problem import Clash, Lock
from planner.optimiser.rules import Violation, at


def quick_clash(prepared: Prepared) -> Clash | None:
    """What is seen at a glance: no slots, no dish for a place, a lock on a wrong dish."""
    for lock in prepared.problem.locks:
        wrong = _wrong_lock(prepared, lock)
        if wrong:
            return Clash((("lock", at(lock.day, lock.slot)), wrong))
    for day, slot in prepared.free():
        menu = prepared.menu(day, slot)
        if not (prepared.max_cook[menu.dishes, slot] > 0).any():
            return Clash((("no_dish", prepared.problem.slots[slot].key),))
    return None


def _wrong_lock(prepared: Prepared, lock: Lock) -> Wish | None:
    """What forbids this lock whatever else is planned."""
    problem = prepared.problem
    if lock.slot not in prepared.slot_index or not 0 <= lock.day < prepared.days:
        return "unknown_place", at(lock.day, lock.slot)
    place: Place = (lock.day, prepared.slot_index[lock.slot])
    if lock.dish is None or not prepared.filled(*place):
        return None
    if lock.dish not in prepared.dish_index:
        return "unknown_dish", lock.dish
    if lock.slot not in problem.dishes[prepared.dish_index[lock.dish]].slots:
        return "slot", lock.dish
    for eater in problem.eaters:
        here = (lock.day, lock.slot) not in eater.away
        if here and lock.dish in eater.forbidden:
            return "forbidden", f"{eater.key}:{lock.dish}"
    return _wrong_leftover(prepared, lock, prepared.dish_index[lock.dish])


def _wrong_leftover(prepared: Prepared, lock: Lock, dish: int) -> Wish | None:
    if lock.leftover_of is None:
        return None
    day, slot = lock.leftover_of
    known = day < 0 or slot in prepared.slot_index
    allowed = prepared.problem.slots[prepared.slot_index[lock.slot]].leftovers
    if not known or not allowed or not 0 < lock.day - day <= prepared.keeps[dish]:
        return "leftover", lock.dish or ""
    return None


def find_clash(prepared: Prepared, seconds: float) -> Clash | None:
    """An irreducible set of clashing wishes; None where a plan exists or none is disproved in time.

    Deletion filter: what can be given up without the rest becoming feasible is given up, first in
    halves, then one by one. Cut by the clock, the set may hold more than it needs.
    """
    quick = quick_clash(prepared)
    if quick:
        return quick
    end = perf_counter() + seconds
    wishes = all_wishes(prepared)
    if Model(prepared, wishes).verdict(seconds / 2).feasible is not False:
        return None
    size = max(1, len(wishes) // 2)
    while True:
        wishes = _without_chunks(prepared, wishes, size, end)
        if size == 1:
            return Clash(tuple(wishes))
        size = max(1, size // 2)


def _without_chunks(prepared: Prepared, wishes: list[Wish], size: int, end: float) -> list[Wish]:
    start = 0
    while start < len(wishes):
        left = end - perf_counter()
        if left <= 0:
            return wishes
        fewer = wishes[:start] + wishes[start + size :]
        if fewer and Model(prepared, fewer).verdict(left).feasible is False:
            wishes = fewer
        else:
            start += size
    return wishes


def clash_of_rules(broken: tuple[Violation, ...]) -> Clash:
    """What the best plan found still breaks, where no proof was found in time."""
    return Clash(tuple(broken))
