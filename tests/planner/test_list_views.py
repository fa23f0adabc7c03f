"""The shopping list page: what is on it, its ticks, and who may see it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foods.models import Food
from people.models import Person
from planner import actions
from planner.editing import Stamp
from planner.list_shown import shown_list
from planner.listing import load_list
from planner.listwords import details_words, many_words, quantity_words, shop_name
from planner.models import DRINKS, Meal, Plan
from planner.shopping import Need, Pack, Use, Ware, line_of
from tests.cast import browser_of
from tests.factories import (
    AisleFactory,
    FoodFactory,
    PersonFactory,
    RecipeFactory,
    TenantFactory,
)

pytestmark = pytest.mark.django_db

MON = dt.date(2026, 11, 30)
TUE, WED, THU = (MON + dt.timedelta(days=n) for n in (1, 2, 3))
SLOTS = [("breakfast", "Breakfast"), ("lunch", "Lunch"), ("dinner", "Dinner")]
HTMX = {"HX-Request": "true"}


def plan_of(*people: Person, days: int = 7) -> Plan:
    return actions.create_plan(
        tenant=people[0].tenant, people=people, start=MON, days=days, slots=SLOTS
    )


def stamp(plan: Plan) -> Stamp:
    return Stamp(plan.revision)


def cook(plan: Plan, recipe: Any, date: dt.date, slot: str, amount: float = 1.0) -> Meal:
    amounts = {seat.person_id: amount for seat in plan.seats.all()}
    actions.add_recipe(
        plan=plan, date=date, slot=slot, revision=recipe.current, amounts=amounts, stamp=stamp(plan)
    )
    return plan.meals.latest("pk")


def put(plan: Plan, food: Food, date: dt.date, slot: str, amount: float) -> None:
    amounts = {seat.person_id: amount for seat in plan.seats.all()}
    actions.add_food(plan=plan, date=date, slot=slot, food=food, amounts=amounts, stamp=stamp(plan))


def lines(plan: Plan) -> dict[str, tuple[str, str, str]]:
    """Name -> quantity, details, uses; staples too."""
    listing = load_list(plan)
    shown = shown_list(listing)
    every = [line for _name, found in shown.aisles for line in found] + shown.pantry
    return {line.name: (line.quantity, line.details, line.uses) for line in every}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
def ada() -> Person:
    return PersonFactory(name="Ada")


@pytest.fixture
def plan(ada: Person) -> Plan:
    return plan_of(ada)


@pytest.fixture
def client(ada: Person) -> Client:
    return browser_of(ada.tenant)


@pytest.fixture
def spinach() -> Food:
    return FoodFactory(name="Spinach, raw", packs={"bag": 200})


@pytest.fixture
def dal(spinach: Food) -> Any:
    """A pot for two with 120 g of spinach."""
    return RecipeFactory(revision__servings=2.0, revision__keeps_days=3, lines=[(spinach, 120)])


class TestWhatIsBought:
    def test_leftovers_buy_what_is_eaten_of_them_and_nothing_else(self, plan, dal):
        meal = cook(plan, dal, TUE, "dinner")
        actions.add_leftovers(meal=meal, date=THU, slot="lunch", stamp=stamp(plan))
        assert lines(plan) == {
            "Spinach": ("200\u00a0g", "1\u00a0bag, 80\u00a0g left over", "Tue dinner; Thu lunch")
        }

    def test_two_cookings_buy_twice(self, plan, dal):
        cook(plan, dal, TUE, "dinner", 2.0)
        cook(plan, dal, THU, "dinner", 2.0)
        quantity, details, uses = lines(plan)["Spinach"]
        assert plain(quantity) == "2 × 200 g"
        assert plain(details) == "2 bags, 160 g left over"
        assert uses == "Tue, Thu dinner"

    def test_everyone_at_the_table_counts(self, ada, dal):
        plan = plan_of(ada, PersonFactory(tenant=ada.tenant))
        cook(plan, dal, TUE, "dinner", 2.0)
        assert load_list(plan).sheet.lines[0].grams == 240

    def test_edible_grams_over_yield_over_edible_share(self, plan):
        raw = FoodFactory(name="Beetroot, raw", edible_share=0.8)
        boiled = FoodFactory(name="Beetroot, boiled", bought_as=raw, cooked_yield=0.9)
        cook(plan, RecipeFactory(lines=[(boiled, 90), (raw, 40)]), TUE, "dinner")
        (line,) = load_list(plan).sheet.lines
        assert line.ware.name == "Beetroot, raw"
        assert line.grams == pytest.approx((90 / 0.9 + 40) / 0.8)

    def test_a_cooked_row_that_is_eaten_is_not_bought(self, plan):
        rice = FoodFactory(name="Rice, dry")
        cooked = FoodFactory(name="Rice, boiled", bought_as=rice, cooked_yield=2.5)
        line = (rice, 60, {"eaten_food": cooked, "eaten_grams": 150})
        cook(plan, RecipeFactory(lines=[line]), TUE, "dinner")
        assert plain(lines(plan)["Rice, dry"][0]) == "60 g"

    def test_optional_lines_are_left_out(self, plan, spinach):
        basil = FoodFactory(name="Basil")
        recipe = RecipeFactory(lines=[(spinach, 50), (basil, 5, {"optional": True})])
        cook(plan, recipe, TUE, "dinner")
        assert set(lines(plan)) == {"Spinach"}

    def test_foods_and_drinks_on_the_board_but_not_tap_water(self, plan):
        apple = FoodFactory(name="Apple", edible_share=0.9, packs={"piece": 200})
        water = FoodFactory(slug="tap-water", kind="drink", density=1.0, pantry=True)
        juice = FoodFactory(name="Juice", kind="drink", density=1.04, packs={"carton": 1040})
        put(plan, apple, TUE, "lunch", 180)
        put(plan, water, TUE, DRINKS, 1500)
        put(plan, juice, TUE, DRINKS, 300)
        assert {name: plain(line[0]) for name, line in lines(plan).items()} == {
            "Apple": "1",
            "Juice": "1 l",
        }
        assert lines(plan)["Juice"][2] == "Tue drinks"

    def test_staples_are_amounts_and_not_packs(self, plan):
        oil = FoodFactory(name="Olive oil", pantry=True, density=0.91, packs={"bottle": 460})
        salt = FoodFactory(name="Salt", pantry=True)
        cook(plan, RecipeFactory(lines=[(oil, 54), (salt, 3)]), TUE, "dinner")
        shown = {name: plain(line[0]) for name, line in lines(plan).items()}
        assert shown == {"Olive oil": "about 60 ml", "Salt": "about 3 g"}

    def test_coffee_is_made_from_what_is_at_home(self, plan):
        coffee = FoodFactory(name="Coffee, brewed", kind="drink", density=1.0)
        put(plan, coffee, TUE, DRINKS, 250)
        assert [line.ware.name for line in load_list(plan).sheet.pantry] == ["Coffee, brewed"]

    def test_eggs_by_the_box(self, plan):
        egg = FoodFactory(
            name="Egg, raw", edible_share=0.88, measures={"egg": 50}, packs={"box": 342}
        )
        cook(plan, RecipeFactory(lines=[(egg, 400)]), TUE, "dinner")
        quantity, details, _uses = lines(plan)["Egg"]
        assert quantity == "12"
        assert plain(details) == "2 boxes of 6, 4 left over"

    def test_cans_by_their_drained_grams(self, plan):
        beans = FoodFactory(name="Beans, canned, drained", edible_share=0.6, packs={"can": 400})
        beans.packs.update(drained_grams=240)
        cook(plan, RecipeFactory(lines=[(beans, 400)]), TUE, "dinner")
        quantity, details, _uses = lines(plan)["Beans, canned"]
        assert plain(quantity) == "2 × 400 g"
        assert plain(details) == "2 cans, 240 g drained each, 80 g left over"

    def test_a_long_plan_names_the_day_of_the_month(self, ada, dal):
        plan = plan_of(ada, days=14)
        for date in (MON, TUE, WED):
            cook(plan, dal, date, "dinner")
        assert plain(lines(plan)["Spinach"][2]) == "Mon 30 to Wed 2 dinner"


class TestWords:
    @pytest.mark.parametrize(
        ("ware", "grams", "quantity", "details"),
        [
            ({}, 231, "240 g", ""),
            ({}, 1210, "1.25 kg", ""),
            ({"density": 1.0}, 340, "350 ml", ""),
            ({"packs": (Pack("bag", 1000),)}, 800, "1 kg", "1 bag, 200 g left over"),
            ({"packs": (Pack("bag", 1000),)}, 990, "1 kg", "1 bag"),
            ({"packs": (Pack("bag", 1000),)}, 2010, "3 × 1 kg", "3 bags, 2 would be 10 g short"),
            ({"packs": (Pack("piece", 185),)}, 1500, "9", "8 would be 20 g short"),
            (
                {"packs": (Pack("carton", 1030),), "density": 1.03},
                1545,
                "2 × 1 l",
                "2 cartons, 500 ml left over",
            ),
            (
                {"packs": (Pack("jar", 340),), "density": 1.42},
                40,
                "340 g",
                "1 jar, 300 g left over",
            ),
            ({"packs": (Pack("bunch", 30),)}, 55, "2 bunches", "5 g left over"),
            ({"packs": (Pack("piece", 185),)}, 1480, "8", ""),
            ({"packs": (Pack("sachet", 7),)}, 14, "2 × 7 g", "2 × sachet"),
            ({"pantry": True}, 0.2, "about 1 g", ""),
            ({"pantry": True, "density": 0.91}, 27, "about 30 ml", ""),
        ],
    )
    def test_quantity_and_packs(self, ware, grams, quantity, details):
        line = line_of(Ware(1, "Food", **ware), Need(1, grams))
        assert plain(quantity_words(line)) == quantity
        assert plain(details_words(line)) == details

    def test_a_name_as_the_shop_says_it(self):
        assert shop_name("Chicken breast, skinless, raw") == "Chicken breast, skinless"
        assert shop_name("Lentils, red, dry") == "Lentils, red, dry"


class TestPage:
    def test_aisles_in_the_order_of_the_shop(self, plan, client, spinach):
        fruit = AisleFactory(key="fruit", position=2)
        AisleFactory(key="vegetables", position=1)
        pear = FoodFactory(name="Pear", aisle=fruit)
        salt = FoodFactory(name="Salt", pantry=True)
        cook(plan, RecipeFactory(lines=[(pear, 200), (spinach, 50), (salt, 1)]), TUE, "lunch")
        page = client.get(reverse("planner:list", args=[plan.pk])).content.decode()
        assert "2 things to buy, 1 pantry staple" in page
        assert 0 < page.index("Fruit</h2>") < page.index("Pear")

    def test_no_inline_styles_or_scripts(self, plan, client, dal):
        cook(plan, dal, TUE, "dinner")
        for name in ("planner:list", "planner:list_print"):
            page = client.get(reverse(name, args=[plan.pk])).content.decode()
            assert "style=" not in page
            assert "<script>" not in page

    def test_an_empty_plan_says_so(self, plan, client):
        for name in ("planner:list", "planner:list_print"):
            page = client.get(reverse(name, args=[plan.pk])).content.decode()
            assert "Nothing to buy yet" in page

    def test_home_goes_to_the_newest_plan(self, ada, plan, client):
        newest = plan_of(ada)
        response = client.get(reverse("planner:list_home"))
        assert (response.status_code, response["Location"]) == (
            303,
            reverse("planner:list", args=[newest.pk]),
        )

    def test_home_without_a_plan_starts_one(self):
        response = browser_of(TenantFactory()).get(reverse("planner:list_home"))
        assert response["Location"] == reverse("planner:start")

    def test_a_stranger_is_sent_to_the_start(self, plan):
        response = Client().get(reverse("planner:list", args=[plan.pk]))
        assert response["Location"] == reverse("planner:start")

    def test_another_household_finds_nothing(self, plan):
        other = browser_of(TenantFactory())
        for name in ("planner:list", "planner:list_print"):
            assert other.get(reverse(name, args=[plan.pk])).status_code == 404

    @pytest.mark.parametrize("name", ["planner:list", "planner:list_print"])
    def test_queries_do_not_grow_with_the_plan(
        self, name: str, plan, client, dal, django_assert_num_queries: Callable[..., Any]
    ):
        cook(plan, dal, MON, "dinner")
        client.get(reverse("planner:list", args=[plan.pk]))
        # Session, tenant, plan, its list; plans, slots, meals, recipe lines, what people said,
        # foods, order of aisles, aisles, moved foods, packs, measures, at home; names.
        for date in (TUE, WED, THU):
            cook(plan, dal, date, "dinner")
            recipe = RecipeFactory(lines=[(FoodFactory(packs={"bag": 100}), 50) for _ in range(5)])
            cook(plan, recipe, date, "lunch")
            with django_assert_num_queries(17):
                client.get(reverse(name, args=[plan.pk]))


def test_paper_counts_the_meals_where_a_food_goes_into_many():
    uses = tuple(Use(day, 0) for day in (MON, TUE, WED, THU))
    assert many_words((*uses, Use(THU, 1))) == "5 meals, Mon to Thu"
