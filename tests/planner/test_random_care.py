"""Five hundred weeks of random people: nothing that harms any of them is ever on the board."""

import datetime as dt
from random import Random

import pytest

from accounts.models import Tenant
from foods.models import Food
from people.models import Avoidance, HealthFact, Person
from planner.actions import create_plan
from planner.editing import Stamp
from planner.making import put_on_board
from planner.models import Plan
from planner.optimiser import solve
from planner.questions import question_of
from planner.starting import birth_date_for
from tests.factories import TenantFactory
from tests.planner.care_checker import (
    ALSO,
    CONDITIONS,
    DIETS,
    MEDICINES,
    Eats,
    Pantry,
    check,
    read_pantry,
    tags_of,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("shipped_library")]

START = dt.date(2026, 12, 1)
CHUNK = 25
#: Seconds a week may take: what must never be on it does not depend on how good it is.
SECONDS = 0.15
ALLERGENS = ("milk", "egg", "peanut", "almond", "gluten", "soy", "fish", "sesame", "celery")
SLOTS = (
    ("breakfast", "smoothie", "lunch", "dinner"),
    ("breakfast", "lunch", "dinner"),
    ("dinner",),
)
SINGLE = ("White mushrooms, raw", "Banana, raw", "Spinach, raw", "Lentils, dry", "Tomatoes, raw")


def someone(dice: Random, tenant: Tenant) -> tuple[Person, list[tuple[str, str]]]:
    sex, age = (
        dice.choice(("female", "male")),
        dice.choice((2, 3, 6, 11, 16, 25, 34, 48, 63, 77, 90)),
    )
    stage = dice.choice(("none", "none", "pregnancy", "lactation"))
    fits = sex == "female" and 16 <= age < 50
    person = Person.objects.create(
        tenant=tenant,
        name=f"Person {dice.random():.6f}",
        sex=sex,
        birth_date=birth_date_for(age, START),
        life_stage=stage if fits else "none",
        diet=dice.choice(("omnivore", "omnivore", *DIETS)),
        diet_also=dice.sample(sorted(ALSO), dice.choice((0, 0, 0, 1))),
        reference=dice.choice(("dri", "dri", "efsa")),
    )
    told = [
        ("medicine", one) for one in dice.sample(sorted(MEDICINES), dice.choice((0, 0, 1, 1, 2)))
    ]
    told += [
        ("condition", one) for one in dice.sample(sorted(CONDITIONS), dice.choice((0, 0, 1, 1, 2)))
    ]
    HealthFact.objects.bulk_create(HealthFact(person=person, kind=k, text=t) for k, t in told)
    facts = dice.sample(ALLERGENS, dice.choice((0, 0, 0, 1, 2)))
    strengths = ("allergy", "intolerance", "preference")
    Avoidance.objects.bulk_create(
        Avoidance(person=person, fact=fact, strength=dice.choice(strengths)) for fact in facts
    )
    if dice.random() < 0.25:
        food = Food.objects.filter(name__in=SINGLE).order_by("name")
        Avoidance.objects.create(person=person, food=dice.choice(list(food)))
    return person, told


def eats_of(person: Person, told: list[tuple[str, str]]) -> Eats:
    rows = list(person.avoidances.all())
    avoid = {row.fact for row in rows if row.fact} | DIETS[person.diet]
    avoid |= {fact for one in person.diet_also for fact in ALSO.get(one, ())}
    foods = {row.food_id for row in rows if row.food_id}
    return Eats(person, tags_of(person, told, person.age_on(START)), avoid, foods)


def table(dice: Random) -> tuple[Plan, list[Eats]]:
    tenant = TenantFactory()
    people = [someone(dice, tenant) for _ in range(dice.choice((1, 1, 1, 2, 3)))]
    slots = dice.choice(SLOTS)
    plan = create_plan(
        tenant=tenant,
        people=[person for person, _told in people],
        start=START,
        days=dice.choice((3, 7, 7)),
        slots=[(slot, slot) for slot in slots],
    )
    return plan, [eats_of(person, told) for person, told in people]


def made(plan: Plan, people: list[Eats], seed: int) -> bool:
    """Whether a week is on the board; where the table says "no plan", none may be."""
    question = question_of(plan, seed=seed, time_limit=SECONDS)
    told = [sorted(one.tags) for one in people]
    assert bool(question.no_plan) == any("no-plan" in tags for tags in told), told
    if question.no_plan:
        return False
    result = solve(question.problem)
    if result.status == "infeasible":
        assert result.clash is not None, told
        return False
    put_on_board(plan, question, result, Stamp(plan.revision))
    return True


def lock_some(plan: Plan, dice: Random) -> None:
    meals = list(plan.meals.exclude(slot="drinks").order_by("pk"))
    chosen = [meal.pk for meal in dice.sample(meals, min(3, len(meals)))]
    plan.meals.filter(pk__in=chosen).update(locked=True)


def one_week(number: int, pantry: Pantry) -> bool:
    dice = Random(number)
    plan, people = table(dice)
    if not made(plan, people, number):
        assert not plan.meals.exists()
        return False
    problems = check(plan, people, pantry)
    if number % 5 == 0:
        lock_some(plan, dice)
        plan.refresh_from_db()
        made(Plan.objects.get(pk=plan.pk), people, number + 1)
        problems += check(Plan.objects.get(pk=plan.pk), people, pantry)
    told = [sorted(one.tags | one.avoid) for one in people]
    assert not problems, (number, told, problems)
    return True


@pytest.mark.parametrize("first", range(0, 500, CHUNK))
def test_no_week_holds_what_harms_anyone(first):
    pantry = read_pantry()
    weeks = [one_week(number, pantry) for number in range(first, first + CHUNK)]
    # A checker that never sees a week proves nothing.
    assert sum(weeks) >= CHUNK // 5
