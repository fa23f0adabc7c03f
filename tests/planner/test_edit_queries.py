"""What each edit asks of the database: the same for three days and for 28 days with six people."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, Tenant
from people.models import HealthFact
from planner import actions, history
from planner.actions import NewMeal
from planner.desk import Desk
from planner.editing import Stamp
from planner.models import Plan, Serving
from recipes.models import Recipe
from tests.cast import START, browser_of, url_of
from tests.factories import PersonFactory, TenantFactory, UserFactory

pytestmark = pytest.mark.usefixtures("shipped_library")

#: Every request: who asks, their household, the plan with its people, what must be minded of them,
#: slots and days out (one query, named by what it reads first).
GATE = ["select session", "select tenant", "select planslot"]
#: Every edit takes the next revision, reads meals with cookings and servings (named by what it
#: reads first), and leaves a change.
FRAME = ["update plan", "select serving", "insert planchange"]
#: An edit of one meal asks no more than this.
MOST = 10


def make_plan(tenant: Tenant, people: int, days: int) -> Plan:
    """A plan of shipped dishes, a dish in every place."""
    seated = [PersonFactory(tenant=tenant) for _ in range(people)]
    slots = [("lunch", "Lunch"), ("dinner", "Dinner")]
    plan = actions.create_plan(tenant=tenant, people=seated, start=START, days=days, slots=slots)
    eats = {person.pk: 1.0 for person in seated}
    dishes = list(Recipe.objects.in_use().for_slot("dinner").order_by("pk")[:10])
    meals = [
        NewMeal(date, slot, eats, revision_id=dishes[(n + k) % 10].current_id)
        for n, date in enumerate(plan.dates)
        for k, (slot, _name) in enumerate(slots)
    ]
    actions.replace_board(
        plan=plan, stamp=Stamp(0), meals=meals, keep=(), verb="planned", quality={}
    )
    return plan


@pytest.fixture(params=[(1, 3), (6, 28)], ids=["1 person, 3 days", "6 people, 28 days"])
def big(request: pytest.FixtureRequest) -> Plan:
    people, days = request.param
    return make_plan(TenantFactory(), people, days)


def asked(client: Client, plan: Plan, verb: str, **sent: object) -> list[str]:
    """What an edit asks, as verb and table; where a transaction begins and ends is no question.

    Asked twice: the first time, the shelf of shipped dishes may have been empty.
    """
    meal = plan.meals.filter(date=START, slot="dinner").order_by("pk").first()
    url = url_of(verb, plan, meal if verb not in ("put", "undo", "redo") else None)
    revision = Plan.objects.values_list("revision", flat=True).get(pk=plan.pk)
    with CaptureQueriesContext(connection) as found:
        answer = client.post(url, {"revision": revision} | sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200, answer.text
    told = [_told(query["sql"]) for query in found.captured_queries]
    return [one for one in told if one]


def _told(sql: str) -> str:
    # PostgreSQL puts the parts of a union in brackets.
    sql = sql.lstrip("(")
    pattern = r'(SELECT .*? FROM|UPDATE|INSERT(?: OR IGNORE)? INTO|DELETE FROM) "(\w+)"'
    match = re.match(pattern, sql, re.DOTALL)
    if match is None:
        return ""
    return f"{sql.split()[0].lower()} {match[2].split('_')[-1]}"


@pytest.fixture
def client(big: Plan) -> Client:
    browser = browser_of(big.tenant)
    asked(browser, big, "lock")
    asked(browser, big, "unlock")
    return browser


def test_lock(client, big):
    found = asked(client, big, "lock")
    assert sorted(found) == sorted([*GATE, *FRAME, "update meal"])
    assert len(found) <= MOST


def test_note(client, big):
    found = asked(client, big, "set_note", note="soak")
    assert sorted(found) == sorted([*GATE, *FRAME, "update meal"])
    assert len(found) <= MOST


def test_move(client, big):
    day = (START + dt.timedelta(days=1)).isoformat()
    found = asked(client, big, "move", date=day, slot="dinner", how="beside")
    # besides: the cooking moves with its meal.
    assert sorted(found) == sorted([*GATE, *FRAME, "update meal", "update batch"])
    assert len(found) <= MOST


def test_portions(client, big):
    sent = {f"amount_{seat.person_id}": "1.5" for seat in big.seats.all()}
    found = asked(client, big, "set_portions", **sent)
    # besides: the meal, whose unit the form needs.
    assert sorted(found) == sorted([*GATE, *FRAME, "select meal", "update serving"])
    assert len(found) <= MOST


def test_remove(client, big):
    # besides: servings, meal and cooking go.
    gone = ["delete serving", "delete meal", "delete batch"]
    found = asked(client, big, "remove")
    assert sorted(found) == sorted([*GATE, *FRAME, *gone])
    assert len(found) <= MOST


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_undo_and_redo(client, big, verb):
    asked(client, big, "set_note", note="soak")
    if verb == "redo":
        asked(client, big, "undo")
    # besides: what there is to take back, with what comes next.
    step = ["select planchange"]
    found = asked(client, big, verb)
    assert sorted(found) == sorted([*GATE, *FRAME, *step, "update meal"])
    assert len(found) <= MOST


def test_amounts_are_read_with_all_their_digits(big):
    """They come as JSON, of which SQLite makes 15 digits."""
    amount = 0.1 + 0.2
    Serving.objects.filter(meal__plan=big).update(amount=amount, had=1 / 3)
    desk = Desk(Plan.objects.get(pk=big.pk))
    rows = desk.rows("serving")
    assert rows == history.rows_of(big, "serving")
    assert {(row["amount"], row["had"]) for row in rows.values()} == {(amount, 1 / 3)}


def dinner(number: int) -> str:
    return Recipe.objects.in_use().for_slot("dinner").order_by("pk")[number].slug


def test_swap(client, big):
    for number in (3, 12):
        asked(client, big, "swap", recipe=dinner(number))
    found = asked(client, big, "swap", recipe=dinner(3))
    # besides: the dish; its cooking becomes another, and its portions may.
    written = {"select recipe", "update batch", "update meal", "update serving"}
    assert sorted(GATE + FRAME) == sorted(one for one in found if one not in written)
    assert len(found) <= MOST


def test_put_a_dish(client, big):
    place = {"date": START.isoformat(), "slot": "dinner"}
    asked(client, big, "put", recipe=dinner(3), **place)
    found = asked(client, big, "put", recipe=dinner(3), **place)
    written = ["insert batch", "insert meal", "insert serving"]
    # besides: the dish.
    assert sorted(found) == sorted([*GATE, *FRAME, "select recipe", *written])
    assert len(found) <= MOST


def test_put_a_food(client, big):
    place = {"date": START.isoformat(), "slot": "lunch", "food": "banana"}
    asked(client, big, "put", **place)
    found = asked(client, big, "put", **place)
    # besides: the food and its usual measure.
    written = ["select food", "select foodmeasure", "insert meal", "insert serving"]
    assert sorted(found) == sorted([*GATE, *FRAME, *written])
    assert len(found) <= MOST


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_undo_and_redo_of_what_writes_most(client, big, verb):
    """A dish that comes or goes with its cooking and servings."""
    asked(client, big, "put", recipe=dinner(3), date=START.isoformat(), slot="dinner")
    how, step = "delete", ["select planchange"]
    if verb == "redo":
        asked(client, big, "undo")
        how = "insert"
    written = [f"{how} {table}" for table in ("batch", "meal", "serving")]
    found = asked(client, big, verb)
    assert sorted(found) == sorted([*GATE, *FRAME, *step, *written])
    assert len(found) <= MOST


def test_day_out(client, big):
    day = START.isoformat()
    url = reverse("planner:set_out", args=[big.pk, day])
    revision = Plan.objects.values_list("revision", flat=True).get(pk=big.pk)
    sent = {"revision": revision, "person": "", "slot": "dinner"}
    with CaptureQueriesContext(connection) as found:
        answer = client.post(url, sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    asked = [one for one in (_told(query["sql"]) for query in found.captured_queries) if one]
    # besides: who is out, and what was to be cooked then goes.
    written = ["insert dayout", "delete serving", "delete meal", "delete batch"]
    assert sorted(asked) == sorted([*GATE, *FRAME, *written])
    assert len(asked) <= MOST


def test_a_table_that_minds_asks_no_more(client, big):
    """What must be known of the foods to judge them stays on the shelf."""
    place = {"date": START.isoformat(), "slot": "dinner"}
    person = big.seats.first().person
    HealthFact.objects.create(person=person, kind="medicine", text="levothyroxine")
    asked(client, big, "put", recipe=dinner(3), **place)
    assert len(asked(client, big, "put", recipe=dinner(3), **place)) <= MOST


def test_an_account_asks_one_more(big):
    """Who they are; the membership comes with its household."""
    user = UserFactory()
    Tenant.objects.filter(pk=big.tenant_id).update(is_guest=False)
    Membership.objects.create(user=user, tenant=big.tenant, role="editor")
    browser = browser_of(big.tenant, user)
    asked(browser, big, "lock")
    found = asked(browser, big, "unlock")
    gate = ["select session", "select user", "select membership", "select planslot"]
    assert sorted(found) == sorted([*gate, *FRAME, "update meal"])
