"""A real Chromium against a live server with the shipped library.

The database is never flushed between tests: every test is a guest of its own, as every visitor is.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from foods.actions import load_foods
from recipes.actions import load_recipes
from tests.browser.guests import FAMILY, Guest, make_guest, wait_until_idle
from tests.browser.watch import Watch
from tools.find_browser import installed

LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Generous, since the machine may be busy; nothing waits longer than it has to.
PATIENCE_MS = 30_000
#: Seconds a solve may take where the quality of the week does not matter.
QUICK = 0.3

Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = installed()
    if path is None:
        pytest.fail("No Chromium found: `make browser` finds or installs one.")
    # Playwright's event loop in this thread makes Django take every query for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=LAUNCH)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def refuse_a_real_database() -> None:
    """Fail rather than fill and empty someone's own database.

    pytest-django makes a test database only where a collected test is marked `django_db`.
    """
    name = Path(str(connection.settings_dict["NAME"])).name
    if not name.startswith("test"):
        pytest.fail(f"{name} is no test database: run all of tests/browser, or all tests.")


@pytest.fixture(scope="package")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[LiveServer]:
    """The site with the shipped library; emptied after the last browser test, for the others."""
    with django_db_blocker.unblock():
        refuse_a_real_database()
        load_foods()
        load_recipes()
        live = LiveServer("localhost")
        yield live
        live.stop()
        wait_until_idle()
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(autouse=True)
def quick_weeks(request: pytest.FixtureRequest, settings: Any) -> None:
    """Weeks are made in a blink, but for the tests that time the real thing."""
    if request.node.get_closest_marker("slow") is None:
        settings.SOLVER_SECONDS_ONE = QUICK
        settings.SOLVER_SECONDS_MANY = QUICK


@pytest.fixture
def watch(server: LiveServer) -> Iterator[Watch]:
    """Fails the test for anything in the console, a broken page, or a request to another host."""
    watching = Watch(server.url)
    yield watching
    assert not watching.troubles, "\n".join(watching.troubles)


@pytest.fixture
def visit(browser: Browser, server: LiveServer, watch: Watch) -> Iterator[Visit]:
    """Opens a fresh browser profile: `visit(width=390, guest=..., java_script_enabled=False)`."""
    contexts = []

    def opened(width: int = 1280, guest: Guest | None = None, **options: Any) -> Page:
        options.setdefault("viewport", {"width": width, "height": 900 if width > 600 else 844})
        context = browser.new_context(base_url=server.url, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        if guest is not None:
            context.add_cookies([guest.cookie(server.url)])
        watch.over(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def profile(browser: Browser, server: LiveServer) -> Iterator[tuple[BrowserContext, Watch]]:
    """One browser profile with a warm cache, for the many tests that only look at a page."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    watching = Watch(server.url)
    watching.over(context)
    yield context, watching
    context.close()


@pytest.fixture
def look(
    profile: tuple[BrowserContext, Watch], server: LiveServer
) -> Iterator[Callable[[Guest], Page]]:
    """Opens a page of the lasting profile as a guest; fails for the same troubles as `visit`."""
    context, watching = profile

    def opened(guest: Guest) -> Page:
        context.clear_cookies()
        context.add_cookies([guest.cookie(server.url)])
        return context.new_page()

    yield opened
    for page in context.pages:
        page.close()
    troubles = watching.troubles[:]
    watching.troubles.clear()
    assert not troubles, "\n".join(troubles)


@pytest.fixture(scope="package")
def ada(server: LiveServer) -> Guest:
    """A guest with a week for one, for tests that only look."""
    return make_guest(days=7, seconds=QUICK)


@pytest.fixture(scope="package")
def table(server: LiveServer) -> Guest:
    """A family with two days and things to avoid, for tests that only look."""
    return make_guest(people=FAMILY, days=2, seconds=QUICK, avoid=["celery", "mustard"])
