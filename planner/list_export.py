"""A shopping list as text, Markdown and CSV. Pure: words in, text out."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

#: A spreadsheet takes a cell that begins so for a formula.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list, in words."""

    aisle: str
    quantity: str
    name: str
    notes: str = ""
    uses: str = ""
    ticked: bool = False

    @property
    def what(self) -> str:
        """Quantity first, as it is read in a shop."""
        return f"{self.quantity} {self.name}".strip()


def as_text(title: str, rows: Sequence[Row]) -> str:
    """Plain text for a message: quantity first, by aisle."""
    parts = [title, ""]
    for aisle, lines in _by_aisle(rows):
        parts += [aisle.upper(), *(_text_line(line) for line in lines), ""]
    return _plain("\n".join(parts).rstrip() + "\n")


def _text_line(line: Row) -> str:
    mark = "x" if line.ticked else " "
    notes = f" ({line.notes})" if line.notes else ""
    return f"[{mark}] {line.what}{notes}"


def as_markdown(title: str, rows: Sequence[Row]) -> str:
    """Markdown with task boxes; what is for what in italics."""
    parts = [f"# {_escaped(title)}", ""]
    for aisle, lines in _by_aisle(rows):
        parts += [f"## {_escaped(aisle)}", "", *(_markdown_line(line) for line in lines), ""]
    return _plain("\n".join(parts).rstrip() + "\n")


def _markdown_line(line: Row) -> str:
    mark = "x" if line.ticked else " "
    quantity = f"**{_escaped(line.quantity)}** " if line.quantity else ""
    small = "; ".join(part for part in (line.notes, line.uses) if part)
    notes = f" _{_escaped(small)}_" if small else ""
    return f"- [{mark}] {quantity}{_escaped(line.name)}{notes}"


def _escaped(text: str) -> str:
    """Words that mean themselves in Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|" else sign for sign in text)


def as_csv(header: Sequence[str], rows: Iterable[Row]) -> str:
    """A table with one row a line; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for row in rows:
        cells = (row.aisle, row.quantity, row.name, row.notes, row.uses, "x" if row.ticked else "")
        writer.writerow([_safe(_plain(cell)) for cell in cells])
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _plain(text: str) -> str:
    """Without the spaces that only keep words together on a page."""
    return text.replace("\u00a0", " ")


def _by_aisle(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.aisle, []).append(row)
    return list(found.items())
