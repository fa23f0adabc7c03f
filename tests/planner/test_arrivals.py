"""What stands on the board comes before somebody anew: on another day, once more, or more of it.

It is judged as an added dish is, on the day on which it is eaten.
"""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Avoidance, HealthFact, Person
from planner.models import Plan
from tests.cast import START, browser_of, day, meal_at, state_of, write
from tests.factories import FoodFactory, RecipeFactory, TenantFactory
from tests.planner.test_edit_queries import make_plan


@pytest.fixture
def ben(cast, plan):
    return plan.people.get(name="Ben")


def tells(person, kind, text):
    HealthFact.objects.create(person=person, kind=kind, text=text)


def is_five_on(person, date):
    """Until they are five, whole nuts are out."""
    Person.objects.filter(pk=person.pk).update(birth_date=date.replace(year=date.year - 5))


def nut_roast(**more):
    nuts = FoodFactory(name="Almonds", facts={"almond": "contains"})
    return RecipeFactory(
        slots=["dinner"],
        lines=[(nuts, 60)],
        revision__main_food=nuts,
        revision__name="Nut roast",
        **more,
    )


@pytest.fixture
def nuts_on_the_second_day(ada, plan, ben):
    """A dish with nuts on Wednesday, when Ben is five at last."""
    dish = nut_roast(revision__keeps_days=3)
    is_five_on(ben, day(1))
    answer = write(ada, "put", plan, recipe=dish.slug, date=day(1), slot="dinner")
    assert answer.status_code == 303
    return meal_at(plan, 1, "dinner")


def refused(answer, plan, before, words):
    assert answer.status_code == 422
    assert words in answer.text
    assert "accept_unknown" not in answer.text
    assert state_of(plan) == before


NUTS = "Almonds is not for Ben."


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("how", ["beside", "exchange"])
def test_a_dish_does_not_move_to_a_day_on_which_somebody_must_not_have_it(
    ada, plan, nuts_on_the_second_day, how, htmx
):
    before = state_of(plan)
    sent = {"date": day(0), "slot": "dinner", "how": how, "accept_unknown": "1"}
    answer = write(ada, "move", plan, nuts_on_the_second_day, htmx=htmx, **sent)
    refused(answer, plan, before, "not for Ben")
    sent |= {"date": day(2)}
    answer = write(ada, "move", plan, nuts_on_the_second_day, **sent)
    assert answer.status_code == 303


def test_what_makes_room_by_exchange_is_judged_where_it_goes(ada, plan, nuts_on_the_second_day):
    before = state_of(plan)
    other = meal_at(plan, 0, "dinner")
    sent = {"date": day(1), "slot": "dinner", "how": "exchange"}
    refused(write(ada, "move", plan, other, **sent), plan, before, "not for Ben")


def test_within_a_day_a_dish_moves_as_it_likes(ada, plan, nuts_on_the_second_day, ben):
    Avoidance.objects.create(person=ben, fact="almond", strength="allergy")
    sent = {"date": day(1), "slot": "breakfast"}
    assert write(ada, "move", plan, nuts_on_the_second_day, **sent).status_code == 303


@pytest.mark.parametrize("how", ["anew", "leftovers"])
def test_a_copy_is_judged_on_each_of_its_days(ada, plan, nuts_on_the_second_day, how):
    before = state_of(plan)
    sent = {"slot": "dinner", "how": "anew", "days": [day(0), day(2)]}
    answer = write(ada, "copy", plan, nuts_on_the_second_day, **sent)
    refused(answer, plan, before, "not for Ben")
    sent |= {"days": [day(2)], "how": how}
    assert write(ada, "copy", plan, nuts_on_the_second_day, **sent).status_code == 303


def test_a_day_is_copied_where_everyone_may_have_it(ada, plan, nuts_on_the_second_day):
    before = state_of(plan)
    url = f"/plans/{plan.pk}/days/{day(1)}/copy/"
    revision = Plan.objects.get(pk=plan.pk).revision
    refused(ada.post(url, {"days": day(0), "revision": revision}), plan, before, "not for Ben")
    assert ada.post(url, {"days": day(2), "revision": revision}).status_code == 303


def test_more_of_what_somebody_must_not_have_is_no_copy(ada, plan, ben):
    """It stands there from before they said so: it may stay or go, and comes on no other day."""
    lentils = meal_at(plan, 0, "lunch").batch.revision.main_food
    Avoidance.objects.create(person=ben, food=lentils, strength="allergy")
    before = state_of(plan)
    copy = {"slot": "dinner", "how": "anew", "days": [day(1)]}
    words = "Dal contains Lentils, avoided by Ben."
    refused(write(ada, "copy", plan, meal_at(plan, 0, "lunch"), **copy), plan, before, words)
    to = f"{day(1)}:dinner"
    answer = write(ada, "add_leftovers", plan, meal_at(plan, 0, "lunch"), to=to)
    refused(answer, plan, before, words)
    assert write(ada, "remove", plan, meal_at(plan, 0, "lunch")).status_code == 303


def test_what_nobody_knows_is_asked_for_a_copy_as_for_the_first(ada, plan):
    put = {"recipe": "toast", "date": day(1), "slot": "breakfast", "accept_unknown": "1"}
    assert write(ada, "put", plan, **put).status_code == 303
    before, copy = state_of(plan), {"slot": "breakfast", "how": "anew", "days": [day(2)]}
    asked = write(ada, "copy", plan, meal_at(plan, 1, "breakfast"), **copy)
    assert asked.status_code == 422
    assert "Nobody can say whether Toast is free of milk, avoided by Ada." in asked.text
    assert 'name="accept_unknown" value="1"' in asked.text
    assert f'name="days" value="{day(2)}"' in asked.text
    assert state_of(plan) == before
    copy |= {"accept_unknown": "1"}
    answer = write(ada, "copy", plan, meal_at(plan, 1, "breakfast"), **copy)
    assert answer.status_code == 303
    # Moved, it is the same helping, and the yes was said.
    move = {"date": day(0), "slot": "dinner", "how": "beside"}
    assert write(ada, "move", plan, meal_at(plan, 1, "breakfast"), **move).status_code == 303


@pytest.mark.parametrize(("grams", "status"), [("50", 303), ("30", 303), ("120", 422)])
def test_more_grams_may_be_more_than_somebody_should_have(ada, plan, ben, grams, status):
    FoodFactory(slug="banana", name="Banana, raw", amounts={"potassium": 358})
    tells(ben, "condition", "CKD stage 4")
    put = {"date": day(1), "slot": "dinner", "food": "banana", "grams": 40}
    assert write(ada, "put", plan, **put).status_code == 303
    sent = {f"amount_{one.pk}": grams for one in plan.people.all()}
    answer = write(ada, "set_portions", plan, meal_at(plan, 1, "dinner"), **sent)
    assert answer.status_code == status


def test_who_had_none_of_a_dish_is_asked_about_as_if_it_were_new(ada, plan, ben):
    meal = meal_at(plan, 0, "dinner")
    meal.servings.filter(person=ben).delete()
    tells(ben, "medicine", "warfarin")
    natto = FoodFactory(name="Natto", facts={"soy": "contains"})
    meal.batch.revision.lines.update(food=natto)
    before = state_of(plan)
    sent = {f"amount_{one.pk}": "1" for one in plan.people.all()}
    refused(write(ada, "set_portions", plan, meal, **sent), plan, before, "not for Ben")
    sent[f"amount_{ben.pk}"] = "0"
    assert write(ada, "set_portions", plan, meal, **sent).status_code == 303


@pytest.mark.parametrize(("sodium", "status"), [(300, 303), (450, 422)])
def test_salt_is_judged_at_a_usual_portion_by_hand_too(ada, plan, ben, sodium, status):
    """A dish of 450 mg a serving is 675 in Ben's portion and a half: not low in salt."""
    salty = FoodFactory(name="Stock", amounts={"sodium": sodium})
    dish = RecipeFactory(slots=["dinner"], lines=[(salty, 100)], revision__main_food=salty)
    tells(ben, "condition", "high blood pressure")
    put = {"recipe": dish.slug, "date": day(1), "slot": "dinner"}
    assert write(ada, "put", plan, **put).status_code == status
    answer = write(ada, "put", plan, accept_unknown="1", **put)
    assert answer.status_code == 303
    meal = meal_at(plan, 1, "dinner")
    # A larger portion makes no saltier dish, and what was said yes to is not asked again.
    sent = {f"amount_{one.pk}": "3" for one in plan.people.all()}
    assert write(ada, "set_portions", plan, meal, **sent).status_code == 303
    copy = {"slot": "dinner", "how": "anew", "days": [day(2)]}
    plan.meals.filter(date=day(2), slot="dinner").delete()
    assert write(ada, "copy", plan, meal, **copy).status_code == status


def test_pregnancy_ends_and_what_was_out_is_fine_again(ada, plan):
    """The child is born on the third day: what is for Ada then moves to no day before."""
    someone, born = plan.people.get(name="Ada"), day(2)
    dates = {"due_date": born, "child_birth_date": born}
    Person.objects.filter(pk=someone.pk).update(life_stage="pregnancy", **dates)
    liver = FoodFactory(name="Liver, beef, cooked", amounts={"retinol": 9000})
    dish = RecipeFactory(slots=["dinner"], lines=[(liver, 100)], revision__main_food=liver)
    put = {"recipe": dish.slug, "date": day(2), "slot": "lunch"}
    assert write(ada, "put", plan, **put).status_code == 303
    before = state_of(plan)
    sent = {"date": day(0), "slot": "breakfast", "how": "beside"}
    refused(write(ada, "move", plan, meal_at(plan, 2, "lunch"), **sent), plan, before, "for Ada")


def test_the_plan_goes_on_after_a_refusal(ada, plan, nuts_on_the_second_day):
    """A refused edit takes no revision: the next one from the same page is not stale."""
    revision = Plan.objects.get(pk=plan.pk).revision
    url = f"/plans/{plan.pk}/meals/{nuts_on_the_second_day.pk}/"
    sent = {"date": day(0), "slot": "breakfast", "how": "beside", "revision": revision}
    assert ada.post(f"{url}move/", sent).status_code == 422
    assert ada.post(f"{url}lock/", {"revision": revision}).status_code == 303


def test_a_stranger_learns_nothing_by_moving(cast, plan, nuts_on_the_second_day):
    answer = write(
        browser_of(cast.stranger), "move", plan, nuts_on_the_second_day, date=day(0), slot="dinner"
    )
    assert answer.status_code == 404
    assert "Ben" not in answer.text


@pytest.mark.usefixtures("shipped_library")
def test_a_copy_asks_no_more_where_somebody_minds():
    """What must be known of the foods stays on the shelf, for the notes beside the meals too."""
    counted = {}
    for care in (False, True):
        plan = make_plan(TenantFactory(), 3, 3)
        if care:
            tells(plan.people.all()[0], "medicine", "levothyroxine")
        client = browser_of(plan.tenant)
        sent = {"days": [(START + dt.timedelta(days=1)).isoformat()], "slot": "dinner"}
        meal = meal_at(plan, 0, "dinner")
        for _again in range(2):
            with CaptureQueriesContext(connection) as found:
                answer = write(client, "copy", plan, meal, htmx=True, how="anew", **sent)
            assert answer.status_code == 200
        counted[care] = len(found)
    assert counted[True] == counted[False]
