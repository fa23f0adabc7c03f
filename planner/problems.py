"""From people and the library to the optimiser's question, and from its answer to meals."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from foods.nutrition import FoodValues, Intake, Part, intake_of
from knowledge.nutrients import TEN
from people.care import Care, Record, care
from people.care_foods import WEEKLY, Foodstuff
from people.care_targets import Steady
from people.targets import Targets, portions, usual_portion
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
from planner.plates import helpings_of, may_have, weekly_classes, weekly_grams
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
#: Names the grams of a class of foods among a dish's amounts, for limits over the week.
GRAMS_OF: Final = "grams:"
#: What is kept steady has a lower edge: as dear as three targets, and half of it on each day
#: (design choice: the upper edge is never passed, the lower one may give way).
STEADY_WEIGHT: Final = 3.0
STEADY_FLOOR: Final = 0.5


@dataclass(frozen=True, slots=True)
class Seat:
    """Someone at the table, as the problem needs them."""

    key: str
    targets: Targets
    care: Care = field(default_factory=lambda: care(Record(), age=None, life_stage="none"))
    steady: tuple[Steady, ...] = ()
    """What stays around the usual amount."""
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
    foods: Mapping[int, Foodstuff] = field(default_factory=dict)
    """What must be known of the foods of the dishes to judge them for somebody."""


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
        eaters=tuple(_eater(seat, library, files, water, ask) for seat in ask.seats),
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
        nutrients={**dish.figures.intake.amounts, **_weekly(dish, files)},
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


def _eater(
    seat: Seat, library: Sequence[LibraryDish], files: FoodFile, water: FoodValues, ask: Ask
) -> Eater:
    energy, share = seat.targets.energy.kcal, planned_share(ask.slots)
    return Eater(
        key=seat.key,
        energy_kcal=energy * share,
        targets=_targets(seat, share),
        limits=(*_limits(seat.targets, water), *_weekly_limits(seat, ask.days)),
        energy_shares=tuple(
            EnergyShare(b.nutrient, b.kcal_per_gram, b.low, b.high) for b in seat.targets.bands
        ),
        portions=portions(energy),
        forbidden=frozenset(
            str(dish.figures.revision.pk) for dish in library if not may_eat(dish, seat, files)
        ),
        base=drink_amounts(base_water(seat.targets), water),
        fixed={day: dict(intake.amounts) for day, intake in seat.fixed.items()},
    )


def _targets(seat: Seat, share: float) -> tuple[Target, ...]:
    """What is worked for: the targets that are on, and the lower edge of what is kept steady."""
    kept = (seat.targets.targets[key] for key in OBJECTIVE if key in seat.targets.targets)
    goals = [Target(t.nutrient, t.amount * share, t.daily_floor) for t in kept]
    edges = [
        Target(band.nutrient, band.low * share, STEADY_FLOOR, STEADY_WEIGHT) for band in seat.steady
    ]
    return (*goals, *edges)


def _limits(targets: Targets, water: FoodValues) -> tuple[Limit, ...]:
    """The limits, with room for the minerals of water that is poured on days of dry food."""
    least = drink_amounts(base_water(targets), water)
    most = drink_amounts(water_to_pour(water_target(targets), 0.0), water)
    spare = {key: amount - least[key] for key, amount in most.items()}
    return tuple(
        Limit(lim.counts, lim.amount - (spare.get(lim.counts, 0.0) if lim.hard else 0.0), lim.hard)
        for lim in targets.limits
    )


def _weekly_limits(seat: Seat, days: int) -> list[Limit]:
    """Foods of which this person should have so many grams a week, whole within a shorter plan."""
    week = min(7, days)
    return [
        Limit(f"{GRAMS_OF}{one}", WEEKLY[one] / week, True)
        for one in sorted(weekly_classes(seat.care))
    ]


def _weekly(dish: LibraryDish, files: FoodFile) -> dict[str, float]:
    """Grams a serving holds of foods that are limited over the week, as one more nutrient each."""
    figures = dish.figures
    helpings = helpings_of(figures.ingredients, figures.revision.servings, files.foods)
    return {f"{GRAMS_OF}{one}": grams for one, grams in weekly_grams(helpings).items()}


def may_eat(dish: LibraryDish, seat: Seat, files: FoodFile) -> bool:
    """Whether a dish may be put before someone, in the largest portion they may be given."""
    figures, kcal = dish.figures, seat.targets.energy.kcal
    most = portions(kcal)[-1]
    helpings = helpings_of(figures.ingredients, figures.revision.servings, files.foods, most)
    return may_have(seat.care, helpings, seat.steady, usual_portion(kcal) / most)


def water_target(targets: Targets) -> float | None:
    """Grams of water a day; None where nobody is to be told how much to drink."""
    target = targets.targets.get("water")
    return target.amount if target else None


def base_water(targets: Targets) -> float:
    """Grams of water that the drinks row holds at least, before the food is known."""
    return water_to_pour(water_target(targets), math.inf)


def glasses(grams: float) -> float:
    """Grams rounded up to whole glasses, at least one."""
    return max(1, math.ceil(grams / GLASS)) * GLASS


def drink_amounts(grams: float, drink: FoodValues) -> dict[str, float]:
    """What so many grams of a drink bring."""
    return dict(intake_of([Part(drink.id, grams)], {drink.id: drink}).amounts)


def water_to_pour(target: float | None, from_food: float) -> float:
    """Grams of tap water that lift a day to its water target, in whole glasses; none without one.

    Never less than what the solve took for granted (`base_water`): the minerals in it were counted.
    """
    if target is None:
        return 0.0
    return glasses(max(DRINK_SHARE * target, target - from_food) / TAP_WATER)


def poured(
    problem: Problem, meals: Sequence[PlannedMeal], targets: Mapping[str, float | None]
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
