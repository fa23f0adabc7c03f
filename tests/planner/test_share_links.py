"""Links to a plan: made, listed, opened by anyone, closed; what they show and what never."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.links import in_days
from people.models import Person
from planner.models import Plan, PlanLink
from tests.cast import browser_of, day

PARTS = {
    "shared": [],
    "shared_print": [],
    "shared_day": [day(0).isoformat()],
    "shared_cook": [day(0).isoformat()],
}


@pytest.fixture
def link(plan):
    """A link to Ada's plan, good for a week."""
    return PlanLink.objects.create(plan=plan, expires_at=in_days(7))


def url_of(part, link, token=None):
    return reverse(f"planner:{part}", args=[token or link.token, *PARTS[part]])


def text_of(part, link):
    answer = Client().get(url_of(part, link))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("days", [1, 7, 30, 90])
def test_a_link_is_made_from_its_form(ada, plan, days):
    url = reverse("planner:create_link", args=[plan.pk])
    answer = ada.post(url, {"days": days, "note": "Gran", "show_names": "on"})
    link = PlanLink.objects.get()
    assert answer["Location"] == reverse("planner:links", args=[plan.pk]) + f"#link-{link.pk}"
    assert (link.plan, link.note, link.show_names, link.show_figures) == (plan, "Gran", True, False)
    assert abs(link.expires_at - in_days(days)) < dt.timedelta(minutes=1)


BAD = [{}, {"days": "3650"}, {"days": "x"}, {"days": 7, "note": "x" * 81}]


@pytest.mark.parametrize("sent", BAD)
def test_what_makes_no_sense_makes_no_link(ada, plan, sent):
    answer = ada.post(reverse("planner:create_link", args=[plan.pk]), sent)
    assert answer.status_code == 422
    assert not PlanLink.objects.exists()
    assert 'role="alert"' in answer.content.decode()


def test_the_list_says_what_a_link_is_and_when_it_was_used(ada, plan, link):
    PlanLink.objects.filter(pk=link.pk).update(note="Gran")
    assert "not opened yet" in ada.get(reverse("planner:links", args=[plan.pk])).content.decode()
    text_of("shared", link)
    text_of("shared_day", link)
    page = ada.get(reverse("planner:links", args=[plan.pk])).content.decode()
    assert "Gran" in page
    assert "opened 2 times" in page
    assert link.token in page


def test_a_closed_link_is_closed_for_good(ada, plan, link):
    ada.post(reverse("planner:revoke_link", args=[plan.pk, link.pk]))
    answer = Client().get(url_of("shared", link))
    assert answer.status_code == 410
    assert "Whoever sent it has closed it" in answer.content.decode()
    page = ada.get(reverse("planner:links", args=[plan.pk])).content.decode()
    assert "1 closed link" in page
    assert link.token not in page


@pytest.mark.parametrize("part", PARTS)
def test_an_expired_link_says_so_and_shows_nothing(link, part):
    PlanLink.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    answer = Client().get(url_of(part, link))
    assert answer.status_code == 410
    assert "no longer opens" in answer.content.decode()
    assert "Dal" not in answer.content.decode()
    link.refresh_from_db()
    assert (link.uses, link.last_used_at) == (0, None)


@pytest.mark.parametrize("part", PARTS)
def test_a_forged_token_opens_nothing(link, part):
    key = link.key.hex
    forged = (Signer().sign(key), Signer(salt="link").sign(key))
    for token in (key, f"{key}:x", link.token[:-1], *forged):
        answer = Client().get(url_of(part, link, token))
        assert answer.status_code == 404
        assert "Nothing opens with this link" in answer.content.decode()


def test_a_link_of_another_kind_opens_no_plan(link):
    other = Signer(salt="link:people.intakelink").sign(link.key.hex)
    assert Client().get(url_of("shared", link, other)).status_code == 404


def test_a_link_of_another_plan_is_not_ones_own_to_close(ada, cast, plan):
    others = Plan.objects.get(pk=cast.strangers_plan_id)
    link = PlanLink.objects.create(plan=others, expires_at=in_days(7))
    assert ada.post(reverse("planner:revoke_link", args=[plan.pk, link.pk])).status_code == 404
    link.refresh_from_db()
    assert link.is_open


def test_a_day_outside_the_plan_is_not_there(link):
    for wrong in ("2026-11-30", "2026-12-04", "no-day"):
        answer = Client().get(reverse("planner:shared_day", args=[link.token, wrong]))
        assert answer.status_code == 404
        assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("state", ["open", "closed", "forged"])
def test_headers_keep_the_address_to_oneself(link, part, state):
    if state == "closed":
        link.revoke()
    answer = Client().get(url_of(part, link, "forged" if state == "forged" else None))
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "private, no-store"
    assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
    assert not answer.cookies


@pytest.mark.parametrize("part", PARTS)
def test_it_is_to_look_at_and_leads_nowhere_else(link, part):
    text = text_of(part, link)
    assert 'method="post"' not in text
    assert "hx-" not in text
    inside = url_of("shared", link)
    links = set(re.findall(r'<a\b[^>]*href="([^"]*)"', text)) - {"#main"}
    assert all(href.startswith(inside) for href in links), links


@pytest.mark.parametrize("part", PARTS)
def test_names_are_shown_only_where_the_sharer_chose_so(link, part):
    assert "Ada" not in text_of(part, link)
    assert "Ben" not in text_of(part, link)
    if part != "shared_cook":
        assert "Person" in text_of(part, link)
        PlanLink.objects.update(show_names=True)
        assert "Ada" in text_of(part, link)
        assert "Person" not in text_of(part, link)


@pytest.mark.parametrize("part", ["shared", "shared_day"])
def test_figures_are_shown_only_where_the_sharer_chose_so(link, part):
    assert "Magnesium" not in text_of(part, link)
    PlanLink.objects.update(show_figures=True)
    assert re.search(r"Magnesium</dt><dd><b>[^<]*mg", text_of(part, link))


@pytest.mark.parametrize("part", ["shared", "shared_day"])
def test_who_hides_numbers_gets_words(link, plan, part):
    PlanLink.objects.update(show_figures=True)
    Person.objects.filter(plans=plan).update(hide_numbers=True)
    text = text_of(part, link)
    assert "Magnesium" in text
    assert not re.search(r"\d\s*(?:&nbsp;|\xa0)?\s*(?:%|mg|µg|kcal)", text)


def test_the_visitors_own_household_does_not_show(cast, link):
    page = browser_of(cast.practice, cast.users["owner"]).get(url_of("shared", link))
    assert page.status_code == 200
    assert "Practice" not in page.content.decode()
    assert "owner@example.org" not in page.content.decode()


def test_the_page_is_as_the_plan_is_now(link, plan):
    assert "Spinach soup" in text_of("shared", link)
    plan.meals.all().delete()
    assert "no meals in this plan yet" in text_of("shared", link)


def test_a_deleted_plan_takes_its_links_along(link, plan):
    url = url_of("shared", link)
    plan.delete()
    assert Client().get(url).status_code == 404


def test_making_a_link_sends_nothing(ada, plan):
    ada.post(reverse("planner:create_link", args=[plan.pk]), {"days": 7})
    assert mail.outbox == []


def test_search_engines_are_told_to_stay_away(client, db):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /s/" in answer.content.decode().splitlines()


#: The link, its use, its plan and tenant; the board as `load_board` says.
QUERIES = 11


def test_a_shared_week_is_read_in_a_fixed_number_of_queries(link, django_assert_num_queries):
    PlanLink.objects.update(show_figures=True)
    url = url_of("shared", link)
    text_of("shared", link)
    with django_assert_num_queries(QUERIES):
        Client().get(url)
