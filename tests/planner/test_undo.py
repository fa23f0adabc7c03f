"""Undo over HTTP: once, twice, stale, and with nothing to take back."""

from planner.history import line_of
from planner.models import Plan
from tests.cast import meal_at, state_of, write


def test_undo_says_what_it_took_back(ada, plan):
    write(ada, "remove", plan, meal_at(plan, 0, "dinner"))
    page = write(ada, "undo", plan, htmx=True)
    assert page.status_code == 200
    assert plan.changes.get(verb="removed").revision not in line_of(Plan.objects.get(pk=plan.pk))
    assert plan.changes.last().words["undid"] == "removed"
    assert 'data-revision="3"' in page.content.decode()


def test_a_second_click_on_undo_is_stale_and_takes_nothing_more(ada, plan):
    write(ada, "remove", plan, meal_at(plan, 0, "dinner"))
    write(ada, "undo", plan)
    before = state_of(plan)
    again = write(ada, "undo", plan, revision=plan.revision + 1)
    assert again.status_code == 409
    assert "Took back: Removed Spinach soup from Tuesday dinner" in again.content.decode()
    assert state_of(plan) == before


def test_undo_with_nothing_left_changes_nothing(ada, plan):
    write(ada, "undo", plan)  # the week itself
    before = state_of(plan)
    assert write(ada, "undo", plan).status_code == 303
    assert state_of(plan) == before


def test_undo_of_the_week_itself_empties_the_board(ada, plan):
    write(ada, "undo", plan)
    assert not plan.meals.exists()
    assert not plan.batches.exists()


def test_the_page_offers_undo_with_the_last_change_in_words(ada, plan):
    write(ada, "lock", plan, meal_at(plan, 0, "dinner"))
    page = ada.get(f"/plans/{plan.pk}/").content.decode()
    assert "Locked Tuesday dinner: Spinach soup" in page
    assert 'id="undo"' in page


def quality(plan):
    return Plan.objects.get(pk=plan.pk).quality


def test_what_the_solver_said_goes_with_its_week(ada, plan, solver):
    write(ada, "refill", plan)
    assert quality(plan)["status"] == "gap"
    write(ada, "undo", plan)
    assert quality(plan) == {}


def test_what_the_solver_said_holds_no_more_after_an_edit_and_again_after_undo(ada, plan, solver):
    write(ada, "refill", plan)
    said = quality(plan)
    write(ada, "lock", plan, meal_at(plan, 0, "dinner"))
    assert quality(plan) == said
    write(ada, "remove", plan, meal_at(plan, 0, "dinner"))
    assert quality(plan) == {}
    write(ada, "undo", plan)
    assert quality(plan) == said
