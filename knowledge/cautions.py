"""Cautions and red flags in plain words, each resting on rows of `knowledge.safety`.

`data/cautions.toml`. A caution speaks to the reader and points to a clinician; what it rests on,
how strict it is and whether it was checked come from its rows.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.entries import Entry, keyed, read_entries
from knowledge.safety import (
    SafetyRow,
    Severity,
    Status,
    Urgency,
    load_safety,
    status_of,
    strictest,
)
from knowledge.tables import DATA


@dataclass(frozen=True, slots=True)
class CautionText:
    """What someone should know before changing how much of a nutrient they take."""

    id: str
    who: str
    text: str
    rows: tuple[SafetyRow, ...]

    @property
    def severity(self) -> Severity:
        """The strictest of its rows."""
        return strictest(self.rows)

    @property
    def status(self) -> Status:
        """Whether every row was checked against its source."""
        return status_of(self.rows)

    @property
    def nutrients(self) -> tuple[str, ...]:
        """The nutrients its rows concern, each once."""
        return tuple(dict.fromkeys(key for row in self.rows for key in row.nutrients))

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of its rows, each once."""
        return tuple(dict.fromkeys(row.source for row in self.rows))


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that wants a clinician rather than a menu."""

    id: str
    sign: str
    do: str
    row: SafetyRow

    @property
    def urgency(self) -> Urgency:
        """How soon."""
        return self.row.urgency or "routine"


@cache
def load_cautions(folder: Path = DATA) -> tuple[CautionText, ...]:
    """The cautions in the order of the file; `TableError` where it is not as it should be."""
    top = read_entries(folder / "cautions.toml").only("cautions", "signs")
    return tuple(
        CautionText(
            id=key,
            who=entry.only("id", "who", "text", "rows").text("who"),
            text=entry.text("text"),
            rows=_rows(entry, entry.texts("rows"), folder),
        )
        for key, entry in keyed(top.entries("cautions")).items()
    )


@cache
def load_signs(folder: Path = DATA) -> tuple[Sign, ...]:
    """The signs in the order of the file; `TableError` where it is not as it should be."""
    top = read_entries(folder / "cautions.toml").only("cautions", "signs")
    return tuple(
        Sign(
            id=key,
            sign=entry.only("row", "sign", "do").text("sign"),
            do=entry.text("do"),
            row=_rows(entry, (key,), folder)[0],
        )
        for key, entry in keyed(top.entries("signs"), "row").items()
    )


def _rows(entry: Entry, ids: tuple[str, ...], folder: Path) -> tuple[SafetyRow, ...]:
    known = load_safety(folder)
    if not ids:
        raise entry.error("rows", "is missing or empty: a caution rests on something")
    for one in ids:
        if one not in known:
            raise entry.error("rows", f"no safety row has the id '{one}'")
    return tuple(known[one] for one in ids)


def cautions_on(*nutrients: str) -> tuple[CautionText, ...]:
    """The cautions that concern any of some nutrients, each once, in the order of the file."""
    return tuple(c for c in load_cautions() if not set(nutrients).isdisjoint(c.nutrients))
