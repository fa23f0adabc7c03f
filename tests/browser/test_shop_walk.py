"""The shopping list, its paper and the smoothie builder at every width and in every way."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import QUICK, Visit
from tests.browser.guests import FAMILY, Guest, make_guest
from tests.browser.hands import Hand, come, walked


@pytest.fixture
def guest(server: object) -> Guest:
    """Two people and two days."""
    return make_guest(people=FAMILY[:2], days=2, seconds=QUICK)


def fits(hand: Hand) -> None:
    assert hand.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), hand.page.url


def follow(hand: Hand, item: str) -> None:
    """Follow a link of the list's own menu."""
    hand.press(hand.open(hand.page.locator(".listmenu")).get_by_role("link", name=item))


def write_and_tick(hand: Hand) -> None:
    """Two lines of one's own; one is ticked and cleared at once."""
    page = hand.page
    for text in ("2 bin bags", "kitchen roll"):
        page.get_by_label("Add to the list").fill(text)
        hand.button(page, "Add")
        expect(page.locator(".item", has_text=text)).to_be_visible()
    roll = page.locator(".item", has_text="kitchen roll")
    hand.press(roll.get_by_role("button"))
    expect(roll.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    hand.button(page, "Clear what is ticked")
    expect(page.locator("#away")).to_contain_text("kitchen roll")


def change_a_line(hand: Hand) -> None:
    """What to buy, a note, the shop's aisle, and that there is enough at home."""
    page = hand.page
    back = page.url
    line = page.locator(".aisles .item:has(.item__edit)")
    name = line.first.locator(".item__name").inner_text()
    edit = page.get_by_role("link", name=f"Change {name}", exact=True)
    hand.press(edit)
    page.get_by_label("Buy").fill("2 kg")
    page.get_by_label("Note").fill("the ripe ones")
    page.get_by_label("Aisle").select_option(label="Everything else")
    hand.button(page.locator("#panel-body"), "Save")
    shelf = page.locator(".aisle", has=page.get_by_role("heading", name="Everything else"))
    expect(shelf.locator(".item", has_text=name)).to_contain_text("the ripe ones")
    expect(shelf.locator(".item", has_text=name)).to_contain_text("you set this")
    hand.press(edit)
    hand.press(page.get_by_role("link", name="Dishes that use it"))
    expect(page.locator("#panel-body")).to_contain_text(re.compile("dishes use it|No dish"))
    page.goto(back)
    hand.press(edit)
    page.get_by_label("Buy").fill("")
    hand.choose(page.get_by_label("Enough"))
    hand.button(page.locator("#panel-body"), "Save")
    expect(page.locator("#enough")).to_contain_text("Enough at home (1)")


def order_of_aisles(hand: Hand) -> None:
    """By arrows: a tap, a click, or Enter."""
    follow(hand, "Order of aisles")
    names = hand.page.locator(".aisleorder__name")
    expect(names.first).to_be_visible()
    first, second, third = names.all_inner_texts()[:3]
    hand.button(hand.page, f"{first} down")
    expect(names.first).to_have_text(second)
    hand.button(hand.page, f"{third} up")
    expect(names.nth(1)).to_have_text(third)
    fits(hand)
    hand.reload()
    assert names.all_inner_texts()[:3] == [second, third, first]
    hand.button(hand.page, "Back to the usual order")
    expect(names.first).to_have_text(first)


def at_home(hand: Hand, guest: Guest) -> None:
    hand.page.goto("/at-home/")
    hand.page.get_by_label("Add what is at home").fill("500 g rolled oats")
    hand.button(hand.page, "Add")
    row = hand.page.locator(".homelist__row", has_text="oats")
    expect(row).to_contain_text("500\xa0g")
    hand.button(row, "None left", exact=False)
    expect(row).to_contain_text("none left")
    fits(hand)
    hand.page.goto("/lists/new/")
    hand.page.locator("#id_name").fill("Party")
    hand.button(hand.page, "Make the list")
    expect(hand.page.get_by_role("heading", level=1)).to_contain_text("Party")
    hand.page.goto(f"{guest.url}list/")


def shared(hand: Hand) -> None:
    hand.press(hand.page.get_by_role("link", name="Share or copy"))
    assert "2 bin bags" in hand.page.get_by_label("The list as text").input_value()
    hand.button(hand.page, "Make a link")
    expect(hand.page.get_by_label("Address of the link")).to_have_value(re.compile("/shared/list/"))
    hand.button(hand.page, "Make a calendar address")
    expect(hand.page.get_by_label("Address of the calendar")).to_have_value(re.compile(".ics"))
    fits(hand)


def on_paper(hand: Hand, guest: Guest) -> None:
    """Options are chosen on the print itself; every print is one page with a way back."""
    day = f"days/{guest.plan.start}/print/"
    papers = {"list/print/": "receipt", "print/": "a5", "cards/": "letter", day: "a5"}
    for path, paper in papers.items():
        hand.page.goto(guest.url + path)
        hand.page.get_by_label("Paper").select_option(paper)
        hand.choose(hand.page.get_by_label("Colour"))
        hand.button(hand.page, "Show")
        expect(hand.page.locator(f".paper--{paper}.paper--colour")).to_be_visible()
        fits(hand)


@walked
def test_the_list_and_its_paper(visit: Visit, guest: Guest, way: str, width: int):
    hand = come(visit, guest, way, width)
    hand.page.goto(f"{guest.url}list/")
    write_and_tick(hand)
    change_a_line(hand)
    fits(hand)
    order_of_aisles(hand)
    at_home(hand, guest)
    shared(hand)
    on_paper(hand, guest)


def pour(hand: Hand, name: str) -> Locator:
    """The field of a food's amount."""
    return hand.page.get_by_label(name, exact=True)


@walked
def test_a_smoothie_into_the_week(visit: Visit, guest: Guest, way: str, width: int):
    """More, less, out, another food, an idea; for two; kept; on two days."""
    hand = come(visit, guest, way, width)
    page = hand.page
    page.goto("/smoothie/")
    hand.button(page, "More Spinach, raw")
    expect(pour(hand, "Spinach, raw")).to_have_value("40")
    hand.button(page, "Less Spinach, raw")
    expect(pour(hand, "Spinach, raw")).to_have_value("30")
    hand.button(page, "Take out Banana")
    expect(page.locator(".pour")).to_have_count(2)
    page.get_by_label("Any other food").fill("blackberries")
    if not hand.scripts:
        hand.button(page, "Find")
    hand.press(page.locator("#found").get_by_role("button").first)
    expect(page.locator(".pour")).to_have_count(3)
    page.get_by_role("combobox", name="What would add").select_option("calcium")
    if not hand.scripts:
        hand.button(page.locator(".ideas__head"), "Show")
    expect(page).to_have_url(re.compile("for=calcium"))
    calcium = page.locator('[data-nutrient="calcium"] .nutrient__amount')
    before = calcium.inner_text()
    hand.press(page.locator(".idea").first.get_by_role("button"))
    expect(calcium).not_to_have_text(before)
    fits(hand)
    page.get_by_label("Name").fill("Our green")
    hand.button(page, "Keep as a recipe")
    expect(page.get_by_role("heading", level=1, name="Our green")).to_be_visible()
    hand.press(page.get_by_role("link", name="Put into the week"))
    for n in range(2):
        hand.choose(page.locator("[name=dates]").nth(n))
    fits(hand)
    hand.button(page, "Put into the week")
    expect(page.locator("#undo > span")).to_contain_text("Added Our green")
    expect(page.locator(".meal__name", has_text="Our green")).to_have_count(2)
    hand.button(page.locator("#undo"), "Undo", exact=False)
    expect(page.locator(".meal__name", has_text="Our green")).to_have_count(0)
