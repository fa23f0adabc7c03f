"""What trials found about leg cramps, graded, and where common sayings go further.

`data/evidence.toml`. The grades are this project's, after reading what it cites:
A consistent good trials or reviews; B one good trial, or consistent weak ones; C conflicting,
small or low-quality trials; D mechanism, deficiency or observation only; N good evidence of no
useful effect; X an effect that its harms outweigh; "none" no trial found. `lean` says where a
grade C tends to.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from knowledge.citations import (
    POINT_KEYS,
    Point,
    read_nutrients,
    read_point,
    read_points,
)
from knowledge.entries import Entry, keyed, read_entries
from knowledge.tables import DATA
from knowledge.text import gettext_noop as _

Grade = Literal["A", "B", "C", "D", "N", "X", "none"]

GRADES: Final[tuple[Grade, ...]] = ("A", "B", "C", "D", "N", "X", "none")
GRADE_NAMES: Final[dict[Grade, str]] = {
    "A": _("consistent good trials"),
    "B": _("one good trial, or consistent weak ones"),
    "C": _("conflicting, small or weak trials"),
    "D": _("mechanism or observation only"),
    "N": _("good evidence of no useful effect"),
    "X": _("some effect, but too dangerous"),
    "none": _("no trial found"),
}
LEAN_NO: Final = "no"
CLAIM_KEYS: Final = (
    *("id", "nutrients", "factor", "question", "grade", "lean", "reading", "studied", "points"),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One question about cramps: its grade, the answer in a line, and what it rests on."""

    id: str
    nutrients: tuple[str, ...]
    """The pages it stands on; none for what is no nutrient (stretching, quinine)."""
    factor: str
    question: str
    grade: Grade
    lean: str
    """"no" where the trials of a grade C tend to no effect, else ""."""
    reading: str
    studied: str
    """Who was studied, how many and for how long."""
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class OftenSaid:
    """A common saying, and what was found when it was checked."""

    id: str
    nutrients: tuple[str, ...]
    said: str
    found: Point


@cache
def load_claims(folder: Path = DATA) -> tuple[Claim, ...]:
    """The claims in the order of the file; `TableError` where it is not as it should be."""
    entries = keyed(read_entries(folder / "evidence.toml").only("claims", "said").entries("claims"))
    return tuple(_claim(key, entry.only(*CLAIM_KEYS), folder) for key, entry in entries.items())


def _claim(key: str, entry: Entry, folder: Path) -> Claim:
    points = read_points(entry, "points", folder)
    if not points:
        raise entry.error("points", "is missing: a grade rests on something")
    lean = entry.optional_text("lean")
    if lean not in ("", LEAN_NO):
        raise entry.error("lean", f"'{lean}' is not '{LEAN_NO}'")
    return Claim(
        id=key,
        nutrients=read_nutrients(entry),
        factor=entry.text("factor"),
        question=entry.text("question"),
        grade=entry.choice("grade", GRADES),
        lean=lean,
        reading=entry.text("reading"),
        studied=entry.text("studied"),
        points=points,
    )


@cache
def load_often_said(folder: Path = DATA) -> tuple[OftenSaid, ...]:
    """The common sayings in the order of the file; `TableError` for an unfit file."""
    entries = keyed(read_entries(folder / "evidence.toml").only("claims", "said").entries("said"))
    return tuple(
        OftenSaid(
            id=key,
            nutrients=read_nutrients(entry.only("id", "nutrients", "said", *POINT_KEYS)),
            said=entry.text("said"),
            found=read_point(entry, folder),
        )
        for key, entry in entries.items()
    )


def claims_on(page: str) -> tuple[Claim, ...]:
    """The claims that stand on a nutrient's page."""
    return tuple(claim for claim in load_claims() if page in claim.nutrients)


def often_said_on(page: str) -> tuple[OftenSaid, ...]:
    """The sayings that stand on a nutrient's page."""
    return tuple(said for said in load_often_said() if page in said.nutrients)
