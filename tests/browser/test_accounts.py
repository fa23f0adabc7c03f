"""Accounts in a real browser: a guest's week follows to another device; every page accessible."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.axe import CORNERS, OTHER_CORNERS, violations
from tests.browser.guests import Guest, make_guest

PASSWORD = "a pan of green lentils"
NUMBERS = itertools.count(1)
#: What anyone sees.
OPEN_PAGES = (
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/sent/",
    "/account/password/reset/key/x-x-x/",
    "/account/password/reset/done/",
    "/account/email/sent/",
    "/account/email/confirm/x/",
    "/account/inactive/",
)
#: What the owner of a household sees.
OWN_PAGES = (
    "/settings/",
    "/settings/members/",
    "/settings/data/",
    "/settings/account/",
    "/settings/leave/",
    "/account/email/",
    "/account/password/change/",
    "/account/confirm/",
    "/account/logout/",
)


@pytest.fixture(autouse=True)
def unthrottled() -> None:
    """All these browsers come from one address."""
    cache.clear()


def sign_up(page: Page) -> str:
    """Make an account from the menu; returns its address."""
    email = f"browser{next(NUMBERS)}@example.org"
    page.locator(".account > summary").click()
    page.get_by_role("link", name="Keep this plan: make an account").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.locator(".day").first).to_be_visible()
    return email


@pytest.mark.parametrize("script", [True, False], ids=["script", "no_script"])
def test_a_guests_week_follows_to_another_device(visit: Callable[..., Page], script: bool) -> None:
    page = visit(java_script_enabled=script, guest=make_guest(days=2))
    page.goto("/week/")
    dinner = steps.dish(steps.slot(page, 0, "dinner"))
    email = sign_up(page)
    assert steps.dish(steps.slot(page, 0, "dinner")) == dinner

    page.locator(".account > summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Plan our week")).to_be_visible()
    page.goto("/week/")
    expect(page.locator(".day")).to_have_count(0)

    other = visit(width=390, java_script_enabled=script)
    other.goto("/")
    other.locator(".account > summary").click()
    other.get_by_role("link", name="Sign in", exact=True).click()
    other.get_by_label("E-mail address").fill(email)
    other.get_by_label("Password").fill(PASSWORD)
    other.locator("main").get_by_role("button", name="Sign in").click()
    expect(other.locator(".day")).to_have_count(2)
    assert steps.dish(steps.slot(other, 0, "dinner")) == dinner


def test_someone_is_invited_signs_up_and_sees_the_same_week(visit: Callable[..., Page]) -> None:
    page = visit(guest=make_guest(days=2))
    page.goto("/week/")
    dinner = steps.dish(steps.slot(page, 0, "dinner"))
    sign_up(page)
    page.goto("/settings/members/")
    page.get_by_label("Name of your household").fill("The Lentils")
    page.get_by_label("For whom").fill("Kim")
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Link to send").input_value()

    kim = visit(width=390, java_script_enabled=False)
    kim.goto(link)
    expect(kim.get_by_role("heading", level=1)).to_have_text("You are invited to The Lentils")
    kim.get_by_role("link", name="Make an account").last.click()
    kim.get_by_label("E-mail address").fill(f"browser{next(NUMBERS)}@example.org")
    kim.get_by_label("Password").fill(PASSWORD)
    kim.get_by_role("button", name="Make my account").click()
    kim.get_by_role("button", name="Join").click()
    assert steps.dish(steps.slot(kim, 0, "dinner")) == dinner

    page.reload()
    expect(page.locator(".invitations")).to_contain_text("joined on")


def check(page: Page, path: str) -> None:
    """Accessible in both schemes at both widths, and no wider than the smallest phone."""
    page.goto(path)
    for width, scheme in (*CORNERS, *OTHER_CORNERS):
        assert violations(page, "", width, scheme) == [], path
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_the_pages_for_anyone_are_accessible(visit: Callable[..., Page]) -> None:
    page = visit()
    for path in OPEN_PAGES:
        check(page, path)


def test_the_pages_of_an_owner_are_accessible(visit: Callable[..., Page]) -> None:
    page = visit(guest=make_guest(days=1))
    page.goto("/week/")
    sign_up(page)
    page.goto("/settings/members/")
    page.get_by_label("Name of your household").fill("The Lentils")
    page.get_by_role("button", name="Make a link").click()
    for path in OWN_PAGES:
        check(page, path)
    page.goto("/settings/data/")
    page.get_by_label("Type").fill("The Lentils")
    page.get_by_role("button", name="Delete everything").click()
    expect(page.locator(".leaving")).to_contain_text("The Lentils and all that is in it")
    check(page, "/settings/data/")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_every_place_is_reached_from_the_bar_without_script(
    visit: Callable[..., Page], ada: Guest, width: int
) -> None:
    page = visit(width=width, guest=ada, java_script_enabled=False)
    page.goto("/recipes/")
    bar: Any = page.get_by_role("navigation", name="Main")
    for name in ("Foods", "Nutrients"):
        if width < 1200:
            bar.locator("summary").click()
        bar.get_by_role("link", name=name).click()
        link = bar.get_by_role("link", name=name, include_hidden=True).last
        expect(link).to_have_attribute("aria-current", "page")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    bar.get_by_role("link", name="Today").click()
    expect(bar.get_by_role("link", name="Today")).to_have_attribute("aria-current", "page")
