"""Meals to other places: moved, exchanged, copied; whole days copied."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from planner.actions.meals import dish_of, here, told
from planner.eaten import told_of
from planner.editing import Desk, RefusedError, Stamp, editing
from planner.history import Row
from planner.models import DRINKS, Meal, Plan
from planner.shelf import stock
from planner.table import table_of

Place = tuple[dt.date, str]


def move_meal(*, meal: Meal, to: Place, stamp: Stamp, exchange: bool = False) -> Desk:
    """Put a meal in another place; `exchange`: what stands there comes here.

    Raises RefusedError where a dish would be eaten longer after its cooking than it keeps.
    """
    with editing(meal.plan, stamp, "exchanged" if exchange else "moved") as desk:
        row = desk.meal(meal.pk)
        origin = (row["date"], row["slot"])
        desk.words |= told(desk, row) | {"to": to[0].isoformat(), "to_slot": to[1]}
        others = [pk for pk in desk.at(*to) if pk != meal.pk] if exchange else []
        _refuse_wrong_rows(desk, [(meal.pk, to), *((pk, origin) for pk in others)])
        if to != origin:
            _put(desk, meal.pk, to)
            for pk in others:
                _put(desk, pk, origin)
            if others:
                desk.words["other"] = dish_of(desk, desk.meal(others[0]))
        _refuse_spoiled(desk, [meal.pk, *others])
    return desk


def _put(desk: Desk, meal: int, to: Place) -> None:
    """The reasons were of the old place; who eats elsewhere then, does."""
    position = desk.next_position(*to)
    desk.change("meal", meal, date=to[0], slot=to[1], position=position, reasons=[])
    desk.serve(meal, here(desk, desk.meal(meal), desk.amounts(meal)))


def _refuse_wrong_rows(desk: Desk, moves: Iterable[tuple[int, Place]]) -> None:
    """No dish and no food goes into the drinks row, and no drink of it elsewhere by exchange."""
    for pk, (_date, slot) in moves:
        if slot == DRINKS and desk.meal(pk)["slot"] != DRINKS:
            raise RefusedError(_("Only drinks go into the drinks row."))


def _refuse_spoiled(desk: Desk, meals: Iterable[int]) -> None:
    """A cooking starts when it is first eaten, and must keep until it is last eaten."""
    batches = {desk.meal(pk)["batch_id"] for pk in meals} - {None}
    keeps = _keeping_days(desk, batches)
    for batch in batches:
        dates = [desk.meal(pk)["date"] for pk in desk.eaten_from(batch)]
        if (max(dates) - min(dates)).days > keeps[batch]:
            name = dish_of(desk, desk.meal(desk.eaten_from(batch)[0]))
            raise RefusedError(
                _("%(dish)s does not keep that long after it is cooked.") % {"dish": name}
            )


def _keeping_days(desk: Desk, batches: Iterable[int]) -> dict[int, int]:
    revisions = {batch: desk.rows("batch")[batch]["revision_id"] for batch in batches}
    shelf = stock(table_of(desk.plan).stamp, revisions.values(), [])
    return {
        batch: shelf.dishes[revision].revision.keeps_days for batch, revision in revisions.items()
    }


def copy_meal(
    *, meal: Meal, places: Sequence[Place], stamp: Stamp, leftovers: bool = False
) -> Desk:
    """The same dish or food in other places: cooked anew each time, or left over from this cooking.

    Raises RefusedError for leftovers that would not keep, or would be eaten before the cooking.
    """
    with editing(meal.plan, stamp, "copied") as desk:
        row = desk.meal(meal.pk)
        desk.words |= told(desk, row) | _told_places(places, leftovers)
        _refuse_wrong_rows(desk, [(meal.pk, place) for place in places])
        cooked = row["batch_id"] is not None
        if leftovers and cooked:
            _refuse_early(desk, row["batch_id"], places)
        for place in places:
            _copy(desk, meal.pk, place, leftovers=leftovers and cooked)
        if leftovers and cooked:
            _refuse_spoiled(desk, [meal.pk])
    return desk


def _told_places(places: Sequence[Place], leftovers: bool) -> dict[str, object]:
    listed = [[date.isoformat(), slot] for date, slot in places]
    return {"places": listed, "leftovers": leftovers}


def _refuse_early(desk: Desk, batch: int, places: Iterable[Place]) -> None:
    cooked = desk.rows("batch")[batch]["cook_date"]
    if any(date < cooked for date, _slot in places):
        raise RefusedError(_("Leftovers are eaten after the cooking, not before it."))


def _copy(desk: Desk, meal: int, to: Place, *, leftovers: bool) -> None:
    row = desk.meal(meal)
    batch = row["batch_id"]
    if batch is not None and not leftovers:
        revision = desk.rows("batch")[batch]["revision_id"]
        batch = desk.add("batch", revision_id=revision, cook_date=to[0])
    amounts = here(desk, {"date": to[0], "slot": to[1]}, desk.amounts(meal))
    kept = {"batch_id": batch, "food_id": row["food_id"], "note": row["note"]}
    desk.add_meal(date=to[0], slot=to[1], amounts=amounts, **kept)


def copy_day(*, plan: Plan, day: dt.date, to: Sequence[dt.date], stamp: Stamp) -> Desk:
    """What is planned on a day, on other days too; what stood there makes room.

    Locked meals stay, and so does what somebody said they ate, drank or skipped. Within the copy
    one cooking of the day stays one; what was left over is cooked anew.
    """
    with editing(plan, stamp, "copied_day", date=day.isoformat()) as desk:
        desk.words["days"] = [date.isoformat() for date in to]
        # What was eaten in place of a meal happened once.
        meals = [pk for pk in desk.on([day]) if not desk.meal(pk)["unplanned"]]
        desk.words["kept"] = sum(_make_room(desk, date) for date in to)
        for date in to:
            _copy_meals(desk, meals, {day: date})
    return desk


def _make_room(desk: Desk, date: dt.date) -> int:
    """Take away what may go from a day; returns how many meals stay."""
    stays = [pk for pk in desk.on([date]) if _stays(desk, pk)]
    for pk in desk.on([date]):
        if pk not in stays:
            desk.drop("meal", pk)
    return len(stays)


def _stays(desk: Desk, meal: int) -> bool:
    """Whether nothing may take its place: locked, told of, or not planned at all."""
    row = desk.meal(meal)
    return row["locked"] or row["unplanned"] or bool(told_of(desk.servings(meal).values()))


def _copy_meals(desk: Desk, meals: Iterable[int], days: Mapping[dt.date, dt.date]) -> None:
    made: dict[int, int] = {}
    for pk in meals:
        row = desk.meal(pk)
        date, batch = days[row["date"]], row["batch_id"]
        if _is_taken(desk, row, date):
            continue
        if batch is not None:
            revision = desk.rows("batch")[batch]["revision_id"]
            if batch not in made:
                made[batch] = desk.add("batch", revision_id=revision, cook_date=date)
            batch = made[batch]
        amounts = here(desk, {"date": date, "slot": row["slot"]}, desk.amounts(pk))
        kept = {"batch_id": batch, "food_id": row["food_id"], "note": row["note"]}
        desk.add_meal(date=date, slot=row["slot"], amounts=amounts, **kept)


def _is_taken(desk: Desk, row: Row, date: dt.date) -> bool:
    """Whether what stayed on a day leaves no room for a copy; drinks go beside other drinks."""
    stayed = [pk for pk in desk.at(date, row["slot"]) if _stays(desk, pk)]
    if row["slot"] != DRINKS:
        return bool(stayed)
    return any(desk.meal(pk)["food_id"] == row["food_id"] for pk in stayed)
