"""PDFs of every kind and size: their words, their pages, and that nothing is cut."""

import ctypes
import itertools
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from planner.printing import engine, pdf
from planner.printing.options import PAPERS_OF, Options, paper_size
from planner.printing.room import MARGINS
from planner.views import papers
from tests.planner.papers import sheets_of, troubles
from tests.planner.printed import Printed, make_printed

KINDS = {"": "week", "day": "day", "cook": "cook", "list": "list", "cards": "cards"}
TYPES = ("normal", "large", "larger")
#: One of each kind, every paper and every type among them.
FEW = [
    ("week", "a4", "normal", {}),
    ("week", "a5", "large", {}),
    ("week", "letter", "normal", {"recipes": "1"}),
    ("month", "a4", "normal", {}),
    ("week day", "a5", "normal", {}),
    ("week cook", "letter", "larger", {}),
    ("month list", "a4", "normal", {"columns": "2"}),
    ("month list", "receipt", "large", {}),
    ("week list", "a5", "larger", {"columns": "1"}),
    ("week cards", "a4", "normal", {"per_page": "4"}),
    ("week cards", "receipt", "normal", {}),
    ("recipe", "a5", "normal", {"per_page": "1"}),
    ("empty", "a4", "normal", {}),
    ("empty list", "receipt", "normal", {}),
]
EXTRAS: dict[str, list[dict[str, str]]] = {
    "": [{}, {"recipes": "1"}],
    "list": [{"columns": "1"}, {"columns": "2"}],
    "cards": [{"per_page": "1"}, {"per_page": "2"}, {"per_page": "4"}],
}
ALL = [
    (f"{plan} {what}".strip(), paper, size, extra)
    for plan, (what, kind) in itertools.product(("week", "month"), KINDS.items())
    for paper in PAPERS_OF[kind]  # type: ignore[index]
    for size in TYPES
    for extra in EXTRAS.get(what, [{}])
]


@pytest.fixture(scope="module")
def printed_rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[Printed]:
    """The plans, made once for this module and gone after it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield make_printed()
        transaction.set_rollback(True)


@pytest.fixture
def printed(printed_rows: Printed, db: None, monkeypatch: pytest.MonkeyPatch) -> Printed:
    """The plans; PDFs are made in this process, which is quicker and the same."""
    monkeypatch.setattr(papers, "make_pdf", here)
    monkeypatch.setattr(papers, "pdf_is_possible", lambda: True)
    return printed_rows


def here(html: str, sheets: tuple[str, ...]) -> bytes:
    return engine.to_pdf(html, [pdf._sheet(name) for name in sheets])


def both(printed: Printed, kind: str, **asked: str) -> tuple[bytes, str]:
    """A print as a PDF and as a page."""
    given = {"set": "1", "notes": "1"} | asked
    made = printed.browser.get(printed.url(kind), given | {"as": "pdf"})
    assert made["Content-Type"] == "application/pdf", made.content.decode()[:300]
    return made.content, printed.browser.get(printed.url(kind), given).content.decode()


def check(printed: Printed, kind: str, paper: str, size: str, extra: dict[str, str]) -> None:
    content, page = both(printed, kind, paper=paper, type=size, **extra)
    what = "cards" if kind == "recipe" else KINDS[kind.partition(" ")[2]]
    options = Options(paper=paper)
    sizes = paper_size(what, options)  # type: ignore[arg-type]
    assert troubles(content, page, sizes, MARGINS[paper]) == []


@pytest.mark.parametrize(("kind", "paper", "size", "extra"), FEW)
def test_the_pdf_says_what_the_page_says_and_cuts_nothing(printed, kind, paper, size, extra):
    check(printed, kind, paper, size, extra)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "paper", "size", "extra"), ALL)
def test_every_kind_on_every_paper_in_every_type(printed, kind, paper, size, extra):
    check(printed, kind, paper, size, extra)


@pytest.mark.parametrize(
    ("plan", "paper", "weeks"),
    [
        ("week", "a4", 1),
        ("week", "letter", 1),
        ("week", "a5", 1),
        ("month", "a4", 4),
        ("empty", "a4", 1),
        pytest.param("month", "letter", 4, marks=pytest.mark.slow),
        pytest.param("month", "a5", 4, marks=pytest.mark.slow),
    ],
)
def test_a_week_takes_one_page(printed, plan, weeks, paper):
    content, _page = both(printed, plan, paper=paper)
    # Six people with long names are too many for A5 in type that can be read.
    assert len(sheets_of(content)) == weeks * (2 if (plan, paper) == ("month", "a5") else 1)


def test_four_cards_share_a_page(printed):
    cards = 7 * 4
    for per_page, pages in (("4", -(-cards // 4)), ("2", cards // 2), ("1", cards)):
        content, _page = both(printed, "week cards", per_page=per_page)
        assert len(sheets_of(content)) == pages, per_page


def test_larger_type_is_larger(printed):
    heights = []
    for size in TYPES:
        content, _page = both(printed, "week list", type=size)
        heights.append(max(top - bottom for _l, bottom, _r, top in sheets_of(content)[0].boxes[9:]))
    assert heights == sorted(heights)
    assert heights[2] > heights[0] * 1.25


def language(document: Any) -> str:
    """The language that a PDF says it is in."""
    size = raw.FPDFCatalog_GetLanguage(document, None, 0)
    told = ctypes.create_string_buffer(size)
    raw.FPDFCatalog_GetLanguage(document, ctypes.cast(told, ctypes.POINTER(ctypes.c_ushort)), size)
    return told.raw.decode("utf-16-le").rstrip("\0")


def test_it_tells_who_made_it_and_in_which_language(printed):
    content, _page = both(printed, "week")
    document = pdfium.PdfDocument(content)
    told = document.get_metadata_dict()
    assert told["Title"] == "Menu, 30 November to 6 December 2026"
    assert told["Author"] == "Ælfgifu & Sons' <household>"
    assert language(document) == "en"
    assert document.is_tagged()


def test_its_fonts_travel_with_it(printed):
    content, _page = both(printed, "month")
    document = pdfium.PdfDocument(content)
    fonts = {
        obj.get_font()
        for page in document
        for obj in page.get_objects()
        if isinstance(obj, pdfium.PdfTextObj)
    }
    assert fonts
    assert all(font.is_embedded for font in fonts)


def test_it_has_a_name_that_says_what_it_is_and_of_nobody(printed):
    made = printed.browser.get(printed.url("week"), {"as": "pdf"})
    assert made["Content-Disposition"] == 'inline; filename="menu-2026-11-30.pdf"'


def test_nothing_is_ever_fetched(monkeypatch):
    def opened(*_args: Any, **_more: Any) -> Any:
        pytest.fail("something was fetched")

    monkeypatch.setattr("socket.socket.connect", opened)
    monkeypatch.setattr("urllib.request.OpenerDirector.open", opened)
    html = """<link rel=stylesheet href="https://example.org/a.css">
      <img src="file:///etc/hostname"><img src="http://localhost/a.png">
      <link rel=attachment href="file:///etc/hostname"><p>Words</p>"""
    content = engine.to_pdf(html, ["@import 'file:///etc/hostname'; p { background: url(/x) }"])
    assert [sheet.text for sheet in sheets_of(content)] == ["Words"]


class TestItsProcess:
    """What the web server sees of the process that makes a PDF."""

    @pytest.fixture(autouse=True)
    def _asked_anew(self) -> Iterator[None]:
        pdf.pdf_is_possible.cache_clear()
        yield
        pdf.pdf_is_possible.cache_clear()

    def test_it_makes_one(self):
        content = pdf.make_pdf("<p>Words of <b>ours</b></p>", ("css/print-a4.css",))
        assert [sheet.text for sheet in sheets_of(content)] == ["Wordsofours"]
        assert pdf.pdf_is_possible()

    def test_a_missing_library_is_told_apart_from_a_failure(self, monkeypatch):
        missing = "import sys; from planner.printing import engine\n"
        missing += "def gone(): raise OSError('cannot load library')\n"
        missing += "engine.load_engine = gone; sys.exit(engine.main())"
        monkeypatch.setattr(pdf, "ENGINE", (sys.executable, "-c", missing))
        with pytest.raises(pdf.PdfMissingError):
            pdf.make_pdf("<p>Words</p>", ())
        assert not pdf.pdf_is_possible()
        monkeypatch.setattr(pdf, "ENGINE", (sys.executable, "-c", "raise ValueError"))
        with pytest.raises(pdf.PdfFailedError):
            pdf.make_pdf("<p>Words</p>", ())

    def test_it_is_stopped_after_a_while(self, monkeypatch):
        monkeypatch.setattr(pdf, "ENGINE", (sys.executable, "-c", "import time; time.sleep(60)"))
        monkeypatch.setattr(pdf, "LIMIT", 0.3)
        begun = time.perf_counter()
        with pytest.raises(pdf.PdfFailedError):
            pdf.make_pdf("<p>Words</p>", ())
        assert time.perf_counter() - begun < 10

    def test_too_many_at_once_are_asked_to_wait(self, monkeypatch):
        monkeypatch.setattr(pdf, "PATIENCE", 0.01)
        held = [pdf._turns.acquire() for _ in range(pdf.AT_ONCE)]
        try:
            with pytest.raises(pdf.PdfFailedError):
                pdf.make_pdf("<p>Words</p>", ())
        finally:
            for _ in held:
                pdf._turns.release()

    def test_it_never_loads_django(self):
        code = "import sys, planner.printing.engine; sys.exit('django' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def failing(error: type[Exception]) -> Callable[..., bytes]:
    def fail(*_args: Any) -> bytes:
        raise error

    return fail


def test_where_pango_is_missing_the_print_view_serves(printed, monkeypatch):
    monkeypatch.setattr(papers, "make_pdf", failing(pdf.PdfMissingError))
    monkeypatch.setattr(papers, "pdf_is_possible", lambda: False)
    for asked in ({}, {"as": "pdf"}):
        answer = printed.browser.get(printed.url("week"), asked)
        page = answer.content.decode()
        assert answer.status_code == (503 if asked else 200)
        assert "cannot make PDFs: the Pango library is missing" in page
        assert "Dish 0" in page
        assert 'value="pdf"' not in page


def test_a_pdf_that_takes_too_long_is_told_in_words(printed, monkeypatch):
    monkeypatch.setattr(papers, "make_pdf", failing(pdf.PdfFailedError))
    answer = printed.browser.get(printed.url("week"), {"as": "pdf"})
    assert answer.status_code == 503
    assert "The PDF took too long" in answer.content.decode()
    assert "Dish 0" in answer.content.decode()


@pytest.mark.slow
def test_a_week_as_a_pdf_takes_less_than_three_seconds(printed_rows, db):
    url = printed_rows.url("week")
    printed_rows.browser.get(url, {"as": "pdf"})
    begun = time.perf_counter()
    assert printed_rows.browser.get(url, {"as": "pdf"}).status_code == 200
    assert time.perf_counter() - begun < 3.0
