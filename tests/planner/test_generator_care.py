"""What the generator is not given to choose from: by portion, by day, by what nobody knows."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from foods.facts import FACTS
from people.care import Care, Fact, Record, care
from people.care_foods import Foodstuff
from people.care_targets import steady_bands
from people.models import Person
from people.queries import foodstuffs
from people.targets import Profile, targets_for
from planner.models import Plan
from planner.plates import helpings_of, may_have
from planner.problems import FoodFile, Seat, may_eat
from planner.questions import question_of
from recipes.nutrition import Ingredient
from tests.cast import day
from tests.factories import FoodFactory, RecipeFactory

ADULT = Profile(sex="male", age=45, life_stage="none", height_cm=180.0, weight_kg=80.0)


def minded(*facts: tuple[str, str], **record: Any) -> Care:
    told = tuple(Fact(kind, text) for kind, text in facts)
    return care(Record(facts=told, **record), age=45, life_stage="none")


def plate(food: Foodstuff, grams: float) -> Any:
    return helpings_of([Ingredient(food.id, grams, None, None)], 1.0, {food.id: food})


def test_what_a_clinician_decides_about_is_not_generated():
    banana = Foodstuff(1, "Banana, raw", amounts=(("potassium", 358.0),))
    kidneys = minded(("condition", "CKD stage 4"))
    assert may_have(kidneys, plate(banana, 40))
    assert not may_have(kidneys, plate(banana, 120))
    assert may_have(minded(), plate(banana, 120))


@pytest.mark.parametrize("state", ["contains", "unknown"])
def test_neither_what_is_there_nor_what_nobody_knows_is_generated(state):
    milk = {one: frozenset({"milk"} if one == state else ()) for one in ("contains", "unknown")}
    bread = Foodstuff(1, "Bread", contains=milk["contains"], unknown=milk["unknown"])
    assert may_have(minded(), plate(bread, 50))
    assert not may_have(minded(avoids=(("milk", "preference"),)), plate(bread, 50))


def test_no_dish_holds_more_vitamin_k_than_a_usual_day():
    warfarin = minded(("medicine", "warfarin"))
    targets = targets_for(ADULT)
    bands = steady_bands(targets, targets, warfarin)
    assert [band.nutrient for band in bands] == ["vitamin_k1"]
    broccoli = Foodstuff(1, "Broccoli, boiled", amounts=(("vitamin_k1", 140.0),))
    assert bands[0].usual == 120.0
    assert may_have(warfarin, plate(broccoli, 80), bands)
    assert not may_have(warfarin, plate(broccoli, 90), bands)


def test_what_is_bought_is_asked_about_beside_what_is_eaten():
    """Pasta is bought dry and eaten boiled: either may be what somebody leaves out."""
    dry = Foodstuff(1, "Pasta, dry", contains=frozenset({"egg"}))
    boiled = Foodstuff(2, "Pasta, boiled")
    line = Ingredient(1, 80.0, 2, 180.0)
    dish = helpings_of([line], 1.0, {1: dry, 2: boiled})
    assert not may_have(minded(avoids=(("egg", "allergy"),)), dish)
    assert may_have(minded(avoids=(("milk", "allergy"),)), dish)


def test_a_dish_is_judged_at_the_largest_portion_that_may_be_given():
    """100 mg of potassium a serving are 150 in his usual portion, and 225 in his largest."""
    kidneys = Seat("1", targets_for(ADULT), minded(("condition", "CKD stage 4")))
    for potassium, fine in ((80.0, True), (100.0, False)):
        food = Foodstuff(1, "Apple, raw", amounts=(("potassium", potassium),))
        revision = SimpleNamespace(servings=1.0)
        figures = SimpleNamespace(
            ingredients=(Ingredient(1, 100.0, None, None),), revision=revision
        )
        files = FoodFile({}, frozenset(), {}, {}, {1: food})
        dish: Any = SimpleNamespace(figures=figures)
        assert may_eat(dish, kidneys, files) is fine


def test_a_fact_that_nobody_stated_is_unknown(db):
    """An imported food has no rows of facts: it is free of nothing."""
    silent = FoodFactory(name="Bar", facts=dict.fromkeys(FACTS))
    half = FoodFactory(name="Bar, other", facts={"milk": None, "soy": "contains"})
    found = foodstuffs([silent.pk, half.pk])
    assert found[silent.pk].unknown == frozenset(FACTS)
    assert found[half.pk].unknown == {"milk"}
    assert found[half.pk].contains == {"soy"}


def forbidden(plan: Plan) -> set[str]:
    problem = question_of(Plan.objects.get(pk=plan.pk), seed=0, time_limit=1).problem
    return set().union(*(eater.forbidden for eater in problem.eaters))


def test_what_holds_on_one_day_of_the_week_holds_for_its_dishes(plan):
    """A pregnancy that begins on the third day; one that ended before the first is none."""
    liver = FoodFactory(name="Liver, beef, cooked", amounts={"retinol": 9000})
    dish = RecipeFactory(slots=["dinner"], lines=[(liver, 100)], revision__main_food=liver)
    someone = Person.objects.filter(pk=plan.people.get(name="Ada").pk)
    key = str(dish.current_id)
    assert key not in forbidden(plan)
    someone.update(life_stage="pregnancy", due_date=day(2) + dt.timedelta(days=280))
    assert key in forbidden(plan)
    born = day(-1)
    someone.update(due_date=born, child_birth_date=born)
    assert key not in forbidden(plan)
