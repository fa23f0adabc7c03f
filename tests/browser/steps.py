"""What a visitor does, with JavaScript or without: each step waits for what it leads to."""

import re

from playwright.sync_api import Locator, Page, expect

CHOOSE = re.compile("^Choose ")


def ask_for_a_week(page: Page, *, name: str = "Ada", age: str = "34") -> None:
    """Fill the start page and press the button."""
    page.goto("/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Age").fill(age)
    page.get_by_role("button", name="Plan our week").click()


def wait_for_week(page: Page, days: int = 7) -> None:
    """The week stands: nothing in progress, a dinner on every day."""
    expect(page.locator("#progress")).to_have_count(0)
    expect(page.locator(".day")).to_have_count(days)
    dinners = page.locator(".slot[id$='-dinner']").filter(has=page.locator(".meal"))
    expect(dinners).to_have_count(days)


def slot(page: Page, day: int, key: str) -> Locator:
    """A place of the board: the n-th day's breakfast, say."""
    return page.locator(".day").nth(day).locator(f".slot[id$='-{key}']")


def dish(place: Locator) -> str:
    """What stands in a place."""
    return place.locator(".meal__name").first.inner_text()


def menu(place: Locator) -> Locator:
    """Open a meal's menu."""
    # Not any summary: notes beside a meal unfold, too.
    place.locator(".menu > summary").first.click()
    items = place.locator(".menu__items").first
    expect(items).to_be_visible()
    return items


def open_panel(place: Locator, item: str) -> Locator:
    """Choose a menu item that leads to a panel; returns the panel, a dialog or a page."""
    menu(place).get_by_role("link", name=item, exact=True).click()
    panel = place.page.locator("#panel-body")
    expect(panel).to_be_visible()
    return panel


def press(place: Locator, item: str) -> None:
    """Choose a menu item that changes the plan at once."""
    menu(place).get_by_role("button", name=item, exact=True).click()


def swap(page: Page, day: int, key: str) -> tuple[str, str]:
    """Swap a meal for the best alternative; returns what was there and what is now."""
    place = slot(page, day, key)
    before = dish(place)
    panel = open_panel(place, "Swap")
    after = panel.locator(".alternative__name").first.inner_text()
    panel.get_by_role("button", name=CHOOSE).first.click()
    expect(place.locator(".meal__name").first).to_have_text(after)
    expect(page.locator("#undo")).to_contain_text("Swapped")
    return before, after


def set_portions(page: Page, day: int, key: str, amount: str, shown: str) -> None:
    """Change the first person's portion of a meal."""
    place = slot(page, day, key)
    panel = open_panel(place, "Portions")
    panel.get_by_role("spinbutton").first.fill(amount)
    panel.get_by_role("button", name="Save").click()
    expect(place.locator(".meal__portions").first).to_contain_text(shown)


def undo(page: Page, then: str) -> None:
    """Take the last change back; `then` is the one before it, next to be taken back."""
    page.locator("#undo").get_by_role("button", name="Undo").click()
    expect(page.locator("#undo")).to_contain_text(then)


def lock(page: Page, day: int, key: str) -> str:
    """Lock a meal; returns its dish."""
    place = slot(page, day, key)
    press(place, "Lock")
    expect(place.get_by_text("locked", exact=True)).to_be_visible()
    return dish(place)


def refill(page: Page, days: int = 7) -> None:
    """Make all that is not locked anew."""
    page.get_by_role("button", name="Refill the rest").click()
    expect(page.locator("#undo")).to_contain_text("Planned the meals that were free")
    wait_for_week(page, days)


def tick_a_line(page: Page) -> None:
    """Tick the list's first line and find it ticked after a reload."""
    box = page.locator(".item button").first
    expect(box).to_have_attribute("aria-pressed", "false")
    box.click()
    expect(box).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#list-count")).to_contain_text("1 in the basket")
    page.reload()
    expect(page.locator(".item button").first).to_have_attribute("aria-pressed", "true")
