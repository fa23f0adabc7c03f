"""What comes out of the printer, by the browser's print and as a PDF."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
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


def pages(page: Page) -> int:
    """How many sheets a print takes on the paper that it was set to."""
    return len(PAGE.findall(page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("who", ["ada", "family"])
def test_the_list_takes_two_pages(
    visit: Visit, request: pytest.FixtureRequest, who: str, paper: str
):
    guest: Guest = request.getfixturevalue(who)
    page = visit(guest=guest)
    page.goto(f"{guest.url}list/print/?paper={paper}")
    assert 1 <= pages(page) <= 2


@pytest.mark.parametrize("paper", ["a4", "letter", "a5"])
@pytest.mark.parametrize("who", ["ada", "family"])
def test_the_week_takes_one_page(
    visit: Visit, request: pytest.FixtureRequest, who: str, paper: str
):
    guest: Guest = request.getfixturevalue(who)
    page = visit(guest=guest)
    page.goto(f"{guest.url}print/?paper={paper}")
    assert pages(page) == 1


@pytest.mark.parametrize(
    "asked",
    [
        "print/?recipes=1&type=large",
        "list/print/?paper=receipt",
        "list/print/?paper=a5&columns=1",
        "cards/?per_page=4",
    ],
)
def test_the_pdf_has_as_many_pages_give_or_take_one(visit: Visit, family: Guest, asked: str):
    page = visit(guest=family)
    page.goto(family.url + asked)
    by_browser = pages(page)
    answer = page.request.get(f"{family.url}{asked}&as=pdf")
    assert answer.headers["content-type"] == "application/pdf"
    pdfium = pytest.importorskip("pypdfium2")
    assert abs(len(pdfium.PdfDocument(answer.body())) - by_browser) <= 1


def test_boxes_to_tick_in_black_and_white(visit: Visit, ada: Guest):
    page = visit(guest=ada)
    page.goto(ada.url + "list/print/")
    page.emulate_media(media="print")
    boxes = page.locator(".pline .tickbox")
    expect(boxes.first).to_be_visible()
    for box in boxes.all()[:3]:
        width, colour = box.evaluate(BORDER)
        assert float(width.removesuffix("px")) >= 1
        assert colour == "rgb(0, 0, 0)"
    size = page.locator(".pline__name").first.evaluate(
        "(one) => parseFloat(getComputedStyle(one).fontSize)"
    )
    assert size >= 11 * 96 / 72 - 0.05  # 11 pt


def test_paper_shows_no_controls(visit: Visit, ada: Guest):
    page = visit(guest=ada)
    page.emulate_media(media="print")
    for path in ("list/print/", "print/", f"days/{ada.plan.start}/print/", "cards/"):
        page.goto(ada.url + path)
        expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
        expect(page.locator("main :is(button, select, input):visible")).to_have_count(0)
        expect(page.get_by_text("not a medical device")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_options_are_chosen_on_the_print_itself(visit: Visit, ada: Guest, script: bool):
    page = visit(guest=ada, java_script_enabled=script)
    page.goto(ada.url + "list/print/")
    page.get_by_label("Paper").select_option("receipt")
    page.get_by_label("Colour").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".paper--receipt.paper--colour")).to_be_visible()
    page.goto(ada.url + "cards/")
    expect(page.locator(".paper--receipt")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_prints_fit_every_screen_and_are_accessible(
    visit: Visit, family: Guest, width: int, scheme: str
):
    page = visit(width=width, guest=family)
    for path in ("print/?recipes=1", "list/print/", "cards/?per_page=4"):
        page.goto(family.url + path)
        overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(overflow), path
        assert violations(page, "", width, scheme) == []
