"""Every page, walked in one go: narrow, zoomed, dark, more contrast; errors and the gallery."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser import axe
from tests.browser.conftest import PATIENCE_MS, Visit
from tests.browser.guests import Guest
from tests.browser.walkers import View, make_walk
from tests.browser.watch import Watch

#: Elements whose boxes end outside of the window, where the page scrolls sideways.
WIDER = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest("svg"))
    .slice(0, 3).map((one) => "wider: " + one.outerHTML.slice(0, 140))"""
#: Controls that lie on each other: neither holds the other, and none is laid over the page.
OVERLAPPING = """() => {
  const floats = (one) => one && (["fixed", "sticky"].includes(getComputedStyle(one).position)
    || floats(one.parentElement));
  const controls = "main :is(a, button, input, select, textarea, summary)";
  const seen = [...document.querySelectorAll(controls)]
    .filter((one) => one.checkVisibility({opacityProperty: true, visibilityProperty: true})
      && !one.closest(".visually-hidden, dialog, .menu__items, svg") && !floats(one))
    .flatMap((one) => [...one.getClientRects()].map((box) => [one, box]))
    .filter(([, box]) => box.width > 2 && box.height > 2);
  const found = [];
  seen.forEach(([one, a], at) => {
    for (const [other, b] of seen.slice(at + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 4 && down > 4) {
        const [here, there] = [one, other].map((each) => each.outerHTML.slice(0, 90));
        found.push(`over each other: ${here} ${there}`);
      }
    }
  });
  return found.slice(0, 3);
}"""
#: Controls that show nothing when the keyboard stands on them.
UNSEEN = """() => {
  const ringed = (one) => one && getComputedStyle(one).outlineStyle !== "none"
    && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
  const found = [];
  const controls = ":is(a[href], button, input, select, textarea, summary)";
  for (const one of document.querySelectorAll(controls)) {
    if (one.disabled || one.type === "hidden" || !one.checkVisibility()) continue;
    one.focus({preventScroll: true});
    if (document.activeElement !== one) continue;
    if (ringed(one) || ringed(one.closest("label"))) continue;
    found.push("unseen: " + one.outerHTML.slice(0, 140));
  }
  return found.slice(0, 3);
}"""
MOVING = """() => [...document.querySelectorAll(".button")]
  .map((one) => getComputedStyle(one).transitionProperty)"""
#: With the rule that a target measures at least 24 px, or has as much room around it.
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

#: Looked at with axe-core in `test_states.py` already, in more states than one.
IN_STATES = frozenset(
    {
        "planner:start",
        "planner:week",
        "planner:day",
        "planner:cook",
        "planner:swaps",
        "planner:portions",
        "planner:add",
        "planner:list",
        "planner:list_print",
        "planner:week_print",
        "planner:day_print",
        "recipes:index",
        "recipes:detail",
        "foods:index",
        "foods:detail",
        "foods:compare",
        "nutrients:sources",
    }
)

Check = Callable[[Page], list[str]]


@pytest.fixture(scope="module")
def views(server: LiveServer, django_db_blocker: Any) -> list[View]:
    """All pages, with who looks at them."""
    with django_db_blocker.unblock():
        return make_walk()


@pytest.fixture
def walk(
    browser: Browser, server: LiveServer, views: list[View]
) -> Iterator[Callable[..., list[str]]]:
    """Goes over all pages in one window; returns what a check found, with the page's name."""
    contexts: list[BrowserContext] = []
    watching = Watch(server.url)

    def walked(check: Check, without: frozenset[str] = frozenset(), **options: Any) -> list[str]:
        context = browser.new_context(base_url=server.url, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        watching.over(context)
        page = context.new_page()
        found = []
        for view in views:
            if view.name in without:
                continue
            context.clear_cookies()
            if view.session:
                context.add_cookies([Guest(None, view.session).cookie(server.url)])  # type: ignore[arg-type]
            page.goto(view.url)
            found += [f"{view.name} {view.url}: {problem}" for problem in check(page)]
        return found

    yield walked
    for context in contexts:
        context.close()
    assert not watching.troubles, "\n".join(watching.troubles)


def looked_at(page: Page) -> list[str]:
    """What axe-core reports of the page as it stands, targets smaller than 24 px too."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate(axe.SETTLED)
    found: list[str] = page.evaluate(axe.RUN, ["", RULES])
    return found


def laid_out(page: Page) -> list[str]:
    """What sticks out of the window, or lies on something else."""
    found: list[str] = page.evaluate(WIDER) + page.evaluate(OVERLAPPING)
    return found


def narrow_and_zoomed(page: Page) -> list[str]:
    """At 320 px, and at 200 % of a window of 1280 px, which leaves it 640."""
    found = []
    for width in (320, 640):
        page.set_viewport_size({"width": width, "height": 640})
        found += [f"{width} px {problem}" for problem in laid_out(page)]
    page.keyboard.press("Tab")
    found += page.evaluate(UNSEEN)
    return found


PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def test_every_page_fits_and_shows_where_one_is(walk: Callable[..., list[str]]):
    assert "\n".join(walk(narrow_and_zoomed, viewport={"width": 320, "height": 640})) == ""


def test_axe_reports_nothing_on_a_phone_in_the_dark(walk: Callable[..., list[str]]):
    assert "\n".join(walk(looked_at, IN_STATES, viewport=PHONE, color_scheme="dark")) == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "more",
    [
        {"viewport": DESK, "color_scheme": "light"},
        {"viewport": DESK, "color_scheme": "dark", "contrast": "more"},
        {"viewport": PHONE, "color_scheme": "light", "contrast": "more"},
        {"viewport": PHONE, "color_scheme": "light", "reduced_motion": "reduce"},
        {"viewport": DESK, "color_scheme": "light", "forced_colors": "active"},
    ],
    ids=["desk", "contrast, dark", "contrast, phone", "still", "forced colours"],
)
def test_axe_reports_nothing_elsewhere(walk: Callable[..., list[str]], more: dict[str, Any]):
    assert "\n".join(walk(looked_at, **more)) == ""


def test_the_gallery(visit: Visit, settings: Any):
    settings.ROOT_URLCONF = "config.urls_development"
    page = visit(320)
    page.goto("/components/")
    assert laid_out(page) == []
    page.locator(".menu:not(.account, .nav__more) > summary").click()
    for width, scheme in (*axe.CORNERS, *axe.OTHER_CORNERS):
        assert axe.violations(page, "", width, scheme) == []


def test_nothing_moves_where_motion_is_unwanted(visit: Visit, ada: Guest):
    page = visit(guest=ada, reduced_motion="reduce")
    page.goto(ada.url)
    moving = page.evaluate(MOVING)
    assert set(moving) == {"none"}


@pytest.fixture
def unwatched(browser: Browser, server: LiveServer, ada: Guest) -> Iterator[Page]:
    """The week in a window where things may go wrong."""
    context = browser.new_context(base_url=server.url)
    context.add_cookies([ada.cookie(server.url)])
    page = context.new_page()
    page.goto(ada.url)
    yield page
    context.close()


def open_swaps(page: Page) -> None:
    """Press something that asks the server."""
    page.locator(".slot .menu > summary").first.click()
    page.get_by_role("link", name="Swap", exact=True).first.click()


def test_offline_is_said(unwatched: Page):
    unwatched.context.set_offline(True)
    open_swaps(unwatched)
    said = unwatched.locator("#messages .message--error")
    expect(said).to_contain_text("You are offline")
    unwatched.context.set_offline(False)
    unwatched.locator(".slot .menu[open]").get_by_role("link", name="Swap", exact=True).click()
    expect(unwatched.locator("#panel-body")).to_be_visible()
    expect(said).to_have_count(0)


@pytest.mark.parametrize(
    ("status", "words"), [(500, "on our side"), (429, "too often"), (404, "no longer here")]
)
def test_an_answer_that_is_none_is_said(unwatched: Page, status: int, words: str):
    unwatched.route("**/swaps/**", lambda route: route.fulfill(status=status, body="no"))
    open_swaps(unwatched)
    expect(unwatched.locator("#messages .message--error")).to_contain_text(words)
    assert axe.violations(unwatched, "#messages", 390, "dark") == []
