"""Finding a food: by keyboard as one types, without JavaScript, and what axe-core says of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import axe

pytestmark = pytest.mark.browser


def test_by_keyboard_to_a_foods_page(visit):
    page = visit()
    page.goto("/foods/")
    page.locator("#q").focus()
    page.keyboard.type("bannana")
    expect(page.locator("#results")).to_contain_text("Showing results for banana")
    first = page.locator(".result__name a").first
    expect(first).to_have_text("Banana")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("")
    expect(page.locator(".result__name a").nth(5)).to_be_visible()
    page.keyboard.type("swed")
    expect(first).to_contain_text("Swede")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/foods/swede-raw/"))


def test_without_javascript_as_a_form_and_links(visit):
    page = visit(java_script_enabled=False)
    page.goto("/foods/")
    expect(page.locator("[data-needs-script]")).to_be_hidden()
    page.locator("#q").fill("yogart")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#results")).to_contain_text("Showing results for yogurt")
    page.get_by_role("link", name="yogart").click()
    expect(page.locator("#results")).to_contain_text("No food called “yogart”")
    page.get_by_role("link", name="Search for similar words").click()
    expect(page.locator(".result__name").first).to_contain_text("ogurt")


@pytest.mark.parametrize("query", ["", "bannana", "xyzzyq"])
def test_axe_has_nothing_to_say(visit, query):
    page = visit()
    page.goto(f"/foods/?q={query}")
    for width, scheme in (*axe.CORNERS, *axe.OTHER_CORNERS):
        assert axe.violations(page, "", width, scheme) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
