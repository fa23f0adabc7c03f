"""Reading the data files of this room: strict, with errors that name file, line and column.

Every loader takes the folder it reads from, so that a test can hand it a broken copy.
"""

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

DATA: Final = Path(__file__).resolve().parent / "data"

Choice = TypeVar("Choice", bound=str)


class TableError(ValueError):
    """A data file that cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; the readers check a cell and say where it is wrong."""

    file: str
    line: int
    cells: Mapping[str, str]

    def error(self, column: str, reason: str) -> TableError:
        """An error about one cell, to be raised by the caller."""
        return TableError(f"{self.file}, line {self.line}, column '{column}': {reason}")

    def optional_text(self, column: str) -> str | None:
        """The cell, or None where it is empty."""
        return self.cells[column] or None

    def text(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not self.cells[column]:
            raise self.error(column, "is empty")
        return self.cells[column]

    def optional_number(self, column: str, minimum: float = -math.inf) -> float | None:
        """A finite number of at least `minimum`, or None where the cell is empty."""
        cell = self.cells[column]
        if not cell:
            return None
        try:
            number = float(cell)
        except ValueError:
            raise self.error(column, f"'{cell}' is not a number") from None
        if not math.isfinite(number):
            raise self.error(column, f"'{cell}' is not a finite number")
        if number < minimum:
            raise self.error(column, f"{cell} is below {minimum:g}")
        return number

    def number(self, column: str, minimum: float = -math.inf) -> float:
        """A finite number of at least `minimum`; an empty cell is an error."""
        number = self.optional_number(column, minimum)
        if number is None:
            raise self.error(column, "is empty")
        return number

    def optional_integer(self, column: str, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`, or None where the cell is empty."""
        cell = self.cells[column]
        if not cell:
            return None
        # Not int(): it takes '1_0' and '٣', which nobody means in a data file.
        if not (cell.isascii() and cell.isdigit()):
            raise self.error(column, f"'{cell}' is not a whole number")
        if not low <= int(cell) <= high:
            raise self.error(column, f"{cell} is outside {low} to {high}")
        return int(cell)

    def integer(self, column: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`; an empty cell is an error."""
        integer = self.optional_integer(column, low, high)
        if integer is None:
            raise self.error(column, "is empty")
        return integer

    def choice(self, column: str, allowed: Sequence[Choice]) -> Choice:
        """One of `allowed`."""
        cell = self.text(column)
        for choice in allowed:
            if cell == choice:
                return choice
        raise self.error(column, f"'{cell}' is not one of {', '.join(allowed)}")

    def optional_choice(self, column: str, allowed: Sequence[Choice]) -> Choice | None:
        """One of `allowed`, or None where the cell is empty."""
        return self.choice(column, allowed) if self.cells[column] else None

    def words(self, column: str) -> tuple[str, ...]:
        """The values of a cell that separates several by ';'."""
        return tuple(word.strip() for word in self.cells[column].split(";") if word.strip())


def read_table(path: Path, columns: Sequence[str]) -> tuple[Row, ...]:
    """The rows of a CSV file whose header is exactly `columns`, in that order.

    Cells are stripped. Raises `TableError` for a missing or unreadable file, another header, a
    line with too few or too many cells, and a table without rows.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = tuple(_rows(path.name, csv.reader(file, strict=True), columns))
    except OSError as error:
        raise TableError(f"{path.name}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise TableError(f"{path.name}: is not UTF-8 text") from error
    except csv.Error as error:
        raise TableError(f"{path.name}: is not valid CSV ({error})") from error
    if not rows:
        raise TableError(f"{path.name}: has no rows")
    return rows


def _rows(name: str, lines: Iterator[list[str]], columns: Sequence[str]) -> Iterator[Row]:
    header = next(lines, [])
    if header != list(columns):
        raise TableError(f"{name}: {_header_problem(header, columns)}")
    for number, cells in enumerate(lines, start=2):
        if len(cells) != len(columns):
            raise TableError(f"{name}, line {number}: {len(cells)} cells, expected {len(columns)}")
        yield Row(name, number, {c: cell.strip() for c, cell in zip(columns, cells, strict=True)})


def _header_problem(header: Sequence[str], columns: Sequence[str]) -> str:
    missing = [column for column in columns if column not in header]
    extra = [column for column in header if column not in columns]
    if not (missing or extra):
        return f"columns are not in the order {', '.join(columns)}"
    parts = [f"missing column {c!r}" for c in missing] + [f"unknown column {c!r}" for c in extra]
    return "; ".join(parts)


def unique(rows: Sequence[Row], *columns: str) -> Sequence[Row]:
    """The same rows; raises `TableError` where two share their values in `columns`."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row.cells[column] for column in columns)
        if key in seen:
            named = ", ".join(part or "(empty)" for part in key)
            raise row.error(columns[0], f"{named} is already on line {seen[key]}")
        seen[key] = row.line
    return rows


@cache
def load_texts(name: str, column: str, folder: Path = DATA) -> Mapping[str, str]:
    """A file of shared texts: id to text (`sources.csv`, `notes.csv`)."""
    rows = unique(read_table(folder / name, ("id", column)), "id")
    return {row.text("id"): row.text(column) for row in rows}


def citation(row: Row, folder: Path = DATA) -> str:
    """The full citation behind the row's `source`, an id of `sources.csv`."""
    return _looked_up(row, "source", load_texts("sources.csv", "citation", folder))


def note(row: Row, column: str, folder: Path = DATA) -> str:
    """The text of `notes.csv` that `column` names; empty where it names none."""
    if not row.cells[column]:
        return ""
    return _looked_up(row, column, load_texts("notes.csv", "text", folder))


def _looked_up(row: Row, column: str, texts: Mapping[str, str]) -> str:
    key = row.text(column)
    if key not in texts:
        raise row.error(column, f"no text has the id '{key}'")
    return texts[key]


CONFIDENCES: Final = ("verified", "calculated", "recalled")
CITED: Final = ("source", "confidence")
