"""A week arrives, is taken early or called off, and tells why its dishes are there."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from planner import workers
from tests.browser import axe, dawdling, steps
from tests.browser.conftest import QUICK, Visit
from tests.browser.guests import make_guest

POINTS = re.compile(r"At most [\d.,]+ points from the best week|No week of these dishes")
REASON = re.compile(r"^(Brings|Left over|Little work|No work|Kept)")

endless = pytest.mark.usefixtures("never_good_enough")


@pytest.fixture
def never_good_enough(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Solves that go on until someone takes or leaves the week, in this test only."""
    monkeypatch.setattr(workers, "work", dawdling.work)
    settings.SOLVER_SECONDS_ONE = dawdling.LONG
    settings.SOLVER_MOMENT = 0.1


def take(page: Page) -> Locator:
    """The button that ends the waiting."""
    return page.get_by_role("button", name="Take this week")


def wait_for_preview(page: Page) -> None:
    """A first week is readable, with how good it is, and may be taken."""
    expect(take(page)).to_be_enabled()
    expect(page.locator("#arriving h3")).to_have_count(7)
    for name in page.locator("#arriving dl > div:last-child dd").all_inner_texts():
        assert len(name) > 3
    expect(page.locator("#progress")).to_contain_text(POINTS)


@endless
@pytest.mark.parametrize("width", [1280, 390])
def test_an_early_answer_is_taken_and_tells_why(visit: Visit, width: int):
    page = visit(width)
    began = time.monotonic()
    steps.ask_for_a_week(page)
    expect(page.get_by_role("progressbar", name="Planning")).to_be_visible()
    wait_for_preview(page)
    take(page).click()
    steps.wait_for_week(page)
    assert time.monotonic() - began < dawdling.LONG
    panel = steps.open_panel(steps.slot(page, 1, "dinner"), "Why this dish?")
    expect(panel.locator(".reasons li").first).to_have_text(REASON)
    expect(panel.locator(".alternative").first).to_contain_text(re.compile("points|as good"))
    for corner in axe.CORNERS:
        assert axe.violations(page, "#panel", *corner) == []


def test_a_quick_week_is_there_without_a_page_in_between(visit: Visit, settings: Any):
    settings.SOLVER_MOMENT = 30.0
    page = visit(1280)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    steps.ask_for_a_week(page)
    steps.wait_for_week(page)
    assert not [url for url in asked if "/progress/" in url]


@endless
def test_without_javascript(visit: Visit):
    page = visit(390, java_script_enabled=False)
    steps.ask_for_a_week(page)
    wait_for_preview(page)  # The page reloads itself meanwhile.
    take(page).click()
    steps.wait_for_week(page)
    panel = steps.open_panel(steps.slot(page, 1, "dinner"), "Why this dish?")
    expect(panel.locator(".reasons li").first).to_have_text(REASON)


@pytest.fixture
def refilling(visit: Visit, never_good_enough: None) -> Page:
    """A week of seven days that is being made anew."""
    guest = make_guest(days=7, seconds=QUICK)
    page = visit(guest=guest)
    page.goto(guest.url)
    page.get_by_role("button", name="Refill the rest").click()
    wait_for_preview(page)
    return page


def dinners(page: Page) -> list[str]:
    """What stands on the board for dinner."""
    return page.locator(".slot[id$='-dinner'] .meal__name").all_inner_texts()


def test_the_old_week_stays_until_the_new_one_is_taken(refilling: Page):
    old = dinners(refilling)
    assert len(old) == 7
    refilling.get_by_role("button", name="Keep the old week").click()
    steps.wait_for_week(refilling)
    assert dinners(refilling) == old
    refilling.get_by_role("button", name="Refill the rest").click()
    wait_for_preview(refilling)
    take(refilling).click()
    steps.wait_for_week(refilling)
    expect(refilling.locator("#undo")).to_contain_text("Planned the meals that were free")
    assert dinners(refilling) != old
    refilling.locator("#undo").get_by_role("button", name="Undo").click()
    expect(refilling.locator(".slot[id$='-dinner'] .meal__name")).to_have_text(old)


def test_polls_leave_the_buttons_and_the_focus_alone(refilling: Page):
    button = take(refilling)
    button.focus()
    button.evaluate("(one) => { one.dataset.same = 'yes' }")
    bar = refilling.get_by_role("progressbar", name="Planning")
    before = float(bar.get_attribute("value") or 0)
    moved = "(before) => document.querySelector('#poll progress').value > before + 3"
    refilling.wait_for_function(moved, arg=before)
    expect(button).to_be_focused()
    assert button.get_attribute("data-same") == "yes"


def test_a_week_on_its_way_passes_axe(refilling: Page):
    for corner in (*axe.CORNERS, *axe.OTHER_CORNERS):
        assert axe.violations(refilling, "", *corner) == []
    for width in (320, 390, 768, 1280):
        refilling.set_viewport_size({"width": width, "height": 844})
        refilling.wait_for_function("() => document.scrollingElement.scrollWidth <= innerWidth")
