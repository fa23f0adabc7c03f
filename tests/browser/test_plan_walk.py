"""Days and weeks as a whole, at every width: copies, days out, own meals, templates and a rota."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import steps
from tests.browser.conftest import QUICK, Visit
from tests.browser.guests import FAMILY, Guest, make_guest
from tests.browser.hands import Hand, come, walked

SLOTS = ("breakfast", "lunch", "dinner")


@pytest.fixture
def guest(server: object) -> Guest:
    """Two people and two days."""
    return make_guest(people=FAMILY[:2], days=2, slots=SLOTS, seconds=QUICK)


def day(hand: Hand, number: int) -> Locator:
    return hand.page.locator(".day").nth(number)


def dishes(place: Locator) -> list[str]:
    return place.locator(".meal:not(.meal--drink) .meal__name").all_inner_texts()


def more(hand: Hand, item: str) -> None:
    """Follow a link of the plan's own menu."""
    hand.press(hand.open(hand.page.locator(".plan-menu")).get_by_role("link", name=item))


def back_to_the_week(hand: Hand) -> None:
    hand.press(hand.page.locator(".crumb a"))
    expect(day(hand, 0)).to_be_visible()


def undone(hand: Hand, words: str) -> None:
    expect(hand.page.locator("#undo > span")).to_contain_text(words)
    hand.button(hand.page.locator("#undo"), "Undo", exact=False)
    expect(hand.page.locator("#undo [title]")).to_have_attribute("title", re.compile(words))


def copy_a_day(hand: Hand) -> None:
    """A locked meal stays, and the bar says so."""
    locked = steps.slot(hand.page, 1, "lunch")
    hand.button(hand.open(locked.locator(".menu").first), "Lock")
    expect(locked.get_by_text("locked", exact=True)).to_be_visible()
    before = dishes(day(hand, 1))
    panel = hand.go(day(hand, 0).locator(".day__menu"), "Copy this day")
    hand.choose(panel.get_by_role("checkbox").first)
    hand.button(panel, "Copy")
    expect(hand.page.locator("#undo > span")).to_contain_text("1 meal there stayed")
    kept = dishes(locked)
    assert dishes(day(hand, 1)) == [
        *dishes(steps.slot(hand.page, 0, "breakfast")),
        *kept,
        *dishes(steps.slot(hand.page, 0, "dinner")),
    ]
    undone(hand, "Copied Monday to Tuesday")
    assert dishes(day(hand, 1)) == before


def a_day_out(hand: Hand) -> None:
    """Ben has no lunch here; then he has."""
    lunch = steps.slot(hand.page, 0, "lunch")
    panel = hand.go(day(hand, 0).locator(".day__menu"), "Who eats elsewhere")
    hand.choose(panel.get_by_role("radio", name="Ben"))
    hand.choose(panel.get_by_role("radio", name="Lunch"))
    hand.button(panel, "Save")
    expect(lunch).to_contain_text("without Ben")
    expect(lunch.locator(".meal__portions").first).not_to_contain_text("Ben")
    panel = hand.go(day(hand, 0).locator(".day__menu"), "Who eats elsewhere")
    hand.button(panel, "Eats here again")
    expect(hand.page.get_by_text("without Ben")).to_have_count(0)


def own_meals(hand: Hand) -> None:
    """A meal of one's own: named, put in its place, used, and another one taken away."""
    more(hand, "Meals of the day")
    rows = hand.page.locator(".slots__row")
    for count, name in enumerate(("Supper", "Snacks"), len(SLOTS) + 1):
        hand.page.get_by_label("One more meal").fill(name)
        hand.button(hand.page.locator(".slots__new"), "Add")
        expect(rows).to_have_count(count)
    rows.last.get_by_role("textbox").fill("Second breakfast")
    hand.button(rows.last, "Rename")
    expect(rows.last.get_by_role("textbox")).to_have_value("Second breakfast")
    for _ in range(3):
        hand.button(hand.page, "Move Second breakfast up")
    expect(rows.nth(1).get_by_role("textbox")).to_have_value("Second breakfast")
    hand.button(hand.page, "Move Second breakfast down")
    expect(rows.nth(2).get_by_role("textbox")).to_have_value("Second breakfast")
    hand.button(hand.page, "Remove Supper")
    expect(rows).to_have_count(4)
    assert hand.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    back_to_the_week(hand)
    names = day(hand, 0).locator(".slot__name").all_inner_texts()
    assert names[:4] == ["Breakfast", "Lunch", "Second breakfast", "Dinner"]
    own = day(hand, 0).locator("[data-slot^=snacks]")
    hand.press(own.get_by_role("link", name="Add"))
    panel = hand.page.locator("#panel-body")
    panel.get_by_role("searchbox").fill("banana")
    hand.button(panel, "Search")
    hand.button(hand.page.locator("#panel-body"), "Add Banana")
    expect(own.locator(".meal__name")).to_have_text("Banana")
    more(hand, "Meals of the day")
    expect(rows.nth(2)).to_contain_text("has meals")
    back_to_the_week(hand)


def copy_the_week(hand: Hand, guest: Guest) -> None:
    eaten = dishes(day(hand, 0))
    more(hand, "Copy to other dates")
    start = guest.plan.start + dt.timedelta(days=7)
    hand.page.get_by_label("From").fill(start.isoformat())
    hand.button(hand.page.get_by_role("main"), "Copy")
    expect(hand.page.locator("#undo")).to_contain_text("Copied another week")
    assert hand.page.locator(".day").first.get_attribute("data-date") == start.isoformat()
    assert dishes(day(hand, 0)) == eaten


def four_weeks_in_turn(hand: Hand, guest: Guest) -> None:
    """Two weeks kept, in turn four times; two turns begun."""
    hand.page.goto(guest.url)
    for name in ("Green", "Red"):
        more(hand, "Keep as a template")
        hand.page.get_by_label("Name").fill(name)
        hand.button(hand.page, "Keep")
        expect(hand.page.get_by_role("heading", name=re.compile(name))).to_be_visible()
        hand.page.goto(guest.url)
    more(hand, "Templates and rotas")
    hand.page.locator("#rota-name").fill("Our four weeks")
    hand.page.get_by_label("The first begins on").fill("2027-03-01")
    for turn, name in enumerate(("Green", "Red", "Green", "Red"), 1):
        hand.page.get_by_label(f"Turn {turn}").select_option(label=name)
    hand.button(hand.page, "Put in turn")
    turns = hand.page.locator(".turns li")
    expect(turns).to_have_text([re.compile("Green.*next"), "Red", "Green", "Red"])
    assert hand.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    hand.button(hand.page, "Begin “Green” on 1 March")
    expect(hand.page.locator("#undo")).to_contain_text("Began with the template “Green”")
    expect(day(hand, 0)).to_have_attribute("data-date", "2027-03-01")
    more(hand, "Templates and rotas")
    expect(turns).to_have_text(["Green", re.compile("Red.*next"), "Green", "Red"])
    hand.button(hand.page, "Begin “Red” on 3 March")
    expect(day(hand, 0)).to_have_attribute("data-date", "2027-03-03")
    more(hand, "Templates and rotas")
    hand.button(hand.page, "Remove Our four weeks")
    expect(turns).to_have_count(0)


@walked
def test_days_and_weeks_as_a_whole(visit: Visit, guest: Guest, way: str, width: int):
    hand = come(visit, guest, way, width)
    hand.page.goto(guest.url)
    copy_a_day(hand)
    a_day_out(hand)
    own_meals(hand)
    copy_the_week(hand, guest)
    four_weeks_in_turn(hand, guest)
