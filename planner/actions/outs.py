"""Days out: someone, or everyone, eats elsewhere."""

import datetime as dt

from people.models import Person
from planner.eaten import told_of
from planner.editing import Desk, GoneError, Stamp, editing
from planner.models import Plan, PlanSlot
from planner.table import table_of


def set_out(
    *, plan: Plan, date: dt.date, slot: PlanSlot | None, person: Person | None, stamp: Stamp
) -> Desk:
    """Nothing is planned for a person (None: everyone) in a slot (None: the whole day).

    What they would have eaten then goes, but for what they said of it; a meal that nobody has any
    more goes too.
    """
    with editing(plan, stamp, "went_out", date=date.isoformat()) as desk:
        desk.words |= _told(slot.name if slot else "", person)
        key, who = slot.key if slot else "", person.pk if person else None
        same = {"date": date, "slot": key, "person_id": who}
        if same not in desk.rows("out").values():
            desk.add("out", **same)
        for meal in desk.on([date]):
            if key in ("", desk.meal(meal)["slot"]):
                _leave(desk, meal, who)
    return desk


def _told(slot_name: str, person: Person | None) -> dict[str, str]:
    return {"slot_name": slot_name, "who": person.name if person else ""}


def _leave(desk: Desk, meal: int, person: int | None) -> None:
    told = told_of(desk.servings(meal).values())
    leaving = {one for one in desk.amounts(meal) if person in (None, one) and one not in told}
    if leaving == desk.amounts(meal).keys():
        desk.drop("meal", meal)
    else:
        desk.serve(meal, dict.fromkeys(leaving, 0.0))


def back_in(*, plan: Plan, out: int, stamp: Stamp) -> Desk:
    """They eat here after all; what is put before them is chosen anew."""
    with editing(plan, stamp, "came_back") as desk:
        row = desk.rows("out").get(out)
        if row is None:
            raise GoneError
        table = table_of(plan)
        names = {slot.key: slot.name for slot in table.slots}
        person = next((p for p in table.people if p.pk == row["person_id"]), None)
        desk.words |= {"date": row["date"].isoformat()}
        desk.words |= _told(names.get(row["slot"], ""), person)
        desk.drop("out", out)
    return desk
