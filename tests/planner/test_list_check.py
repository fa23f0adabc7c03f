"""Twenty lists of random weeks, line by line, against a calculator that shares no code.

Seeded: list `n` is the same on every run, up to the solver's time. Households, locks, what is at
home, what was added by hand and the days of the list are drawn; every third list is of some days
of two plans.
"""

import datetime as dt
import random
from dataclasses import replace

import pytest

from foods.models import Food
from planner import list_actions
from planner.list_adding import Addition
from planner.listing import Listing, list_of_plan, load_listing
from planner.models import AtHome, Batch, Plan, ShoppingList
from planner.shopping import Line, Sheet
from tests.planner.list_checker import complaints
from tests.planner.weeks import MAN, START, WOMAN, fill, plan_of

LISTS = 20
#: Lists of one test item, so that workers share the load.
PER_ITEM = 5
SECONDS = 0.4

pytestmark = pytest.mark.usefixtures("shipped_library")


def week(rng: random.Random) -> Plan:
    """A random household's week; every other one is partly locked and planned again."""
    slots = [s for s in ("breakfast", "smoothie", "lunch", "dinner", "snack") if rng.random() < 0.7]
    plan = plan_of(
        rng.choices([WOMAN, MAN, replace(WOMAN, diet="vegan"), replace(MAN, avoid=("milk",))], k=2),
        days=rng.randint(2, 7),
        slots=slots or ["dinner"],
        start=START + dt.timedelta(days=rng.randint(0, 6)),
    )
    fill(plan, seed=rng.randint(0, 999), time_limit=SECONDS)
    if rng.random() < 0.5:
        whole = [batch.pk for batch in Batch.objects.filter(plan=plan) if rng.random() < 0.4]
        plan.meals.filter(batch__in=whole).update(locked=True)
        fill(plan, seed=rng.randint(0, 999), time_limit=SECONDS)
    return plan


def list_of(rng: random.Random, number: int) -> ShoppingList:
    plan = week(rng)
    if number % 3:
        return list_of_plan(plan)
    other = week(rng)
    Plan.objects.filter(pk=other.pk).update(tenant=plan.tenant)
    first = plan.start + dt.timedelta(days=rng.randint(0, plan.days - 1))
    return list_actions.make_list(
        tenant=plan.tenant,
        name="",
        start=first,
        end=first + dt.timedelta(days=rng.randint(0, 5)),
        plans=Plan.objects.filter(pk__in=[plan.pk, other.pk]),
    )


def say_something(rng: random.Random, shopping: ShoppingList) -> None:
    """Some food is at home, some is out, some is added or set by hand."""
    for line in load_listing(shopping).sheet.every:
        food = Food.objects.get(pk=line.ware.food)
        what = rng.random()
        if what < 0.1:
            list_actions.add(shopping=shopping, additions=[Addition("", food, rng.uniform(1, 900))])
        elif what < 0.15:
            amount = rng.uniform(1, 2000)
            list_actions.edit_line(shopping=shopping, thing=food, set_grams=amount)
        elif what < 0.4:
            state = rng.choice(list(AtHome.State))
            some = rng.uniform(0.1, 1.3) * line.planned if state == AtHome.State.SOME else None
            list_actions.set_home(tenant=shopping.tenant, food=food, state=state, grams=some)


def drawn(number: int) -> tuple[ShoppingList, Listing]:
    rng = random.Random(number)
    shopping = list_of(rng, number)
    say_something(rng, shopping)
    return shopping, load_listing(shopping)


@pytest.mark.parametrize("first", range(0, LISTS, PER_ITEM))
def test_what_is_bought_covers_what_is_cooked(first: int) -> None:
    for number in range(first, first + PER_ITEM):
        shopping, listing = drawn(number)
        assert complaints(shopping, listing.sheet) == [], number


def test_the_checker_sees_what_is_wrong() -> None:
    """A line too few, too many, twice, a pack too few: each is named."""
    shopping, listing = drawn(1)
    sheet = listing.sheet
    assert complaints(shopping, sheet) == []
    (name, lines), *rest = sheet.aisles
    line = next(line for line in sheet.lines if line.choice and line.choice.count > 1)
    assert line.choice

    def said(*first: Line) -> str:
        return " ".join(complaints(shopping, replace(sheet, aisles=((name, first), *rest))))

    assert "is missing" in said(*lines[1:])
    assert "stands there twice" in said(*lines, lines[0])
    short = replace(line, choice=replace(line.choice, count=line.choice.count - 1))
    wrong: Sheet = replace(
        sheet, aisles=(("", tuple(short if one is line else one for one in sheet.lines)),)
    )
    assert "bought" in " ".join(complaints(shopping, wrong))
    shopping.tenant.at_home.all().delete()
    shopping.lines.all().delete()
    batch = Batch.objects.filter(plan=shopping.plan).first()
    assert batch
    batch.meals.all().delete()
    assert complaints(shopping, sheet)
