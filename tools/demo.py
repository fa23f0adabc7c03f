"""A small world to look at: a family with a week, and a practice with its clients.

Everyone is made up. For pictures and for trying things by hand, never for a database in use.
"""

import datetime as dt
import time
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from accounts.middleware import SESSION_KEY
from accounts.models import Membership, Tenant, User
from people import actions, intake_actions
from people.consent import give_consent
from people.models import Intake, Person
from planner.forms import DEFAULT_SLOTS
from planner.models import Generation, Plan
from planner.starting import begin_plan

PATIENCE: Final = 120.0
ADA: Final[dict[str, Any]] = {
    "name": "Ada",
    "sex": "female",
    "age": 34,
    "height_cm": 165.0,
    "weight_kg": 65.0,
    "activity": "low-active",
    "life_stage": "none",
    "cramps": "night",
}
FAMILY: Final[list[dict[str, Any]]] = [
    {**ADA, "avoid": {"milk": "intolerance"}},
    {**ADA, "name": "Ben", "sex": "male", "age": 45, "height_cm": 180.0, "weight_kg": 82.0},
    {**ADA, "name": "Cleo", "age": 10, "height_cm": 140.0, "weight_kg": 33.0, "cramps": "none"},
]
CLIENTS: Final = ("Ingrid", "Marek", "Rosa", "Theo", "Yusuf")
#: A sign that wants a doctor: it stands in front of all else that was answered.
CALF_PAIN: Final = "S109"
ANSWERS: Final[dict[str, Any]] = {
    "birth_date": "1957-03-14",
    "sex": "female",
    "height_cm": 162.0,
    "weight_kg": 58.0,
    "cramps": "night",
    "conditions": ["osteoporosis"],
    "medicines": ["warfarin"],
    "avoid": {"milk": "allergy"},
    "symptoms": [CALF_PAIN],
}
WEIGHTS: Final = (60.4, 59.6, 59.1, 58.3, 58.0)


@dataclass(frozen=True)
class World:
    """Who there is, with their sessions."""

    plan: Plan
    family: str
    practice: str
    client: Person
    intake: Intake

    @property
    def ada(self) -> Person:
        """The first of the family."""
        return self.plan.tenant.people.get(name="Ada")


def make_world(*, seconds: float = 4.0) -> World:
    """Make everyone, and a week for the family; waits until it stands."""
    plan = _family(seconds)
    session = _session(plan.tenant)
    practice = Tenant.objects.create(name="Lindqvist Dietetics", kind="practice", is_guest=False)
    dietitian = User.objects.create_user(email="eva@lindqvist.example")
    Membership.objects.create(tenant=practice, user=dietitian, role=Membership.Role.OWNER)
    people = [_client(practice, dietitian, name) for name in CLIENTS]
    intake = _intake(people[0], dietitian)
    return World(plan, session, _session(practice, dietitian), people[0], intake)


def _family(seconds: float) -> Plan:
    settings.SOLVER_SECONDS_ONE = settings.SOLVER_SECONDS_MANY = seconds
    tenant = Tenant.objects.create()
    start = _monday()
    table = {"start": start, "days": 7, "slots": DEFAULT_SLOTS, "diet": "omnivore", "avoid": []}
    plan = begin_plan(tenant=tenant, people=FAMILY, table=table)
    end = time.monotonic() + PATIENCE
    running = plan.generations.filter(status=Generation.Status.RUNNING)
    while running.update(seen_at=timezone.now()):
        if time.monotonic() > end:
            raise TimeoutError("The week was not planned in time.")
        time.sleep(0.2)
    plan.refresh_from_db()
    return plan


def _client(practice: Tenant, by: User, name: str) -> Person:
    values = {"name": name, "is_client": True}
    person = actions.add_person(tenant=practice, by=by, values=values)
    give_consent(person=person, via="page")
    return person


def _intake(person: Person, by: User) -> Intake:
    today = timezone.localdate()
    for weeks, kilograms in enumerate(WEIGHTS):
        day = today - dt.timedelta(weeks=3 * (len(WEIGHTS) - weeks))
        actions.measure(person=person, kind="weight", date=day, value=kilograms, by=by)
    link = intake_actions.make_link(person=person, form="full", days=14, by=by)
    return intake_actions.submit(link=link, answers=ANSWERS)


def _monday() -> dt.date:
    """This week's Monday: so that today is among its days."""
    today = timezone.localdate()
    return today - dt.timedelta(days=today.weekday())


def _session(tenant: Tenant, user: User | None = None) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(tenant.key)
    if user is not None:
        store["_auth_user_id"] = str(user.pk)
        store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
        store["_auth_user_hash"] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)
