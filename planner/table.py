"""Who sits at a plan's table, its slots and who is out when: one query a request."""

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import (
    Aggregate,
    CharField,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
)
from django.db.models.functions import Cast, JSONObject

from accounts.models import Tenant
from foods.models import ContentVersion
from people.models import Person
from people.queries import load_care
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


class JSONArray(Aggregate):
    """The values of a column as one JSON array."""

    function = "json_agg"
    template = "%(function)s(%(expressions)s)"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite's name of it; what is put in is JSON already."""
        template = "json_group_array(json(%(expressions)s))"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """As text, so that both databases answer alike."""
        return self.as_sql(
            compiler, connection, template="json_agg(%(expressions)s)::text", **extra
        )


class Exactly(Func):
    """A float as text with all its digits: JSON of SQLite keeps 15."""

    function = "printf"
    template = "CASE WHEN %(expressions)s IS NOT NULL THEN printf('%%%%!.17g', %(expressions)s) END"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """PostgreSQL writes as many digits as it takes."""
        return self.as_sql(compiler, connection, template="(%(expressions)s)::text", **extra)


def seated_plan(tenant: Tenant, plan_id: int) -> Plan | None:
    """A plan of a tenant together with its table (2 queries), None where there is none."""
    plans = Plan.objects.of(tenant).filter(pk=plan_id)
    rows = list(_seats(PlanPerson.objects.filter(plan__in=plans).select_related("plan")))
    if not rows:
        return None
    plan: Plan = rows[0].plan
    plan.__dict__["_table"] = _table(plan, rows)
    return plan


def table_of(plan: Plan) -> Table:
    """The table of a plan (2 queries, once for each plan object): seats, what is minded of them."""
    known: Table | None = plan.__dict__.get("_table")
    if known is None:
        known = plan.__dict__["_table"] = _table(plan, list(_seats(plan.seats.all())))
    return known


def forget_table(plan: Plan) -> None:
    """Slots or days out changed: the next question reads anew."""
    plan.__dict__.pop("_table", None)


def _seats(seats: QuerySet[PlanPerson]) -> QuerySet[PlanPerson]:
    """Seats with what their plan's table needs besides."""
    return seats.select_related("person").annotate(
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
    )


def _table(plan: Plan, rows: list[PlanPerson]) -> Table:
    first: Any = rows[0]
    slots = [PlanSlot(plan=plan, **row) for row in json.loads(first.slot_rows or "[]")]
    outs = [
        Out(row["pk"], dt.date.fromisoformat(row["date"]), row["slot"], row["person"])
        for row in json.loads(first.out_rows or "[]")
    ]
    people = [seat.person for seat in rows]
    load_care(people)
    return Table(
        people=people,
        slots=sorted((s for s in slots if s.key != DRINKS), key=lambda slot: slot.position),
        outs=sorted(outs, key=lambda out: (out.date, out.pk)),
        stamp=f"{first.content}:{first.log}" if first.content else "",
    )


def _as_json(model: Any, **fields: Any) -> Subquery:
    """Rows of a model that belong to the seat's plan, as a JSON array."""
    return rows_as_json(model, "plan", OuterRef("plan"), **fields)


def rows_as_json(model: Any, owner: str, of: OuterRef, **fields: Any) -> Subquery:
    """Rows of a model that belong to the outer query's row, as a JSON array."""
    rows: QuerySet[Any] = model.objects.filter(**{owner: of}).order_by().values(owner)
    return Subquery(
        rows.annotate(rows=JSONArray(JSONObject(**fields))).values("rows"),
        output_field=TextField(),
    )
