"""Safety rows: medicines, conditions, pregnancy, supplements, allergens and red flags.

`data/safety.csv`, each row under a stable id, with what it applies to, how strict it is and
where it comes from. Pages show them through `knowledge.cautions`; rules for plans build on them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from knowledge.nutrients import BY_KEY
from knowledge.tables import CITED, DATA, Row, read_table, unique

Category = Literal["medication", "condition", "pregnancy", "supplement", "allergen", "red-flag"]
AppliesTo = Literal["food", "supplement", "both", "target", "blood-test prompt", "symptom"]
Severity = Literal["avoid", "ask-clinician", "limit", "keep-consistent", "spacing", "require"]
Urgency = Literal["emergency", "same-day", "routine"]
Status = Literal["verified", "recalled"]

CATEGORIES: Final[tuple[Category, ...]] = (
    *("medication", "condition", "pregnancy", "supplement", "allergen", "red-flag"),
)
APPLIES_TO: Final[tuple[AppliesTo, ...]] = (
    *("food", "supplement", "both", "target", "blood-test prompt", "symptom"),
)
#: The strictest first: where several rows meet, the first of them decides.
SEVERITIES: Final[tuple[Severity, ...]] = (
    *("avoid", "ask-clinician", "limit", "keep-consistent", "spacing", "require"),
)
#: The most urgent first.
URGENCIES: Final[tuple[Urgency, ...]] = ("emergency", "same-day", "routine")
STATUSES: Final[tuple[Status, ...]] = ("verified", "recalled")
COLUMNS: Final = (
    *("id", "category", "condition_or_medication", "nutrient_or_food", "applies_to"),
    *("severity", "urgency", "nutrients", "rule", "rationale"),
    *CITED,
)


@dataclass(frozen=True, slots=True)
class SafetyRow:
    """One row: for whom, about what, how strict, and why."""

    id: str
    category: Category
    condition_or_medication: str
    nutrient_or_food: str
    applies_to: AppliesTo
    severity: Severity
    urgency: Urgency | None
    """How soon a clinician should look; only symptoms have one."""
    nutrients: tuple[str, ...]
    """The nutrient pages it concerns."""
    rule: str
    rationale: str
    source: str
    confidence: Status


@cache
def load_safety(folder: Path = DATA) -> Mapping[str, SafetyRow]:
    """The rows by id; `TableError` where the file is not as it should be."""
    rows = unique(read_table(folder / "safety.csv", COLUMNS), "id")
    return {row.text("id"): _safety_row(row) for row in rows}


def _safety_row(row: Row) -> SafetyRow:
    nutrients = row.words("nutrients")
    for nutrient in nutrients:
        if nutrient not in BY_KEY:
            raise row.error("nutrients", f"'{nutrient}' is not in the catalogue")
    urgency = row.optional_choice("urgency", URGENCIES)
    applies_to = row.choice("applies_to", APPLIES_TO)
    if (urgency is None) == (applies_to == "symptom"):
        raise row.error("urgency", "symptoms have an urgency, and nothing else has one")
    return SafetyRow(
        id=row.text("id"),
        category=row.choice("category", CATEGORIES),
        condition_or_medication=row.text("condition_or_medication"),
        nutrient_or_food=row.optional_text("nutrient_or_food") or "",
        applies_to=applies_to,
        severity=row.choice("severity", SEVERITIES),
        urgency=urgency,
        nutrients=nutrients,
        rule=row.text("rule"),
        rationale=row.text("rationale"),
        source=row.text("source"),
        confidence=row.choice("confidence", STATUSES),
    )


def strictest(rows: Iterable[SafetyRow]) -> Severity:
    """The severity that decides where several rows meet; `ValueError` without any row."""
    return min((row.severity for row in rows), key=SEVERITIES.index)


def status_of(rows: Iterable[SafetyRow]) -> Status:
    """What can be said of several rows together: verified only where every one is."""
    return "verified" if all(row.confidence == "verified" for row in rows) else "recalled"
