"""Every edit of a meal at every width, in every way; undo and redo across reloads; history."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import steps
from tests.browser.conftest import QUICK, Visit
from tests.browser.guests import FAMILY, Guest, make_guest
from tests.browser.hands import Hand, come, walked


@pytest.fixture
def guest(server: object) -> Guest:
    """Two people and three days."""
    return make_guest(people=FAMILY[:2], days=3, seconds=QUICK)


def last(hand: Hand, words: str) -> None:
    """What the bar says was done last."""
    expect(hand.page.locator("#undo > span")).to_contain_text(words)


def place(hand: Hand, day: int, key: str) -> Locator:
    return steps.slot(hand.page, day, key)


def menu(spot: Locator) -> Locator:
    return spot.locator(".meal > .menu").first


def names(spot: Locator) -> list[str]:
    return spot.locator(".meal__name").all_inner_texts()


def exchange(hand: Hand) -> None:
    one, other = place(hand, 0, "lunch"), place(hand, 1, "lunch")
    before = steps.dish(one), steps.dish(other)
    panel = hand.go(menu(one), "Move or copy")
    hand.choose(panel.locator("[type=radio][name=date]").nth(1))
    hand.button(panel, "Move")
    hand.button(hand.page, "Exchange them")
    last(hand, "Exchanged")
    assert (steps.dish(other), steps.dish(one)) == before


def copy(hand: Hand) -> None:
    dish, to = steps.dish(place(hand, 0, "dinner")), [place(hand, n, "dinner") for n in (1, 2)]
    panel = hand.go(menu(place(hand, 0, "dinner")), "Move or copy")
    for n in (1, 2):
        hand.choose(panel.locator("[type=checkbox][name=days]").nth(n))
    hand.button(panel, "Copy")
    last(hand, f"Copied {dish}")
    for spot in to:
        assert dish in names(spot)


def portions(hand: Hand) -> None:
    panel = hand.go(menu(place(hand, 0, "breakfast")), "Portions")
    for n, amount in enumerate(("1.5", "0.5")):
        panel.get_by_role("spinbutton").nth(n).fill(amount)
    hand.button(panel, "Save")
    last(hand, "Changed the portions")
    said = place(hand, 0, "breakfast").locator(".meal__portions").first
    expect(said).to_have_text(re.compile("Ada\xa01½.*Ben\xa0½"))


def lock(hand: Hand) -> None:
    spot = place(hand, 1, "breakfast")
    hand.button(hand.open(menu(spot)), "Lock")
    last(hand, "Locked")
    expect(spot.get_by_text("locked", exact=True)).to_be_visible()


def note(hand: Hand) -> None:
    panel = hand.go(menu(place(hand, 1, "breakfast")), "Note")
    panel.get_by_role("textbox").fill("Soak the beans")
    hand.button(panel, "Save")
    last(hand, "Changed the note")
    expect(place(hand, 1, "breakfast").locator(".meal__note")).to_have_text("Soak the beans")


def add(hand: Hand, panel: Locator, search: str, name: str) -> None:
    """Find something in the panel and add it; returns to the board."""
    panel.get_by_role("searchbox").fill(search)
    hand.button(panel, "Search")
    # What is offered before anything was searched may have the same name.
    expect(hand.page.locator("#panel-body form[action*='q=']").first).to_be_attached()
    hand.button(hand.page.locator("#panel-body"), f"Add {name}")
    last(hand, f"Added {name}")


def add_four(hand: Hand) -> None:
    """A dish, a food, a drink and a supplement."""
    dish = "Spinach, banana and milk smoothie"
    things = [("spinach smoothie", dish), ("banana", "Banana"), ("cod liver", "Cod liver oil")]
    for search, name in things:
        add(hand, hand.go(menu(place(hand, 2, "lunch")), "Add beside it"), search, name)
        assert name in names(place(hand, 2, "lunch"))
    hand.press(place(hand, 2, "drinks").get_by_role("link", name="Add"))
    add(hand, hand.page.locator("#panel-body"), "apple juice", "Apple juice")
    assert "Apple juice" in names(place(hand, 2, "drinks"))


def leftovers(hand: Hand) -> None:
    keeps = hand.page.locator(".menu__item", has_text="Leftovers")
    meal = hand.page.locator(".day").first.locator(".meal").filter(has=keeps).first
    dish = meal.locator(".meal__name").inner_text()
    panel = hand.go(meal.locator(".menu"), "Leftovers")
    hand.choose(panel.get_by_role("radio").last)
    hand.button(panel, "Eat it then")
    last(hand, f"Put leftovers of {dish}")
    expect(hand.page.get_by_text("left over from").last).to_be_visible()


def swap(hand: Hand) -> None:
    spot = place(hand, 0, "dinner")
    before = steps.dish(spot)
    panel = hand.go(menu(spot), "Swap")
    hand.press(panel.get_by_role("button", name=steps.CHOOSE).first)
    last(hand, "Swapped")
    assert steps.dish(spot) != before


def remove(hand: Hand) -> None:
    spot = place(hand, 0, "breakfast")
    hand.button(hand.open(menu(spot)), "Remove")
    last(hand, "Removed")
    expect(spot.locator(".meal")).to_have_count(0)


EDITS = (exchange, copy, portions, lock, note, add_four, leftovers, swap, remove)
COUNT = len(EDITS) + 3


def board(hand: Hand) -> list[str]:
    """What stands on the board, with who has how much."""
    said = ".meal__name, .meal__portions, .meal__note, .meal__badge"
    return hand.page.locator("#board").locator(said).all_inner_texts()


@walked
def test_every_edit_of_a_meal_and_back_and_forth(visit: Visit, guest: Guest, way: str, width: int):
    hand = come(visit, guest, way, width)
    hand.page.goto(guest.url)
    states = [board(hand)]
    for edit in EDITS:
        edit(hand)
    states.append(board(hand))
    assert hand.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    bar = hand.page.locator("#undo")
    for n in range(COUNT):
        words = bar.locator("> span").inner_text()
        hand.button(bar, "Undo", exact=False)
        expect(bar.locator("[title]")).to_have_attribute("title", words)
        if n == 4:
            hand.reload()
    assert board(hand) == states[0]
    for n in range(COUNT):
        again = bar.locator("[title]").get_attribute("title")
        hand.button(bar, "Redo", exact=False)
        last(hand, again or "?")
        if n == 4:
            hand.reload()
    assert board(hand) == states[1]
    hand.press(bar.get_by_role("link", name="History"))
    entries = hand.page.locator(".past__entry")
    expect(entries).to_have_count(1 + 3 * COUNT)
    hand.press(hand.page.get_by_role("button", name=re.compile("^Go back to after: Planned")))
    last(hand, "Went back to how the plan was")
    assert board(hand) == states[0]


def test_quick_presses_wait_for_each_other(visit: Visit, guest: Guest):
    """Two locks and a panel's edit in the midst of a search: nothing is lost, nobody is told of a
    change they made themselves."""
    hand = come(visit, guest, "mouse", 1280)
    hand.page.goto(guest.url)
    locks = "form[action*='/lock/'] button"
    for day in (0, 1):
        expect(place(hand, day, "lunch").locator(locks)).to_have_count(1)
    hand.page.evaluate(
        """(which) => [0, 1].forEach((day) => document.querySelectorAll(".day")[day]
        .querySelector(`.slot[data-slot=lunch] ${which}`).click())""",
        locks,
    )
    for day in (0, 1):
        expect(place(hand, day, "lunch").get_by_text("locked", exact=True)).to_be_visible()
    hand.press(place(hand, 0, "drinks").get_by_role("link", name="Add"))
    panel = hand.page.locator("#panel-body")
    expect(panel.locator("[name=food]").first).to_be_attached()
    hand.page.evaluate(
        """() => { const forms = document.querySelectorAll("#panel-body form");
        forms[0].querySelector("[name=q]").value = "kefir";
        forms[0].requestSubmit(); forms[1].requestSubmit(); }"""
    )
    last(hand, "Added")
    expect(panel).to_have_count(0)
