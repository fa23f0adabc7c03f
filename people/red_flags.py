"""Signs that come before any menu, and what to do about them. Pure; nothing is stored.

The words are `knowledge.cautions.load_signs`; each rests on a row of `safety.csv` by its id.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from knowledge.cautions import Sign, load_signs
from knowledge.safety import URGENCIES, Urgency
from knowledge.text import gettext_noop as _

#: What to do first, by urgency.
WHAT_TO_DO: Final[dict[Urgency, str]] = {
    "emergency": _("Stop here and get emergency help now."),
    "same-day": _("Have this looked at today, before you plan anything."),
    "routine": _("Make an appointment and mention it. You can plan in the meantime."),
}
HEADINGS: Final[dict[Urgency, str]] = {
    "emergency": _("An emergency"),
    "same-day": _("To be seen today"),
    "routine": _("To mention to a doctor or pharmacist"),
}
#: Emergency numbers, by where one is. The first is the one that works in most of Europe.
EMERGENCY_NUMBERS: Final = (
    (_("Europe, and from most mobile phones anywhere"), "112"),
    (_("United Kingdom"), "999"),
    (_("United States and Canada"), "911"),
    (_("Australia"), "000"),
    (_("New Zealand"), "111"),
)


@dataclass(frozen=True, slots=True)
class FlagGroup:
    """The signs of one urgency, with what to do about any of them."""

    urgency: Urgency
    heading: str
    what_to_do: str
    signs: tuple[Sign, ...]


def groups(chosen: Iterable[str] | None = None) -> tuple[FlagGroup, ...]:
    """The signs by urgency, the most urgent first; with `chosen` ids, only those of them.

    An id that is none of ours is left out.
    """
    wanted = None if chosen is None else set(chosen)
    signs = [one for one in load_signs() if wanted is None or one.id in wanted]
    found = (
        FlagGroup(
            urgency,
            HEADINGS[urgency],
            WHAT_TO_DO[urgency],
            tuple(one for one in signs if one.urgency == urgency),
        )
        for urgency in URGENCIES
    )
    return tuple(group for group in found if group.signs)
