"""Writes of a household's own recipes: kept, changed and put away."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Tenant
from foods.models import Food
from recipes.models import Recipe, RecipeLine, RecipeRevision, RevisionSlot

#: Minutes at the blender, washing up the greens included.
MINUTES: Final = 5
LONGEST_SLUG: Final = 60


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A food of one serving: edible grams, and the amount as the kitchen says it."""

    food: Food
    grams: float
    quantity: float
    measure: str


@transaction.atomic
def keep_smoothie(
    *,
    tenant: Tenant,
    name: str,
    lines: Sequence[OwnLine],
    steps: Sequence[str],
    recipe: Recipe | None = None,
) -> Recipe:
    """Keep a smoothie of one serving as the household's own, or the next revision of one.

    The same smoothie once more is no new revision; plans keep the one they were made with. Raises
    ValueError where there is nothing in it.
    """
    if not lines:
        raise ValueError("a smoothie has something in it")
    if recipe is None:
        recipe = Recipe.objects.create(tenant=tenant, slug=_free_slug(name))
    digest = _digest(name, lines)
    if recipe.current is None or recipe.current.content_hash != digest:
        recipe.current = _next_revision(recipe, name, lines, steps, digest)
    recipe.retired = False
    recipe.save()
    return recipe


def put_away(*, recipe: Recipe) -> None:
    """Offer an own recipe no longer; plans that have it keep it."""
    recipe.retired = True
    recipe.save(update_fields=["retired"])


def _free_slug(name: str) -> str:
    """A key that nobody guesses and no other household has."""
    return f"{slugify(name)[:LONGEST_SLUG] or 'smoothie'}-{secrets.token_hex(4)}"


def _digest(name: str, lines: Iterable[OwnLine]) -> str:
    told = (name, [(line.food.slug, line.grams, line.quantity, line.measure) for line in lines])
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _next_revision(
    recipe: Recipe, name: str, lines: Sequence[OwnLine], steps: Sequence[str], digest: str
) -> RecipeRevision:
    last = recipe.revisions.order_by("-number").first()
    revision = RecipeRevision.objects.create(
        recipe=recipe,
        number=last.number + 1 if last else 1,
        content_hash=digest,
        name=name,
        servings=1.0,
        active_minutes=MINUTES,
        total_minutes=MINUTES,
        main_food=_main_food(lines),
        equipment=["blender"],
        steps=list(steps),
    )
    RevisionSlot.objects.create(revision=revision, slot=RevisionSlot.Slot.SMOOTHIE)
    RecipeLine.objects.bulk_create(
        RecipeLine(
            revision=revision,
            position=position,
            quantity=line.quantity,
            measure=line.measure,
            food=line.food,
            grams=line.grams,
        )
        for position, line in enumerate(lines)
    )
    return revision


def _main_food(lines: Sequence[OwnLine]) -> Food:
    """What there is most of besides the liquid: variety is counted by it."""
    solid = [line for line in lines if line.food.kind != Food.Kind.DRINK]
    return max(solid or lines, key=lambda line: line.grams).food
