"""Moving, copying, notes, days out, history: by mouse, finger and keys, and without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe, steps
from tests.browser.conftest import QUICK, Visit
from tests.browser.guests import Guest, make_guest


@pytest.fixture
def guest(server: object) -> Guest:
    """A week of two days."""
    return make_guest(seconds=QUICK)


@pytest.fixture
def week(visit: Visit, guest: Guest) -> Page:
    page = visit(guest=guest)
    page.goto(guest.url)
    return page


def names(place: Locator) -> list[str]:
    return place.locator(".meal__name").all_inner_texts()


def ask_to_move(page: Page, place: Locator, day: int, slot: str) -> Locator:
    """Fill the panel "Move or copy"; returns what comes."""
    panel = steps.open_panel(place, "Move or copy")
    panel.locator("input[type=radio][name=date]").nth(day).check()
    panel.locator(f"input[name=slot][value={slot}]").first.check()
    panel.get_by_role("button", name="Move", exact=True).click()
    return page.locator("#panel-body")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_exchange_undo_redo_and_restore(visit: Visit, guest: Guest, scripts: bool):
    page = visit(guest=guest, java_script_enabled=scripts)
    page.goto(guest.url)
    one, other = steps.slot(page, 0, "dinner"), steps.slot(page, 1, "dinner")
    before = (steps.dish(one), steps.dish(other))
    asked = ask_to_move(page, one, 1, "dinner")
    asked.get_by_role("button", name="Exchange them").click()
    expect(one.locator(".meal__name").first).to_have_text(before[1])
    expect(other.locator(".meal__name").first).to_have_text(before[0])
    steps.undo(page, "Redo")
    expect(one.locator(".meal__name").first).to_have_text(before[0])
    page.locator("#undo").get_by_role("button", name="Redo").click()
    expect(one.locator(".meal__name").first).to_have_text(before[1])
    page.locator("#undo").get_by_role("link", name="History").click()
    page.get_by_role("button", name=re.compile("^Go back to after: Planned")).click()
    expect(page.locator("#undo")).to_contain_text("Went back to how the plan was")
    expect(one.locator(".meal__name").first).to_have_text(before[0])


def test_each_edit_goes_on_from_the_last_wherever_it_is(week: Page):
    """Columns that an edit left alone keep their old forms: they send the page's own revision."""
    for day, key in ((0, "lunch"), (1, "dinner"), (0, "dinner")):
        steps.lock(week, day, key)
    panel = steps.open_panel(steps.slot(week, 1, "lunch"), "Note")
    panel.get_by_label("What the cook should know").fill("Soak the beans")
    week.keyboard.press("Enter")
    expect(steps.slot(week, 1, "lunch").locator(".meal__note")).to_have_text("Soak the beans")
    expect(steps.slot(week, 1, "lunch").locator("summary").first).to_be_focused()


def test_undo_and_redo_by_key(week: Page):
    place = steps.slot(week, 0, "lunch")
    steps.lock(week, 0, "lunch")
    locked = place.get_by_text("locked", exact=True)
    week.keyboard.press("Control+z")
    expect(locked).to_have_count(0)
    week.keyboard.press("Control+Shift+z")
    expect(locked).to_be_visible()
    # Within a field the keys are the field's own.
    panel = steps.open_panel(place, "Note")
    panel.get_by_label("What the cook should know").fill("x")
    week.keyboard.press("Control+z")
    expect(locked).to_be_visible()


def drag(page: Page, meal: Locator, to: Locator) -> None:
    meal.scroll_into_view_if_needed()
    start, end = meal.locator(".meal__portions").bounding_box(), to.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 15, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 15, steps=3)
    page.mouse.move(end["x"] + 30, end["y"] + 30, steps=6)
    expect(page.locator(".slot.is-target")).to_have_count(1)
    page.mouse.up()


def test_a_meal_is_dragged(week: Page):
    place, to = steps.slot(week, 0, "lunch"), steps.slot(week, 1, "lunch")
    moved = steps.dish(place)
    drag(week, place.locator(".meal").first, to)
    week.get_by_role("button", name="Put it beside").click()
    expect(to.locator(".meal")).to_have_count(2)
    assert moved in names(to)
    assert week.evaluate("getSelection().toString()") == ""
    expect(week.locator(".ghost")).to_have_count(0)


#: A finger: it rests on the meal, then goes to the other place.
FINGER = """async ([from, to]) => {
  const finger = (type, target, x, y) => target.dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, pointerId: 7, pointerType: "touch", button: 0,
    clientX: x, clientY: y}));
  const box = (one) => one.getBoundingClientRect();
  const start = box(from), end = box(to);
  finger("pointerdown", from, start.x + 20, start.y + 5);
  await new Promise((done) => setTimeout(done, 500));
  for (const part of [0.2, 0.6, 1])
    finger("pointermove", from, start.x + (end.x + 150 - start.x) * part,
      start.y + (end.y + 20 - start.y) * part);
  finger("pointerup", from, end.x + 150, end.y + 20);
}"""


def test_a_meal_is_dragged_by_finger(visit: Visit, guest: Guest):
    page = visit(width=390, guest=guest, has_touch=True)
    page.goto(guest.url)
    place, to = steps.slot(page, 0, "lunch"), steps.slot(page, 0, "dinner")
    before = steps.dish(place), steps.dish(to)
    place.evaluate("(one) => one.scrollIntoView({block: 'center'})")
    meal = place.locator(".meal__portions").first.element_handle()
    page.evaluate(FINGER, [meal, to.element_handle()])
    page.get_by_role("button", name="Exchange them").click()
    expect(place.locator(".meal__name").first).to_have_text(before[1])
    expect(to.locator(".meal__name").first).to_have_text(before[0])


def test_two_pages_the_later_decides(visit: Visit, guest: Guest):
    pages = [visit(guest=guest) for _ in range(2)]
    for page in pages:
        page.goto(guest.url)
    first, second = pages
    steps.lock(first, 0, "lunch")
    steps.press(steps.slot(second, 1, "dinner"), "Remove")
    panel = second.locator("#panel-body")
    expect(panel).to_contain_text("Locked")
    panel.get_by_role("button", name="Make my change all the same").click()
    expect(steps.slot(second, 1, "dinner").locator(".meal")).to_have_count(0)
    # What the other did is there too.
    expect(steps.slot(second, 0, "lunch").get_by_text("locked", exact=True)).to_be_visible()


def test_a_day_out(week: Page):
    day = week.locator(".day").nth(1)
    day.locator(".day__menu summary").click()
    day.get_by_role("link", name="Who eats elsewhere").click()
    panel = week.locator("#panel-body")
    panel.get_by_role("button", name="Save").click()
    expect(day).to_contain_text("nobody eats here")
    expect(day.locator(".meal")).to_have_count(0)
    expect(day.locator(".day__menu summary")).to_be_focused()


@pytest.mark.parametrize(("width", "scheme"), axe.CORNERS)
def test_panels_and_pages_are_accessible(visit: Visit, guest: Guest, width: int, scheme: str):
    page = visit(width=width, guest=guest)
    page.goto(guest.url)
    steps.lock(page, 0, "lunch")
    steps.open_panel(steps.slot(page, 0, "dinner"), "Move or copy")
    assert not axe.violations(page, "", width, scheme)
    for path in ("history/", "slots/", "template/", "copies/"):
        page.goto(guest.url + path)
        assert not axe.violations(page, "", width, scheme)


def test_a_template_begins_another_week(visit: Visit, guest: Guest):
    page = visit(guest=guest, java_script_enabled=False)
    page.goto(guest.url + "template/")
    page.get_by_label("Name").fill("Good week")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("button", name="Begin a plan").click()
    expect(page.locator("#undo")).to_contain_text("Began with the template “Good week”")
