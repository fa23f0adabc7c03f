"""From people and the library to the optimiser's question, and from its answer to meals."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from foods.facts import suits
from foods.nutrition import FoodValues, Intake, Part, intake_of
from knowledge.nutrients import TEN
from people.targets import Targets, portions
from planner.optimiser.problem import (
    Dish,
    Eater,
    EnergyShare,
    Limit,
    Lock,
    PlannedMeal,
    Problem,
    Slot,
    Target,
)
from recipes.queries import LibraryDish

#: Nutrients whose targets the optimiser works for. Water is left to the drinks row.
OBJECTIVE: Final = (
    "magnesium",
    "potassium",
    "calcium",
    "vitamin_d",
    "thiamin_b1",
    "vitamin_b6",
    "vitamin_b12",
    "protein",
    "fibre",
)
#: Cookings of one dish within seven days, by slot (docs/optimiser.md).
REPEATS: Final[Mapping[str, int]] = {
    "breakfast": 5,
    "smoothie": 5,
    "lunch": 2,
    "dinner": 1,
    "snack": 5,
}
#: Slots where food cooked earlier is welcome.
LEFTOVER_SLOTS: Final = frozenset({"lunch", "dinner"})
#: A usual share of the day's energy (design choice: portions start from it).
ENERGY_SHARES: Final[Mapping[str, float]] = {
    "breakfast": 0.25,
    "smoothie": 0.15,
    "lunch": 0.28,
    "dinner": 0.32,
    "snack": 0.1,
}
#: Shares that make a whole day: breakfast, lunch and dinner with nothing between.
WHOLE_DAY: Final = 0.85
#: A glass, in g of water.
GLASS: Final = 250.0
#: Share of the day's water that is poured whatever the food brings (design choice: the library's
#: days bring 60 % and more). The solve counts it, so the drinks row never holds less.
DRINK_SHARE: Final = 0.4
#: Grams of water in a gram of tap water: the rest is minerals (USDA NDB 14411).
TAP_WATER: Final = 0.999
#: A food group counts as brought when it makes up this share of a dish by weight.
GROUP_SHARE: Final = 0.1
#: A food is a good part of a dish from this share by weight on (design choice: mushrooms in a stew
#: are noticed, a clove of garlic is not).
PROMINENT_SHARE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Seat:
    """Someone at the table, as the problem needs them."""

    key: str
    targets: Targets
    facts: frozenset[str] = frozenset()
    foods: frozenset[int] = frozenset()
    fixed: Mapping[int, Intake] = field(default_factory=dict)
    """By day: what stays on the board without being a dish (foods added by hand)."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A week to make."""

    start: dt.date
    days: int
    slots: tuple[str, ...]
    seats: tuple[Seat, ...]
    seed: int = 0
    time_limit: float = 4.0
    locks: tuple[Lock, ...] = ()


@dataclass(frozen=True, slots=True)
class FoodFile:
    """What the problem needs to know of the foods behind the dishes, by id."""

    bought: Mapping[int, int]
    """Food -> what is bought for it."""
    pantry: frozenset[int]
    group: Mapping[int, str]
    slug: Mapping[int, str]


def problem_nutrients(targets: Iterable[Targets]) -> frozenset[str]:
    """Every nutrient the problem reads: targets, limits, energy bands, and the ten for display."""
    found = {"energy", "water", *OBJECTIVE, *TEN}
    for person in targets:
        found.update(limit.counts for limit in person.limits)
        found.update(band.nutrient for band in person.bands)
    return frozenset(found)


def build(
    ask: Ask,
    library: Sequence[LibraryDish],
    files: FoodFile,
    water: FoodValues,
    extra: Sequence[Dish] = (),
) -> Problem:
    """The optimiser's question. `extra` are dishes that stand on the board by lock only."""
    dishes = tuple(_placed(dish_of(dish, files), ask.slots) for dish in library)
    return Problem(
        weekdays=tuple((ask.start + dt.timedelta(days=n)).weekday() < 5 for n in range(ask.days)),
        slots=tuple(_slot(key) for key in ask.slots),
        eaters=tuple(_eater(seat, library, water, planned_share(ask.slots)) for seat in ask.seats),
        dishes=(*dishes, *extra),
        locks=ask.locks,
        seed=ask.seed,
        time_limit=ask.time_limit,
    )


def _placed(dish: Dish, slots: Sequence[str]) -> Dish:
    """A smoothie keeps to the smoothie's place where the day has one: not two a day."""
    if "smoothie" in slots and "smoothie" in dish.slots:
        return replace(dish, slots=frozenset({"smoothie"}))
    return dish


def _slot(key: str) -> Slot:
    return Slot(key, REPEATS.get(key, 2), key in LEFTOVER_SLOTS, ENERGY_SHARES.get(key))


def dish_of(dish: LibraryDish, files: FoodFile) -> Dish:
    """A library dish in the optimiser's terms, per serving."""
    revision = dish.figures.revision
    bought = {files.bought.get(line.food, line.food) for line in dish.figures.ingredients}
    return Dish(
        key=str(revision.pk),
        slots=dish.slots,
        nutrients=dict(dish.figures.intake.amounts),
        active_minutes=float(revision.active_minutes),
        keeps_days=revision.keeps_days,
        main_food=files.slug[files.bought.get(revision.main_food_id, revision.main_food_id)],
        groups=_groups(dish, files),
        foods=frozenset(files.slug[food] for food in bought if food not in files.pantry),
        prominent=_prominent(dish, files),
    )


def _prominent(dish: LibraryDish, files: FoodFile) -> frozenset[str]:
    """Foods that are a good part of the dish, as they are bought; pantry staples left out."""
    by_food: dict[int, float] = {}
    for food, weight in dish.figures.intake.grams.items():
        bought = files.bought.get(food, food)
        by_food[bought] = by_food.get(bought, 0.0) + weight
    least = PROMINENT_SHARE * (sum(by_food.values()) or 1.0)
    return frozenset(
        files.slug[food]
        for food, weight in by_food.items()
        if weight >= least and food not in files.pantry
    )


def _groups(dish: LibraryDish, files: FoodFile) -> frozenset[str]:
    grams = dish.figures.intake.grams
    whole = sum(grams.values()) or 1.0
    by_group: dict[str, float] = {}
    for food, weight in grams.items():
        by_group[files.group[food]] = by_group.get(files.group[food], 0.0) + weight
    return frozenset(group for group, weight in by_group.items() if weight / whole >= GROUP_SHARE)


def planned_share(slots: Sequence[str]) -> float:
    """How much of a day these slots usually feed: dinner alone is not asked for all of it."""
    return min(1.0, sum(ENERGY_SHARES.get(slot, 0.1) for slot in slots) / WHOLE_DAY)


def _eater(seat: Seat, library: Sequence[LibraryDish], water: FoodValues, share: float) -> Eater:
    energy = seat.targets.energy.kcal
    return Eater(
        key=seat.key,
        energy_kcal=energy * share,
        targets=tuple(
            Target(t.nutrient, t.amount * share, t.daily_floor)
            for t in (seat.targets.targets[key] for key in OBJECTIVE)
        ),
        limits=_limits(seat.targets, water),
        energy_shares=tuple(
            EnergyShare(b.nutrient, b.kcal_per_gram, b.low, b.high) for b in seat.targets.bands
        ),
        portions=portions(energy),
        forbidden=frozenset(
            str(dish.figures.revision.pk) for dish in library if not may_eat(dish, seat)
        ),
        base=drink_amounts(base_water(seat.targets), water),
        fixed={day: dict(intake.amounts) for day, intake in seat.fixed.items()},
    )


def _limits(targets: Targets, water: FoodValues) -> tuple[Limit, ...]:
    """The limits, with room for the minerals of water that is poured on days of dry food."""
    least = drink_amounts(base_water(targets), water)
    most = drink_amounts(water_to_pour(targets.targets["water"].amount, 0.0), water)
    spare = {key: amount - least[key] for key, amount in most.items()}
    return tuple(
        Limit(lim.counts, lim.amount - (spare.get(lim.counts, 0.0) if lim.hard else 0.0), lim.hard)
        for lim in targets.limits
    )


def may_eat(dish: LibraryDish, seat: Seat) -> bool:
    """Whether a dish may be put before someone: unknown facts do not pass."""
    if not suits(dish.facts, seat.facts):
        return False
    foods = {line.food for line in dish.figures.ingredients} | set(dish.figures.intake.grams)
    return not (foods & seat.foods)


def base_water(targets: Targets) -> float:
    """Grams of water that the drinks row holds at least, before the food is known."""
    return water_to_pour(targets.targets["water"].amount, math.inf)


def glasses(grams: float) -> float:
    """Grams rounded up to whole glasses, at least one."""
    return max(1, math.ceil(grams / GLASS)) * GLASS


def drink_amounts(grams: float, drink: FoodValues) -> dict[str, float]:
    """What so many grams of a drink bring."""
    return dict(intake_of([Part(drink.id, grams)], {drink.id: drink}).amounts)


def water_to_pour(target: float, from_food: float) -> float:
    """Grams of tap water that lift a day to its water target, in whole glasses.

    Never less than what the solve took for granted (`base_water`): the minerals in it were counted.
    """
    return glasses(max(DRINK_SHARE * target, target - from_food) / TAP_WATER)


def poured(
    problem: Problem, meals: Sequence[PlannedMeal], targets: Mapping[str, float]
) -> list[dict[str, float]]:
    """The drinks row: for each day, grams of tap water by eater. `targets` are of all water."""
    dishes = {dish.key: dish.nutrients.get("water", 0.0) for dish in problem.dishes}

    def from_food(eater: Eater, day: int) -> float:
        eaten = (m.portions.get(eater.key, 0.0) * dishes[m.dish] for m in meals if m.day == day)
        return eater.fixed.get(day, {}).get("water", 0.0) + sum(eaten)

    return [
        {
            eater.key: water_to_pour(targets[eater.key], from_food(eater, day))
            for eater in problem.eaters
        }
        for day in range(problem.days)
    ]
