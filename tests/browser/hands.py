"""Four ways to use the site: with keys, a mouse, a finger, and by plain forms without scripts."""

from dataclasses import dataclass
from typing import Any, Final

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.guests import Guest

#: (name of the way, width): every width is walked, and every way.
WAYS: Final = (("keys", 1280), ("mouse", 768), ("finger", 390), ("plain", 390))
IDS: Final = [f"{width} {way}" for way, width in WAYS]
walked = pytest.mark.parametrize(("way", "width"), WAYS, ids=IDS)

#: What of an open menu lies outside of the window, or under a bar that stays in place.
HIDDEN = """(items) => {
  const bar = document.querySelector(".masthead .nav");
  const fixed = bar && getComputedStyle(bar).position === "fixed";
  const foot = fixed ? bar.getBoundingClientRect().top : innerHeight;
  return [...items.querySelectorAll("a, button")]
    .filter((one) => {
      const box = one.getBoundingClientRect();
      return box.top < 0 || box.bottom > foot + 1 || box.left < 0 || box.right > innerWidth + 1;
    }).map((one) => one.innerText);
}"""


@dataclass(frozen=True)
class Hand:
    """A visitor's page and how they touch it."""

    page: Page
    way: str

    @property
    def scripts(self) -> bool:
        """Whether the browser runs scripts."""
        return self.way != "plain"

    def press(self, target: Locator) -> None:
        """Click, tap, or go there with the keyboard and press Enter."""
        if self.way == "finger":
            target.tap()
        elif self.way == "keys":
            target.focus()
            expect(target).to_be_focused()
            self.page.keyboard.press("Enter")
        else:
            target.click()

    def choose(self, target: Locator) -> None:
        """Check a box or a radio button, where it is not checked already."""
        if target.is_checked():
            return
        if self.way == "finger":
            target.tap()
        elif self.way == "keys":
            target.focus()
            self.page.keyboard.press("Space")
        else:
            target.check()
        expect(target).to_be_checked()

    def open(self, menu: Locator) -> Locator:
        """Open a menu; with scripts it can be seen whole at once."""
        self.press(menu.locator("summary"))
        items = menu.locator(".menu__items")
        expect(items).to_be_visible()
        if self.scripts:
            whole = f"(items) => ({HIDDEN})(items).length === 0"
            self.page.wait_for_function(whole, arg=items.element_handle())
        return items

    def go(self, menu: Locator, item: str) -> Locator:
        """Follow a link of a menu to a panel; returns the panel."""
        self.press(self.open(menu).get_by_role("link", name=item, exact=True))
        panel = self.page.locator("#panel-body")
        expect(panel).to_be_visible()
        return panel

    def button(self, place: Page | Locator, name: str, exact: bool = True) -> None:
        """Press the first button of a name."""
        self.press(place.get_by_role("button", name=name, exact=exact).first)

    def reload(self) -> None:
        """The page anew."""
        self.page.reload()


def come(visit: Visit, guest: Guest | None, way: str, width: int, **more: Any) -> Hand:
    """A visitor of a way and a width."""
    if way == "finger":
        more |= {"has_touch": True, "is_mobile": True}
    if way == "plain":
        more |= {"java_script_enabled": False}
    return Hand(visit(width=width, guest=guest, **more), way)
