"""Days of meals without dates: taken from a plan, or kept as a template. Pure."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PatternMeal:
    """A dish or food on a day of a pattern; equal `cooking` is one cooking."""

    day: int
    slot: str
    revision: int | None = None
    cooking: int | None = None
    food: int | None = None
    grams: float | None = None
    """Of a food, for each person."""
    amounts: Mapping[int, float] = field(default_factory=dict)
    """What certain people had of it: person id -> servings or grams."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Days of meals to begin a plan from."""

    days: int
    slots: tuple[tuple[str, str], ...]
    meals: tuple[PatternMeal, ...]

    @property
    def revisions(self) -> set[int]:
        """Ids of the dishes' revisions."""
        return {meal.revision for meal in self.meals if meal.revision is not None}

    @property
    def foods(self) -> set[int]:
        """Ids of the foods that are eaten as they are."""
        return {meal.food for meal in self.meals if meal.food is not None}


@dataclass(frozen=True, slots=True)
class DatedMeal:
    """A meal of a pattern on its date, with what everyone has of it."""

    date: dt.date
    meal: PatternMeal
    amounts: Mapping[int, float]


def on_dates(
    pattern: Pattern,
    start: dt.date,
    people: Iterable[int],
    portion: Callable[[int], float],
) -> list[DatedMeal]:
    """The meals of a pattern for these people from `start` on.

    Who had it before has as much again; everyone else has their usual portion of a dish (by
    energy), and of a food what the pattern says.
    """
    seated = list(people)
    return [
        DatedMeal(
            start + dt.timedelta(days=meal.day),
            meal,
            {person: _amount(meal, person, portion) for person in seated},
        )
        for meal in pattern.meals
    ]


def _amount(meal: PatternMeal, person: int, portion: Callable[[int], float]) -> float:
    if person in meal.amounts:
        return meal.amounts[person]
    if meal.revision is not None:
        return portion(person)
    return meal.grams or 0.0
