"""The staff site: who gets in, and that nobody else gets anything."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.cast import browser_of
from tests.factories import FoodFactory, UserFactory

pytestmark = pytest.mark.django_db

LISTS = ("food", "source", "importrun", "importreject")
SIGN_IN = reverse("admin:login")


def browser(**columns) -> Client:
    """A browser in which someone signed in."""
    found = Client()
    found.force_login(UserFactory(**columns))
    return found


def staff_views(patterns=None):
    """Every view of the staff site."""
    if patterns is None:
        every = get_resolver().url_patterns
        patterns = [e for e in every if isinstance(e, URLResolver) and e.namespace == "admin"]
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from staff_views(entry.url_patterns)
        else:
            yield entry.callback


def addresses():
    """Lists of the staff site, the page of a food, and addresses that are none."""
    food = FoodFactory(name="Secret spinach")
    lists = [reverse(f"admin:foods_{name}_changelist") for name in LISTS]
    return [
        reverse("admin:index"),
        *lists,
        reverse("admin:foods_food_change", args=[food.pk]),
        "/staff/foods/nothing/",
    ]


def test_every_view_of_the_site_is_marked_and_no_other():
    assert all(getattr(view, "staff_only", False) for view in staff_views())
    marked = [
        entry
        for entry in get_resolver().url_patterns
        if getattr(entry, "namespace", "") != "admin" and getattr(entry, "callback", None)
    ]
    assert not [entry for entry in marked if getattr(entry.callback, "staff_only", False)]


def test_a_stranger_gets_the_sign_in_form_only(client):
    for url in addresses():
        for answer in (client.get(url), client.post(url)):
            assert answer.status_code == 302, url
            assert answer["Location"].startswith(SIGN_IN), url
    onward = client.get(SIGN_IN, {"next": "/staff/foods/food/"})["Location"]
    assert onward == reverse("account_login") + "?next=%2Fstaff%2Ffoods%2Ffood%2F"


def test_a_guest_household_gets_no_further(cast):
    guest = browser_of(cast.ada)
    for url in addresses():
        assert guest.get(url)["Location"].startswith(SIGN_IN), url


@pytest.mark.parametrize(
    ("columns", "status"),
    [({}, 403), ({"is_superuser": True}, 403), ({"is_staff": True, "is_active": False}, 200)],
    ids=["user", "superuser who is no staff", "staff of old, asked to sign in"],
)
def test_who_is_no_member_of_staff_gets_nothing(columns, status):
    visitor = browser(**columns)
    for url in addresses():
        answer = visitor.get(url, follow=True)
        assert (url, answer.status_code) == (url, status)
        assert answer.redirect_chain[0][0].startswith(SIGN_IN)
        assert "Secret spinach" not in answer.text


def test_staff_without_permissions_see_no_foods():
    member = browser(is_staff=True)
    assert member.get(reverse("admin:index")).status_code == 200
    assert member.get(reverse("admin:foods_food_changelist")).status_code == 403


def test_staff_need_no_household_and_see_the_lists():
    member = browser(is_staff=True, is_superuser=True)
    FoodFactory()
    for name in LISTS:
        assert member.get(reverse(f"admin:foods_{name}_changelist")).status_code == 200


def test_staff_have_no_household_by_being_staff():
    member = browser(is_staff=True, is_superuser=True)
    assert member.get(reverse("planner:home")).status_code == 303


def test_the_site_keeps_to_the_content_security_policy():
    page = browser(is_staff=True, is_superuser=True).get(reverse("admin:index"))
    assert "'unsafe" not in page["Content-Security-Policy"]
    assert " style=" not in page.text
    assert "<style" not in page.text
    assert "onclick" not in page.text


def test_it_is_this_projects_site():
    assert admin.site.site_header == "Limber staff"
