"""The calculator in a browser: one line put right, with JavaScript and without, by key, and axe."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import CORNERS, OTHER_CORNERS, violations
from tests.browser.conftest import Visit

URL = "/foods/calculator/"
LINES = "30 g raw spinach\n1 medium banana\n1 glug olive oil\n3 zorblax"


def total(page: Page, nutrient: str):
    return page.locator(f"tr[data-nutrient={nutrient}] td").first


def line(page: Page, number: int):
    return page.locator(".calc__line").nth(number)


def add_up(page: Page, lines: str) -> None:
    page.goto(URL)
    page.get_by_label("Ingredients").fill(lines)
    page.get_by_role("button", name="Add it up").click()
    expect(page.locator(".calc__line")).to_have_count(len(lines.splitlines()))


@pytest.mark.parametrize("script", [True, False], ids=["htmx", "no JavaScript"])
def test_one_line_put_right(visit: Visit, script: bool):
    page = visit(java_script_enabled=script)
    page.goto("/foods/")
    page.get_by_role("link", name="Nutrition calculator").click()
    page.get_by_role("link", name="Add up the smoothie").click()
    expect(total(page, "magnesium")).to_have_text("82\u00a0mg")
    expect(total(page, "energy")).to_have_text("234\u00a0kcal")
    expect(page.locator(".calc__line")).to_have_count(3)
    milk = line(page, 2)
    milk.get_by_text("Change").click()
    milk.get_by_label("Food", exact=True).select_option("milk-skim")
    milk.get_by_role("button", name="Update").click()
    expect(line(page, 2)).to_contain_text("your choice")
    expect(line(page, 2)).to_contain_text("skimmed")
    expect(total(page, "energy")).not_to_have_text("234\u00a0kcal")
    # The choice stays while another line is changed, and the line's own amount with it.
    banana = line(page, 1)
    banana.get_by_text("Change").click()
    banana.get_by_label("Amount").fill("2")
    banana.get_by_role("button", name="Update").click()
    expect(line(page, 1)).to_contain_text("236\u00a0g")
    expect(line(page, 2)).to_contain_text("skimmed")


def test_what_nobody_understood_is_left_out_until_it_is_put_right(visit: Visit):
    page = visit()
    add_up(page, LINES)
    expect(page.get_by_text("2 of 4 lines counted")).to_be_visible()
    oil = line(page, 2)
    oil.get_by_label("Amount").fill("1")
    oil.get_by_label("Measure").select_option("tbsp")
    oil.get_by_role("button", name="Update").click()
    expect(page.get_by_text("3 of 4 lines counted")).to_be_visible()
    line(page, 3).get_by_role("button", name="Remove").click()
    expect(page.get_by_text("3 of 3 lines counted")).to_be_visible()
    expect(page.get_by_label("Ingredients")).to_have_value("\n".join(LINES.splitlines()[:3]))


def test_by_keyboard(visit: Visit):
    page = visit()
    page.goto(URL)
    page.get_by_label("Ingredients").focus()
    page.keyboard.type("100 g spinach")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".calc__line")).to_have_count(1)
    page.get_by_label("Another ingredient").focus()
    page.keyboard.type("1 medium banana")
    page.keyboard.press("Enter")
    expect(page.locator(".calc__line")).to_have_count(2)
    # The field that was used keeps the keyboard's place, empty for the next ingredient.
    expect(page.get_by_label("Another ingredient")).to_be_focused()
    expect(page.get_by_label("Another ingredient")).to_have_value("")


def test_copy(visit: Visit):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{URL}?example=1")
    page.get_by_text("Copy as text").click()
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "1 medium banana\tBanana\t118 g" in copied
    assert "Magnesium\t82\u00a0mg" in copied


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_nothing_is_wider_than_the_page(visit: Visit, width: int):
    page = visit(width=width)
    add_up(page, LINES)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing(visit: Visit):
    page = visit()
    page.goto(URL)
    found = [each for width, scheme in CORNERS for each in violations(page, "", width, scheme)]
    add_up(page, LINES)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    for width, scheme in (*CORNERS, *OTHER_CORNERS):
        found += violations(page, "", width, scheme)
    assert not found, "\n".join(found)
