"""Prints as pages and as PDFs: one template for both, and what was chosen for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from planner.printing import options as choices
from planner.printing.options import Kind, Options, options_of, page_sheet, type_class
from planner.printing.pdf import PdfFailedError, PdfMissingError, make_pdf, pdf_is_possible
from planner.printing.sheets import Heading

#: Where a browser's choices wait in its session.
KEPT: Final = "print"
SHEET: Final = "css/print-sheet.css"


@dataclass(frozen=True, slots=True)
class Print:
    """One print: what stands on it, and where its reader goes on."""

    kind: Kind
    heading: Heading
    back: str
    back_words: str
    filename: str
    context: Mapping[str, Any]
    points: float
    """The size of its type."""
    has_notes: bool = False
    """Whether there is something to mind that may be left out."""
    layout: str = "base.html"
    carried: tuple[tuple[str, str], ...] = field(default=())
    """What else its address says, to be kept when options change."""


def chosen(request: HttpRequest, kind: Kind, *, remember: bool = True) -> Options:
    """The options of this look; `remember` keeps them for the next one of this browser."""
    kept = request.session.get(KEPT, {}) if remember else {}
    found = options_of(kind, request.GET, kept)
    if remember and request.GET.get("set") and found.kept != kept:
        request.session[KEPT] = found.kept
    return found


def print_response(request: HttpRequest, made: Print, options: Options) -> HttpResponse:
    """The print as a page, or as a PDF where `as=pdf` asks for one."""
    if request.GET.get("as") != "pdf":
        return _page(request, made, options)
    sheet = page_sheet(made.kind, options)
    html = render_to_string("print/document.html", _on_paper(made, options))
    try:
        content = make_pdf(html, (SHEET, sheet))
    except PdfMissingError:
        return _page(request, made, options, status=503)
    except PdfFailedError:
        trouble = _("The PDF took too long. Try again in a moment, or print this page.")
        return _page(request, made, options, trouble, status=503)
    headers = {"Content-Disposition": f'inline; filename="{made.filename}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _on_paper(made: Print, options: Options) -> dict[str, Any]:
    """What both templates say."""
    return {
        **made.context,
        "kind": made.kind,
        "heading": made.heading,
        "options": options,
        "type": type_class(made.points),
        "body": f"print/{made.kind}.html",
    }


def _page(
    request: HttpRequest, made: Print, options: Options, trouble: str = "", status: int = 200
) -> HttpResponse:
    papers = [(key, choices.PAPER_NAMES[key]) for key in choices.PAPERS_OF[made.kind]]
    context = {
        **_on_paper(made, options),
        "layout": made.layout,
        "page_sheet": page_sheet(made.kind, options),
        "back": made.back,
        "back_words": made.back_words,
        "carried": made.carried,
        "has_notes": made.has_notes,
        "papers": papers,
        "types": choices.TYPE_NAMES.items(),
        "columns": choices.COLUMNS,
        "per_page": choices.PER_PAGE,
        "pdf": pdf_is_possible(),
        "trouble": trouble,
    }
    return render(request, "print/page.html", context, status=status)
