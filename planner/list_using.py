"""What to do with the rest of a pack: dishes of the library that use it, and where they fit."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from foods.models import Food
from people.safety import blockers
from planner.arrivals import Arrival, judged
from planner.checks import usual_of
from planner.models import DRINKS, Meal, Plan
from planner.table import table_of
from planner.words import place_words
from recipes.models import Recipe, RecipeLine, RecipeRevision, RevisionSlot
from recipes.queries import ingredients_of

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
    """Dishes that use a food, most of it first, that all at the table may be given then."""
    revisions = _revisions(plans[0], food) if plans else []
    using = {revision.pk for revision, _grams in revisions}
    spots = [spot for plan in plans for spot in _spots(plan, using, today)]
    slots = _slots([revision for revision, _grams in revisions])
    blocked = _blocked(plans, [revision for revision, _grams in revisions], today)
    days = {(plan.pk, date) for plan in plans for date in _days(plan, today)}
    fits = {
        pk: [
            spot
            for spot in spots
            if spot.slot in slots[pk] and (spot.plan.pk, spot.date) not in blocked[pk]
        ][:PLACES]
        for pk in using
    }
    return [
        Idea(revision.recipe.slug, revision.name, grams, fits[revision.pk])
        for revision, grams in sorted(revisions, key=lambda one: not fits[one[0].pk])
        if days - blocked[revision.pk]
    ][:DISHES]


def _blocked(
    plans: Sequence[Plan], revisions: Sequence[RecipeRevision], today: dt.date
) -> dict[int, set[tuple[int, dt.date]]]:
    """By dish: on which days (plan, date) somebody at the table must not be given it."""
    found: dict[int, set[tuple[int, dt.date]]] = {one.pk: set() for one in revisions}
    lines = ingredients_of(list(found)) if found else {}
    dishes = {one.pk: (lines.get(one.pk, ()), one.servings) for one in revisions}
    coming = [
        (plan.pk, Arrival(person, date, ("dish", pk), usual_of(person, date)))
        for plan in plans
        for person in table_of(plan).people
        for date in _days(plan, today)
        for pk in dishes
    ]
    for (plan_id, one), problems in zip(
        coming, judged([one for _plan, one in coming], dishes), strict=True
    ):
        if blockers(problems):
            found[one.thing[1]].add((plan_id, one.date))
    return found


def _days(plan: Plan, today: dt.date) -> list[dt.date]:
    """Days that are not over; all where that is none."""
    return [date for date in plan.dates if date >= today] or list(plan.dates)


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
    days = _days(plan, today)
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
