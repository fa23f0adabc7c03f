"""What goes wrong says so, changes nothing and loses nothing."""

import re

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import QUICK, Visit
from tests.browser.guests import make_guest
from tests.browser.states import refuse_nothing_early


def test_an_age_of_250(visit: Visit):
    page = visit()
    page.goto("/")
    refuse_nothing_early(page)
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Age").fill("250")
    page.get_by_role("radio", name="Vegan").check()
    page.get_by_role("checkbox", name="Celery").check()
    page.get_by_role("button", name="Plan our week").click()
    expect(page.get_by_text("Enter an age from 1 to 120.")).to_be_visible()
    expect(page.get_by_label("Age")).to_have_value("250")
    expect(page.get_by_label("Age")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Name")).to_have_value("Ada")
    expect(page.get_by_role("radio", name="Vegan")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Celery")).to_be_checked()


def test_one_more_person_keeps_what_was_typed(visit: Visit):
    page = visit()
    page.goto("/")
    page.get_by_label("Name").fill("Ada")
    page.get_by_role("checkbox", name="Celery").check()
    page.get_by_role("button", name="Add a person").click()
    expect(page.get_by_label("Name")).to_have_count(2)
    expect(page.get_by_label("Name").first).to_have_value("Ada")
    expect(page.get_by_role("checkbox", name="Celery")).to_be_checked()
    page.get_by_role("button", name="Remove person 2").click()
    expect(page.get_by_label("Name")).to_have_count(1)


def two_tabs(visit: Visit, **options: object) -> tuple[Page, Page]:
    """The same guest's two days in two tabs."""
    guest = make_guest(seconds=QUICK)
    first = visit(guest=guest, **options)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(guest.url)
    return first, second


def test_a_second_tab_that_is_stale(visit: Visit):
    first, second = two_tabs(visit)
    steps.lock(first, 0, "dinner")
    place = steps.slot(second, 1, "dinner")
    before = steps.dish(place)
    steps.press(place, "Remove")
    says_what_changed(second)
    second.get_by_role("link", name="Show the plan as it is now").click()
    expect(steps.slot(second, 0, "dinner").get_by_text("locked", exact=True)).to_be_visible()
    assert steps.dish(place) == before


def test_a_second_tab_without_javascript(visit: Visit):
    first, second = two_tabs(visit, java_script_enabled=False)
    steps.lock(first, 0, "dinner")
    steps.press(steps.slot(second, 1, "dinner"), "Remove")
    says_what_changed(second)


def says_what_changed(page: Page) -> None:
    """The notice of a stale edit."""
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("This plan changed meanwhile")
    expect(notice).to_contain_text("Locked Monday dinner")


def test_a_visit_that_had_ended(visit: Visit):
    guest = make_guest(seconds=QUICK)
    page = visit(guest=guest)
    page.goto(guest.url)
    page.context.clear_cookies(name="sessionid")
    steps.press(steps.slot(page, 0, "dinner"), "Lock")
    expect(page).to_have_url(re.compile(r"//[^/]+/$"))
    expect(page.get_by_role("status")).to_contain_text("Your visit had ended")
    expect(page.get_by_role("button", name="Plan our week")).to_be_visible()


def test_portions_that_nobody_eats(visit: Visit):
    guest = make_guest(seconds=QUICK)
    page = visit(guest=guest)
    page.goto(guest.url)
    place = steps.slot(page, 0, "dinner")
    before = place.locator(".meal__portions").inner_text()
    panel = steps.open_panel(place, "Portions")
    panel.get_by_role("spinbutton").fill("0")
    panel.get_by_role("button", name="Save").click()
    expect(panel).to_contain_text("At least one person has to have some of it.")
    expect(panel.get_by_role("spinbutton")).to_have_value("0")
    page.keyboard.press("Escape")
    assert place.locator(".meal__portions").inner_text() == before
