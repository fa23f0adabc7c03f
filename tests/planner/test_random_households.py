"""300 random households: no plan breaks a rule, judged by a checker that shares no code.

Seeded: household `n` is the same on every run. Each is made the way the product makes it, from rows
to the board; every third one is then partly locked and made again.
"""

import datetime as dt
import random

import pytest

from foods.facts import ALLERGENS
from planner.models import Plan
from planner.optimiser.problem import Result
from tests.planner.checker import Week, from_plan, violations
from tests.planner.weeks import Body, fill, plan_of

HOUSEHOLDS = 300
#: Households of one test item, so that workers share the load.
PER_ITEM = 15
SECONDS = 0.5
#: A refusal is asked again with so much time: what is impossible stays so.
LONGER = 3.0
SLOTS = ("breakfast", "smoothie", "lunch", "dinner", "snack")
DIETS = ("omnivore", "omnivore", "omnivore", "pescatarian", "vegetarian", "vegan")

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("shipped_library")]


def body(rng: random.Random) -> Body:
    sex, age = rng.choice(["female", "male"]), rng.randint(1, 90)
    stage = "none"
    if sex == "female" and 14 <= age <= 50 and rng.random() < 0.3:
        stage = rng.choice(["pregnancy", "lactation"])
    grown = age >= 18 and rng.random() < 0.6
    return Body(
        sex=sex,
        age=age,
        height=rng.uniform(150, 195) if grown else None,
        weight=rng.uniform(50, 110) if grown else None,
        stage=stage,
        diet=rng.choice(DIETS),
        avoid=tuple(rng.sample(sorted(ALLERGENS), rng.choice([0, 0, 1, 2, 3]))),
    )


def household(number: int) -> Plan:
    rng = random.Random(number)
    slots = [slot for slot in SLOTS if rng.random() < 0.7] or ["dinner"]
    return plan_of(
        [body(rng) for _ in range(rng.choice([1, 1, 2, 3, 4, 5]))],
        days=rng.randint(1, 7),
        slots=slots,
        start=dt.date(2026, 12, 1) + dt.timedelta(days=rng.randint(0, 6)),
    )


def lock_some(plan: Plan, number: int) -> Week:
    """Keep a third of the meals; a leftover keeps the cooking it is eaten from."""
    rng = random.Random(number)
    meals = list(plan.meals.exclude(slot="drinks"))
    kept = {meal.pk for meal in meals if rng.random() < 0.33}
    batches = {meal.batch_id for meal in meals if meal.pk in kept}
    first = {meal.pk for meal in meals if meal.batch_id in batches and meal.batch is not None}
    plan.meals.filter(pk__in=kept | first).update(locked=True)
    return from_plan(plan)


def problems(plan: Plan, result: Result, before: Week | None = None) -> list[str]:
    """What is wrong with an answer: a broken rule, or a refusal without a reason."""
    if result.status != "infeasible":
        return violations(from_plan(plan), before)
    if result.clash is None or not result.clash.wishes:
        return ["infeasible without a word"]
    longer = fill(plan, time_limit=LONGER)
    return [] if longer.status == "infeasible" else ["refused, and possible with more time"]


def judged(number: int) -> list[str]:
    plan = household(number)
    result = fill(plan, seed=number, time_limit=SECONDS)
    found = problems(plan, result)
    if number % 3 == 0 and result.status != "infeasible":
        before = lock_some(plan, number)
        again = fill(plan, seed=number + 1, time_limit=SECONDS)
        refused = again.status == "infeasible"
        # The board as it was satisfies every lock: a refill cannot be out of reach.
        found += ["a refill was refused"] if refused else problems(plan, again, before)
    return [f"household {number}: {what}" for what in found]


@pytest.mark.parametrize("first", range(0, HOUSEHOLDS, PER_ITEM))
def test_no_plan_of_a_random_household_breaks_a_rule(first: int) -> None:
    found = [what for n in range(first, first + PER_ITEM) for what in judged(n)]
    assert found == []
