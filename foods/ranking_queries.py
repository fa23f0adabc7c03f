"""Foods in the order of a nutrient, and where one food stands among them; fixed query counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Lower

from accounts.models import Tenant
from foods.facts import State
from foods.models import Food, FoodAmount, FoodFact, FoodMeasure, FoodQuerySet
from foods.ranking import (
    LEAST_ENERGY,
    LEAST_ENERGY_DRINK,
    LONGEST_LIST,
    SPOONFUL,
    Basis,
    SourcesAsked,
    Standing,
    standing,
)
from knowledge.absorption import poorly_absorbed
from knowledge.nutrients import TEN

#: Shipped with Limber: the foods that people buy and cook every day.
EVERYDAY_SOURCE: Final = "limber"
#: The kind of record of packaged goods, as `Food.data_type` has it.
BRANDED: Final = "branded"

#: Foods with annotations, which the types of a QuerySet do not know.
Found = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Foods that the filters allow but the list cannot or does not rank."""

    no_figure: int
    no_basis: int
    """With a figure, but no serving size, or no energy to speak of."""
    spoonfuls: int
    """Eaten by the spoonful, in lists per 100 g and per 100 kcal."""


def everyday(tenant: Tenant | None) -> list[int]:
    """The ids of shipped foods and drinks and the tenant's own (1 query, 2 with a tenant).

    Two narrow reads, sorted out here: given an OR, or a column that nearly every row shares, a
    database without statistics goes through all packaged foods (4 s instead of 5 ms at 400,000).
    """
    columns = ("pk", "tenant_id", "kind", "retired", "duplicate_of_id")
    rows = list(Food.objects.filter(source=EVERYDAY_SOURCE).values_list(*columns))
    if tenant is not None:
        rows += Food.objects.filter(tenant=tenant).values_list(*columns)
    own = {None, tenant.pk if tenant else None}
    return sorted(
        {
            pk
            for pk, owner, kind, retired, double in rows
            if owner in own and kind != Food.Kind.SUPPLEMENT and not retired and double is None
        }
    )


def candidates(tenant: Tenant | None, asked: SourcesAsked) -> FoodQuerySet:
    """The foods and drinks that a question allows, whether or not they have a figure.

    Reads the ids of everyday foods at once, as `everyday` says (1 query, 2 with a tenant; none in
    the scope of all foods): what lists them takes these, so that a page reads them once.
    """
    if asked.scope == "everyday":
        found = Food.objects.filter(pk__in=everyday(tenant))
    else:
        found = Food.objects.visible_to(tenant).listed().exclude(kind=Food.Kind.SUPPLEMENT)
        if not asked.with_branded:
            found = found.exclude(data_type=BRANDED)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.avoided:
        # Few foods have facts at all: starting from them spares a walk over every branded food.
        stated = FoodFact.objects.filter(fact=asked.avoided[0], state=State.FREE)
        found = found.filter(pk__in=stated.values("food")).free_of(asked.avoided[1:])
    return found


def best_sources(allowed: FoodQuerySet, asked: SourcesAsked) -> list[Food]:
    """The foods with most of a nutrient among the `candidates`, at most `LONGEST_LIST` (1 query).

    Each has `amount` (per 100 g) and `certainty`, `serving` (grams: FDA reference amount, else the
    usual measure), `measure_name` and `value`, the amount on the basis asked for. A food that holds
    none of it is no source.
    """
    found = _with_figures(allowed, asked).filter(amount__gt=0)
    if asked.basis != "100g":
        found = found.filter(value__isnull=False)
    numbers = list(poorly_absorbed(asked.nutrient.key))
    if numbers:
        found = found.exclude(ndb__in=numbers)
    if asked.without_spoonfuls:
        found = found.filter(Q(serving__isnull=True) | Q(serving__gte=SPOONFUL))
    most = "amount" if asked.basis == "100g" else "value"
    return list(found.order_by(F(most).desc(), "name", "pk")[:LONGEST_LIST])


def left_out(allowed: FoodQuerySet, asked: SourcesAsked) -> LeftOut | None:
    """How many of the `candidates` a list does not rank, and why (1 query).

    None for the list of every branded food, which is read from the index and never counted.
    """
    if asked.by_index:
        return None
    found = _with_figures(allowed, asked)
    known = Q(amount__isnull=False)
    small = Q(value__gt=0, serving__lt=SPOONFUL) if asked.without_spoonfuls else Q(pk__isnull=True)
    counts = found.aggregate(
        no_figure=Count("pk", filter=~known),
        no_basis=Count("pk", filter=known & Q(value__isnull=True)),
        spoonfuls=Count("pk", filter=small),
    )
    return LeftOut(**counts)


def poorly_absorbed_foods(allowed: FoodQuerySet, asked: SourcesAsked) -> list[Food]:
    """The `candidates` that hold the nutrient but hardly give it, with `amount`; 0 or 1 query."""
    numbers = list(poorly_absorbed(asked.nutrient.key))
    if not numbers:
        return []
    found = allowed.filter(ndb__in=numbers)
    return list(_stated(found, asked.nutrient.key).filter(amount__gt=0).order_by("name")[:10])


def _stated(foods: FoodQuerySet, nutrient: str) -> Found:
    """Foods with their figure as `amount` and `certainty`, NULL where it is unknown.

    A lookup for each food: quick for some thousand foods, whatever else is in the table.
    """
    figure = FoodAmount.objects.filter(food=OuterRef("pk"), nutrient=nutrient)
    return foods.annotate(
        amount=Subquery(figure.values("amount")), certainty=Subquery(figure.values("certainty"))
    )


def _by_index(foods: FoodQuerySet, nutrient: str) -> Found:
    """Foods with a figure, joined so that the index on (nutrient, amount) gives their order."""
    figure = FilteredRelation("amounts", condition=Q(amounts__nutrient=nutrient))
    return foods.annotate(stated=figure).annotate(
        amount=F("stated__amount"), certainty=F("stated__certainty")
    )


def _with_figures(foods: FoodQuerySet, asked: SourcesAsked) -> Found:
    """Foods with their figure, their serving, and the figure on the basis asked for as `value`."""
    usual = FoodMeasure.objects.filter(food=OuterRef("pk")).order_by("-is_default", "name")
    read = _by_index if asked.by_index else _stated
    found: Found = read(foods, asked.nutrient.key).annotate(
        serving=Coalesce("reference_grams", Subquery(usual.values("grams")[:1])),
        measure_name=Subquery(usual.values("name")[:1]),
    )
    valued: Found = found.annotate(least_energy=_least_energy()).annotate(
        value=_on_basis(asked.basis)
    )
    return valued


def _least_energy() -> Case:
    """kcal per 100 g up to which a food or drink has no amount per 100 kcal."""
    drink = When(Q(kind=Food.Kind.DRINK), then=Value(LEAST_ENERGY_DRINK))
    return Case(drink, default=Value(LEAST_ENERGY))


def _on_basis(basis: Basis) -> Any:
    """`foods.ranking.on_basis` for the database: NULL where an amount has no such basis."""
    if basis == "serving":
        return F("amount") * F("serving") / 100.0
    if basis == "100g":
        return F("amount")
    energy = FoodAmount.objects.filter(
        food=OuterRef("pk"), nutrient="energy", amount__gt=OuterRef("least_energy")
    )
    return F("amount") / Subquery(energy.values("amount")) * 100.0


def standings(
    tenant: Tenant | None, food: Food, amounts: Mapping[str, float], serving: float | None
) -> dict[str, tuple[Standing, Standing | None]]:
    """Where a food stands for each of the ten it holds, per 100 g and per serving.

    2 queries, 3 with a tenant. Among everyday foods and drinks with a figure, itself counted in;
    `serving` is its own in grams, None where it has none: then it has no rank per serving.
    """
    held = {key: amounts[key] for key in TEN if amounts.get(key, 0.0) > 0}
    if not held:
        return {}
    usual = FoodMeasure.objects.filter(food=OuterRef("food")).order_by("-is_default", "name")
    portion = Coalesce("food__reference_grams", Subquery(usual.values("grams")[:1]))
    pool = [pk for pk in everyday(tenant) if pk != food.pk]
    rows = (
        # Not by the column itself, whose index leads through the amounts of every food.
        FoodAmount.objects.annotate(key=Lower("nutrient"))
        .filter(food__in=pool, key__in=held)
        .annotate(portion=portion)
        .order_by()
        .values("nutrient")
        .annotate(
            others=Count("pk"),
            ahead=Count("pk", filter=Q(amount__gt=_own(held, 1.0))),
            others_served=Count("pk", filter=Q(portion__isnull=False)),
            ahead_served=Count(
                "pk", filter=Q(amount__gt=_own(held, serving or 0.0) / F("portion"))
            ),
        )
    )
    found: dict[str, Any] = {row["nutrient"]: row for row in rows}
    nobody = {"others": 0, "ahead": 0, "others_served": 0, "ahead_served": 0}
    return {key: _both(found.get(key, nobody), serving) for key in held}


def _own(held: Mapping[str, float], factor: float) -> Case:
    """The food's own amount of the row's nutrient, times a factor."""
    return Case(
        *(When(nutrient=key, then=Value(amount * factor)) for key, amount in held.items()),
        output_field=FloatField(),
    )


def _both(row: Mapping[str, int], serving: float | None) -> tuple[Standing, Standing | None]:
    served = standing(row["ahead_served"], row["others_served"]) if serving else None
    return standing(row["ahead"], row["others"]), served
