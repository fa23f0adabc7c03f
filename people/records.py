"""What is written down about people besides their profile: read with them, kept with each."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import CharField, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.json_rows import Exactly, rows_as_json
from accounts.models import Membership, Tenant
from people import care as caring
from people.care import AvoidedFood, Fact, Lift, Record
from people.models import Avoidance, HealthFact, LiftedRule, Person, TargetOverride
from people.targets import Override

#: Where a person's record waits once it was read.
RECORD: Final = "_care_record"
#: Whose figures count as a clinician's, in a practice.
CLINICIANS: Final = (Membership.Role.DIETITIAN, Membership.Role.OWNER)
#: Names of the columns that `record_columns` adds.
COLUMNS: Final = ("avoided_rows", "fact_rows", "lift_rows", "override_rows")

Row = dict[str, Any]


def load_care(people: Iterable[Person]) -> None:
    """Read what is written down about some people, and keep it with each (1 query, or none).

    Rows changed after that are not seen: `forget_care` first.
    """
    missing = {one.pk: one for one in people if not hasattr(one, RECORD)}
    if not missing:
        return
    rows = Person.objects.filter(pk__in=missing).order_by().annotate(**record_columns("pk"))
    for pk, *found in rows.values_list("pk", *COLUMNS):
        keep_record(missing[pk], found)


def keep_record(person: Person, found: Iterable[str | None]) -> None:
    """Keep with a person what a query read in the columns of `record_columns`, in their order."""
    setattr(person, RECORD, _record(person, *(json.loads(rows or "[]") for rows in found)))


def forget_care(person: Person) -> None:
    """Have a person's record read anew, after a row of it changed."""
    if hasattr(person, RECORD):
        delattr(person, RECORD)


def record_of(person: Person) -> Record:
    """What is written down about a person (1 query where it was not loaded)."""
    load_care([person])
    found: Record = getattr(person, RECORD)
    return found


def record_columns(person: str) -> dict[str, Subquery]:
    """Everything written down about a row's person, for `annotate`; `person` names the column."""
    of = OuterRef(person)
    by = Coalesce("by__email", Value(""), output_field=CharField())
    clinician = Membership.objects.filter(
        user=OuterRef("by"),
        tenant=OuterRef("person__tenant"),
        tenant__kind=Tenant.Kind.PRACTICE,
        role__in=CLINICIANS,
    )
    said: dict[str, Any] = {"reason": F("reason"), "at": Cast("at", CharField()), "by": by}
    return {
        "avoided_rows": rows_as_json(
            *(Avoidance, "person", of),
            fact=F("fact"),
            strength=F("strength"),
            food=F("food_id"),
            name=F("food__name"),
            bought=Coalesce("food__bought_as", "food"),
        ),
        "fact_rows": rows_as_json(
            *(HealthFact, "person", of), text=F("text"), kind=F("kind"), key=F("key")
        ),
        "lift_rows": rows_as_json(LiftedRule, "person", of, rule=F("rule"), **said),
        "override_rows": rows_as_json(
            *(TargetOverride, "person", of),
            nutrient=F("nutrient"),
            kind=F("kind"),
            amount=Exactly(F("amount")),
            by_clinician=Exists(clinician),
            **said,
        ),
    }


def _record(
    person: Person, avoided: list[Row], facts: list[Row], lifts: list[Row], overrides: list[Row]
) -> Record:
    told = tuple(sorted((one["text"], one["kind"], one["key"]) for one in facts))
    health = tuple(Fact(kind, text, key) for text, kind, key in told)
    age = person.age_on(timezone.localdate()) if person.is_ready else None
    return Record(
        avoids=_avoids_told(avoided, health),
        foods=tuple(
            AvoidedFood(one["food"], one["name"], one["strength"], one["bought"])
            for one in sorted(
                (one for one in avoided if one["food"]), key=lambda one: int(one["food"])
            )
        ),
        facts=(*health, *caring.thinness(person.height_cm, person.weight_kg, age)),
        lifts=tuple(
            Lift(one["rule"], one["reason"], one["by"], _moment(one["at"]))
            for one in sorted(lifts, key=lambda one: str(one["rule"]))
        ),
        overrides=tuple(
            _override(one)
            for one in sorted(overrides, key=lambda one: (one["nutrient"], one["kind"]))
        ),
        set_by_clinician=frozenset(
            (one["nutrient"], one["kind"])
            for one in overrides
            if one["by_clinician"] and one["amount"] is not None
        ),
        diet=person.diet,
        also=tuple(person.diet_also),
    )


def _avoids_told(rows: Iterable[Row], facts: Iterable[Fact]) -> tuple[tuple[str, str], ...]:
    """(fact, strength) of what was ticked, and of allergies named among the conditions."""
    allergies = caring.allergies_told(facts)
    ticked = [
        (one["fact"], one["strength"])
        for one in rows
        if one["fact"] and one["fact"] not in allergies
    ]
    return tuple(sorted([*ticked, *((fact, "allergy") for fact in allergies)]))


def _override(row: Row) -> Override:
    amount = None if row["amount"] is None else float(row["amount"])
    at = _moment(row["at"])
    return Override(row["nutrient"], row["kind"], amount, row["reason"], row["by"], at)


def _moment(text: str) -> dt.datetime | None:
    """A time as the database writes it: SQLite without its zone, which is UTC."""
    found = parse_datetime(text)
    if found is None or timezone.is_aware(found):
        return found
    return found.replace(tzinfo=dt.UTC)
