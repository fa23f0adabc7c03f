"""What a portion of a food brings to one person's targets. Pure.

Shares are of a day's target. Sodium has a limit instead: less of it is better. Vitamin K2 has no
reference intake, so it has an amount and no share.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from knowledge.nutrients import BY_KEY, CATALOGUE, GUARD_RAILS, TEN, Nutrient
from people.targets import Targets

Against = Literal["target", "limit", "none"]
#: Judged by its limit: the target is a minimum that everyone reaches.
BY_LIMIT: Final = frozenset({"sodium"})
ENERGY: Final = "energy"


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One nutrient in a portion beside what it is compared with.

    `amount` is None where it is unknown; `wanted` is the target or limit in the nutrient's unit.
    """

    nutrient: Nutrient
    amount: float | None
    at_least: bool
    against: Against
    wanted: float | None

    @property
    def share(self) -> float | None:
        """Of the target or limit, None where either is unknown."""
        return self.amount / self.wanted if self.amount is not None and self.wanted else None


def share_rows(
    amounts: Mapping[str, float], certainty: Mapping[str, str], grams: float, targets: Targets
) -> tuple[tuple[ShareRow, ...], tuple[ShareRow, ...]]:
    """The ten and the guard rails, then every other nutrient with a target.

    `amounts` are per 100 g, `grams` the portion.
    """
    first = (*TEN, *GUARD_RAILS)
    others = [n.key for n in CATALOGUE if n.key in targets.targets and n.key not in first]

    def row(key: str) -> ShareRow:
        per_100_g = amounts.get(key)
        amount = None if per_100_g is None else per_100_g * grams / 100.0
        against, wanted = _wanted(key, targets)
        return ShareRow(BY_KEY[key], amount, certainty.get(key) == "partial", against, wanted)

    return tuple(map(row, first)), tuple(map(row, others))


def _wanted(key: str, targets: Targets) -> tuple[Against, float | None]:
    if key == ENERGY:
        return "target", targets.energy.kcal
    limit = targets.limit_on(key) if key in BY_LIMIT else None
    if limit is not None:
        return "limit", limit.amount
    target = targets.targets.get(key)
    return ("target", target.amount) if target else ("none", None)
