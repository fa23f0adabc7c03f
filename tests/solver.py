"""A solver for tests: it answers at once, by hand, in the process of the test."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from planner.optimiser.problem import Clash, PlannedMeal, Problem, Result

Answer = Callable[[Problem], Result]


def result(
    meals: tuple[PlannedMeal, ...], status: str = "gap", clash: Clash | None = None
) -> Result:
    """A result of these meals."""
    return Result(status, meals, objective=1.0, bound=1.0, seconds=0.1, clash=clash)


def first_fitting(problem: Problem) -> Result:
    """The first dish that everyone may eat in every free place, one portion each."""
    taken = {(lock.day, lock.slot): lock for lock in problem.locks}
    forbidden = set().union(*(eater.forbidden for eater in problem.eaters))
    portions = {eater.key: 1.0 for eater in problem.eaters}
    meals = []
    for day in range(problem.days):
        for slot in problem.slots:
            fits = [d for d in problem.dishes if slot.key in d.slots and d.key not in forbidden]
            if (day, slot.key) not in taken and fits:
                meals.append(PlannedMeal(day, slot.key, fits[0].key, portions))
    return result(tuple(meals))


def infeasible(problem: Problem) -> Result:
    """Wishes clash: there is no dinner."""
    return result((), "infeasible", Clash((("no_dish", "dinner"), ("limit", "sodium"))))


@dataclass
class FakeSolver:
    """Stands in for `planner.workers.submit`."""

    answer: Answer = first_fitting
    hold: bool = False
    """Keep answers back until `finish`."""
    problems: list[Problem] = field(default_factory=list)
    waiting: list["Future[Result]"] = field(default_factory=list)

    def submit(self, problem: Problem, count: int) -> "Future[Result]":
        """Take a problem; answer at once unless told to hold."""
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()
        self.problems.append(problem)
        self.waiting.append(future)
        if not self.hold:
            self.finish()
        return future

    def finish(self) -> None:
        """Give the answer to everyone who waits."""
        while self.waiting:
            problem = self.problems[len(self.problems) - len(self.waiting)]
            future = self.waiting.pop(0)
            try:
                future.set_result(self.answer(problem))
            except Exception as error:
                future.set_exception(error)
