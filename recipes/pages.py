"""What the recipe pages show: figures of a dish to rows of a page. Pure but for the line rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from foods.facts import FACTS, Facts, State, state_of
from foods.nutrition import Coverage, FoodValues, Intake, amount_in, coverage
from foods.pages import FactLine
from knowledge.daily_values import Claim, content_claim, daily_value
from knowledge.nutrients import BY_KEY, CATALOGUE, GUARD_RAILS, TEN, Nutrient
from recipes.models import RecipeLine
from recipes.nutrition import Ingredient

#: Foods named beside a nutrient; the rest is summed up.
MOST_CONTRIBUTORS: Final = 3
#: A food that brings less than this share of the total is not worth naming.
LEAST_SHARE: Final = 0.02
USUAL_SERVINGS: Final = (1.0, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class Contributor:
    """What one food brings of a nutrient to a serving."""

    name: str
    amount: float
    estimated: bool


@dataclass(frozen=True, slots=True)
class NutrientRow:
    """One nutrient in one serving. `amount` is None where it is unknown."""

    nutrient: Nutrient
    amount: float | None
    share: float | None
    contributors: tuple[Contributor, ...]
    others: float
    coverage: Coverage
    missing: tuple[str, ...]
    partial: tuple[str, ...]

    @property
    def at_least(self) -> bool:
        """Whether the amount is only a minimum."""
        return not self.coverage.complete

    @property
    def presumed_nil(self) -> bool:
        """Whether every food is presumed to hold none."""
        return self.coverage.foods > 0 and self.coverage.presumed_nil == self.coverage.foods


@dataclass(frozen=True, slots=True)
class Gap:
    """Nutrients that the same foods have no figure for."""

    foods: tuple[str, ...]
    nutrients: tuple[Nutrient, ...]


@dataclass(frozen=True, slots=True)
class ServingClaim:
    """What one serving is rich in, by the thresholds of the FDA rule."""

    nutrient: Nutrient
    claim: Claim
    share: float


@dataclass(frozen=True, slots=True)
class LineRow:
    """An ingredient at the servings asked for."""

    line: RecipeLine
    quantity: float
    grams: float


def nutrient_rows(
    ingredients: Sequence[Ingredient],
    servings: float,
    intake: Intake,
    foods: Mapping[int, FoodValues],
    nutrients: Iterable[str],
) -> list[NutrientRow]:
    """Rows of one serving for some nutrients."""
    return [_row(BY_KEY[key], ingredients, servings, intake, foods) for key in nutrients]


def other_nutrients() -> tuple[str, ...]:
    """Everything that is neither of the ten nor a guard rail."""
    return tuple(n.key for n in CATALOGUE if n.key not in (*TEN, *GUARD_RAILS))


def _row(
    nutrient: Nutrient,
    ingredients: Sequence[Ingredient],
    servings: float,
    intake: Intake,
    foods: Mapping[int, FoodValues],
) -> NutrientRow:
    covered = coverage(intake, nutrient.key, foods)
    # "At least 0" says nothing: without an amount, what is not complete is unknown.
    found = intake.amount(nutrient.key)
    amount = found if found > 0 or covered.complete else None
    value = daily_value(nutrient.key)
    bring = contributors(nutrient.key, ingredients, servings, foods)
    named = [one for one in bring if one.amount >= LEAST_SHARE * (amount or 0.0)]
    named = named[:MOST_CONTRIBUTORS]
    return NutrientRow(
        nutrient=nutrient,
        amount=amount,
        share=amount / value.amount if value and amount is not None else None,
        contributors=tuple(named),
        others=sum(one.amount for one in bring) - sum(one.amount for one in named),
        coverage=covered,
        missing=tuple(sorted(foods[food].name for food in covered.missing)),
        partial=_partial(nutrient.key, intake, foods),
    )


def gaps(rows: Iterable[NutrientRow]) -> list[Gap]:
    """What is unknown for which foods, nutrients with the same foods together."""
    found: dict[tuple[str, ...], list[Nutrient]] = defaultdict(list)
    for row in rows:
        if row.missing:
            found[row.missing].append(row.nutrient)
    return [Gap(foods, tuple(nutrients)) for foods, nutrients in found.items()]


def _partial(nutrient: str, intake: Intake, foods: Mapping[int, FoodValues]) -> tuple[str, ...]:
    eaten = (foods[food] for food in intake.grams)
    return tuple(sorted(f.name for f in eaten if f.certainty.get(nutrient) == "partial"))


def contributors(
    nutrient: str,
    ingredients: Iterable[Ingredient],
    servings: float,
    foods: Mapping[int, FoodValues],
) -> list[Contributor]:
    """Which food brings what to one serving, most first; foods that bring nothing are left out."""
    amounts: dict[int, float] = defaultdict(float)
    estimated: set[int] = set()
    for line in ingredients:
        part = line.part(servings)
        brought = None if line.optional else amount_in(part, nutrient, foods)
        if brought:
            amounts[part.food] += brought
            estimated |= {part.food} if line.estimated else set()
    ranked = sorted(amounts.items(), key=lambda item: (-item[1], foods[item[0]].name))
    return [Contributor(foods[food].name, amount, food in estimated) for food, amount in ranked]


def serving_claims(intake: Intake, nutrients: Iterable[str] = TEN) -> list[ServingClaim]:
    """What a serving is high in or a good source of, most first."""
    found = []
    for key in nutrients:
        value, claim = daily_value(key), content_claim(key, intake.amounts.get(key))
        if value and claim:
            found.append(ServingClaim(BY_KEY[key], claim, intake.amount(key) / value.amount))
    return sorted(found, key=lambda one: -one.share)


def line_rows(lines: Iterable[RecipeLine], usual: float, asked: float) -> list[LineRow]:
    """Ingredient lines scaled from `usual` servings to `asked`."""
    factor = asked / usual
    return [LineRow(line, line.quantity * factor, line.grams * factor) for line in lines]


def serving_choices(usual: float, asked: float) -> list[float]:
    """Servings to choose from: some usual ones, the recipe's own and what was asked for."""
    return sorted({*USUAL_SERVINGS, usual, asked})


def stated_facts(facts: Facts, state: State) -> list[FactLine]:
    """The allergens and origins of a dish that are in one state."""
    return [FactLine(name, state) for fact, name in FACTS.items() if state_of(facts, fact) is state]
