"""What somebody does not eat, as short marks that a page shows beside their name. Pure.

Allergy, intolerance and preference are told apart by a mark and a word, never by colour alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from foods.facts import FACTS, TREE_NUTS
from knowledge.text import gettext_noop as _

#: The strictest first.
ORDER: Final = ("allergy", "intolerance", "diet", "preference")
STRENGTH_NAMES: Final[Mapping[str, str]] = {
    "allergy": _("Allergy"),
    "intolerance": _("Intolerance"),
    "diet": _("Diet"),
    "preference": _("Rather not"),
}
#: The symbol of each in `components/icons.html`.
ICONS: Final[Mapping[str, str]] = {
    "allergy": "i-allergy",
    "intolerance": "i-intolerance",
    "diet": "i-leaf",
    "preference": "i-preference",
}
DIET_NAMES: Final[Mapping[str, str]] = {
    "pescatarian": _("pescatarian"),
    "vegetarian": _("vegetarian"),
    "vegan": _("vegan"),
    "no-pork": _("no pork"),
    "no-alcohol": _("no alcohol"),
    "low-lactose": _("low lactose"),
    "gluten-free": _("gluten-free"),
}
ALL_NUTS: Final = _("all tree nuts")


@dataclass(frozen=True, slots=True)
class Restriction:
    """One strength with everything of it; the names of single foods are not translated."""

    strength: str
    names: tuple[str, ...] = ()
    foods: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The strength in a word."""
        return STRENGTH_NAMES[self.strength]

    @property
    def icon(self) -> str:
        """The symbol that stands before the word."""
        return ICONS[self.strength]


def restrictions(
    diet: str,
    also: Iterable[str],
    avoided: Iterable[tuple[str, str]],
    foods: Iterable[tuple[str, str]],
) -> tuple[Restriction, ...]:
    """By strength, the strictest first.

    `avoided` are pairs of fact and strength, `foods` of a food's name and strength.
    """
    names: dict[str, list[str]] = {strength: [] for strength in ORDER}
    single: dict[str, list[str]] = {strength: [] for strength in ORDER}
    names["diet"] = [DIET_NAMES[key] for key in (diet, *also) if key in DIET_NAMES]
    for fact, strength in _nuts_as_one(dict(avoided)).items():
        names[strength].append(ALL_NUTS if fact == "tree_nuts" else FACTS[fact])
    for name, strength in foods:
        single[strength].append(name)
    return tuple(
        Restriction(strength, tuple(names[strength]), tuple(sorted(single[strength])))
        for strength in ORDER
        if names[strength] or single[strength]
    )


def _nuts_as_one(avoided: Mapping[str, str]) -> dict[str, str]:
    """Every nut at one strength is said as "all tree nuts"; the table's order is kept."""
    nuts = {avoided.get(key) for key in TREE_NUTS}
    listed = {fact: avoided[fact] for fact in FACTS if fact in avoided}
    if len(nuts) != 1 or None in nuts:
        return listed
    others = {fact: strength for fact, strength in listed.items() if fact not in TREE_NUTS}
    return {"tree_nuts": avoided[TREE_NUTS[0]]} | others
