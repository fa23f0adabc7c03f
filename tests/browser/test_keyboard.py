"""Everything can be done with the keys alone, and one sees where one is."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.conftest import QUICK, Visit
from tests.browser.guests import make_guest

#: A ring of its own, or one on the label that the control lies in. Within a date, Chromium marks
#: the day, the month or the calendar button by itself.
RING = """() => {
  const ringed = (one) => one && (getComputedStyle(one).outlineStyle !== "none"
    || getComputedStyle(one).boxShadow !== "none");
  const one = document.activeElement;
  return one.type === "date" || ringed(one) || ringed(one.closest("label"))
    || one.outerHTML.slice(0, 200);
}"""
MANY = 90


def go_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press `key` until `target` has the focus; every stop on the way must show it."""
    for _press in range(MANY):
        page.keyboard.press(key)
        assert page.evaluate(RING) is True
        if target.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"{target} cannot be reached with {key}")


def test_plan(visit: Visit):
    page = visit()
    page.goto("/")
    go_to(page, page.get_by_label("Name"))
    page.keyboard.type("Ada")
    go_to(page, page.get_by_label("Age"))
    page.keyboard.type("34")
    go_to(page, page.get_by_role("button", name="Plan our week"))
    page.keyboard.press("Enter")
    steps.wait_for_week(page)


def test_skip_link(visit: Visit):
    page = visit()
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.fixture
def week(visit: Visit) -> Page:
    """A week page of two days."""
    guest = make_guest(seconds=QUICK)
    page = visit(guest=guest)
    page.goto(guest.url)
    return page


def test_swap_and_undo(week: Page):
    place = steps.slot(week, 0, "lunch")
    before = steps.dish(place)
    summary = place.locator("summary").first
    go_to(week, summary)
    week.keyboard.press("Space")
    go_to(week, place.get_by_role("link", name="Swap"))
    week.keyboard.press("Enter")
    panel = week.locator("#panel-body")
    expect(panel).to_be_visible()
    go_to(week, panel.get_by_role("button", name=steps.CHOOSE).first)
    week.keyboard.press("Enter")
    expect(week.locator("#undo")).to_contain_text("Swapped")
    expect(place.locator("summary").first).to_be_focused()
    go_to(week, week.locator("#undo button"), "Shift+Tab")
    week.keyboard.press("Enter")
    expect(place.locator(".meal__name").first).to_have_text(before)


def test_escape_closes_a_menu(week: Page):
    summary = steps.slot(week, 0, "lunch").locator("summary").first
    go_to(week, summary)
    week.keyboard.press("Enter")
    expect(week.locator("details.menu[open]")).to_have_count(1)
    week.keyboard.press("Tab")
    week.keyboard.press("Escape")
    expect(week.locator("details.menu[open]")).to_have_count(0)
    expect(summary).to_be_focused()


def test_focus_stays_after_a_change_at_once(week: Page):
    place = steps.slot(week, 1, "dinner")
    steps.press(place, "Lock")
    expect(place.get_by_text("locked", exact=True)).to_be_visible()
    expect(place.locator("summary").first).to_be_focused()


def test_a_tick_keeps_the_focus(visit: Visit):
    guest = make_guest(days=1, seconds=QUICK)
    page = visit(guest=guest)
    page.goto(guest.url + "list/")
    go_to(page, page.locator(".item button").first)
    page.keyboard.press("Space")
    expect(page.locator("#list-count")).to_contain_text(re.compile("1 in the basket"))
    expect(page.locator(".item button").first).to_be_focused()
