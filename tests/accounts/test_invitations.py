"""Invitations by link: one person, once, until the link ends."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import inviting
from accounts.models import Invitation, Membership
from tests.accounts.people import sign_up
from tests.cast import browser_of
from tests.factories import UserFactory


@pytest.fixture
def owner(cast):
    return browser_of(cast.practice, cast.users["owner"])


@pytest.fixture
def invitation(cast):
    return inviting.invite(
        tenant=cast.practice, by=cast.users["owner"], role="editor", note="Kim", days=7
    )


def join(link):
    return reverse("accounts:join", args=[link.token])


def accept(browser, link):
    return browser.post(reverse("accounts:accept", args=[link.token]))


def someone():
    user = UserFactory()
    return user, browser_of(None, user)


def test_an_owner_makes_a_link_and_sees_it(cast, owner):
    owner.post(reverse("accounts:invite"), {"role": "dietitian", "note": "Kim", "days": "2"})
    link = Invitation.objects.get()
    assert (link.tenant, link.role, link.note) == (cast.practice, "dietitian", "Kim")
    assert link.expires_at - timezone.now() < dt.timedelta(days=2)
    assert join(link) in owner.get(reverse("accounts:members")).text


def test_a_household_without_a_name_gets_one_first(cast, owner):
    cast.practice.name = ""
    cast.practice.save()
    sent = {"role": "viewer", "days": "2"}
    assert owner.post(reverse("accounts:invite"), sent).status_code == 422
    owner.post(reverse("accounts:invite"), sent | {"name": "The Lentils"})
    assert "invited to The Lentils" in Client().get(join(Invitation.objects.get())).text


@pytest.mark.parametrize("role", ["editor", "viewer", "dietitian"])
def test_nobody_else_invites_or_sees_links(cast, invitation, role):
    browser = browser_of(cast.practice, cast.users[role])
    sent = {"role": "owner", "days": "7"}
    assert browser.post(reverse("accounts:invite"), sent).status_code == 403
    assert browser.post(reverse("accounts:revoke", args=[invitation.pk])).status_code == 403
    assert invitation.token not in browser.get(reverse("accounts:members")).text


@pytest.mark.parametrize("sent", [{"role": "king", "days": "7"}, {"role": "viewer", "days": "999"}])
def test_a_link_that_cannot_be_is_refused(cast, owner, sent):
    assert owner.post(reverse("accounts:invite"), sent).status_code == 422
    assert not Invitation.objects.exists()


def test_who_accepts_joins_with_the_role(cast, invitation):
    user, browser = someone()
    assert "invited to Practice" in browser.get(join(invitation)).text
    accept(browser, invitation)
    assert Membership.objects.get(user=user).role == "editor"
    assert browser.get(reverse("accounts:settings")).context["request"].tenant == cast.practice


def test_looking_at_it_uses_nothing_up(invitation):
    for _ in range(3):
        assert Client().get(join(invitation)).status_code == 200
    invitation.refresh_from_db()
    assert invitation.uses == 0


def test_signing_up_leads_straight_back(cast, invitation):
    browser = Client()
    page = browser.get(join(invitation))
    assert reverse("account_signup") in page.text
    assert sign_up(browser, next=join(invitation))["Location"] == join(invitation)
    accept(browser, invitation)
    assert cast.practice.memberships.filter(user__email="new@example.org").exists()


def test_it_works_once(cast, invitation):
    accept(someone()[1], invitation)
    late, browser = someone()
    assert accept(browser, invitation).status_code == 410
    assert browser.get(join(invitation)).status_code == 410
    assert not late.memberships.exists()


def test_it_stays_used_when_who_joined_is_gone(cast, invitation):
    user, browser = someone()
    accept(browser, invitation)
    user.delete()
    assert Client().get(join(invitation)).status_code == 410


def test_of_two_at_once_one_joins(cast, invitation):
    first, second = UserFactory(), UserFactory()
    stale = Invitation.objects.get(pk=invitation.pk)
    inviting.accept(invitation=invitation, user=first)
    with pytest.raises(inviting.TakenError):
        inviting.accept(invitation=stale, user=second)
    assert not second.memberships.exists()


def test_an_expired_link_opens_no_more(invitation):
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    user, browser = someone()
    assert browser.get(join(invitation)).status_code == 410
    assert accept(browser, invitation).status_code == 410
    assert not user.memberships.exists()


def test_a_revoked_link_opens_no_more(owner, invitation):
    owner.post(reverse("accounts:revoke", args=[invitation.pk]))
    user, browser = someone()
    assert accept(browser, invitation).status_code == 410
    assert not user.memberships.exists()


def test_a_link_of_another_tenant_is_not_there(cast, invitation):
    cast.stranger.is_guest = False
    cast.stranger.save()
    other = UserFactory()
    Membership.objects.create(tenant=cast.stranger, user=other, role="owner")
    browser = browser_of(cast.stranger, other)
    assert browser.post(reverse("accounts:revoke", args=[invitation.pk])).status_code == 404
    invitation.refresh_from_db()
    assert invitation.is_open


def test_a_forged_token_says_no_more_than_a_used_one(db, invitation):
    forged = reverse("accounts:join", args=[invitation.key.hex + ":forged"])
    assert Client().get(forged).status_code == 410
    assert "Practice" not in Client().get(forged).text


def test_a_member_who_opens_it_keeps_role_and_link(cast, invitation):
    browser = browser_of(cast.practice, cast.users["viewer"])
    accept(browser, invitation)
    assert Membership.objects.get(user=cast.users["viewer"]).role == "viewer"
    invitation.refresh_from_db()
    assert inviting.may_be_taken(invitation)


def test_the_page_is_not_indexed_nor_kept(invitation):
    page = Client().get(join(invitation))
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"


def test_a_role_that_ended_in_between_becomes_a_viewer(cast, invitation):
    Invitation.objects.update(role="dietitian")
    cast.practice.kind = "household"
    cast.practice.save()
    user, browser = someone()
    accept(browser, invitation)
    assert user.memberships.get().role == "viewer"
