"""Turns a page into a PDF. Pure, and run in a process of its own: see `planner.printing.pdf`.

    python -m planner.printing.engine < page.json > page.pdf
    python -m planner.printing.engine --check

The input holds `html` and `sheets` (the text of style sheets). Nothing is ever fetched, neither
from the network nor from the disk: whatever a page points to is left out. The answer is the PDF,
or exit code 3 where WeasyPrint or the libraries that it needs are missing.
"""

import json
import logging
import sys
from typing import Any, Final

MISSING: Final = 3


def load_engine() -> Any:
    """WeasyPrint; raises ImportError or OSError where it, Pango or another library is missing."""
    import weasyprint

    return weasyprint


def to_pdf(html: str, sheets: list[str]) -> bytes:
    """The page as a tagged PDF with its fonts embedded."""
    engine = load_engine()
    fetcher = _fetcher(engine)
    page = engine.HTML(string=html, url_fetcher=fetcher)
    styles = [engine.CSS(string=text, url_fetcher=fetcher) for text in sheets]
    found: bytes = page.write_pdf(stylesheets=styles, pdf_tags=True)
    return found


def _fetcher(engine: Any) -> Any:
    """Refuses every address; asks for no protocol, so that no handler is ever opened."""

    class Nothing(engine.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError("a print fetches nothing")

    return Nothing(allowed_protocols=())


def main() -> int:
    """Read a page from the standard input and write its PDF to the standard output."""
    # What cannot be drawn is no business of a log: it would quote the page.
    logging.getLogger("weasyprint").addHandler(logging.NullHandler())
    logging.getLogger("weasyprint").propagate = False
    try:
        load_engine()
    except (ImportError, OSError):
        return MISSING
    if "--check" in sys.argv[1:]:
        return 0
    asked = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(to_pdf(asked["html"], asked["sheets"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
