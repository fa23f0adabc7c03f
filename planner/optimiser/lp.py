"""A small writer of mixed-integer programmes for HiGHS: columns, rows, solve. One thread."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import highspy
import numpy as np

from planner.optimiser.columns import Array

INF = float("inf")


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """What HiGHS found."""

    infeasible: bool
    bound: float
    """No solution is cheaper."""
    values: Array | None
    """The best solution, if any."""
    objective: float
    complete: bool
    """Ended by itself, not by the clock."""


@dataclass(slots=True)
class Programme:
    """minimise costs x, with bounds on x and on rows."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def variable(
        self, low: float = 0.0, high: float = INF, cost: float = 0.0, integer: bool = False
    ) -> int:
        """A new column; its number."""
        self.low.append(low)
        self.high.append(high)
        self.cost.append(cost)
        self.integer.append(integer)
        return len(self.low) - 1

    def row(
        self,
        terms: Mapping[int, float] | Iterable[tuple[int, float]],
        low: float = -INF,
        high: float = INF,
    ) -> int:
        """low <= sum of value * x <= high; its number."""
        pairs = terms.items() if isinstance(terms, Mapping) else terms
        for column, value in pairs:
            if value:
                self.index.append(column)
                self.value.append(value)
        self.starts.append(len(self.index))
        self.row_low.append(low)
        self.row_high.append(high)
        return len(self.row_low) - 1

    def solve(
        self,
        seconds: float,
        gap: float = 0.0,
        relaxed: bool = False,
        seed: int = 0,
        absolute: float = 1e-7,
    ) -> Solution:
        """Minimise within `seconds`, to a relative `gap` or an `absolute` one.

        `relaxed` drops integrality.
        """
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, setting in {
            "output_flag": False,
            "threads": 1,
            "time_limit": max(0.01, seconds),
            "mip_rel_gap": gap,
            "mip_abs_gap": absolute,
            "random_seed": seed % 2**31,
            "mip_feasibility_tolerance": 1e-7,
        }.items():
            highs.setOptionValue(option, setting)
        highs.passModel(self._model(relaxed))
        highs.run()
        return _read(highs, relaxed or not any(self.integer))

    def _model(self, relaxed: bool) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.low), len(self.row_low)
        lp.col_cost_ = np.array(self.cost)
        lp.col_lower_, lp.col_upper_ = np.array(self.low), np.array(self.high)
        lp.row_lower_, lp.row_upper_ = np.array(self.row_low), np.array(self.row_high)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
        lp.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.value)
        if not relaxed and any(self.integer):
            kinds = highspy.HighsVarType
            lp.integrality_ = [kinds.kInteger if i else kinds.kContinuous for i in self.integer]
        return lp


def _read(highs: highspy.Highs, linear: bool) -> Solution:
    status = highs.getModelStatus()
    info = highs.getInfo()
    statuses = highspy.HighsModelStatus
    infeasible = status in (statuses.kInfeasible, statuses.kUnboundedOrInfeasible)
    optimal = status == statuses.kOptimal
    feasible = info.primal_solution_status == 2
    values = np.array(highs.getSolution().col_value) if feasible else None
    objective = float(info.objective_function_value) if feasible else INF
    linear_bound = objective if optimal else -INF
    bound = linear_bound if linear else float(info.mip_dual_bound)
    if infeasible:
        bound = INF
    return Solution(infeasible, bound, values, objective, optimal or infeasible)
