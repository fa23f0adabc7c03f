"""What the food pages show: rows of a food to rows of a page."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.translation import gettext_lazy as _

from foods.comparing import headed_nutrients
from foods.facts import FACTS, TAG_NAMES, Facts, State, state_of, tag_state
from foods.models import Food, FoodAmount, FoodPack, Source
from foods.ranking import Standing
from knowledge.absorption import PoorlyAbsorbed, poorly_absorbed
from knowledge.daily_values import Claim, DailyValue, content_claim, daily_value
from knowledge.nutrients import BY_KEY, CATALOGUE, TEN, Nutrient

Certainty = Literal["known", "partial", "presumed_nil", "unknown"]

#: How one diet implies another: with the first tag shown, the others go without saying.
IMPLIED: Final[Mapping[str, tuple[str, ...]]] = {
    "vegan": ("vegetarian", "pescatarian", "dairy_free"),
    "vegetarian": ("pescatarian",),
}
CREDIT: Final = (
    "U.S. Department of Agriculture, Agricultural Research Service, FoodData Central, NDB {ndb}"
)
STATE_NAMES: Final = {
    State.CONTAINS: _("Contains"),
    State.UNKNOWN: _("Unknown"),
    State.FREE: _("Free of"),
}
#: Kinds of records, as FoodData Central calls them.
DATA_TYPES: Final = {
    "foundation": "Foundation Foods",
    "sr_legacy": "SR Legacy",
    "survey": "FNDDS",
    "branded": "Branded Foods",
}
#: What a source calls the number of a record.
ID_NAMES: Final = {"fdc": "FDC"}


@dataclass(frozen=True, slots=True)
class FigureSource:
    """Where some figures of a food are from; `code` stands beside each of them."""

    code: str
    text: str
    derivation: str
    origin: str
    figures: int


@dataclass(frozen=True, slots=True)
class NutrientRow:
    """One nutrient of a food: per 100 g, in a portion, and its share of the Daily Value there."""

    nutrient: Nutrient
    stated: FoodAmount | None
    in_portion: float | None
    share: float | None
    claim: Claim | None
    caveat: PoorlyAbsorbed | None
    code: str
    """Of the figure's source, "" where there is no figure."""

    @property
    def certainty(self) -> Certainty:
        """How certain the figure is; no row is unknown."""
        return self.stated.certainty if self.stated else "unknown"  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class NutrientGroup:
    """Rows under one heading, and the nutrients that nobody gives a figure for."""

    name: str
    rows: tuple[NutrientRow, ...]
    unknown: tuple[Nutrient, ...]


@dataclass(frozen=True, slots=True)
class RankRow:
    """Where a food stands for one of the ten; None where it has no rank."""

    nutrient: Nutrient
    certainty: Certainty
    amount: float | None
    per_100_g: Standing | None
    per_serving: Standing | None
    caveat: PoorlyAbsorbed | None


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
class FactGroup:
    """The allergens and origins of a food that are in one state."""

    state: State
    title: str
    names: tuple[str, ...]


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
    food: Food,
    amounts: Mapping[str, FoodAmount],
    portion_grams: float,
    sources: Mapping[tuple[str, str, str], FigureSource],
) -> tuple[NutrientGroup, ...]:
    """Every nutrient of the catalogue under its heading, the ten always in sight first.

    Unknown ones of the ten have a row; the others are named together at the end of their group. A
    supplement is what its label names: it has rows for that alone. `sources` are those of
    `figure_sources`.
    """
    of_label = food.kind == Food.Kind.SUPPLEMENT
    always = frozenset() if of_label else frozenset(TEN)
    groups = (
        NutrientGroup(
            name,
            tuple(
                nutrient_row(food, n, amounts.get(n.key), portion_grams, sources)
                for n in nutrients
                if n.key in amounts or n.key in always
            ),
            ()
            if of_label
            else tuple(n for n in nutrients if n.key not in amounts and n.key not in always),
        )
        for name, nutrients in headed_nutrients()
    )
    return tuple(group for group in groups if group.rows or group.unknown)


def nutrient_row(
    food: Food,
    nutrient: Nutrient,
    stated: FoodAmount | None,
    portion_grams: float,
    sources: Mapping[tuple[str, str, str], FigureSource],
) -> NutrientRow:
    """One row; a nutrient that is hardly absorbed from this food claims nothing."""
    caveat = caveat_of(food, nutrient.key)
    if stated is None:
        return NutrientRow(nutrient, None, None, None, None, caveat, "")
    in_portion = stated.amount * portion_grams / 100.0
    value = daily_value(nutrient.key)
    return NutrientRow(
        nutrient=nutrient,
        stated=stated,
        in_portion=in_portion,
        share=in_portion / value.amount if value else None,
        claim=None if caveat else claim_of(food, nutrient.key, stated.amount),
        caveat=caveat,
        code=sources[_origin_of(stated)].code,
    )


def caveat_of(food: Food, nutrient: str) -> PoorlyAbsorbed | None:
    """What is known against a food as a source of a nutrient, or None."""
    return poorly_absorbed(nutrient).get(food.ndb) if food.ndb is not None else None


def figure_sources(
    amounts: Mapping[str, FoodAmount], of_food: str
) -> dict[tuple[str, str, str], FigureSource]:
    """Where the figures of a food are from, most figures first; `of_food` is its own source.

    By source, derivation and origin of an amount.
    """
    counted = Counter(_origin_of(amount) for amount in amounts.values())
    examples = {_origin_of(amount): amount for amount in amounts.values()}
    ordered = sorted(counted, key=lambda key: (-counted[key], key))
    return {
        key: FigureSource(
            code=_letters(position),
            text=key[0] or of_food,
            derivation=examples[key].get_derivation_display(),
            origin=examples[key].get_origin_display(),
            figures=counted[key],
        )
        for position, key in enumerate(ordered)
    }


def _origin_of(amount: FoodAmount) -> tuple[str, str, str]:
    return amount.source, amount.derivation, amount.origin


def _letters(position: int) -> str:
    """a to z, then aa, ab and so on."""
    before, letter = divmod(position, 26)
    return (_letters(before - 1) if before else "") + chr(ord("a") + letter)


def source_of_food(food: Food, source: Source | None) -> str:
    """Where a food is from, with its number there: "USDA FoodData Central, SR Legacy, FDC 168462".

    The food's own source stands behind every figure that names no other.
    """
    if food.tenant_id is not None:
        return str(_("Your own entry"))
    number = f"{ID_NAMES.get(food.source, '')} {food.source_id}".strip()
    parts = (
        source.name if source else food.source,
        DATA_TYPES.get(food.data_type, food.data_type),
        number,
    )
    return ", ".join(part for part in parts if part)


def rank_rows(
    food: Food,
    amounts: Mapping[str, FoodAmount],
    standings: Mapping[str, tuple[Standing, Standing | None]],
) -> tuple[RankRow, ...]:
    """Where a food stands for the ten; what it hardly gives has a caveat instead of a rank."""
    rows = []
    for key in TEN:
        stated, caveat = amounts.get(key), caveat_of(food, key)
        ranked = None if caveat else standings.get(key)
        rows.append(
            RankRow(
                nutrient=BY_KEY[key],
                certainty=stated.certainty if stated else "unknown",  # type: ignore[arg-type]
                amount=stated.amount if stated else None,
                per_100_g=ranked[0] if ranked else None,
                per_serving=ranked[1] if ranked else None,
                caveat=caveat if stated else None,
            )
        )
    return tuple(rows)


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
        and caveat_of(food, nutrient.key) is None
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


def fact_groups(facts: Facts) -> tuple[FactGroup, ...]:
    """Every fact: what is contained first, then what is unknown, then what it is free of."""
    states = {fact: state_of(facts, fact) for fact in FACTS}
    groups = (
        FactGroup(
            state,
            str(title),
            tuple(FACTS[fact] for fact, found in states.items() if found is state),
        )
        for state, title in STATE_NAMES.items()
    )
    return tuple(group for group in groups if group.names)


def nothing_stated(facts: Facts) -> bool:
    """Whether nobody has said what a food contains, as of every imported food."""
    return all(state is State.UNKNOWN for state in facts.values())


def credit(food: Food) -> str:
    """Whom the figures are owed to, where they are USDA's."""
    return CREDIT.format(ndb=food.ndb) if food.ndb else ""
