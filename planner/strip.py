"""The nutrient strip: what some days bring a person, against targets and limits. Pure.

*Covered* is the share of a target met by known amounts; *known* is the share of the food that has
data. They never blur: unknown amounts add nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from foods.nutrition import Coverage, FoodValues, Intake, coverage, total
from knowledge.nutrients import BY_KEY, GUARD_RAILS, TEN, WEEK_ONLY, Nutrient
from people.targets import DAILY_FLOOR, Targets

State = Literal["met", "below", "over", "none"]

#: Energy within this share of the need counts as met (docs/optimiser.md).
ENERGY_BAND = 0.1


@dataclass(frozen=True, slots=True)
class Row:
    """One nutrient of the strip; amounts are per day."""

    nutrient: Nutrient
    amount: float
    target: float | None
    limit: float | None
    limit_kind: str
    coverage: Coverage
    state: State
    source: str

    @property
    def covered(self) -> float | None:
        """Share of the target met by known amounts; None where there is no target."""
        return self.amount / self.target if self.target else None

    @property
    def short_today(self) -> bool:
        """Whether one day stays under its floor. Judged on the week alone: never."""
        if self.covered is None or self.nutrient.key == "sodium":
            return False
        if self.nutrient.key == "energy":
            return self.state == "below"
        return self.nutrient.key not in WEEK_ONLY and self.covered < DAILY_FLOOR

    @property
    def at_least(self) -> bool:
        """Whether the amount is only a minimum, because some food has no figure."""
        return not self.coverage.complete


def rows(
    days: Sequence[Intake],
    targets: Targets,
    foods: Mapping[int, FoodValues],
    nutrients: Sequence[str] = (*TEN, *GUARD_RAILS),
) -> list[Row]:
    """The strip over some days: means per day, coverage over all that is eaten."""
    whole = total((day, 1.0) for day in days)
    return [_row(key, whole, max(1, len(days)), targets, foods) for key in nutrients]


def _row(
    key: str, whole: Intake, days: int, targets: Targets, foods: Mapping[int, FoodValues]
) -> Row:
    amount = whole.amount(key) / days
    target = target_of(key, targets)
    limit = targets.limit_on(key)
    counted = whole.amount(limit.counts) / days if limit else 0.0
    source = targets.targets[key].source if key in targets.targets else ""
    return Row(
        nutrient=BY_KEY[key],
        amount=amount,
        target=target,
        limit=limit.amount if limit else None,
        limit_kind=limit.kind if limit else "",
        coverage=coverage(whole, key, foods),
        state=_state(key, amount, target, counted, limit.amount if limit else None),
        source=targets.energy.source if key == "energy" else source,
    )


def target_of(key: str, targets: Targets) -> float | None:
    """The amount to reach per day; K2 has none, since no reference intake exists."""
    if key == "energy":
        return targets.energy.kcal
    return targets.targets[key].amount if key in targets.targets else None


def _state(
    key: str, amount: float, target: float | None, counted: float, limit: float | None
) -> State:
    """`counted` is what the limit speaks of: the retinol of vitamin A, the folic acid of folate."""
    if limit is not None and key == "sodium":
        # A range with a limit: below its adequate intake is neither good nor bad news.
        return "over" if amount > limit else ("met" if amount >= (target or 0) else "none")
    if limit is not None and counted > limit:
        return "over"
    if target is None:
        return "none"
    share = amount / target
    if key == "energy":
        return "met" if abs(share - 1) <= ENERGY_BAND else ("below" if share < 1 else "over")
    return "met" if share >= 1.0 - 1e-9 else "below"
