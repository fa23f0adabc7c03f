"""What people avoid, and their profile on a day."""

import datetime as dt

import pytest

from foods.facts import DIETS
from people.models import Avoidance
from people.queries import avoids_of, profile_of, targets_on
from planner import checks
from tests.factories import FoodFactory, PersonFactory, RecipeFactory


@pytest.mark.parametrize("diet", DIETS)
def test_a_diet_is_what_it_leaves_out(db, diet):
    person = PersonFactory(diet=diet)
    assert avoids_of([person])[person.pk].facts == dict.fromkeys(DIETS[diet], "diet")


@pytest.mark.parametrize("strength", ["allergy", "intolerance"])
def test_the_strictest_strength_wins(db, strength):
    person = PersonFactory(diet="vegan")
    Avoidance.objects.create(person=person, fact="milk", strength=strength)
    assert avoids_of([person])[person.pk].facts["milk"] == strength


def test_a_preference_is_no_stronger_than_a_diet(db):
    person = PersonFactory(diet="vegan")
    Avoidance.objects.create(person=person, fact="milk", strength="preference")
    assert avoids_of([person])[person.pk].facts["milk"] == "diet"


def test_single_foods_stand_apart_from_facts(db):
    person, food = PersonFactory(), FoodFactory()
    Avoidance.objects.create(person=person, food=food)
    found = avoids_of([person])[person.pk]
    assert (found.facts, found.foods) == ({}, {food.pk: "allergy"})


@pytest.mark.parametrize("count", [1, 4])
def test_everyones_avoidances_are_one_query(db, count, django_assert_num_queries):
    people = PersonFactory.create_batch(count)
    with django_assert_num_queries(1):
        avoids_of(people)


def test_a_profile_is_of_a_day(db):
    person = PersonFactory(birth_date=dt.date(1992, 6, 1))
    assert profile_of(person, dt.date(2026, 5, 31)).age == 33
    assert profile_of(person, dt.date(2026, 6, 1)).age == 34


def test_targets_are_of_the_age_on_that_day(db):
    person = PersonFactory(birth_date=dt.date(1995, 12, 3))  # 31 from 2026-12-03: 320, not 310 mg
    amounts = [targets_on(person, dt.date(2026, 12, n)).targets["magnesium"].amount for n in (2, 3)]
    assert amounts == [310, 320]


def test_a_dish_is_checked_by_what_is_eaten_too(db):
    """A line buys one food and is eaten as another: avoiding either stands against the dish."""
    raw, cooked = FoodFactory(), FoodFactory(name="Spinach, cooked")
    eaten = {"eaten_food": cooked, "eaten_grams": 80}
    dish = RecipeFactory(lines=[(raw, 100, eaten)], revision__main_food=raw)
    person = PersonFactory(name="Ada")
    Avoidance.objects.create(person=person, food=cooked)
    found = checks.dish_problems([person], dish.current)
    assert checks.words(found, "Dal") == ["Dal contains Spinach, cooked, avoided by Ada."]
