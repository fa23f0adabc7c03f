"""The smoothie builder in a browser: built, undone, kept, put into the week; without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from people.models import HealthFact
from tests.browser.axe import CORNERS, violations
from tests.browser.conftest import Visit
from tests.browser.guests import Guest

WIDTHS = (390, 768, 1280)


def amount(page: Page, food: str):
    """The field of a food's amount."""
    return page.get_by_label(food, exact=True)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_glass_is_built_and_undone(visit: Visit, width: int):
    page = visit(width=width)
    page.goto("/smoothie/")
    expect(page.locator(".pour")).to_have_count(3)
    size = page.locator(".glass__size b")
    expect(size).to_have_text("About 390\u00a0ml")
    field = amount(page, "Spinach, raw")
    field.focus()
    field.fill("60")
    expect(size).to_have_text("About 420\u00a0ml")
    expect(page.locator("#said-spinach-raw")).to_have_text("about 2\u00a0handfuls")
    expect(field).to_be_focused()
    page.get_by_role("button", name="More Banana").click()
    expect(amount(page, "Banana")).to_have_value("148")
    expect(page.get_by_role("button", name="More Banana")).to_be_focused()
    page.locator("summary", has_text="Boosters").click()
    page.get_by_role("button", name="Chia seeds", exact=True).first.click()
    expect(page.locator(".pour")).to_have_count(4)
    page.go_back()
    expect(page.locator(".pour")).to_have_count(3)
    page.go_back()
    expect(amount(page, "Banana")).to_have_value("118")
    page.get_by_role("button", name="Take out Banana").click()
    expect(page.locator(".pour")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_would_add_is_one_tap(visit: Visit):
    page = visit()
    page.goto("/smoothie/")
    wanted = page.get_by_role("combobox", name="What would add")
    wanted.select_option("calcium")
    expect(page).to_have_url(re.compile("for=calcium"))
    expect(wanted).to_have_value("calcium")
    idea = page.locator(".idea").first
    name = idea.locator("b").first.inner_text()
    before = page.locator('[data-nutrient="calcium"] .nutrient__amount').inner_text()
    idea.get_by_role("button").click()
    expect(page.locator(".pour__name", has_text=name.removeprefix("More: "))).to_be_visible()
    expect(page.locator('[data-nutrient="calcium"] .nutrient__amount')).not_to_have_text(before)


def test_another_food_by_search(visit: Visit):
    page = visit()
    page.goto("/smoothie/")
    page.get_by_label("Any other food").fill("blackberries")
    page.locator("#found").get_by_role("button").first.click()
    expect(page.locator(".pour")).to_have_count(4)


@pytest.mark.parametrize("script", [True, False])
def test_kept_and_put_into_the_week(visit: Visit, table: Guest, script: bool):
    page = visit(guest=table, java_script_enabled=script)
    page.goto("/smoothie/")
    page.get_by_role("button", name="More Spinach, raw").click()
    expect(amount(page, "Spinach, raw")).to_have_value("40")
    page.locator("#n").select_option("2")
    if not script:
        page.get_by_role("button", name="Show").first.click()
    expect(page.get_by_role("heading", name="For 2 glasses")).to_be_visible()
    page.get_by_label("Name").fill("Our green")
    page.get_by_role("button", name="Keep as a recipe").click()
    expect(page.get_by_role("heading", level=1, name="Our green")).to_be_visible()
    page.get_by_role("link", name="Put into the week").click()
    page.get_by_role("button", name="Put into the week").click()
    expect(page.locator("#undo")).to_contain_text("Added Our green")
    expect(page.locator(".meal__name", has_text="Our green").first).to_be_visible()


def test_without_script_everything_is_a_form(visit: Visit):
    page = visit(width=390, java_script_enabled=False)
    page.goto("/smoothie/")
    amount(page, "Banana").fill("60")
    page.get_by_role("button", name="Work it out").last.click()
    expect(page.locator(".glass__size b")).to_have_text("About 330\u00a0ml")
    page.get_by_label("Any other food").fill("blackberries")
    page.get_by_role("button", name="Find").click()
    page.locator("#found").get_by_role("button").first.click()
    expect(page.locator(".pour")).to_have_count(4)
    page.locator(".idea").first.get_by_role("button").click()
    expect(page.locator(".pour")).not_to_have_count(0)
    page.get_by_role("link", name="A card to print").click()
    expect(page.get_by_text("Blend for a minute until smooth.")).to_be_visible()


def test_the_card_fits_a_small_sheet(visit: Visit):
    page = visit()
    page.goto("/smoothie/card/?a-milk-2-percent=240&a-spinach-raw=30&a-banana=118")
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.emulate_media(media="print")
    # A6 is 148 mm high and has 10 mm of margin on each side; 96 px are 25.4 mm.
    box = page.locator(".glasscard").bounding_box()
    assert box is not None
    assert box["width"] <= 128 / 25.4 * 96 + 1
    assert box["height"] <= 128 / 25.4 * 96
    expect(page.locator(".masthead")).to_be_hidden()


@pytest.mark.parametrize(("width", "scheme"), CORNERS)
def test_nothing_for_axe(visit: Visit, table: Guest, width: int, scheme: str):
    person = table.plan.people.order_by("seats__position")[0]
    HealthFact.objects.get_or_create(person=person, kind="condition", text="calcium oxalate stones")
    page = visit(width=width, guest=table)
    mix = "a-milk-2-percent=240&a-spinach-raw=60&a-orange-juice-calcium-d=240&a-banana=x"
    for url in (
        "/smoothie/",
        f"/smoothie/?{mix}&n=3&person={person.pk}",
        "/smoothie/?blank=1",
        "/smoothie/foods/?q=berries",
        f"/smoothie/card/?{mix}",
    ):
        page.goto(url)
        for more in page.locator("details.shelf, details.more").all():
            more.evaluate("one => one.open = true")
        assert violations(page, "", width, scheme) == [], url
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
