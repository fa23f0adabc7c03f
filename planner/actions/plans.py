"""Making plans: empty ones, and the week that was solved for one."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import Tenant
from people.models import Person
from planner.editing import Desk, Stamp, editing
from planner.models import DRINKS, Plan, PlanPerson, PlanSlot
from planner.table import table_of


@transaction.atomic
def create_plan(
    *,
    tenant: Tenant,
    people: Sequence[Person],
    start: dt.date,
    days: int,
    slots: Sequence[tuple[str, str]],
    name: str = "",
) -> Plan:
    """An empty plan with its people and slots; the drinks row comes by itself.

    Raises ValueError in words for a person whose sex or birth date is not known yet.
    """
    for person in people:
        person.age_on(start)
    plan = Plan.objects.create(tenant=tenant, start=start, days=days, name=name)
    PlanPerson.objects.bulk_create(
        PlanPerson(plan=plan, person=person, position=n) for n, person in enumerate(people)
    )
    PlanSlot.objects.bulk_create(
        PlanSlot(plan=plan, key=key, name=name, position=n) for n, (key, name) in enumerate(slots)
    )
    PlanSlot.objects.create(plan=plan, key=DRINKS, name="", position=len(slots))
    return plan


@dataclass(frozen=True, slots=True)
class NewMeal:
    """A meal to put on the board. `batch` names the cooking it is eaten from: equal keys share."""

    date: dt.date
    slot: str
    amounts: Mapping[int, float]
    """Person id -> recipe servings, or grams of a food."""
    revision_id: int | None = None
    food_id: int | None = None
    batch: Any = None
    cook_date: dt.date | None = None
    locked: bool = False
    reasons: tuple[Any, ...] = ()
    note: str = ""


def replace_board(
    *,
    plan: Plan,
    stamp: Stamp,
    meals: Iterable[NewMeal],
    keep: Iterable[int],
    verb: str,
    quality: dict[str, Any],
) -> None:
    """Put a solved week on the board: meals in `keep` stay, all others make room.

    Who eats elsewhere gets nothing, whatever the answer says.
    """
    kept = set(keep)
    with editing(plan, stamp, verb) as desk:
        desk.quality = quality
        for meal in [pk for pk in desk.rows("meal") if pk not in kept]:
            desk.drop("meal", meal)
        put_meals(desk, meals)


def put_meals(desk: Desk, meals: Iterable[NewMeal]) -> None:
    """Meals with their cookings; a `batch` that is a row of the plan is eaten from."""
    made: dict[Any, int] = {}
    for new in meals:
        amounts = _of_those_here(desk.plan, new)
        if amounts:
            batch = _batch(desk, new, made) if new.revision_id is not None else None
            desk.add_meal(
                date=new.date,
                slot=new.slot,
                amounts=amounts,
                batch_id=batch,
                food_id=new.food_id,
                locked=new.locked,
                reasons=list(new.reasons),
                note=new.note,
            )


def _of_those_here(plan: Plan, new: NewMeal) -> dict[int, float]:
    table = table_of(plan)
    return {
        person: amount
        for person, amount in new.amounts.items()
        if amount > 0 and not table.is_out(person, new.date, new.slot)
    }


def _batch(desk: Desk, new: NewMeal, made: dict[Any, int]) -> int:
    if isinstance(new.batch, int) and new.batch in desk.rows("batch"):
        return new.batch
    batch = made.get(new.batch) if new.batch is not None else None
    if batch is None:
        cook_date = new.cook_date or new.date
        batch = desk.add("batch", revision_id=new.revision_id, cook_date=cook_date)
        if new.batch is not None:
            made[new.batch] = batch
    return batch
