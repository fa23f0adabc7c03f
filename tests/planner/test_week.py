"""The week page, stale and broken writes, and what each page asks of the database."""

import re

import pytest
from django.urls import reverse

from planner.models import Plan
from tests.cast import browser_of, day, fill, make_plan, meal_at, state_of, url_of, write
from tests.factories import PersonFactory

#: Every edit: URL, place of its meal, what it sends besides the revision.
WRITES = [
    ("swap", (0, "dinner"), {"recipe": "lentil-stew"}),
    ("remove", (0, "dinner"), {}),
    ("lock", (0, "dinner"), {}),
    ("unlock", (2, "dinner"), {}),
    ("add_leftovers", (0, "lunch"), {"to": f"{day(2)}:lunch"}),
    ("put", None, {"recipe": "porridge", "date": day(1), "slot": "breakfast"}),
    ("undo", None, {}),
    ("refill", None, {}),
]
NAMES = [name for name, _place, _sent in WRITES]


def send(client, plan, case, **more):
    name, place, sent = case
    return write(client, name, plan, meal_at(plan, *place) if place else None, **sent | more)


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("case", WRITES, ids=NAMES)
def test_a_stale_revision_says_what_changed_and_changes_nothing(ada, plan, solver, case, htmx):
    write(ada, "lock", plan, meal_at(plan, 1, "lunch"))
    before = state_of(plan)
    answer = send(ada, plan, case, revision=1, htmx=htmx)
    assert answer.status_code == 409
    assert "Locked Wednesday lunch: Dal" in answer.content.decode()
    assert ("<html" in answer.content.decode()) is not htmx
    assert state_of(plan) == before


@pytest.mark.parametrize("revision", ["99", str(10**12), str(10**30)])
@pytest.mark.parametrize("case", WRITES, ids=NAMES)
def test_a_revision_from_the_future_is_stale_too(ada, plan, solver, case, revision):
    before = state_of(plan)
    answer = send(ada, plan, case, revision=revision)
    assert answer.status_code == 409
    assert "another point than the page" in answer.content.decode()
    assert state_of(plan) == before


@pytest.mark.parametrize("revision", [None, "", "x", "-1", "1.5", "nan", "1e3"])
@pytest.mark.parametrize("case", WRITES, ids=NAMES)
def test_a_write_without_a_good_revision_is_refused(ada, plan, solver, case, revision):
    before = state_of(plan)
    assert send(ada, plan, case, revision=revision).status_code == 422
    assert state_of(plan) == before


# A second "remove" has no meal any more: test_remove.py.
@pytest.mark.parametrize("case", [case for case in WRITES if case[0] != "remove"], ids=str)
def test_a_double_submit_changes_the_plan_once(ada, plan, solver, case):
    send(ada, plan, case, revision=1)
    before = state_of(plan)
    again = send(ada, plan, case, revision=1).status_code
    assert again == 409
    assert state_of(plan) == before


MEAL_WRITES = [name for name, place, _sent in WRITES if place]


@pytest.mark.parametrize("meal_id", [0, 999_999, 10**30])
@pytest.mark.parametrize("name", [*MEAL_WRITES, "set_portions"])
def test_an_unknown_meal_is_not_found(ada, plan, name, meal_id):
    url = url_of(name, plan, meal_at(plan, 0, "dinner"))
    url = url.replace(f"/meals/{meal_at(plan, 0, 'dinner').pk}/", f"/meals/{meal_id}/")
    before = state_of(plan)
    assert ada.post(url, {"revision": 1}).status_code == 404
    assert state_of(plan) == before


@pytest.mark.parametrize("name", [*MEAL_WRITES, "set_portions"])
def test_a_meal_of_another_plan_is_not_found(ada, plan, cast, name):
    other = Plan.objects.get(pk=cast.strangers_plan_id)
    before = state_of(other)
    assert write(ada, name, plan, meal_at(other, 0, "dinner")).status_code == 404
    assert state_of(other) == before


@pytest.mark.parametrize("case", WRITES, ids=NAMES)
def test_a_plan_of_another_tenant_is_not_found(cast, plan, case):
    before = state_of(plan)
    assert send(browser_of(cast.stranger), plan, case).status_code == 404
    assert state_of(plan) == before


@pytest.mark.parametrize("plan_id", ["0", "999999", str(10**30)])
@pytest.mark.parametrize("page", ["", "list/", "print/", "days/2026-12-01/", "progress/"])
def test_an_unknown_plan_is_not_found(ada, plan_id, page):
    assert ada.get(f"/plans/{plan_id}/{page}").status_code == 404


def test_edits_come_back_to_the_focus(ada, plan):
    ben = plan.seats.last().person_id
    url = url_of("lock", plan, meal_at(plan, 0, "lunch"))
    answer = ada.post(f"{url}?person={ben}&day={day(1)}", {"revision": 1})
    assert answer["Location"] == f"/plans/{plan.pk}/?person={ben}&day={day(1)}"


@pytest.mark.parametrize(
    "query", ["person=x&day=y", "person=999999", "day=2030-01-01", "part=../x"]
)
def test_a_strange_focus_falls_back(ada, plan, query):
    page = ada.get(f"{url_of('week', plan)}?{query}")
    assert page.status_code == 200
    assert "Ada, mean of the days" in page.content.decode()


def test_a_person_of_another_tenant_is_no_focus(ada, plan, cast):
    other = cast.stranger.people.first()
    page = ada.get(f"{url_of('week', plan)}?person={other.pk}").content.decode()
    assert f"person={other.pk}" not in page


def test_htmx_gets_the_live_part_and_caches_know(ada, plan):
    answer = ada.get(url_of("week", plan), headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<div id="live"')
    assert "HX-Request" in answer["Vary"]


def test_an_edit_by_htmx_brings_the_fresh_week(ada, plan):
    answer = write(ada, "remove", plan, meal_at(plan, 0, "dinner"), htmx=True)
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#undo", "outerHTML")
    assert f'id="slot-{day(0)}-dinner"' in answer.text
    assert 'class="day"' not in answer.text
    assert "limber:saved" in answer["HX-Trigger"]
    assert 'data-revision="2"' in answer.content.decode()


def test_leftovers_and_locks_are_marked(ada, plan):
    page = ada.get(url_of("week", plan)).content.decode()
    assert "left over from Tue" in page
    assert page.count("locked</span>") == 1


def test_home_is_the_newest_plan_or_the_start(cast, ada, plan):
    assert ada.get("/week/")["Location"] == url_of("week", plan)
    newer = make_plan(cast.ada, list(plan.people.all()))
    assert ada.get("/week/")["Location"] == url_of("week", newer)


def big_plan(cast):
    """Four people, seven days."""
    people = [PersonFactory(tenant=cast.ada) for _ in range(4)]
    plan = make_plan(cast.ada, people, days=7)
    fill(plan, cast.kitchen)
    return plan


def small_plan(cast):
    """One person, one day."""
    plan = make_plan(cast.ada, [PersonFactory(tenant=cast.ada)], days=1)
    fill(plan, cast.kitchen)
    return plan


SIZES = pytest.mark.parametrize("make", [small_plan, big_plan], ids=["1x1", "4x7"])
#: Before any page: 1 session, 1 tenant.
GATE = 2
#: plan, table with what is minded, meals, servings, lines, amounts, foods, changes.
BOARD = 8


@SIZES
def test_the_week_page_asks_little(cast, ada, make, django_assert_num_queries):
    plan = make(cast)
    # besides the board: the generation.
    with django_assert_num_queries(GATE + BOARD + 1):
        assert ada.get(url_of("week", plan)).status_code == 200


@SIZES
def test_the_day_page_asks_little(cast, ada, make, django_assert_num_queries):
    plan = make(cast)
    with django_assert_num_queries(GATE + BOARD):
        assert ada.get(f"/plans/{plan.pk}/days/{day(0)}/").status_code == 200


@SIZES
def test_the_cook_view_asks_little(cast, ada, make, django_assert_num_queries):
    plan = make(cast)
    # besides the board: the lines with their foods; but no amounts.
    with django_assert_num_queries(GATE + BOARD + 1 - 1):
        assert ada.get(f"/plans/{plan.pk}/days/{day(0)}/cook/").status_code == 200


@SIZES
def test_the_swaps_panel_asks_little(cast, ada, make, django_assert_num_queries):
    plan = make(cast)
    meal = meal_at(plan, 0, "dinner")
    # meal; people, tenant; the library: recipes, lines, amounts, foods, slots, facts; the board;
    # avoidances; the food file, its facts; water: food, amounts, values; revisions offered.
    with django_assert_num_queries(GATE + 1 + 2 + 6 + BOARD + 1 + 2 + 3 + 1):
        assert ada.get(url_of("swaps", plan, meal)).status_code == 200


def test_the_strip_leads_to_what_brings_each_nutrient(ada, plan):
    text = ada.get(url_of("week", plan)).text
    for key, name in (("magnesium", "Magnesium"), ("sodium", "Sodium")):
        url = reverse("planner:nutrient", args=[plan.pk, key])
        assert re.search(f'<a href="{url}[?][^>]*>{name}</a>', text)
        assert ada.get(url).status_code == 200
