"""Lines of a shopping list: ticks, additions, edits, removals, what changed, two phones."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from foods.models import Food
from people.models import Person
from planner import actions, list_actions
from planner.list_adding import amount_of, read_additions
from planner.list_shown import ShownLine, shown_list
from planner.listing import list_of_plan, load_list
from planner.models import AtHome, ListLine, Plan, ShoppingList
from tests.cast import browser_of
from tests.factories import (
    AisleFactory,
    FoodFactory,
    PersonFactory,
    RecipeFactory,
    TenantFactory,
    UserFactory,
)
from tests.planner.test_list_views import HTMX, MON, THU, TUE, cook, plain, plan_of, stamp

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


@pytest.fixture
def dal(spinach: Food) -> Any:
    return RecipeFactory(revision__servings=2.0, revision__keeps_days=3, lines=[(spinach, 120)])


@pytest.fixture
def shopping(plan: Plan, dal: Any) -> ShoppingList:
    """The list of a plan with one dinner: 120 g of spinach, a bag of 200 g."""
    cook(plan, dal, TUE, "dinner", 2.0)
    return list_of_plan(plan)


def post(client: Client, verb: str, shopping: ShoppingList, key: str = "", **more: Any) -> Any:
    data = more.pop("data", {})
    args = [shopping.pk, key] if key else [shopping.pk]
    return client.post(reverse(f"planner:{verb}", args=args), data, **more)


def tick(client: Client, shopping: ShoppingList, thing: Any, ticked: str = "1", **more: Any) -> Any:
    key = thing if isinstance(thing, str) else f"f{thing.pk}"
    data = {"ticked": ticked} | more.pop("data", {})
    return post(client, "tick", shopping, key, data=data, **more)


def look(shopping: ShoppingList) -> dict[str, ShownLine]:
    """Lines by name, wherever they stand."""
    listing = load_list(shopping.plan) if shopping.plan else None
    assert listing is not None
    return {line.name: line for line in shown_list(listing).every}


class TestTick:
    def test_a_plain_form_comes_back_to_its_line(self, client, shopping, spinach):
        response = tick(client, shopping, spinach)
        assert response.status_code == 303
        assert response["Location"].endswith(f"#item-f{spinach.pk}")
        page = client.get(response["Location"]).content.decode()
        assert 'aria-pressed="true"' in page
        assert "1 in the basket" in page

    def test_sent_twice_it_changes_nothing_more(self, client, shopping, spinach):
        for _ in range(2):
            tick(client, shopping, spinach, data={"got": "200"})
        row = ListLine.objects.get()
        assert (row.ticked_at is not None, row.got_grams) == (True, 200)
        assert ShoppingList.objects.get().version == 1
        for _ in range(2):
            tick(client, shopping, spinach, "0")
        row.refresh_from_db()
        assert (row.ticked_at, row.got_grams) == (None, 0)

    def test_htmx_gets_the_line_and_the_count_and_little_else(self, client, shopping, spinach):
        page = tick(client, shopping, spinach, headers=HTMX).content.decode()
        assert page.strip().startswith("<li")
        assert 'aria-pressed="true"' in page
        assert 'id="list-count" hx-swap-oob="true"' in page
        assert "<html" not in page
        assert len(page) < 4000

    @pytest.mark.parametrize("ticked", ["", "2", "yes"])
    def test_nonsense_is_refused(self, client, shopping, spinach, ticked):
        assert tick(client, shopping, spinach, ticked).status_code == 422
        assert not ListLine.objects.exists()

    @pytest.mark.parametrize("got", ["nan", "inf", "-5", "1e300", "x", ""])
    def test_an_amount_that_is_none_counts_as_unknown(self, client, shopping, spinach, got):
        tick(client, shopping, spinach, data={"got": got})
        assert ListLine.objects.get().got_grams == 0
        assert look(shopping)["Spinach"].ticked

    @pytest.mark.parametrize("key", ["f987654", "o1", "f", "x1", "f1x", "f" + "9" * 30, "f²"])
    def test_a_line_nobody_knows(self, client, shopping, key):
        assert tick(client, shopping, key).status_code == 404

    def test_a_food_of_another_household(self, client, shopping):
        hidden = FoodFactory(tenant=TenantFactory())
        assert tick(client, shopping, hidden).status_code == 404

    def test_a_line_that_is_gone_shows_the_list_as_it_is(self, client, shopping):
        assert tick(client, shopping, FoodFactory())["Location"].endswith("/list/")
        response = tick(client, shopping, FoodFactory(), headers=HTMX)
        assert response["HX-Redirect"].endswith("/list/")
        assert not ListLine.objects.exists()

    def test_households_do_not_see_each_other(self, client, shopping, spinach, dal):
        ben = PersonFactory()
        theirs = plan_of(ben)
        cook(theirs, dal, TUE, "dinner")
        other = browser_of(ben.tenant)
        assert tick(other, shopping, spinach).status_code == 404
        tick(client, shopping, spinach)
        assert not load_list(theirs).sheet.lines[0].ticked

    @pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("dietitian", 303)])
    def test_someone_who_only_looks_cannot_tick(self, spinach, dal, role, status):
        practice = TenantFactory(kind="practice", is_guest=False)
        user = UserFactory()
        Membership.objects.create(user=user, tenant=practice, role=role)
        theirs = plan_of(PersonFactory(tenant=practice))
        cook(theirs, dal, TUE, "dinner")
        member = browser_of(practice, user)
        assert member.get(reverse("planner:list", args=[theirs.pk])).status_code == 200
        assert tick(member, list_of_plan(theirs), spinach).status_code == status

    def test_queries(self, client, shopping, spinach, django_assert_num_queries):
        # Session, tenant, list; savepoint, food; the tick: savepoint, row (look, savepoint, write,
        # release), row locked, write, version, release; version again; the list (12, its plan
        # among them); release.
        with django_assert_num_queries(28):
            tick(client, shopping, spinach, headers=HTMX)
        # Nothing to change: no row is made, nothing is written.
        with django_assert_num_queries(23):
            tick(client, shopping, spinach, headers=HTMX)


class TestMoreIsNeeded:
    def test_within_the_bag_the_tick_stays(self, client, shopping, plan, spinach, dal):
        tick(client, shopping, spinach, data={"got": "200"})
        cook(plan, dal, THU, "lunch")  # 60 g more
        assert look(shopping)["Spinach"].ticked

    def test_beyond_it_the_difference_is_to_buy(self, client, shopping, plan, spinach, dal):
        tick(client, shopping, spinach, data={"got": "200"})
        cook(plan, dal, THU, "lunch", 4.0)  # 240 g more: 360 g, 160 g beyond the bag
        line = look(shopping)["Spinach"]
        assert (line.ticked, plain(line.quantity)) == (False, "200 g")
        assert "more is needed: 1\u00a0bag in the basket" in line.remarks
        tick(client, shopping, spinach, data={"got": str(line.covered)})
        assert look(shopping)["Spinach"].ticked
        assert ListLine.objects.get().got_grams == 400

    def test_a_page_from_before_ticks_what_it_showed(self, client, shopping, plan, spinach, dal):
        cook(plan, dal, THU, "lunch", 4.0)
        tick(client, shopping, spinach, data={"got": "200"})  # the phone still showed one bag
        assert not look(shopping)["Spinach"].ticked

    def test_undo_of_the_plan_leaves_the_tick(self, client, shopping, plan, spinach, dal):
        tick(client, shopping, spinach, data={"got": "200"})
        plan.refresh_from_db()
        cook(plan, dal, THU, "lunch", 9.0)
        actions.undo(plan=plan, stamp=stamp(plan))
        assert look(shopping)["Spinach"].ticked


class TestWhatChanged:
    def page(self, client, plan):
        return client.get(reverse("planner:list", args=[plan.pk])).content.decode()

    def test_more_new_and_gone_are_told_until_seen(self, client, shopping, plan, spinach, dal):
        pear = FoodFactory(name="Pear")
        cook(plan, RecipeFactory(lines=[(pear, 100)]), MON, "lunch")
        assert "Changed since" not in self.page(client, plan)  # the first look
        cook(plan, dal, THU, "lunch", 4.0)
        actions.remove_meal(meal=plan.meals.get(date=MON), stamp=stamp(plan))
        cook(plan, RecipeFactory(lines=[(FoodFactory(name="Figs"), 90)]), MON, "dinner")
        page = plain(self.page(client, plan))
        assert "more: was 120 g, now 350 g" in page or "more: was 120 g, now 360 g" in page
        assert "Figs</a>: new" in page
        assert "Pear: no longer needed" in page
        assert post(client, "list_seen", shopping).status_code == 303
        assert "Changed since" not in self.page(client, plan)

    def test_what_reads_the_same_is_no_news(self, client, shopping, plan):
        seeds = FoodFactory(name="Sunflower seeds")
        cook(plan, RecipeFactory(lines=[(seeds, 141)]), MON, "lunch")
        self.page(client, plan)  # the first look
        cook(plan, RecipeFactory(lines=[(seeds, 3)]), THU, "lunch")
        assert "Changed since" not in self.page(client, plan)
        cook(plan, RecipeFactory(lines=[(seeds, 60)]), THU, "dinner")
        assert "more: was 140 g, now 200 g" in plain(self.page(client, plan))

    def test_ticks_own_lines_edits_and_removals_survive(self, client, shopping, plan, spinach, dal):
        milk, tea = FoodFactory(name="Milk", packs={"carton": 1000}), FoodFactory(name="Leaf tea")
        cook(plan, RecipeFactory(lines=[(milk, 200), (tea, 5)]), MON, "lunch")
        tick(client, shopping, spinach, data={"got": "200"})
        post(client, "list_add", shopping, data={"text": "kitchen roll"})
        list_actions.edit_line(shopping=shopping, thing=milk, set_grams=3000.0)
        post(client, "line_remove", shopping, f"f{tea.pk}")
        actions.remove_meal(meal=plan.meals.get(date=MON), stamp=stamp(plan))
        plan.refresh_from_db()
        cook(plan, RecipeFactory(lines=[(milk, 400), (tea, 9)]), THU, "lunch")
        lines = look(shopping)
        assert lines["Spinach"].ticked
        assert "kitchen roll" in lines
        assert plain(lines["Milk"].quantity) == "3 × 1 kg"
        assert [line.name for line in shown_list(load_list(plan)).removed] == ["Leaf tea"]


class TestEdit:
    def save(self, client, shopping, food, **data):
        data = {"aisle": food.aisle_id, "state": ""} | data
        return post(client, "line_save", shopping, f"f{food.pk}", data=data)

    def test_amount_note_and_aisle(self, client, shopping, spinach):
        frozen = AisleFactory(key="frozen", position=9)
        self.save(client, shopping, spinach, set_grams="3 bags", note="baby", aisle=frozen.pk)
        line = look(shopping)["Spinach"]
        assert plain(line.quantity) == "3 × 200 g"
        assert "baby" in line.notes
        assert any("the plan needs 120" in plain(words) for words in line.remarks)
        assert [name for name, _lines in shown_list(load_list(shopping.plan)).aisles] == ["Frozen"]

    @pytest.mark.parametrize(
        ("data", "quantity"),
        [
            ({"state": "some", "grams": "20 g"}, "200 g"),
            ({"state": "some", "grams": "1 bag"}, None),
            ({"state": "enough"}, None),
            ({"state": "none"}, "200 g"),
        ],
    )
    def test_what_is_at_home(self, client, shopping, spinach, data, quantity):
        self.save(client, shopping, spinach, **data)
        shown = shown_list(load_list(shopping.plan))
        assert [plain(line.quantity) for _n, lines in shown.aisles for line in lines] == (
            [quantity] if quantity else []
        )
        assert len(shown.home) == (0 if quantity else 1)

    @pytest.mark.parametrize(
        "data",
        [
            {"set_grams": "lots"},
            {"set_grams": "0 g"},
            {"set_grams": "1e9 kg"},
            {"set_grams": "-3"},
            {"state": "some"},
            {"state": "some", "grams": "much"},
            {"state": "plenty"},
            {"aisle": "987654"},
            {"note": "x" * 121},
        ],
    )
    def test_bad_input_changes_nothing(self, client, shopping, spinach, data):
        before = look(shopping)
        assert self.save(client, shopping, spinach, **data).status_code == 422
        assert look(shopping) == before
        assert not AtHome.objects.exists()

    def test_what_is_at_home_is_the_households_alone(self, client, shopping, spinach, dal):
        ben = PersonFactory()
        theirs = plan_of(ben)
        cook(theirs, dal, TUE, "dinner")
        self.save(client, shopping, spinach, state="enough")
        assert load_list(theirs).sheet.home == ()

    def test_taken_off_and_put_back(self, client, shopping, spinach):
        post(client, "line_remove", shopping, f"f{spinach.pk}")
        assert shown_list(load_list(shopping.plan)).to_buy == 0
        post(client, "line_put_back", shopping, f"f{spinach.pk}")
        assert shown_list(load_list(shopping.plan)).to_buy == 1

    def test_clearing_takes_the_ticked_off_until_more_is_needed(
        self, client, shopping, plan, spinach, dal
    ):
        tick(client, shopping, spinach, data={"got": "200"})
        post(client, "list_clear", shopping)
        shown = shown_list(load_list(plan))
        assert (shown.to_buy, len(shown.away)) == (0, 1)
        plan.refresh_from_db()
        cook(plan, dal, THU, "lunch", 4.0)
        assert shown_list(load_list(plan)).to_buy == 1

    def test_a_panel_and_a_page(self, client, shopping, spinach):
        url = reverse("planner:line_edit", args=[shopping.pk, f"f{spinach.pk}"])
        assert "<html" in client.get(url).content.decode()
        fragment = client.get(url, headers=HTMX)
        assert fragment["HX-Retarget"] == "#panel"
        assert "<html" not in fragment.content.decode()


class TestTwoPhones:
    def poll(self, client, shopping, state):
        return client.get(
            reverse("planner:list_poll", args=[shopping.pk]), {"state": state}, headers=HTMX
        )

    def state(self, text):
        return re.findall(r'name="state" value="([^"]*)"', text)[0]

    def open(self, client, plan):
        return self.state(client.get(reverse("planner:list", args=[plan.pk])).content.decode())

    def test_nothing_new_is_an_empty_answer(
        self, client, shopping, plan, django_assert_num_queries
    ):
        state = self.open(client, plan)
        # Session, tenant, list, plans.
        with django_assert_num_queries(4):
            assert self.poll(client, shopping, state).status_code == 204

    def test_a_tick_reaches_the_other_phone(self, client, eater, shopping, plan, spinach):
        other = browser_of(eater.tenant)
        mine, theirs = self.open(client, plan), self.open(other, plan)
        answer = tick(client, shopping, spinach, headers=HTMX, data={"state": mine, "got": "200"})
        found = self.poll(other, shopping, theirs)
        assert 'aria-pressed="true"' in found.content.decode()
        # Who ticked has seen it all and is told nothing new.
        assert self.poll(client, shopping, self.state(answer.content.decode())).status_code == 204

    def test_who_ticks_still_sees_what_the_other_did(self, client, eater, shopping, plan, spinach):
        other = browser_of(eater.tenant)
        mine = self.open(client, plan)
        post(other, "list_add", shopping, data={"text": "kitchen roll"})
        answer = tick(client, shopping, spinach, headers=HTMX, data={"state": mine})
        later = self.poll(client, shopping, self.state(answer.content.decode()))
        assert "kitchen roll" in later.content.decode()

    def test_an_edit_of_the_plan_is_new(self, client, shopping, plan, dal):
        state = self.open(client, plan)
        cook(plan, dal, THU, "lunch")
        assert self.poll(client, shopping, state).status_code == 200

    def test_both_tick_at_once(self, client, eater, shopping, spinach):
        other = browser_of(eater.tenant)
        tick(client, shopping, spinach, data={"got": "200"})
        tick(other, shopping, spinach, data={"got": "200"})
        assert ListLine.objects.get().got_grams == 200


class TestAdd:
    @pytest.fixture
    def shelf(self) -> dict[str, Food]:
        chickpeas = FoodFactory(
            name="Chickpeas, canned, drained", edible_share=0.6, packs={"can": 400}
        )
        chickpeas.packs.update(drained_grams=240)
        return {
            "chickpeas": chickpeas,
            "oats": FoodFactory(name="Oats, rolled", packs={"bag": 500}),
            "banana": FoodFactory(
                name="Banana", packs={"piece": 185}, edible_share=0.64, measures={"medium": 120}
            ),
            "egg": FoodFactory(
                name="Egg, whole", packs={"box": 342}, measures={"egg": 50}, edible_share=0.88
            ),
        }

    @pytest.mark.parametrize(
        ("text", "name", "quantity"),
        [
            ("2 cans chickpeas", "Chickpeas, canned", "2 × 400 g"),
            ("500 g oats", "Oats, rolled", "500 g"),
            ("oats", "Oats, rolled", "500 g"),
            ("3 bananas", "Banana", "3"),
            ("12 eggs", "Egg, whole", "12"),
        ],
    )
    def test_a_food_that_is_known(self, client, shopping, shelf, text, name, quantity):
        post(client, "list_add", shopping, data={"text": text})
        line = look(shopping)[name]
        assert plain(line.quantity) == quantity
        assert "you added it" in line.remarks

    def test_it_joins_the_line_that_is_there(self, client, shopping, spinach):
        post(client, "list_add", shopping, data={"text": "1 bag of spinach"})
        line = look(shopping)["Spinach"]
        assert plain(line.quantity) == "2 × 200 g"
        assert ListLine.objects.count() == 1

    def test_a_name_alone_that_is_there_adds_nothing(self, client, shopping, spinach):
        answer = post(client, "list_add", shopping, data={"text": "spinach"}, headers=HTMX)
        assert "is on the list already" in answer.content.decode()
        assert plain(look(shopping)["Spinach"].quantity) == "200 g"

    def test_anything_else_is_an_own_line(self, client, shopping):
        post(client, "list_add", shopping, data={"text": "kitchen roll <b>"})
        own = look(shopping)["kitchen roll <b>"]
        assert own.own
        tick(client, shopping, own.key)
        assert look(shopping)["kitchen roll <b>"].ticked
        page = client.get(reverse("planner:list", args=[shopping.plan_id])).content.decode()
        assert "kitchen roll &lt;b&gt;" in page

    def test_an_own_line_of_another_list_is_out_of_reach(self, client, shopping, dal):
        ben = PersonFactory()
        theirs = list_of_plan(plan_of(ben))
        own = ListLine.objects.create(list=theirs, text="Secret")
        for verb in ("tick", "line_save", "line_remove", "line_put_back"):
            response = post(client, verb, shopping, f"o{own.pk}", data={"ticked": "1", "text": "x"})
            assert response.status_code == 404

    @pytest.mark.parametrize("text", ["", "   ", "x" * 1201])
    def test_nothing_and_too_much_are_refused(self, client, shopping, text):
        assert post(client, "list_add", shopping, data={"text": text}).status_code == 422

    def test_foods_of_another_household_are_not_recognised(self, client, shopping):
        FoodFactory(name="Moonroot", tenant=TenantFactory())
        (one,) = read_additions(shopping.tenant, "2 moonroot", ())
        assert one.food is None

    @pytest.mark.parametrize(
        ("food", "text", "grams"),
        [
            ("oats", "2 bags", 1000),
            ("oats", "2", 1000),
            ("oats", "1.5 kg", 1500),
            ("chickpeas", "2 tins", 800),
            ("banana", "3", 555),
            ("egg", "6", 6 * 50 / 0.88),
            ("oats", "some", None),
            ("oats", "", None),
        ],
    )
    def test_amounts_as_one_types_them(self, shelf, shopping, food, text, grams):
        found = amount_of(shopping.tenant, shelf[food], text)
        assert found == (None if grams is None else pytest.approx(grams))
