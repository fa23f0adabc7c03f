"""A worker that solves as it should, and then dawdles until it is told to stop."""

import time
from dataclasses import replace
from pathlib import Path

from planner import optimiser
from planner.optimiser.problem import Problem, Result
from planner.workers import Teller

#: Seconds until it stops by itself: whoever has a week sooner took it.
LONG = 40.0
#: Seconds of real solving.
SOLVING = 1.0


def work(problem: Problem, folder: Path) -> Result:
    """Runs in a worker, in place of `planner.workers.work`."""
    end = time.monotonic() + LONG
    teller = Teller(folder)
    teller.begin()
    brief = replace(problem, time_limit=SOLVING)
    result = optimiser.solve(brief, teller.improved, teller.should_stop)
    teller.improved(result)
    while time.monotonic() < end and not teller.should_stop():
        time.sleep(0.02)
    return result
