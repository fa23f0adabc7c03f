"""Tables of reference values for the pages on nutrients: the US and Canada beside Europe. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.efsa import EfsaRow, load_efsa
from knowledge.intakes import IntakeRow, Scope, load_intakes
from knowledge.ranges import load_ranges
from knowledge.target_table import TargetRow, target_rows
from knowledge.text import gettext_noop as _

#: The age that "adults" at the head of a page speaks of, in years.
ADULT: Final = 35
#: What the limit counts, in words.
SCOPES: Final[dict[Scope, str]] = {
    "total": _("Counts everything: food, drinks and supplements."),
    "supplement": _("Counts supplements and medicines only, never what is naturally in food."),
    "added": _("Counts supplements and what is added to food, never what is naturally in it."),
    "folic_acid": _("Counts folic acid from supplements and fortified food only."),
    "retinol": _("Counts retinol only, never carotenoids."),
}
#: The same in two words, beside a figure.
SHORT_SCOPES: Final[dict[Scope, str]] = {
    "total": _("from everything"),
    "supplement": _("from supplements only"),
    "added": _("added and supplements only"),
    "folic_acid": _("folic acid only"),
    "retinol": _("retinol only"),
}
KIND_NAMES: Final[dict[str, str]] = {
    "RDA": _("Recommended dietary allowance (RDA)"),
    "AI": _("Adequate intake (AI)"),
    "PRI": _("Population reference intake (PRI)"),
    "safe_and_adequate": _("Safe and adequate intake"),
}


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A row of a table of targets; `reduce_above` is sodium's alone."""

    row: TargetRow
    reduce_above: float | None


@dataclass(frozen=True, slots=True)
class TargetTable:
    """Reference values of one body, with what its columns need to show."""

    lines: tuple[TargetLine, ...]
    kinds: tuple[str, ...]
    sources: tuple[str, ...]
    scope: Scope | None
    """What its limits count; one nutrient's all count the same."""
    per_megajoule: bool
    recalled: bool
    """Whether a figure of it is still to be checked."""

    @property
    def scope_name(self) -> str:
        """What the limit counts, in a sentence; "" without a limit."""
        return SCOPES[self.scope] if self.scope else ""

    @property
    def short_scope(self) -> str:
        """What the limit counts, in two words; "" without a limit."""
        return SHORT_SCOPES[self.scope] if self.scope else ""

    @property
    def split(self) -> bool:
        """Whether women and men differ anywhere, so that they need a column each."""
        return any(
            line.row.male is not None and line.row.male != line.row.female for line in self.lines
        )

    @property
    def has_limits(self) -> bool:
        """Whether there is an upper limit at any age."""
        return any(line.row.upper_limit is not None for line in self.lines)

    @property
    def reduces(self) -> bool:
        """Whether there is an intake above which to reduce."""
        return any(line.reduce_above is not None for line in self.lines)

    @property
    def adult(self) -> TargetLine | None:
        """The line of adults in mid-life, for the head of the page."""
        return next(
            (
                line
                for line in self.lines
                if line.row.stage == "adult"
                and line.row.first <= ADULT
                and (line.row.last is None or line.row.last >= ADULT)
            ),
            None,
        )


def us_table(key: str) -> TargetTable | None:
    """The US and Canadian reference intakes of a nutrient, or None where there are none."""
    return _table(key, [row for row in load_intakes() if row.intake.nutrient == key])


def efsa_table(key: str) -> TargetTable | None:
    """EFSA's reference values of a nutrient, or None where none are carried."""
    rows = [row for row in load_efsa() if row.intake.nutrient == key]
    return _table("", rows, any(row.intake.per_megajoule for row in rows))


def _table(
    reduced: str, rows: Sequence[IntakeRow] | Sequence[EfsaRow], per_megajoule: bool = False
) -> TargetTable | None:
    """The table of some rows; `reduced` is the nutrient whose CDRR stands beside them, or ""."""
    if not rows:
        return None
    return TargetTable(
        lines=tuple(TargetLine(row, _reduce_above(reduced, row)) for row in target_rows(rows)),
        kinds=_once(KIND_NAMES[row.intake.kind] for row in rows),
        sources=_once(row.intake.source for row in rows),
        scope=next((row.intake.ul_scope for row in rows if row.intake.ul_scope), None),
        per_megajoule=per_megajoule,
        recalled=any(row.intake.confidence == "recalled" for row in rows),
    )


def _reduce_above(key: str, line: TargetRow) -> float | None:
    """The intake above which to reduce (CDRR) in the stage and at the age where a line begins."""
    for row in load_ranges():
        fits = (row.range.kind, row.range.nutrient, row.stage) == ("CDRR", key, line.stage)
        if fits and row.band.first <= line.first <= (row.band.last or line.first):
            return row.range.high
    return None


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
