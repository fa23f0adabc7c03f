"""From the strip to what brings a nutrient, to the heat map, to closing a gap."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import CORNERS, violations
from tests.browser.conftest import QUICK, Visit
from tests.browser.guests import Guest, make_guest


@pytest.fixture
def guest(server: object) -> Guest:
    return make_guest(days=2, seconds=QUICK)


@pytest.mark.parametrize("scripts", [True, False])
def test_one_tap_closes_a_bit_of_a_gap_and_undo_opens_it(visit: Visit, guest: Guest, scripts: bool):
    page = visit(guest=guest, java_script_enabled=scripts)
    page.goto(guest.url)
    page.locator("#nutrient-magnesium").get_by_role("link", name="Magnesium").click()
    panel = page.locator("#panel-body")
    expect(panel).to_contain_text("Foods that bring it")
    panel.get_by_role("link", name="More magnesium").click()
    expect(panel.get_by_role("heading", name="More magnesium for Ada")).to_be_visible()
    first = panel.locator(".alternative[data-kind=food]").first
    name = (
        first.locator(".alternative__name").inner_text().split(" g ", 1)[-1].split("\u00a0g ")[-1]
    )
    first.get_by_role("button").click()
    expect(page.locator("#undo")).to_contain_text(f"Added {name}")
    expect(page.locator(".meal__name", has_text=name)).to_have_count(1)
    page.locator("#undo").get_by_role("button", name="Undo").click()
    expect(page.locator(".meal__name", has_text=name)).to_have_count(0)


def test_the_heat_map_leads_to_the_day(visit: Visit, guest: Guest):
    page = visit(guest=guest)
    page.goto(guest.url)
    page.get_by_role("link", name="All nutrients, day by day").click()
    page.locator(".heat__cell a").first.click()
    expect(page.locator("#panel-body")).to_contain_text("Foods that bring it")
    page.keyboard.press("Escape")
    expect(page.locator(".heat__cell a").first).to_be_focused()


def test_nothing_for_axe_to_say(visit: Visit, guest: Guest):
    page = visit(guest=guest)
    for path in ("nutrients/", "nutrients/calcium/", "gaps/"):
        page.goto(guest.url + path)
        for width, scheme in CORNERS:
            assert not violations(page, "", width, scheme)
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
