"""What people said of a meal: eaten, skipped, something else; how much was drunk so far. Pure.

What nobody spoke of counts as planned: a day that is not over is not short of its dinner.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

PLANNED: Final = "planned"
EATEN: Final = "eaten"
SKIPPED: Final = "skipped"
OTHER: Final = "other"
#: Told, and then not eaten as planned.
NOT_EATEN: Final = frozenset({SKIPPED, OTHER})


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of one person's part of a meal."""

    status: str = PLANNED
    instead: str = ""
    """What was eaten instead, in own words."""
    had: float | None = None
    """Grams of a drink that were drunk so far."""

    @property
    def is_unknown(self) -> bool:
        """Whether something was eaten of which no figures are known."""
        return self.status == OTHER and bool(self.instead)


def counted(amount: float, told: Told | None) -> float:
    """How much of a planned amount counts for the day's nutrients, in the same unit.

    Of a drink the plan counts until more was drunk than planned, or somebody says it was all.
    """
    if told is None:
        return amount
    had = told.had or 0.0
    return had if told.status in NOT_EATEN else max(amount, had)


def told_of(servings: Iterable[Mapping[str, Any]]) -> dict[int, Told]:
    """What was said, by person, from rows of servings; who said nothing is left out."""
    return {
        row["person_id"]: Told(row["status"], row["instead"], row["had"])
        for row in servings
        if row["status"] != PLANNED or row["had"] is not None
    }
