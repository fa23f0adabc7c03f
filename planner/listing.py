"""Rows of a shopping list to the list itself, in a fixed number of queries."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone

from accounts.models import Tenant
from foods.models import Aisle, Food, FoodMeasure, FoodPack
from planner.models import (
    DRINKS,
    AtHome,
    ListLine,
    Meal,
    Plan,
    PlanSlot,
    ShopAisle,
    ShopFood,
    ShoppingList,
)
from planner.queries import WATER_SLUG
from planner.shopping import Need, Pack, Said, Sheet, Use, Ware, scale, shopping_list
from recipes.models import RecipeLine

#: Measures by which a shop counts what is in a pack: a box of six eggs.
COUNTED_IN = "egg"


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line in its writer's own words."""

    pk: int
    text: str
    note: str
    aisle: str
    aisle_position: int
    ticked: bool
    put_away: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it is now, with what is needed to put it into words."""

    sheet: Sheet
    slots: tuple[str, ...]
    """Names of the day's slots, in order; uses speak of positions in it."""
    own: tuple[OwnLine, ...] = ()
    gone: tuple[str, ...] = ()
    """Foods that were needed when someone last looked, and are no more."""
    dates: tuple[dt.date, dt.date] | None = None
    """First and last day, None without plans."""
    aisles: tuple[tuple[str, int], ...] = ()
    """All aisles by name, in the order of the tenant's shop."""
    state: str = ""
    """Changes with anything that may change the page: what a poll compares."""

    @property
    def needs(self) -> dict[str, list[Any]]:
        """What the plans need, as `ShoppingList.seen` keeps it."""
        return {
            str(line.ware.food): [line.planned, line.ware.name]
            for line in self.sheet.every
            if line.planned > 0
        }


@dataclass(frozen=True, slots=True)
class _Eaten:
    """A meal's place and how much of it is eaten by everyone."""

    use: Use
    amount: float
    batch: int | None
    revision: int | None
    recipe_servings: float | None
    food: int | None


def list_of_plan(plan: Plan) -> ShoppingList:
    """A plan's own list, made on first need (1 query, then)."""
    found, _made = ShoppingList.objects.get_or_create(
        plan=plan, defaults={"tenant_id": plan.tenant_id}
    )
    return found


def load_list(plan: Plan) -> Listing:
    """The list of one plan, as its page shows it."""
    return load_listing(list_of_plan(plan))


def plans_of(shopping: ShoppingList) -> list[Plan]:
    """The plans of a list, in order of their days (1 query)."""
    mine = Q(pk=shopping.plan_id) if shopping.plan_id else Q(lists=shopping)
    return list(Plan.objects.filter(mine, tenant=shopping.tenant_id).order_by("start", "pk"))


def load_listing(shopping: ShoppingList) -> Listing:
    """A list as it is now.

    12 queries: plans, slots, meals, recipe lines, what people said, foods, the order of aisles,
    aisles, moved foods, packs, counted measures, what is at home.
    """
    plans = plans_of(shopping)
    positions, names = _slots(plans)
    meals = _meals(shopping, plans, positions)
    rows = list(shopping.lines.select_related("aisle"))
    said = {row.food_id: _said(row) for row in rows if row.food_id is not None}
    needs, bought = _needs(meals, said)
    aisles = shop_aisles(shopping.tenant_id)
    wares = wares_of(bought, aisles, moved_foods(shopping.tenant_id))
    seen = shopping.seen
    was = None if seen is None else {int(food): grams for food, (grams, _name) in seen.items()}
    sheet = shopping_list(needs, wares, said, _at_home(shopping.tenant_id), was)
    needed = {need.food for need in needs}
    return Listing(
        sheet=sheet,
        slots=names,
        own=tuple(_own(row, aisles) for row in rows if row.food_id is None),
        gone=tuple(name for food, (_g, name) in (seen or {}).items() if int(food) not in needed),
        dates=_dates(shopping, plans),
        aisles=tuple((aisle.name, n) for n, aisle in enumerate(aisles.values())),
        state=state_of(shopping, plans),
    )


def listing_for(plan: Plan, people: Collection[int]) -> Listing:
    """What some people at a table need of a plan (9 queries): nothing ticked, nothing at home.

    What the household or practice wrote on its own list, and has in its cupboards, is not theirs.
    """
    positions, names = _slots([plan])
    meals = _meals(ShoppingList(tenant_id=plan.tenant_id), [plan], positions, people)
    needs, bought = _needs(meals)
    aisles = shop_aisles(plan.tenant_id)
    wares = wares_of(bought, aisles, moved_foods(plan.tenant_id))
    return Listing(
        sheet=shopping_list(needs, wares, {}, {}, None),
        slots=names,
        dates=(plan.start, plan.end),
        aisles=tuple((aisle.name, n) for n, aisle in enumerate(aisles.values())),
    )


def _needs(meals: list[_Eaten], also: Iterable[int] = ()) -> tuple[list[Need], dict[int, Food]]:
    """What is bought for meals, and the foods of that and of `also` (2 queries)."""
    edible = [*_of_batches(meals), *_of_foods(meals)]
    foods = _foods({need.food for need in edible} | set(also))
    needs = [need for part in edible if (need := _as_bought(part, foods)) is not None]
    return needs, {food.pk: food for food in _bought(foods)}


def state_of(shopping: ShoppingList, plans: Sequence[Plan]) -> str:
    """Changes with every write to the list or one of its plans."""
    revisions = "-".join(f"{plan.pk}.{plan.revision}" for plan in plans)
    return f"{shopping.version}-{revisions}"


def _dates(shopping: ShoppingList, plans: Sequence[Plan]) -> tuple[dt.date, dt.date] | None:
    if shopping.start and shopping.end:
        return shopping.start, shopping.end
    return (plans[0].start, plans[-1].end) if plans else None


def _slots(plans: Sequence[Plan]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Positions by key and names by position, over all plans; drinks come last."""
    rows = PlanSlot.objects.filter(plan__in=plans).order_by("position", "pk")
    names: dict[str, str] = {}
    for key, name in rows.values_list("key", "name"):
        names.setdefault(key, name)
    names.pop(DRINKS, None)
    return {key: n for n, key in enumerate(names)}, tuple(names.values())


def _in_range(shopping: ShoppingList) -> Q:
    """Meals that a list buys for: by the day something is cooked, not by the days it is eaten."""
    if shopping.start is None or shopping.end is None:
        return Q()
    days = (shopping.start, shopping.end)
    return Q(batch__cook_date__range=days) | Q(batch__isnull=True, date__range=days)


def _meals(
    shopping: ShoppingList,
    plans: Sequence[Plan],
    positions: dict[str, int],
    people: Collection[int] | None = None,
) -> list[_Eaten]:
    """The meals of a list; of certain people only what they eat."""
    theirs = None if people is None else Q(servings__person__in=people)
    meals = Meal.objects.filter(_in_range(shopping), plan__in=plans, unplanned=False)
    rows = (
        (meals if theirs is None else meals.filter(theirs).distinct())
        .order_by("pk")
        .annotate(eaten=Sum("servings__amount", filter=theirs, default=0.0))
        .values_list(
            "date",
            "slot",
            "eaten",
            "batch_id",
            "batch__revision_id",
            "batch__revision__servings",
            "food_id",
        )
    )
    last = len(positions)
    return [
        _Eaten(Use(date, positions.get(slot, last)), eaten, batch, revision, servings, food)
        for date, slot, eaten, batch, revision, servings, food in rows
    ]


def _of_batches(meals: Iterable[_Eaten]) -> list[Need]:
    """Edible grams of every ingredient of every cooking; optional lines are not bought."""
    batches: dict[int, list[_Eaten]] = defaultdict(list)
    for meal in meals:
        if meal.batch is not None:
            batches[meal.batch].append(meal)
    lines: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for revision, food, grams in RecipeLine.objects.filter(
        revision__in={meal.revision for meal in meals if meal.revision}, optional=False
    ).values_list("revision_id", "food_id", "grams"):
        lines[revision].append((food, grams))
    return [
        Need(food, grams * _times(eaten), frozenset(meal.use for meal in eaten))
        for eaten in batches.values()
        for food, grams in lines[eaten[0].revision or 0]
    ]


def _times(eaten: list[_Eaten]) -> float:
    return scale((meal.amount for meal in eaten), eaten[0].recipe_servings or 1.0)


def _of_foods(meals: Iterable[_Eaten]) -> list[Need]:
    """Edible grams of foods and drinks that stand on the board as they are."""
    return [
        Need(meal.food, meal.amount, frozenset({meal.use}))
        for meal in meals
        if meal.food is not None
    ]


def _said(row: ListLine) -> Said:
    return Said(
        extra=row.extra_grams,
        wanted=row.set_grams,
        note=row.note,
        removed=row.removed,
        ticked=row.ticked_at is not None,
        got=row.got_grams,
        put_away=row.put_away,
    )


def _own(row: ListLine, aisles: dict[int, Aisle]) -> OwnLine:
    """An own line; one without an aisle stands in the last."""
    order = list(aisles)
    last = aisles[order[-1]] if order else None
    aisle = row.aisle or last
    return OwnLine(
        pk=row.pk,
        text=row.text,
        note=row.note,
        aisle=aisle.name if aisle else "",
        aisle_position=order.index(aisle.pk) if aisle else 0,
        ticked=row.ticked_at is not None,
        put_away=row.put_away,
        removed=row.removed,
    )


def _foods(used: Collection[int]) -> dict[int, Food]:
    rows = Food.objects.filter(pk__in=used).select_related("bought_as")
    return {food.pk: food for food in rows}


def _bought(foods: dict[int, Food]) -> list[Food]:
    return [food.bought_as or food for food in foods.values()]


def _as_bought(part: Need, foods: dict[int, Food]) -> Need | None:
    """What is carried home for so many edible grams; None for what comes out of the tap."""
    bought, grams = foods[part.food].purchase(part.grams)
    return None if bought.slug == WATER_SLUG else Need(bought.pk, grams, part.uses)


def shop_aisles(tenant: Tenant | int) -> dict[int, Aisle]:
    """All aisles by id, in the order of a tenant's shop; new ones behind (2 queries)."""
    own = dict(ShopAisle.objects.filter(tenant=tenant).values_list("aisle_id", "position"))
    aisles = sorted(Aisle.objects.all(), key=lambda a: (own.get(a.pk, math.inf), a.position, a.key))
    return {aisle.pk: aisle for aisle in aisles}


def moved_foods(tenant: Tenant | int) -> dict[int, int]:
    """Food -> aisle, for the foods that a tenant's shop keeps elsewhere (1 query)."""
    return dict(ShopFood.objects.filter(tenant=tenant).values_list("food_id", "aisle_id"))


def _at_home(tenant: Tenant | int) -> dict[int, float]:
    """Grams as bought that are at home: infinity is enough, 0 is none (1 query)."""
    rows = AtHome.objects.filter(tenant=tenant).values_list("food_id", "state", "grams")
    known = {AtHome.State.ENOUGH.value: math.inf, AtHome.State.NONE.value: 0.0}
    return {food: known.get(state, grams or 0.0) for food, state, grams in rows}


def wares_of(
    foods: dict[int, Food], aisles: dict[int, Aisle], moved: dict[int, int]
) -> dict[int, Ware]:
    """Foods as the tenant's shop keeps them (2 queries: packs, counted measures)."""
    packs: dict[int, list[Pack]] = defaultdict(list)
    for pack in FoodPack.objects.filter(food__in=foods).order_by("food", "position"):
        packs[pack.food_id].append(Pack(pack.label, pack.grams, pack.drained_grams))
    counted = dict(
        FoodMeasure.objects.filter(food__in=foods, name=COUNTED_IN).values_list("food_id", "grams")
    )
    places = {aisle: n for n, aisle in enumerate(aisles)}
    return {
        pk: _ware(
            food,
            aisles[moved.get(pk, food.aisle_id)].name,
            places[moved.get(pk, food.aisle_id)],
            packs[pk],
            counted.get(pk),
        )
        for pk, food in foods.items()
    }


def _ware(food: Food, aisle: str, place: int, packs: list[Pack], unit: float | None) -> Ware:
    # A drink without a pack is made at home (tea, coffee): what it takes is in the cupboard.
    brewed = food.kind == Food.Kind.DRINK and not packs
    return Ware(
        food=food.pk,
        name=food.name,
        aisle=aisle,
        aisle_position=place,
        pantry=food.pantry or brewed,
        edible_share=food.edible_share,
        density=food.density,
        packs=tuple(packs),
        unit_grams=unit / food.edible_share if unit else None,
    )


def remember(shopping: ShoppingList, listing: Listing) -> None:
    """Keep what is needed now as what someone has seen (1 query)."""
    shopping.seen, shopping.seen_at = listing.needs, timezone.now()
    shopping.save(update_fields=["seen", "seen_at"])
