"""What someone asks of the food index: a query string to a checked search. Pure.

Codes that mean nothing are named and left out, so that an old or mistyped link still answers.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from foods.facts import ALLERGENS, TAG_NAMES
from knowledge.daily_values import GOOD_FROM, HIGH_FROM, load_daily_values
from knowledge.nutrients import CATALOGUE, TEN
from knowledge.text import gettext_noop as _

#: Longer words than this are nobody's search.
LONGEST: Final = 100
LEVELS: Final[dict[str, float]] = {"good": GOOD_FROM, "high": HIGH_FROM}
#: Diet tags one can filter by, in the order the page shows them.
FILTER_TAGS: Final = ("vegan", "vegetarian", "gluten_free", "dairy_free", "nut_free")
#: Allergens one can filter by: those that labels in the EU must name, nuts and shellfish as groups.
FREE_OF: Final[dict[str, str]] = {
    **{key: ALLERGENS[key] for key in ("gluten", "milk", "egg")},
    "tree_nuts": _("tree nuts"),
    **{key: ALLERGENS[key] for key in ("peanut", "soy", "sesame", "fish")},
    "shellfish": _("shellfish"),
    **{key: ALLERGENS[key] for key in ("celery", "mustard", "lupin", "sulphites")},
}


class Query(Protocol):
    """A query string, as `request.GET` gives it."""

    def getlist(self, key: str, /) -> Sequence[str]:
        """Every value of a name."""


@dataclass(frozen=True, slots=True)
class FoodSearch:
    """A checked search; an empty field filters nothing."""

    text: str = ""
    aisle: str = ""
    tags: tuple[str, ...] = ()
    rich: str = ""
    level: str = "good"
    ignored: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    source: str = ""
    literal: bool = False
    """The words as they are written: none taken for another."""

    @property
    def share(self) -> float:
        """Share of the Daily Value per reference amount that `level` asks for."""
        return LEVELS[self.level]

    @property
    def filtered(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.text or self.narrowed)

    @property
    def narrowed(self) -> bool:
        """Whether a filter narrows it, besides the words."""
        return bool(self.aisle or self.tags or self.rich or self.free or self.source)


def claimable() -> tuple[str, ...]:
    """Nutrients that "high in" can be said of: those always in sight first."""
    values = load_daily_values()
    known = [n.key for n in CATALOGUE if n.key in values and values[n.key].high_from is not None]
    return (*(k for k in TEN if k in known), *(k for k in known if k not in TEN))


def last(query: Query, name: str) -> str:
    """The last value of a name, "" where there is none."""
    return next(reversed(query.getlist(name)), "")


def words_of(query: Query) -> str:
    """The search words, bounded and without characters that no database stores."""
    return last(query, "q").replace("\x00", " ").strip()[:LONGEST]


def checked(query: Query, name: str, known: Collection[str], ignored: list[str]) -> tuple[str, ...]:
    """The values of a filter that mean something, each once; the others go to `ignored`."""
    given = dict.fromkeys(value.strip() for value in query.getlist(name) if value.strip())
    ignored.extend(value[:LONGEST] for value in given if value not in known)
    return tuple(value for value in given if value in known)


def food_search(query: Query, aisles: Collection[str], sources: Collection[str] = ()) -> FoodSearch:
    """The search a query string asks for; `aisles` and `sources` are the keys there are."""
    ignored: list[str] = []
    aisle = checked(query, "aisle", aisles, ignored)
    tags = checked(query, "tag", TAG_NAMES, ignored)
    rich = checked(query, "rich", claimable(), ignored)
    level = checked(query, "level", LEVELS, ignored)
    free = checked(query, "free", FREE_OF, ignored)
    source = checked(query, "source", sources, ignored)
    return FoodSearch(
        text=words_of(query),
        aisle=aisle[-1] if aisle else "",
        tags=tags,
        rich=rich[-1] if rich else "",
        level=level[-1] if level else "good",
        ignored=tuple(ignored),
        free=free,
        source=source[-1] if source else "",
        literal=last(query, "literal") == "1",
    )
