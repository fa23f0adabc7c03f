"""Relax: one wish given up, for this plan, and the week is planned again."""

import pytest

from planner.optimiser.problem import Clash
from tests import solver as answers
from tests.cast import meal_at, state_of, url_of, write


def clash_of(*wishes):
    return lambda problem: answers.result((), "infeasible", Clash(wishes))


@pytest.fixture
def clashed(ada, plan, solver):
    """A refill that asked too much."""
    solver.answer = clash_of(
        ("no_dish", "breakfast"), ("lock", "2:dinner"), ("minutes", "weekday"), ("limit", "sodium")
    )
    write(ada, "refill", plan)
    solver.answer = answers.first_fitting
    return plan


def test_the_page_offers_ways_out_mildest_first(ada, clashed):
    page = ada.get(url_of("week", clashed)).content.decode()
    words = [
        "Allow more long cooking on weekdays",
        "Unlock Thursday dinner: Lentil stew",
        "Leave breakfast empty",
        "Change what you ask for",
    ]
    places = [page.index(text) for text in words]
    assert places == sorted(places)


def test_a_wish_is_given_up_in_the_question(ada, clashed, solver):
    assert write(ada, "relax", clashed, wish="minutes:weekday").status_code == 303
    assert solver.problems[-1].long_dishes_per_weekday > 2
    row = clashed.generations.first()
    assert (row.status, row.given_up) == ("done", [["minutes", "weekday"]])


def test_a_place_is_left_empty_rather_than_filled_with_what_someone_avoids(ada, clashed, solver):
    write(ada, "relax", clashed, wish="no_dish:breakfast")
    assert clashed.generations.first().status == "done"
    empty = [lock for lock in solver.problems[-1].locks if lock.dish is None]
    assert {lock.slot for lock in empty} == {"breakfast"}


def test_a_lock_is_opened_as_a_change_of_its_own(ada, clashed, solver):
    write(ada, "relax", clashed, wish="lock:2:dinner")
    verbs = list(clashed.changes.values_list("verb", flat=True))
    assert verbs == ["planned", "unlocked", "planned"]
    assert solver.problems[-1].locks == ()


def test_wishes_given_up_add_up(ada, clashed, solver):
    solver.answer = clash_of(("repeats", "dinner"))
    write(ada, "relax", clashed, wish="minutes:weekday")
    solver.answer = answers.first_fitting
    write(ada, "relax", clashed, wish="repeats:dinner")
    assert clashed.generations.first().given_up == [["minutes", "weekday"], ["repeats", "dinner"]]


@pytest.mark.parametrize(
    "wish", ["limit:sodium", "repeats:dinner", "lock:0:dinner", "no_dish", "", "x" * 81]
)
def test_only_a_way_out_of_this_clash_is_taken(ada, clashed, solver, wish):
    before = state_of(clashed)
    assert write(ada, "relax", clashed, wish=wish).status_code == 422
    assert (state_of(clashed), len(solver.problems)) == (before, 1)


def test_a_clash_of_an_older_plan_has_no_way_out(ada, clashed, solver):
    write(ada, "remove", clashed, meal_at(clashed, 0, "dinner"))
    assert write(ada, "relax", clashed, wish="minutes:weekday").status_code == 422
    assert write(ada, "relax", clashed, wish="minutes:weekday", revision=1).status_code == 409
    assert len(solver.problems) == 1


def test_no_lock_is_opened_for_who_is_to_have_no_plan(ada, clashed, solver):
    """No week would be made: what was locked stays, and the page says why."""
    clashed.people.get(name="Ben").health_facts.create(kind="condition", text="anorexia nervosa")
    before = state_of(clashed)
    write(ada, "relax", clashed, wish="lock:2:dinner")
    assert (state_of(clashed), len(solver.problems)) == (before, 1)
    assert "No plan is made for Ben" in ada.get(url_of("week", clashed)).text


def test_a_busy_planner_unlocks_nothing(ada, clashed, solver, settings):
    settings.GENERATIONS_PER_TEN_MINUTES = 1
    before = state_of(clashed)
    assert write(ada, "relax", clashed, wish="lock:2:dinner").status_code == 429
    assert state_of(clashed) == before
