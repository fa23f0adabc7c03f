"""Lists for others: text, Markdown, CSV, links without an account, calendars."""

import csv
import datetime as dt
import io
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from foods.models import Food
from people.models import Person
from planner import actions, list_actions
from planner.list_export import Row, as_csv, as_markdown, as_text
from planner.listing import list_of_plan
from planner.models import FeedLink, ListLine, ListLink, Plan, ShoppingList
from tests.cast import browser_of
from tests.factories import FoodFactory, PersonFactory, RecipeFactory, TenantFactory
from tests.planner.test_list_views import HTMX, TUE, WED, cook, plan_of, stamp

ROWS = [
    Row("Vegetables", "2 × 200 g", "Spinach", "2 bags", "Tue dinner"),
    Row("Vegetables", "", "=cmd|' /C calc'!A0", "", "", ticked=True),
    Row("Fruit", "8", "Pear_s *ripe*", "1 left over"),
]


class TestText:
    def test_quantity_first_by_aisle(self):
        assert as_text("List", ROWS[:1]) == "List\n\nVEGETABLES\n[ ] 2 × 200 g Spinach (2 bags)\n"

    def test_markdown_means_itself(self):
        text = as_markdown("List", ROWS)
        assert "## Fruit" in text
        assert "- [ ] **8** Pear\\_s \\*ripe\\* _1 left over_" in text
        assert "- [x] =cmd" in text

    def test_a_table_that_no_spreadsheet_runs(self):
        header, *rows = csv.reader(io.StringIO(as_csv(["Aisle"], ROWS)))
        assert header == ["Aisle"]
        assert rows[0] == ["Vegetables", "2 × 200 g", "Spinach", "2 bags", "Tue dinner", ""]
        assert rows[1][2].startswith("'=")


@pytest.fixture
def eater(db: None) -> Person:
    return PersonFactory(name="Ada", tenant=TenantFactory(time_zone="Europe/Berlin"))


@pytest.fixture
def plan(eater: Person) -> Plan:
    return plan_of(eater)


@pytest.fixture
def client(eater: Person) -> Client:
    return browser_of(eater.tenant)


@pytest.fixture
def spinach(db: None) -> Food:
    return FoodFactory(name="Spinach, raw", packs={"bag": 200})


@pytest.fixture
def shopping(plan: Plan, spinach: Food) -> ShoppingList:
    dal = RecipeFactory(
        revision__name="Dal", revision__servings=2.0, revision__keeps_days=3, lines=[(spinach, 120)]
    )
    meal = cook(plan, dal, TUE, "dinner", 2.0)
    actions.add_leftovers(meal=meal, date=WED, slot="lunch", stamp=stamp(plan))
    return list_of_plan(plan)


@pytest.mark.parametrize(
    ("name", "kind", "start"),
    [
        ("list_text", "text/plain", "Shopping list, 30 November to 6 December 2026"),
        ("list_markdown", "text/markdown", "# Shopping list"),
        ("list_table", "text/csv", "\ufeffAisle,Quantity"),
    ],
)
def test_downloads(client, shopping, name, kind, start):
    answer = client.get(reverse(f"planner:{name}", args=[shopping.pk]))
    assert answer["Content-Type"].startswith(kind)
    text = answer.content.decode()
    assert text.startswith(start)
    assert "Spinach" in text


class TestLink:
    def link(self, shopping, **more) -> ListLink:
        columns = {"by": None, "days": 7, "tickable": True, "note": ""} | more
        return list_actions.share_list(shopping=shopping, **columns)

    def url(self, link, name="shared_list", *args):
        return reverse(f"planner:{name}", args=[link.token, *args])

    def test_made_listed_and_closed(self, client, shopping):
        page = reverse("planner:list_share", args=[shopping.pk])
        make = reverse("planner:list_link_make", args=[shopping.pk])
        client.post(make, {"note": "Gran", "days": "30", "tickable": "on"})
        link = ListLink.objects.get()
        text = client.get(page).content.decode()
        assert "Gran" in text
        assert "not opened yet" in text
        assert self.url(link) in text
        assert Client().get(self.url(link)).status_code == 200
        assert "last opened" in client.get(page).content.decode()
        client.post(reverse("planner:list_link_revoke", args=[shopping.pk, link.pk]))
        assert Client().get(self.url(link)).status_code == 410
        assert client.post(make, {"days": "9999"}).status_code == 422

    def test_anyone_who_has_it_looks_and_ticks(self, shopping, spinach):
        link, visitor = self.link(shopping), Client()
        page = visitor.get(self.url(link))
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        text = page.content.decode()
        assert "Spinach" in text
        # Nothing that leads elsewhere, nobody's name, nothing to edit.
        assert "Ada" not in text
        assert "/plans/" not in text
        assert reverse("planner:line_edit", args=[shopping.pk, f"f{spinach.pk}"]) not in text
        tick = self.url(link, "shared_tick", f"f{spinach.pk}")
        assert visitor.post(tick, {"ticked": "1", "got": "200"}).status_code == 303
        assert ListLine.objects.get().got_grams == 200
        fragment = visitor.post(tick, {"ticked": "0"}, headers=HTMX).content.decode()
        assert self.url(link, "shared_tick", f"f{spinach.pk}") in fragment
        assert ListLine.objects.get().ticked_at is None

    def test_a_link_to_look_does_not_tick(self, shopping, spinach):
        link, visitor = self.link(shopping, tickable=False), Client()
        assert "<button" not in visitor.get(self.url(link)).content.decode()
        tick = self.url(link, "shared_tick", f"f{spinach.pk}")
        assert visitor.post(tick, {"ticked": "1"}).status_code == 403
        assert not ListLine.objects.exists()

    def test_it_reaches_its_own_list_alone(self, shopping, spinach):
        theirs = list_of_plan(plan_of(PersonFactory()))
        own = ListLine.objects.create(list=theirs, text="Secret")
        link = self.link(shopping)
        tick = self.url(link, "shared_tick", f"o{own.pk}")
        assert Client().post(tick, {"ticked": "1"}).status_code == 404
        hidden = FoodFactory(tenant=TenantFactory())
        tick = self.url(link, "shared_tick", f"f{hidden.pk}")
        assert Client().post(tick, {"ticked": "1"}).status_code == 404

    @pytest.mark.parametrize("name", ["shared_list", "shared_list_poll"])
    def test_expired_forged_and_of_another_kind(self, shopping, plan, name):
        link = self.link(shopping)
        ListLink.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))
        assert Client().get(self.url(link, name)).status_code == 410
        forged = reverse(f"planner:{name}", args=[link.token[:-2] + "xx"])
        assert Client().get(forged).status_code == 404
        feed = list_actions.feed_plan(plan=plan, by=None, days=7)
        assert Client().get(reverse(f"planner:{name}", args=[feed.token])).status_code == 404

    def test_the_owner_sees_what_was_ticked(self, client, shopping, spinach, plan):
        page = client.get(reverse("planner:list", args=[plan.pk])).content.decode()
        state = page.split('name="state" value="')[1].split('"')[0]
        tick = self.url(self.link(shopping), "shared_tick", f"f{spinach.pk}")
        Client().post(tick, {"ticked": "1"})
        poll = reverse("planner:list_poll", args=[shopping.pk])
        assert client.get(poll, {"state": state}, headers=HTMX).status_code == 200

    def test_another_household_cannot_close_it(self, shopping):
        link = self.link(shopping)
        other = browser_of(TenantFactory())
        url = reverse("planner:list_link_revoke", args=[shopping.pk, link.pk])
        assert other.post(url).status_code == 404
        link.refresh_from_db()
        assert link.is_open


class TestCalendar:
    def read(self, content: bytes) -> dict[str, Any]:
        events = Calendar.from_ical(content).walk("VEVENT")
        return {str(event["summary"]): event for event in events}

    def test_meals_at_the_times_of_their_slots(self, client, plan, shopping):
        answer = client.get(reverse("planner:calendar", args=[plan.pk]))
        assert answer["Content-Type"].startswith("text/calendar")
        events = self.read(answer.content)
        assert set(events) == {"Dinner: Dal", "Lunch: Dal"}
        dinner = events["Dinner: Dal"]
        berlin = dinner["dtstart"].dt.astimezone(ZoneInfo("Europe/Berlin"))
        assert (berlin.date(), berlin.time()) == (TUE, dt.time(18, 30))
        assert dinner["dtend"].dt - dinner["dtstart"].dt == dt.timedelta(hours=1)
        assert "Ada: 2" in dinner["description"]
        assert "Left over" in events["Lunch: Dal"]["description"]

    def test_an_unknown_slot_lasts_all_day(self, client, plan, shopping):
        plan.meals.update(slot="late")
        event = next(
            iter(
                self.read(client.get(reverse("planner:calendar", args=[plan.pk])).content).values()
            )
        )
        assert type(event["dtstart"].dt) is dt.date

    def test_the_same_plan_gives_the_same_bytes_and_a_swap_keeps_the_event(
        self, client, plan, shopping, spinach
    ):
        url = reverse("planner:calendar", args=[plan.pk])
        before = client.get(url).content
        assert client.get(url).content == before
        plan.refresh_from_db()
        other = RecipeFactory(revision__name="Soup", lines=[(spinach, 50)])
        actions.swap_meal(
            meal=plan.meals.get(date=TUE),
            revision=other.current,
            amounts={seat.person_id: 1.0 for seat in plan.seats.all()},
            stamp=stamp(plan),
        )
        was, now = self.read(before), self.read(client.get(url).content)
        assert now["Dinner: Soup"]["uid"] == was["Dinner: Dal"]["uid"]
        assert now["Dinner: Soup"]["sequence"] > was["Dinner: Dal"]["sequence"]

    def test_a_feed_opens_without_an_account_until_it_is_closed(self, client, plan, shopping):
        client.post(reverse("planner:feed_make", args=[plan.pk]))
        feed = FeedLink.objects.get()
        url = reverse("planner:feed", args=[feed.token])
        assert "Dinner: Dal" in self.read(Client().get(url).content)
        other = browser_of(TenantFactory())
        revoke = reverse("planner:feed_revoke", args=[plan.pk, feed.pk])
        assert other.post(revoke).status_code == 404
        client.post(revoke)
        assert Client().get(url).status_code == 410
