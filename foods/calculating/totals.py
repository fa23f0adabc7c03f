"""What the counted lines bring together, and how much of it is known. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foods.nutrition import Coverage, FoodValues, Intake, Part, coverage, intake_of
from knowledge.daily_values import daily_value
from knowledge.nutrients import CATALOGUE, GUARD_RAILS, TEN, Nutrient


@dataclass(frozen=True, slots=True)
class NutrientTotal:
    """One nutrient: its known amount (None where nothing is known) and what that speaks for."""

    nutrient: Nutrient
    amount: float | None
    daily_value: float | None
    coverage: Coverage
    missing: tuple[str, ...]
    """Names of foods without a figure."""
    partial: tuple[str, ...]
    """Names of foods whose figure is a minimum."""

    @property
    def share(self) -> float | None:
        """Share of the Daily Value that the known amount covers."""
        if self.amount is None or not self.daily_value:
            return None
        return self.amount / self.daily_value

    @property
    def at_least(self) -> bool:
        """Whether the amount is only a minimum."""
        return self.amount is not None and not self.coverage.complete

    @property
    def presumed_nil(self) -> bool:
        """Whether every food is presumed to hold none."""
        return self.coverage.foods > 0 and self.coverage.presumed_nil == self.coverage.foods

    @property
    def known_foods(self) -> int:
        """Foods with a figure, a minimum or a presumed nil."""
        return self.coverage.foods - len(self.coverage.missing)


def totals(parts: Iterable[Part], foods: Mapping[int, FoodValues]) -> tuple[NutrientTotal, ...]:
    """Every nutrient of the catalogue: the ten, the guard rails, then the others."""
    intake = intake_of(parts, foods)
    first = (*TEN, *GUARD_RAILS)
    by_key = {nutrient.key: nutrient for nutrient in CATALOGUE}
    keys = (*first, *(key for key in by_key if key not in first))
    return tuple(_total(by_key[key], intake, foods) for key in keys)


def _total(nutrient: Nutrient, intake: Intake, foods: Mapping[int, FoodValues]) -> NutrientTotal:
    covered = coverage(intake, nutrient.key, foods)
    found = intake.amount(nutrient.key)
    # "At least 0" says nothing: without an amount, what is not complete is unknown.
    known = found > 0 or (covered.complete and covered.foods > 0)
    value = daily_value(nutrient.key)
    return NutrientTotal(
        nutrient=nutrient,
        amount=found if known else None,
        daily_value=value.amount if value else None,
        coverage=covered,
        missing=tuple(sorted(foods[food].name for food in covered.missing)),
        partial=tuple(
            sorted(
                foods[food].name
                for food in intake.grams
                if foods[food].certainty.get(nutrient.key) == "partial"
            )
        ),
    )
