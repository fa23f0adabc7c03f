"""Making a week: one solve at a time, its answer on the board, or the board as it was."""

import datetime as dt

import pytest
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from planner import generation, making, optimiser, workers
from planner.models import Generation, Plan
from planner.optimiser.problem import PlannedMeal
from tests import solver as answers
from tests.cast import day, meal_at, state_of, url_of, write


def board(plan):
    """The board without generations and history."""
    return state_of(plan)[2]


def test_an_answer_goes_on_the_board_as_one_change(ada, plan, solver):
    assert write(ada, "refill", plan).status_code == 303
    row = plan.generations.get()
    assert (row.status, row.plan_revision) == ("done", 1)
    assert row.ended_at is not None
    assert plan.changes.last().verb == "planned"
    assert plan.meals.exclude(slot="drinks").count() == 9


def test_locked_meals_stay_as_they_are(ada, plan, solver):
    meal = meal_at(plan, 2, "dinner")
    before = board(plan)["meal"][str(meal.pk)]
    write(ada, "refill", plan)
    assert board(plan)["meal"][str(meal.pk)] == before
    [lock] = solver.problems[0].locks
    assert (lock.day, lock.slot, lock.dish) == (2, "dinner", str(meal.batch.revision_id))


def test_every_day_gets_water_up_to_everyones_target(ada, plan, solver):
    write(ada, "refill", plan)
    drinks = plan.meals.filter(slot="drinks")
    assert [m.date for m in drinks.order_by("date")] == plan.dates
    assert all(s.amount % 250 == 0 for m in drinks for s in m.servings.all())


def test_a_locked_drink_is_not_poured_twice(ada, plan, solver):
    write(ada, "lock", plan, meal_at(plan, 0, "drinks"))
    write(ada, "refill", plan)
    assert plan.meals.filter(slot="drinks", date=day(0)).count() == 1


def test_a_locked_food_holds_its_place_and_counts(ada, plan, solver):
    write(ada, "put", plan, food="oats", date=day(1), slot="dinner", grams="100")
    food = meal_at(plan, 1, "dinner")
    write(ada, "lock", plan, food)
    write(ada, "refill", plan)
    assert meal_at(plan, 1, "dinner") == food
    assert solver.problems[0].eaters[0].fixed[1]["magnesium"] == pytest.approx(40)


def test_a_locked_leftover_whose_cooking_goes_is_cooked_on_its_own_day(ada, plan, solver):
    left = meal_at(plan, 1, "lunch")
    write(ada, "lock", plan, left)
    write(ada, "refill", plan)
    left.refresh_from_db()
    assert left.batch.cook_date == day(1)
    assert solver.problems[0].locks[0].leftover_of is None


def test_a_leftover_of_a_locked_leftover_shares_its_cooking(ada, plan, solver):
    left = meal_at(plan, 1, "lunch")
    write(ada, "lock", plan, left)
    dal = str(left.batch.revision_id)

    def eat_on(problem):
        meal = PlannedMeal(2, "lunch", dal, {e.key: 1.0 for e in problem.eaters}, (1, "lunch"))
        return answers.result((meal,))

    solver.answer = eat_on
    write(ada, "refill", plan)
    assert meal_at(plan, 2, "lunch").batch_id == left.batch_id


def test_nobody_is_given_what_they_avoid_or_what_is_unknown(ada, plan, cast, solver):
    write(ada, "refill", plan)
    ids = {name: str(dish.current_id) for name, dish in cast.kitchen.dishes.items()}
    one, two = solver.problems[0].eaters
    assert {ids["milk_rice"], ids["toast"]} <= one.forbidden
    assert two.forbidden == {ids["mushroom_pan"]}


def test_start_makes_one_row(plan, solver):
    solver.hold = True
    row = generation.start(plan)
    assert row.status == "running"
    assert (row.plan_revision, row.seconds_limit) == (1, settings.SOLVER_SECONDS_MANY)


def test_a_double_start_is_the_same_solve(ada, plan, solver):
    solver.hold = True
    first = generation.start(plan)
    assert generation.start(plan) == first
    assert write(ada, "refill", plan).status_code == 303
    assert len(solver.problems) == 1
    assert plan.generations.count() == 1


def test_clashing_wishes_leave_the_board_and_are_named(ada, plan, solver):
    before = state_of(plan)
    solver.answer = answers.infeasible
    write(ada, "refill", plan)
    assert state_of(plan) == before
    assert plan.generations.get().status == "infeasible"
    page = ada.get(url_of("week", plan)).content.decode()
    assert "No dish for dinner is left that everyone may eat." in page
    assert "The limit on sodium." in page


def test_a_clash_is_forgotten_after_the_next_edit(ada, plan, solver):
    solver.answer = answers.infeasible
    write(ada, "refill", plan)
    write(ada, "remove", plan, meal_at(plan, 0, "dinner"))
    assert 'id="clash"' not in ada.get(url_of("week", plan)).content.decode()


def crash(problem):
    raise MemoryError("the solver died")


def nonsense(problem):
    return answers.result((PlannedMeal(0, "lunch", "999999", {}),))


@pytest.mark.parametrize("answer", [crash, nonsense])
def test_a_failed_solve_leaves_the_board(ada, plan, solver, answer):
    before = state_of(plan)
    solver.answer = answer
    write(ada, "refill", plan)
    assert state_of(plan) == before
    assert plan.generations.get().status == "failed"
    assert 'id="failed"' in ada.get(url_of("week", plan)).content.decode()


def test_no_worker_at_all_is_a_failed_solve(ada, plan, monkeypatch):
    def broken(problem, count):
        raise RuntimeError("no process")

    monkeypatch.setattr(workers, "submit", broken)
    before = state_of(plan)
    assert write(ada, "refill", plan).status_code == 303
    assert plan.generations.get().status == "failed"
    assert state_of(plan) == before


def test_a_plan_edited_meanwhile_keeps_the_edit(ada, plan, solver):
    solver.hold = True
    write(ada, "refill", plan)
    write(ada, "remove", plan, meal_at(plan, 0, "dinner"))
    edited = state_of(plan)
    solver.finish()
    assert plan.generations.get().status == "failed"
    assert state_of(plan) == edited


def test_too_many_weeks_in_ten_minutes_are_refused(ada, plan, solver, settings):
    settings.GENERATIONS_PER_TEN_MINUTES = 2
    statuses = [write(ada, "refill", plan).status_code for _ in range(3)]
    before = state_of(plan)
    refused = write(ada, "refill", plan)
    assert statuses == [303, 303, 429]
    assert refused["Retry-After"] == "60"
    assert "Please wait a little" in refused.content.decode()
    assert state_of(plan) == before


def test_old_weeks_do_not_count(ada, plan, solver, settings):
    settings.GENERATIONS_PER_TEN_MINUTES = 1
    write(ada, "refill", plan)
    plan.generations.update(started_at=timezone.now() - dt.timedelta(minutes=11))
    assert write(ada, "refill", plan).status_code == 303


def test_a_full_queue_is_refused(cast, ada, plan, solver, settings):
    settings.SOLVER_QUEUE = 1
    solver.hold = True
    generation.start(Plan.objects.get(pk=cast.strangers_plan_id))
    before = state_of(plan)
    assert write(ada, "refill", plan).status_code == 503
    assert (state_of(plan), plan.generations.count()) == (before, 0)


def test_a_solve_whose_server_went_away_is_called_failed(plan, solver):
    solver.hold = True
    row = generation.start(plan)
    Generation.objects.update(started_at=timezone.now() - dt.timedelta(minutes=3))
    generation.expire_lost()
    row.refresh_from_db()
    assert (row.status, row.ended_at is not None) == ("failed", True)


def test_a_real_solve_of_the_small_kitchen(ada, plan, settings, solver):

    settings.SOLVER_SECONDS_MANY = 2.0
    solver.answer = optimiser.solve
    write(ada, "refill", plan)
    assert plan.generations.get().status == "done"
    assert plan.meals.exclude(slot="drinks").count() == 9


def test_a_busy_database_is_asked_again(plan, solver, monkeypatch):
    solver.hold = True
    generation.start(plan)
    [week] = solver.making
    look = week._look

    def locked():
        monkeypatch.setattr(week, "_look", look)
        raise OperationalError("database is locked")

    monkeypatch.setattr(week, "_look", locked)
    solver.look()
    assert plan.generations.get().status == "running"
    solver.finish()
    assert plan.generations.get().status == "done"


@pytest.mark.parametrize("moment", [0.0, 30.0])
def test_the_button_waits_for_a_moment_and_no_longer(plan, solver, settings, monkeypatch, moment):
    settings.SOLVER_MOMENT = moment
    waited: list[object] = []

    def attend(week):
        """Register the week, and nothing more."""
        monkeypatch.setitem(making._here, week.row, week)
        monkeypatch.setattr(week, "ended", Ended(waited))

    monkeypatch.setattr(making, "attend", attend)
    generation.start(plan)
    assert waited == [moment]


class Ended:
    """An event that tells how long it is waited for."""

    def __init__(self, waited):
        self.waited = waited

    def wait(self, seconds):
        """Note the wait."""
        self.waited.append(seconds)
