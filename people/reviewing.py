"""How far the knowledge here was checked, in counts, and what is left for a clinician. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from knowledge.citations import Point
from knowledge.evidence import load_claims, load_often_said
from knowledge.helps import load_helps
from knowledge.medicines import load_classes
from knowledge.nutrient_facts import load_pages
from knowledge.safety import SafetyRow, load_safety
from knowledge.safety_rules import load_rules
from knowledge.tables import DATA
from knowledge.text import gettext_noop as _

#: Verified: the source was read. Second-hand: seen where someone else repeats it.
VERIFIED, SECONDARY, RECALLED = "verified", "secondary", "recalled"
CATEGORY_NAMES: Final[dict[str, str]] = {
    "medication": _("Medicines"),
    "condition": _("Conditions"),
    "pregnancy": _("Pregnancy and breastfeeding"),
    "supplement": _("Supplements"),
    "allergen": _("Allergens"),
    "red-flag": _("Signs that come first"),
}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A part of the knowledge base and how many of its entries were checked how far."""

    name: str
    verified: int
    secondary: int
    recalled: int

    @property
    def total(self) -> int:
        """All of its entries."""
        return self.verified + self.secondary + self.recalled


@dataclass(frozen=True, slots=True)
class ToCheck:
    """The rows of one kind that nobody has checked against their source."""

    name: str
    rows: tuple[SafetyRow, ...]


@cache
def data_version(folder: Path = DATA) -> str:
    """Which state of the knowledge files this is: the beginning of a digest of them all."""
    digest = sha256()
    for file in sorted(folder.iterdir()):
        if file.is_file():
            digest.update(file.name.encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:8]


def parts() -> tuple[Reviewed, ...]:
    """The parts that say for themselves how far each entry was checked."""
    rows = load_safety().values()
    sayings = [one.found for one in load_often_said()]
    claims = [point for claim in load_claims() for point in claim.points]
    helps = [point for one in load_helps() for point in one.points]
    pages = [point for page in load_pages().values() for point in page.points]
    return (
        _counted(_("Safety facts"), (row.confidence for row in rows)),
        _counted(_("Rules that act on plans"), (rule.status for rule in load_rules())),
        _counted(
            _("Who belongs to a class of medicines"),
            (one.confidence for one in load_classes().values()),
        ),
        _counted(_("Statements on what was tried for cramps"), _reviews(claims + sayings + helps)),
        _counted(_("Statements on the nutrients' pages"), _reviews(pages)),
    )


def to_check() -> tuple[ToCheck, ...]:
    """The safety facts that were written from memory, by category."""
    rows = [row for row in load_safety().values() if row.confidence == RECALLED]
    found = (
        ToCheck(name, tuple(row for row in rows if row.category == category))
        for category, name in CATEGORY_NAMES.items()
    )
    return tuple(one for one in found if one.rows)


def _reviews(points: Iterable[Point]) -> Iterable[str]:
    return (point.review for point in points)


def _counted(name: str, reviews: Iterable[str]) -> Reviewed:
    counts = Counter(reviews)
    return Reviewed(name, counts[VERIFIED], counts[SECONDARY], counts[RECALLED])
