"""From the start page to paper with keys only: plan, move, swap, undo, list, print. And no script.

Nothing here clicks: a press of the mouse fails the test.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.conftest import Visit
from tests.browser.guests import make_guest
from tests.browser.test_keyboard import go_to

NO_MOUSE = (
    """addEventListener("pointerdown", () => { document.title = "a mouse was used"; }, true)"""
)


@pytest.fixture
def page(visit: Visit) -> Page:
    """A window of somebody without a mouse."""
    page = visit()
    page.add_init_script(NO_MOUSE)
    return page


def reach(page: Page, target: Locator) -> None:
    """Go where the target is, forwards or, where it is behind, backwards."""
    behind = target.evaluate(
        "(one) => !!(document.activeElement.compareDocumentPosition(one) & 2)"
        " && document.activeElement !== document.body"
    )
    go_to(page, target, "Shift+Tab" if behind else "Tab")


def choose(page: Page, place: Locator, item: str) -> None:
    """Open a meal's menu and follow a link of it."""
    reach(page, place.locator("summary").first)
    page.keyboard.press("Enter")
    go_to(page, place.get_by_role("link", name=item, exact=True).first)
    page.keyboard.press("Enter")
    expect(page.locator("#panel-body")).to_be_visible()


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go to a control and press it."""
    reach(page, target)
    page.keyboard.press(key)


def plan_two_days(page: Page) -> None:
    """The start page, filled in."""
    page.goto("/")
    go_to(page, page.get_by_label("Name"))
    page.keyboard.type("Ada")
    go_to(page, page.get_by_label("Age"))
    page.keyboard.type("34")
    go_to(page, page.get_by_label("Days", exact=True))
    page.keyboard.press("2")
    press(page, page.get_by_role("button", name=re.compile("Plan our")))
    steps.wait_for_week(page, 2)


def test_plan_edit_list_and_print(page: Page):
    plan_two_days(page)
    first, second = (steps.slot(page, day, "dinner") for day in (0, 1))
    moved = steps.dish(first)

    choose(page, first, "Move or copy")
    days = page.locator("#panel-body [name=date]")
    expect(days.first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(days.nth(1)).to_be_checked()
    press(page, page.locator("#panel-body").get_by_role("button", name="Move", exact=True))
    exchange = page.get_by_role("button", name="Exchange them")
    expect(exchange).to_be_visible()
    press(page, exchange)
    expect(second).to_contain_text(moved)
    expect(page.locator("#undo")).to_contain_text("Exchanged")
    press(page, page.locator("#undo").get_by_role("button", name="Undo"))
    expect(first).to_contain_text(moved)

    choose(page, first, "Swap")
    press(page, page.locator("#panel-body").get_by_role("button", name=steps.CHOOSE).first)
    expect(page.locator("#undo")).to_contain_text("Swapped")
    expect(first).not_to_contain_text(moved)
    press(page, page.locator("#undo").get_by_role("button", name="Undo"))
    expect(first).to_contain_text(moved)

    press(page, page.locator(".toolbar").get_by_role("link", name="Shopping list"))
    expect(page.get_by_role("heading", name="Shopping list")).to_be_visible()
    press(page, page.locator(".item button").first, "Space")
    expect(page.locator("#list-count")).to_contain_text("1 in the basket")
    press(page, page.locator(".pagehead").get_by_role("link", name="Print"))
    expect(page.locator("#print-paper")).to_be_visible()
    press(page, page.locator("#print-paper"))
    page.keyboard.type("A5")
    page.keyboard.press("Enter")
    press(page, page.get_by_role("button", name="Show"))
    expect(page).to_have_url(re.compile("paper=a5"))
    assert page.title() != "a mouse was used"


def test_main_forms_without_script(visit: Visit):
    guest = make_guest(days=2)
    page = visit(390, guest=guest, java_script_enabled=False)
    page.goto(guest.url)
    first, second = (steps.slot(page, day, "dinner") for day in (0, 1))
    moved = steps.dish(first)
    panel = steps.open_panel(first, "Move or copy")
    panel.get_by_role("group", name="Move it to").get_by_role("radio").nth(1).check()
    panel.get_by_role("button", name="Move", exact=True).click()
    page.get_by_role("button", name="Exchange them").click()
    expect(second).to_contain_text(moved)
    page.locator("#undo").get_by_role("button", name="Undo").click()
    expect(first).to_contain_text(moved)
    steps.open_panel(first, "Note").get_by_role("textbox").fill("Soak the beans.")
    page.locator("#panel-body").get_by_role("button", name="Save").click()
    expect(first).to_contain_text("Soak the beans.")

    page.goto("/list/")
    page.locator("form.quickadd input[type=text], form.quickadd input[name=text]").first.fill(
        "2 bin bags"
    )
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#main")).to_contain_text("bin bags")
    page.locator(".item button").first.click()
    expect(page.locator(".item [aria-pressed=true]").first).to_be_visible()

    page.goto("/people/")
    page.get_by_role("link", name="Ada", exact=True).click()
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Ada L.")
    page.locator("input[name=consent]").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Ada L.")).to_be_visible()
