"""A smoothie on several days at once: one change of the plan, so one undo."""

import datetime as dt
from collections.abc import Mapping, Sequence

from planner.actions.meals import here
from planner.editing import Desk, Stamp, editing
from planner.models import Plan
from recipes.models import RecipeRevision


def add_on_days(
    *,
    plan: Plan,
    dates: Sequence[dt.date],
    slot: str,
    revision: RecipeRevision,
    amounts: Mapping[int, float],
    stamp: Stamp,
) -> Desk:
    """Blend it anew on each of these days: a batch a day. Amounts are glasses by person."""
    days = [date.isoformat() for date in dates]
    words = {"days": days, "slot": slot, "dish": revision.name, "date": days[0]}
    verb = "added" if len(days) == 1 else "added_days"
    with editing(plan, stamp, verb, **words) as desk:
        for date in dates:
            batch = desk.add("batch", revision_id=revision.pk, cook_date=date)
            eat = here(desk, {"date": date, "slot": slot}, amounts)
            desk.add_meal(date=date, slot=slot, amounts=eat, batch_id=batch)
    return desk
