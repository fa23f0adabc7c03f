"""What someone asks of the recipe index: a query string to a checked search. Pure."""

from dataclasses import dataclass
from typing import Final

from foods.facts import TAG_NAMES
from foods.searching import FILTER_TAGS, Query, checked, claimable, last, words_of
from knowledge.daily_values import GOOD_FROM

SLOTS: Final = ("breakfast", "smoothie", "lunch", "dinner", "snack")
#: Active minutes one can ask for at most, as the planner's weekday rule does.
MINUTES: Final = {"20": 20}
#: A serving counts as covering a nutrient from this share of its Daily Value on.
COVERS_FROM: Final = GOOD_FROM
#: Ranked by amount: no Daily Value exists, but people look for it.
BY_AMOUNT: Final = ("vitamin_k2",)
LEAST_SERVINGS: Final = 0.25
MOST_SERVINGS: Final = 100.0
TAGS: Final = FILTER_TAGS


@dataclass(frozen=True, slots=True)
class RecipeSearch:
    """A checked search; an empty field filters nothing."""

    text: str = ""
    slots: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    minutes: int | None = None
    covers: str = ""
    ignored: tuple[str, ...] = ()


def coverable() -> tuple[str, ...]:
    """Nutrients one can rank dishes by: those with a Daily Value to reach, and K2 by amount."""
    return (*claimable(), *BY_AMOUNT)


def recipe_search(query: Query) -> RecipeSearch:
    """The search a query string asks for."""
    ignored: list[str] = []
    slots = checked(query, "slot", SLOTS, ignored)
    tags = checked(query, "tag", TAG_NAMES, ignored)
    minutes = checked(query, "minutes", MINUTES, ignored)
    covers = checked(query, "covers", coverable(), ignored)
    return RecipeSearch(
        text=words_of(query),
        slots=slots,
        tags=tags,
        minutes=MINUTES[minutes[-1]] if minutes else None,
        covers=covers[-1] if covers else "",
        ignored=tuple(ignored),
    )


def servings_asked(query: Query, usual: float) -> float:
    """The servings to scale a recipe to: a number from 0.25 to 100, else the recipe's own."""
    try:
        asked = float(last(query, "servings"))
    except ValueError:
        return usual
    return asked if LEAST_SERVINGS <= asked <= MOST_SERVINGS else usual
