"""From a food's page to a place on the board."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from planner.models import DRINKS
from planner.views.placing import shown_day
from tests.cast import browser_of, write
from tests.factories import FoodFactory, TenantFactory


def url_for(slug):
    return reverse("planner:place_food", args=[slug])


def fields_of(page):
    """What the form sends as it stands: hidden fields and what is checked."""
    sent = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    checked = re.findall(r'type="radio" name="(\w+)" value="([^"]*)" checked', page)
    return dict(sent) | dict(checked)


def test_a_foods_page_leads_there_for_who_has_a_household(ada, plan, client):
    detail = reverse("foods:detail", args=["spinach"])
    assert url_for("spinach") in ada.get(detail).text
    assert url_for("spinach") not in client.get(detail).text


def test_the_form_as_it_stands_puts_the_food_on_the_board(ada, plan):
    sent = fields_of(ada.get(url_for("oats")).text)
    assert sent["date"] == shown_day(plan, timezone.localdate()).isoformat()
    before = plan.meals.count()
    answer = write(
        ada, "put", plan, **{k: v for k, v in sent.items() if k != "csrfmiddlewaretoken"}
    )
    assert answer.status_code == 303
    assert plan.meals.count() == before + 1
    meal = plan.meals.latest("pk")
    assert (meal.food.slug, meal.date.isoformat(), meal.slot) == (
        "oats",
        sent["date"],
        sent["slot"],
    )


def test_only_a_drink_may_go_into_the_drinks_row(ada, plan):
    drink = FoodFactory(name="Oat drink", kind="drink")
    assert f'value="{DRINKS}"' not in ada.get(url_for("oats")).text
    assert fields_of(ada.get(url_for(drink.slug)).text)["slot"] == DRINKS


def test_a_strangers_or_withdrawn_food_is_not_there(ada, plan):
    theirs = FoodFactory(tenant=TenantFactory())
    gone = FoodFactory(retired=True)
    for food in (theirs, gone):
        assert ada.get(url_for(food.slug)).status_code == 404


def test_without_a_plan_it_is_the_start_page(cast):
    FoodFactory(slug="kale")
    answer = browser_of(TenantFactory()).get(url_for("kale"))
    assert (answer.status_code, answer["Location"]) == (303, reverse("planner:start"))


@pytest.mark.parametrize(("today", "shown"), [(-1, 0), (0, 0), (2, 2), (99, 0)])
def test_the_day_is_today_where_the_plan_has_it(plan, today, shown):
    date = plan.start + dt.timedelta(days=today)
    assert shown_day(plan, date) == plan.start + dt.timedelta(days=shown)


def test_queries(ada, plan, django_assert_num_queries):
    # Session, tenant; the newest plan; the food; slots; its usual measure, twice.
    with django_assert_num_queries(7):
        ada.get(url_for("oats"))
