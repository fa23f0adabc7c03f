"""Settings of a household: who may change them, and what is refused."""

import pytest
from django.urls import reverse

from accounts.links import in_days
from accounts.models import Membership, Tenant
from people.models import GrantInvitation, Intake, IntakeLink, PersonGrant
from tests.cast import browser_of
from tests.factories import UserFactory

SENT = {"name": "The Lentils", "units": "us", "time_zone": "Europe/Berlin"}
SAVE, PAGE = reverse("accounts:save_settings"), reverse("accounts:settings")


def practice(cast):
    return Tenant.objects.get(pk=cast.practice.pk)


@pytest.mark.parametrize("role", ["owner", "editor", "dietitian"])
def test_who_may_edit_saves_them(cast, role):
    browser_of(cast.practice, cast.users[role]).post(SAVE, SENT)
    saved = practice(cast)
    assert (saved.name, saved.units, saved.time_zone) == tuple(SENT.values())
    assert Tenant.objects.get(pk=cast.ada.pk).name == "Ada"


def test_a_viewer_reads_and_does_not_save(cast):
    viewer = browser_of(cast.practice, cast.users["viewer"])
    assert viewer.post(SAVE, SENT).status_code == 403
    assert viewer.get(PAGE).status_code == 200
    assert SAVE not in viewer.get(PAGE).text


def test_a_guest_has_units_and_a_time_zone_too(cast):
    browser_of(cast.ada).post(SAVE, SENT)
    assert Tenant.objects.get(pk=cast.ada.pk).units == "us"


@pytest.mark.parametrize(
    "wrong", [{"units": "stone"}, {"time_zone": "Mars/Base"}, {"name": "x" * 81}]
)
def test_what_cannot_be_is_refused_and_changes_nothing(cast, wrong):
    browser = browser_of(cast.practice, cast.users["owner"])
    answer = browser.post(SAVE, SENT | wrong)
    assert answer.status_code == 422
    assert practice(cast).name == "Practice"


def test_only_an_owner_says_what_kind_it_is(cast):
    url = reverse("accounts:set_kind")
    for role in ("editor", "dietitian", "viewer"):
        browser = browser_of(cast.practice, cast.users[role])
        assert browser.post(url, {"kind": "household"}).status_code == 403
    assert practice(cast).kind == "practice"


def test_a_practice_with_dietitians_stays_one(cast):
    owner, url = browser_of(cast.practice, cast.users["owner"]), reverse("accounts:set_kind")
    page = owner.post(url, {"kind": "household"}, follow=True)
    assert "Give them another role first" in page.text
    Membership.objects.filter(role="dietitian").update(role="editor")
    PersonGrant.objects.all().delete()
    owner.post(url, {"kind": "household"})
    assert practice(cast).kind == "household"


def tie(person, kind):
    """What makes somebody a client: returns what ends it."""
    if kind == "grant":
        return PersonGrant.objects.create(person=person, user=UserFactory()).delete
    if kind == "answers":
        return Intake.objects.create(person=person, form="short").delete
    link = GrantInvitation if kind == "invitation" else IntakeLink
    return link.objects.create(person=person, expires_at=in_days(1)).revoke


@pytest.mark.parametrize("kind", ["grant", "answers", "invitation", "form"])
def test_a_practice_with_clients_stays_one(cast, kind):
    """Their pages are a practice's: as a household it could take nothing back."""
    Membership.objects.filter(role="dietitian").update(role="editor")
    PersonGrant.objects.all().delete()
    tie(cast.stranger.people.get(name="Ada"), kind)
    end = tie(cast.practice.people.get(name="Ben"), kind)
    owner, url = browser_of(cast.practice, cast.users["owner"]), reverse("accounts:set_kind")
    page = owner.post(url, {"kind": "household"}, follow=True).text
    assert "First end what Ben may see" in page
    assert practice(cast).kind == "practice"
    end()
    owner.post(url, {"kind": "household"})
    assert practice(cast).kind == "household"


def test_the_menu_offers_an_account_to_a_guest_and_a_way_out_to_a_member(cast):
    assert "Keep this plan: make an account" in browser_of(cast.ada).get(PAGE).text
    page = browser_of(cast.practice, cast.users["owner"]).get(PAGE).text
    assert "Sign out" in page
    assert "owner@example.org" in page


def test_a_page_of_a_guest_costs_no_query_for_the_menu(cast, django_assert_num_queries):
    browser = browser_of(cast.ada)
    with django_assert_num_queries(2):  # the session, its household
        browser.get(PAGE)
