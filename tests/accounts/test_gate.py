"""Default-deny: who comes in without a tenant, and what is open to anyone."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Membership, Tenant
from tests.cast import browser_of, state_of, url_of, write

#: Every view that needs no tenant. A view that joins this list is a decision.
OPEN = {
    "foods:compare",
    "foods:calculator",
    "foods:correct",
    "foods:create",
    "foods:create_copy",
    "foods:create_supplement",
    "foods:detail",
    "foods:index",
    "foods:new",
    "foods:new_supplement",
    "foods:preview",
    "nutrients:detail",
    "nutrients:index",
    "nutrients:sources",
    "planner:begin",
    "planner:start",
    "recipes:cook",
    "recipes:detail",
    "recipes:index",
    "recipes:using",
}
SAMPLE = {
    "plan_id": 1,
    "meal_id": 1,
    "food_id": 1,
    "day": "2026-12-01",
    "slug": "x",
    "key": "x",
    "kind": "label",
}


def views(patterns=None, space=""):
    """Every (name, view, sample keyword arguments) of the site."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver) and entry.namespace == "admin":
            continue  # The staff site asks for a member of staff: tests/accounts/test_staff.py.
        if isinstance(entry, URLResolver):
            yield from views(entry.url_patterns, f"{entry.namespace or ''}:")
        elif isinstance(entry, URLPattern):
            kwargs = {name: SAMPLE[name] for name in entry.pattern.converters}
            yield f"{space}{entry.name}", entry.callback, kwargs


CLOSED = [(name, kwargs) for name, _view, kwargs in views() if name not in OPEN]


def test_open_views_are_exactly_those_listed():
    found = {name for name, view, _ in views() if getattr(view, "open_to_anyone", False)}
    assert found == OPEN


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "kwargs"), CLOSED, ids=[name for name, _ in CLOSED])
def test_a_visitor_without_tenant_is_sent_to_the_start(client, name, kwargs):
    url = reverse(name, kwargs=kwargs)
    read, sent = client.get(url), client.post(url)
    assert (read.status_code, read["Location"]) == (303, reverse("planner:start"))
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
