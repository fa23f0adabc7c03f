"""Processes that solve, beside the web server. Pure: a worker never loads Django.

Solving in a process keeps pages quick while a week is made, and a solve that runs out of memory
takes a worker with it and not the server.
"""

from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from threading import Lock

from planner import optimiser
from planner.optimiser.problem import Problem, Result

_lock = Lock()
_pools: list[ProcessPoolExecutor] = []


def submit(problem: Problem, count: int) -> "Future[Result]":
    """Solve `problem` in one of `count` workers; a broken pool is replaced once."""
    pool = _pool(count)
    try:
        return pool.submit(optimiser.solve, problem)
    except BrokenProcessPool:
        _forget(pool)
        return _pool(count).submit(optimiser.solve, problem)


def warm_up(count: int) -> None:
    """Start a worker before someone presses the button: importing the solver takes a second."""
    pool = _pool(count)
    try:
        pool.submit(ready)
    except BrokenProcessPool:
        _forget(pool)


def ready() -> bool:
    """Runs in a worker; by then it has imported the solver."""
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
