"""Own foods in a plan: added by hand, never by the generator; supplements per tablet."""

import pytest
from django.urls import reverse

from planner.questions import question_of
from tests.cast import day, meal_at, url_of, write
from tests.foods.own.test_views import TABLET, added

PLACE = {"date": day(1), "slot": "breakfast"}


@pytest.fixture
def tablet(ada):
    """A supplement that holds nothing anyone avoids."""
    return added(ada, "create_supplement", TABLET, nothing_else="on")


def test_the_generator_plans_no_own_food_by_itself(ada, plan):
    before = question_of(plan, seed=1, time_limit=1.0).problem
    added(ada)
    added(ada, "create_supplement", TABLET, nothing_else="on")
    assert question_of(plan, seed=1, time_limit=1.0).problem == before


def test_a_tablet_is_found_and_added_as_one_tablet(ada, plan, tablet):
    page = ada.get(f"{url_of('add', plan)}?date={day(1)}&slot=breakfast&q=magnesium")
    words = page.content.decode()
    assert "supplement, 1&nbsp;tablet, yours" in words
    assert write(ada, "put", plan, food=tablet.slug, **PLACE).status_code == 303
    meal = meal_at(plan, 1, "breakfast")
    assert meal.food == tablet
    board = ada.get(url_of("week", plan)).content.decode()
    card = board.split(f'id="meal-{meal.pk}"')[1].split("</article>")[0]
    assert card.count("1&nbsp;tablet") + card.count("1\u00a0tablet") == 2, "for Ada and for Ben"
    assert {serving.amount for serving in meal.servings.all()} == {
        tablet.measures.get(is_default=True).grams
    }


def test_a_removed_food_is_neither_offered_nor_added(ada, plan, tablet):
    ada.post(reverse("foods:delete", args=[tablet.slug]))
    page = ada.get(f"{url_of('add', plan)}?date={day(1)}&slot=breakfast&q=magnesium")
    assert "Magnesium tablet" not in page.content.decode().split("Not among them")[0]
    assert write(ada, "put", plan, food=tablet.slug, **PLACE).status_code == 404


def test_an_unknown_allergen_asks_before_it_is_added(ada, plan):
    silent = added(ada, "create_supplement", TABLET)
    assert write(ada, "put", plan, food=silent.slug, **PLACE).status_code == 422


def test_its_page_says_what_a_tablet_brings_and_which_limits_it_passes(ada, tablet):
    page = ada.get(reverse("foods:detail", args=[tablet.slug])).content.decode()
    words = page.replace("\u00a0", " ")
    assert "One tablet" in words
    assert "Magnesium: 302 mg; EU limit 250 mg a day, from supplements alone." in words
    above = words.split("Above an upper limit")[1].split("</div>")[0]
    assert "US limit" not in above, "302 mg are below the US limit of 350 mg"
