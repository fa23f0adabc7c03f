"""A week on its way taken early, called off, or left alone: who decides, and what then stands."""

import datetime as dt

import pytest
from django.utils import timezone

from planner import generation, making
from planner.models import Generation, Plan
from tests.cast import browser_of, make_plan, meal_at, state_of, url_of, write


@pytest.fixture
def running(ada, plan, solver):
    """A refill that is held back after a first week."""
    solver.hold = True
    write(ada, "refill", plan)
    solver.improve(points=7.0)
    return plan.generations.get()


def post(browser, name, row, **more):
    return browser.post(url_of(name, row.plan), {"generation": row.pk} | more)


def test_the_best_so_far_is_on_the_row(running):
    running.refresh_from_db()
    best = running.best
    assert (best["version"], best["objective"], best["bound"], best["gap"]) == (1, 7.0, 0.0, 1.0)
    assert len(best["meals"]) == 9 - 1 + 0 or len(best["meals"]) == 8
    assert running.began_at is not None


def test_taking_stops_the_worker_and_puts_its_week_on_the_board(ada, plan, running, solver):
    before = state_of(plan)
    assert post(ada, "take", running).status_code == 303
    solver.look()
    assert solver.jobs[0].stopped
    assert state_of(plan) == before  # until the worker has said its last words
    solver.finish()
    assert plan.generations.get().status == "done"
    assert plan.changes.last().verb == "planned"
    assert solver.jobs[0].closed


def test_what_was_taken_is_one_change_to_undo(ada, plan, running, solver):
    before = state_of(plan)[2]
    post(ada, "take", running)
    solver.finish()
    write(ada, "undo", plan)
    assert state_of(plan)[2] == before


def test_a_worker_without_last_words_is_not_waited_for(ada, plan, running, solver, monkeypatch):
    monkeypatch.setattr(making, "LAST_WORDS", 0.0)
    post(ada, "take", running)
    solver.look()
    solver.look()
    assert plan.generations.get().status == "done"
    assert Plan.objects.get(pk=plan.pk).quality["objective"] == 7.0


def die(problem):
    raise MemoryError("the solver died")


def test_a_worker_that_dies_after_the_taking_loses_nothing(ada, plan, running, solver):
    post(ada, "take", running)
    solver.answer = die
    solver.finish()
    assert plan.generations.get().status == "done"
    assert plan.changes.last().verb == "planned"


def test_a_worker_that_dies_before_leaves_the_plan(plan, running, solver):
    before = state_of(plan)
    solver.answer = die
    solver.finish()
    assert (plan.generations.get().status, state_of(plan)) == ("failed", before)


def test_there_is_nothing_to_take_before_a_first_week(ada, plan, solver):
    solver.hold = True
    write(ada, "refill", plan)
    post(ada, "take", plan.generations.get())
    assert plan.generations.get().taken is False


def test_keeping_the_old_week_stops_the_worker_and_changes_nothing(ada, plan, running, solver):
    before = state_of(plan)
    assert post(ada, "keep", running).status_code == 303
    solver.look()
    row = plan.generations.get()
    assert (row.status, row.ended_at is not None) == ("kept", True)
    assert (solver.jobs[0].stopped, solver.jobs[0].closed) == (True, True)
    solver.finish()
    assert state_of(plan) == before


def test_an_answer_that_comes_after_the_calling_off_is_dropped(ada, plan, running, solver):
    before = state_of(plan)
    post(ada, "keep", running)
    solver.finish()  # the thread finds row and answer at once
    assert (plan.generations.get().status, state_of(plan)) == ("kept", before)


@pytest.mark.parametrize("name", ["take", "keep"])
@pytest.mark.parametrize("wrong", ["0", "", "x", "-1", str(10**30)])
def test_an_old_page_decides_nothing(ada, plan, running, name, wrong):
    assert post(ada, name, running, generation=wrong).status_code == 303
    row = plan.generations.get()
    assert (row.status, row.taken) == ("running", False)


@pytest.mark.parametrize("name", ["take", "keep"])
def test_another_tenants_week_is_not_decided(cast, plan, running, name):
    assert post(browser_of(cast.stranger), name, running).status_code == 404
    own = Plan.objects.get(pk=cast.strangers_plan_id)
    answer = browser_of(cast.stranger).post(url_of(name, own), {"generation": running.pk})
    assert answer.status_code == 303
    row = plan.generations.get()
    assert (row.status, row.taken) == ("running", False)


def long_ago():
    Generation.objects.update(
        started_at=timezone.now() - dt.timedelta(seconds=60),
        seen_at=timezone.now() - dt.timedelta(seconds=11),
    )


def test_a_refill_nobody_waits_for_frees_the_worker_and_keeps_the_old_week(
    ada, plan, running, solver
):
    before = state_of(plan)
    long_ago()
    solver.look()
    assert (solver.jobs[0].stopped, plan.generations.get().status) == (True, "left")
    assert state_of(plan) == before
    page = ada.get(url_of("week", plan)).content.decode()
    assert 'id="left"' in page
    assert "Refill the rest" in page


@pytest.fixture
def first(cast, ada, solver):
    """A first week on its way: nothing is on the board yet."""
    solver.hold = True
    plan = make_plan(cast.ada, list(cast.ada.people.all()))
    generation.start(plan)
    return plan


def test_a_first_week_nobody_waits_for_is_there_on_the_return(first, solver):
    solver.improve()
    long_ago()
    solver.look()
    assert solver.jobs[0].stopped
    solver.finish()
    assert first.generations.get().status == "done"
    assert first.meals.exists()


def test_a_week_still_in_line_that_nobody_waits_for_is_dropped(ada, first, solver):
    long_ago()
    solver.look()
    assert (first.generations.get().status, first.meals.exists()) == ("left", False)
    page = ada.get(url_of("week", first)).content.decode()
    assert "Plan these meals" in page


def test_a_poll_keeps_a_week_alive(ada, plan, running, solver):
    long_ago()
    ada.get(url_of("progress", plan), headers={"HX-Request": "true"})
    solver.look()
    assert plan.generations.get().status == "running"


def test_a_first_week_called_off_offers_to_plan_again(ada, first, solver):
    post(ada, "keep", first.generations.get())
    page = ada.get(url_of("week", first)).content.decode()
    assert "Plan these meals" in page
    assert 'id="kept"' in page


def test_a_plan_that_is_gone_frees_the_worker(plan, running, solver):
    plan.delete()
    solver.look()
    assert solver.jobs[0].stopped


def test_htmx_sees_the_putting_on_the_board(ada, plan, running):
    answer = ada.post(
        url_of("take", plan), {"generation": running.pk}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert "Putting it on the board." in page
    assert "Take this week" not in page


def test_an_edit_meanwhile_outlives_the_taking(ada, plan, running, solver):
    write(ada, "remove", plan, meal_at(plan, 0, "dinner"))
    edited = state_of(plan)
    post(ada, "take", running)
    solver.finish()
    assert (plan.generations.get().status, state_of(plan)) == ("failed", edited)
