"""Words in place of figures, for people better off without them. Pure.

A person with "hide numbers" sees how far a target is met in words and never as a figure: no
percentage, no milligram, no calorie. Amounts of food for cooking stay: a kitchen needs them.
"""

from typing import Final

from knowledge.text import gettext_noop as _

#: Share of a target from which each word holds, the highest first.
COVERED_WORDS: Final[tuple[tuple[float, str], ...]] = (
    (1.0 - 1e-9, _("reached")),
    (0.9, _("almost there")),
    (0.7, _("a little short")),
    (0.4, _("about half")),
    (0.0, _("room for more")),
)
#: A portion of a food beside a day's target.
PORTION_WORDS: Final[tuple[tuple[float, str], ...]] = (
    (0.3, _("rich in it")),
    (0.1, _("a good bit")),
    (0.03, _("a little")),
    (0.0, _("hardly any")),
)
#: Energy is neither praised nor blamed: a plan's portions see to it.
ENERGY_WORDS: Final = _("taken care of in the portions")
OVER: Final = _("more than the limit")
WITHIN: Final = _("in range")
BELOW_RANGE: Final = _("below the range")
NO_TARGET: Final = _("no target")


def _word(share: float, words: tuple[tuple[float, str], ...]) -> str:
    return next((word for least, word in words if share >= least), words[-1][1])


def covered_words(share: float | None, state: str = "") -> str:
    """How far a target is met, by the share known amounts cover; `state` "over" wins."""
    if state == "over":
        return OVER
    return NO_TARGET if share is None else _word(share, COVERED_WORDS)


def portion_words(share: float | None, *, limited: bool = False) -> str:
    """What a portion brings of a day's target, or uses up of its limit (`limited`)."""
    if share is None:
        return NO_TARGET
    return OVER if limited and share > 1 else _word(share, PORTION_WORDS)


def hides(person_hides: bool, tenant_kind: str, *, handed_over: bool = False) -> bool:
    """Whether figures are hidden on what is shown now.

    A dietitian at work needs the figures; what is handed over to the person (a print, a shared
    link, their own page) never has them. At home everyone reads the same pages.
    """
    return person_hides and (handed_over or tenant_kind != "practice")
