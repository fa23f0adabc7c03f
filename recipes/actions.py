"""Writes of the recipes room."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from foods import shipped as shipped_foods
from foods.measuring import grams_of
from foods.models import ContentVersion, Food, FoodMeasure
from knowledge.retention import methods
from recipes import shipped
from recipes.models import Recipe, RecipeLine, RecipeRevision, RevisionSlot

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Larder:
    """What resolving a line needs to know of the foods, by key."""

    foods: dict[str, Food]
    measures: dict[int, dict[str, float]]

    def food(self, key: str) -> Food:
        """The food of a key; raises ValueError that names it."""
        if key not in self.foods:
            raise ValueError(f"no food has the key {key!r}")
        return self.foods[key]


def recipes_are_current() -> bool:
    """Whether the database holds the shipped recipes as they are on disk.

    Their grams follow from the foods' measures and yields, so new foods make them due as well.
    """
    return ContentVersion.objects.filter(name="recipes", digest=library_digest()).exists()


def library_digest() -> str:
    """A digest of the shipped recipes and of the foods they resolve against."""
    both = shipped.digest() + shipped_foods.digest()
    return hashlib.sha256(both.encode()).hexdigest()


@transaction.atomic
def load_recipes(*, progress: Progress = lambda done: None) -> int:
    """Bring the shipped recipes in; a changed recipe gets a new revision, plans keep theirs."""
    larder = shared_larder()
    records = shipped.recipes()
    for record in records:
        load_recipe(record=record, larder=larder)
        progress(1)
    keys = [record.key for record in records]
    Recipe.objects.filter(tenant__isnull=True).exclude(slug__in=keys).update(retired=True)
    ContentVersion.objects.update_or_create(name="recipes", defaults={"digest": library_digest()})
    return len(records)


def shared_larder() -> Larder:
    """The shipped foods, of which shipped recipes are made, and their measures (2 queries)."""
    foods = {food.slug: food for food in Food.objects.filter(source="limber")}
    measures: dict[int, dict[str, float]] = {}
    rows = FoodMeasure.objects.filter(food__source="limber")
    for food_id, name, grams in rows.values_list("food_id", "name", "grams"):
        measures.setdefault(food_id, {})[name] = grams
    return Larder(foods, measures)


def load_recipe(*, record: shipped.RecipeRecord, larder: Larder) -> Recipe:
    """One recipe by key; nothing is written when its current revision says the same.

    The same words in other grams (a corrected measure or yield) are a new revision.
    """
    recipe, _ = Recipe.objects.select_related("current").get_or_create(
        slug=record.key, defaults={"tenant": None}
    )
    lines = [_line(recipe, n, line, larder) for n, line in enumerate(record.lines)]
    digest = _digest(record, lines)
    if recipe.current is None or recipe.current.content_hash != digest:
        recipe.current = write_revision(
            recipe=recipe, record=record, lines=lines, digest=digest, larder=larder
        )
    recipe.retired = False
    recipe.save()
    return recipe


def _digest(record: shipped.RecipeRecord, lines: Sequence[RecipeLine]) -> str:
    resolved = [(line.grams, line.eaten_grams) for line in lines]
    return hashlib.sha256(f"{record.digest} {resolved!r}".encode()).hexdigest()


def write_revision(
    *,
    recipe: Recipe,
    record: shipped.RecipeRecord,
    lines: Sequence[RecipeLine],
    digest: str,
    larder: Larder,
) -> RecipeRevision:
    """The next revision of a recipe with its slots and its lines in grams."""
    last = recipe.revisions.order_by("-number").first()
    revision = RecipeRevision.objects.create(
        recipe=recipe,
        number=last.number + 1 if last else 1,
        content_hash=digest,
        name=record.name,
        summary=record.summary,
        cuisine=record.cuisine,
        servings=record.servings,
        active_minutes=record.active_minutes,
        total_minutes=record.total_minutes,
        keeps_days=record.keeps_days,
        main_food=larder.food(record.main_food),
        equipment=list(record.equipment),
        steps=list(record.steps),
    )
    RevisionSlot.objects.bulk_create(
        RevisionSlot(revision=revision, slot=slot) for slot in record.slots
    )
    for line in lines:
        line.revision = revision
    RecipeLine.objects.bulk_create(lines)
    return revision


def _line(recipe: Recipe, position: int, line: shipped.LineRecord, larder: Larder) -> RecipeLine:
    try:
        return resolve_line(position, line, larder)
    except ValueError as error:
        raise shipped.RecipeError(f"{recipe.slug}, {line.food}: {error}") from error


def resolve_line(position: int, line: shipped.LineRecord, larder: Larder) -> RecipeLine:
    """A line in grams of what is bought and of what is eaten; raises ValueError in words."""
    food = larder.food(line.food)
    grams = grams_of(line.quantity, line.measure, larder.measures.get(food.pk, {}), food.density)
    eaten, eaten_grams = None, None
    if line.eaten_as:
        eaten = larder.food(line.eaten_as)
        if eaten.bought_as_id != food.pk or not eaten.cooked_yield:
            raise ValueError(f"{eaten.slug} is not a cooked row of {food.slug}")
        eaten_grams = grams * eaten.cooked_yield
    if line.cooked and line.cooked not in methods(food.retention_group):
        raise ValueError(f"{food.slug} ({food.retention_group}) has no method {line.cooked!r}")
    return RecipeLine(
        position=position,
        quantity=line.quantity,
        measure=line.measure,
        food=food,
        grams=grams,
        eaten_food=eaten,
        eaten_grams=eaten_grams,
        cooked=line.cooked,
        note=line.note,
        optional=line.optional,
    )
