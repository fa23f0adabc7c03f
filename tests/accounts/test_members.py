"""Members and their roles: an owner decides, and one owner stays."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from tests.cast import browser_of
from tests.factories import UserFactory


def url(name, *args):
    return reverse(f"accounts:{name}", args=args)


def member(cast, role):
    return Membership.objects.get(tenant=cast.practice, user=cast.users[role])


@pytest.fixture
def owner(cast):
    return browser_of(cast.practice, cast.users["owner"])


def test_an_owner_changes_a_role(cast, owner):
    owner.post(url("set_role", member(cast, "viewer").pk), {"role": "dietitian"})
    assert member(cast, "viewer").role == "dietitian"


@pytest.mark.parametrize("role", ["editor", "viewer", "dietitian"])
def test_nobody_else_changes_members(cast, role):
    browser, target = browser_of(cast.practice, cast.users[role]), member(cast, "viewer")
    assert browser.post(url("set_role", target.pk), {"role": "owner"}).status_code == 403
    assert browser.post(url("remove_member", target.pk)).status_code == 403
    assert member(cast, "viewer").role == "viewer"


def test_a_member_of_another_tenant_is_not_there(cast, owner):
    other = Membership.objects.create(tenant=cast.stranger, user=UserFactory(), role="owner")
    assert owner.post(url("set_role", other.pk), {"role": "viewer"}).status_code == 404
    assert owner.post(url("remove_member", other.pk)).status_code == 404
    assert Membership.objects.filter(pk=other.pk, role="owner").exists()


def test_a_role_that_is_none_changes_nothing(cast, owner):
    owner.post(url("set_role", member(cast, "viewer").pk), {"role": "king"})
    assert member(cast, "viewer").role == "viewer"


def test_a_household_has_no_dietitians(cast):
    cast.practice.kind = "household"
    cast.practice.save()
    owner = browser_of(cast.practice, cast.users["owner"])
    owner.post(url("set_role", member(cast, "viewer").pk), {"role": "dietitian"})
    assert member(cast, "viewer").role == "viewer"


def test_the_last_owner_stays_one(cast, owner):
    me = member(cast, "owner")
    for answer in (
        owner.post(url("set_role", me.pk), {"role": "viewer"}, follow=True),
        owner.post(url("remove_member", me.pk), follow=True),
        owner.post(url("leave"), {"tenant": cast.practice.pk}, follow=True),
    ):
        assert "Someone else has to be an owner first" in answer.text
    assert member(cast, "owner").role == "owner"


def test_with_another_owner_the_first_may_go(cast, owner):
    owner.post(url("set_role", member(cast, "editor").pk), {"role": "owner"})
    assert "Leave Practice?" in owner.get(url("leaving")).text
    answer = owner.post(url("leave"), {"tenant": cast.practice.pk}, follow=True)
    assert "You left Practice" in answer.text
    assert not cast.users["owner"].memberships.exists()


def test_nobody_leaves_what_another_tab_switched_to(cast):
    viewer = browser_of(cast.practice, cast.users["viewer"])
    for sent in ({}, {"tenant": cast.stranger.pk}):
        viewer.post(url("leave"), sent)
    assert cast.users["viewer"].memberships.exists()


def test_a_removed_member_is_out_at_once(cast, owner):
    editor = browser_of(cast.practice, cast.users["editor"])
    owner.post(url("remove_member", member(cast, "editor").pk))
    assert editor.get(url("members")).status_code == 303


def test_members_see_each_other_and_no_controls(cast):
    page = browser_of(cast.practice, cast.users["viewer"]).get(url("members")).text
    assert "owner@example.org" in page
    assert "Invite someone" not in page
    assert 'name="role"' not in page


def test_a_guest_is_asked_to_make_an_account_first(cast):
    answer = browser_of(cast.ada).get(url("members"), follow=True)
    assert answer.request["PATH_INFO"] == reverse("account_signup")
    assert "Make an account first" in answer.text


def test_switching_goes_only_where_one_belongs(cast):
    browser = browser_of(cast.practice, cast.users["owner"])
    for wrong in (cast.stranger.pk, cast.ada.pk, "x", ""):
        assert browser.post(url("switch"), {"tenant": wrong}).status_code == 404
    cast.stranger.is_guest = False
    cast.stranger.save()
    Membership.objects.create(tenant=cast.stranger, user=cast.users["owner"], role="viewer")
    browser.post(url("switch"), {"tenant": cast.stranger.pk})
    assert browser.get(url("settings")).context["request"].tenant == cast.stranger
