"""Allergen and origin facts, and the diets that follow from them: pure rules.

A fact is *contains*, *free* or *unknown*: three states, never two. A mixture contains what any part
contains; it is free only where every part is.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from knowledge.text import gettext_noop as _


class State(StrEnum):
    """What is known of a fact."""

    CONTAINS = "contains"
    FREE = "free"
    UNKNOWN = "unknown"


ALLERGENS: Final[dict[str, str]] = {
    "gluten": _("gluten"),
    "wheat": _("wheat"),
    "milk": _("milk"),
    "egg": _("egg"),
    "fish": _("fish"),
    "crustaceans": _("crustaceans"),
    "molluscs": _("molluscs"),
    "soy": _("soy"),
    "peanut": _("peanut"),
    "almond": _("almond"),
    "hazelnut": _("hazelnut"),
    "walnut": _("walnut"),
    "cashew": _("cashew"),
    "pecan": _("pecan"),
    "brazil_nut": _("Brazil nut"),
    "pistachio": _("pistachio"),
    "macadamia": _("macadamia"),
    "sesame": _("sesame"),
    "celery": _("celery"),
    "mustard": _("mustard"),
    "lupin": _("lupin"),
    "sulphites": _("sulphites"),
}
ORIGINS: Final[dict[str, str]] = {
    "meat": _("meat"),
    "pork": _("pork"),
    "honey": _("honey"),
    "alcohol": _("alcohol"),
}
FACTS: Final[dict[str, str]] = ALLERGENS | ORIGINS

TREE_NUTS: Final = (
    "almond",
    "hazelnut",
    "walnut",
    "cashew",
    "pecan",
    "brazil_nut",
    "pistachio",
    "macadamia",
)
#: Words people use for several facts at once.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "tree_nuts": TREE_NUTS,
    "nuts": (*TREE_NUTS, "peanut"),
    "shellfish": ("crustaceans", "molluscs"),
    "peanuts": ("peanut",),
    "eggs": ("egg",),
    "dairy": ("milk",),
    "wheat": ("wheat",),
    "soya": ("soy",),
}

#: What each way of eating leaves out.
DIETS: Final[dict[str, tuple[str, ...]]] = {
    "omnivore": (),
    "pescatarian": ("meat", "pork"),
    "vegetarian": ("meat", "pork", "fish", "crustaceans", "molluscs"),
    "vegan": ("meat", "pork", "fish", "crustaceans", "molluscs", "milk", "egg", "honey"),
}
DIET_NAMES: Final[dict[str, str]] = {
    "omnivore": _("Everything"),
    "pescatarian": _("Pescatarian"),
    "vegetarian": _("Vegetarian"),
    "vegan": _("Vegan"),
}
#: Tags shown on dishes and foods, each with the facts it must be free of.
TAGS: Final[dict[str, tuple[str, ...]]] = {
    "vegan": DIETS["vegan"],
    "vegetarian": DIETS["vegetarian"],
    "pescatarian": DIETS["pescatarian"],
    "gluten_free": ("gluten",),
    "dairy_free": ("milk",),
    "nut_free": GROUPS["nuts"],
}
TAG_NAMES: Final[dict[str, str]] = {
    "vegan": _("Vegan"),
    "vegetarian": _("Vegetarian"),
    "pescatarian": _("Pescatarian"),
    "gluten_free": _("Gluten-free"),
    "dairy_free": _("Dairy-free"),
    "nut_free": _("Nut-free"),
}

Facts = Mapping[str, State]


def state_of(facts: Facts, fact: str) -> State:
    """The state of one fact; a fact nobody stated is unknown."""
    return facts.get(fact, State.UNKNOWN)


def combine(parts: Iterable[Facts]) -> dict[str, State]:
    """The facts of a mixture: contains beats unknown, unknown beats free."""
    listed = list(parts)
    return {fact: _worst(state_of(part, fact) for part in listed) for fact in FACTS}


def _worst(states: Iterable[State]) -> State:
    seen = set(states)
    if State.CONTAINS in seen:
        return State.CONTAINS
    return State.UNKNOWN if State.UNKNOWN in seen or not seen else State.FREE


def tag_state(facts: Facts, tag: str) -> State:
    """Whether a tag holds: FREE means it does, CONTAINS that it does not."""
    return _worst(state_of(facts, fact) for fact in TAGS[tag])


def suits(facts: Facts, avoided: Iterable[str]) -> bool:
    """True only where every avoided fact is stated as free: unknown does not suit."""
    return all(state_of(facts, fact) is State.FREE for fact in avoided)


def expand(words: Iterable[str]) -> frozenset[str]:
    """Facts behind words such as "nuts" or "milk".

    Raises ValueError that names a word which is neither a fact nor a group.
    """
    facts: set[str] = set()
    for word in words:
        key = word.strip().lower().replace(" ", "_").replace("-", "_")
        if key in GROUPS:
            facts.update(GROUPS[key])
        elif key in FACTS:
            facts.add(key)
        else:
            raise ValueError(f"{word!r} is not an allergen or origin we know")
    return frozenset(facts)
