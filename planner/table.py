"""Who sits at a plan's table, its slots and who is out when: one query a request."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.contrib.admin.models import LogEntry
from django.db import DEFAULT_DB_ALIAS
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

from accounts.json_rows import rows_as_json
from accounts.models import Tenant
from accounts.prepared import Prepared
from foods.models import ContentVersion
from people.models import Person
from people.records import COLUMNS, keep_record, record_columns
from planner.models import DRINKS, DayOut, Plan, PlanPerson, PlanSlot


@dataclass(frozen=True, slots=True)
class Out:
    """Someone (None: everyone) eats elsewhere; slot "" is the whole day."""

    pk: int
    date: dt.date
    slot: str
    person: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """The people, slots (the drinks row is not among them) and days out of a plan."""

    people: list[Person]
    slots: list[PlanSlot]
    outs: list[Out]
    stamp: str
    """Of the shipped content: what was worked out from it holds while this stays."""

    @property
    def places(self) -> set[str]:
        """Keys of the slots where something may stand, the drinks row among them."""
        return {slot.key for slot in self.slots} | {DRINKS}

    def is_out(self, person: int, date: dt.date, slot: str | None = None) -> bool:
        """Whether a person eats elsewhere: in a slot, or (no slot) all of the day."""
        return any(
            out.date == date and out.person in (None, person) and out.slot in ("", slot)
            for out in self.outs
        )

    def all_out(self, date: dt.date, slot: str) -> bool:
        """Whether nobody eats here, so that nothing need be planned."""
        return all(self.is_out(person.pk, date, slot) for person in self.people)

    def days_here(self, person: int, dates: Collection[dt.date]) -> list[dt.date]:
        """The days a mean is of: without those a person is out all day; all where that is all."""
        return [date for date in dates if not self.is_out(person, date)] or list(dates)


def seated_plan(tenant: Tenant, plan_id: int) -> Plan | None:
    """A plan of a tenant together with its table (1 query), None where there is none."""
    rows = _seats_of_tenant(plan_id, tenant.pk)
    if not rows:
        return None
    plan = Plan.from_db(DEFAULT_DB_ALIAS, PLAN_COLUMNS, rows[0][: len(PLAN_COLUMNS)])
    plan.tenant = tenant
    plan.__dict__["_table"] = _table(plan, [row[len(PLAN_COLUMNS) :] for row in rows])
    return plan


def table_of(plan: Plan) -> Table:
    """The table of a plan (1 query, once for each plan object): seats, what is minded of them."""
    known: Table | None = plan.__dict__.get("_table")
    if known is None:
        known = plan.__dict__["_table"] = _table(plan, _seats_of_plan(plan.pk))
    return known


def forget_table(plan: Plan) -> None:
    """Slots changed, or somebody else's edit was seen: the next question reads anew."""
    plan.__dict__.pop("_table", None)


def tell_outs(plan: Plan, outs: Iterable[Out]) -> None:
    """Days out changed, to these: the table stays as it is otherwise."""
    in_order = sorted(outs, key=lambda out: (out.date, out.pk))
    plan.__dict__["_table"] = replace(table_of(plan), outs=in_order)


def _columns(model: Any) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


PLAN_COLUMNS: Final = _columns(Plan)
PERSON_COLUMNS: Final = _columns(Person)
#: What a seat reads besides its person: rows of the plan, rows of the person, what is shipped.
MORE_COLUMNS: Final = ("slot_rows", "out_rows", "content", "log", *COLUMNS)


def _seats(seats: QuerySet[PlanPerson], *columns: str) -> "QuerySet[Any, tuple[Any, ...]]":
    """Seats with what their plan's table needs besides, as tuples."""
    rows = seats.order_by("position").annotate(
        slot_rows=_as_json(PlanSlot, pk="pk", key="key", name="name", position="position"),
        out_rows=_as_json(
            DayOut, pk="pk", date=Cast("date", CharField()), slot="slot", person="person_id"
        ),
        content=Subquery(
            ContentVersion.objects.filter(name="foods").values("digest")[:1],
            output_field=CharField(),
        ),
        log=Subquery(
            LogEntry.objects.order_by("-pk").values("pk")[:1],
        ),
        **record_columns("person"),
    )
    people = [f"person__{name}" for name in PERSON_COLUMNS]
    return rows.values_list(*columns, *people, *MORE_COLUMNS)


_seats_of_plan = Prepared(lambda plan: _seats(PlanPerson.objects.filter(plan_id=plan)))
_seats_of_tenant = Prepared(
    lambda plan, tenant: _seats(
        PlanPerson.objects.filter(plan_id=plan, plan__tenant_id=tenant),
        *(f"plan__{name}" for name in PLAN_COLUMNS),
    )
)


def _table(plan: Plan, rows: Sequence[tuple[Any, ...]]) -> Table:
    people = []
    slot_rows, out_rows, content, log = rows[0][len(PERSON_COLUMNS) :][:4]
    for row in rows:
        person = Person.from_db(DEFAULT_DB_ALIAS, PERSON_COLUMNS, row[: len(PERSON_COLUMNS)])
        keep_record(person, row[-len(COLUMNS) :])
        people.append(person)
    slots = [PlanSlot(plan=plan, **row) for row in json.loads(slot_rows or "[]")]
    outs = [
        Out(row["pk"], dt.date.fromisoformat(row["date"]), row["slot"], row["person"])
        for row in json.loads(out_rows or "[]")
    ]
    return Table(
        people=people,
        slots=sorted((s for s in slots if s.key != DRINKS), key=lambda slot: slot.position),
        outs=sorted(outs, key=lambda out: (out.date, out.pk)),
        stamp=f"{content}:{log}" if content else "",
    )


def _as_json(model: Any, **fields: Any) -> Subquery:
    """Rows of a model that belong to the seat's plan, as a JSON array."""
    return rows_as_json(model, "plan", OuterRef("plan"), **fields)
