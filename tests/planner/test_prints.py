"""The week, a day, its cooking, cards and recipes on paper: what is on them, and for whom."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.links import in_days
from people.models import Avoidance, Person
from planner import actions
from planner.models import DRINKS, Plan, PlanLink
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
        assert b"print-a4-landscape.css" in client.get(week_url(plan)).content
        assert b"print-a4.css" in client.get(day_url(plan, TUE)).content

    def test_recipes_follow_where_they_are_asked_for(self, plan, client, dal):
        meal = cook(plan, dal, TUE, "dinner", 1.5)
        actions.add_leftovers(meal=meal, date=THU, slot="lunch", stamp=stamp(plan))
        assert "Put everything into a bowl." not in client.get(week_url(plan)).content.decode()
        page = client.get(week_url(plan), {"recipes": "1"}).content.decode()
        assert page.count("Put everything into a bowl.") == 1
        assert "also for Thursday" in page

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
        # Session, tenant, plan; the board (load_board) without amounts: 6.
        for date in (MON, WED, THU):
            cook(plan, RecipeFactory(lines=[(FoodFactory(), 50)]), date, "lunch")
            with django_assert_num_queries(9):
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
        # Session, tenant, plan; the board (load_board): 7.
        for date in (MON, WED, THU):
            cook(plan, RecipeFactory(lines=[(FoodFactory(), 50)]), date, "lunch")
            with django_assert_num_queries(10):
                client.get(day_url(plan, TUE))


class TestCooking:
    def cook_url(self, plan: Plan, day: object) -> str:
        return reverse("planner:cook_print", args=[plan.pk, str(day)])

    def test_amounts_are_those_of_everyone(self, plan, client, dal):
        cook(plan, dal, TUE, "dinner", 1.5)
        for url in (self.cook_url(plan, TUE), reverse("planner:cards", args=[plan.pk])):
            page = client.get(url).content.decode()
            # 120 g are for two: three portions take 180 g.
            assert "180\u00a0g" in page
            assert "Put everything into a bowl." in page
            assert DISCLAIMER in page

    def test_nothing_to_cook_says_so(self, plan, client):
        assert b"Nothing is cooked on this day" in client.get(self.cook_url(plan, TUE)).content
        cards = client.get(reverse("planner:cards", args=[plan.pk]))
        assert b"Nothing is cooked in this plan yet" in cards.content

    def test_another_household_finds_nothing(self, plan):
        other = browser_of(TenantFactory())
        for url in (self.cook_url(plan, TUE), reverse("planner:cards", args=[plan.pk])):
            assert other.get(url).status_code == 404

    def test_queries_do_not_grow_with_the_plan(self, plan, client, dal, django_assert_num_queries):
        cook(plan, dal, TUE, "dinner")
        url = reverse("planner:cards", args=[plan.pk])
        # Session, tenant, plan; the board (load_board) without amounts: 6; lines of all dishes.
        for date in (MON, WED, THU):
            cook(plan, RecipeFactory(lines=[(FoodFactory(), 50)]), date, "lunch")
            with django_assert_num_queries(10):
                client.get(url)


class TestRecipe:
    def test_anyone_prints_a_card_for_so_many(self, dal):
        page = Client().get(reverse("planner:recipe_card", args=[dal.slug]), {"servings": "4"})
        words = page.content.decode()
        assert "Red dal" in words
        assert "240\u00a0g" in words
        assert "4 portions" in words
        assert DISCLAIMER in words
        assert 'name="servings" value="4"' in words, "options keep the servings"

    def test_a_households_own_recipe_is_not_for_others(self, ada):
        own = RecipeFactory(tenant=ada.tenant, lines=[(FoodFactory(), 50)])
        url = reverse("planner:recipe_card", args=[own.slug])
        assert browser_of(ada.tenant).get(url).status_code == 200
        assert browser_of(TenantFactory()).get(url).status_code == 404
        assert Client().get(url).status_code == 404


class TestHeading:
    def test_the_households_name_days_and_people(self, plan, client, dal):
        plan.tenant.name = "The <Okafors>"
        plan.tenant.save()
        cook(plan, dal, TUE, "dinner")
        for url in (week_url(plan), day_url(plan, TUE)):
            page = client.get(url).content.decode()
            assert '<span class="paper__owner" dir="auto">The &lt;Okafors&gt;</span>' in page
            assert "for Ada and Ben" in page


class TestWhatToMind:
    @pytest.fixture(autouse=True)
    def _milk(self, plan, ada, dal):
        Avoidance.objects.create(person=ada, fact="milk")
        milk = RecipeFactory(
            revision__name="Milk rice", lines=[(FoodFactory(facts={"milk": "contains"}), 100)]
        )
        cook(plan, milk, TUE, "dinner")

    def test_allergies_and_meals_to_mind_are_printed(self, plan, client):
        for url in (week_url(plan), day_url(plan, TUE)):
            page = client.get(url).content.decode()
            assert "Allergy: milk" in page
            assert "Not for everyone." in page
            assert "Milk rice</b><sup" in page

    def test_they_can_be_left_out_and_brought_back(self, plan, client):
        page = client.get(week_url(plan), {"set": "1"}).content.decode()
        assert "Allergy: milk" not in page
        assert "Not for everyone." not in page
        assert "What to mind" in page

    def test_a_link_tells_nobody_of_them(self, plan):
        link = PlanLink.objects.create(plan=plan, expires_at=in_days(7))
        page = Client().get(reverse("planner:shared_print", args=[link.token]))
        assert "Milk rice" in page.content.decode()
        assert "Allergy:" not in page.content.decode()
        assert "Not for everyone" not in page.content.decode()


def _plain(page: str) -> str:
    return page.replace("&nbsp;", "\u00a0")
