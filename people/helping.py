"""The page on what else helps: which entries come first for whom, as a page shows them."""

from dataclasses import dataclass
from typing import Final

from foods.nutrient_pages import Evidence, Numbering, Statement, shown_claims, statements
from knowledge.helps import CONTEXTS, KINDS, Help, HelpKind, load_helps
from knowledge.text import gettext_noop as _

KIND_NAMES: Final[dict[HelpKind, str]] = {
    "do": _("Worth doing"),
    "ask": _("To ask about first"),
    "skip": _("Better left alone"),
}
CONTEXT_NAMES: Final[dict[str, str]] = {
    "night": _("at night"),
    "exercise": _("with exercise"),
    "pregnancy": _("in pregnancy"),
    "unsure": _("not sure"),
}


@dataclass(frozen=True, slots=True)
class ShownHelp:
    """An entry with its grades and numbered references."""

    help: Help
    evidence: tuple[Evidence, ...]
    points: tuple[Statement, ...]
    fits: bool
    """Whether it speaks of the context asked for."""


@dataclass(frozen=True, slots=True)
class HelpGroup:
    """The entries of one kind under their heading."""

    kind: HelpKind
    heading: str
    helps: tuple[ShownHelp, ...]


def in_order(context: str) -> tuple[Help, ...]:
    """The entries, those that fit a context best first; in the order of the file without one."""

    def rank(one: Help) -> int:
        return one.contexts.index(context) if context in one.contexts else len(CONTEXTS)

    helps = load_helps()
    return tuple(sorted(helps, key=rank)) if context in CONTEXTS else helps


def help_groups(context: str, numbers: Numbering) -> tuple[HelpGroup, ...]:
    """What to do first, then what to ask about, then what to leave; references numbered so."""
    listed = in_order(context)
    return tuple(
        HelpGroup(
            kind,
            KIND_NAMES[kind],
            tuple(_shown(one, context, numbers) for one in listed if one.kind == kind),
        )
        for kind in KINDS
    )


def _shown(one: Help, context: str, numbers: Numbering) -> ShownHelp:
    points = statements(one.points, numbers)
    return ShownHelp(one, shown_claims(one.claims, numbers), points, context in one.contexts)
