"""Alternatives for one meal, priced by the same objective as the plan."""

from collections.abc import Iterable
from itertools import islice

import numpy as np

from planner.optimiser.columns import Array
from planner.optimiser.leftovers import Place
from planner.optimiser.prepared import Prepared, prepare
from planner.optimiser.problem import PlannedMeal, Problem, Swap
from planner.optimiser.standing import SLACK, Standing


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
    board = Lifted(prepared, meals, place)
    swaps = (board.swap(index) for index in board.ranking())
    return tuple(islice((s for s in swaps if s is not None), limit))


class Lifted:
    """A plan with one meal, and the leftovers eaten from it, lifted out."""

    def __init__(self, prepared: Prepared, meals: Iterable[PlannedMeal], place: Place) -> None:
        """What stands at `place` is priced anew."""
        self.prepared, self.place = prepared, place
        self.standing = Standing(prepared, meals, cooked=place)
        self.engine = self.standing.engine
        named = (place[0], prepared.problem.slots[place[1]].key)
        self.linked = [p for p, m in self.standing.meals.items() if m.leftover_of == named]
        self.old = self.standing.dish(place)
        for spot in [place, *self.linked]:
            self.engine.clear(spot)
        self.engine.recount()
        self.dishes, self.price, self.portion = self.engine.menu_prices(place)

    def ranking(self) -> list[int]:
        """Menu indices that may be, cheapest first."""
        price = self.price
        if self.linked:
            price = np.array([self._linked_price(i) for i in range(len(self.dishes))])
        order = np.argsort(price, kind="stable")
        return [int(i) for i in order if np.isfinite(price[i]) and self.dishes[i] != self.old]

    def _linked_price(self, index: int) -> float:
        if not self._fits(index):
            return np.inf
        objective, broken, _ = self._tried(index)
        return objective + 1e6 * broken

    def _fits(self, index: int) -> bool:
        """Whether the linked leftovers may be of this dish."""
        dish = int(self.dishes[index])
        return all(
            day - self.place[0] <= self.prepared.keeps[dish]
            and dish in self.prepared.menu(day, slot).position
            and not (self.engine.board.dish[day] == dish).any()
            for day, slot in self.linked
        )

    def _tried(self, index: int) -> tuple[float, float, Array]:
        """(objective, broken rules, week) with this dish tried and taken off."""
        dish, portions = int(self.dishes[index]), self.portion[index]
        places = [self.place, *self.linked]
        for spot in places:
            here = self.prepared.present[:, spot[0], spot[1]]
            given = np.where(here, np.where(portions > 0, portions, 1.0), 0.0)
            self.engine.stand(spot, dish, given)
        objective, broken = self.engine.priced()
        week = self.engine.board.week.copy()
        for spot in places:
            self.engine.clear(spot)
        return objective, broken, week

    def swap(self, index: int) -> Swap | None:
        """The swap as a value; None where it breaks a rule that the board keeps."""
        objective, broken, week = self._tried(index)
        if broken > self.standing.broken + SLACK:
            return None
        eaters = self.prepared.problem.eaters
        here = np.flatnonzero(self.prepared.present[:, self.place[0], self.place[1]])
        return Swap(
            dish=self.prepared.problem.dishes[int(self.dishes[index])].key,
            portions={eaters[e].key: float(self.portion[index, e]) for e in here},
            delta=objective - self.standing.objective,
            changes={e.key: self.standing.changes(i, week) for i, e in enumerate(eaters)},
        )
