"""What tests know of a PDF: its words, where they stand, and what was cut.

Words are compared without their spaces: a line break is no difference between two engines.
"""

import itertools
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pypdfium2 as pdfium

from planner.printing.fitting import POINT

#: Elements that paper never parts.
WHOLE = ("tr", "li")
#: Elements without an end.
VOID = ("br", "col", "meta", "link", "input", "hr", "img")
#: Points by which the boxes of two lines may touch.
TOUCH = 2.0


def squeezed(text: str) -> str:
    """Text without its spaces, hyphens (which end lines) and what engines put in for them."""
    return re.sub(r"[\s\-\u00ad\u200b\u200e\u200f\u2068\u2069\ufeff\ufffe\x02]+", "", text)


class Paper(HTMLParser):
    """The printed part of a page: its text, its rows, and the heads of its tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.depth, self.text = 0, ""
        self.open: list[tuple[str, int]] = []
        self.rows: list[str] = []
        self.heads: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        begins = tag == "article" and "paper" in (dict(attrs).get("class") or "").split()
        if begins or self.depth:
            if tag in VOID:
                return
            self.depth += 1
            self.open.append((tag, len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        if not self.depth or tag in VOID:
            return
        self.depth -= 1
        opened, start = self.open.pop()
        assert opened == tag, f"<{opened}> is ended by </{tag}>"
        if tag in WHOLE:
            self.rows.append(squeezed(self.text[start:]))
        if tag == "thead":
            self.heads.append(squeezed(self.text[start:]))

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text += data

    @property
    def words(self) -> str:
        """All it says, without spaces and without table heads, which a new page repeats."""
        return without(squeezed(self.text), self.heads)


def without(text: str, heads: list[str]) -> str:
    """A text without the heads of its tables."""
    for head in heads:
        text = text.replace(head, "")
    return text


@dataclass(frozen=True)
class Sheet:
    """One page of a PDF, in points from its lower left corner."""

    width: float
    height: float
    text: str
    boxes: list[tuple[float, float, float, float]]
    """Left, bottom, right and top of each run of text."""
    ink: tuple[float, float, float, float]
    """The same of all that is not white."""


def sheets_of(content: bytes) -> list[Sheet]:
    """The pages of a PDF."""
    document = pdfium.PdfDocument(content)
    try:
        return [_sheet(page) for page in document]
    finally:
        document.close()


def _sheet(page: Any) -> Sheet:
    width, height = page.get_size()
    words = page.get_textpage()
    boxes = [words.get_rect(n) for n in range(words.count_rects())]
    return Sheet(width, height, squeezed(words.get_text_bounded()), boxes, _ink(page, height))


def _ink(page: Any, height: float) -> tuple[float, float, float, float]:
    """Where anything is drawn: the page as an image, a pixel a point."""
    from PIL import ImageOps

    image = page.render(scale=1).to_pil().convert("L")
    left, top, right, bottom = ImageOps.invert(image).getbbox() or (0, 0, 0, 0)
    return float(left), height - bottom, float(right), height - top


def troubles(content: bytes, page: str, size: tuple[float, float], margin: float) -> list[str]:
    """What is wrong with a PDF beside the print view's page; size and margin in millimetres."""
    paper, sheets = Paper(page), sheets_of(content)
    found = []
    for number, sheet in enumerate(sheets, 1):
        found += [f"page {number}: {words}" for words in _of_sheet(sheet, size, margin)]
    printed = without("".join(sheet.text for sheet in sheets), paper.heads)
    if printed != paper.words:
        found.append(_difference(printed, paper.words))
    for row in paper.rows:
        if row and row not in paper.heads and not any(row in sheet.text for sheet in sheets):
            found.append(f"cut in two: {row}")
    return found


def _of_sheet(sheet: Sheet, size: tuple[float, float], margin: float) -> list[str]:
    found = []
    wanted = [round(length * POINT) for length in size]
    if [round(sheet.width), round(sheet.height)] != wanted:
        found.append(f"{sheet.width} x {sheet.height} points, not {wanted}")
    edge = (margin - 1) * POINT
    left, bottom, right, top = sheet.ink
    if sheet.text and (
        min(left, bottom) < edge or right > sheet.width - edge or top > sheet.height - edge
    ):
        found.append(f"ink in the margin: {sheet.ink} of {sheet.width} x {sheet.height}")
    for one, other in itertools.combinations(sheet.boxes, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        up = min(one[3], other[3]) - max(one[1], other[1])
        if across > TOUCH and up > TOUCH:
            found.append(f"text over text: {one} {other}")
    return found


def _difference(printed: str, page: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(printed, page, strict=False)) if a != b), -1)
    at = at if at >= 0 else min(len(printed), len(page))
    near = slice(max(0, at - 30), at + 50)
    return f"the PDF says …{printed[near]}… and the page …{page[near]}…"
