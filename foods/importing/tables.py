"""CSV tables of a download: checked headers, rows in order of food, joined without holding them.

Pure. The official files list foods in rising order of their id, which allows a merge join in no
memory at all; a file in another order is sorted through a temporary SQLite database on disk first.
"""

import csv
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Final

from foods.importing.archive import Archive, DownloadError, lines

Row = tuple[str, ...]
KeyedRow = tuple[int, Row]
#: Pages that SQLite keeps in memory while it sorts, in KiB.
SORT_CACHE: Final = 64 * 1024
SPILL_AT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Table:
    """A file and the columns read from it; `optional` ones read as "" where they are missing."""

    name: str
    columns: tuple[str, ...]
    optional: tuple[str, ...] = ()


def rows(archive: Archive, table: Table) -> Iterator[tuple[int, Row]]:
    """(line number, cells of the table's columns) of every row; checks header and row lengths."""
    reader = csv.reader(lines(archive, table.name))
    try:
        header = [cell.strip() for cell in next(reader, [])]
        pick = _picker(table, header)
        width = len(header)
        for row in reader:
            if len(row) == width:
                yield reader.line_num, pick(row)
            elif row:
                raise DownloadError(
                    f"{table.name}, line {reader.line_num}: {len(row)} cells where the header"
                    f" has {width}. Is the file cut off?"
                )
    except csv.Error as error:
        raise DownloadError(f"{table.name}, line {reader.line_num}: {error}.") from error


def _picker(table: Table, header: list[str]) -> Callable[[list[str]], Row]:
    missing = [name for name in table.columns if name not in header]
    if missing:
        named = ", ".join(f'"{name}"' for name in missing)
        raise DownloadError(f"{table.name} has no column {named}.")
    wanted = (*table.columns, *table.optional)
    if all(name in header for name in wanted) and len(wanted) > 1:
        return itemgetter(*(header.index(name) for name in wanted))
    places = [header.index(name) if name in header else None for name in wanted]
    return lambda row: tuple("" if place is None else row[place] for place in places)


def keyed(archive: Archive, table: Table) -> Iterator[KeyedRow]:
    """(food id, row) of every row; the first column is the food's id, a whole number."""
    for number, row in rows(archive, table):
        try:
            yield int(row[0]), row
        except ValueError as error:
            raise DownloadError(
                f"{table.name}, line {number}: {table.columns[0]} is {row[0]!r}, not a number."
            ) from error


class Ordered:
    """The rows of a table in rising order of food, to be read as often as one likes."""

    def __init__(self, archive: Archive, table: Table, scratch: Path) -> None:
        """Read the whole file once: that finds any damage, and whether it needs sorting."""
        self._archive, self._table = archive, table
        self._path: Path | None = None
        if not self._is_rising():
            self._path = scratch / f"{table.name}.sqlite3"
            self._spill(self._path)

    def __iter__(self) -> Iterator[KeyedRow]:
        return keyed(self._archive, self._table) if self._path is None else self._sorted()

    def repeated(self) -> int | None:
        """A food id that stands on two rows, None where each stands once."""
        last = None
        for key, _row in self:
            if key == last:
                return key
            last = key
        return None

    def _is_rising(self) -> bool:
        last, rising = 0, True
        for key, _row in keyed(self._archive, self._table):
            rising = rising and key >= last
            last = key
        return rising

    def _spill(self, path: Path) -> None:
        width = len(self._table.columns) + len(self._table.optional)
        names = ", ".join(f"c{place}" for place in range(width))
        marks = ", ".join("?" * (width + 1))
        with _scratch(path) as database:
            database.execute(f"CREATE TABLE spilled (food INTEGER, {names})")
            insert = f"INSERT INTO spilled VALUES ({marks})"
            batch = []
            for key, row in keyed(self._archive, self._table):
                batch.append((key, *row))
                if len(batch) == SPILL_AT:
                    database.executemany(insert, batch)
                    batch.clear()
            database.executemany(insert, batch)

    def _sorted(self) -> Iterator[KeyedRow]:
        assert self._path is not None
        with _scratch(self._path) as database:
            for row in database.execute("SELECT * FROM spilled ORDER BY food, rowid"):
                yield row[0], row[1:]


class _scratch:  # noqa: N801 - a context manager that reads like a function
    """A throw-away SQLite database on disk, closed at the end."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> sqlite3.Connection:
        self._database = sqlite3.connect(self._path)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("PRAGMA temp_store = FILE")
        self._database.execute(f"PRAGMA cache_size = -{SORT_CACHE}")
        return self._database

    def __exit__(self, *problem: object) -> None:
        self._database.commit()
        self._database.close()


class Follower:
    """Hands out the rows of one food after another, asked for in rising order."""

    def __init__(self, ordered: Ordered | None) -> None:
        self._rows = iter(ordered) if ordered is not None else iter(())
        self._next = next(self._rows, None)

    def of(self, food: int) -> list[Row]:
        """The rows of a food, none where it has none; rows of foods in between are passed over."""
        found: list[Row] = []
        ahead, following = self._next, self._rows
        while ahead is not None and ahead[0] <= food:
            if ahead[0] == food:
                found.append(ahead[1])
            ahead = next(following, None)
        self._next = ahead
        return found
