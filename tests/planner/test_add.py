"""Add: a dish, a food or a drink into a place, safe for the table."""

import pytest

from planner.models import Meal
from tests.cast import day, meal_at, state_of, url_of, write

PLACE = {"date": day(1), "slot": "breakfast"}


def test_a_dish_is_added_in_usual_portions(ada, plan):
    assert write(ada, "put", plan, recipe="porridge", **PLACE).status_code == 303
    meal = meal_at(plan, 1, "breakfast")
    assert (meal.batch.revision.name, meal.batch.cook_date) == ("Porridge", day(1))
    assert [s.amount for s in meal.servings.all()] == [1.0, 1.5]


def test_a_dish_beside_another_takes_the_next_position(ada, plan):
    write(ada, "put", plan, recipe="spinach-pie", date=day(0), slot="dinner")
    found = Meal.objects.filter(plan=plan, date=day(0), slot="dinner")
    assert sorted(found.values_list("position", flat=True)) == [0, 1]


@pytest.mark.parametrize(("grams", "stored"), [("", 90.0), ("45.5", 45.5), (None, 90.0)])
def test_a_food_comes_in_grams_or_its_usual_measure(ada, plan, grams, stored):
    assert write(ada, "put", plan, food="oats", grams=grams, **PLACE).status_code == 303
    meal = meal_at(plan, 1, "breakfast")
    assert meal.food.slug == "oats"
    assert {s.amount for s in meal.servings.all()} == {stored}


def test_a_drink_goes_into_the_drinks_row(ada, plan):
    assert write(ada, "put", plan, food="tea", date=day(1), slot="drinks").status_code == 303
    assert meal_at(plan, 1, "drinks").food.slug == "tea"
    assert "Added Tea to Wednesday drinks" in ada.get(url_of("week", plan)).content.decode()


@pytest.mark.parametrize("sent", [{"recipe": "porridge"}, {"food": "oats"}])
def test_nothing_else_goes_into_the_drinks_row(ada, plan, sent):
    before = state_of(plan)
    answer = write(ada, "put", plan, date=day(1), slot="drinks", **sent)
    assert answer.status_code == 422
    assert "Only drinks" in answer.content.decode()
    assert state_of(plan) == before


BAD = {
    "neither": {},
    "both": {"recipe": "porridge", "food": "oats"},
    "grams_negative": {"food": "oats", "grams": "-5"},
    "grams_zero": {"food": "oats", "grams": "0"},
    "grams_huge": {"food": "oats", "grams": "1e9"},
    "grams_infinite": {"food": "oats", "grams": "1e309"},
    "grams_nan": {"food": "oats", "grams": "nan"},
    "grams_words": {"food": "oats", "grams": "some"},
    "slug_broken": {"recipe": "no slug!"},
    "date_outside": {"recipe": "porridge", "date": "2026-12-25"},
    "date_nonsense": {"recipe": "porridge", "date": "2026-02-30"},
    "date_empty": {"recipe": "porridge", "date": ""},
    "slot_unknown": {"recipe": "porridge", "slot": "elevenses"},
    "slot_not_of_this_plan": {"recipe": "porridge", "slot": "snack"},
    "slot_empty": {"recipe": "porridge", "slot": ""},
}


@pytest.mark.parametrize("sent", BAD.values(), ids=BAD)
@pytest.mark.parametrize("htmx", [False, True])
def test_bad_input_adds_nothing(ada, plan, sent, htmx):
    before = state_of(plan)
    answer = write(ada, "put", plan, htmx=htmx, **PLACE | sent)
    assert answer.status_code == 422
    assert "<li>" in answer.content.decode()
    assert state_of(plan) == before


@pytest.mark.parametrize(
    "sent",
    [
        {"recipe": "strangers-own"},
        {"recipe": "nothing"},
        {"food": "strangers-food"},
        {"food": "nothing"},
    ],
)
def test_what_is_not_ours_to_see_is_not_found(ada, plan, sent):
    before = state_of(plan)
    assert write(ada, "put", plan, **PLACE, **sent).status_code == 404
    assert state_of(plan) == before


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"recipe": "milk-rice"}, "Milk rice contains milk, avoided by Ada."),
        ({"food": "milk"}, "Milk contains milk, avoided by Ada."),
        ({"recipe": "mushroom-pan"}, "avoided by Ben."),
        ({"food": "mushrooms"}, "Mushrooms is avoided by Ben."),
    ],
)
def test_what_someone_avoids_cannot_be_added(ada, plan, sent, words):
    before = state_of(plan)
    answer = write(ada, "put", plan, accept_unknown="1", **PLACE, **sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert state_of(plan) == before


@pytest.mark.parametrize("sent", [{"recipe": "toast"}, {"food": "bread"}])
def test_what_nobody_knows_asks_first(ada, plan, sent):
    before = state_of(plan)
    asked = write(ada, "put", plan, **PLACE, **sent)
    assert asked.status_code == 422
    assert 'name="accept_unknown" value="1"' in asked.content.decode()
    assert state_of(plan) == before
    assert write(ada, "put", plan, accept_unknown="1", **PLACE, **sent).status_code == 303


def test_the_question_carries_everything_that_was_sent(ada, plan):
    page = write(ada, "put", plan, food="bread", grams="42", **PLACE).content.decode()
    for name, value in {
        "food": "bread",
        "grams": "42",
        "slot": "breakfast",
        "revision": "1",
    }.items():
        assert f'name="{name}" value="{value}"' in page


def test_the_panel_finds_dishes_foods_and_says_who_avoids_them(ada, plan):
    url = f"{url_of('add', plan)}?date={day(1)}&slot=breakfast"
    page = ada.get(url).content.decode()
    assert "Porridge" in page
    assert "someone at the table avoids it" in page  # milk rice
    assert "not known to be free" in page  # toast
    assert "Secret root" not in ada.get(url + "&q=root").content.decode()


def test_two_people_of_one_name_are_both_asked(ada, plan, cast):
    cast.ada.people.update(name="Ada")
    page = ada.get(f"{url_of('add', plan)}?date={day(1)}&slot=breakfast&q=milk").content.decode()
    assert page.count("someone at the table avoids it") == 2


@pytest.mark.parametrize("query", ["", "date=x&slot=lunch", "date=2026-12-01", "slot=lunch"])
def test_the_panel_needs_a_place(ada, plan, query):
    assert ada.get(f"{url_of('add', plan)}?{query}").status_code == 422


@pytest.mark.parametrize("words", ["%", "'", "<script>", "a" * 500, "\x00", "zzz"])
def test_any_search_is_answered(ada, plan, words):
    place = {"date": day(1), "slot": "breakfast", "q": words}
    assert ada.get(url_of("add", plan), place).status_code == 200


def test_opened_as_a_page_it_works_by_plain_forms(ada, plan):
    """In a tab of its own there is no panel and no board for htmx to swap."""
    place = {"date": day(1), "slot": "breakfast"}
    whole = ada.get(url_of("add", plan), place).text
    assert 'aria-labelledby="panel-title" hx-disable>' in whole
    panel = ada.get(url_of("add", plan), place, headers={"HX-Request": "true"}).text
    assert "hx-disable" not in panel
