"""Which dish where, what is cooked when, and how much each person eats: pure, no Django."""

from planner.optimiser.evaluate import Evaluation, evaluate
from planner.optimiser.prepared import Prepared, prepare
from planner.optimiser.solve import solve
from planner.optimiser.swaps import rank_swaps

__all__ = ["Evaluation", "Prepared", "evaluate", "prepare", "rank_swaps", "solve"]
