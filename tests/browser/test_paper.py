"""What comes out of the printer."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import QUICK, Visit
from tests.browser.guests import FAMILY, Guest, make_guest

PAGE = re.compile(rb"/Type\s*/Page[^s]")
BORDER = (
    "(box) => { const s = getComputedStyle(box); return [s.borderTopWidth, s.borderTopColor]; }"
)


@pytest.fixture(scope="package")
def family(server: object) -> Guest:
    """A family of four with a week."""
    return make_guest(people=FAMILY, days=7, seconds=QUICK)


def pages(page: Page, paper: str) -> int:
    """How many sheets a page takes, with the page's own margins."""
    return len(PAGE.findall(page.pdf(format=paper, prefer_css_page_size=False)))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("who", ["ada", "family"])
def test_the_list_takes_two_pages(
    visit: Visit, request: pytest.FixtureRequest, who: str, paper: str
):
    guest: Guest = request.getfixturevalue(who)
    page = visit(guest=guest)
    page.goto(guest.url + "list/print/")
    assert 1 <= pages(page, paper) <= 2


@pytest.mark.parametrize("who", ["ada", "family"])
def test_the_week_takes_a_page_or_two(visit: Visit, request: pytest.FixtureRequest, who: str):
    guest: Guest = request.getfixturevalue(who)
    page = visit(guest=guest)
    page.goto(guest.url + "print/")
    assert 1 <= pages(page, "A4") <= (1 if who == "ada" else 2)


def test_boxes_to_tick_in_black_and_white(visit: Visit, ada: Guest):
    page = visit(guest=ada)
    page.goto(ada.url + "list/print/")
    page.emulate_media(media="print")
    boxes = page.locator(".aisle .item__box")
    expect(boxes.first).to_be_visible()
    for box in boxes.all()[:3]:
        width, colour = box.evaluate(BORDER)
        assert float(width.removesuffix("px")) >= 1
        assert colour == "rgb(0, 0, 0)"
    size = page.locator(".aisle .item__name").first.evaluate(
        "(one) => parseFloat(getComputedStyle(one).fontSize)"
    )
    assert size >= 11 * 96 / 72 - 0.05  # 11 pt


def test_paper_shows_no_controls(visit: Visit, ada: Guest):
    page = visit(guest=ada)
    page.emulate_media(media="print")
    for path in ("list/print/", "print/", f"days/{ada.plan.start}/print/"):
        page.goto(ada.url + path)
        expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
        expect(page.locator("main button:visible")).to_have_count(0)
        expect(page.get_by_text("not a medical device")).to_be_visible()
