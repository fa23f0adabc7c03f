"""A solver for tests: it answers at once, by hand, in the process of the test."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace

from planner.making import Making
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


def on_the_way(problem: Problem, points: float = 5.0) -> Result:
    """A week that could still get better by so many points at most."""
    return replace(first_fitting(problem), status="time", objective=points, bound=0.0)


@dataclass
class FakeJob:
    """Stands in for `planner.workers.Job`; its worker begins at once, or when told."""

    problem: Problem
    future: "Future[Result]" = field(default_factory=Future)
    began: bool = False
    stopped: bool = False
    closed: bool = False
    waiting: Result | None = None

    def news(self) -> Result | None:
        """What the worker told since the last look."""
        told, self.waiting = self.waiting, None
        return told

    def stop(self) -> None:
        """Heard by nobody: the test ends the solve."""
        self.stopped = True

    def close(self) -> None:
        """Nothing more is read."""
        self.closed = True


@dataclass
class FakeSolver:
    """Stands in for `planner.workers.submit`, and for the threads of `planner.making`."""

    answer: Answer = first_fitting
    hold: bool = False
    """Keep answers back until `finish`."""
    jobs: list[FakeJob] = field(default_factory=list)
    making: list[Making] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """Every question that was asked."""
        return [job.problem for job in self.jobs]

    def submit(self, problem: Problem, count: int) -> FakeJob:
        """Take a problem; answer at once unless told to hold."""
        job = FakeJob(problem)
        self.jobs.append(job)
        if not self.hold:
            self._answer(job)
        return job

    def attend(self, making: Making) -> None:
        """Look after a week, a look at a time."""
        self.making.append(making)
        self.look()

    def look(self) -> None:
        """One look at every week that is not over."""
        self.making = [making for making in self.making if not making.step()]

    def begin(self) -> None:
        """Workers take up what waits."""
        for job in self.jobs:
            job.began = True
        self.look()

    def improve(self, points: float = 5.0, answer: Answer | None = None) -> None:
        """Workers tell of a better week."""
        for job in self.jobs:
            job.waiting = answer(job.problem) if answer else on_the_way(job.problem, points)
        self.begin()

    def finish(self) -> None:
        """Give the answer to everyone who waits."""
        for job in self.jobs:
            self._answer(job)
        self.look()

    def _answer(self, job: FakeJob) -> None:
        if job.future.done():
            return
        try:
            job.future.set_result(self.answer(job.problem))
        except Exception as error:
            job.future.set_exception(error)
