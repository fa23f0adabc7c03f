"""The week and a day on paper."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Person
from planner import actions
from planner.models import DRINKS, Plan
from tests.cast import browser_of
from tests.factories import FoodFactory, PersonFactory, RecipeFactory, TenantFactory
from tests.planner.test_list_views import (
    MON,
    THU,
    TUE,
    WED,
    cook,
    plan_of,
    put,
    stamp,
)

pytestmark = pytest.mark.django_db

DISCLAIMER = "not a medical device"


@pytest.fixture
def ada() -> Person:
    return PersonFactory(name="Ada")


@pytest.fixture
def plan(ada: Person) -> Plan:
    return plan_of(ada, PersonFactory(tenant=ada.tenant, name="Ben"))


@pytest.fixture
def client(ada: Person) -> Client:
    return browser_of(ada.tenant)


@pytest.fixture
def dal() -> Any:
    return RecipeFactory(
        revision__name="Red dal",
        revision__servings=2.0,
        revision__keeps_days=3,
        lines=[(FoodFactory(amounts={"magnesium": 79}), 120)],
    )


def week_url(plan: Plan) -> str:
    return reverse("planner:week_print", args=[plan.pk])


def day_url(plan: Plan, day: object) -> str:
    return reverse("planner:day_print", args=[plan.pk, str(day)])


class TestWeek:
    def test_the_whole_week_with_leftovers(self, plan, client, dal):
        meal = cook(plan, dal, TUE, "dinner", 1.5)
        actions.add_leftovers(meal=meal, date=THU, slot="lunch", stamp=stamp(plan))
        page = client.get(week_url(plan)).content.decode()
        assert page.count("Red dal") == 2
        assert page.count("left over") == 1
        assert page.count("<tr>") == 8
        assert "30 November to 6 December 2026" in page
        assert "Ada and Ben" in page
        assert "Ben\u00a01½" in page
        assert DISCLAIMER in page

    def test_landscape_only_here(self, plan, client, dal):
        cook(plan, dal, TUE, "dinner")
        assert b"print-landscape.css" in client.get(week_url(plan)).content
        assert b"print-landscape.css" not in client.get(day_url(plan, TUE)).content

    def test_drinks_have_a_column_where_there_are_any(self, plan, client, dal):
        cook(plan, dal, TUE, "dinner")
        assert b"Drinks" not in client.get(week_url(plan)).content
        put(plan, FoodFactory(name="Water", kind="drink"), TUE, DRINKS, 750)
        assert "750\u00a0ml" in client.get(week_url(plan)).content.decode()

    def test_a_supplement_is_printed_by_the_tablet(self, plan, client):
        tablet = FoodFactory(name="Magnesium tablet", kind="supplement")
        tablet.measures.create(name="tablet", grams=1.2, is_default=True)
        put(plan, tablet, TUE, "breakfast", 2.4)
        for url in (week_url(plan), day_url(plan, TUE)):
            page = _plain(client.get(url).content.decode())
            assert page.count("2\u00a0tablets") == 2, "for Ada and for Ben"
            assert "2\u00a0g" not in page

    def test_an_empty_plan_says_so(self, plan, client):
        assert b"no meals in this plan" in client.get(week_url(plan)).content

    def test_another_household_finds_nothing(self, plan):
        assert browser_of(TenantFactory()).get(week_url(plan)).status_code == 404

    def test_queries_do_not_grow_with_the_plan(self, plan, client, dal, django_assert_num_queries):
        cook(plan, dal, TUE, "dinner")
        # Session, tenant, plan; the board (load_board) without amounts: 7.
        for date in (MON, WED, THU):
            cook(plan, RecipeFactory(lines=[(FoodFactory(), 50)]), date, "lunch")
            with django_assert_num_queries(10):
                client.get(week_url(plan))


class TestDay:
    def test_the_menu_and_what_it_brings(self, plan, client, dal):
        meal = cook(plan, dal, TUE, "dinner")
        actions.add_leftovers(meal=meal, date=THU, slot="lunch", stamp=stamp(plan))
        page = client.get(day_url(plan, TUE)).content.decode()
        assert "Tuesday 1 December" in page
        assert "Red dal" in page
        assert "10 min to cook" in page
        assert "left over" not in page
        assert "Magnesium" in page
        assert DISCLAIMER in page
        assert "left over" in client.get(day_url(plan, THU)).content.decode()

    def test_an_unknown_amount_is_at_least(self, plan, client, dal):
        cook(plan, dal, TUE, "dinner")
        cook(plan, RecipeFactory(lines=[(FoodFactory(), 100)]), TUE, "lunch")
        # 60 g of a food with 79 mg in 100 g, and one that nobody measured.
        assert "≥\u00a047\u00a0mg" in _plain(client.get(day_url(plan, TUE)).content.decode())

    def test_a_day_without_meals_says_so(self, plan, client):
        assert b"no meals on this day" in client.get(day_url(plan, WED)).content

    @pytest.mark.parametrize("day", ["2026-12-07", "2026-11-29", "2026-13-01", "monday", "0"])
    def test_a_day_that_is_not_in_the_plan(self, plan, client, day):
        assert client.get(day_url(plan, day)).status_code == 404

    def test_another_household_finds_nothing(self, plan):
        assert browser_of(TenantFactory()).get(day_url(plan, TUE)).status_code == 404

    def test_queries_do_not_grow_with_the_plan(self, plan, client, dal, django_assert_num_queries):
        cook(plan, dal, TUE, "dinner")
        # Session, tenant, plan; the board (load_board): 8.
        for date in (MON, WED, THU):
            cook(plan, RecipeFactory(lines=[(FoodFactory(), 50)]), date, "lunch")
            with django_assert_num_queries(11):
                client.get(day_url(plan, TUE))


def _plain(page: str) -> str:
    return page.replace("&nbsp;", "\u00a0")
