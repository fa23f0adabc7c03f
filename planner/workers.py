"""Processes that solve, beside the web server. Pure: a worker never loads Django.

Solving in a process keeps pages quick while a week is made, and a solve that runs out of memory
takes a worker with it and not the server. Server and worker talk through a small folder a job
(docs/decisions/0013): the worker leaves its best week so far there, and works on while the folder
holds the file GO.
"""

import pickle
import shutil
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from time import perf_counter
from typing import Final

from planner import optimiser
from planner.optimiser.problem import Problem, Result

GO: Final = "go"
NEWS: Final = "news"
#: Seconds between two weeks that a worker tells of, and between two looks whether to go on.
TELL_EVERY, LOOK_EVERY = 0.25, 0.02

_lock = Lock()
_pools: list[ProcessPoolExecutor] = []


class StoppedError(Exception):
    """Nobody wants this week any more: it was called off before a worker began with it."""


@dataclass(slots=True)
class Teller:
    """The worker's end of a job: tells of better weeks, hears whether to stop.

    A folder that cannot be written (a full disk) or is gone never fails a solve.
    """

    folder: Path
    waiting: Result | None = None
    count: int = 0
    told: float = -float("inf")
    looked: float = -float("inf")
    stopped: bool = False

    def begin(self) -> None:
        """Say that a worker has begun; raises StoppedError where it need not."""
        if self.should_stop():
            raise StoppedError
        self._write(None)

    def improved(self, result: Result) -> None:
        """A better week: told at once, or with the next look when one was told just before."""
        self.waiting = result
        self._tell()

    def should_stop(self) -> bool:
        """Whether the server wants no better week; costs a file look fifty times a second."""
        self._tell()
        now = perf_counter()
        if not self.stopped and now - self.looked >= LOOK_EVERY:
            self.looked = now
            self.stopped = not (self.folder / GO).exists()
        return self.stopped

    def _tell(self) -> None:
        if self.waiting is not None and perf_counter() - self.told >= TELL_EVERY:
            self._write(self.waiting)
            self.waiting, self.told = None, perf_counter()

    def _write(self, result: Result | None) -> None:
        """Replace the news in one step, so that a reader never sees half of them."""
        draft = self.folder / "draft"
        self.count += 1
        with suppress(OSError):
            draft.write_bytes(pickle.dumps((self.count, result)))
            draft.replace(self.folder / NEWS)


@dataclass(slots=True)
class Job:
    """The server's end of a job."""

    future: "Future[Result]"
    folder: Path
    began: bool = False
    read: int = 0

    def news(self) -> Result | None:
        """The best week so far, where it is better than the one read before."""
        try:
            count, result = pickle.loads((self.folder / NEWS).read_bytes())
        except OSError:
            return None  # Nothing yet; or, on Windows, the worker is just replacing it.
        self.began = True
        fresh: Result | None = result if count > self.read else None
        self.read = count
        return fresh

    def stop(self) -> None:
        """Ask for the best week so far; a job that no worker has begun with never starts."""
        with suppress(OSError):
            (self.folder / GO).unlink()
        self.future.cancel()

    def close(self) -> None:
        """Nothing more is read: a worker still at it stops."""
        shutil.rmtree(self.folder, ignore_errors=True)


def submit(problem: Problem, count: int) -> Job:
    """Solve `problem` in one of `count` workers; a broken pool is replaced once."""
    folder = Path(mkdtemp(prefix="limber-week-"))
    (folder / GO).touch()
    try:
        return Job(_send(problem, folder, count), folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _send(problem: Problem, folder: Path, count: int) -> "Future[Result]":
    pool = _pool(count)
    try:
        return pool.submit(work, problem, folder)
    except BrokenProcessPool:
        _forget(pool)
        return _pool(count).submit(work, problem, folder)


def work(problem: Problem, folder: Path) -> Result:
    """Runs in a worker: solve, and tell of every better week meanwhile."""
    teller = Teller(folder)
    teller.begin()
    return optimiser.solve(problem, teller.improved, teller.should_stop)


def warm_up(count: int) -> None:
    """Start a worker before someone presses the button: importing the solver takes a second."""
    pool = _pool(count)
    try:
        pool.submit(ready)
    except BrokenProcessPool:
        _forget(pool)


def ready() -> bool:
    """Runs in a worker; by then it has imported the solver and compiled the search."""
    optimiser.warm_up()
    return True


def _pool(count: int) -> ProcessPoolExecutor:
    with _lock:
        if not _pools:
            # "spawn": a fork of a threaded server may hang on a lock another thread held.
            _pools.append(ProcessPoolExecutor(count, mp_context=get_context("spawn")))
        return _pools[0]


def _forget(broken: ProcessPoolExecutor) -> None:
    """Drop a broken pool; one that another thread put in its place stays."""
    with _lock:
        if broken in _pools:
            _pools.remove(broken)
            broken.shutdown(wait=False, cancel_futures=True)
