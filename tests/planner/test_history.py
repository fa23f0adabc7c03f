"""Every edit is one change with before and after; undo brings the very same rows back."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner import history
from planner.models import Plan, PlanChange
from tests.cast import browser_of, day, meal_at, write

#: verb of the history -> (URL, place of the meal or None, what is sent).
EDITS: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "swapped": ("swap", (0, "dinner"), {"recipe": "lentil-stew"}),
    "removed": ("remove", (0, "dinner"), {}),
    "added": ("put", None, {"recipe": "porridge", "date": day(1), "slot": "breakfast"}),
    "portioned": ("set_portions", (0, "lunch"), {"everyone": "2.25"}),
    "locked": ("lock", (0, "lunch"), {}),
    "unlocked": ("unlock", (2, "dinner"), {}),
    "leftovers": ("add_leftovers", (0, "lunch"), {"to": f"{day(2)}:lunch"}),
}


def edit(client, plan, verb):
    """Do one of `EDITS`."""
    name, place, sent = EDITS[verb]
    data = dict(sent)
    if (amount := data.pop("everyone", None)) is not None:
        data |= {f"amount_{seat.person_id}": amount for seat in plan.seats.all()}
    return write(client, name, plan, meal_at(plan, *place) if place else None, **data)


@pytest.mark.parametrize("verb", EDITS)
def test_an_edit_is_one_change_of_the_next_revision(ada, plan, verb):
    before = history.snapshot(plan)
    assert edit(ada, plan, verb).status_code == 303
    change = plan.changes.last()
    assert (change.verb, change.revision) == (verb, plan.revision + 1)
    assert Plan.objects.get(pk=plan.pk).revision == plan.revision + 1
    assert (change.before, change.after) == history.difference(before, history.snapshot(plan))
    assert any(change.before.values())


@pytest.mark.parametrize("verb", EDITS)
def test_undo_brings_the_same_rows_back(ada, plan, verb):
    before = history.snapshot(plan)
    edit(ada, plan, verb)
    assert write(ada, "undo", plan).status_code == 303
    assert history.snapshot(plan) == before
    assert Plan.objects.get(pk=plan.pk).revision == plan.revision + 2


@pytest.mark.parametrize("first", EDITS)
def test_two_edits_are_undone_one_after_the_other(ada, plan, first):
    start = history.snapshot(plan)
    edit(ada, plan, first)
    middle = history.snapshot(plan)
    edit(ada, plan, "added")
    write(ada, "undo", plan)
    assert history.snapshot(plan) == middle
    write(ada, "undo", plan)
    assert history.snapshot(plan) == start


@pytest.mark.parametrize(("verb", "place"), [("lock", (2, "dinner")), ("unlock", (0, "lunch"))])
def test_an_edit_that_changes_nothing_leaves_no_trace(ada, plan, verb, place):
    assert write(ada, verb, plan, meal_at(plan, *place)).status_code == 303
    assert plan.changes.count() == 1
    assert Plan.objects.get(pk=plan.pk).revision == plan.revision


def test_the_same_portions_again_leave_no_trace(ada, plan):
    same = {f"amount_{seat.person_id}": "1" for seat in plan.seats.all()}
    write(ada, "set_portions", plan, meal_at(plan, 0, "lunch"), **same)
    assert plan.changes.count() == 1


def test_a_change_names_who_made_it(cast):
    plan = Plan.objects.get(pk=cast.practice_plan_id)
    editor = cast.users["editor"]
    write(browser_of(cast.practice, editor), "remove", plan, meal_at(plan, 0, "dinner"))
    assert plan.changes.latest("revision").by == editor


def test_a_guest_has_no_name_in_the_history(ada, plan):
    edit(ada, plan, "removed")
    assert plan.changes.last().by is None


def undo_all(ada, plan):
    """Undo down to the first change, which made the board."""
    while Plan.objects.get(pk=plan.pk).cursor > 1:
        assert write(ada, "undo", plan).status_code == 303


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["swap", "remove", "lock", "unlock", "set_portions", "put", "undo"]),
        st.integers(0, 20),
        st.sampled_from(["lentil-stew", "spinach-pie", "dal", "porridge"]),
    ),
    min_size=1,
    max_size=7,
)


def step(ada, plan, verb, number, dish):
    """One random edit of whatever is on the board."""
    meals = list(plan.meals.exclude(slot="drinks").order_by("pk"))
    data = {"recipe": dish, "date": day(number % 3), "slot": "dinner"}
    data |= {f"amount_{seat.person_id}": number / 4 + 0.25 for seat in plan.seats.all()}
    if verb in ("put", "undo"):
        write(ada, verb, plan, **data)
    elif meals:
        write(ada, verb, plan, meals[number % len(meals)], **data)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_any_edits_undone_are_as_if_never_made(ada, plan, steps):
    with transaction.atomic():
        # How the board was made is no edit here.
        PlanChange.objects.filter(plan=plan).update(parent=None)
        Plan.objects.filter(pk=plan.pk).update(cursor=0)
        before = history.snapshot(plan)
        for verb, number, dish in steps:
            step(ada, plan, verb, number, dish)
        undo_all(ada, plan)
        assert history.snapshot(plan) == before
        transaction.set_rollback(True)
