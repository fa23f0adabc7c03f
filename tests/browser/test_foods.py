"""A food's page, foods side by side, and best sources, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.conftest import Visit
from tests.browser.guests import Guest

SOURCES = "/nutrients/magnesium/sources/"


def first_food(page: Page) -> str:
    """The food that heads a list of sources."""
    return page.locator(".ranking tbody th a").first.inner_text()


def test_best_sources_filtered_to_vegan(visit: Visit):
    page = visit()
    page.goto("/nutrients/calcium/sources/")
    foods = page.locator(".ranking tbody")
    expect(foods).to_contain_text("Milk")
    page.get_by_role("checkbox", name="Vegan").check()
    expect(foods).not_to_contain_text("Milk")
    expect(foods).to_contain_text("Tofu")
    expect(page).to_have_url(re.compile(r"tag=vegan"))
    page.get_by_role("radio", name="per 100 g", exact=True).check()
    expect(page.get_by_role("columnheader", name="per 100 g")).to_be_visible()
    page.reload()
    expect(page.get_by_role("checkbox", name="Vegan")).to_be_checked()
    expect(page.get_by_role("heading", name="Not ranked, because hardly absorbed")).to_be_visible()


def test_best_sources_without_javascript(visit: Visit):
    page = visit(390, java_script_enabled=False)
    page.goto(SOURCES)
    before = first_food(page)
    page.get_by_role("radio", name="EU").check()
    page.get_by_label("Kind").select_option("drink")
    page.get_by_role("button", name="Show", exact=True).click()
    assert first_food(page) != before
    expect(page.locator("#results")).to_contain_text("EU rule")


def test_another_portion_reads_the_share_of_the_target_anew(visit: Visit, table: Guest):
    page = visit(guest=table)
    page.goto("/foods/spinach-raw/")
    share = page.locator("#share")
    row = share.get_by_role("row", name=re.compile("^Magnesium"))
    expect(row).to_contain_text("24 mg")
    share.get_by_label("For").select_option("Ben")
    expect(share.get_by_label("For").locator("option:checked")).to_have_text("Ben")
    page.get_by_label("Measure").select_option("g")
    expect(row).to_contain_text("79 mg")
    expect(share.get_by_label("For").locator("option:checked")).to_have_text("Ben")
    page.get_by_label("Amount").fill("200")
    page.keyboard.press("Enter")
    expect(row).to_contain_text("158 mg")
    expect(page).to_have_url(re.compile("quantity=200&measure=g"))
    page.get_by_label("Amount").fill("none")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Please give the amount as a number")


def test_portion_and_share_without_javascript(visit: Visit, table: Guest):
    page = visit(guest=table, java_script_enabled=False)
    page.goto("/foods/spinach-raw/")
    page.get_by_label("Amount").fill("3")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#nutrients")).to_contain_text("71 mg")
    page.get_by_role("link", name="Show what this portion brings to each of you").click()
    page.get_by_label("For").select_option("Ben")
    page.locator("#share").get_by_role("button", name="Show").click()
    expect(page.locator("#share")).to_contain_text("71 mg")
    expect(page.get_by_label("For").locator("option:checked")).to_have_text("Ben")


def test_compare_from_a_foods_page_by_keyboard(visit: Visit):
    page = visit()
    page.goto("/foods/spinach-raw/")
    page.get_by_role("link", name="Compare").click()
    page.get_by_label("Add a food").fill("pumpkin seeds")
    find = page.get_by_role("link", name="Pumpkin seeds", exact=True)
    expect(find).to_be_visible()
    find.focus()
    page.keyboard.press("Enter")
    heads = page.get_by_role("columnheader")
    expect(heads).to_have_count(3)
    row = page.get_by_role("row", name=re.compile("^Magnesium"))
    expect(row.get_by_role("cell")).to_have_count(2)
    expect(row).to_contain_text("592 mg")
    page.get_by_role("link", name="per serving").click()
    expect(row).to_contain_text("178 mg")
    page.get_by_role("link", name="Remove Spinach, raw").click()
    expect(heads).to_have_count(2)


def test_compare_without_javascript(visit: Visit):
    page = visit(390, java_script_enabled=False)
    page.goto("/foods/compare/?food=spinach-raw")
    page.get_by_label("Add a food").fill("kefir")
    page.get_by_role("button", name="Search").click()
    page.locator("#finds a").first.click()
    expect(page.locator(".compare__head")).to_have_count(2)


@pytest.mark.parametrize(
    "path", ["/foods/spinach-raw/", "/foods/compare/?food=spinach-raw&food=natto", SOURCES]
)
def test_the_other_corners_have_nothing_for_axe(visit: Visit, table: Guest, path: str):
    page = visit(guest=table)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    for width, scheme in axe.OTHER_CORNERS:
        assert axe.violations(page, "", width, scheme) == []
