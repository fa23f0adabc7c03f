"""Is there any plan at all? Hard rules alone, day by day, without prices.

Each person has the smallest portion, since every hard limit is a most. The list's length is a
wish of its own, `LIST`: it is kept only where that is feasible, and never named as a clash.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from planner.optimiser.cost import TOLERANCE
from planner.optimiser.leftovers import Place
from planner.optimiser.lp import Programme
from planner.optimiser.prepared import Prepared
from planner.optimiser.rules import at

Wish = tuple[str, str]
"""(code, subject) of something that was asked for."""

LIST: Wish = ("list", "length")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a plan exists (None: not known in time) and the dishes of one."""

    feasible: bool | None
    board: dict[Place, int] = field(default_factory=dict)


def all_wishes(prepared: Prepared) -> list[Wish]:
    """Everything that can be given up, locks first."""
    problem = prepared.problem
    locks = [("lock", at(k.day, k.slot)) for k in problem.locks if k.dish is not None]
    limits = [("limit", nutrient) for nutrient in prepared.columns.hards]
    slots = sorted({problem.slots[s].key for _, s in prepared.places()})
    once = [("same_day", "dish")]
    repeats = [("repeats", key) for key in slots]
    dishes = [("no_dish", key) for key in slots]
    return [*dict.fromkeys(locks), *limits, ("minutes", "weekday"), *once, *repeats, *dishes]


class Model:
    """x: cooked here; y: eaten here as a leftover."""

    def __init__(self, prepared: Prepared, wishes: Iterable[Wish]) -> None:
        """Only the rules among `wishes` hold; the others are given up."""
        self.prepared = prepared
        self.wishes = frozenset(wishes)
        self.programme = Programme()
        self.cooked: dict[tuple[int, int, int], int] = {}
        self.eaten: dict[tuple[int, int, int], list[int]] = {}
        self.left: dict[tuple[int, int, int], int] = {}
        self.locks = {
            (k.day, prepared.slot_index[k.slot]): k
            for k in prepared.problem.locks
            if k.slot in prepared.slot_index
            and k.dish is not None
            and ("lock", at(k.day, k.slot)) in self.wishes
        }
        for place in prepared.places():
            self._variables(place)
        self._leftover_rows()
        self._lock_rows()
        self._day_rows()
        self._repeat_rows()
        self._limit_rows()
        if LIST in self.wishes:
            self._list_rows()

    def _variables(self, place: Place) -> None:
        prepared, programme = self.prepared, self.programme
        day, slot = place
        row: list[tuple[int, float]] = []
        for dish in map(int, prepared.menu(day, slot).dishes):
            spot = (day, slot, dish)
            self.cooked[spot] = programme.variable(0, 1, integer=True)
            self.eaten[spot] = [self.cooked[spot]]
            if prepared.problem.slots[slot].leftovers and prepared.keeps[dish] > 0:
                self.left[spot] = programme.variable(0, 1, integer=True)
                self.eaten[spot].append(self.left[spot])
            row.extend((v, 1.0) for v in self.eaten[spot])
        must = ("no_dish", prepared.problem.slots[slot].key) in self.wishes
        programme.row(row, 1.0 if must else 0.0, 1.0)

    def _leftover_rows(self) -> None:
        """A leftover needs a cooking of the dish that still keeps."""
        by_dish: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for (day, _, dish), variable in self.cooked.items():
            by_dish[dish].append((day, variable))
        for (day, slot, dish), variable in self.left.items():
            lock = self.locks.get((day, slot))
            if lock is not None and lock.leftover_of is not None and lock.leftover_of[0] < 0:
                continue
            keeps = int(self.prepared.keeps[dish])
            sources = [(v, -1.0) for d, v in by_dish[dish] if 0 < day - d <= keeps]
            self.programme.row([(variable, 1.0), *sources], high=0.0)

    def _lock_rows(self) -> None:
        for place, lock in self.locks.items():
            if not self.prepared.filled(*place):
                continue
            dish = self.prepared.dish_index.get(lock.dish or "", -1)
            spot = (*place, dish)
            table = self.cooked if lock.leftover_of is None else self.left
            kept = [(table[spot], 1.0)] if spot in table else []
            self.programme.row(kept, 1.0)
            if lock.leftover_of is not None and lock.leftover_of[0] >= 0:
                day, slot = lock.leftover_of
                source = (day, self.prepared.slot_index.get(slot, -1), dish)
                age_ok = 0 < place[0] - day <= self.prepared.keeps[dish]
                there = [(self.cooked[source], 1.0)] if source in self.cooked and age_ok else []
                self.programme.row(there, 1.0)

    def _day_rows(self) -> None:
        """No dish twice on a day; few long dishes on a weekday."""
        prepared = self.prepared
        once: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
        long: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for (day, _, dish), variables in self.eaten.items():
            once[day, dish].extend((v, 1.0) for v in variables)
        for (day, _, dish), variable in self.cooked.items():
            if prepared.weekday[day] and prepared.long[dish]:
                long[day].append((variable, 1.0))
        if ("same_day", "dish") in self.wishes:
            for terms in once.values():
                self.programme.row(terms, high=1.0)
        if ("minutes", "weekday") in self.wishes:
            for terms in long.values():
                self.programme.row(terms, high=float(prepared.problem.long_dishes_per_weekday))

    def _repeat_rows(self) -> None:
        prepared = self.prepared
        by_slot: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for (day, slot, dish), variable in self.cooked.items():
            by_slot[slot, dish].append((day, variable))
        for (slot, dish), entries in by_slot.items():
            if ("repeats", prepared.problem.slots[slot].key) not in self.wishes:
                continue
            most = float(prepared.max_cook[dish, slot])
            for start in range(max(1, prepared.days - 6)):
                window = [(v, 1.0) for d, v in entries if start <= d < start + 7]
                self.programme.row(window, high=most)

    def _list_rows(self) -> None:
        prepared, programme = self.prepared, self.programme
        bought = [programme.variable(0, 1) for _ in range(prepared.foods.shape[1])]
        programme.row([(v, 1.0) for v in bought], high=float(prepared.problem.list_length))
        used: dict[int, int] = {}
        for (_, _, dish), variables in self.eaten.items():
            if dish not in used:
                used[dish] = programme.variable(0, 1)
                for food in np.flatnonzero(prepared.foods[dish]):
                    programme.row([(bought[food], 1.0), (used[dish], -1.0)], 0.0)
            programme.row([(used[dish], 1.0), *((v, -1.0) for v in variables)], 0.0)

    def _limit_rows(self) -> None:
        columns, prepared = self.prepared.columns, self.prepared
        for eater, column in np.argwhere(np.isfinite(columns.hard)):
            if ("limit", columns.hards[column]) not in self.wishes:
                continue
            place = columns.hard_slice.start + int(column)
            values = prepared.values[eater, :, place]
            terms = [
                (v, float(values[dish]) * self._least(int(eater), (day, slot)))
                for (day, slot, dish), variables in self.eaten.items()
                for v in variables
            ]
            cap = float(columns.hard[eater, column]) * (1.0 + TOLERANCE) * prepared.days
            fixed = float(prepared.base[eater, :, place].sum())
            self.programme.row(terms, high=cap - fixed)

    def _least(self, eater: int, place: Place) -> float:
        """The smallest portion of this eater here."""
        if not self.prepared.present[eater, place[0], place[1]]:
            return 0.0
        person = self.prepared.problem.eaters[eater]
        lock = self.locks.get(place)
        if lock is not None and lock.portions is not None and person.key in lock.portions:
            return lock.portions[person.key]
        return person.portions[0]

    def verdict(self, seconds: float) -> Verdict:
        """Whether some plan keeps the wishes."""
        solution = self.programme.solve(seconds)
        if solution.infeasible:
            return Verdict(False)
        if solution.values is None:
            return Verdict(None)
        board = {
            (day, slot): dish
            for (day, slot, dish), variables in self.eaten.items()
            if sum(solution.values[v] for v in variables) > 0.5
        }
        return Verdict(True, board)
