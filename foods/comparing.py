"""Foods side by side: a query string to a question, amounts to rows with bars. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from foods.ranking import BASES, Basis, on_basis
from foods.searching import LONGEST, Query, checked
from knowledge.nutrients import BY_KEY, CATALOGUE, GROUP_NAMES, TEN, Nutrient
from knowledge.text import gettext_noop as _

MOST_FOODS: Final = 4
TEN_NAME: Final = _("For muscles and nerves")


@dataclass(frozen=True, slots=True)
class CompareAsked:
    """Which foods, by slug in the order asked for, and on which basis."""

    slugs: tuple[str, ...] = ()
    basis: Basis = "100g"
    too_many: bool = False
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A food as a column: amounts per 100 g with their certainty, and its serving in grams."""

    amounts: Mapping[str, float]
    certainty: Mapping[str, str]
    serving: float | None
    drink: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One food's amount on the basis asked for; None is unknown."""

    amount: float | None
    certainty: str
    """known, partial, presumed_nil, unknown; "no_basis" where the basis is what is missing."""
    part: float
    """Of the most in the row: the length of the bar, 0 to 1."""


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One nutrient across the foods."""

    nutrient: Nutrient
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CompareGroup:
    """Rows under one heading, and nutrients that none of the foods has a figure for."""

    name: str
    rows: tuple[CompareRow, ...]
    unknown: tuple[Nutrient, ...]


def compare_asked(query: Query) -> CompareAsked:
    """What a query string asks for; more than `MOST_FOODS` foods are left out."""
    ignored: list[str] = []
    slugs = tuple(dict.fromkeys(slug[:LONGEST] for slug in query.getlist("food") if slug.strip()))
    basis = checked(query, "basis", BASES, ignored)
    return CompareAsked(
        slugs=slugs[:MOST_FOODS],
        basis=cast(Basis, basis[-1]) if basis else "100g",
        too_many=len(slugs) > MOST_FOODS,
        ignored=tuple(ignored),
    )


def compare_groups(foods: Sequence[Compared], basis: Basis) -> tuple[CompareGroup, ...]:
    """Every nutrient of the catalogue across the foods, the ten always in sight first."""
    return tuple(_group(name, nutrients, foods, basis) for name, nutrients in headed_nutrients())


def headed_nutrients() -> tuple[tuple[str, tuple[Nutrient, ...]], ...]:
    """The catalogue under its headings, the ten always in sight first."""
    others = (
        (name, tuple(n for n in CATALOGUE if n.group == group and n.key not in TEN))
        for group, name in GROUP_NAMES.items()
    )
    return ((TEN_NAME, tuple(BY_KEY[key] for key in TEN)), *others)


def _group(
    name: str, nutrients: Sequence[Nutrient], foods: Sequence[Compared], basis: Basis
) -> CompareGroup:
    known = [n for n in nutrients if any(n.key in food.amounts for food in foods)]
    return CompareGroup(
        name,
        tuple(compare_row(nutrient, foods, basis) for nutrient in known),
        tuple(nutrient for nutrient in nutrients if nutrient not in known),
    )


def compare_row(nutrient: Nutrient, foods: Sequence[Compared], basis: Basis) -> CompareRow:
    """One nutrient across the foods; bars are parts of the most among them."""
    amounts = [_amount(nutrient.key, food, basis) for food in foods]
    most = max((amount for amount in amounts if amount is not None), default=0.0)
    return CompareRow(
        nutrient,
        tuple(
            Cell(amount, _certainty(nutrient.key, food, amount), (amount or 0.0) / (most or 1.0))
            for food, amount in zip(foods, amounts, strict=True)
        ),
    )


def _amount(key: str, food: Compared, basis: Basis) -> float | None:
    return on_basis(
        food.amounts.get(key),
        basis,
        serving=food.serving,
        energy=food.amounts.get("energy"),
        drink=food.drink,
    )


def _certainty(key: str, food: Compared, amount: float | None) -> str:
    if key not in food.amounts:
        return "unknown"
    return "no_basis" if amount is None else food.certainty[key]
