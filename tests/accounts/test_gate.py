"""Default-deny: who comes in without a tenant. What is open to anyone: `tests/access/`."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Tenant
from tests.cast import browser_of, state_of, url_of, write


@pytest.mark.django_db
def test_saving_without_tenant_is_sent_to_the_start_in_words(client):
    sent = client.post(reverse("planner:undo", args=[1]))
    assert (sent.status_code, sent["Location"]) == (303, reverse("planner:start"))
    [message] = get_messages(sent.wsgi_request)
    assert "nothing was changed" in str(message)


@pytest.mark.django_db
def test_reading_without_tenant_gives_no_message(client):
    assert not list(get_messages(client.get(reverse("planner:home")).wsgi_request))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_expired_session_moves_the_whole_page_of_htmx(client, method):
    url = reverse("planner:week", args=[1])
    response = getattr(client, method)(url, headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == reverse("planner:start")
    assert response.content == b""


@pytest.mark.django_db
def test_the_message_of_a_lost_visit_is_shown_at_the_start(client):
    page = client.post(reverse("planner:undo", args=[1]), follow=True)
    assert "Your visit had ended" in page.content.decode()


def test_a_session_that_ends_during_an_edit_loses_nothing(ada, plan):
    before = state_of(plan)
    ada.session.flush()
    assert write(ada, "undo", plan).status_code == 303
    assert state_of(plan) == before


def test_a_tenant_that_is_gone_is_no_tenant(cast):
    gone = browser_of(Tenant.objects.create())
    Tenant.objects.latest("pk").delete()
    assert gone.get(reverse("planner:home"))["Location"] == reverse("planner:start")


def test_a_nonsense_key_in_the_session_is_no_tenant(client, db):
    session = client.session
    session["tenant"] = "no-uuid"
    session.save()
    assert client.get(reverse("planner:home")).status_code == 303


def test_a_key_of_a_practice_alone_opens_nothing(cast):
    unsigned = browser_of(cast.practice)
    response = unsigned.get(reverse("planner:week", args=[cast.practice_plan_id]))
    assert (response.status_code, response["Location"]) == (303, reverse("planner:start"))


def test_a_membership_that_ends_closes_the_practice_at_once(cast):
    browser = browser_of(cast.practice, cast.users["editor"])
    url = reverse("planner:week", args=[cast.practice_plan_id])
    assert browser.get(url).status_code == 200
    Membership.objects.filter(user=cast.users["editor"]).delete()
    assert browser.get(url).status_code == 303


def test_a_post_without_csrf_token_is_refused(cast, plan):
    before = state_of(plan)
    strict = browser_of(cast.ada, enforce_csrf_checks=True)
    answer = write(strict, "undo", plan)
    assert (answer.status_code, answer["Location"]) == (303, reverse("planner:home"))
    assert state_of(plan) == before


def test_a_post_without_any_cookie_goes_to_start_in_words(db):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reverse("planner:begin"), {}, follow=True)
    assert answer.redirect_chain == [(reverse("planner:start"), 303)]
    assert "nothing was changed" in answer.content.decode()


def test_a_guest_is_remembered_by_key_under_a_new_session(db):
    browser = Client()
    browser.get(reverse("planner:start"))
    first = browser.session.session_key
    browser.post(reverse("planner:begin"), {})
    assert browser.session.get("tenant") is None
    assert browser.session.session_key == first


def test_week_of_another_tenant_is_not_there(cast, plan):
    assert browser_of(cast.stranger).get(url_of("week", plan)).status_code == 404
