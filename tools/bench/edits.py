"""How long the server takes for an edit of a plan of 28 days for 6 people, by verb.

Each edit is a whole request as htmx sends it, from the first middleware to the last byte, on SQLite
with the shipped library. What it is promised against is a floor measured in the same run (one
indexed row read and a page of a few lines), so that a slow machine breaks no promise; the
milliseconds stand beside it.
"""

import datetime as dt
import itertools
import statistics
import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, Final

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.collecting import settle
from tools.bench.report import Report

START: Final = dt.date(2026, 12, 1)
DAYS: Final = 28
PEOPLE: Final = 6
SLOTS: Final = ("breakfast", "smoothie", "lunch", "dinner")
TIMES: Final = 40
#: An edit stays within this many floors at p95 (some 30 ms where the floor is 1 ms).
MOST_FLOORS: Final = 40.0
#: Queries that an edit may ask, transaction marks apart; a dish that the process sees for the first
#: time is not counted, for it is read once and kept.
MOST_QUERIES: Final = 10
#: An undo and a redo are two edits.
MORE_QUERIES: Final = {"undo and redo": 20}
MARKS: Final = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def run(report: Report) -> None:
    """Make the plan, then time every verb."""
    call_command("migrate", verbosity=0)
    call_command("load_library", verbosity=0)
    bench = Bench()
    settle()  # As the server does once it stands.
    rows, floors = [], []
    for verb, edit in bench.edits().items():
        for _ in range(3):
            edit()
        # The floor between the edits, as cold as they are: in a loop of its own it is quicker.
        pairs = [(bench.timed(edit), bench.timed(bench.floor)) for _ in range(TIMES)]
        times = sorted(spent for spent, _floor in pairs)
        floor = statistics.median(found for _spent, found in pairs)
        floors.append(floor)
        p95 = times[int(0.95 * len(times))]
        queries = bench.count(edit)
        rows.append([verb, queries, f"{times[TIMES // 2]:.1f}", f"{p95:.1f}", f"{p95 / floor:.0f}"])
        report.promise(f"{verb}: p95 within {MOST_FLOORS:g} floors", p95 <= MOST_FLOORS * floor)
        most = MORE_QUERIES.get(verb, MOST_QUERIES)
        report.promise(f"{verb}: at most {most} queries", queries <= most)
    report.say(
        f"{DAYS} days, {PEOPLE} people, {bench.meals} meals; "
        f"the floor is {statistics.median(floors):.2f} ms."
    )
    report.table(["edit", "queries", "median ms", "p95 ms", "p95 in floors"], rows)


class Bench:
    """A plan of the shipped library, and a browser that edits it."""

    def __init__(self) -> None:
        from django.test import Client

        from accounts.middleware import SESSION_KEY
        from accounts.models import Tenant
        from people.models import Person
        from planner import actions
        from planner.editing import Stamp

        tenant = Tenant.objects.create(name="Bench")
        people = [
            Person.objects.create(
                tenant=tenant,
                name=f"Person {number}",
                sex=("female", "male")[number % 2],
                birth_date=dt.date(1980 + 5 * number, 12, 10),
            )
            for number in range(PEOPLE)
        ]
        self.plan = actions.create_plan(
            tenant=tenant, people=people, start=START, days=DAYS, slots=[(s, s) for s in SLOTS]
        )
        meals = _meals(people)
        actions.replace_board(
            plan=self.plan, stamp=Stamp(0), meals=meals, keep=(), verb="planned", quality={}
        )
        self.meals = len(meals)
        self.people = people
        self.client = Client(headers={"HX-Request": "true"}, SERVER_NAME="localhost")
        session = self.client.session
        session[SESSION_KEY] = str(tenant.key)
        session.save()
        self.turn = itertools.count()
        self.spent, self.asked, self.counting = 0.0, 0, False

    def timed(self, call: Callable[[], Any]) -> float:
        """Milliseconds of processor time of one call: a busy machine does not count.

        Of an edit only the request counts, not what the bench reads to make it up.
        """
        self.spent = 0.0
        start = time.process_time()
        call()
        return (self.spent or time.process_time() - start) * 1000

    def count(self, call: Callable[[], Any]) -> int:
        """Queries of one call's requests; where a transaction begins and ends is none."""
        self.asked, self.counting = 0, True
        call()
        self.counting = False
        return self.asked

    def floor(self) -> None:
        """One indexed row and a small page."""
        from django.template import engines

        from planner.models import Plan

        plan = Plan.objects.get(pk=self.plan.pk)
        engines["django"].from_string("<p>{{ plan.pk }}</p>" * 20).render({"plan": plan})

    def put_back(self) -> None:
        """Undo the last edit, untimed and uncounted: the plan stays as large as it was."""
        spent, counting, self.counting = self.spent, self.counting, False
        self.post("undo/")
        self.spent, self.counting = spent, counting

    def post(self, path: str, **sent: Any) -> None:
        """Send an edit as the page would."""
        from planner.models import Plan

        revision = Plan.objects.values_list("revision", flat=True).get(pk=self.plan.pk)
        url = f"/plans/{self.plan.pk}/{path}"
        watch = CaptureQueriesContext(connection) if self.counting else nullcontext()
        with watch as found:
            start = time.process_time()
            answer = self.client.post(url, {"revision": revision} | sent)
            self.spent += time.process_time() - start
        assert answer.status_code == 200, (path, answer.status_code, answer.content[:500])
        if found is not None:
            self.asked += sum(not one["sql"].startswith(MARKS) for one in found.captured_queries)

    def meal(self, slot: str) -> int:
        """Another meal of a slot at each call."""
        found = self.plan.meals.filter(slot=slot).order_by("pk").values_list("pk", flat=True)
        return found[next(self.turn) % len(found)]

    def edits(self) -> dict[str, Callable[[], None]]:
        """Every verb as a call that edits the plan."""
        # Five of them, for 28 places: never the same amount twice.
        amounts = itertools.cycle([0.5, 0.75, 1.0, 1.25, 1.5])

        def day() -> str:
            return (START + dt.timedelta(days=next(self.turn) % DAYS)).isoformat()

        def portions() -> None:
            amount = next(amounts)
            sent = {f"amount_{person.pk}": amount for person in self.people}
            self.post(f"meals/{self.meal('dinner')}/portions/set/", **sent)

        def note() -> None:
            note = f"note {next(self.turn)}"
            self.post(f"meals/{self.meal('lunch')}/note/set/", note=note)

        def move(how: str) -> None:
            sent = {"date": day(), "slot": next(slots), "how": how}
            self.post(f"meals/{self.meal(next(slots))}/move/", **sent)

        def copy() -> None:
            sent = {"days": [day(), day(), day()], "slot": "dinner"}
            self.post(f"meals/{self.meal('breakfast')}/copy/", **sent)
            self.put_back()

        def put(**sent: Any) -> None:
            self.post("put/", date=day(), **sent)
            self.put_back()

        def remove() -> None:
            self.post(f"meals/{self.meal('dinner')}/remove/")
            self.put_back()

        def undo() -> None:
            sent = {"date": day(), "slot": "dinner", "recipe": next(dishes)}
            spent, counting, self.counting = self.spent, self.counting, False
            self.post("put/", **sent)
            self.spent, self.counting = spent, counting
            self.post("undo/")

        def out() -> None:
            self.post(f"days/{day()}/out/set/", person="", slot="dinner")
            self.put_back()

        def both() -> None:
            self.post("undo/")
            self.post("redo/")

        slots = itertools.cycle(SLOTS[1:])
        # A dish that the process sees for the first time is read once and kept: few, all met soon.
        dishes = itertools.cycle(_slugs("dinner")[:3])
        return {
            "lock": lambda: self.post(f"meals/{self.meal('dinner')}/lock/"),
            "note": note,
            "portions": portions,
            "swap": lambda: self.post(f"meals/{self.meal('dinner')}/swap/", recipe=next(dishes)),
            "move": lambda: move("beside"),
            "exchange": lambda: move("exchange"),
            "copy to three days": copy,
            "add a dish": lambda: put(slot="dinner", recipe=next(dishes)),
            "add a food": lambda: put(slot="lunch", food="banana"),
            "remove": remove,
            "undo": undo,
            "undo and redo": both,
            "day out": out,
        }


def _slugs(slot: str) -> list[str]:
    from recipes.models import Recipe

    return list(Recipe.objects.in_use().for_slot(slot).values_list("slug", flat=True))


def _meals(people: list[Any]) -> list[Any]:
    """A dish in every place, another one each day; water to drink."""
    from foods.models import Food
    from planner.actions import NewMeal
    from recipes.models import Recipe

    eats = {person.pk: 1.0 for person in people}
    drinks = dict.fromkeys(eats, 1500.0)
    water = Food.objects.get(slug="tap-water").pk
    dates = [START + dt.timedelta(days=number) for number in range(DAYS)]
    meals = [NewMeal(date, "drinks", drinks, food_id=water) for date in dates]
    for slot in SLOTS:
        recipes = Recipe.objects.in_use().for_slot(slot).filter(tenant=None)
        turn = itertools.cycle(recipes.values_list("current_id", flat=True))
        meals += [NewMeal(date, slot, eats, revision_id=next(turn)) for date in dates]
    return meals
