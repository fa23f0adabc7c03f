"""What one serving of a dish brings: pure arithmetic over its lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foods.facts import State, combine
from foods.nutrition import FoodValues, Intake, Part, intake_of
from knowledge.retention import ANY_GROUP, ANY_METHOD, retention_factors


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A line as arithmetic needs it, for all servings of the recipe."""

    food: int
    grams: float
    eaten_food: int | None
    eaten_grams: float | None
    retention_group: str = ""
    cooked: str = ""
    optional: bool = False

    @property
    def estimated(self) -> bool:
        """Whether figures are raw x retention factors and not those of a cooked row."""
        return bool(self.cooked)

    def part(self, servings: float) -> Part:
        """What one of `servings` eats of this line."""
        if self.eaten_food is not None and self.eaten_grams is not None:
            return Part(self.eaten_food, self.eaten_grams / servings)
        if not self.cooked:
            return Part(self.food, self.grams / servings)
        return Part(self.food, self.grams / servings, kept_in_cooking(self))


def kept_in_cooking(line: Ingredient) -> Mapping[str, float]:
    """What a line's cooking leaves of each nutrient, as shares of 1.

    A plan keeps old revisions: where a food has moved to another group since, whose table lacks
    their method, the working assumptions for any cooking stand in.
    """
    try:
        return retention_factors(line.retention_group, line.cooked).shares
    except ValueError:
        return retention_factors(ANY_GROUP, ANY_METHOD).shares


def serving_parts(ingredients: Iterable[Ingredient], servings: float) -> list[Part]:
    """The foods of one serving; optional lines are left out."""
    return [line.part(servings) for line in ingredients if not line.optional]


def serving_intake(
    ingredients: Iterable[Ingredient], servings: float, foods: Mapping[int, FoodValues]
) -> Intake:
    """What one serving brings."""
    return intake_of(serving_parts(ingredients, servings), foods)


def dish_facts(
    ingredients: Iterable[Ingredient], facts: Mapping[int, Mapping[str, State]]
) -> dict[str, State]:
    """Allergen and origin facts of a dish, from its foods: bought and eaten, optional included."""
    parts: list[Mapping[str, State]] = []
    for line in ingredients:
        parts.append(facts.get(line.food, {}))
        if line.eaten_food is not None:
            parts.append(facts.get(line.eaten_food, {}))
    return combine(parts)
