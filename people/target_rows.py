"""A person's targets as lines of a page: the ten, the guard rails, then everything else. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from foods.nutrient_targets import KIND_NAMES
from knowledge.nutrients import BY_KEY, CATALOGUE, GUARD_RAILS, TEN, Nutrient
from knowledge.text import gettext_noop as _
from people.care_targets import TargetNote
from people.targets import DailyLimit, DailyTarget, Override, Targets

#: What kind of figure it is, in words that a tooltip is not needed for.
KINDS: Final[dict[str, str]] = KIND_NAMES | {
    "UL": _("Tolerable upper intake level (UL)"),
    "CDRR": _("Chronic disease risk reduction intake (CDRR): less is better above it"),
    "own": _("Set for this person"),
}
#: The same in a column.
SHORT_KINDS: Final[dict[str, str]] = {
    **{kind: kind for kind in ("RDA", "AI", "PRI", "UL", "CDRR")},
    "safe_and_adequate": _("safe and adequate"),
    "own": _("own"),
    "estimate": _("estimate"),
}
BY_RULE: Final = _("safety rule")
#: Judged by their limit: the target is where the range begins.
RANGES: Final = frozenset({"sodium"})
REFERENCE_NAMES: Final[dict[str, str]] = {"dri": "DRI", "efsa": "EFSA"}


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One nutrient: what to reach, what to stay below, from where, and what somebody changed."""

    nutrient: Nutrient
    amount: float | None
    kind: str
    source: str
    reference: str
    target: DailyTarget | None
    limit: DailyLimit | None
    override: Override | None
    limit_override: Override | None
    notes: tuple[TargetNote, ...] = ()
    """What safety rules did to it, and why."""

    @property
    def is_range(self) -> bool:
        """Sodium: from the target to the limit."""
        return self.nutrient.key in RANGES and self.amount is not None and self.limit is not None

    @property
    def kind_name(self) -> str:
        """The kind of the target in full."""
        return KINDS.get(self.kind, "")

    @property
    def short_kind(self) -> str:
        """The kind of the target in a column."""
        return SHORT_KINDS.get(self.kind, "")

    @property
    def short_limit_kind(self) -> str:
        """The kind of the limit in a column; one that nobody set comes from a safety rule."""
        if self.limit and self.limit.kind == "own" and self.limit.override is None:
            return BY_RULE
        return SHORT_KINDS.get(self.limit.kind, "") if self.limit else ""

    @property
    def limit_of_part(self) -> str:
        """The name of what the limit counts, where that is not the nutrient itself."""
        if self.limit is None or self.limit.counts == self.nutrient.key:
            return ""
        return BY_KEY[self.limit.counts].name

    @property
    def reference_name(self) -> str:
        """Whose value it is: DRI or EFSA."""
        return REFERENCE_NAMES.get(self.reference, "")


@dataclass(frozen=True, slots=True)
class TargetRows:
    """The lines in their three groups."""

    ten: tuple[TargetRow, ...]
    guards: tuple[TargetRow, ...]
    others: tuple[TargetRow, ...]


def target_rows(targets: Targets, notes: Sequence[TargetNote] = ()) -> TargetRows:
    """Every nutrient that has a target, a limit or an override; the ten always."""
    told = {one.nutrient for one in targets.overrides}
    limited = {limit.nutrient for limit in targets.limits}
    known = targets.targets.keys() | told | limited | {note.nutrient for note in notes}
    first = {*TEN, *GUARD_RAILS}
    return TargetRows(
        ten=tuple(target_row(key, targets, notes) for key in TEN),
        guards=tuple(target_row(key, targets, notes) for key in GUARD_RAILS),
        others=tuple(
            target_row(n.key, targets, notes)
            for n in CATALOGUE
            if n.key in known and n.key not in first
        ),
    )


def target_row(key: str, targets: Targets, notes: Sequence[TargetNote] = ()) -> TargetRow:
    """The line of one nutrient."""
    target = targets.targets.get(key)
    override = targets.override_of(key)
    amount: float | None
    if key == "energy":
        amount, source = targets.energy.kcal, targets.energy.source
        kind, reference = ("own" if override else "estimate"), ""
    else:
        amount, source = (target.amount, target.source) if target else (None, "")
        kind, reference = (target.kind, target.reference) if target else ("", "")
    return TargetRow(
        nutrient=BY_KEY[key],
        amount=amount,
        kind=kind,
        source=source,
        reference=reference,
        target=target,
        limit=targets.limit_on(key),
        override=override,
        limit_override=targets.override_of(key, "limit"),
        notes=_each_once(note for note in notes if note.nutrient == key),
    )


def _each_once(notes: Iterable[TargetNote]) -> tuple[TargetNote, ...]:
    """Rules that say the same are said once."""
    return tuple({note.reason.words: note for note in notes}.values())


def sources_of(rows: TargetRows) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every source with the names of the nutrients it stands for, in the order of the table."""
    found: dict[str, list[str]] = {}
    for row in (*rows.ten, *rows.guards, *rows.others):
        # An own figure's reason stands beside it: it is no source.
        target = "" if row.override else row.source
        limit = row.limit.source if row.limit and row.limit.override is None else ""
        stated = (target, limit)
        for source in dict.fromkeys(one for one in stated if one):
            found.setdefault(source, []).append(row.nutrient.name)
    return tuple((source, tuple(names)) for source, names in found.items())
