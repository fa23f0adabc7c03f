"""A board that stands, for pricing changes of it: meals stay cooked or left over as they are."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from planner.optimiser.columns import Array
from planner.optimiser.engine import Engine
from planner.optimiser.evaluate import known_meals
from planner.optimiser.leftovers import Place
from planner.optimiser.prepared import FREE, Prepared
from planner.optimiser.problem import Lock, PlannedMeal

#: More than this is a rule broken that was kept before; below it are sums of floats.
SLACK = 1e-9


class Standing:
    """The meals of a plan on a board; meals of unknown dishes or places are left out."""

    def __init__(
        self, prepared: Prepared, meals: Iterable[PlannedMeal], cooked: Place | None = None
    ) -> None:
        """What comes to `cooked` counts as cooked there, whatever stands there now."""
        self.prepared = prepared
        self._read: dict[int, list[tuple[str, int, float]]] = {}
        known = known_meals(prepared, meals)
        locks = {self._spot(m): Lock(m.day, m.slot, m.dish, None, m.leftover_of) for m in known}
        before = Engine(replace(prepared, locks=locks))
        self._fill(before, known)
        self.objective, self.broken = before.priced()
        self.week = before.board.week.copy()
        self.engine = before
        if cooked is not None:
            here = Lock(cooked[0], prepared.problem.slots[cooked[1]].key, dish="")
            self.engine = Engine(replace(prepared, locks={**locks, cooked: here}))
            self._fill(self.engine, known)
        self.meals = {self._spot(m): m for m in reversed(known)}

    def _spot(self, meal: PlannedMeal) -> Place:
        return meal.day, self.prepared.slot_index[meal.slot]

    def _fill(self, engine: Engine, meals: Iterable[PlannedMeal]) -> None:
        keys = [eater.key for eater in self.prepared.problem.eaters]
        for meal in meals:
            spot = self._spot(meal)
            if engine.board.dish[spot] == FREE:
                portions = np.array([meal.portions.get(key, 0.0) for key in keys])
                engine.stand(spot, self.prepared.dish_index[meal.dish], portions)
        engine.recount()

    def dish(self, place: Place) -> int:
        """What stands at a place, FREE for nothing."""
        return int(self.engine.board.dish[place])

    def portions(self, place: Place) -> Array:
        """[E] portions at a place."""
        return self.engine.board.portion[:, place[0], place[1]].copy()

    def changes(self, eater: int, week: Array) -> Mapping[str, float]:
        """Nutrient -> change of the eater's mean from the board to `week` [E, K], in its unit."""
        if eater not in self._read:
            self._read[eater] = single_columns(self.prepared, eater)
        moved = week[eater] - self.week[eater]
        return {nutrient: float(moved[k] / each) for nutrient, k, each in self._read[eater]}


def single_columns(prepared: Prepared, eater: int) -> list[tuple[str, int, float]]:
    """(nutrient, column, its value for a unit) for columns of the compiled board that tell of one
    nutrient alone; targets count less than nothing there."""
    columns = prepared.columns
    table = columns.coefficients[eater]
    out = []
    for row, nutrient in enumerate(columns.nutrients):
        for column in map(int, np.flatnonzero(table[row])):
            if np.count_nonzero(table[:, column]) == 1:
                sign = -1.0 if column < len(columns.targets) else 1.0
                out.append((nutrient, column, sign * float(table[row, column])))
                break
    return out
