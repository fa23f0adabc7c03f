"""Undo and redo along a line of edits, and back to any point: against a list of states."""

from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import actions, history
from planner.editing import Stamp
from planner.models import Meal, Plan
from tests.cast import day, meal_at, url_of, write

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["lock", "remove", "add", "move", "undo", "undo", "redo", "restore"]),
        st.integers(0, 20),
    ),
    min_size=3,
    max_size=14,
)


def board(plan: Plan) -> Any:
    return history.snapshot(Plan.objects.get(pk=plan.pk))


def act(plan: Plan, verb: str, number: int, dish: Any) -> None:
    """One edit of whatever is on the board."""
    stamp = Stamp(plan.revision)
    meals = list(plan.meals.exclude(slot="drinks").order_by("pk"))
    if verb == "add":
        place: dict[str, Any] = {"date": day(number % 3), "slot": "lunch"}
        amounts = {plan.seats.all()[0].person_id: 1.0}
        actions.add_recipe(plan=plan, revision=dish, amounts=amounts, stamp=stamp, **place)
    elif meals:
        meal: Meal = meals[number % len(meals)]
        if verb == "lock":
            actions.set_locked(meal=meal, locked=not meal.locked, stamp=stamp)
        elif verb == "remove":
            actions.remove_meal(meal=meal, stamp=stamp)
        elif verb == "move" and meal.batch and meal.batch.meals.count() == 1:
            actions.move_meal(meal=meal, to=(day(number % 3), "dinner"), stamp=stamp)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_any_edits_undos_redos_and_restores_equal_a_list_of_states(cast, steps):
    dish = cast.kitchen.dishes["porridge"].current
    with transaction.atomic():
        plan = Plan.objects.get(pk=cast.plan_id)
        # How the board was made is taken back too; the list knows that state as the first.
        line, at = [None, board(plan)], 1
        by_revision = {plan.revision: line[1]}
        for verb, number in steps:
            before = plan.revision
            if verb == "undo" and at > 1:
                actions.undo(plan=plan, stamp=Stamp(plan.revision))
                at -= 1
            elif verb == "redo":
                actions.redo(plan=plan, stamp=Stamp(plan.revision))
                at = min(at + 1, len(line) - 1)
            elif verb == "restore":
                point = sorted(by_revision)[number % len(by_revision)]
                actions.restore(plan=plan, revision=point, stamp=Stamp(plan.revision))
                if plan.revision > before:
                    line[at + 1 :] = [by_revision[point]]
                    at += 1
            elif verb != "undo":
                act(plan, verb, number, dish)
                if plan.revision > before:
                    line[at + 1 :] = [board(plan)]
                    at += 1
            assert board(plan) == line[at]
            by_revision[plan.revision] = line[at]
        transaction.set_rollback(True)


def test_fifty_steps_back_and_forth_across_requests(ada, plan):
    states = [board(plan)]
    for number in range(55):
        write(ada, "set_note", plan, meal_at(plan, 0, "dinner"), note=f"note {number}")
        states.append(board(plan))
    for state in reversed(states[:-1]):
        write(ada, "undo", plan)
        assert board(plan) == state
    for state in states[1:]:
        write(ada, "redo", plan)
        assert board(plan) == state


def test_the_bar_names_what_goes_back_and_what_comes_again(ada, plan):
    write(ada, "lock", plan, meal_at(plan, 0, "dinner"))
    write(ada, "remove", plan, meal_at(plan, 0, "lunch"))
    write(ada, "undo", plan)
    page = ada.get(url_of("week", plan)).text
    assert '<span class="visually-hidden">: Locked Tuesday dinner: Spinach soup</span>' in page
    assert '<span class="visually-hidden">: Removed Dal from Tuesday lunch</span>' in page


def test_a_new_edit_drops_what_could_be_done_again(ada, plan):
    write(ada, "remove", plan, meal_at(plan, 0, "dinner"))
    write(ada, "undo", plan)
    write(ada, "lock", plan, meal_at(plan, 0, "dinner"))
    before = board(plan)
    assert write(ada, "redo", plan).status_code == 303
    assert board(plan) == before


def test_the_history_says_who_did_what_and_goes_back(ada, plan):
    start = board(plan)
    write(ada, "remove", plan, meal_at(plan, 0, "dinner"))
    write(ada, "remove", plan, meal_at(plan, 0, "lunch"))
    page = ada.get(url_of("past", plan)).text
    assert page.index("Removed Dal") < page.index("Removed Spinach soup")
    assert write(ada, "restore", plan, point=1).status_code == 303
    assert board(plan) == start
    write(ada, "undo", plan)
    assert board(plan) != start


def test_a_point_that_never_was_is_not_found(ada, plan):
    before = board(plan)
    assert write(ada, "restore", plan, point=99).status_code == 404
    assert board(plan) == before
