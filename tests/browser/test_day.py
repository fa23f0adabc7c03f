"""The day page: ticks and glasses answer at once, by mouse, by keys and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import CORNERS, violations
from tests.browser.conftest import QUICK, Visit
from tests.browser.guests import FAMILY, Guest, make_guest


def day_url(guest: Guest) -> str:
    return f"{guest.url}days/{guest.plan.start.isoformat()}/"


@pytest.fixture
def guest(server: object) -> Guest:
    return make_guest(people=FAMILY[:2], days=1, seconds=QUICK)


def pressed(page: Page, label: str) -> None:
    """Ada's first meal is told so."""
    button = page.locator(".tick").first.get_by_role("button", name=label)
    expect(button).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_meal_is_eaten_skipped_and_undone(visit: Visit, guest: Guest, scripts: bool):
    page = visit(guest=guest, java_script_enabled=scripts)
    page.goto(day_url(guest))
    magnesium = page.locator("#nutrient-magnesium .nutrient__amount b")
    before = magnesium.inner_text()
    page.locator(".tick").first.get_by_role("button", name="Eaten").click()
    pressed(page, "Eaten")
    expect(magnesium).to_have_text(before)
    page.locator(".tick").first.get_by_role("button", name="Skipped").click()
    pressed(page, "Skipped")
    expect(magnesium).not_to_have_text(before)
    page.locator("#undo").get_by_role("button", name="Undo").click()
    pressed(page, "Eaten")
    expect(magnesium).to_have_text(before)


@pytest.mark.parametrize("scripts", [True, False])
def test_something_else_in_words(visit: Visit, guest: Guest, scripts: bool):
    page = visit(width=390, guest=guest, java_script_enabled=scripts)
    page.goto(day_url(guest))
    page.locator(".tick").first.get_by_role("link", name="Something else").click()
    page.get_by_label("In your own words").fill("Pizza at a friend's")
    page.locator("#panel-body").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Had instead: Pizza")).to_be_visible()
    expect(page.locator("#nutrient-magnesium")).to_contain_text("at least")
    page.get_by_role("button", name="Take that back").click()
    expect(page.get_by_text("Had instead: Pizza")).to_have_count(0)


def test_glasses_by_keys(visit: Visit, guest: Guest):
    page = visit(guest=guest)
    page.goto(day_url(guest))
    more = page.get_by_role("button", name="A glass drunk")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".glasses__said")).to_contain_text("1 of")
    expect(more).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".glasses__said")).to_contain_text("2 of")


def test_nothing_for_axe_to_say(visit: Visit, guest: Guest):
    page = visit(guest=guest)
    page.goto(day_url(guest))
    page.locator(".tick").first.get_by_role("button", name="Eaten").click()
    pressed(page, "Eaten")
    for width, scheme in CORNERS:
        assert not violations(page, "", width, scheme)
    page.locator(".tick").nth(1).get_by_role("link", name="Something else").click()
    expect(page.locator("#panel-body")).to_be_visible()
    for width, scheme in CORNERS:
        assert not violations(page, "", width, scheme)
