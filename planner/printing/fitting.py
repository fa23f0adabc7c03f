"""Which type fits a page: a careful estimate of lines, the same for browser and PDF. Pure.

Both engines set the same type in columns of fixed width, so counting characters is enough to choose
a size; tests render the result and count pages.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

#: Points in a millimetre.
POINT: Final = 72 / 25.4
#: Mean width of a character in ems: of running text, and of names, which are bold.
CHARACTER, BOLD = 0.46, 0.515
LEADING: Final = 1.2
#: No print is set in smaller type than this.
LEAST: Final = 7.0
STEP: Final = 0.5
#: Estimates are long by this share rather than short.
CAREFUL: Final = 1.05


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text: a paragraph of a cell, or a line of a list."""

    text: str
    bold: float = 0.0
    """The share of it that is bold."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells of paragraphs. `first` is the width of the first column in ems."""

    rows: Sequence[Sequence[Sequence[Words]]]
    columns: int
    first: float = 4.4
    padding: float = 0.5
    """Above and below a cell's text, together, in ems."""
    beside: float = 0.8
    """Left and right of it."""


def lines_of(words: Words, width: float, points: float) -> int:
    """How many lines a text takes in `width` points; words that are too long are broken."""
    character = CHARACTER + (BOLD - CHARACTER) * words.bold
    room = max(1.0, width / (points * character))
    lines, used = 1, 0.0
    for word in words.text.split():
        length = float(len(word))
        if used and used + 1 + length <= room:
            used += 1 + length
            continue
        if used:
            lines += 1
        lines += math.ceil(length / room) - 1
        used = length if length <= room else length % room
    return lines


def table_height(table: Table, width: float, points: float) -> float:
    """The height of a table in points, set in `width` points."""
    share = (width - table.first * points) / max(1, table.columns) - table.beside * points
    return sum(_row_height(row, share, table.padding, points) for row in table.rows)


def _row_height(
    row: Sequence[Sequence[Words]], width: float, padding: float, points: float
) -> float:
    most = max((sum(lines_of(one, width, points) for one in cell) for cell in row), default=1)
    return (max(1, most) * LEADING + padding) * points


def text_height(texts: Iterable[Words], width: float, points: float) -> float:
    """The height of paragraphs in points."""
    return sum(lines_of(one, width, points) for one in texts) * LEADING * points


def sizes(most: float, least: float) -> list[float]:
    """Sizes to try, the largest first."""
    count = int((most - least) / STEP + 1e-9)
    return [most - STEP * n for n in range(count + 1)]


def fitting_size(
    table: Table,
    notes: Sequence[Words],
    room: tuple[float, float],
    *,
    most: float,
    least: float,
) -> float | None:
    """The largest type with which a table and its notes fit `room` (width, height in points).

    None where not even the least does.
    """
    width, height = room
    for points in sizes(most, least):
        needed = table_height(table, width, points) + text_height(notes, width, points * 0.85)
        if needed * CAREFUL <= height:
            return points
    return None
