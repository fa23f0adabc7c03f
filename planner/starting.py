"""From the start page to a plan that is being made."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Tenant, User
from foods.models import Food
from people.actions import add_person, avoid_food, set_avoidances, set_health_facts
from people.consent import give_consent
from people.models import Avoidance, HealthFact, Person
from people.newcomers import TRAITS, Newcomer, all_of, clashing, spread, stricter
from people.told import told
from planner import actions, generation
from planner.forms.foods import Named
from planner.forms.person import ALLERGENS
from planner.forms.start import LEAVE_OUT, SLOT_NAMES, people_of
from planner.models import DRINKS, Generation, Plan

#: How strictly everyone leaves out what is ticked for all: nobody is asked why, so as an allergy.
FOR_ALL: Final = Avoidance.Strength.ALLERGY.value
RATHER_NOT: Final = Avoidance.Strength.PREFERENCE.value
ORIGINS: Final = ("pork", "alcohol")
VIA: Final = "start"


def begin_plan(
    *,
    tenant: Tenant,
    people: Sequence[dict[str, Any]],
    table: dict[str, Any],
    by: User | None = None,
) -> Plan:
    """A new plan, already being solved; sent twice, it is the same plan.

    `people` are the cleaned rows of those who are new, `table` the rest of the page, with who of
    the household eats under "eat". Someone new who is here already, the same in everything asked,
    is not made again. Raises generation.BusyError, with nothing stored, when the guest asks too
    often, and ValueError in words for someone whose age is not known.
    """
    seats = [*table.get("eat", ()), *_met(tenant, newcomers(people, table))]
    same = _being_made(tenant, seats, table)
    if same is not None:
        return same
    generation.refuse_if_busy(tenant)
    with transaction.atomic():
        plan = actions.create_plan(
            tenant=tenant,
            people=[_seat(tenant, one, by) for one in seats],
            start=table["start"],
            days=table["days"],
            slots=[(key, _(SLOT_NAMES[key])) for key in SLOT_NAMES if key in table["slots"]],
        )
    generation.start(plan)
    return plan


def newcomers(rows: Sequence[dict[str, Any]], table: dict[str, Any]) -> list[Newcomer]:
    """Those who are new, as told on the page."""
    return [_newcomer(number, row, table) for number, row in enumerate(rows)]


def names_taken(tenant: Tenant | None, new: Sequence[Newcomer]) -> list[int]:
    """The numbers of those whose name belongs to someone else of the household (4 queries)."""
    if tenant is None:
        return clashing(new, ())
    known = _known(tenant)
    return [
        number
        for number in clashing(new, [one.name for _person, one in known])
        if not any(one.same_as(new[number]) for _person, one in known)
    ]


def _newcomer(number: int, row: dict[str, Any], table: dict[str, Any]) -> Newcomer:
    named: Named = row.get("foods") or Named()
    liked = row.get("foods_strength") or RATHER_NOT
    return Newcomer(
        traits=_traits(number, row, table),
        facts=stricter(
            _avoided_by_all(table),
            spread(row.get("avoid", {}), ALLERGENS),
            all_of(named.facts, liked),
        ),
        foods=all_of(named.foods, liked),
        conditions=told(row.get("conditions", "")),
        medicines=told(row.get("medicines", "")),
        consented=bool(table.get("consent")),
    )


def _traits(number: int, row: dict[str, Any], table: dict[str, Any]) -> dict[str, Any]:
    traits = {name: row.get(name) for name in TRAITS}
    return traits | {
        "name": row["name"] or _("Person %(number)d") % {"number": number + 1},
        "birth_date": birth_date_for(row["age"], table["start"]),
        "cramps": row.get("cramps") or Person.Cramps.NONE.value,
        "diet": row.get("diet") or table["diet"],
        "diet_also": list(row.get("also", ())),
    }


def _avoided_by_all(table: dict[str, Any]) -> dict[str, str]:
    facts = [fact for key in table["avoid"] for fact in LEAVE_OUT[key][1]]
    return {fact: RATHER_NOT if fact in ORIGINS else FOR_ALL for fact in facts}


def _known(tenant: Tenant) -> list[tuple[Person, Newcomer]]:
    """Everyone of a household as they were told (3 queries)."""
    people = people_of(tenant).prefetch_related("avoidances", "health_facts")
    return [(person, _as_told(person)) for person in people]


def _as_told(person: Person) -> Newcomer:
    rows = person.avoidances.all()
    return Newcomer(
        traits={name: getattr(person, name) for name in TRAITS},
        facts={row.fact: row.strength for row in rows if row.fact},
        foods={row.food_id: row.strength for row in rows if row.food_id},
        conditions=_texts(person, HealthFact.Kind.CONDITION),
        medicines=_texts(person, HealthFact.Kind.MEDICINE),
    )


def _texts(person: Person, kind: str) -> tuple[str, ...]:
    return tuple(one.text for one in person.health_facts.all() if one.kind == kind)


def _met(tenant: Tenant, new: Sequence[Newcomer]) -> list[Person | Newcomer]:
    """Those who are new, with the person instead where they are here already."""
    known = _known(tenant) if new else []
    return [next((p for p, one in known if one.same_as(asked)), asked) for asked in new]


def _seat(tenant: Tenant, one: Person | Newcomer, by: User | None) -> Person:
    """The person to seat, made where they are new, with what they said and agreed to."""
    if isinstance(one, Person):
        return one
    person = add_person(tenant=tenant, by=by, values=one.traits, via=VIA)
    set_avoidances(person=person, by=by, wanted=one.facts, via=VIA)
    for food in Food.objects.visible_to(tenant).filter(pk__in=one.foods):
        avoid_food(person=person, food=food, strength=one.foods[food.pk], by=by, via=VIA)
    kinds = {HealthFact.Kind.CONDITION: one.conditions, HealthFact.Kind.MEDICINE: one.medicines}
    for kind, texts in kinds.items():
        set_health_facts(person=person, kind=kind, texts=texts, by=by, via=VIA)
    if one.consented:
        give_consent(person=person, via=VIA, by=by)
    return person


def _being_made(
    tenant: Tenant, seats: Sequence[Person | Newcomer], table: dict[str, Any]
) -> Plan | None:
    """The plan a second click asks for again: the same people and meals, still at work."""
    if not all(isinstance(one, Person) for one in seats):
        return None
    running = Plan.objects.of(tenant).filter(
        start=table["start"],
        days=table["days"],
        generations__status=Generation.Status.RUNNING,
    )
    wanted = set(table["slots"]), [one.pk for one in seats if isinstance(one, Person)]
    return next((plan for plan in running if _wishes(plan) == wanted), None)


def _wishes(plan: Plan) -> tuple[set[str], list[int]]:
    slots = {slot.key for slot in plan.slots.all()} - {DRINKS}
    return slots, [seat.person_id for seat in plan.seats.all()]


def birth_date_for(age: int, start: dt.date) -> dt.date:
    """A birth date that makes someone `age` on the first day and for half a year after it."""
    return start - dt.timedelta(days=round((age + 0.5) * 365.25))
