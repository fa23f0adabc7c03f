"""Reading TOML files of this room: as strict as `knowledge.tables`, naming file and entry."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from knowledge.tables import TableError

Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a TOML file; the readers check a value and say where it is wrong."""

    file: str
    name: str
    values: Mapping[str, Any]

    def error(self, key: str, reason: str) -> TableError:
        """An error about one value, to be raised by the caller."""
        return TableError(f"{self.file}, {self.name}, '{key}': {reason}")

    def only(self, *keys: str) -> "Entry":
        """The same entry; raises `TableError` where it has a key that nobody reads."""
        for key in self.values:
            if key not in keys:
                raise self.error(key, f"is not one of {', '.join(keys)}")
        return self

    def optional_text(self, key: str) -> str:
        """The text, "" where the key is absent."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.error(key, "is not a text")
        return " ".join(value.split())

    def text(self, key: str) -> str:
        """The text, which must be there and not empty."""
        value = self.optional_text(key)
        if not value:
            raise self.error(key, "is missing or empty")
        return value

    def integer(self, key: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        value = self.values.get(key)
        # bool is an int to Python, and no number to anyone who writes a data file.
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.error(key, f"is not a whole number from {low} to {high}")
        return value

    def choice(self, key: str, allowed: Sequence[Choice]) -> Choice:
        """One of `allowed`."""
        value = self.text(key)
        for choice in allowed:
            if value == choice:
                return choice
        raise self.error(key, f"'{value}' is not one of {', '.join(allowed)}")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once; empty where the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.error(key, "is not a list of texts")
        if len(set(value)) != len(value):
            raise self.error(key, "says something twice")
        return tuple(value)

    def entries(self, key: str) -> tuple["Entry", ...]:
        """The tables of a list; empty where the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.error(key, "is not a list of tables")
        return tuple(
            Entry(self.file, f"{self.name}, {key} {number}", one)
            for number, one in enumerate(value, start=1)
        )


def read_entries(path: Path) -> Entry:
    """The whole of a TOML file as one entry.

    Raises `TableError` for a file that is missing or unreadable or that is not TOML.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TableError(f"{path.name}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise TableError(f"{path.name}: is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise TableError(f"{path.name}: is not valid TOML ({error})") from error
    return Entry(path.name, "top", values)


def keyed(entries: Sequence[Entry], key: str = "id") -> dict[str, Entry]:
    """Entries by a key of theirs; raises `TableError` where two share it."""
    found: dict[str, Entry] = {}
    for entry in entries:
        name = entry.text(key)
        if name in found:
            raise entry.error(key, f"'{name}' is already taken")
        found[name] = Entry(entry.file, name, entry.values)
    return found
