"""Writes of the planner: every one is one change that can be undone."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import Tenant
from foods.models import Food
from people.models import Person
from planner import history
from planner.editing import Stamp, editing
from planner.models import DRINKS, Batch, Meal, Plan, PlanPerson, PlanSlot, Serving
from recipes.models import RecipeRevision


@transaction.atomic
def create_plan(
    *,
    tenant: Tenant,
    people: Sequence[Person],
    start: dt.date,
    days: int,
    slots: Sequence[tuple[str, str]],
) -> Plan:
    """An empty plan with its people and slots; the drinks row comes by itself."""
    plan = Plan.objects.create(tenant=tenant, start=start, days=days)
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


def replace_board(
    *,
    plan: Plan,
    stamp: Stamp,
    meals: Iterable[NewMeal],
    keep: Iterable[int],
    verb: str,
    quality: dict[str, Any],
) -> None:
    """Put a solved week on the board: meals in `keep` stay, all others make room."""
    with editing(plan, stamp, verb) as board:
        board.quality = quality
        board.meals.exclude(pk__in=list(keep)).delete()
        batches = {batch.pk: batch for batch in board.batches.all()}
        made: dict[Any, Batch] = {}
        for meal in meals:
            _put(board, meal, made, batches)
        _align_cook_dates(board)


def _put(plan: Plan, new: NewMeal, made: dict[Any, Batch], kept: Mapping[int, Batch]) -> Meal:
    batch = None
    if new.revision_id is not None:
        batch = kept.get(new.batch) if isinstance(new.batch, int) else made.get(new.batch)
    if batch is None and new.revision_id is not None:
        batch = Batch.objects.create(
            plan=plan, revision_id=new.revision_id, cook_date=new.cook_date or new.date
        )
        if new.batch is not None:
            made[new.batch] = batch
    meal = Meal.objects.create(
        plan=plan,
        date=new.date,
        slot=new.slot,
        position=_next_position(plan, new.date, new.slot),
        batch=batch,
        food_id=new.food_id,
        locked=new.locked,
        reasons=list(new.reasons),
    )
    Serving.objects.bulk_create(
        Serving(meal=meal, person_id=person, amount=amount)
        for person, amount in new.amounts.items()
        if amount > 0
    )
    return meal


def _next_position(plan: Plan, date: dt.date, slot: str) -> int:
    taken = plan.meals.filter(date=date, slot=slot).aggregate(last=Max("position"))["last"]
    return 0 if taken is None else taken + 1


def _align_cook_dates(plan: Plan) -> None:
    """A batch is cooked no later than it is first eaten, and not before that day either."""
    first: dict[int, dt.date] = {}
    for batch_id, date in plan.meals.filter(batch__isnull=False).values_list("batch_id", "date"):
        first[batch_id] = min(first.get(batch_id, date), date)
    changed = []
    for batch in plan.batches.filter(pk__in=first):
        if batch.cook_date != first[batch.pk]:
            batch.cook_date = first[batch.pk]
            changed.append(batch)
    Batch.objects.bulk_update(changed, ["cook_date"])


def swap_meal(
    *, meal: Meal, revision: RecipeRevision, amounts: Mapping[int, float], stamp: Stamp
) -> None:
    """Another dish in this place; other meals of the old cooking stay as they are."""
    words = {"date": meal.date.isoformat(), "slot": meal.slot, "dish": revision.name}
    with editing(meal.plan, stamp, "swapped", **words) as plan:
        meal.batch = Batch.objects.create(plan=plan, revision=revision, cook_date=meal.date)
        meal.food = None
        meal.reasons = []
        meal.save()
        meal.servings.all().delete()
        _serve(meal, amounts)
        _align_cook_dates(plan)


def _serve(meal: Meal, amounts: Mapping[int, float]) -> None:
    Serving.objects.bulk_create(
        Serving(meal=meal, person_id=person, amount=amount)
        for person, amount in amounts.items()
        if amount > 0
    )


def remove_meal(*, meal: Meal, stamp: Stamp) -> None:
    """Take a meal off the board; leftovers of the same cooking stay."""
    words = {"date": meal.date.isoformat(), "slot": meal.slot, "dish": dish_name(meal)}
    with editing(meal.plan, stamp, "removed", **words) as plan:
        plan.meals.filter(pk=meal.pk).delete()
        _align_cook_dates(plan)


def dish_name(meal: Meal) -> str:
    """What is on the table, in a word."""
    if meal.batch is not None:
        return meal.batch.revision.name
    return meal.food.name if meal.food else ""


def add_recipe(
    *,
    plan: Plan,
    date: dt.date,
    slot: str,
    revision: RecipeRevision,
    amounts: Mapping[int, float],
    stamp: Stamp,
) -> None:
    """Cook a dish for this place."""
    words = {"date": date.isoformat(), "slot": slot, "dish": revision.name}
    with editing(plan, stamp, "added", **words) as board:
        _put(board, NewMeal(date, slot, amounts, revision_id=revision.pk), {}, {})


def add_food(
    *,
    plan: Plan,
    date: dt.date,
    slot: str,
    food: Food,
    amounts: Mapping[int, float],
    stamp: Stamp,
) -> None:
    """Put a food or drink as it is in this place; amounts are grams by person."""
    words = {"date": date.isoformat(), "slot": slot, "dish": food.name}
    with editing(plan, stamp, "added", **words) as board:
        _put(board, NewMeal(date, slot, amounts, food_id=food.pk), {}, {})


def set_amounts(*, meal: Meal, amounts: Mapping[int, float], stamp: Stamp) -> None:
    """Who eats how much of a meal; 0 leaves a person out."""
    words = {"date": meal.date.isoformat(), "slot": meal.slot, "dish": dish_name(meal)}
    with editing(meal.plan, stamp, "portioned", **words):
        kept = {serving.person_id: serving for serving in meal.servings.all()}
        for person, amount in amounts.items():
            if amount <= 0:
                meal.servings.filter(person_id=person).delete()
            elif person in kept:
                kept[person].amount = amount
                kept[person].save(update_fields=["amount"])
            else:
                _serve(meal, {person: amount})


def set_locked(*, meal: Meal, locked: bool, stamp: Stamp) -> None:
    """Keep a meal through refills, or let it go again."""
    words = {"date": meal.date.isoformat(), "slot": meal.slot, "dish": dish_name(meal)}
    with editing(meal.plan, stamp, "locked" if locked else "unlocked", **words):
        meal.locked = locked
        meal.save(update_fields=["locked"])


def add_leftovers(*, meal: Meal, date: dt.date, slot: str, stamp: Stamp) -> None:
    """Eat the same cooking again in another place, in the same portions."""
    words = {"date": date.isoformat(), "slot": slot, "dish": dish_name(meal)}
    amounts = {serving.person_id: serving.amount for serving in meal.servings.all()}
    with editing(meal.plan, stamp, "leftovers", **words) as plan:
        again = Meal.objects.create(
            plan=plan,
            date=date,
            slot=slot,
            position=_next_position(plan, date, slot),
            batch=meal.batch,
        )
        _serve(again, amounts)


@transaction.atomic
def undo(*, plan: Plan, stamp: Stamp) -> str | None:
    """Take the last change back; returns its verb, or None where there is nothing to undo."""
    last = plan.changes.filter(undone=False).exclude(verb="undid").last()
    if last is None:
        return None
    with editing(plan, stamp, "undid", undid=last.verb, **last.words) as board:
        history.restore(board, last.before)
    last.undone = True
    last.save(update_fields=["undone"])
    return last.verb
