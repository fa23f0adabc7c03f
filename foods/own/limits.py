"""What a dose brings beside the upper limits for adults: information, no advice. Pure.

Limits are those of adults of 19 to 70 years, the lower one where women's and men's differ. A limit
of supplements alone (magnesium) meets the dose as it is; a limit of everything eaten and drunk
leaves the less for food.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from knowledge.efsa import efsa_intakes
from knowledge.intakes import Scope, reference_intakes
from knowledge.life_stages import Sex
from knowledge.nutrients import BY_KEY, CATALOGUE, Nutrient

Body = Literal["US", "EU"]
#: Intakes by nutrient of a sex and an age in years.
Table = Callable[[Sex, float], Mapping[str, Any]]

SEXES: Final[tuple[Sex, ...]] = ("female", "male")
#: An adult age; from 71 years limits are another band's.
AGE: Final = 40.0
#: The amount that counts where a limit is not of the nutrient as a whole.
COUNTED: Final[Mapping[str, str]] = {"folic_acid": "folic_acid", "retinol": "retinol"}


@dataclass(frozen=True, slots=True)
class Limit:
    """An upper limit of adults per day, in the unit of `nutrient`."""

    nutrient: Nutrient
    body: Body
    amount: float
    scope: Scope
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class DoseLimit:
    """A limit with what one dose brings of it."""

    limit: Limit
    dose: float

    @property
    def share(self) -> float:
        """The dose as a share of the limit, 1 at the limit."""
        return self.dose / self.limit.amount

    @property
    def over(self) -> bool:
        """Whether one dose a day passes the limit."""
        return self.share > 1.0 + 1e-9


def limits_of_dose(per_dose: Mapping[str, float]) -> tuple[DoseLimit, ...]:
    """The limits that a dose counts towards, those it passes first, then as the catalogue goes."""
    found = [
        DoseLimit(limit, per_dose[limit.nutrient.key])
        for limit in adult_limits()
        if per_dose.get(limit.nutrient.key)
    ]
    order = {nutrient.key: position for position, nutrient in enumerate(CATALOGUE)}
    return tuple(sorted(found, key=lambda one: (not one.over, order[one.limit.nutrient.key])))


def adult_limits() -> tuple[Limit, ...]:
    """Upper limits of adults, of both bodies, by the nutrient whose amount counts."""
    found: dict[tuple[Body, str], Limit] = {}
    tables: tuple[tuple[Body, Table], ...] = (("US", reference_intakes), ("EU", efsa_intakes))
    for body, table in tables:
        for sex in SEXES:
            for key, intake in table(sex, AGE).items():
                if intake.upper_limit is None or intake.ul_scope is None:
                    continue
                counted = BY_KEY[COUNTED.get(intake.ul_scope, key)]
                limit = Limit(
                    counted,
                    body,
                    intake.upper_limit,
                    intake.ul_scope,
                    intake.ul_note,
                    intake.source,
                )
                known = found.get((body, counted.key))
                if known is None or limit.amount < known.amount:
                    found[body, counted.key] = limit
    return tuple(found.values())
