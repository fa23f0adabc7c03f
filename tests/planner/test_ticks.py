"""Eaten, skipped, something else, and glasses: the day follows what was told."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foods.models import ContentVersion, Food
from planner import shelf
from planner.board import load_board
from planner.cooking import cook_sheets
from planner.eaten import Told, counted
from planner.models import Meal, Plan, Serving
from planner.questions import question_of
from tests.cast import browser_of, day, meal_at, state_of, url_of, write


def amount(plan, key="magnesium", number=0):
    board = load_board(Plan.objects.get(pk=plan.pk))
    return row(board, key, number).amount


def row(board, key="magnesium", number=0):
    rows = board.strip(board.people[0], [day(number)])
    return next(one for one in rows if one.nutrient.key == key)


def people(plan):
    return [seat.person for seat in plan.seats.select_related("person")]


def tell(client, plan, meal, status, person=None, **more):
    who = "all" if person is None else person.pk
    return write(client, "tell", plan, meal, status=status, person=who, **more)


def on_day(client, name, plan, number=0, **data):
    revision = Plan.objects.values_list("revision", flat=True).get(pk=plan.pk)
    url = reverse(f"planner:{name}", args=[plan.pk, day(number).isoformat()])
    headers = {"HX-Request": "true"} if data.pop("htmx", False) else {}
    return client.post(url, {"revision": revision} | data, headers=headers)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (None, 500),
        (Told("eaten"), 500),
        (Told("skipped"), 0),
        (Told("other"), 0),
        (Told(had=250), 500),
        (Told(had=750), 750),
        (Told("skipped", had=250), 250),
    ],
)
def test_what_counts(told, expected):
    assert counted(500, told) == expected


def test_a_skipped_meal_brings_nothing(ada, plan):
    before, meal = amount(plan), meal_at(plan, 0, "lunch")
    assert tell(ada, plan, meal, "skipped").status_code == 303
    board = load_board(Plan.objects.get(pk=plan.pk))
    dal = next(card for card in board.all_cards() if card.meal.pk == meal.pk)
    assert row(board).amount == pytest.approx(before - dal.intake.amount("magnesium"))
    assert row(board).coverage.foods < 3 + 1


def test_eaten_counts_as_planned(ada, plan):
    before = amount(plan)
    tell(ada, plan, meal_at(plan, 0, "lunch"), "eaten")
    assert amount(plan) == pytest.approx(before)


def test_a_tick_is_one_persons(ada, plan):
    first, second = people(plan)
    meal = meal_at(plan, 0, "lunch")
    tell(ada, plan, meal, "skipped", second)
    told = dict(meal.servings.values_list("person", "status"))
    assert told == {first.pk: "planned", second.pk: "skipped"}


def test_a_tick_can_be_taken_back_and_undone(ada, plan):
    meal = meal_at(plan, 0, "lunch")
    before = state_of(plan)[2]
    tell(ada, plan, meal, "eaten")
    assert set(meal.servings.values_list("status", flat=True)) == {"eaten"}
    on_day(ada, "day_undo", plan)
    assert state_of(plan)[2] == before
    on_day(ada, "day_redo", plan)
    assert set(meal.servings.values_list("status", flat=True)) == {"eaten"}


def test_eating_leaves_the_proof_of_the_week(ada, plan):
    Plan.objects.filter(pk=plan.pk).update(quality={"objective": 1, "bound": 1})
    tell(ada, plan, meal_at(plan, 0, "lunch"), "eaten")
    assert Plan.objects.get(pk=plan.pk).quality
    tell(ada, plan, meal_at(plan, 0, "lunch"), "skipped")
    assert not Plan.objects.get(pk=plan.pk).quality


def instead(client, plan, meal, person, **data):
    return write(client, "tell_instead", plan, meal, person=person.pk, **data)


def test_own_words_are_unknown_and_never_zero(ada, plan):
    meal, person = meal_at(plan, 0, "lunch"), people(plan)[0]
    assert instead(ada, plan, meal, person, words="Pizza").status_code == 303
    board = load_board(Plan.objects.get(pk=plan.pk))
    magnesium = row(board)
    assert magnesium.at_least
    # Of tap water it was not known before either.
    missing = {board.foods[food].name for food in magnesium.coverage.missing}
    assert missing == {"Pizza", "Tap water"}
    assert magnesium.coverage.share < 1


def test_another_food_counts_and_is_not_bought(ada, plan):
    meal, person = meal_at(plan, 0, "lunch"), people(plan)[0]
    instead(ada, plan, meal, person, food="oats", grams="60")
    other = Meal.objects.get(plan=plan, unplanned=True)
    assert (other.food.slug, other.date, other.slot) == ("oats", meal.date, "lunch")
    assert list(other.servings.values_list("person", "amount", "status")) == [
        (person.pk, 60.0, "eaten")
    ]
    # 1 portion of dal makes room for 60 g of oats (40 mg in 100 g).
    board = load_board(Plan.objects.get(pk=plan.pk))
    eaten = [c for c in board.cards[day(0), "lunch"] if c.factor(person.pk)]
    assert [card.name for card in eaten] == ["Oats"]


def test_another_dish_is_not_cooked(ada, plan):
    instead(ada, plan, meal_at(plan, 0, "lunch"), people(plan)[0], recipe="lentil-stew")
    board = load_board(Plan.objects.get(pk=plan.pk))
    assert Meal.objects.get(plan=plan, unplanned=True).batch is not None
    names = [sheet.revision.name for sheet in cook_sheets(board, day(0))]
    assert "Lentil stew" not in names


def test_the_shopping_list_does_not_buy_what_was_told(ada, plan, django_assert_num_queries):
    url = reverse("planner:list", args=[plan.pk])
    before = ada.get(url, follow=True).content.decode()
    assert "Tea" not in before
    instead(ada, plan, meal_at(plan, 0, "lunch"), people(plan)[0], food="tea", grams="200")
    assert "Tea" not in ada.get(url, follow=True).content.decode()


def test_taking_something_else_back_takes_it_off_the_board(ada, plan):
    meal, person = meal_at(plan, 0, "lunch"), people(plan)[0]
    instead(ada, plan, meal, person, food="oats", grams="60")
    tell(ada, plan, meal, "planned", person)
    assert not Meal.objects.filter(plan=plan, unplanned=True).exists()
    assert not Serving.objects.filter(meal__plan=plan).exclude(status="planned").exists()


def test_what_a_person_must_not_have_is_told_in_words(ada, plan):
    before = state_of(plan)
    answer = instead(ada, plan, meal_at(plan, 0, "lunch"), people(plan)[0], food="milk")
    assert answer.status_code == 422
    assert "avoided by Ada" in answer.content.decode()
    assert state_of(plan) == before


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"words": "x" * 121},
        {"words": "a", "food": "oats"},
        {"food": "oats", "grams": "nan"},
        {"food": "oats", "grams": "-1"},
    ],
)
def test_bad_words_change_nothing(ada, plan, data):
    before = state_of(plan)
    answer = instead(ada, plan, meal_at(plan, 0, "lunch"), people(plan)[0], **data)
    assert (answer.status_code, state_of(plan)) == (422, before)


def test_other_peoples_foods_cannot_be_chosen(ada, plan):
    answer = instead(ada, plan, meal_at(plan, 0, "lunch"), people(plan)[0], food="strangers-food")
    assert answer.status_code == 404


@pytest.mark.parametrize("data", [{"status": "lost"}, {"person": "0"}, {"person": ""}])
def test_bad_ticks_change_nothing(ada, plan, data):
    before = state_of(plan)
    answer = write(
        ada,
        "tell",
        plan,
        meal_at(plan, 0, "lunch"),
        **({"status": "eaten", "person": "all"} | data),
    )
    assert (answer.status_code, state_of(plan)) == (422, before)


def test_a_person_of_another_household_is_not_at_the_table(cast, ada, plan):
    stranger = Plan.objects.get(pk=cast.strangers_plan_id).seats.first().person
    assert tell(ada, plan, meal_at(plan, 0, "lunch"), "eaten", stranger).status_code == 422


def pour(client, plan, person, glasses=1, food="tap-water", **more):
    return on_day(client, "drink", plan, person=person.pk, food=food, glasses=glasses, **more)


def test_glasses_add_up_and_go_down(ada, plan):
    person = people(plan)[0]
    cup = Serving.objects.get(meal__plan=plan, meal__slot="drinks", person=person)
    for _glass in range(3):
        assert pour(ada, plan, person).status_code == 303
    pour(ada, plan, person, -1)
    cup.refresh_from_db()
    assert (cup.had, cup.amount) == (500, 1500)
    pour(ada, plan, person, -1)
    pour(ada, plan, person, -1)
    pour(ada, plan, person, -1)
    cup.refresh_from_db()
    assert cup.had is None


def test_more_than_was_planned_counts(ada, plan):
    person, before = people(plan)[0], amount(plan, "water")
    for _glass in range(7):
        pour(ada, plan, person)
    assert amount(plan, "water") == pytest.approx(before + 250 * 0.999)


def test_a_glass_where_nothing_was_planned(ada, plan):
    person = people(plan)[0]
    on_day(ada, "drink", plan, 1, person=person.pk, food="tap-water", glasses=1)
    on_day(ada, "drink", plan, 1, person=person.pk, food="tap-water", glasses=1)
    meal = Meal.objects.get(plan=plan, date=day(1), slot="drinks")
    assert (meal.unplanned, meal.servings.get().amount) == (True, 500)
    on_day(ada, "drink", plan, 1, person=person.pk, food="tap-water", glasses=-1)
    on_day(ada, "drink", plan, 1, person=person.pk, food="tap-water", glasses=-1)
    assert not Meal.objects.filter(pk=meal.pk).exists()


@pytest.mark.parametrize("food", ["oats", "nothing", "tea"])
def test_only_the_days_drinks_are_poured(ada, plan, food):
    assert pour(ada, plan, people(plan)[0], food=food).status_code == 404


def test_fluid_restriction_shows_no_amount_to_drink(ada, plan):
    person = people(plan)[0]
    person.health_facts.create(kind="condition", text="heart failure")
    text = ada.get(f"/plans/{plan.pk}/days/{day(0)}/").content.decode()
    assert "No amount to drink is set for Ada" in text
    assert "food and what is still planned included" not in text


def test_two_phones_tick_and_both_hold(ada, plan):
    lunch, dinner = meal_at(plan, 0, "lunch"), meal_at(plan, 0, "dinner")
    seen = Plan.objects.get(pk=plan.pk).revision
    tell(ada, plan, lunch, "eaten", revision=seen)
    assert tell(ada, plan, dinner, "skipped", revision=seen).status_code == 303
    assert set(lunch.servings.values_list("status", flat=True)) == {"eaten"}
    assert set(dinner.servings.values_list("status", flat=True)) == {"skipped"}


def test_a_tick_on_a_plan_that_changed_asks_first(ada, plan):
    seen = Plan.objects.get(pk=plan.pk).revision
    write(ada, "remove", plan, meal_at(plan, 0, "breakfast"))
    lunch = meal_at(plan, 0, "lunch")
    answer = tell(ada, plan, lunch, "eaten", revision=seen, htmx=True)
    assert answer.status_code == 409
    assert "Make my change all the same" in answer.content.decode()
    assert set(lunch.servings.values_list("status", flat=True)) == {"planned"}


def test_a_tick_answers_with_the_meal_and_the_strip_only(ada, plan):
    answer = tell(ada, plan, meal_at(plan, 0, "lunch"), "eaten", htmx=True)
    text = answer.content.decode()
    assert answer["HX-Retarget"] == "#undo"
    assert text.count('<article class="today__meal"') == 2  # the meal and the drinks
    assert 'id="strip"' in text
    assert "Porridge" not in text
    assert len(text) < 30_000


def test_a_tick_takes_at_most_ten_queries(ada, plan, kept_shelf):
    tell(ada, plan, meal_at(plan, 0, "dinner"), "eaten", htmx=True)
    data = {"revision": Plan.objects.get(pk=plan.pk).revision, "person": "all", "status": "eaten"}
    url = url_of("tell", plan, meal_at(plan, 0, "lunch"))
    with CaptureQueriesContext(connection) as queries:
        assert ada.post(url, data, headers={"HX-Request": "true"}).status_code == 200
    # Session, tenant, plan; the table and what is minded of it; then the edit: the plan's next
    # revision, meals, servings, the ticks, the change. What stands beside meals: one more.
    asked = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 11, "\n".join(asked)


@pytest.fixture
def kept_shelf(cast):
    """The foods of the cast as shipped content, which the process keeps."""
    ContentVersion.objects.create(name="foods", digest="test")
    shelf.clear()
    yield
    shelf.clear()


def test_a_refill_keeps_what_was_told(ada, plan):
    lunch = meal_at(plan, 0, "lunch")
    tell(ada, plan, lunch, "skipped")
    question = question_of(Plan.objects.get(pk=plan.pk), seed=0, time_limit=1)
    assert lunch.pk in question.keep
    lock = next(one for one in question.problem.locks if (one.day, one.slot) == (0, "lunch"))
    assert set(lock.portions.values()) == {0.0}


def test_viewers_see_what_was_told_and_cannot_tell(cast):
    plan = Plan.objects.get(pk=cast.practice_plan_id)
    viewer = browser_of(cast.practice, cast.users["viewer"])
    text = viewer.get(f"/plans/{plan.pk}/days/{day(0)}/").content.decode()
    assert "planned</span>" in text
    assert "/tell/" not in text
    assert tell(viewer, plan, meal_at(plan, 0, "lunch"), "eaten").status_code == 403


def test_names_of_foods_are_as_planned_in_words(ada, plan):
    assert Food.objects.filter(slug="tap-water").exists()
    person = people(plan)[0]
    instead(ada, plan, meal_at(plan, 0, "lunch"), person, words="<b>Pizza</b>")
    text = ada.get(f"/plans/{plan.pk}/days/{day(0)}/").content.decode()
    assert "Had instead: &lt;b&gt;Pizza&lt;/b&gt;" in text
    assert "Ada ate something else: &lt;b&gt;Pizza" in text


def test_the_cards_of_the_week_show_what_was_told(ada, plan):
    soup, dal = meal_at(plan, 0, "dinner"), meal_at(plan, 0, "lunch")
    people = [seat.person for seat in plan.seats.all()]
    assert "data-told" not in ada.get(url_of("week", plan)).text
    write(ada, "tell", plan, soup, person="all", status="eaten")
    write(ada, "tell", plan, dal, person=people[1].pk, status="skipped")
    write(ada, "tell_instead", plan, dal, person=people[0].pk, words="Pizza")
    page = ada.get(url_of("week", plan)).text
    said = re.findall(r'data-told="(\w+)".*?</svg>(.*?)</span>', page)
    assert said == [
        ("skipped", "Ben: skipped"),
        ("other", "Ada: something else"),
        ("eaten", "eaten"),
    ]
