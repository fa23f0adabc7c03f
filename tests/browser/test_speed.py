"""A week stands within the time that was promised, counted from the button."""

import time

import pytest
from playwright.sync_api import Page

from tests.browser import steps
from tests.browser.conftest import Visit
from tests.browser.guests import FAMILY

pytestmark = pytest.mark.slow


@pytest.fixture
def start(visit: Visit) -> Page:
    """The start page, as it is when someone has read it: the solver's process is warm."""
    page = visit()
    page.goto("/")
    steps.ask_for_a_week(page)
    steps.wait_for_week(page)
    page.context.clear_cookies()
    page.goto("/")
    return page


def seconds_to_week(page: Page) -> float:
    """Press the button; how long it takes until the week stands."""
    began = time.monotonic()
    page.get_by_role("button", name="Plan our week").click()
    steps.wait_for_week(page)
    return time.monotonic() - began


def test_one_adult(start: Page):
    start.get_by_label("Age").fill("34")
    assert seconds_to_week(start) < 5


def test_a_family_of_four(start: Page):
    for number, person in enumerate(FAMILY):
        if number:
            start.get_by_role("button", name="Add a person").click()
        box = start.locator(f"#person-{number}")
        box.get_by_label("Name").fill(person["name"])
        box.get_by_label("Sex").select_option(person["sex"])
        box.get_by_label("Age").fill(str(person["age"]))
    assert seconds_to_week(start) < 15
