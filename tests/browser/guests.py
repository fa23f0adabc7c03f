"""Guests made without the browser, for tests that begin with a week on the board."""

import datetime as dt
import time
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.test import override_settings
from django.utils import timezone

from accounts.middleware import SESSION_KEY
from accounts.models import Tenant
from people.models import Person
from planner.actions import create_plan
from planner.forms import DEFAULT_SLOTS
from planner.models import Generation, Plan
from planner.starting import begin_plan

#: Longest wait for a worker, which has to start and to import the solver first.
PATIENCE = 60.0
#: The time limit of a solve that was never started: nothing waits for it.
PLANTED = 60.5
ADA: dict[str, Any] = {
    "name": "Ada",
    "sex": "female",
    "age": 34,
    "height_cm": 165.0,
    "weight_kg": 65.0,
    "activity": "low-active",
    "life_stage": "none",
}
BORN = dt.date(1990, 5, 1)
FAMILY: list[dict[str, Any]] = [
    ADA,
    {**ADA, "name": "Ben", "sex": "male", "age": 45, "height_cm": 180.0, "weight_kg": 80.0},
    {**ADA, "name": "Cleo", "age": 10, "height_cm": 140.0, "weight_kg": 33.0},
    {**ADA, "name": "Dan", "sex": "male", "age": 14, "height_cm": 165.0, "weight_kg": 52.0},
]


@dataclass(frozen=True)
class Guest:
    """A guest household with its plan and its session."""

    plan: Plan
    session: str

    def cookie(self, origin: str) -> Any:
        """The session as a cookie for Playwright."""
        host = urlsplit(origin).hostname
        name = settings.SESSION_COOKIE_NAME
        return {"name": name, "value": self.session, "domain": host, "path": "/"}

    @property
    def url(self) -> str:
        """The week page."""
        return f"/plans/{self.plan.pk}/"


def make_guest(
    *,
    people: list[dict[str, Any]] | None = None,
    days: int = 2,
    slots: tuple[str, ...] = DEFAULT_SLOTS,
    seconds: float = 0.3,
    **table: Any,
) -> Guest:
    """A guest whose week was planned in `seconds`; raises TimeoutError when none comes."""
    tenant = Tenant.objects.create()
    asked = {"start": monday(), "days": days, "slots": slots, "diet": "omnivore", "avoid": []}
    with override_settings(SOLVER_SECONDS_ONE=seconds, SOLVER_SECONDS_MANY=seconds):
        plan = begin_plan(tenant=tenant, people=people or [ADA], table=asked | table)
    wait_until_made(plan)
    plan.refresh_from_db()
    return Guest(plan, session_of(tenant))


def make_empty_guest(status: str = "", clash: list[list[str]] | None = None) -> Guest:
    """A guest without meals, whose week is being made, or clashed, or failed."""
    tenant = Tenant.objects.create()
    person = Person.objects.create(tenant=tenant, name="Ada", sex="female", birth_date=BORN)
    slots = [("breakfast", "Breakfast"), ("dinner", "Dinner")]
    plan = create_plan(tenant=tenant, people=[person], start=monday(), days=2, slots=slots)
    if status:
        Generation.objects.create(
            plan=plan,
            plan_revision=plan.revision,
            status=status,
            seconds_limit=PLANTED,
            clash=clash or [],
        )
    return Guest(plan, session_of(tenant))


def monday() -> dt.date:
    """The next Monday, so that weekday rules are the same whenever the tests run."""
    today = timezone.localdate()
    return today + dt.timedelta(days=7 - today.weekday())


def wait_until_made(plan: Plan) -> None:
    """Return when nothing is being solved for a plan."""
    _wait_for(plan.generations.all())


def wait_until_idle() -> None:
    """Return when nothing is being solved for anyone."""
    _wait_for(Generation.objects.exclude(seconds_limit=PLANTED))


def _wait_for(rows: QuerySet[Generation]) -> None:
    end = time.monotonic() + PATIENCE
    # Marked as seen, as a page would: nobody's week is dropped while a busy machine gets ready.
    while rows.filter(status=Generation.Status.RUNNING).update(seen_at=timezone.now()):
        if time.monotonic() > end:
            raise TimeoutError("The week was not planned in time.")
        time.sleep(0.05)  # The thread that stores it gives no other sign to wait for.


def session_of(tenant: Tenant) -> str:
    """A new session that remembers a tenant."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(tenant.key)
    store.create()
    return str(store.session_key)
