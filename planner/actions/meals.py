"""Edits of one meal. `meal` needs its id and plan only: its row is read within the edit."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from foods.models import Food
from planner.editing import Desk, RefusedError, Stamp, editing
from planner.history import Row
from planner.models import DRINKS, Meal, Plan
from planner.shelf import stock
from planner.table import table_of
from recipes.models import RecipeRevision


def told(desk: Desk, row: Row) -> dict[str, Any]:
    """Where a meal is and what is on the table, for the history."""
    return {"date": row["date"].isoformat(), "slot": row["slot"], "dish": dish_of(desk, row)}


def dish_of(desk: Desk, row: Row) -> str:
    """What is on the table, in a word."""
    batch = desk.rows("batch").get(row["batch_id"])
    revision = batch["revision_id"] if batch else None
    stamp = table_of(desk.plan).stamp
    if revision is not None:
        return stock(stamp, [revision], []).dishes[revision].revision.name
    return stock(stamp, [], [row["food_id"]]).wares[row["food_id"]].food.name


def dish_name(meal: Meal) -> str:
    """What is on the table, in a word."""
    if meal.batch is not None:
        return meal.batch.revision.name
    return meal.food.name if meal.food else ""


def swap_meal(
    *, meal: Meal, revision: RecipeRevision, amounts: Mapping[int, float], stamp: Stamp
) -> Desk:
    """Another dish in this place; other meals of the old cooking stay as they are."""
    with editing(meal.plan, stamp, "swapped") as desk:
        row = desk.meal(meal.pk)
        if row["slot"] == DRINKS:
            raise RefusedError(_("Only drinks go into the drinks row."))
        desk.words |= told(desk, row) | {"dish": revision.name}
        alone = row["batch_id"] is not None and len(desk.eaten_from(row["batch_id"])) == 1
        if alone:
            desk.change("batch", row["batch_id"], revision_id=revision.pk)
            batch = row["batch_id"]
        else:
            batch = desk.add("batch", revision_id=revision.pk, cook_date=row["date"])
        desk.change("meal", meal.pk, batch_id=batch, food_id=None, reasons=[])
        absent = dict.fromkeys(desk.amounts(meal.pk).keys() - amounts.keys(), 0.0)
        desk.serve(meal.pk, here(desk, row, absent | dict(amounts)))
    return desk


def here(desk: Desk, row: Row, amounts: Mapping[int, float]) -> dict[int, float]:
    """Amounts without those of people who eat elsewhere then."""
    table = table_of(desk.plan)
    out = {person for person in amounts if table.is_out(person, row["date"], row["slot"])}
    found = {person: 0.0 if person in out else amount for person, amount in amounts.items()}
    # Somebody put it there although nobody is in: they know better.
    return found if any(found.values()) else dict(amounts)


def remove_meal(*, meal: Meal, stamp: Stamp) -> Desk:
    """Take a meal off the board; leftovers of the same cooking stay."""
    with editing(meal.plan, stamp, "removed") as desk:
        desk.words |= told(desk, desk.meal(meal.pk))
        desk.drop("meal", meal.pk)
    return desk


def add_recipe(
    *,
    plan: Plan,
    date: dt.date,
    slot: str,
    revision: RecipeRevision,
    amounts: Mapping[int, float],
    stamp: Stamp,
) -> Desk:
    """Cook a dish for this place."""
    words = {"date": date.isoformat(), "slot": slot, "dish": revision.name}
    with editing(plan, stamp, "added", **words) as desk:
        batch = desk.add("batch", revision_id=revision.pk, cook_date=date)
        eat = here(desk, {"date": date, "slot": slot}, amounts)
        desk.add_meal(date=date, slot=slot, amounts=eat, batch_id=batch)
    return desk


def add_food(
    *,
    plan: Plan,
    date: dt.date,
    slot: str,
    food: Food,
    amounts: Mapping[int, float],
    stamp: Stamp,
) -> Desk:
    """Put a food or drink as it is in this place; amounts are grams by person."""
    words = {"date": date.isoformat(), "slot": slot, "dish": food.name}
    with editing(plan, stamp, "added", **words) as desk:
        eat = here(desk, {"date": date, "slot": slot}, amounts)
        desk.add_meal(date=date, slot=slot, amounts=eat, food_id=food.pk)
    return desk


def set_amounts(*, meal: Meal, amounts: Mapping[int, float], stamp: Stamp) -> Desk:
    """Who eats how much of a meal; 0 leaves a person out."""
    with editing(meal.plan, stamp, "portioned") as desk:
        desk.words |= told(desk, desk.meal(meal.pk))
        desk.serve(meal.pk, amounts)
    return desk


def set_locked(*, meal: Meal, locked: bool, stamp: Stamp) -> Desk:
    """Keep a meal through refills, or let it go again."""
    with editing(meal.plan, stamp, "locked" if locked else "unlocked") as desk:
        desk.words |= told(desk, desk.meal(meal.pk))
        desk.change("meal", meal.pk, locked=locked)
    return desk


def set_note(*, meal: Meal, note: str, stamp: Stamp) -> Desk:
    """What the cook should know of a meal; "" takes the note away."""
    with editing(meal.plan, stamp, "noted") as desk:
        desk.words |= told(desk, desk.meal(meal.pk))
        desk.change("meal", meal.pk, note=note)
    return desk


def add_leftovers(*, meal: Meal, date: dt.date, slot: str, stamp: Stamp) -> Desk:
    """Eat the same cooking again in another place, in the same portions."""
    with editing(meal.plan, stamp, "leftovers", date=date.isoformat(), slot=slot) as desk:
        row = desk.meal(meal.pk)
        desk.words |= {"dish": dish_of(desk, row)}
        eat = here(desk, {"date": date, "slot": slot}, desk.amounts(meal.pk))
        desk.add_meal(date=date, slot=slot, amounts=eat, batch_id=row["batch_id"])
    return desk
