"""Nutrition arithmetic: foods and grams to totals with what is known of them. Pure.

Amounts are per 100 g edible in the nutrient's own unit. An unknown amount adds nothing to a total
and is counted, so that every total can say how much of the food it speaks for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

KNOWN: Final = "known"
PARTIAL: Final = "partial"
PRESUMED_NIL: Final = "presumed_nil"

NO_FACTORS: Final[Mapping[str, float]] = {}


@dataclass(frozen=True, slots=True)
class FoodValues:
    """What is known of one food."""

    id: int
    name: str
    is_drink: bool
    amounts: Mapping[str, float]
    """Nutrient -> amount per 100 g; a nutrient that is not there is unknown."""
    certainty: Mapping[str, str]
    """Nutrient -> known, partial or presumed_nil, for the same keys as `amounts`."""


@dataclass(frozen=True, slots=True)
class Part:
    """Grams of a food as it is eaten; `factors` are shares kept in cooking (1 where absent)."""

    food: int
    grams: float
    factors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Intake:
    """Amounts by nutrient, and the grams of each food they come from."""

    amounts: Mapping[str, float]
    grams: Mapping[int, float]

    def amount(self, nutrient: str) -> float:
        """The known amount: a guarantee, never more than what is there."""
        return self.amounts.get(nutrient, 0.0)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the food a total speaks for, as foods and by weight without drinks."""

    foods: int
    known: int
    partial: int
    presumed_nil: int
    grams: float
    grams_known: float
    missing: tuple[int, ...]

    @property
    def share(self) -> float:
        """Share of the weight (without water and drinks) that has data; 1 where there is none."""
        return self.grams_known / self.grams if self.grams else 1.0

    @property
    def complete(self) -> bool:
        """Whether nothing is missing: the total is the amount, not just a minimum."""
        return not self.missing and not self.partial


def amount_in(part: Part, nutrient: str, foods: Mapping[int, FoodValues]) -> float | None:
    """The amount of a nutrient in one part; None is unknown."""
    per_100_g = foods[part.food].amounts.get(nutrient)
    if per_100_g is None:
        return None
    return per_100_g * part.grams / 100.0 * part.factors.get(nutrient, 1.0)


def intake_of(parts: Iterable[Part], foods: Mapping[int, FoodValues]) -> Intake:
    """The total of some parts."""
    amounts: dict[str, float] = defaultdict(float)
    grams: dict[int, float] = defaultdict(float)
    for part in parts:
        grams[part.food] += part.grams
        for nutrient, per_100_g in foods[part.food].amounts.items():
            amounts[nutrient] += per_100_g * part.grams / 100.0 * part.factors.get(nutrient, 1.0)
    return Intake(dict(amounts), dict(grams))


def total(pairs: Iterable[tuple[Intake, float]]) -> Intake:
    """The sum of intakes, each times a factor (portions)."""
    amounts: dict[str, float] = defaultdict(float)
    grams: dict[int, float] = defaultdict(float)
    for intake, factor in pairs:
        for nutrient, amount in intake.amounts.items():
            amounts[nutrient] += amount * factor
        for food, weight in intake.grams.items():
            grams[food] += weight * factor
    return Intake(dict(amounts), dict(grams))


def coverage(intake: Intake, nutrient: str, foods: Mapping[int, FoodValues]) -> Coverage:
    """How much of what was eaten has data for `nutrient`."""
    counts = {KNOWN: 0, PARTIAL: 0, PRESUMED_NIL: 0}
    missing: list[int] = []
    grams = grams_known = 0.0
    for food_id, weight in intake.grams.items():
        food = foods[food_id]
        state = food.certainty.get(nutrient)
        if state is None:
            missing.append(food_id)
        else:
            counts[state] += 1
        if not food.is_drink:
            grams += weight
            grams_known += weight if state in (KNOWN, PRESUMED_NIL) else 0.0
    return Coverage(
        foods=len(intake.grams),
        known=counts[KNOWN],
        partial=counts[PARTIAL],
        presumed_nil=counts[PRESUMED_NIL],
        grams=grams,
        grams_known=grams_known,
        missing=tuple(missing),
    )
