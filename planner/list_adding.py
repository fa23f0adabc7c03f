"""What someone types to put on a list: a food and an amount, else their own words."""

from collections.abc import Collection
from dataclasses import dataclass

from accounts.models import Tenant
from foods.calculating import grammar
from foods.calculating.corrections import NONE, Sent, plain
from foods.calculating.lines import Line
from foods.calculating.matching import LIKELY
from foods.calculating.queries import ReadLine, calculate
from foods.calculating.weighing import Measured
from foods.calculating.weighing import Pack as MeasuredPack
from foods.models import Aisle, Food, FoodMeasure
from planner.list_amounts import bought_grams, usual_grams
from planner.listing import moved_foods, shop_aisles, wares_of
from planner.queries import WATER_SLUG
from planner.shopping import Ware

#: Grams of a food that is sold loose, where nobody says how much.
SOME_GRAMS = 100.0
#: Lines of one addition; more is a recipe.
MOST_LINES = 10
LONGEST = 120
#: A food that is on the list is meant where it fits the words by no less than this.
CLOSE = 0.15


@dataclass(frozen=True, slots=True)
class Addition:
    """Something to put on the list: grams as bought of a food, or own words in an aisle."""

    text: str
    food: Food | None = None
    grams: float = 0.0
    """0 with a food: it was named without an amount and is on the list already."""
    aisle: Aisle | None = None


def read_additions(
    tenant: Tenant, text: str, listed: Collection[int], *, bare: bool = False
) -> list[Addition]:
    """What the lines of a text ask for; a food that is on the list is preferred among alike.

    A food without an amount is one of what the shop sells; with `bare` it stays without (0 g).
    About 15 queries a line.
    """
    sent = plain(text)
    return [_addition(tenant, words[:LONGEST], listed, bare) for words in sent.texts[:MOST_LINES]]


def _addition(tenant: Tenant, text: str, listed: Collection[int], bare: bool) -> Addition:
    read = calculate(tenant, Sent((text,), (NONE,))).lines[0]
    food = _meant(tenant, read, listed)
    if food is None or read.line is None:
        return Addition(text, aisle=_guess(tenant, read))
    bought = food.bought_as or food
    if bought.slug == WATER_SLUG:
        return Addition(text)
    ware = ware_of(tenant, bought)
    grams = bought_grams(read.line, ware, measured(bought, ware))
    if grams is None and read.line.amounts:
        return Addition(text, aisle=bought.aisle)
    if grams is None:
        grams = 0.0 if bare or bought.pk in listed else usual_grams(ware) or SOME_GRAMS
    return Addition(text, bought, grams)


def _meant(tenant: Tenant, read: ReadLine, listed: Collection[int]) -> Food | None:
    """The food a line means; one that is on the list where the words fit it as well as another."""
    named = [read.food.pk] if read.food and read.sureness != "check" else []
    near = [
        match.candidate.id
        for match in read.alternatives
        if not match.partial and match.score >= max(LIKELY, read.score - CLOSE)
    ]
    rows = Food.objects.visible_to(tenant).select_related("aisle", "bought_as__aisle")
    foods = rows.in_bulk([*named, *near])
    likely = [foods[pk] for pk in (*named, *near)]
    on_list = [food for food in likely if (food.bought_as_id or food.pk) in listed]
    return next(iter([*on_list, *(foods[pk] for pk in named)]), None)


def _guess(tenant: Tenant, read: ReadLine) -> Aisle | None:
    """The aisle of what the words may mean."""
    if read.food is not None:
        return read.food.aisle
    if not read.alternatives:
        return None
    likely = read.alternatives[0].candidate.id
    food = Food.objects.visible_to(tenant).select_related("aisle").filter(pk=likely).first()
    return food.aisle if food and read.score >= 0.5 else None


def ware_of(tenant: Tenant, food: Food) -> Ware:
    """A food as the tenant's shop keeps it (5 queries)."""
    return wares_of({food.pk: food}, shop_aisles(tenant), moved_foods(tenant))[food.pk]


def measured(food: Food, ware: Ware) -> Measured:
    """How a food is measured in a kitchen (1 query)."""
    return Measured(
        name=food.name,
        measures=dict(FoodMeasure.objects.filter(food=food).values_list("name", "grams")),
        packs=tuple(MeasuredPack(pack.label, pack.grams, pack.drained) for pack in ware.packs),
        density=food.density,
        edible_share=food.edible_share,
    )


def amount_of(tenant: Tenant, food: Food, text: str) -> float | None:
    """Grams as bought of "500 g", "2 bags" or "3"; None where that is no amount of this food."""
    ware = ware_of(tenant, food)
    line: Line | None = grammar.read(f"{text.strip()} food")
    if line is None or not line.amounts or line.names != ("food",):
        return None
    found = bought_grams(line, ware, measured(food, ware))
    bare = len(line.amounts) == 1 and not line.amounts[0].measure
    if bare and ware.packs and not any(p.label in ("piece", "loose") for p in ware.packs):
        # "2" of what comes in bags are two bags; an egg box is told by its eggs.
        one = ware.unit_grams or usual_grams(ware)
        found = line.amounts[0].quantity * one if one else found
    return found
