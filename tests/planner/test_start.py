"""The start page and its one button: what comes in is checked, nothing is half stored."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Tenant
from people.models import Avoidance, Person
from planner import workers
from planner.models import Plan
from tests.cast import browser_of

START_URL, BEGIN = "/", "/begin/"


def tomorrow():
    return timezone.localdate() + dt.timedelta(days=1)


def person(number=0, **more):
    fields = {"name": "Eve", "sex": "female", "age": "34"} | more
    return {f"people-{number}-{name}": value for name, value in fields.items()}


def form(**more):
    """A good start form for one person; `None` leaves a field out."""
    sent = {
        "people-TOTAL_FORMS": "1",
        "people-INITIAL_FORMS": "0",
        "diet": "omnivore",
        "start": tomorrow().isoformat(),
        "days": "3",
        "slots": ["breakfast", "lunch", "dinner"],
        **person(),
    } | more
    return {name: value for name, value in sent.items() if value is not None}


def stored():
    return Tenant.objects.count(), Person.objects.count(), Plan.objects.count()


@pytest.fixture
def visitor(cast, client, solver):
    """Someone who was never here; the solver answers at once."""
    return client


def test_one_button_makes_a_guest_a_person_and_a_plan(visitor):
    answer = visitor.post(BEGIN, form(avoid=["tree_nuts", "milk"], diet="vegetarian"))
    plan = Plan.objects.latest("pk")
    eve = plan.people.get()
    assert (answer.status_code, answer["Location"]) == (
        303,
        reverse("planner:week", args=[plan.pk]),
    )
    assert (plan.days, plan.start, eve.diet) == (3, tomorrow(), "vegetarian")
    assert eve.age_on(plan.start) == 34
    assert Avoidance.objects.filter(person=eve).count() == 9
    assert plan.tenant.is_guest
    assert visitor.session["tenant"] == str(plan.tenant.key)


def test_the_slots_are_the_plans_own_and_drinks_come_by_themselves(visitor):
    visitor.post(BEGIN, form(slots=["dinner", "snack"]))
    plan = Plan.objects.latest("pk")
    assert list(plan.slots.values_list("key", flat=True)) == ["dinner", "snack", "drinks"]


def test_a_family_is_seated_in_order_and_nameless_people_get_a_number(visitor):
    more = person(0, name="") | person(1, name="Max", sex="male", age="7")
    visitor.post(BEGIN, form(**{"people-TOTAL_FORMS": "2"}, **more))
    plan = Plan.objects.latest("pk")
    assert [seat.person.name for seat in plan.seats.all()] == ["Person 1", "Max"]


def test_a_guest_who_comes_back_keeps_the_household(cast, ada, solver):
    ada.post(BEGIN, form())
    assert Plan.objects.latest("pk").tenant == cast.ada


AGE = [{"people-0-age": age} for age in ("0", "121", "-1", "abc", "34.5", "", "1e309", "nan")]
BODY = [
    {f"people-0-{name}": value}
    for name, low, high in (("height_cm", "39", "251"), ("weight_kg", "1.9", "401"))
    for value in (low, high, "-1", "nan", "inf", "1e309", "tall")
] + [
    {"people-0-age": "4", "people-0-height_cm": "40"},
    {"people-0-age": "2", "people-0-height_cm": "250", "people-0-weight_kg": "400"},
]
WHEN = [
    {"start": "2026-02-30"},
    {"start": "tomorrow"},
    {"start": ""},
    {"start": None},
    {"start": "0001-01-01"},
    {"start": "9999-12-31"},
    *({"days": days} for days in ("0", "8", "-1", "x", "", None)),
]
CODES = [
    {"slots": []},
    {"slots": ["dinner", "elevenses"]},
    {"slots": ["drinks"]},
    {"diet": "carnivore"},
    {"diet": None},
    {"avoid": ["milk", "kryptonite"]},
    {"people-0-sex": "x"},
    {"people-0-activity": "lazy"},
    {"people-0-life_stage": "hatching"},
    {"people-0-name": "a" * 61},
    {"people-0-name": "a\x00b"},
    {"people-0-sex": "male", "people-0-life_stage": "pregnancy"},
    {"people-0-age": "13", "people-0-life_stage": "pregnancy"},
    {"people-0-age": "51", "people-0-life_stage": "lactation"},
]
COUNTS = [
    {"people-TOTAL_FORMS": "999999"},
    {"people-TOTAL_FORMS": "-1"},
    {"people-TOTAL_FORMS": "x"},
    {"people-TOTAL_FORMS": "0"},
    {"people-TOTAL_FORMS": None},
    {"people-TOTAL_FORMS": None, "people-INITIAL_FORMS": None},
    {"people-INITIAL_FORMS": "x"},
    {"people-TOTAL_FORMS": "9", **{k: v for n in range(9) for k, v in person(n).items()}},
]


@pytest.mark.parametrize("bad", [*AGE, *BODY, *WHEN, *CODES, *COUNTS], ids=str)
def test_bad_input_is_shown_and_stores_nothing(visitor, solver, bad):
    before = stored()
    answer = visitor.post(BEGIN, form(**bad))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="start-errors"' in page
    assert 'class="error"' in page
    assert (stored(), solver.problems) == (before, [])
    assert "tenant" not in visitor.session


def test_htmx_gets_the_form_alone_with_its_errors(visitor):
    answer = visitor.post(BEGIN, form(days="8"), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.lstrip().startswith("<form")
    assert 'id="start-errors"' in page


def test_what_was_typed_is_still_there(visitor):
    sent = form(**{"people-0-age": "121", "people-0-name": "Grandma", "slots": ["dinner"]})
    page = visitor.post(BEGIN, sent).content.decode()
    assert 'value="Grandma"' in page
    assert 'value="121"' in page
    assert "from 1 to 120" in page


@pytest.mark.parametrize("age", ["1", "120", " 34 "])
def test_the_ends_of_the_range_are_ages(visitor, age):
    assert visitor.post(BEGIN, form(**{"people-0-age": age})).status_code == 303


def test_another_person_is_a_new_row_and_nothing_is_stored(visitor):
    before = stored()
    page = visitor.post(BEGIN, form(add_person="1", **{"people-0-age": "abc"})).content.decode()
    assert 'name="people-1-age"' in page
    assert 'value="abc"' in page
    assert stored() == before


def test_a_person_is_removed_by_number(visitor):
    sent = form(remove_person="0", **{"people-TOTAL_FORMS": "2"}, **person(1, name="Max"))
    page = visitor.post(BEGIN, sent).content.decode()
    assert 'value="Max"' in page
    assert 'value="Eve"' not in page


@pytest.mark.parametrize("count", ["999999", "-1", "x", None])
@pytest.mark.parametrize("button", [{"add_person": "1"}, {"remove_person": "x"}])
def test_the_buttons_survive_a_nonsense_count(visitor, count, button):
    answer = visitor.post(BEGIN, form(**{"people-TOTAL_FORMS": count}, **button))
    assert answer.status_code == 200
    assert answer.content.decode().count('-age"') <= 8 * 4


def test_a_double_click_is_one_plan(cast, ada, solver):
    solver.hold = True
    before = stored()
    first, second = ada.post(BEGIN, form()), ada.post(BEGIN, form())
    assert first["Location"] == second["Location"]
    assert len(solver.problems) == 1
    assert stored() == (before[0], before[1] + 1, before[2] + 1)


def test_other_wishes_are_another_plan(cast, ada, solver):
    solver.hold = True
    ada.post(BEGIN, form())
    ada.post(BEGIN, form(**{"people-0-name": "Zoe"}))
    ada.post(BEGIN, form(days="2"))
    ada.post(BEGIN, form(slots=["dinner"]))
    assert len(solver.problems) == 4


def test_asking_too_often_stores_nothing(cast, ada, settings, solver):
    settings.GENERATIONS_PER_TEN_MINUTES = 0
    before = stored()
    assert ada.post(BEGIN, form()).status_code == 429
    assert stored() == before


def test_a_full_queue_makes_no_guest(cast, visitor, settings, solver):
    settings.SOLVER_QUEUE = 0
    before = stored()
    assert visitor.post(BEGIN, form()).status_code == 503
    assert stored() == before
    assert "tenant" not in visitor.session


def test_htmx_moves_the_whole_page(visitor):
    answer = visitor.post(BEGIN, form(), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/plans/")


def test_the_page_offers_who_is_here_already(cast):
    page = browser_of(cast.ada).get(START_URL).content.decode()
    offered = [one for one in Person.objects.all() if f'name="eat" value="{one.pk}"' in page]
    assert {one.tenant for one in offered} == {cast.ada}
    assert [one.name for one in offered] == ["Ada", "Ben"]


def test_the_page_of_a_visitor_offers_one_person(visitor):
    page = visitor.get(START_URL).content.decode()
    assert 'name="people-0-age"' in page
    assert 'name="people-1-age"' not in page
    assert f'value="{tomorrow().isoformat()}"' in page


def test_a_viewer_begins_nothing_in_the_practice(cast, solver):
    before = stored()
    viewer = browser_of(cast.practice, cast.users["viewer"])
    assert viewer.post(BEGIN, form()).status_code == 403
    assert stored() == before


def test_the_start_page_warms_a_worker_up(client, db, monkeypatch):
    called: list[int] = []
    monkeypatch.setattr(workers, "warm_up", called.append)
    client.get(START_URL)
    assert called == [2]


@pytest.mark.parametrize(
    ("told", "kept"), [("Europe/Zurich", "Europe/Zurich"), ("", "UTC"), ("../etc", "UTC")]
)
def test_the_browsers_time_zone_is_kept(visitor, told, kept):
    visitor.post(BEGIN, form(time_zone=told))
    assert Plan.objects.latest("pk").tenant.time_zone == kept


def test_the_page_asks_the_browser_for_its_time_zone(visitor):
    assert 'name="time_zone"' in visitor.get(START_URL).content.decode()
