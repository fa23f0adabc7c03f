"""Which foods and meals bring somebody a nutrient, and which are unknown."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from foods.models import Food
from foods.nutrition import Part, amount_in
from knowledge.absorption import PoorlyAbsorbed, poorly_absorbed
from people.models import Person
from planner.board import Board, Card
from planner.strip import Row
from recipes.nutrition import serving_parts


@dataclass(frozen=True, slots=True)
class Bringer:
    """A food or a meal with what it brings a day, on the mean of the days asked about."""

    name: str
    amount: float
    share: float
    """Of all that is known to be eaten, 0 to 1."""
    slug: str = ""
    """Of a food."""
    card: Card | None = None
    """Of a meal."""
    absorption: PoorlyAbsorbed | None = None
    """Why it counts for little, though its amount is in the total."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One nutrient of a person over some days."""

    row: Row
    foods: list[Bringer]
    meals: list[Bringer]
    unknown: list[str]
    """Foods without a figure."""


def brought(board: Board, person: Person, dates: Sequence[dt.date], nutrient: str) -> Brought:
    """What brings a nutrient, most first (1 query for the names of the foods)."""
    row = board.strip(person, dates, [nutrient])[0]
    here = board.table.days_here(person.pk, dates)
    by_food: dict[int, float] = defaultdict(float)
    by_meal: list[tuple[Card, float]] = []
    for card in _eaten(board, person, here):
        parts = [(part.food, _known(board, part, nutrient)) for part in _parts(board, card)]
        times = card.factor(person.pk) / len(here)
        for food, amount in parts:
            by_food[food] += amount * times
        by_meal.append((card, sum(amount for _food, amount in parts) * times))
    return Brought(
        row=row,
        foods=_foods(board, by_food, nutrient),
        meals=_meals(by_meal),
        unknown=sorted(board.foods[food].name for food in row.coverage.missing),
    )


def _eaten(board: Board, person: Person, dates: Iterable[dt.date]) -> Iterator[Card]:
    wanted = set(dates)
    return (c for c in board.all_cards() if c.meal.date in wanted and c.factor(person.pk))


def _parts(board: Board, card: Card) -> list[Part]:
    """What one serving of a dish is made of, or 100 g of a food."""
    if card.revision is not None:
        dish = board.figures.dishes[card.revision.pk]
        return serving_parts(dish.ingredients, card.revision.servings)
    assert card.meal.food_id is not None
    return [Part(card.meal.food_id, 100.0)]


def _known(board: Board, part: Part, nutrient: str) -> float:
    return amount_in(part, nutrient, board.foods) or 0.0


def _foods(board: Board, amounts: dict[int, float], nutrient: str) -> list[Bringer]:
    whole = sum(amounts.values())
    some = {food: amount for food, amount in amounts.items() if amount > 0}
    hardly = poorly_absorbed(nutrient)
    rows = Food.objects.filter(pk__in=some).values_list("pk", "slug", "ndb")
    told = {pk: (slug, hardly.get(ndb or 0)) for pk, slug, ndb in rows}
    return [
        Bringer(board.foods[food].name, amount, amount / whole, told[food][0], None, told[food][1])
        for food, amount in sorted(some.items(), key=lambda pair: -pair[1])
    ]


def _meals(amounts: Sequence[tuple[Card, float]]) -> list[Bringer]:
    whole = sum(amount for _card, amount in amounts)
    return [
        Bringer(card.name, amount, amount / whole, card=card)
        for card, amount in sorted(amounts, key=lambda pair: -pair[1])
        if amount > 0
    ]
