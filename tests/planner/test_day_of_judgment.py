"""Age and pregnancy are of a day: what counts is the day on which something is eaten.

Ben is five on the plan's second day: until then whole nuts are out, wherever food enters.
"""

import datetime as dt

import pytest

from people.models import HealthFact, Person
from planner.board import load_board
from planner.models import Plan
from planner.notes import notes_of
from tests.cast import browser_of, day, meal_at, url_of, write
from tests.factories import FoodFactory, RecipeFactory

FIFTH = day(1)


@pytest.fixture
def ben(plan):
    Person.objects.filter(pk=plan.people.get(name="Ben").pk).update(
        birth_date=FIFTH.replace(year=FIFTH.year - 5)
    )
    return plan.people.get(name="Ben")


@pytest.fixture
def almonds():
    return FoodFactory(slug="almonds", name="Almonds", facts={"almond": "contains"})


def dish_of(food, **more):
    return RecipeFactory(
        slots=["dinner"],
        lines=[(food, 100)],
        revision__main_food=food,
        revision__name="The dish",
        **more,
    )


def put_everywhere(client, plan, dish):
    """The dish at lunch on each day, whoever must not have it."""
    plan.meals.filter(slot="lunch").delete()
    for number in range(plan.days):
        sent = {"recipe": "porridge", "date": day(number), "slot": "lunch"}
        assert write(client, "put", plan, **sent).status_code == 303
    plan.batches.filter(meals__slot="lunch").update(revision=dish.current)


def noted(plan, name):
    """The days on which somebody is told to mind a meal."""
    board = load_board(Plan.objects.get(pk=plan.pk))
    notes = notes_of(board)
    return [
        card.meal.date
        for card in board.all_cards()
        if any(note.person == name for note in notes.get(card.meal.pk, ()))
    ]


def test_a_note_is_of_the_day(ada, plan, ben, almonds):
    put_everywhere(ada, plan, dish_of(almonds))
    assert noted(plan, "Ben") == [day(0)]


def test_who_minds_something_only_later_is_told_then(ada, plan):
    """Ada minds nothing until her pregnancy begins, on the last day."""
    someone = Person.objects.filter(pk=plan.people.get(name="Ada").pk)
    someone.get().avoidances.all().delete()
    someone.update(life_stage="pregnancy", due_date=day(2) + dt.timedelta(days=280))
    liver = FoodFactory(name="Liver, beef, cooked", amounts={"retinol": 9000})
    put_everywhere(ada, plan, dish_of(liver))
    assert noted(plan, "Ada") == [day(2)]


def judged(answer, status):
    """Done, or refused for Ben's sake and for no other reason."""
    assert answer.status_code == status
    assert ("not for Ben" in answer.text) is (status == 422)


def smoothie_of(food, tenant):
    return RecipeFactory(
        tenant=tenant, slots=["smoothie"], lines=[(food, 60)], revision__main_food=food
    )


@pytest.mark.parametrize(
    ("numbers", "status"), [((1, 2), 303), ((1, 0), 422), ((0, 1), 422)], ids=str
)
def test_a_smoothie_is_judged_on_each_of_its_days(ada, cast, plan, ben, almonds, numbers, status):
    dish = smoothie_of(almonds, cast.ada)
    amounts = {f"amount_{one.pk}": "1" for one in plan.people.all()}
    dates = [day(n).isoformat() for n in numbers]
    sent = {"recipe": dish.slug, "slot": "breakfast", "dates": dates}
    judged(write(ada, "smoothie_put", plan, **amounts, **sent), status)


@pytest.mark.parametrize(("number", "status"), [(0, 422), (1, 303)])
@pytest.mark.parametrize("kind", ["food", "recipe"])
def test_what_was_eaten_instead_is_judged_on_its_day(ada, plan, ben, almonds, number, status, kind):
    slug = almonds.slug if kind == "food" else dish_of(almonds).slug
    meal = meal_at(plan, number, "lunch")
    judged(write(ada, "tell_instead", plan, meal, **{"person": ben.pk, kind: slug}), status)


@pytest.mark.parametrize(("number", "status"), [(0, 422), (1, 303)])
def test_a_gap_is_closed_with_what_fits_the_day(ada, plan, ben, almonds, number, status):
    sent = {"person": ben.pk, "food": "almonds", "grams": "15"}
    judged(write(ada, "close_gap", plan, date=day(number), slot="lunch", **sent), status)


def test_a_print_tells_who_may_only_look_of_no_health(cast):
    plan = Plan.objects.get(pk=cast.practice_plan_id)
    ben = plan.people.get(name="Ben")
    HealthFact.objects.create(person=ben, kind="medicine", text="warfarin")
    natto = FoodFactory(name="Natto", facts={"soy": "contains"})
    plan.batches.filter(meals__slot="dinner").update(revision=dish_of(natto).current)
    for part in ("week_print", "day_print"):
        url = url_of("week_print", plan)
        if part == "day_print":
            url = f"/plans/{plan.pk}/days/{day(0)}/print/"
        pages = {
            role: browser_of(cast.practice, cast.users[role]).get(url).text
            for role in ("dietitian", "viewer")
        }
        assert "Schurgers" in pages["dietitian"], part
        assert "The dish" in pages["viewer"]
        assert "Schurgers" not in pages["viewer"], part
        assert "warfarin" not in pages["viewer"].lower(), part
