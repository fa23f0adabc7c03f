"""A week added up: the programme behind the bound, and where its variables are."""

from dataclasses import dataclass, field

import numpy as np

from planner.optimiser.columns import Array
from planner.optimiser.leftovers import Place
from planner.optimiser.lp import INF, Programme
from planner.optimiser.prepared import Ints, Prepared


@dataclass(frozen=True, slots=True, eq=False)
class PlaceClass:
    """Places that the week's sums cannot tell apart."""

    slot: int
    weekday: bool
    eaters: Ints
    dishes: Ints
    places: tuple[Place, ...]
    locked: Place | None = None
    """Set where the class is one locked meal."""


@dataclass(slots=True, eq=False)
class Aggregate:
    """The programme and where its variables are."""

    prepared: Prepared
    programme: Programme
    classes: list[PlaceClass] = field(default_factory=list)
    meals: dict[tuple[int, int], int] = field(default_factory=dict)
    """(class, dish) -> variable: meals of the dish."""
    cooked: dict[tuple[int, int], int] = field(default_factory=dict)
    eaten: list[dict[int, int]] = field(default_factory=list)
    """By eater: dish -> variable: portions of it over the plan, those that locks name left out."""
    constant: Array = field(default_factory=lambda: np.zeros((0, 0)))
    """[E, K] sum over days of what is eaten outside the programme."""

    def intake(self, eater: int, column: int) -> tuple[dict[int, float], float]:
        """The week's mean of a column as (coefficients, constant)."""
        values = self.prepared.values[eater, :, column]
        days = self.prepared.days
        terms = {variable: values[dish] / days for dish, variable in self.eaten[eater].items()}
        return terms, float(self.constant[eater, column]) / days


def hinge(out: Aggregate, terms: dict[int, float], edge: float, price: float) -> int | None:
    """price * max(0, terms - edge): its variable, none where it costs nothing."""
    if price <= 0:
        return None
    over = out.programme.variable(0, INF, price)
    out.programme.row([*terms.items(), (over, -1.0)], high=edge)
    return over
