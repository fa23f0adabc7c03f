"""Deletion: asked for by name, announced, taken back; gone only after its days."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Tenant, User
from tests.accounts.people import PASSWORD, sign_in
from tests.cast import browser_of

DELETE, KEEP, DATA = (reverse(f"accounts:{name}") for name in ("delete", "take_back", "data"))
GO, STAY = reverse("accounts:delete_account"), reverse("accounts:keep_account")


@pytest.fixture
def owner(cast):
    return browser_of(cast.practice, cast.users["owner"])


def due(tenant):
    return Tenant.objects.get(pk=tenant.pk).delete_after


def test_it_takes_the_name_and_leaves_fourteen_days(cast, owner):
    owner.post(DELETE, {"typed": "practice"})
    days = due(cast.practice) - timezone.now()
    assert dt.timedelta(days=13) < days < dt.timedelta(days=14)
    assert due(cast.stranger) is None


def test_another_name_deletes_nothing(cast, owner):
    page = owner.post(DELETE, {"typed": "Ada"})
    assert page.status_code == 422
    assert "Nothing was deleted" in page.text
    assert due(cast.practice) is None


@pytest.mark.parametrize("role", ["editor", "viewer", "dietitian"])
def test_only_an_owner_asks_or_takes_back(cast, role):
    browser = browser_of(cast.practice, cast.users[role])
    for url in (DELETE, KEEP):
        assert browser.post(url, {"typed": "Practice"}).status_code == 403
    assert browser.get(DATA).status_code == 403
    assert due(cast.practice) is None


def test_every_page_says_so_until_it_is_taken_back(cast, owner):
    owner.post(DELETE, {"typed": "Practice"})
    viewer = browser_of(cast.practice, cast.users["viewer"])
    for url in ("/foods/", reverse("accounts:settings")):
        assert "will be deleted on" in viewer.get(url).text
    owner.post(KEEP)
    assert due(cast.practice) is None
    assert "will be deleted on" not in viewer.get("/foods/").text


def test_a_household_without_a_name_takes_a_word(cast):
    Tenant.objects.filter(pk=cast.ada.pk).update(name="")
    guest = browser_of(cast.ada)
    assert guest.post(DELETE, {"typed": ""}).status_code == 422
    guest.post(DELETE, {"typed": "delete"})
    assert due(cast.ada) is not None


@pytest.fixture
def single(db):
    """Someone alone in a household."""
    user = User.objects.create_user("single@example.org", PASSWORD)
    tenant = Tenant.objects.create(is_guest=False, name="Mine")
    Membership.objects.create(user=user, tenant=tenant, role="owner")
    return user, tenant, browser_of(tenant, user)


def test_an_account_goes_with_what_is_its_alone(single):
    user, tenant, browser = single
    browser.post(GO, {"typed": user.email, "password": PASSWORD})
    user.refresh_from_db()
    assert user.delete_after == due(tenant)
    assert user.delete_after is not None
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("wrong", [{"typed": "x"}, {"password": "not it at all"}])
def test_an_account_takes_address_and_password(single, wrong):
    user, tenant, browser = single
    answer = browser.post(GO, {"typed": user.email, "password": PASSWORD} | wrong)
    assert answer.status_code == 422
    user.refresh_from_db()
    assert (user.delete_after, due(tenant)) == (None, None)


def test_signing_in_again_lets_one_keep_it(single):
    user, tenant, browser = single
    browser.post(GO, {"typed": user.email, "password": PASSWORD})
    later = Client()
    sign_in(later, user.email)
    assert "Your account will be deleted on" in later.get("/foods/").text
    later.post(STAY)
    user.refresh_from_db()
    assert (user.delete_after, due(tenant)) == (None, None)


def test_the_only_owner_of_others_hands_over_first(cast):
    user = cast.users["owner"]
    user.set_password(PASSWORD)
    user.save()
    browser = browser_of(cast.practice, user)
    assert "Make someone else an owner first" in browser.get(reverse("accounts:account")).text
    answer = browser.post(GO, {"typed": user.email, "password": PASSWORD})
    assert answer.status_code == 422
    user.refresh_from_db()
    assert user.delete_after is None
