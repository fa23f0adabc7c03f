"""From the start page to a plan that is being made."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Tenant
from people.models import Avoidance, Person
from planner import actions, generation
from planner.forms import LEAVE_OUT, SLOT_NAMES
from planner.models import Plan


def begin_plan(*, tenant: Tenant, people: Sequence[dict[str, Any]], table: dict[str, Any]) -> Plan:
    """A new plan for new people, already being solved.

    `people` and `table` are the cleaned data of the start page. Raises generation.BusyError, with
    nothing stored, when the guest asks too often.
    """
    generation.refuse_if_busy(tenant)
    with transaction.atomic():
        seated = [_person(tenant, n, row, table) for n, row in enumerate(people)]
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
    person = Person.objects.create(
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
    facts = [fact for key in table["avoid"] for fact in LEAVE_OUT[key][1]]
    Avoidance.objects.bulk_create(Avoidance(person=person, fact=fact) for fact in facts)
    return person


def birth_date_for(age: int, start: dt.date) -> dt.date:
    """A birth date that makes someone `age` on the first day and for half a year after it."""
    return start - dt.timedelta(days=round((age + 0.5) * 365.25))
