"""A plan's own slots: added, renamed, put in another order, removed while empty."""

from django.utils.text import slugify
from django.utils.translation import gettext as _

from planner.editing import Desk, GoneError, RefusedError, Stamp, editing
from planner.history import Row
from planner.models import DRINKS, Plan

#: More would not fit a page.
MOST_SLOTS = 8


def add_slot(*, plan: Plan, name: str, stamp: Stamp) -> Desk:
    """One more meal of every day, after the others."""
    with editing(plan, stamp, "slot_added", name=name) as desk:
        rows = desk.rows("slot")
        if len(rows) > MOST_SLOTS:
            raise RefusedError(_("A day has at most %(most)d meals.") % {"most": MOST_SLOTS})
        _refuse_twice(desk, name)
        last = max(row["position"] for row in rows.values())
        desk.add("slot", key=_free_key(desk, name), name=name, position=last + 1)
    return desk


def _refuse_twice(desk: Desk, name: str, but: int | None = None) -> None:
    names = {row["name"].casefold() for pk, row in desk.rows("slot").items() if pk != but}
    if name.casefold() in names:
        raise RefusedError(_("There is a meal of that name already."))


def _free_key(desk: Desk, name: str) -> str:
    """A key of its own that no slot of this plan has had: meals keep the key, not the name."""
    keys = {row["key"] for row in desk.rows("slot").values()} | {DRINKS, ""}
    base = slugify(name)[:14] or "meal"
    # Not one that the planner fills: a name alone must not make a dish appear.
    found = (f"{base}-{number}" for number in range(1, 1000))
    return next(key for key in found if key not in keys)


def _own(desk: Desk, slot: int) -> Row:
    row = desk.rows("slot").get(slot)
    if row is None or row["key"] == DRINKS:
        raise GoneError
    return row


def rename_slot(*, plan: Plan, slot: int, name: str, stamp: Stamp) -> Desk:
    """Another name for a meal of every day."""
    with editing(plan, stamp, "slot_renamed", name=name) as desk:
        desk.words["was"] = _own(desk, slot)["name"]
        _refuse_twice(desk, name, slot)
        desk.change("slot", slot, name=name)
    return desk


def move_slot(*, plan: Plan, slot: int, by: int, stamp: Stamp) -> Desk:
    """Up or down by one place; at the end nothing changes."""
    with editing(plan, stamp, "slot_moved") as desk:
        _own(desk, slot)
        rows = {pk: row for pk, row in desk.rows("slot").items() if row["key"] != DRINKS}
        order = sorted(rows, key=lambda pk: rows[pk]["position"])
        here = order.index(slot)
        there = min(max(here + by, 0), len(order) - 1)
        order.insert(there, order.pop(here))
        places = sorted(row["position"] for row in rows.values())
        for pk, position in zip(order, places, strict=True):
            desk.change("slot", pk, position=position)
    return desk


def remove_slot(*, plan: Plan, slot: int, stamp: Stamp) -> Desk:
    """Take an empty meal from every day."""
    with editing(plan, stamp, "slot_removed") as desk:
        row = _own(desk, slot)
        desk.words["name"] = row["name"]
        if any(meal["slot"] == row["key"] for meal in desk.rows("meal").values()):
            raise RefusedError(_("Meals are planned there. Move or remove them first."))
        if sum(other["key"] != DRINKS for other in desk.rows("slot").values()) == 1:
            raise RefusedError(_("A plan has at least one meal a day."))
        for pk in [pk for pk, out in desk.rows("out").items() if out["slot"] == row["key"]]:
            desk.drop("out", pk)
        desk.drop("slot", slot)
    return desk
