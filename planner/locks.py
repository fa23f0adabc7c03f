"""Locked meals as the optimiser can keep them. Pure.

Rules are for what is planned. What a person put on the board and locked stays, whatever rule it
breaks: a smoothie at breakfast, a dish confirmed by its label, a recipe that was retired.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from planner.optimiser.problem import Dish, Lock, Problem


@dataclass(slots=True)
class Kept:
    """Locks looked at so far, and the dishes made for them."""

    problem: Problem
    dishes: dict[str, Dish]
    days: set[tuple[int, str]] = field(default_factory=set)
    cooked: Counter[tuple[str, str]] = field(default_factory=Counter)
    long: Counter[int] = field(default_factory=Counter)
    copies: dict[str, Dish] = field(default_factory=dict)
    apart: set[tuple[int, str]] = field(default_factory=set)
    """Places whose meal is now a copy: leftovers of it stand on their own too."""

    def breaks(self, lock: Lock, dish: Dish) -> Iterator[bool]:
        """Whether keeping the lock as it is breaks a rule, one rule after the other."""
        slot = next((slot for slot in self.problem.slots if slot.key == lock.slot), None)
        yield lock.slot not in dish.slots
        yield any(dish.key in eater.forbidden for eater in self.problem.eaters)
        yield (lock.day, dish.key) in self.days
        if lock.leftover_of is not None:
            age = lock.day - lock.leftover_of[0]
            yield slot is None or not slot.leftovers or not 0 < age <= dish.keeps_days
            yield lock.leftover_of in self.apart
        elif slot is not None:
            most = slot.max_cookings if dish.max_cookings is None else dish.max_cookings
            yield self.cooked[dish.key, lock.slot] >= most
            yield self._too_long(lock, dish)

    def _too_long(self, lock: Lock, dish: Dish) -> bool:
        weekday = 0 <= lock.day < self.problem.days and self.problem.weekdays[lock.day]
        full = self.long[lock.day] >= self.problem.long_dishes_per_weekday
        return weekday and full and dish.active_minutes > self.problem.long_minutes

    def keep(self, lock: Lock) -> Lock:
        """The lock as the optimiser may hold it."""
        dish = self.dishes.get(lock.dish or "")
        if dish is None:
            return lock
        if any(self.breaks(lock, dish)):
            return self._on_a_copy(lock, dish)
        self.days.add((lock.day, dish.key))
        if lock.leftover_of is None:
            self.cooked[dish.key, lock.slot] += 1
            self.long[lock.day] += dish.active_minutes > self.problem.long_minutes
        return lock

    def _on_a_copy(self, lock: Lock, dish: Dish) -> Lock:
        """A copy of the dish for this place alone, which takes no minutes from the day's rule."""
        copy = replace(
            dish,
            key=f"{dish.key}@{lock.day}:{lock.slot}",
            slots=frozenset({lock.slot}),
            active_minutes=0.0,
            max_cookings=None,
        )
        self.copies[copy.key] = copy
        self.apart.add((lock.day, lock.slot))
        return replace(lock, dish=copy.key, leftover_of=None)


def kept_as_they_are(problem: Problem) -> Problem:
    """The same question, with every lock that breaks a rule on a copy of its dish."""
    kept = Kept(problem, {dish.key: dish for dish in problem.dishes})
    order = sorted(problem.locks, key=lambda lock: (lock.day, lock.leftover_of is not None))
    locks = tuple(kept.keep(lock) for lock in order)
    return replace(problem, locks=locks, dishes=(*problem.dishes, *kept.copies.values()))
