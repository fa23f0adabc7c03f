"""The shopping list with one hand, on two phones, by a link and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.conftest import Visit
from tests.browser.guests import Guest, make_guest


@pytest.fixture
def guest(server: object) -> Guest:
    return make_guest(days=2)


def open_list(page: Page, guest: Guest) -> None:
    page.goto(f"{guest.url}list/")


def add(page: Page, text: str) -> None:
    page.get_by_label("Add to the list").fill(text)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#list-said")).to_contain_text(re.compile("Added|already"))


def first_line(page: Page) -> str:
    return page.locator(".aisles .item__name").first.inner_text()


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_add_tick_edit_clear_and_bring_back(visit: Visit, guest: Guest, width: int):
    page = visit(width, guest)
    open_list(page, guest)
    add(page, "kitchen roll")
    expect(page.get_by_label("Add to the list")).to_be_focused()
    roll = page.locator(".item", has_text="kitchen roll")
    roll.get_by_role("button").click()
    expect(roll.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#list-count")).to_contain_text("1 in the basket")
    name = first_line(page)
    page.get_by_role("link", name=f"Change {name}", exact=True).click()
    panel = page.locator("#panel")
    panel.get_by_label("Note").fill("the ripe ones")
    for corner in axe.CORNERS:
        assert axe.violations(page, "#panel", *corner) == []
    page.set_viewport_size({"width": width, "height": 844})
    panel.get_by_role("button", name="Save").click()
    expect(panel).not_to_be_visible()
    expect(page.locator(".item", has_text="the ripe ones")).to_be_visible()
    page.get_by_role("link", name=f"Change {name}", exact=True).click()
    panel.get_by_role("button", name="Take off the list").click()
    expect(page.locator("#removed")).to_contain_text(name)
    page.reload()
    page.locator("#removed summary").click()
    page.get_by_role("button", name=f"Put back {name}").click()
    expect(page.locator(".aisles", has_text=name)).to_be_visible()
    page.get_by_role("button", name="Clear what is ticked").click()
    expect(page.locator("#away")).to_contain_text("kitchen roll")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for corner in axe.CORNERS:
        assert axe.violations(page, "", *corner) == []


def test_a_tick_target_is_as_large_as_a_thumb(visit: Visit, guest: Guest):
    page = visit(320, guest)
    open_list(page, guest)
    box = page.locator(".item__row").first.bounding_box()
    assert box
    assert box["height"] >= 44
    assert box["width"] >= 200
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_phones_agree(visit: Visit, guest: Guest):
    mine, theirs = visit(390, guest), visit(390, guest)
    open_list(mine, guest)
    open_list(theirs, guest)
    mine.locator(".item button").first.click()
    expect(mine.locator(".item button").first).to_have_attribute("aria-pressed", "true")
    expect(theirs.locator(".item button").first).to_have_attribute("aria-pressed", "true")


def test_a_link_without_an_account_ticks(visit: Visit, guest: Guest):
    page = visit(390, guest)
    open_list(page, guest)
    page.get_by_role("link", name="Share or copy").click()
    for corner in axe.CORNERS:
        assert axe.violations(page, "", *corner) == []
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("Address of the link").input_value()
    visitor = visit(390)
    visitor.goto(address)
    visitor.locator(".item button").first.click()
    expect(visitor.locator(".item button").first).to_have_attribute("aria-pressed", "true")
    for corner in axe.CORNERS:
        assert axe.violations(visitor, "", *corner) == []
    open_list(page, guest)
    expect(page.locator(".item button").first).to_have_attribute("aria-pressed", "true")


def test_aisles_by_arrow_and_by_dragging(visit: Visit, guest: Guest):
    page = visit(1280, guest)
    page.goto("/aisles/")
    names = page.locator(".aisleorder__name")
    first, second, third = names.all_inner_texts()[:3]
    page.get_by_role("button", name=f"{first} down").click()
    expect(names.first).to_have_text(second)
    # The keyboard stays where it was.
    expect(page.get_by_role("button", name=f"{first} down")).to_be_focused()
    page.locator(".aisleorder__row", has_text=third).drag_to(page.locator(".aisleorder__row").first)
    page.wait_for_function(
        "(name) => document.querySelector('.aisleorder__name').innerText === name", arg=third
    )
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(names.first).to_have_text(third)
    for corner in axe.CORNERS:
        assert axe.violations(page, "", *corner) == []


def test_what_changed_in_the_plan_is_told(visit: Visit, guest: Guest):
    page = visit(390, guest)
    open_list(page, guest)
    meal = guest.plan.meals.filter(batch__isnull=False).first()
    assert meal
    meal.servings.update(amount=9.0)
    page.reload()
    expect(page.get_by_role("heading", name="Changed since you last looked")).to_be_visible()
    for corner in axe.CORNERS:
        assert axe.violations(page, "", *corner) == []
    page.get_by_role("button", name="Seen").click()
    expect(page.locator(".listnews")).to_have_count(0)


@pytest.mark.parametrize("address", ["lists/new/", "lists/", "at-home/"])
def test_the_other_pages(visit: Visit, guest: Guest, address: str):
    page = visit(390, guest)
    page.goto(f"/{address}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for corner in axe.CORNERS:
        assert axe.violations(page, "", *corner) == []


def test_without_javascript(visit: Visit, guest: Guest):
    page = visit(390, guest, java_script_enabled=False)
    open_list(page, guest)
    page.get_by_label("Add to the list").fill("kitchen roll")
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".item", has_text="kitchen roll").get_by_role("button").click()
    roll = page.locator(".item", has_text="kitchen roll").get_by_role("button")
    expect(roll).to_have_attribute("aria-pressed", "true")
    name = first_line(page)
    page.get_by_role("link", name=f"Change {name}", exact=True).click()
    page.get_by_label("Enough").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#enough")).to_contain_text("Enough at home (1)")
    page.goto("/lists/new/")
    page.get_by_role("button", name="Make the list").click()
    expect(page.get_by_role("heading", name="Shopping list")).to_be_visible()
