"""What dishes and foods bring, kept in the process: revisions are frozen, shipped foods change only
with the shipped content. What is a household's own, or imported, is read each time.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import OuterRef, Subquery

from foods.models import Food, FoodMeasure
from foods.nutrition import FoodValues, Intake, Part, intake_of
from foods.queries import food_values
from knowledge.nutrients import GUARD_RAILS, TEN
from people.care_foods import Foodstuff
from people.care_targets import KEPT_STEADY
from people.queries import foodstuffs
from people.targets import limited_nutrients
from planner.history import Row
from recipes.models import RecipeRevision
from recipes.nutrition import serving_intake
from recipes.queries import DishFigures, Figures, ingredients_of

#: What the strip shows; a page that tells more asks for more.
STRIP_NUTRIENTS: Final = (*TEN, *GUARD_RAILS)

#: What the week page reads: the strip, whatever has an upper limit, and what is kept steady.
BOARD_NUTRIENTS: Final = frozenset(STRIP_NUTRIENTS) | limited_nutrients() | frozenset(KEPT_STEADY)


@dataclass(frozen=True, slots=True)
class Ware:
    """A food as it is put on the board, with its usual dose where it is a supplement."""

    food: Food
    intake: Intake
    """What 100 g bring."""


@dataclass(slots=True)
class Shelf:
    """Dishes and foods by id, with the values of every food they speak of."""

    stamp: str = ""
    dishes: dict[int, DishFigures] = field(default_factory=dict)
    wares: dict[int, Ware] = field(default_factory=dict)
    values: dict[int, FoodValues] = field(default_factory=dict)
    shipped: set[int] = field(default_factory=set)
    """Foods that may be kept."""
    stuffs: dict[int, Foodstuff] = field(default_factory=dict)
    """What must be known of them to judge whether somebody may have them."""

    @property
    def figures(self) -> Figures:
        """The same as the board wants it."""
        return Figures(self.dishes, self.values)

    def name(self, meal: Row, revision: int | None) -> str:
        """What is on the table, in a word."""
        if revision is not None:
            return self.dishes[revision].revision.name
        return self.wares[meal["food_id"]].food.name


_kept = Shelf()


def clear() -> None:
    """Forget all that is kept (tests bring other rows under the same ids)."""
    global _kept
    _kept = Shelf()


def stock(stamp: str, revisions: Iterable[int], foods: Iterable[int]) -> Shelf:
    """A shelf with these dishes and foods: no query where all are kept, else at most 6.

    `stamp` names the shipped content that is in the database; "" keeps nothing.
    """
    global _kept
    if not stamp or _kept.stamp != stamp:
        _kept = Shelf(stamp)
    kept = _kept
    shelf = Shelf(stamp, dict(kept.dishes), dict(kept.wares), dict(kept.values), kept.shipped)
    more_dishes = set(revisions) - kept.dishes.keys()
    more_wares = set(foods) - kept.wares.keys()
    if more_dishes or more_wares:
        _fetch(shelf, more_dishes, more_wares)
        if stamp:
            _keep(kept, shelf, more_dishes, more_wares)
    return shelf


def stuffs(stamp: str, foods: Collection[int]) -> dict[int, Foodstuff]:
    """What must be known of some foods to judge them: no query where all are kept, else 1."""
    kept = _kept if stamp and _kept.stamp == stamp else Shelf()
    missing = set(foods) - kept.stuffs.keys()
    read = foodstuffs(missing) if missing else {}
    kept.stuffs |= {pk: one for pk, one in read.items() if pk in kept.shipped}
    return {pk: read[pk] if pk in read else kept.stuffs[pk] for pk in set(foods)}


def _fetch(shelf: Shelf, revisions: Collection[int], foods: Collection[int]) -> None:
    lines = ingredients_of(revisions) if revisions else {}
    eaten = {line.eaten_food or line.food for part in lines.values() for line in part}
    bought = {line.food for part in lines.values() for line in part}
    needed = (eaten | set(foods)) - shelf.values.keys()
    if needed:
        shelf.values |= food_values(needed, BOARD_NUTRIENTS)
    asked = (eaten | bought | set(foods)) - shelf.shipped
    if asked:
        ours = Food.objects.filter(pk__in=asked, tenant__isnull=True, source="limber")
        shelf.shipped |= set(ours.values_list("pk", flat=True))
    # Pages of the board never show the steps: the longest column stays where it is.
    rows = RecipeRevision.objects.select_related("recipe").defer("steps", "equipment", "summary")
    for pk, revision in rows.in_bulk(list(revisions)).items() if revisions else ():
        part = lines.get(pk, ())
        intake = serving_intake(part, revision.servings, shelf.values)
        shelf.dishes[pk] = DishFigures(revision, part, intake)
    for food in _with_dose(foods) if foods else ():
        shelf.wares[food.pk] = Ware(food, intake_of([Part(food.pk, 100.0)], shelf.values))


def _with_dose(foods: Collection[int]) -> Any:
    """Foods, supplements with their usual measure."""
    dose = FoodMeasure.objects.filter(
        food=OuterRef("pk"), food__kind=Food.Kind.SUPPLEMENT, is_default=True
    )
    return Food.objects.filter(pk__in=foods).annotate(
        dose_name=Subquery(dose.values("name")[:1]), dose_grams=Subquery(dose.values("grams")[:1])
    )


def _keep(kept: Shelf, shelf: Shelf, revisions: Iterable[int], foods: Iterable[int]) -> None:
    """Keep what everyone shares; a dish only where all its foods do."""
    kept.shipped |= shelf.shipped
    for pk in revisions:
        dish = shelf.dishes.get(pk)
        if dish is not None and dish.revision.recipe.tenant_id is None:
            eaten = {line.eaten_food or line.food for line in dish.ingredients}
            if eaten <= kept.shipped:
                kept.dishes[pk] = dish
                kept.values |= {food: shelf.values[food] for food in eaten}
    for pk in foods:
        if pk in kept.shipped and pk in shelf.wares:
            kept.wares[pk] = shelf.wares[pk]
            kept.values[pk] = shelf.values[pk]
