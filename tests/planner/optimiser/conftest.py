"""Fixtures of the optimiser's tests."""

from dataclasses import replace

import pytest

from planner.optimiser import solve, warm_up
from tests.planner.optimiser.instances import library, week


@pytest.fixture(scope="session", autouse=True)
def compiled():
    """The search is compiled before a test looks at the clock."""
    warm_up()


@pytest.fixture(scope="session")
def small_library():
    """Enough dishes for a week, few enough to be quick."""
    return library(5, {"breakfast": 8, "smoothie": 8, "lunch": 12, "dinner": 14})


@pytest.fixture(scope="session")
def problem(small_library):
    """A week for one woman."""
    return week(5, dishes=small_library, time_limit=1.0)


@pytest.fixture(scope="session")
def plan(problem):
    """Its plan."""
    return solve(replace(problem, time_limit=1.0))
