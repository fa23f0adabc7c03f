"""Cards of an intake ready to read: what would change, in words and in the practice's units."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foods.facts import FACTS
from people.intake_cards import Card, Change, Named
from people.intake_reading import Meaning
from people.models import Avoidance, Intake, PersonChange
from people.telling import told

#: How a rule stands towards what it speaks of, the strictest first.
LEVEL_WORDS: Final = {
    "block": gettext_lazy("Not with this"),
    "ask_clinician": gettext_lazy("Ask the clinician"),
    "limit": gettext_lazy("Limit"),
    "keep_consistent": gettext_lazy("Keep steady"),
    "spacing": gettext_lazy("Keep apart"),
}
URGENCY_WORDS: Final = {
    "emergency": gettext_lazy("Emergency"),
    "same-day": gettext_lazy("To be seen today"),
    "routine": gettext_lazy("To be looked at"),
}
#: So many rules stand on a card; the others are one tap away.
FIRST: Final = 3


@dataclass(frozen=True, slots=True)
class Diff:
    """One line of what taking over changes; blank `before` is "not on record"."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownMeaning:
    """A rule on a card."""

    level: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card, ready to read."""

    card: Card
    diff: tuple[Diff, ...]
    taken: bool
    first: tuple[ShownMeaning, ...]
    more: tuple[ShownMeaning, ...]
    urgency: str

    @property
    def unknown_foods(self) -> list[Named]:
        """Foods that were named and that the table does not know."""
        return [one for one in self.card.named if not one.foods and not one.facts]


def shown(intake: Intake, cards: Iterable[Card], units: str) -> list[ShownCard]:
    """The cards of an intake as its page shows them."""
    return [_shown(card, card.key in intake.taken, units) for card in cards]


def _shown(card: Card, taken: bool, units: str) -> ShownCard:
    said = tuple(ShownMeaning(str(LEVEL_WORDS[one.level]), one) for one in card.meanings)
    urgency = str(URGENCY_WORDS[card.flag.urgency]) if card.flag else ""
    return ShownCard(card, diff(card.changes, units), taken, said[:FIRST], said[FIRST:], urgency)


def diff(changes: Iterable[Change], units: str) -> tuple[Diff, ...]:
    """Changes in words; facts that are newly avoided share a line for each strength."""
    lines: list[Diff] = []
    new: dict[str, list[str]] = defaultdict(list)
    for one in changes:
        if one.kind in ("avoid", "food") and one.before is None:
            new[one.after].append(one.name or _(FACTS[one.what]))
        else:
            lines.append(_line(one, units))
    strengths = dict(Avoidance.Strength.choices)
    lines += [Diff(str(strengths[key]), "", ", ".join(names)) for key, names in new.items()]
    return tuple(lines)


def _line(change: Change, units: str) -> Diff:
    fact = {
        "field": str(change.what),
        "health": str(change.what),
        "avoid": f"avoidance:{change.what}",
        "food": "avoidance:food",
    }[change.kind]
    before, after = _plain(change, change.before), _plain(change, change.after)
    words = told(PersonChange(fact=fact, before=before, after=after), units)
    return Diff(words.what, words.before, words.after)


def _plain(change: Change, value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if change.kind == "food" and value is not None:
        return {"food": change.name, "strength": value}
    return value
