"""What others do: a random dish within filters, and the dish that is best now (greedy)."""

from random import Random

import numpy as np

from planner.optimiser.engine import Engine
from planner.optimiser.evaluate import evaluate
from planner.optimiser.prepared import Prepared
from planner.optimiser.problem import PlannedMeal
from planner.optimiser.search import construct

#: A target counts as met from this share of it on (99.95 % prints as 100 %).
MET = 0.9995


def at_random(prepared: Prepared, seed: int) -> tuple[PlannedMeal, ...]:
    """A dish of the place's menu by dice, in usual portions, not twice in the week if possible."""
    dice, engine, used = Random(seed), Engine(prepared), set[int]()
    for place in prepared.free():
        menu = [int(dish) for dish in prepared.menu(*place).dishes]
        fresh = [dish for dish in menu if dish not in used] or menu
        dish = dice.choice(fresh)
        used.add(dish)
        here = prepared.present[:, place[0], place[1]]
        engine.stand(place, dish, np.where(here, prepared.usual, 0.0))
    engine.keep()
    return engine.meals()


def greedy(prepared: Prepared) -> tuple[PlannedMeal, ...]:
    """Place by place, the dish and portions that are cheapest for the board so far."""
    engine = construct(prepared, 0)
    assert engine is not None
    return engine.meals()


def targets_met(prepared: Prepared, meals: tuple[PlannedMeal, ...]) -> tuple[int, int]:
    """(met on the mean, asked for) over everyone's targets."""
    means = evaluate(prepared, meals).means
    met = asked = 0
    for eater in prepared.problem.eaters:
        for target in eater.targets:
            asked += 1
            met += means[eater.key][target.nutrient] >= MET * target.per_day
    return met, asked
