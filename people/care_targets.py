"""Targets as the safety rules leave them: which are off, which are capped, what comes on top. Pure.

Every target is a subject like any other and is judged by the same rules. One that a clinician is to
decide about is off until somebody sets it (an override); one that is blocked is off for good, and a
figure set above the reference value goes back to it. Nothing here knows a medicine or a condition.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from knowledge.safety_rules import Reason, highest_ai
from knowledge.safety_rules_subjects import Subject
from people.care import Care
from people.targets import DailyLimit, DailyTarget, Targets

Effect = Literal["off", "capped", "limit", "steady"]

#: A nutrient whose limit turns hard where the rules restrict a class of foods, with that class.
LIMITED_THROUGH: Final[Mapping[str, str]] = {"sodium": "salty"}
#: A nutrient that a menu must not be high in, with the plan that rules speak of: the highest
#: adequate intake of any adult becomes a limit, as it is for targets.
NOT_HIGH: Final[Mapping[str, str]] = {"potassium": "plan:high_potassium"}
#: A nutrient that is kept around the usual amount, with the class of foods rules speak of.
KEPT_STEADY: Final[Mapping[str, str]] = {"vitamin_k1": "k1_rich"}
#: How far the week's mean may be from the usual amount (design choice, to be reviewed): swings of
#: a fifth are within what people eat from one week to the next.
STEADY_BAND: Final = 0.2
#: mg of sodium a day with kidney disease: KDIGO 2024, "less than 2 g" (S041).
SODIUM_CKD: Final = 2000.0
#: Rules of kidney disease that bring that limit.
SODIUM_CKD_RULES: Final = frozenset({"ckd-sodium"})


@dataclass(frozen=True, slots=True)
class TargetNote:
    """What a rule did to a nutrient's figures."""

    nutrient: str
    effect: Effect
    reason: Reason
    amount: float | None = None
    """Of a cap or limit, in the nutrient's own unit."""


@dataclass(frozen=True, slots=True)
class Steady:
    """A nutrient to be kept around a usual amount: the week's mean stays from `low` to `high`."""

    nutrient: str
    usual: float
    low: float
    high: float
    reason: Reason


def adjust_targets(
    targets: Targets, care: Care, reference: Targets | None = None
) -> tuple[Targets, tuple[TargetNote, ...]]:
    """Targets for somebody whom these rules concern, and what was changed and why.

    `targets` hold overrides already, `reference` is what they were before (None: the same).
    """
    before = reference or targets
    kept: dict[str, DailyTarget] = {}
    notes: list[TargetNote] = []
    for key, target in targets.targets.items():
        left, made = _target(target, before.targets.get(key), care)
        notes += made
        if left is not None:
            kept[key] = left
    limits, made = _limits(targets, before, care)
    notes += made
    if not notes:
        return targets, ()
    return replace(targets, targets=kept, limits=limits), tuple(notes)


Judged = tuple[DailyTarget | None, list[TargetNote]]


def _target(target: DailyTarget, reference: DailyTarget | None, care: Care) -> Judged:
    key = target.nutrient
    found = care.reasons(_goal(key, target.amount))
    if any(one.level == "block" for one in found):
        return _capped(target, reference, care)
    asks = [one for one in found if one.level == "ask_clinician"]
    if asks and not _decided(target, care):
        return None, [TargetNote(key, "off", one) for one in asks]
    rest = [one for one in found if one.level in ("keep_consistent", "limit")]
    return target, [TargetNote(key, "steady", one) for one in rest]


def _capped(target: DailyTarget, reference: DailyTarget | None, care: Care) -> Judged:
    """A figure that is too high goes back to the reference value, where that may stand."""
    key = target.nutrient
    blocks = [one for one in care.reasons(_goal(key, target.amount)) if one.level == "block"]
    if reference is not None and reference.amount < target.amount:
        lower = replace(reference, override=target.override)
        left, made = _target(lower, None, care)
        if left is not None:
            return left, [TargetNote(key, "capped", one, left.amount) for one in blocks] + made
    return None, [TargetNote(key, "off", one) for one in blocks]


def _decided(target: DailyTarget, care: Care) -> bool:
    """Whether a clinician set this figure: only then may one stand that they decide about."""
    key = (target.nutrient, "target")
    return target.override is not None and key in care.record.set_by_clinician


def _goal(nutrient: str, amount: float) -> Subject:
    """A target that is met from food, as the rules see it."""
    classes = frozenset({"target", f"target:{nutrient}"})
    traits = frozenset({"from_food"})
    return Subject(f"{nutrient} target", classes, traits, amounts={nutrient: amount})


Limits = dict[tuple[str, str], DailyLimit]


def _limits(
    targets: Targets, reference: Targets, care: Care
) -> tuple[tuple[DailyLimit, ...], list[TargetNote]]:
    limits: Limits = {(limit.nutrient, limit.kind): limit for limit in targets.limits}
    notes = [*_hardened(limits, reference, care), *_ceilings(limits, reference, care)]
    for band in steady_bands(targets, reference, care):
        source = "; ".join(band.reason.sources)
        limits[band.nutrient, "own"] = DailyLimit(
            *(band.nutrient, band.nutrient, band.high, True, "own", band.reason.words, source)
        )
        notes.append(TargetNote(band.nutrient, "steady", band.reason, band.usual))
    return tuple(limits.values()), notes


def _hardened(limits: Limits, reference: Targets, care: Care) -> list[TargetNote]:
    """Limits that are never passed, because the rules restrict the foods they come from."""
    notes = []
    for nutrient, about in LIMITED_THROUGH.items():
        found = care.reasons(Subject(about, frozenset({"food", about})))
        base = reference.limit_on(nutrient)
        if not found or base is None:
            continue
        low = any(one.rule in SODIUM_CKD_RULES for one in found)
        amount = min(base.amount, SODIUM_CKD) if low else base.amount
        own = next((one for one in limits.values() if one.nutrient == nutrient), None)
        if own is not None and own.override is not None:
            clinician = (nutrient, "limit") in care.record.set_by_clinician
            amount = own.amount if clinician else min(amount, own.amount)
        limits[nutrient, base.kind] = replace(own or base, amount=amount, hard=True)
        notes.append(TargetNote(nutrient, "limit", found[0], amount))
    return notes


def _ceilings(limits: Limits, reference: Targets, care: Care) -> list[TargetNote]:
    """A limit where a menu must not be high in a nutrient: the highest AI of any adult."""
    notes = []
    for nutrient, plan in NOT_HIGH.items():
        found = care.reasons(Subject("a plan", frozenset({plan})))
        target = reference.targets.get(nutrient)
        own = next((one for one in limits.values() if one.nutrient == nutrient), None)
        decided = own is not None and (nutrient, "limit") in care.record.set_by_clinician
        if not found or target is None or decided:
            continue
        # EFSA's own are higher (3,500 and 4,000 mg): what two bodies disagree on stays the lower.
        most = highest_ai(nutrient)
        amount = min(most, own.amount) if own is not None else most
        limits[nutrient, "own"] = DailyLimit(
            *(nutrient, nutrient, amount, True, "own", found[0].words),
            "; ".join(found[0].sources),
        )
        notes.append(TargetNote(nutrient, "limit", found[0], amount))
    return notes


def steady_bands(targets: Targets, reference: Targets, care: Care) -> tuple[Steady, ...]:
    """What stays around the usual amount: the person's own figure, else the reference value."""
    bands = []
    for nutrient, about in KEPT_STEADY.items():
        found = care.reasons(Subject(about, frozenset({"food", about})))
        held = [one for one in found if one.level == "keep_consistent"]
        own = next(
            (o for o in targets.overrides if (o.nutrient, o.kind) == (nutrient, "target")), None
        )
        base = reference.targets.get(nutrient)
        usual = own.amount if own and own.amount else base.amount if base else None
        if held and usual is not None:
            low, high = usual * (1 - STEADY_BAND), usual * (1 + STEADY_BAND)
            bands.append(Steady(nutrient, usual, low, high, held[0]))
    return tuple(bands)
