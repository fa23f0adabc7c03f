"""Which dish where, what is cooked when, and how much each person eats: pure, no Django."""

from planner.optimiser.edits import rank_gap_edits
from planner.optimiser.evaluate import Evaluation, evaluate
from planner.optimiser.prepared import Prepared, prepare
from planner.optimiser.solve import solve
from planner.optimiser.swaps import rank_swaps
from planner.optimiser.warm import warm_up

__all__ = [
    "Evaluation",
    "Prepared",
    "evaluate",
    "prepare",
    "rank_gap_edits",
    "rank_swaps",
    "solve",
    "warm_up",
]
