"""A person's facts to daily targets, limits and energy, each with its source. Pure.

Targets are of usual intake: judged on the week's mean, with a floor on each day. Vitamin D and B12
are judged on the week alone, because body stores outlast a day.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from knowledge.energy import Activity, EnergyEstimate, estimated_energy
from knowledge.intakes import ReferenceIntake, load_intakes, reference_intakes
from knowledge.life_stages import LifeStage, Sex
from knowledge.nutrients import WEEK_ONLY
from knowledge.ranges import KCAL_PER_GRAM, Ranges, ranges

#: Share of a target that each single day should reach (design choice: docs/optimiser.md).
DAILY_FLOOR: Final = 0.8
#: What passing a limit counts, by `ul_scope`: the nutrient whose total it is compared with.
#: Scopes "added" and "supplement" have no entry: food alone never counts towards them.
SCOPE_NUTRIENT: Final[Mapping[str, str]] = {"retinol": "retinol", "folic_acid": "folic_acid"}


@dataclass(frozen=True, slots=True)
class Profile:
    """What reference values ask of a person, at one age."""

    sex: Sex
    age: int
    life_stage: LifeStage = "none"
    height_cm: float | None = None
    weight_kg: float | None = None
    activity: Activity = "low-active"
    gestation_week: float | None = None


@dataclass(frozen=True, slots=True)
class DailyTarget:
    """A usual intake to reach, per day, in the nutrient's own unit."""

    nutrient: str
    amount: float
    kind: Literal["RDA", "AI"]
    daily_floor: float
    source: str


@dataclass(frozen=True, slots=True)
class DailyLimit:
    """An amount that usual intake stays below. `hard`: no plan above it is given."""

    nutrient: str
    counts: str
    """The nutrient whose total is compared: retinol for vitamin A."""
    amount: float
    hard: bool
    kind: Literal["UL", "CDRR"]
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class EnergyBand:
    """A nutrient's share of energy over the week, 0 to 1."""

    nutrient: str
    kcal_per_gram: float
    low: float | None
    high: float | None
    source: str


@dataclass(frozen=True, slots=True)
class Targets:
    """Everything a person's menu is judged by."""

    energy: EnergyEstimate
    targets: Mapping[str, DailyTarget]
    limits: tuple[DailyLimit, ...]
    bands: tuple[EnergyBand, ...]

    def limit_on(self, nutrient: str) -> DailyLimit | None:
        """The limit that speaks of a nutrient, where food counts towards one."""
        return next((limit for limit in self.limits if limit.nutrient == nutrient), None)


def targets_for(profile: Profile) -> Targets:
    """Targets, limits and energy of a person.

    Raises ValueError in words where no reference values exist (under 1 year, a life stage that
    does not fit sex or age).
    """
    intakes = reference_intakes(profile.sex, profile.age, profile.life_stage)
    person = ranges(profile.sex, profile.age, profile.life_stage)
    energy = estimated_energy(
        profile.sex,
        profile.age,
        profile.height_cm,
        profile.weight_kg,
        profile.activity,
        profile.life_stage,
        gestation_week=profile.gestation_week,
    )
    targets = {key: _target(intake) for key, intake in intakes.items()}
    targets["protein"] = _protein(targets["protein"], person, profile.weight_kg)
    return Targets(energy, targets, (*_upper_limits(intakes), *_reduce(person)), _bands(person))


def _target(intake: ReferenceIntake) -> DailyTarget:
    floor = 0.0 if intake.nutrient in WEEK_ONLY else DAILY_FLOOR
    return DailyTarget(intake.nutrient, intake.amount, intake.kind, floor, intake.source)


def _protein(table: DailyTarget, person: Ranges, weight_kg: float | None) -> DailyTarget:
    """Protein by body weight where it is known; the table's figure is for a reference body."""
    per_kg = person.per_kg.get("protein")
    if per_kg is None or per_kg.low is None or weight_kg is None:
        return table
    return DailyTarget("protein", per_kg.low * weight_kg, "RDA", table.daily_floor, per_kg.source)


def _upper_limits(intakes: Mapping[str, ReferenceIntake]) -> list[DailyLimit]:
    found = []
    for key, intake in intakes.items():
        counts = SCOPE_NUTRIENT.get(intake.ul_scope or "", key)
        by_food = intake.ul_scope in ("total", *SCOPE_NUTRIENT)
        if intake.upper_limit is not None and by_food:
            hard = intake.ul_rule == "block"
            found.append(
                DailyLimit(
                    key,
                    counts,
                    intake.upper_limit,
                    hard,
                    "UL",
                    intake.ul_rule_note,
                    intake.source,
                )
            )
    return found


def _reduce(person: Ranges) -> list[DailyLimit]:
    return [
        DailyLimit(key, key, found.high, False, "CDRR", found.note, found.source)
        for key, found in person.reduce_above.items()
        if found.high is not None
    ]


def _bands(person: Ranges) -> tuple[EnergyBand, ...]:
    return tuple(
        EnergyBand(key, KCAL_PER_GRAM[key], found.low, found.high, found.source)
        for key, found in person.energy_shares.items()
        if key != "sugars_added"
    )


def limited_nutrients() -> frozenset[str]:
    """Nutrients whose totals are compared with an upper limit, for anyone."""
    scopes = {"total", *SCOPE_NUTRIENT}
    return frozenset(
        SCOPE_NUTRIENT.get(row.intake.ul_scope, row.intake.nutrient)
        for row in load_intakes()
        if row.intake.upper_limit is not None and row.intake.ul_scope in scopes
    )


def portions(energy_kcal: float) -> tuple[float, ...]:
    """Portions a person may be given: half to one and a half times their usual one, in quarters.

    Ascending, in recipe servings (design choice: docs/optimiser.md).
    """
    usual = usual_portion(energy_kcal)
    first, last = math.ceil(usual * 0.5 * 4), math.floor(usual * 1.5 * 4)
    return tuple(quarter / 4 for quarter in range(max(1, first), last + 1))


def usual_portion(energy_kcal: float) -> float:
    """The portion a person has by default, in quarters of a recipe serving.

    Recipes are written for somebody who needs 2,000 kcal a day.
    """
    return max(1, round(energy_kcal / 2000.0 * 4)) / 4


def mean_targets(days: Sequence[Targets]) -> Targets:
    """Targets over several days: the mean of each, the strictest of each limit.

    Days differ only where a birthday or a life stage falls within them.
    """
    first = days[0]
    if all(day == first for day in days):
        return first
    targets = {
        key: replace(target, amount=sum(day.targets[key].amount for day in days) / len(days))
        for key, target in first.targets.items()
    }
    limits = {(limit.nutrient, limit.kind): limit for limit in first.limits}
    for limit in (limit for day in days[1:] for limit in day.limits):
        known = limits.get((limit.nutrient, limit.kind), limit)
        limits[limit.nutrient, limit.kind] = min(known, limit, key=lambda one: one.amount)
    kcal = sum(day.energy.kcal for day in days) / len(days)
    return replace(
        first,
        energy=replace(first.energy, kcal=kcal),
        targets=targets,
        limits=tuple(limits.values()),
    )
