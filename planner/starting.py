"""From the start page to a plan that is being made."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Tenant
from people.models import Avoidance, Person
from planner import actions, generation
from planner.forms import LEAVE_OUT, SLOT_NAMES
from planner.models import DRINKS, Generation, Plan

#: What makes one person at the table another one.
TRAITS: Final = (
    "name",
    "sex",
    "birth_date",
    "life_stage",
    "height_cm",
    "weight_kg",
    "activity",
    "diet",
)


def begin_plan(*, tenant: Tenant, people: Sequence[dict[str, Any]], table: dict[str, Any]) -> Plan:
    """A new plan for new people, already being solved; sent twice, it is the same plan.

    `people` and `table` are the cleaned data of the start page. Raises generation.BusyError, with
    nothing stored, when the guest asks too often.
    """
    asked = [_person(tenant, n, row, table) for n, row in enumerate(people)]
    same = _being_made(tenant, asked, table)
    if same is not None:
        return same
    generation.refuse_if_busy(tenant)
    with transaction.atomic():
        seated = [_seat(person, table) for person in asked]
        plan = actions.create_plan(
            tenant=tenant,
            people=seated,
            start=table["start"],
            days=table["days"],
            slots=[(key, _(SLOT_NAMES[key])) for key in SLOT_NAMES if key in table["slots"]],
        )
    generation.start(plan)
    return plan


def _person(tenant: Tenant, number: int, row: dict[str, Any], table: dict[str, Any]) -> Person:
    return Person(
        tenant=tenant,
        name=row["name"] or _("Person %(number)d") % {"number": number + 1},
        sex=row["sex"],
        birth_date=birth_date_for(row["age"], table["start"]),
        life_stage=row["life_stage"],
        height_cm=row["height_cm"],
        weight_kg=row["weight_kg"],
        activity=row["activity"],
        diet=table["diet"],
    )


def _avoided(table: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(fact for key in table["avoid"] for fact in LEAVE_OUT[key][1]))


def _seat(person: Person, table: dict[str, Any]) -> Person:
    person.save()
    facts = _avoided(table)
    Avoidance.objects.bulk_create(Avoidance(person=person, fact=fact) for fact in facts)
    return person


def _being_made(tenant: Tenant, people: Sequence[Person], table: dict[str, Any]) -> Plan | None:
    """The plan a second click asks for again: the same wishes, still at work."""
    running = Plan.objects.of(tenant).filter(
        start=table["start"],
        days=table["days"],
        generations__status=Generation.Status.RUNNING,
    )
    return next((plan for plan in running if _wishes(plan) == _asked(people, table)), None)


def _asked(people: Sequence[Person], table: dict[str, Any]) -> Any:
    facts = set(_avoided(table))
    return set(table["slots"]), [(_traits(person), facts) for person in people]


def _wishes(plan: Plan) -> Any:
    slots = {slot.key for slot in plan.slots.all()} - {DRINKS}
    seats = plan.seats.select_related("person").prefetch_related("person__avoidances")
    return slots, [(_traits(s.person), {a.fact for a in s.person.avoidances.all()}) for s in seats]


def _traits(person: Person) -> list[Any]:
    return [getattr(person, name) for name in TRAITS]


def birth_date_for(age: int, start: dt.date) -> dt.date:
    """A birth date that makes someone `age` on the first day and for half a year after it."""
    return start - dt.timedelta(days=round((age + 0.5) * 365.25))
