"""Compiling the search before somebody waits for it."""

from functools import cache

import numpy as np

from planner.optimiser.engine import Engine
from planner.optimiser.prepared import prepare
from planner.optimiser.problem import Dish, Eater, Problem, Slot


@cache
def warm_up() -> None:
    """Compile or load every loop: a moment, or on a new machine about twenty seconds. Once."""
    dish = Dish("dish", frozenset({"meal"}), {"energy": 2000.0})
    eater = Eater("eater", 2000.0, (), (), (), (1.0, 1.5))
    engine = Engine(prepare(Problem((True,), (Slot("meal", 1),), (eater,), (dish,))))
    engine.menu_prices((0, 0))
    engine.extra_price(0, 0, 0, 1.0)
    engine.stand((0, 0), 0, np.ones(1))
    engine.anneal((0, 10), 10, 1.0, 0.1)
    engine.priced()
