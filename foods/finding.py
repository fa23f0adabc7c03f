"""What the food index lists: a checked search to rows, in a fixed number of queries."""

from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q, Subquery

from accounts.models import Tenant
from foods.facts import expand
from foods.models import Food, FoodAmount, FoodQuerySet, Source
from foods.search.index import Reading
from foods.searching import FoodSearch
from knowledge.daily_values import daily_value

#: Sources of `Food.source` that are this project's own table, and a tenant's labels.
SHIPPED = "limber"
OWN = "own"


def sources_of(tenant: Tenant | None) -> list[Source]:
    """The sources that have foods this tenant may see, by name (1 query)."""
    foods = Food.objects.visible_to(tenant).filter(source=OuterRef("key"))
    return list(Source.objects.filter(Exists(foods)))


def found_foods(tenant: Tenant | None, search: FoodSearch, reading: Reading) -> FoodQuerySet:
    """The foods a search finds, in the order of its page (1 query when read).

    Each row has `source_name`, the name of where it is from. With `search.rich` each has
    `per_reference` too, its amount per FDA reference amount, and those with most come first.
    """
    source = Source.objects.filter(key=OuterRef("source")).values("name")[:1]
    found = (
        narrowed(tenant, search, reading)
        .select_related("aisle", "bought_as")
        .annotate(source_name=Subquery(source))
    )
    value = daily_value(search.rich) if search.rich else None
    if value is None:
        return found
    amount = FoodAmount.objects.filter(food=OuterRef("pk"), nutrient=search.rich).values("amount")
    return (
        found.rich_in(search.rich, share=search.share, daily_value=value.amount)
        .annotate(per_reference=Subquery(amount) * F("reference_grams") / 100.0)
        .order_by("-per_reference", "name", "pk")
    )


def unranked_foods(tenant: Tenant | None, search: FoodSearch, reading: Reading) -> int:
    """How many foods a search cannot rank: no figure or no reference amount (1 query)."""
    known = FoodAmount.objects.filter(nutrient=search.rich).values("food")
    return (
        narrowed(tenant, search, reading)
        .filter(~Q(pk__in=known) | Q(reference_grams__isnull=True) | Q(reference_grams=0))
        .count()
    )


def narrowed(tenant: Tenant | None, search: FoodSearch, reading: Reading) -> FoodQuerySet:
    """Listed foods within every filter; what is imported only where something is asked for."""
    found = Food.objects.visible_to(tenant).listed().understood(reading, search.text)
    if search.source:
        found = found.filter(source=search.source)
    elif not search.filtered:
        found = found.filter(source__in=(SHIPPED, OWN))
    if search.aisle:
        found = found.filter(aisle__key=search.aisle)
    for tag in search.tags:
        found = found.tagged(tag)
    return found.free_of(sorted(facts_of(search.free)))


def facts_of(allergens: Sequence[str]) -> frozenset[str]:
    """The facts behind the allergens of the filter ("tree_nuts" is eight)."""
    return expand(allergens)
