"""The smoothie builder: rows to everything its page shows, in a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from accounts.models import Tenant
from foods.models import Food, FoodMeasure
from foods.queries import food_values
from knowledge.absorption import load_absorption
from knowledge.nutrients import BY_KEY, Nutrient
from people.care_foods import DECIDING, Foodstuff, Helping
from people.queries import foodstuffs
from planner.notes import Note
from planner.smoothie_eater import Eater, as_one_food, notes_for
from planner.smoothie_glass import FRUIT_GROUPS, SWEET_GROUPS, Glass, Pour, glass_of
from planner.smoothie_ideas import WANTABLE, Idea, Stock, ideas
from planner.smoothie_mix import FALLBACK_STEP, Line, Mix, example
from planner.smoothie_parts import EXAMPLE, GROUPS, Piece, load_pieces, pieces_of

#: What the page asks for where nobody chose: the nutrient it all starts from.
FIRST_WANTED: Final = "magnesium"
#: With no fruit, juice or honey in it, a glass is no smoothie to the rules about sugar.
SUGARY: Final = FRUIT_GROUPS | SWEET_GROUPS


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the mix as the page shows it."""

    food: Food
    line: Line
    piece: Piece | None
    grams: float | None
    """Of one glass; None where what was typed is no amount."""
    measure: tuple[str, float] | None

    @property
    def poured(self) -> bool:
        """Whether its amount is in ml."""
        return is_poured(self.food)

    @property
    def quantity(self) -> float | None:
        """How many of its household measure that is."""
        return self.grams / self.measure[1] if self.grams and self.measure else None

    @property
    def step(self) -> float:
        """What - and + do."""
        return self.piece.step if self.piece else FALLBACK_STEP


@dataclass(frozen=True, slots=True)
class Shelf:
    """A group of the builder's foods, for one person."""

    key: str
    name: str
    offered: list[tuple[Food, Piece]]
    refused: list[Food]
    """Never for them."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything the builder knows of a mix and whom it is for."""

    mix: Mix
    eater: Eater
    foods: Mapping[str, Food]
    measures: Mapping[int, tuple[str, float]]
    stuffs: Mapping[int, Foodstuff]
    lines: tuple[Shown, ...]
    glass: Glass
    lost: int
    """Foods that the address names and nobody here has."""

    @property
    def helpings(self) -> list[Helping]:
        """The glass as the rules see it."""
        return [Helping(self.stuffs[pour.food], pour.grams) for pour in self.glass.pours]

    @property
    def bad_lines(self) -> list[Shown]:
        """Lines whose amount is none."""
        return [line for line in self.lines if line.grams is None]

    def notes(self) -> list[Note]:
        """What the rules say of the glass for this person."""
        sweet = any(pour.group in SUGARY for pour in self.glass.pours)
        amounts = {
            key: self.glass.intake.amounts[key]
            for key in DECIDING
            if key in self.glass.intake.amounts
        }
        whole = as_one_food(self.helpings, amounts)
        if whole is not None and not sweet:
            whole = replace(whole, name="")
        return notes_for(self.eater, self.helpings, whole)

    def shelves(self) -> list[Shelf]:
        """The foods of each group that are not in the mix yet."""
        return [self._shelf(key, name) for key, name in GROUPS.items()]

    def _shelf(self, key: str, name: str) -> Shelf:
        offered, refused = [], []
        for piece in pieces_of(key):
            food = self.foods.get(piece.food)
            if food is None or piece.food in self.mix.foods:
                continue
            if self.eater.must_not(self.stuffs[food.pk], grams_of(food, piece.usual)):
                refused.append(food)
            else:
                offered.append((food, piece))
        return Shelf(key, name, offered, refused)

    def wantable(self) -> list[Nutrient]:
        """Nutrients one may ask for: those this person has a target for, and vitamin K2."""
        targets = self.eater.targets
        kept = targets.targets if targets else {}
        return [BY_KEY[key] for key in WANTABLE if key in kept or key == "vitamin_k2"]

    @property
    def wanted(self) -> str:
        """The nutrient asked for."""
        known = [nutrient.key for nutrient in self.wantable()]
        if self.mix.wanted in known:
            return self.mix.wanted
        return FIRST_WANTED if FIRST_WANTED in known else known[0]

    def ideas(self) -> list[Idea]:
        """What would add the nutrient asked for (2 queries)."""
        targets = self.eater.targets
        goal = targets.targets.get(self.wanted) if targets else None
        amounts = {shown.line.food: shown.line.amount for shown in self.lines if shown.line.amount}
        allowed = partial(_allowed, self)
        return ideas(self.wanted, self._stock(), amounts, allowed, goal.amount if goal else None)

    def _stock(self) -> dict[str, Stock]:
        known = {key: food for key, food in self.foods.items() if key in load_pieces()}
        values = food_values([food.pk for food in known.values()], (self.wanted, "energy"))
        return {
            key: Stock(
                load_pieces()[key],
                food.name,
                values[food.pk],
                grams_of(food, 1.0),
                is_poured(food),
                self.measures.get(food.pk),
                frozenset(one.nutrient for one in load_absorption() if one.ndb == food.ndb),
            )
            for key, food in known.items()
        }


def _allowed(bench: Bench, food: str, grams: float) -> bool:
    return bench.eater.may_have(bench.stuffs[bench.foods[food].pk], grams)


def is_poured(food: Food) -> bool:
    """Whether a food is measured in ml: drinks with a known density."""
    return food.kind == Food.Kind.DRINK and bool(food.density)


def grams_of(food: Food, amount: float) -> float:
    """Grams of an amount in the food's own unit (ml for drinks, g for all else)."""
    return amount * (food.density or 1.0) if is_poured(food) else amount


def amount_of(food: Food, grams: float) -> float:
    """The amount in the food's own unit of so many grams."""
    return grams / (food.density or 1.0) if is_poured(food) else grams


def bench_of(tenant: Tenant | None, mix: Mix, eater: Eater) -> Bench:
    """A mix with all that the page shows of it (5 queries)."""
    foods = _foods(tenant, {*load_pieces(), *mix.foods})
    ids = [food.pk for food in foods.values()]
    stuffs = foodstuffs(ids)
    if mix.fresh:
        mix = replace(mix, lines=_example(eater, foods, stuffs))
    kept = tuple(line for line in mix.lines if line.food in foods)
    lost, mix = len(mix.lines) - len(kept), replace(mix, lines=kept)
    measures = _measures(ids)
    lines = tuple(_shown(line, foods[line.food], measures) for line in mix.lines)
    glass = _glass(lines)
    return Bench(mix, eater, foods, measures, stuffs, lines, glass, lost)


def _foods(tenant: Tenant | None, keys: Collection[str]) -> dict[str, Food]:
    """Foods by key, those of the household included; supplements belong beside the glass."""
    rows = Food.objects.visible_to(tenant).filter(slug__in=keys, retired=False)
    rows = rows.exclude(kind=Food.Kind.SUPPLEMENT).select_related("group")
    return {food.slug: food for food in rows}


def _measures(foods: Collection[int]) -> dict[int, tuple[str, float]]:
    rows = FoodMeasure.objects.filter(food_id__in=foods, is_default=True)
    return {food: (name, grams) for food, name, grams in rows.values_list("food", "name", "grams")}


def _shown(line: Line, food: Food, measures: Mapping[int, tuple[str, float]]) -> Shown:
    grams = None if line.amount is None else grams_of(food, line.amount)
    return Shown(food, line, load_pieces().get(line.food), grams, measures.get(food.pk))


def _glass(lines: Iterable[Shown]) -> Glass:
    pours = [
        Pour(shown.food.pk, shown.food.name, shown.food.group.key, shown.grams, shown.food.density)
        for shown in lines
        if shown.grams is not None
    ]
    return glass_of(pours, food_values([pour.food for pour in pours]))


def _example(
    eater: Eater, foods: Mapping[str, Food], stuffs: Mapping[int, Foodstuff]
) -> tuple[Line, ...]:
    """The smoothie it all starts from; what this person should not have makes way for the next."""
    pieces = load_pieces()

    def fits(key: str) -> bool:
        food = foods.get(key)
        return food is not None and eater.may_have(
            stuffs[food.pk], grams_of(food, pieces[key].usual)
        )

    chosen = []
    for key in EXAMPLE:
        others = [piece.food for piece in pieces_of(pieces[key].group)]
        chosen += [one for one in (key, *others) if fits(one)][:1]
    return example(chosen, pieces)
