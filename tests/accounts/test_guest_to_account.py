"""A guest's household becomes the account's: nothing re-entered, nothing lost, nothing mixed up."""

from django.test import Client
from django.urls import reverse

from accounts.actions import start_guest
from accounts.middleware import SESSION_KEY, VISIT_KEY
from accounts.models import Membership, Tenant, User
from planner.models import Plan
from tests.accounts.people import PASSWORD, sign_in, sign_out, sign_up
from tests.cast import browser_of, state_of, url_of

HOME = reverse("planner:home")


def account(email="ada@example.org"):
    """Someone with a password and a household."""
    user = User.objects.create_user(email, PASSWORD)
    tenant = Tenant.objects.create(is_guest=False, name="Home")
    Membership.objects.create(user=user, tenant=tenant, role="owner")
    return user, tenant


def test_signing_up_keeps_the_guests_week(cast, plan):
    browser, before = browser_of(cast.ada), state_of(plan)
    assert sign_up(browser)["Location"] == HOME
    tenant = Tenant.objects.get(pk=cast.ada.pk)
    member = tenant.memberships.get()
    assert (tenant.is_guest, member.role, member.user.email) == (False, "owner", "new@example.org")
    assert browser.session[SESSION_KEY] == str(cast.ada.key)
    assert state_of(plan) == before
    assert browser.get(url_of("week", plan)).status_code == 200


def test_the_same_week_is_there_on_another_device(cast, plan):
    sign_up(browser_of(cast.ada))
    other = Client()
    assert sign_in(other, "new@example.org")["Location"] == HOME
    assert other.get(url_of("week", plan)).status_code == 200


def test_a_guests_key_opens_nothing_once_it_has_an_account(cast, plan):
    copied = browser_of(cast.ada)
    sign_up(browser_of(cast.ada))
    assert copied.get(url_of("week", plan)).status_code == 303


def test_an_account_without_household_takes_the_guests_on_sign_in(cast):
    User.objects.create_user("ada@example.org", PASSWORD)
    sign_in(browser_of(cast.ada), "ada@example.org")
    assert Tenant.objects.get(pk=cast.ada.pk).memberships.get().user.email == "ada@example.org"


def test_signing_up_takes_nobody_elses_household(cast):
    sign_up(browser_of(cast.ada))
    assert Tenant.objects.get(pk=cast.stranger.pk).is_guest
    assert not cast.practice.memberships.filter(user__email="new@example.org").exists()


def test_signing_in_with_plans_of_ones_own_asks_first(cast):
    user, home = account()
    browser = browser_of(cast.ada)
    answer = sign_in(browser, user.email, next="/foods/")
    assert answer["Location"] == reverse("accounts:visit") + "?next=%2Ffoods%2F"
    assert browser.session[SESSION_KEY] == str(home.key)
    assert "Keep the plan you made as a visitor?" in browser.get(answer["Location"]).text
    assert Tenant.objects.get(pk=cast.ada.pk).is_guest


def test_a_visit_that_is_kept_becomes_a_second_household(cast, plan):
    user, home = account()
    browser = browser_of(cast.ada)
    sign_in(browser, user.email)
    answer = browser.post(reverse("accounts:keep_visit"), {"next": "/foods/"})
    assert answer["Location"] == "/foods/"
    assert set(user.tenants.all()) == {home, cast.ada}
    assert browser.get(url_of("week", plan)).status_code == 200
    assert VISIT_KEY not in browser.session


def test_a_visit_that_is_left_is_nobodys(cast, plan):
    user, home = account()
    browser = browser_of(cast.ada)
    sign_in(browser, user.email)
    browser.post(reverse("accounts:leave_visit"))
    browser.post(reverse("accounts:keep_visit"))
    assert list(user.tenants.all()) == [home]
    assert browser.get(url_of("week", plan)).status_code == 404


def test_the_visit_page_leads_on_where_there_is_none(cast):
    browser = browser_of(cast.practice, cast.users["editor"])
    assert browser.get(reverse("accounts:visit"))["Location"] == HOME


def test_only_a_guests_household_can_be_kept(cast):
    browser = browser_of(None, cast.users["former"])
    session = browser.session
    session[VISIT_KEY] = str(cast.practice.key)
    session.save()
    browser.post(reverse("accounts:keep_visit"))
    assert not cast.users["former"].tenants.exists()


def test_the_visit_page_sends_nobody_to_another_site(cast):
    user, _home = account()
    browser = browser_of(cast.ada)
    sign_in(browser, user.email)
    answer = browser.post(reverse("accounts:leave_visit"), {"next": "https://elsewhere.example/"})
    assert answer["Location"] == HOME


def test_after_signing_out_the_session_holds_no_household(cast, plan):
    browser = browser_of(cast.ada)
    sign_up(browser)
    sign_out(browser)
    assert SESSION_KEY not in browser.session
    assert browser.get(url_of("week", plan))["Location"] == reverse("planner:start")


def test_who_is_signed_in_starts_a_household_of_their_own(client, db):
    sign_up(client)
    tenant = start_guest(request=client.get("/foods/").wsgi_request)
    assert (tenant.is_guest, tenant.memberships.get().role) == (False, "owner")


def test_who_has_no_household_comes_to_the_plans_made_for_them(db):
    User.objects.create_user("kim@example.org", PASSWORD)
    browser = Client()
    assert sign_in(browser, "kim@example.org")["Location"] == reverse("planner:mine")
    assert reverse("planner:mine") in browser.get("/foods/").text


def test_who_lost_a_household_goes_on_in_another(cast):
    user, home = account()
    Membership.objects.create(user=user, tenant=cast.practice, role="viewer")
    browser = browser_of(cast.practice, user)
    Membership.objects.filter(user=user, tenant=cast.practice).delete()
    assert browser.get(reverse("accounts:settings")).context["request"].tenant == home


def test_a_plan_is_counted_once(cast):
    before = Plan.objects.count()
    sign_up(browser_of(cast.ada))
    assert Plan.objects.count() == before
