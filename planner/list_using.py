"""What to do with the rest of a pack: dishes of the library that use it, and where they fit."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from foods.models import Food
from people.models import Person
from people.safety import blockers
from planner.checks import dish_problems
from planner.models import DRINKS, Meal, Plan
from planner.words import place_words
from recipes.models import Recipe, RecipeLine, RecipeRevision, RevisionSlot

#: How many dishes are offered, and how many places each.
DISHES = 6
PLACES = 2


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the board where a dish fits: free, or instead of what stands there."""

    plan: Plan
    date: dt.date
    slot: str
    words: str
    meal: Meal | None = None
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Idea:
    """A dish that uses a food."""

    slug: str
    name: str
    grams: float
    """Grams of the food, as bought, for one serving."""
    spots: list[Spot]


def ideas(plans: Sequence[Plan], food: Food, today: dt.date) -> list[Idea]:
    """Dishes that use a food, most of it first, that all at the table may be given."""
    revisions = _revisions(plans[0], food) if plans else []
    using = {revision.pk for revision, _grams in revisions}
    spots = [spot for plan in plans for spot in _spots(plan, using, today)]
    slots = _slots([revision for revision, _grams in revisions])
    people = list(Person.objects.filter(seats__plan__in=plans).distinct())
    fits = {
        revision.pk: [spot for spot in spots if spot.slot in slots[revision.pk]][:PLACES]
        for revision, _grams in revisions
    }
    found: list[Idea] = []
    for revision, grams in sorted(revisions, key=lambda one: not fits[one[0].pk]):
        if len(found) == DISHES:
            break
        if not blockers(dish_problems(people, revision)):
            found.append(Idea(revision.recipe.slug, revision.name, grams, fits[revision.pk]))
    return found


def _revisions(plan: Plan, food: Food) -> list[tuple[RecipeRevision, float]]:
    """Current revisions with the food in a line, and grams as bought of it a serving."""
    current = Recipe.objects.visible_to(plan.tenant).in_use().values("current")
    lines = RecipeLine.objects.filter(
        Q(food=food) | Q(food__bought_as=food), revision__in=current, optional=False
    ).select_related("revision__recipe", "food__bought_as")
    grams: dict[int, float] = defaultdict(float)
    revisions: dict[int, RecipeRevision] = {}
    for line in lines:
        revisions[line.revision_id] = line.revision
        grams[line.revision_id] += line.food.purchase(line.grams)[1] / line.revision.servings
    ordered = sorted(revisions.values(), key=lambda one: (-grams[one.pk], one.name))
    return [(revision, grams[revision.pk]) for revision in ordered]


def _slots(revisions: Sequence[RecipeRevision]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = RevisionSlot.objects.filter(revision__in=revisions)
    for revision, slot in rows.values_list("revision_id", "slot"):
        found[revision].add(slot)
    return found


def _spots(plan: Plan, using: set[int], today: dt.date) -> list[Spot]:
    """Free places first, then dishes cooked for one meal that are not locked and do not use it.

    Days that are over are left out.
    """
    meals = list(plan.meals.select_related("batch__revision"))
    taken = {(meal.date, meal.slot) for meal in meals}
    eaten_of: dict[int, int] = defaultdict(int)
    for meal in meals:
        eaten_of[meal.batch_id or 0] += 1
    slots = [key for key in plan.slots.values_list("key", flat=True) if key != DRINKS]
    days = [date for date in plan.dates if date >= today] or plan.dates
    free = [
        Spot(plan, date, slot, _words(date, slot))
        for date in days
        for slot in slots
        if (date, slot) not in taken
    ]
    swaps = [
        Spot(plan, m.date, m.slot, _words(m.date, m.slot), m, m.batch.revision.name)
        for m in meals
        if m.batch
        and m.batch.revision_id not in using
        and not m.locked
        and m.date in days
        and eaten_of[m.batch_id or 0] == 1
    ]
    return free + [spot for spot in swaps if spot.slot != DRINKS]


def _words(date: dt.date, slot: str) -> str:
    return place_words({"date": date.isoformat(), "slot": slot})
