"""Alternatives for one meal, priced by the same objective as the plan."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice

import numpy as np

from planner.optimiser.choices import Choices, choices
from planner.optimiser.columns import Array
from planner.optimiser.evaluate import known_meals
from planner.optimiser.leftovers import Place
from planner.optimiser.prepared import FREE, Prepared, prepare
from planner.optimiser.problem import Lock, PlannedMeal, Problem, Swap
from planner.optimiser.state import State


def rank_swaps(
    problem: Problem | Prepared, meals: Iterable[PlannedMeal], day: int, slot: str, limit: int = 8
) -> tuple[Swap, ...]:
    """The `limit` best dishes for (day, slot), cheapest first; the dish that is there is left out.

    The rest of the board stays, portions included. Where the meal is the cooking that later
    leftovers are eaten from, they take the new dish too if they may (it keeps that long and is
    allowed there); otherwise the swap is not offered. Swapping a leftover leaves its cooking alone.
    The new dish counts as cooked here. Swaps that would break a hard rule are left out.
    An empty place ranks what to add. An unknown place has no swaps.
    """
    prepared = problem if isinstance(problem, Prepared) else prepare(problem)
    if slot not in prepared.slot_index or not 0 <= day < prepared.days:
        return ()
    place = (day, prepared.slot_index[slot])
    if not prepared.present[:, day, place[1]].any():
        return ()
    board = Board(prepared, known_meals(prepared, meals), place)
    swaps = (board.swap(index) for index in board.ranking())
    return tuple(islice((s for s in swaps if s is not None), limit))


class Board:
    """A plan with one meal, and the leftovers eaten from it, lifted out."""

    def __init__(self, prepared: Prepared, meals: list[PlannedMeal], place: Place) -> None:
        """`meals` are known to the problem."""
        self.prepared = prepared
        self.place = place
        locks = _as_they_stand(prepared, meals)
        frozen = replace(prepared, locks=locks, cookings={})
        self.state = State(frozen)
        self.linked: list[Place] = []
        for meal in sorted(meals, key=lambda m: (m.day, prepared.slot_index[m.slot])):
            self._stand(meal)
        self.before = self.state.objective()
        self.broken_before = self.state.rule_cost()
        self.week = self.state.week.copy()
        self.old = {p: self.state.take(p) for p in self._lifted()}
        locks[place] = Lock(*self._named(place), None)  # the new dish is cooked here
        frozen.cookings.clear()
        self.offer: Choices = choices(self.state, place)

    def _stand(self, meal: PlannedMeal) -> None:
        spot = (meal.day, self.prepared.slot_index[meal.slot])
        if self.state.dish[spot] != FREE:
            return
        portions = np.array(
            [meal.portions.get(e.key, 0.0) for e in self.prepared.problem.eaters], dtype=np.float64
        )
        self.state.put(spot, self.prepared.dish_index[meal.dish], portions)
        if meal.leftover_of == self._named(self.place):
            self.linked.append(spot)

    def _named(self, place: Place) -> tuple[int, str]:
        return place[0], self.prepared.problem.slots[place[1]].key

    def _lifted(self) -> list[Place]:
        here = [self.place] if self.state.dish[self.place] != FREE else []
        return here + self.linked

    def ranking(self) -> list[int]:
        """Menu indices that may be, cheapest first."""
        old = self.old.get(self.place, (FREE, None))[0]
        price = np.array([self._price(i) for i in range(len(self.offer.menu.dishes))])
        order = np.argsort(price, kind="stable")
        return [int(i) for i in order if np.isfinite(price[i]) and self.offer.menu.dishes[i] != old]

    def _price(self, index: int) -> float:
        if not self.linked or not np.isfinite(self.offer.price[index]):
            return float(self.offer.price[index])
        if not self._fits(index):
            return np.inf
        objective, broken, _, _ = self._tried(index)
        return objective + broken

    def _fits(self, index: int) -> bool:
        """Whether the linked leftovers may be of this dish."""
        dish = int(self.offer.menu.dishes[index])
        return all(
            day - self.place[0] <= self.prepared.keeps[dish]
            and dish in self.prepared.menu(day, slot).position
            and not (self.state.dish[day] == dish).any()
            for day, slot in self.linked
        )

    def _tried(self, index: int) -> tuple[float, float, Array, Array]:
        """(objective, cost of broken rules, week, portions) with this dish tried and taken off."""
        dish = int(self.offer.menu.dishes[index])
        portions = self.offer.portions(self.state, index)
        places = [self.place, *self.linked]
        for spot in places:
            here = self.prepared.present[:, spot[0], spot[1]]
            self.state.put(spot, dish, np.where(here, np.where(portions > 0, portions, 1.0), 0.0))
        objective, broken = self.state.objective(), self.state.rule_cost()
        week = self.state.week.copy()
        for spot in places:
            self.state.take(spot)
        return objective, broken, week, portions

    def swap(self, index: int) -> Swap | None:
        """The swap as a value; None where it breaks a rule that the board keeps."""
        objective, broken, week, portions = self._tried(index)
        if broken > self.broken_before + 1e-6:
            return None
        prepared = self.prepared
        eaters = prepared.problem.eaters
        menu = self.offer.menu
        return Swap(
            dish=prepared.problem.dishes[int(menu.dishes[index])].key,
            portions={eaters[e].key: float(portions[e]) for e in menu.eaters},
            delta=objective - self.before,
            changes={e.key: self._changes(i, week) for i, e in enumerate(eaters)},
        )

    def _changes(self, eater: int, week: Array) -> Mapping[str, float]:
        """Nutrient -> change of the week's mean, in the nutrient's own unit."""
        columns = self.prepared.columns
        moved = week[eater] - self.week[eater]
        table = columns.coefficients[eater]
        out: dict[str, float] = {}
        for row, nutrient in enumerate(columns.nutrients):
            for column in np.flatnonzero(table[row]):
                if np.count_nonzero(table[:, column]) == 1:
                    out[nutrient] = float(moved[column] / table[row, column])
                    break
        return out


def _as_they_stand(prepared: Prepared, meals: list[PlannedMeal]) -> dict[Place, Lock]:
    """Every meal locked as cooked or left over, whichever it is on the board."""
    return {
        (m.day, prepared.slot_index[m.slot]): Lock(m.day, m.slot, m.dish, leftover_of=m.leftover_of)
        for m in meals
    }
