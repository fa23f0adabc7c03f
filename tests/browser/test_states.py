"""Every page in every state: nothing for axe-core to report, nothing wider than the window."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser import axe, steps
from tests.browser.conftest import Visit
from tests.browser.guests import Guest
from tests.browser.states import STATES

Look = Callable[[Guest], Page]
#: Waits, since a resize settles a frame later.
FITS = "() => document.scrollingElement.scrollWidth <= innerWidth"
WIDER = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest("svg"))
  .slice(0, 5).map((one) => one.outerHTML.slice(0, 160))"""


@pytest.fixture(params=STATES)
def state(request: pytest.FixtureRequest, look: Look, table: Guest) -> tuple[Page, str]:
    """A page in a state, and the part of it that is new (empty: all)."""
    state = STATES[request.param]
    guest = state.guest() if state.guest else table
    page = look(guest)
    state.go(page, guest)
    return page, state.part


def test_state(state: tuple[Page, str]):
    page, part = state
    for width, scheme in axe.CORNERS:
        assert axe.violations(page, part, width, scheme) == []
        assert fits(page, width)
    assert fits(page, 768)
    assert fits(page, 320)


@pytest.mark.slow
def test_state_in_the_other_corners(state: tuple[Page, str]):
    page, part = state
    for width, scheme in axe.OTHER_CORNERS:
        assert axe.violations(page, part, width, scheme) == []


def test_a_whole_week_fits(look: Look, ada: Guest):
    page = look(ada)
    for path in ("", "print/", "list/", "list/print/"):
        page.goto(ada.url + path)
        for width in (320, 390, 768, 1280):
            assert fits(page, width)


def fits(page: Page, width: int) -> bool:
    """Whether a page of this width scrolls down only; fails with what sticks out."""
    page.set_viewport_size({"width": width, "height": 844})
    try:
        page.wait_for_function(FITS, timeout=5000)
    except TimeoutError:
        pytest.fail(f"{width} px is too narrow for {page.evaluate(WIDER)}")
    return True


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_every_menu_opens_within_the_window(visit: Visit, ada: Guest, width: int):
    page = visit(width, guest=ada)
    page.goto(ada.url)
    for day in (0, 3, 6):
        items = steps.menu(steps.slot(page, day, "lunch"))
        box = items.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
        expect(items).to_be_hidden()
