"""A week on its way: what each poll brings, the bar, the delays, and the queue in words."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from planner import generation
from planner.arriving import best_of, percent_of, poll_delay
from planner.models import Generation, Plan
from planner.optimiser.problem import PlannedMeal, Result
from planner.words import arriving_words, state_words
from tests.cast import day, meal_at, url_of, write

HTMX = {"HX-Request": "true"}


def poll(browser, plan, query=""):
    return browser.get(url_of("progress", plan) + query, headers=HTMX).content.decode()


@pytest.fixture
def running(ada, plan, solver):
    """A refill that is held back."""
    solver.hold = True
    write(ada, "refill", plan)
    return plan


def test_a_poll_shows_the_bar_and_asks_again(ada, running):
    page = poll(ada, running, "?person=7&state=waiting&seen=0")
    assert "<progress" in page
    assert "<html" not in page
    assert "?person=7&amp;state=waiting&amp;seen=0" in page  # the focus comes with the next poll


def test_nothing_new_leaves_buttons_and_preview_alone(ada, running, solver):
    solver.improve()
    page = poll(ada, running, "?state=found&seen=1")
    assert 'id="choice"' not in page
    assert 'id="arriving"' not in page
    assert page.count("hx-swap-oob") == 0


def test_a_first_week_comes_with_its_dishes_gap_and_an_open_button(ada, running, solver):
    assert "disabled" in ada.get(url_of("week", running)).content.decode()
    solver.improve(points=4.2)
    page = poll(ada, running, "?state=searching&seen=0")
    assert "At most 4.2 points from the best week of these dishes." in page
    assert "Granola" in page
    assert "Take this week" in page
    assert "disabled>" not in page
    assert 'hx-swap-oob="innerHTML:#week-said">A week is here' in page


def test_a_better_week_replaces_the_preview_and_marks_what_changed(ada, running, solver):
    solver.improve()

    def other(problem):
        spare = [d for d in problem.dishes if "breakfast" in d.slots]
        meal = PlannedMeal(0, "breakfast", spare[-1].key, {})
        return Result("time", (meal,), 3.0, 1.0, 0.2)

    solver.improve(answer=other)
    page = poll(ada, running, "?state=found&seen=1")
    assert 'id="arriving"' in page
    assert 'id="choice"' not in page
    assert re.search(r'class="is-changed">[A-Z]', page)


def test_locked_meals_are_in_the_preview(ada, plan, solver):
    write(ada, "put", plan, food="oats", date=day(1), slot="dinner", grams="100")
    write(ada, "lock", plan, meal_at(plan, 1, "dinner"))
    solver.hold = True
    write(ada, "refill", plan)
    solver.improve()
    entries = plan.generations.get().best["meals"]
    assert {"day": 1, "slot": "dinner", "name": "Oats", "leftover": False, "changed": False} in (
        entries
    )


def test_the_old_week_stays_on_the_page(ada, running, solver):
    solver.improve()
    page = ada.get(url_of("week", running)).content.decode()
    assert "Your plan as it is until then" in page
    assert "Spinach soup" in page
    assert "Keep the old week" in page


def test_a_solve_that_is_done_brings_the_week(ada, running, solver):
    solver.finish()
    answer = ada.get(url_of("progress", running), headers=HTMX)
    assert answer["HX-Retarget"] == "#live"
    assert 'data-revision="2"' in answer.content.decode()


def test_without_javascript_the_page_refreshes_itself_with_the_preview(ada, running, solver):
    assert ada.get(url_of("progress", running)).status_code == 303
    solver.improve()
    page = ada.get(url_of("week", running)).content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert 'id="arriving"' in page
    assert f'action="{url_of("take", running)}' in page


def test_who_is_next_and_who_waits(cast, ada, running, solver, settings):
    settings.SOLVER_WORKERS = 1
    assert "Getting ready to plan." in poll(ada, running)
    stranger = Plan.objects.get(pk=cast.strangers_plan_id)
    row = generation.start(stranger)
    assert generation.line_of(row).before == 1
    Generation.objects.filter(plan=running).update(began_at=timezone.now())
    line = generation.line_of(row)
    assert (line.before, line.busy) == (0, True)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (("waiting", 0, False), "Getting ready to plan."),
        (("waiting", 0, True), "Yours is the next in line."),
        (("waiting", 1, True), "1 week waits in line before yours."),
        (("waiting", 3, True), "3 weeks wait in line before yours."),
        (("searching",), "Looking for a first week of dishes that everyone may eat."),
        (("found",), "A week is here, and still getting better. Take it, or wait a moment."),
        (("taken",), "Putting it on the board."),
    ],
)
def test_every_state_has_words(state, said):
    assert state_words(*state) == said


#: 1 session, 1 tenant; plan, generation, slots.
POLL = 2 + 3


def test_a_poll_asks_little(ada, running, solver, django_assert_num_queries):
    solver.improve()
    with django_assert_num_queries(POLL):
        poll(ada, running)


def test_a_poll_of_someone_in_line_counts_the_line_too(ada, running, django_assert_num_queries):
    with django_assert_num_queries(POLL + 1):
        poll(ada, running)


def test_a_poll_marks_now_and_then_that_someone_waits(
    ada, running, solver, django_assert_num_queries
):
    solver.improve()
    before = timezone.now() - dt.timedelta(seconds=3)
    Generation.objects.update(seen_at=before)
    with django_assert_num_queries(POLL + 1):
        poll(ada, running)
    assert Generation.objects.filter(seen_at__gt=before).exists()


def test_the_page_itself_marks_that_someone_waits(ada, running):
    before = timezone.now() - dt.timedelta(seconds=3)
    Generation.objects.update(seen_at=before)
    ada.get(url_of("week", running))
    assert Generation.objects.filter(seen_at__gt=before).exists()


@pytest.mark.parametrize(("seconds", "percent"), [(-1, 0), (0, 0), (2, 50), (4, 97), (900, 97)])
def test_the_bar_is_never_quite_full(seconds, percent):
    assert percent_of(seconds, limit=3.5) == percent


@pytest.mark.parametrize(
    ("waited", "delay"), [(0, 300), (2.9, 300), (3, 500), (10, 1000), (30, 2000), (1e6, 2000)]
)
def test_polls_back_off(waited, delay):
    assert poll_delay(waited) == delay


def test_an_unknown_bound_is_kept_as_unknown():
    best = best_of(Result("time", (), 3.0, -float("inf"), 0.1), {}, [], {})
    assert (best["bound"], best["gap"], best["version"]) == (None, None, 1)


@pytest.mark.parametrize(
    ("shortfall", "claims"), [(0.0, True), (1e-9, True), (0.2, False), (None, False)]
)
def test_a_week_on_its_way_claims_targets_only_where_none_is_short(shortfall, claims):
    told = arriving_words({"objective": 4.0, "bound": 1.0, "shortfall": shortfall})
    assert told.startswith("Reaches everyone's targets.") is claims
    assert told.endswith("At most 3.0 points from the best week of these dishes.")
