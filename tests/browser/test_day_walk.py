"""The day page at every width: what was eaten and drunk, what brings a nutrient, closing a gap."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import QUICK, Visit
from tests.browser.guests import FAMILY, Guest, make_guest
from tests.browser.hands import Hand, come, walked


@pytest.fixture
def guest(server: object) -> Guest:
    """Two people and two days."""
    return make_guest(people=FAMILY[:2], days=2, seconds=QUICK)


def fits(hand: Hand) -> bool:
    """Whether the page does not scroll sideways."""
    found: bool = hand.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return found


def tick(hand: Hand, meal: int, who: int) -> Locator:
    """A person's row of a meal."""
    return hand.page.locator(".today__meal:has(.ticks)").nth(meal).locator(".tick").nth(who)


def say(hand: Hand, meal: int, who: int, word: str) -> None:
    hand.button(tick(hand, meal, who), word, exact=False)
    button = tick(hand, meal, who).get_by_role("button", name=word)
    expect(button).to_have_attribute("aria-pressed", "true")


def eaten_skipped_and_something_else(hand: Hand) -> None:
    """Breakfast is eaten, Ben skips lunch, Ada has something else, found, then in words."""
    page = hand.page
    hand.button(page.locator(".today__meal").first, "Everyone ate", exact=False)
    expect(tick(hand, 0, 1)).to_have_attribute("data-status", "eaten")
    say(hand, 1, 1, "Skipped")
    other = tick(hand, 1, 0).get_by_role("link", name="Something else")
    hand.press(other)
    page.get_by_label("Or find the food or dish").fill("banana")
    hand.button(page.locator("#panel-body"), "Search")
    hand.button(page.locator("#panel-body"), "Had Banana")
    expect(page.locator(".today__meal--unplanned")).to_contain_text("Banana")
    hand.button(tick(hand, 1, 0), "Take that back")
    expect(page.locator(".today__meal--unplanned")).to_have_count(0)
    hand.press(other)
    page.get_by_label("In your own words").fill("Pizza at a friend's")
    hand.button(page.locator("#panel-body"), "Save")
    expect(page.get_by_text("Had instead: Pizza at a friend's")).to_be_visible()
    expect(page.locator("#nutrient-magnesium")).to_contain_text("at least")


def drinks(hand: Hand) -> None:
    said = hand.page.locator(".glasses__said").first
    for n in (1, 2):
        hand.button(hand.page, "A glass drunk", exact=False)
        expect(said).to_contain_text(f"{n} of")
    hand.button(hand.page, "One less", exact=False)
    expect(said).to_contain_text("1 of")
    hand.button(hand.page.locator("#undo"), "Undo", exact=False)
    expect(said).to_contain_text("2 of")
    hand.button(hand.page.locator("#undo"), "Redo", exact=False)
    expect(said).to_contain_text("1 of")


def what_brings_it(hand: Hand) -> None:
    """Foods that bring a nutrient, and what is unknown; then a gap is closed by one tap."""
    page = hand.page
    hand.press(page.locator("#nutrient-magnesium").get_by_role("link", name="Magnesium"))
    panel = page.locator("#panel-body")
    expect(panel.locator(".bringer").first).to_be_visible()
    unknown = panel.locator("details", has_text="without a figure")
    hand.press(unknown.locator("summary"))
    expect(unknown.get_by_text("Pizza at a friend's")).to_be_visible()
    hand.press(panel.get_by_role("link", name="More magnesium"))
    expect(panel.get_by_role("heading", name="More magnesium for Ada")).to_be_visible()
    kinds = panel.locator(".alternative").evaluate_all("all => all.map(one => one.dataset.kind)")
    assert kinds == sorted(kinds, key=["food", "portion", "swap"].index)
    for kind in ("food", "portion", "swap"):
        one = panel.locator(f".alternative[data-kind={kind}]")
        if one.count():
            hand.press(one.first.get_by_role("button"))
            break
    expect(page.locator("#undo > span")).not_to_contain_text("glass")
    words = page.locator("#undo > span").inner_text()
    hand.button(page.locator("#undo"), "Undo", exact=False)
    expect(page.locator("#undo [title]")).to_have_attribute("title", words)


def all_nutrients(hand: Hand) -> None:
    """The heat map leads to a day; the table holds every nutrient with its source."""
    page = hand.page
    hand.press(page.get_by_role("link", name="All nutrients, day by day"))
    cell = page.locator(".heat__cell a").first
    expect(cell).to_be_visible()
    assert fits(hand)
    here = page.url
    assert page.locator(".alltable__source").count() > 25
    hand.press(cell)
    expect(page.locator("#panel-body")).to_contain_text("Foods that bring it")
    if hand.scripts:
        hand.press(page.locator("#panel-body").get_by_role("link", name="Close", exact=True))
    else:
        page.goto(here)
    hand.press(page.locator("#all-iron, #all-zinc").first.get_by_role("link"))
    expect(page.locator("#panel-body")).to_contain_text("Foods that bring it")


@walked
def test_a_day_is_told_and_looked_into(visit: Visit, guest: Guest, way: str, width: int):
    hand = come(visit, guest, way, width)
    hand.page.goto(f"{guest.url}days/{guest.plan.start.isoformat()}/")
    eaten_skipped_and_something_else(hand)
    drinks(hand)
    assert fits(hand)
    hand.press(hand.page.locator(".crumb a"))
    first = hand.page.locator(".day").first
    told = first.locator("[data-told]")
    expect(told).to_have_text(["eaten", "Ben: skipped", "Ada: something else"])
    assert fits(hand)
    what_brings_it(hand)
    all_nutrients(hand)
