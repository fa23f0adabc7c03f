"""What the food pages show: rows of a food to rows of a page."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from foods.facts import FACTS, TAG_NAMES, Facts, State, state_of, tag_state
from foods.models import Food, FoodAmount, FoodMeasure, FoodPack
from knowledge.daily_values import Claim, DailyValue, content_claim, daily_value
from knowledge.nutrients import CATALOGUE, GROUP_NAMES, TEN, Nutrient

Certainty = Literal["known", "partial", "presumed_nil", "unknown"]

#: How one diet implies another: with the first tag shown, the others go without saying.
IMPLIED: Final[Mapping[str, tuple[str, ...]]] = {
    "vegan": ("vegetarian", "pescatarian", "dairy_free"),
    "vegetarian": ("pescatarian",),
}
CREDIT: Final = (
    "U.S. Department of Agriculture, Agricultural Research Service, FoodData Central, NDB {ndb}"
)


@dataclass(frozen=True, slots=True)
class NutrientRow:
    """One nutrient of a food: per 100 g, in a measure, and its share of the Daily Value there."""

    nutrient: Nutrient
    stated: FoodAmount | None
    in_measure: float | None
    share: float | None
    claim: Claim | None
    own_source: bool
    """Whether to name the source: it is another than that of most figures of this food."""

    @property
    def certainty(self) -> Certainty:
        """How certain the figure is; no row is unknown."""
        return self.stated.certainty if self.stated else "unknown"  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class NutrientGroup:
    """Rows under one heading."""

    name: str
    rows: tuple[NutrientRow, ...]


@dataclass(frozen=True, slots=True)
class ClaimTag:
    """ "high in magnesium" or "good source of magnesium"."""

    nutrient: Nutrient
    claim: Claim


@dataclass(frozen=True, slots=True)
class FoodRow:
    """A food in the index: energy per 100 g, or how rich it is in what is asked for."""

    food: Food
    energy: float | None
    claims: tuple[ClaimTag, ...]
    per_reference: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class DietTag:
    """A diet that a food or dish fits, or that nobody can state."""

    key: str
    name: str
    known: bool


@dataclass(frozen=True, slots=True)
class FactLine:
    """One allergen or origin with its state."""

    name: str
    state: State


@dataclass(frozen=True, slots=True)
class CookedRow:
    """A cooked row of a food, and its grams from 100 g (edible) as bought."""

    food: Food
    grams: float


@dataclass(frozen=True, slots=True)
class Buying:
    """How a food is sold and what becomes of it; weights in grams."""

    packs: tuple[FoodPack, ...]
    cooked_rows: tuple[CookedRow, ...]
    cooked: float | None
    """Grams of this cooked row from 100 g (edible) of what is bought for it."""
    litre: float | None
    """Grams of a litre, where the food is measured by volume."""


def buying(food: Food, packs: Iterable[FoodPack], cooked_rows: Iterable[Food]) -> Buying:
    """How a food is bought."""
    return Buying(
        packs=tuple(packs),
        cooked_rows=tuple(CookedRow(row, (row.cooked_yield or 1.0) * 100) for row in cooked_rows),
        cooked=food.cooked_yield * 100 if food.cooked_yield else None,
        litre=food.density * 1000 if food.density else None,
    )


def nutrient_groups(
    food: Food, amounts: Mapping[str, FoodAmount], measure_grams: float
) -> tuple[NutrientGroup, ...]:
    """Every nutrient of the catalogue under its heading; those without a figure as unknown."""
    usual = usual_source(amounts.values())
    rows = [
        nutrient_row(food, nutrient, amounts.get(nutrient.key), measure_grams, usual)
        for nutrient in CATALOGUE
    ]
    return tuple(
        NutrientGroup(name, tuple(row for row in rows if row.nutrient.group == group))
        for group, name in GROUP_NAMES.items()
    )


def nutrient_row(
    food: Food, nutrient: Nutrient, stated: FoodAmount | None, measure_grams: float, usual: str
) -> NutrientRow:
    """One row; `usual` is the source that goes without saying."""
    if stated is None:
        return NutrientRow(nutrient, None, None, None, None, own_source=False)
    in_measure = stated.amount * measure_grams / 100.0
    value = daily_value(nutrient.key)
    return NutrientRow(
        nutrient=nutrient,
        stated=stated,
        in_measure=in_measure,
        share=in_measure / value.amount if value else None,
        claim=claim_of(food, nutrient.key, stated.amount),
        # The rule behind "presumed nil" stands once under the table.
        own_source=stated.source != usual and stated.certainty != "presumed_nil",
    )


def usual_source(amounts: Iterable[FoodAmount]) -> str:
    """The source of most figures of a food, "" where it has none."""
    counted = Counter(amount.source for amount in amounts)
    return counted.most_common(1)[0][0] if counted else ""


def claim_of(food: Food, nutrient: str, per_100_g: float) -> Claim | None:
    """What the FDA rule lets one say of a food, per its reference amount."""
    if not food.reference_grams:
        return None
    return content_claim(nutrient, per_100_g * food.reference_grams / 100.0)


def claim_tags(food: Food, amounts: Mapping[str, float]) -> tuple[ClaimTag, ...]:
    """What a food is high in, then what it is a good source of; the ten before the others."""
    order = {key: position for position, key in enumerate(TEN)}
    found = [
        ClaimTag(nutrient, claim)
        for nutrient in CATALOGUE
        if (amount := amounts.get(nutrient.key)) is not None
        and (claim := claim_of(food, nutrient.key, amount)) is not None
    ]
    found.sort(key=lambda tag: (tag.claim != "high", order.get(tag.nutrient.key, len(order))))
    return tuple(found)


def food_row(food: Food, amounts: Mapping[str, float], value: DailyValue | None) -> FoodRow:
    """A row of the index; `value` is the Daily Value of the nutrient foods are ranked by."""
    per_reference: float | None = getattr(food, "per_reference", None)
    share = per_reference / value.amount if value and per_reference is not None else None
    return FoodRow(
        food=food,
        energy=amounts.get("energy"),
        claims=tuple(tag for tag in claim_tags(food, amounts) if tag.claim == "high"),
        per_reference=per_reference,
        share=share,
    )


def diet_tags(facts: Facts) -> tuple[DietTag, ...]:
    """Diets that hold or are unknown, without those that go without saying."""
    states = {tag: tag_state(facts, tag) for tag in TAG_NAMES}
    implied = {
        other for tag, others in IMPLIED.items() if states[tag] is State.FREE for other in others
    }
    return tuple(
        DietTag(tag, TAG_NAMES[tag], states[tag] is State.FREE)
        for tag in TAG_NAMES
        if states[tag] is not State.CONTAINS and tag not in implied
    )


def fact_lines(facts: Facts) -> tuple[FactLine, ...]:
    """Every fact: what is contained first, then what is unknown, then what it is free of."""
    order = (State.CONTAINS, State.UNKNOWN, State.FREE)
    lines = [FactLine(name, state_of(facts, fact)) for fact, name in FACTS.items()]
    return tuple(sorted(lines, key=lambda line: order.index(line.state)))


def chosen_measure(measures: Iterable[FoodMeasure], asked: str | None) -> FoodMeasure | None:
    """The measure a query string asks for by id, else the usual one, else none."""
    listed = list(measures)
    wanted = next((one for one in listed if str(one.pk) == asked), None)
    return wanted or (listed[0] if listed else None)


def credit(food: Food) -> str:
    """Whom the figures are owed to, where they are USDA's."""
    return CREDIT.format(ndb=food.ndb) if food.ndb else ""
