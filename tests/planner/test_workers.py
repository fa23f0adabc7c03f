"""Server and worker talk through a folder: what is told, how often, and what a stop does."""

import time
from concurrent.futures import Future

import pytest

from planner import workers
from planner.optimiser.problem import Result
from planner.workers import Job, StoppedError, Teller
from tests.planner.optimiser.instances import week as week_of

PATIENCE = 60.0


def week(points):
    return Result("time", (), points, 0.0, 0.1)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / workers.GO).touch()
    return tmp_path


@pytest.fixture
def job(folder):
    return Job(Future(), folder)


def test_nothing_is_known_before_a_worker_begins(job):
    assert (job.news(), job.began) == (None, False)


def test_a_worker_says_that_it_began(folder, job):
    Teller(folder).begin()
    assert (job.news(), job.began) == (None, True)


def test_the_first_week_is_told_at_once_and_read_once(folder, job):
    Teller(folder).improved(week(5.0))
    assert job.news() == week(5.0)
    assert job.news() is None


def test_better_weeks_are_told_a_few_times_a_second_and_the_best_is_not_lost(folder, job):
    teller = Teller(folder)
    for points in (5.0, 4.0, 3.0):
        teller.improved(week(points))
    assert job.news() == week(5.0)
    teller.told -= workers.TELL_EVERY
    teller.should_stop()
    assert job.news() == week(3.0)


def test_a_stop_is_heard(folder, job):
    teller = Teller(folder)
    assert not teller.should_stop()
    job.stop()
    assert not teller.should_stop()  # it does not look at the file every time
    teller.looked -= workers.LOOK_EVERY
    assert teller.should_stop()


def test_a_job_stopped_in_line_never_begins(folder, job):
    job.stop()
    with pytest.raises(StoppedError):
        Teller(folder).begin()


def test_a_closed_job_stops_its_worker_and_fails_nothing(folder, job):
    teller = Teller(folder)
    job.close()
    teller.improved(week(5.0))
    assert teller.should_stop()
    assert job.news() is None


def wait_for(check):
    end = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_real_worker_tells_and_stops():
    job = workers.submit(week_of(1, time_limit=60.0, gap=-1.0), 1)  # no gap is small enough
    try:
        wait_for(lambda: job.news() is not None)
        job.stop()
        assert job.future.result(PATIENCE).status in ("gap", "time")
        assert job.future.result().seconds < 30
    finally:
        job.close()
