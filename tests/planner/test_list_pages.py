"""Lists of chosen days and plans, aisles, what is at home, the rest of a pack."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from foods.models import Food
from people.models import Avoidance, Person
from planner import actions, list_actions
from planner.list_shown import shown_list
from planner.list_using import ideas
from planner.listing import list_of_plan, load_list, load_listing, shop_aisles
from planner.models import AtHome, Plan, ShopFood, ShoppingList
from tests.cast import browser_of
from tests.factories import (
    AisleFactory,
    FoodFactory,
    PersonFactory,
    RecipeFactory,
    TenantFactory,
    UserFactory,
)
from tests.planner.test_list_views import HTMX, MON, THU, TUE, WED, cook, plain, plan_of, put, stamp

pytestmark = pytest.mark.django_db


@pytest.fixture
def eater() -> Person:
    return PersonFactory(name="Ada")


@pytest.fixture
def plan(eater: Person) -> Plan:
    return plan_of(eater)


@pytest.fixture
def client(eater: Person) -> Client:
    return browser_of(eater.tenant)


@pytest.fixture
def spinach() -> Food:
    return FoodFactory(name="Spinach, raw", packs={"bag": 200})


def ranged(plan: Plan, start: dt.date, end: dt.date, *more: Plan) -> ShoppingList:
    return list_actions.make_list(
        tenant=plan.tenant, name="", start=start, end=end, plans=[plan, *more]
    )


def needs(shopping: ShoppingList) -> dict[str, float]:
    return {line.ware.name: line.planned for line in load_listing(shopping).sheet.every}


class TestDays:
    def test_a_pot_is_bought_on_the_day_it_is_cooked(self, plan, spinach):
        dal = RecipeFactory(revision__keeps_days=3, lines=[(spinach, 100)])
        meal = cook(plan, dal, TUE, "dinner")
        actions.add_leftovers(meal=meal, date=THU, slot="lunch", stamp=stamp(plan))
        assert needs(ranged(plan, MON, TUE)) == {"Spinach, raw": 200}
        assert needs(ranged(plan, WED, THU)) == {}

    def test_what_is_eaten_as_it_is_counts_on_its_day(self, plan, spinach):
        put(plan, spinach, TUE, "lunch", 30)
        put(plan, spinach, THU, "lunch", 40)
        assert needs(ranged(plan, TUE, TUE)) == {"Spinach, raw": 30}
        assert needs(ranged(plan, MON, THU)) == {"Spinach, raw": 70}

    def test_plans_add_up_and_name_their_people_once(self, plan, eater, client, spinach):
        other = plan_of(eater)
        put(plan, spinach, TUE, "lunch", 30)
        put(other, spinach, TUE, "dinner", 50)
        both = ranged(plan, TUE, TUE, other)
        assert needs(both) == {"Spinach, raw": 80}
        page = client.get(reverse("planner:list_page", args=[both.pk])).content.decode()
        assert "for Ada" in page
        assert "for Tue lunch; Tue dinner" in page

    def test_a_plan_of_another_household_stays_out(self, plan, spinach):
        theirs = plan_of(PersonFactory())
        put(theirs, spinach, TUE, "lunch", 30)
        assert needs(ranged(plan, MON, THU, theirs)) == {}


class TestNewList:
    def make(self, client, **data):
        return client.post(reverse("planner:list_make"), data)

    def test_days_and_plans_make_a_list(self, client, plan):
        response = self.make(client, start="2026-12-01", end="2026-12-03", plans=[plan.pk])
        made = ShoppingList.objects.get(plan=None)
        assert response["Location"] == reverse("planner:list_page", args=[made.pk])
        assert client.get(response["Location"]).status_code == 200
        assert "1 to 3 December 2026" in client.get(reverse("planner:lists")).content.decode()

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"start": "2026-12-03", "end": "2026-12-01"},
            {"start": "2026-12-01", "end": "2027-12-01"},
            {"start": "x", "end": "2026-12-01"},
            {"start": "2026-12-01", "end": "2026-12-03", "plans": []},
            {"start": "2026-12-01", "end": "2026-12-03", "plans": ["987654"]},
        ],
    )
    def test_bad_input_makes_nothing(self, client, plan, data):
        assert self.make(client, **({"plans": [plan.pk]} | data)).status_code == 422
        assert not ShoppingList.objects.exists()

    def test_only_plans_of_this_household_are_offered(self, client, plan):
        theirs = plan_of(PersonFactory())
        days = {"start": "2026-12-01", "end": "2026-12-03"}
        assert self.make(client, **days, plans=[theirs.pk]).status_code == 422

    def test_deleting_leaves_a_plans_own_list(self, client, plan):
        own, made = list_of_plan(plan), ranged(plan, MON, TUE)
        assert client.post(reverse("planner:list_delete", args=[made.pk])).status_code == 303
        assert client.post(reverse("planner:list_delete", args=[own.pk])).status_code == 403
        assert list(ShoppingList.objects.all()) == [own]

    def test_other_households_and_lookers(self, plan):
        made = ranged(plan, MON, TUE)
        other = browser_of(TenantFactory())
        for name in ("list_page", "list_page_print", "list_poll", "list_share", "list_text"):
            assert other.get(reverse(f"planner:{name}", args=[made.pk])).status_code == 404
        for name in ("list_delete", "list_add", "list_clear", "list_seen", "list_link_make"):
            assert other.post(reverse(f"planner:{name}", args=[made.pk])).status_code == 404
        practice, user = TenantFactory(kind="practice", is_guest=False), UserFactory()
        Membership.objects.create(user=user, tenant=practice, role="viewer")
        viewer = browser_of(practice, user)
        assert viewer.get(reverse("planner:list_new")).status_code == 403
        assert viewer.post(reverse("planner:list_make")).status_code == 403
        assert viewer.get(reverse("planner:lists")).status_code == 200


class TestAisles:
    @pytest.fixture(autouse=True)
    def shop(self):
        for position, key in enumerate(("vegetables", "fruit", "frozen"), start=1):
            AisleFactory(key=key, position=position)

    def order(self, tenant):
        return [aisle.key for aisle in shop_aisles(tenant).values()]

    def move(self, client, aisle, by, **more):
        pk = AisleFactory(key=aisle).pk
        return client.post(reverse("planner:aisle_move"), {"aisle": pk, "by": by}, **more)

    def test_arrows(self, client, eater):
        assert self.move(client, "frozen", "up").status_code == 303
        assert self.order(eater.tenant) == ["vegetables", "frozen", "fruit"]
        self.move(client, "vegetables", "up")  # the first stays the first
        self.move(client, "fruit", "down")
        assert self.order(eater.tenant) == ["vegetables", "frozen", "fruit"]
        assert self.order(TenantFactory()) == ["vegetables", "fruit", "frozen"]

    def test_dragging(self, client, eater, plan, spinach):
        put(plan, spinach, TUE, "lunch", 30)
        put(plan, FoodFactory(name="Pear", aisle=AisleFactory(key="fruit")), TUE, "lunch", 30)
        order = [AisleFactory(key=key).pk for key in ("fruit", "frozen")]
        answer = client.post(
            reverse("planner:aisles_order"), {"aisle": [*order, "x", "99999"]}, headers=HTMX
        )
        assert answer.status_code == 200
        assert self.order(eater.tenant) == ["fruit", "frozen", "vegetables"]
        assert [name for name, _l in shown_list(load_list(plan)).aisles] == ["Fruit", "Vegetables"]

    def test_back_to_the_usual(self, client, eater, spinach):
        self.move(client, "frozen", "up")
        list_actions.move_food(tenant=eater.tenant, food=spinach, aisle=AisleFactory(key="frozen"))
        client.post(reverse("planner:aisles_usual"))
        assert self.order(eater.tenant) == ["vegetables", "fruit", "frozen"]
        assert not ShopFood.objects.exists()

    @pytest.mark.parametrize("data", [{}, {"aisle": "x", "by": "up"}, {"aisle": "1", "by": "side"}])
    def test_nonsense(self, client, data):
        assert client.post(reverse("planner:aisle_move"), data).status_code == 404


class TestAtHome:
    def add(self, client, text):
        return client.post(reverse("planner:home_add"), {"text": text})

    def test_an_amount_or_enough(self, client, eater, spinach):
        FoodFactory(name="Oats, rolled", packs={"bag": 500})
        self.add(client, "400 g oats")
        self.add(client, "spinach")
        rows = {row.food.name: (row.state, row.grams) for row in AtHome.objects.all()}
        assert rows == {"Oats, rolled": ("some", 400.0), "Spinach, raw": ("enough", None)}
        page = client.get(reverse("planner:at_home")).content.decode()
        assert "400" in page
        assert (
            browser_of(TenantFactory())
            .get(reverse("planner:at_home"))
            .content.decode()
            .count("Oats")
            == 0
        )

    def test_none_left_and_forgotten(self, client, eater, spinach):
        url = reverse("planner:home_set", args=[spinach.pk])
        client.post(url, {"state": "none"})
        assert AtHome.objects.get().state == "none"
        client.post(url, {"state": ""})
        assert not AtHome.objects.exists()
        assert client.post(url, {"state": "some"}).status_code == 404
        hidden = FoodFactory(tenant=TenantFactory())
        url = reverse("planner:home_set", args=[hidden.pk])
        assert client.post(url, {"state": "none"}).status_code == 404

    def test_what_is_no_food_is_said(self, client):
        answer = self.add(client, "a lawn mower")
        assert answer.status_code == 422
        assert "lawn mower" in answer.content.decode()


class TestUsingUp:
    @pytest.fixture
    def soup(self, spinach):
        return RecipeFactory(
            slots=["dinner"], revision__name="Spinach soup", lines=[(spinach, 150)]
        )

    def test_free_places_and_swaps(self, client, plan, spinach, soup):
        stew = RecipeFactory(slots=["dinner"], revision__name="Stew", lines=[(FoodFactory(), 99)])
        cook(plan, stew, MON, "dinner")
        plan.refresh_from_db()
        (idea,) = ideas([plan], spinach, MON)
        assert (idea.name, idea.grams) == ("Spinach soup", 150)
        assert [spot.words for spot in idea.spots] == ["Tuesday dinner", "Wednesday dinner"]
        shopping = list_of_plan(plan)
        page = client.get(
            reverse("planner:line_use", args=[shopping.pk, f"f{spinach.pk}"])
        ).content.decode()
        assert "Spinach soup" in page
        # The button does what it says.
        sent = {"revision": plan.revision, "recipe": soup.slug, "date": TUE, "slot": "dinner"}
        assert client.post(reverse("planner:put", args=[plan.pk]), sent).status_code == 303
        assert needs(shopping)["Spinach, raw"] > 0

    def test_a_full_plan_offers_swaps(self, eater, spinach, soup):
        plan = plan_of(eater, days=1)
        stew = RecipeFactory(slots=["dinner"], revision__name="Stew", lines=[(FoodFactory(), 99)])
        cook(plan, stew, MON, "dinner")
        (idea,) = ideas([plan], spinach, MON)
        assert [spot.instead_of for spot in idea.spots] == ["Stew"]
        plan.meals.update(locked=True)
        assert ideas([plan], spinach, MON)[0].spots == []

    def test_nothing_that_someone_must_not_eat(self, plan, eater, spinach, soup):
        Avoidance.objects.create(person=eater, food=spinach)
        assert ideas([plan], spinach, MON) == []

    def test_a_place_is_judged_on_its_own_day(self, plan, eater):
        """Five years old on Tuesday: until then whole nuts are out."""
        nuts = FoodFactory(name="Almonds", facts={"almond": "contains"})
        RecipeFactory(slots=["dinner"], revision__name="Nut roast", lines=[(nuts, 60)])
        Person.objects.filter(pk=eater.pk).update(birth_date=TUE.replace(year=TUE.year - 5))
        (idea,) = ideas([Plan.objects.get(pk=plan.pk)], nuts, MON)
        assert [spot.words for spot in idea.spots] == ["Tuesday dinner", "Wednesday dinner"]
        Person.objects.filter(pk=eater.pk).update(birth_date=TUE.replace(year=TUE.year - 4))
        assert ideas([Plan.objects.get(pk=plan.pk)], nuts, MON) == []

    def test_dishes_of_another_household_stay_theirs(self, plan, spinach):
        RecipeFactory(tenant=TenantFactory(), slots=["dinner"], lines=[(spinach, 150)])
        assert ideas([plan], spinach, MON) == []


def test_a_rest_that_is_offered_is_in_words(plan, spinach):
    cook(plan, RecipeFactory(lines=[(spinach, 150)]), TUE, "dinner")
    (_name, (line,)), *_rest = shown_list(load_list(plan)).aisles
    assert plain(line.rest) == "50 g left over"
