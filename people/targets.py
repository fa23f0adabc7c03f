"""A person's facts to daily targets, limits and energy, each with its source. Pure.

Targets are of usual intake: judged on the week's mean, with a floor on each day. Vitamin D and B12
are judged on the week alone, because body stores outlast a day.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeVar

from knowledge.efsa import MEGAJOULES_PER_1000_KCAL, EfsaIntake, efsa_intakes
from knowledge.energy import (
    ADULT_FROM_YEARS,
    Activity,
    EnergyEstimate,
    estimated_energy,
    mifflin_energy,
)
from knowledge.intakes import ReferenceIntake, load_intakes, reference_intakes
from knowledge.life_stages import LifeStage, Sex
from knowledge.nutrients import WEEK_ONLY
from knowledge.ranges import KCAL_PER_GRAM, Ranges, ranges

#: Share of a target that each single day should reach (design choice: docs/optimiser.md).
DAILY_FLOOR: Final = 0.8
#: Stated as an intake that is safe and adequate, which is no goal: EFSA's sodium is a limit here.
SAFE_AND_ADEQUATE: Final = "safe_and_adequate"
#: What passing a limit counts, by `ul_scope`: the nutrient whose total it is compared with.
#: Scopes "added" and "supplement" have no entry: food alone never counts towards them.
SCOPE_NUTRIENT: Final[Mapping[str, str]] = {"retinol": "retinol", "folic_acid": "folic_acid"}


Reference = Literal["dri", "efsa"]
EnergyMethod = Literal["eer", "mifflin"]
TargetKind = Literal["RDA", "AI", "PRI", "own"]
LimitKind = Literal["UL", "CDRR", "safe_and_adequate", "own"]
Figure = TypeVar("Figure")


@dataclass(frozen=True, slots=True)
class Override:
    """A figure that somebody set instead of a reference value. `amount` None: none at all."""

    nutrient: str
    kind: Literal["target", "limit"]
    amount: float | None
    reason: str
    by: str = ""
    """Who set it, as shown."""
    at: dt.datetime | None = None


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
    months_after_birth: float | None = None
    """Since the birth of the child who is breastfed."""
    reference: Reference = "dri"
    energy_method: EnergyMethod = "eer"


@dataclass(frozen=True, slots=True)
class DailyTarget:
    """A usual intake to reach, per day, in the nutrient's own unit."""

    nutrient: str
    amount: float
    kind: TargetKind
    daily_floor: float
    source: str
    reference: Reference = "dri"
    """Whose value it is: EFSA covers the ten, the rest stays with the DRI."""
    per_megajoule: float | None = None
    """The value per megajoule that the amount follows from (EFSA's thiamin)."""
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class DailyLimit:
    """An amount that usual intake stays below. `hard`: no plan above it is given."""

    nutrient: str
    counts: str
    """The nutrient whose total is compared: retinol for vitamin A."""
    amount: float
    hard: bool
    kind: LimitKind
    note: str
    source: str
    reference: Reference = "dri"
    override: Override | None = None


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
    overrides: tuple[Override, ...] = ()
    """Every override in force, those that say "no target" included."""

    def override_of(
        self, nutrient: str, kind: Literal["target", "limit"] = "target"
    ) -> Override | None:
        """The override of a nutrient's target or limit, if there is one."""
        return next(
            (one for one in self.overrides if (one.nutrient, one.kind) == (nutrient, kind)), None
        )

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
    energy = energy_for(profile)
    targets = {key: _target(intake) for key, intake in intakes.items()}
    targets["protein"] = _protein(targets["protein"], person, profile.weight_kg)
    limits = (*_upper_limits(intakes), *_reduce(person))
    if profile.reference == "efsa":
        efsa = efsa_intakes(profile.sex, profile.age, profile.life_stage)
        targets |= _efsa_targets(efsa, energy.kcal)
        limits = _efsa_limits(efsa, limits)
    return Targets(energy, targets, limits, _bands(person))


def energy_for(profile: Profile) -> EnergyEstimate:
    """Energy by the method of a profile; errors as `targets_for`.

    Mifflin-St Jeor is for adults who are neither pregnant nor breastfeeding; for anyone else the
    estimated energy requirement stands in, and `equation` says so.
    """
    adult = profile.age >= ADULT_FROM_YEARS and profile.life_stage == "none"
    if profile.energy_method == "mifflin" and adult:
        return mifflin_energy(
            profile.sex, profile.age, profile.height_cm, profile.weight_kg, profile.activity
        )
    return estimated_energy(
        profile.sex,
        profile.age,
        profile.height_cm,
        profile.weight_kg,
        profile.activity,
        profile.life_stage,
        gestation_week=profile.gestation_week,
        months_after_birth=profile.months_after_birth,
    )


def _target(intake: ReferenceIntake) -> DailyTarget:
    floor = 0.0 if intake.nutrient in WEEK_ONLY else DAILY_FLOOR
    return DailyTarget(intake.nutrient, intake.amount, intake.kind, floor, intake.source)


def _efsa_targets(efsa: Mapping[str, EfsaIntake], kcal: float) -> dict[str, DailyTarget]:
    """EFSA's values to reach; thiamin follows the person's own energy."""
    found = {}
    for key, intake in efsa.items():
        if intake.kind == SAFE_AND_ADEQUATE:
            continue
        rate = intake.amount if intake.per_megajoule else None
        amount = intake.amount if rate is None else rate * megajoules(kcal)
        floor = 0.0 if key in WEEK_ONLY else DAILY_FLOOR
        kind: TargetKind = "AI" if intake.kind == "AI" else "PRI"
        found[key] = DailyTarget(key, amount, kind, floor, intake.source, "efsa", rate)
    return found


def megajoules(kcal: float) -> float:
    """Energy in megajoules."""
    return kcal * MEGAJOULES_PER_1000_KCAL / 1000.0


def _efsa_limits(
    efsa: Mapping[str, EfsaIntake], dri: Iterable[DailyLimit]
) -> tuple[DailyLimit, ...]:
    """EFSA's limits where food counts towards them; a limit EFSA has not stays the DRI's.

    EFSA's silence is no finding of safety: choosing a reference never takes a limit away.
    """
    ours: dict[str, DailyLimit] = {}
    for key, intake in efsa.items():
        if intake.kind == SAFE_AND_ADEQUATE:
            ours[key] = _efsa_limit(intake, intake.amount, hard=False)
        elif intake.upper_limit is not None and intake.ul_scope in ("total", *SCOPE_NUTRIENT):
            ours[key] = _efsa_limit(intake, intake.upper_limit, hard=intake.ul_rule == "block")
    kept = (limit for limit in dri if limit.nutrient not in ours)
    return (*kept, *ours.values())


def _efsa_limit(intake: EfsaIntake, amount: float, *, hard: bool) -> DailyLimit:
    safe = intake.kind == SAFE_AND_ADEQUATE
    return DailyLimit(
        nutrient=intake.nutrient,
        counts=SCOPE_NUTRIENT.get(intake.ul_scope or "", intake.nutrient),
        amount=amount,
        hard=hard,
        kind="safe_and_adequate" if safe else "UL",
        note=intake.ul_rule_note,
        source=intake.source,
        reference="efsa",
    )


def with_overrides(targets: Targets, overrides: Iterable[Override]) -> Targets:
    """Targets with somebody's own figures in place; each carries its override and so its reason.

    An amount of None takes the target or limit away (never energy's: a week needs one). A
    nutrient without a reference value, such as vitamin K2, gets a target only in this way.
    """
    listed = tuple(one for one in overrides if one.nutrient != "energy" or one.amount is not None)
    if not listed:
        return targets
    energy = next((o for o in listed if (o.nutrient, o.kind) == ("energy", "target")), None)
    changed = targets if energy is None else _with_energy(targets, energy)
    found = dict(changed.targets)
    limits = {limit.nutrient: limit for limit in changed.limits}
    for one in listed:
        if one.nutrient == "energy":
            continue
        if one.kind == "target":
            _place(found, one, _own_target(one, found.get(one.nutrient)))
        else:
            _place(limits, one, _own_limit(one, limits.get(one.nutrient)))
    return replace(changed, targets=found, limits=tuple(limits.values()), overrides=listed)


def _place(rows: dict[str, Figure], one: Override, row: Figure | None) -> None:
    if row is None:
        rows.pop(one.nutrient, None)
    else:
        rows[one.nutrient] = row


def _own_target(one: Override, reference: DailyTarget | None) -> DailyTarget | None:
    if one.amount is None:
        return None
    floor = 0.0 if one.nutrient in WEEK_ONLY else DAILY_FLOOR
    kept = reference.reference if reference else "dri"
    return DailyTarget(one.nutrient, one.amount, "own", floor, one.reason, kept, None, one)


def _own_limit(one: Override, reference: DailyLimit | None) -> DailyLimit | None:
    if one.amount is None:
        return None
    if reference is not None:
        changed = replace(reference, amount=one.amount, kind="own", source=one.reason)
        return replace(changed, override=one)
    key = one.nutrient
    return DailyLimit(key, key, one.amount, True, "own", "", one.reason, override=one)


def _with_energy(targets: Targets, one: Override) -> Targets:
    """Another energy need; what is stated per megajoule follows it."""
    if one.amount is None:
        return targets
    kcal = one.amount
    following = {
        key: replace(target, amount=target.per_megajoule * megajoules(kcal))
        for key, target in targets.targets.items()
        if target.per_megajoule is not None
    }
    energy = replace(targets.energy, kcal=kcal, source=one.reason)
    return replace(targets, energy=energy, targets={**targets.targets, **following})


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
        # A target that is off on one day (a due date, a caution) is off for them all.
        if all(key in day.targets for day in days)
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
