"""Refill over HTTP: the stamp goes with it, another click is another week."""

from tests.cast import meal_at, state_of, write


def test_a_stale_page_refills_nothing(ada, plan, solver):
    write(ada, "remove", plan, meal_at(plan, 0, "dinner"))
    before = state_of(plan)
    answer = write(ada, "refill", plan, revision=1)
    assert answer.status_code == 409
    assert "Removed Spinach soup" in answer.content.decode()
    assert (state_of(plan), solver.problems) == (before, [])


def test_a_page_without_stamp_refills_nothing(ada, plan, solver):
    assert write(ada, "refill", plan, revision=None).status_code == 422
    assert not solver.problems


def test_each_revision_asks_with_its_own_seed(ada, plan, solver):
    write(ada, "refill", plan)
    write(ada, "refill", plan)
    assert [problem.seed for problem in solver.problems] == [1, 2]


def test_htmx_sees_progress_while_it_runs(ada, plan, solver):
    solver.hold = True
    page = write(ada, "refill", plan, htmx=True).content.decode()
    assert 'id="progress"' in page
    assert "Refill the rest" not in page


def test_refill_is_one_change_to_undo(ada, plan, solver):
    before = state_of(plan)[2]
    write(ada, "refill", plan)
    write(ada, "undo", plan)
    assert state_of(plan)[2] == before
