"""What a person may choose from: swaps, places for leftovers, things to add."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Tenant
from foods.models import Food, FoodMeasure
from knowledge.nutrients import BY_KEY, TEN, Nutrient
from people.models import Person
from people.records import load_care
from people.safety import Caution, Problem, blockers
from planner import checks
from planner.models import DRINKS, Meal, Plan
from planner.optimiser import rank_swaps
from planner.optimiser.problem import Swap
from planner.questions import board_for_swap
from recipes.models import Recipe, RecipeRevision
from recipes.queries import ingredients_of

#: How many alternatives a panel shows, and how many changes each names.
OFFERS = 8
CHANGES = 4
#: A change of the week's mean smaller than this share of the target is not worth words.
WORTH_WORDS = 0.01
#: Nutrients a swap speaks of.
SPOKEN = (*(key for key in TEN if key not in ("vitamin_k2", "water")), "energy")


@dataclass(frozen=True, slots=True)
class Change:
    """What a swap does to one nutrient of the first person's mean day."""

    nutrient: Nutrient
    amount: float
    good: bool | None
    """None: neither better nor worse by itself (energy)."""

    @property
    def size(self) -> float:
        """How large the change is, without its sign."""
        return abs(self.amount)


@dataclass(frozen=True, slots=True)
class Offer:
    """A dish for a place."""

    revision: RecipeRevision
    portions: dict[int, float]
    delta: float
    changes: list[Change]


def swap_offers(plan: Plan, meal: Meal) -> list[Offer]:
    """Alternatives for a meal, best first by the optimiser's own objective."""
    problem, meals = board_for_swap(plan, meal.pk)
    day = (meal.date - plan.start).days
    ranked = rank_swaps(problem, meals, day, meal.slot, limit=OFFERS)
    revisions = RecipeRevision.objects.select_related("recipe").in_bulk(
        [int(swap.dish) for swap in ranked]
    )
    first = problem.eaters[0]
    targets = {target.nutrient: target.per_day for target in first.targets}
    targets |= {"energy": first.energy_kcal, "sodium": 1500.0}
    return [_offer(swap, revisions[int(swap.dish)], first.key, targets) for swap in ranked]


def _offer(swap: Swap, revision: RecipeRevision, person: str, targets: dict[str, float]) -> Offer:
    moved = swap.changes.get(person, {})
    worth = [
        key
        for key in SPOKEN
        if key in targets and abs(moved.get(key, 0.0)) >= WORTH_WORDS * targets[key]
    ]
    worth.sort(key=lambda key: -abs(moved[key]) / targets[key])
    return Offer(
        revision=revision,
        portions={int(eater): amount for eater, amount in swap.portions.items()},
        delta=swap.delta,
        changes=[
            Change(BY_KEY[key], moved[key], good_change(key, moved[key])) for key in worth[:CHANGES]
        ],
    )


def good_change(nutrient: str, change: float) -> bool | None:
    """Whether more (or, below 0, less) of a nutrient is welcome; None: neither by itself."""
    if nutrient == "energy":
        return None
    return change < 0 if nutrient == "sodium" else change > 0


def leftover_places(plan: Plan, meal: Meal) -> list[tuple[dt.date, str]]:
    """Lunches and dinners on which the rest of a cooking is still good."""
    if meal.batch is None:
        return []
    last = meal.batch.cook_date + dt.timedelta(days=meal.batch.revision.keeps_days)
    slots = [s.key for s in plan.slots.all() if s.key != DRINKS]
    wanted = [key for key in slots if key in ("lunch", "dinner")] or slots
    if meal.slot not in wanted:
        wanted = [meal.slot, *wanted]
    return [
        (date, key)
        for date in plan.dates
        for key in wanted
        if meal.batch.cook_date < date <= last and (date, key) != (meal.date, meal.slot)
    ]


@dataclass(frozen=True, slots=True)
class Addable:
    """A dish, food or drink that a search found."""

    kind: str
    slug: str
    name: str
    note: str
    grams: float | None
    problems: list[Problem]
    own: bool = False
    """Whether it is this tenant's own food."""

    @property
    def blocked(self) -> bool:
        """Whether someone at the table must not be given it."""
        return bool(blockers(self.problems))

    @property
    def only_unknown(self) -> bool:
        """Whether nothing stands against it but what nobody knows."""
        return all(isinstance(one, Caution) for one in self.problems)

    @property
    def why(self) -> list[str]:
        """What stands in its way, in sentences."""
        return checks.words(self.problems, self.name)


def search_to_add(
    tenant: Tenant, people: Sequence[Person], slot: str, query: str, day: dt.date
) -> list[Addable]:
    """Dishes and foods for a place on a day (8 queries); without words, what usually goes there."""
    load_care(people)
    dishes = [] if slot == DRINKS else _recipes(tenant, slot, query, people, day)
    return [*dishes, *_foods(tenant, slot, query, people, day)]


def _recipes(
    tenant: Tenant, slot: str, query: str, people: Sequence[Person], day: dt.date
) -> list[Addable]:
    recipes = Recipe.objects.visible_to(tenant).in_use().select_related("current")
    recipes = recipes.matching(query) if query else recipes.for_slot(slot)
    chosen = list(recipes.order_by("current__name")[:12])
    found = [recipe.current for recipe in chosen if recipe.current]
    slugs = {recipe.current_id: recipe.slug for recipe in chosen}
    lines = ingredients_of([revision.pk for revision in found])
    dishes = {one.pk: (lines.get(one.pk, ()), one.servings) for one in found}
    problems = checks.dishes_problems(people, dishes, day) if dishes else {}
    return [
        Addable(
            "recipe",
            slugs[revision.pk],
            revision.name,
            str(revision.active_minutes),
            None,
            problems[revision.pk],
        )
        for revision in found
    ]


def _foods(
    tenant: Tenant, slot: str, query: str, people: Sequence[Person], day: dt.date
) -> list[Addable]:
    foods = Food.objects.visible_to(tenant).listed()
    if slot == DRINKS:
        foods = foods.filter(kind=Food.Kind.DRINK)
    elif not query:
        return []
    found = list((foods.matching(query) if query else foods.order_by("name"))[:12])
    ids = [food.pk for food in found]
    measures = {
        measure.food_id: measure
        for measure in FoodMeasure.objects.filter(food_id__in=ids, is_default=True)
    }
    grams = {pk: measures[pk].grams if pk in measures else 100.0 for pk in ids}
    problems = checks.foods_problems(people, grams, day) if ids else {}
    return [
        Addable(
            food.kind,
            food.slug,
            food.name,
            measures[food.pk].name if food.pk in measures else "",
            grams[food.pk],
            problems[food.pk],
            own=food.tenant_id is not None,
        )
        for food in found
    ]
