"""A nutrient's page as people meet it: without JavaScript, on a phone, in the dark, by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import axe

PAGES = ("", "magnesium/", "sodium/", "vitamin_k2/", "b_vitamins/")


def test_without_javascript_from_the_index_to_a_source(visit):
    page = visit(java_script_enabled=False)
    page.goto("/nutrients/")
    page.get_by_role("link", name="Magnesium", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Magnesium")
    expect(page.locator(".sources tbody tr")).to_have_count(10)
    page.get_by_role("link", name="Source 1", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"#ref-1$"))
    page.get_by_role("navigation", name="Nutrients").get_by_role("link", name="Vitamin K2").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vitamin K2")
    details = page.locator("details.more")
    expect(details.locator("table")).not_to_be_visible()
    details.locator("summary").click()
    expect(details.locator("table")).to_be_visible()


def test_by_keyboard_to_the_evidence(visit):
    page = visit()
    page.goto("/nutrients/vitamin_k2/")
    link = page.locator(".glance a").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#claim-k2-older-adults$"))
    expect(page.locator("#claim-k2-older-adults")).to_be_in_viewport()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(visit, path):
    page = visit()
    page.goto(f"/nutrients/{path}")
    for width, scheme in axe.CORNERS + axe.OTHER_CORNERS:
        assert axe.violations(page, "", width, scheme) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_wider_than_the_screen(visit, path, width):
    page = visit(width=width)
    page.goto(f"/nutrients/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = page.evaluate(
        """() => [...document.querySelectorAll('main td, main th, main dd, main p')]
        .filter((one) => !one.closest('.scroll-x, .visually-hidden')
          && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((one) => one.textContent.trim().slice(0, 60))"""
    )
    assert cut == []
