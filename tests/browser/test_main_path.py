"""From the start page to the printed list, with JavaScript and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import Visit

WIDTHS = [1280, 390]


@pytest.mark.parametrize("width", WIDTHS)
def test_with_javascript(visit: Visit, width: int):
    page = visit(width)
    steps.ask_for_a_week(page)
    steps.wait_for_week(page)
    escape_closes_the_panel(page)
    walk_the_edits(page)
    walk_the_other_pages(page)


def test_without_javascript(visit: Visit):
    page = visit(390, java_script_enabled=False)
    steps.ask_for_a_week(page)
    steps.wait_for_week(page)
    walk_the_edits(page)
    walk_the_other_pages(page)


def escape_closes_the_panel(page: Page) -> None:
    """A modal dialog that takes the focus and gives it back."""
    place = steps.slot(page, 0, "dinner")
    steps.open_panel(place, "Swap")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(place.locator("summary").first).to_be_focused()


def walk_the_edits(page: Page) -> None:
    """Two edits, an undo, a lock, a refill."""
    before, _after = steps.swap(page, 1, "dinner")
    steps.set_portions(page, 2, "breakfast", "6.25", "6¼ portions")
    steps.undo(page, then="Swapped")
    expect(steps.slot(page, 2, "breakfast")).not_to_contain_text("6¼ portions")
    assert steps.dish(steps.slot(page, 1, "dinner")) != before
    kept = steps.lock(page, 1, "dinner")
    steps.refill(page)
    assert steps.dish(steps.slot(page, 1, "dinner")) == kept
    expect(steps.slot(page, 1, "dinner").get_by_text("locked", exact=True)).to_be_visible()


def walk_the_other_pages(page: Page) -> None:
    """List, prints, day, cook view, recipe, food: by their links, from a week."""
    follow(page, "Shopping list", "Shopping list", exact=True)
    steps.tick_a_line(page)
    follow(page, "Print", "Shopping list")
    expect(page.locator(".is-ticked")).to_have_count(1)
    follow(page, "Back to the list", "Shopping list")
    page.locator(".crumb a").click()
    follow(page, "Print", "Menu")
    follow(page, "Back to the week", re.compile("^Week of"))
    heading = page.locator(".day__head a").first
    heading.click()
    follow(page, "Cook", "To cook", exact=True)
    page.locator(".crumb a").click()
    dish = page.locator(".today__name a").first
    name = dish.inner_text()
    dish.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    food = page.locator("main a[href^='/foods/']").first
    food.click()
    expect(page.get_by_role("heading", name="Nutrients")).to_be_visible()


def follow(page: Page, link: str, heading: str | re.Pattern[str], exact: bool = False) -> None:
    """Click a link of the page's content and wait for the page it leads to."""
    page.get_by_role("main").get_by_role("link", name=link, exact=exact).first.click()
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
