"""The check before the start: what is ticked is answered at once, and nothing is kept."""

import pytest
from django.contrib.sessions.models import Session

from accounts.models import Tenant
from knowledge.safety import load_safety
from people.models import HealthFact, PersonChange
from people.red_flags import groups

URL = "/red-flags/"
CLOT_IN_THE_LUNG, CLOT, RESTLESS = "S103", "S102", "S116"


def test_every_symptom_of_the_safety_rows_can_be_ticked():
    shown = {one.id for group in groups() for one in group.signs}
    assert shown == {row.id for row in load_safety().values() if row.applies_to == "symptom"}


def test_the_most_urgent_come_first():
    assert [group.urgency for group in groups()] == ["emergency", "same-day", "routine"]
    assert [g.urgency for g in groups([RESTLESS, CLOT_IN_THE_LUNG])] == ["emergency", "routine"]


def test_an_unknown_sign_is_nothing():
    assert groups(["S001", "x", ""]) == ()


def answer_of(page):
    """The part of a page that answers, without the list of signs below it."""
    return page.split('id="flags-answer"')[1].split("<form")[0]


@pytest.mark.django_db
def test_an_emergency_is_said_before_anything_else(client):
    page = client.post(URL, {"sign": [RESTLESS, CLOT_IN_THE_LUNG]}).content.decode()
    answer = answer_of(page)
    assert answer.index("get emergency help now") < answer.index("restless legs")
    assert "tel:112" in answer
    assert "tel:911" in answer
    assert "Go on and plan" not in answer


@pytest.mark.django_db
def test_a_sign_for_today_names_no_emergency_number(client):
    answer = answer_of(client.post(URL, {"sign": CLOT}).content.decode())
    assert "looked at today" in answer
    assert "tel:" not in answer
    assert "Go on and plan" not in answer


@pytest.mark.django_db
@pytest.mark.parametrize("ticked", [{}, {"sign": RESTLESS}])
def test_without_urgency_one_may_go_on(client, ticked):
    assert "Go on and plan" in answer_of(client.post(URL, ticked).content.decode())


@pytest.mark.django_db
def test_nothing_is_kept(client):
    answer = client.post(URL, {"sign": [CLOT]})
    counts = [m.objects.count() for m in (Tenant, HealthFact, PersonChange, Session)]
    assert counts == [0, 0, 0, 0]
    assert "no-store" in answer["Cache-Control"]
    assert answer.request["PATH_INFO"] + answer.request["QUERY_STRING"] == URL


@pytest.mark.django_db
def test_htmx_gets_the_answer_alone(client):
    answer = client.post(URL, {"sign": CLOT}, headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<div id="flags-answer"')


@pytest.mark.django_db
def test_the_page_needs_one_query_or_none(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(0):  # No session yet: nothing to look up.
        client.get(URL)
