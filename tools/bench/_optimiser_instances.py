"""Questions for the optimiser's bench, from the shipped library."""

import datetime as dt
import os
from dataclasses import replace
from random import Random

from django.core.management import call_command

from planner import asking
from planner.optimiser.problem import Dish, Problem
from planner.problems import build, problem_nutrients
from planner.queries import food_file, water_values
from recipes.queries import library

START = dt.date(2026, 11, 23)
WOMAN = {"sex": "female", "age": "34", "height": "165", "weight": "65"}
MAN = {"sex": "male", "age": "45", "height": "180", "weight": "80"}
GIRL = {"sex": "female", "age": "9"}
BOY = {"sex": "male", "age": "6"}
OLD = {"sex": "female", "age": "75"}
TEEN = {"sex": "male", "age": "15"}
FAMILY = (WOMAN, MAN, GIRL, BOY)
TABLE = (WOMAN, MAN, GIRL, BOY, OLD, TEEN)
#: How far an invented dish's figures are from those of the dish it was made from.
SPREAD = 0.25


def load() -> None:
    """The shipped library, in the bench's own database."""
    call_command("migrate", verbosity=0)
    with open(os.devnull, "w") as nowhere:
        call_command("load_library", verbosity=0, stdout=nowhere, stderr=nowhere)


def question(
    *people: dict[str, str], diet: str = "", days: int = 7, dishes: int | None = None, seed: int = 0
) -> Problem:
    """A week (or `days`) of four meals for `people`, with `dishes` dishes if that is said."""
    guests = tuple(
        asking.guest_of(number, {**person, "diet": diet, "avoid": ""})
        for number, person in enumerate(people, 1)
    )
    wishes = {"days": str(days), "slots": None, "start": START.isoformat(), "seed": seed}
    ask = asking.ask_of(guests, {**wishes, "time_limit": 10.0}, START)
    nutrients = problem_nutrients(guest.targets for guest in guests)
    offered = library(None, nutrients)[0]
    problem = build(ask, offered, food_file(offered), water_values(nutrients))
    return problem if dishes is None else with_dishes(problem, dishes)


def with_dishes(problem: Problem, count: int, seed: int = 1) -> Problem:
    """The question with some of its dishes, or with more that are made from them."""
    dice = Random(seed)
    own = list(problem.dishes)
    if count <= len(own):
        return replace(problem, dishes=tuple(dice.sample(own, count)))
    foods = sorted({food for dish in own for food in dish.foods})
    made = [_changed(dice, dice.choice(own), n, foods) for n in range(count - len(own))]
    forbidden = {dish.key: original for dish, original in made}
    eaters = tuple(
        replace(e, forbidden=e.forbidden | {k for k, o in forbidden.items() if o in e.forbidden})
        for e in problem.eaters
    )
    return replace(problem, dishes=(*own, *(dish for dish, _ in made)), eaters=eaters)


def _changed(dice: Random, dish: Dish, number: int, foods: list[str]) -> tuple[Dish, str]:
    """A dish like another: other amounts, two foods exchanged; and the key of the other."""
    nutrients = {key: x * dice.uniform(1 - SPREAD, 1 + SPREAD) for key, x in dish.nutrients.items()}
    kept = set(dish.foods) - set(dice.sample(sorted(dish.foods), min(2, len(dish.foods))))
    copy = replace(
        dish,
        key=f"made-{number}",
        nutrients=nutrients,
        foods=frozenset(kept | set(dice.sample(foods, len(dish.foods) - len(kept)))),
        active_minutes=round(dish.active_minutes * dice.uniform(0.7, 1.3)),
    )
    return copy, dish.key
