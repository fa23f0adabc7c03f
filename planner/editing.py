"""The frame around every write to a plan: one transaction, one revision, one change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from planner.desk import Desk, GoneError, RefusedError
from planner.models import Plan, PlanChange
from planner.table import Out, forget_table, tell_outs
from planner.writing import flush

__all__ = [
    "Desk",
    "GoneError",
    "RefusedError",
    "StalePlanError",
    "Stamp",
    "Step",
    "editing",
    "refuse_stale",
]

#: Edits after which what the solver said of its week ("no other would do better") still holds.
HARMLESS: Final = frozenset(
    {
        "ate",
        "drank",
        "locked",
        "unlocked",
        "noted",
        "slot_added",
        "slot_renamed",
        "slot_moved",
        "slot_removed",
    }
)


class StalePlanError(Exception):
    """The plan changed since the page was made; `changes` tell what happened."""

    def __init__(self, changes: list[PlanChange]) -> None:
        super().__init__("the plan changed meanwhile")
        self.changes = changes


class _NothingChangedError(Exception):
    """Rolls an edit back that changed no row."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which revision an edit was made from, and by whom."""

    revision: int
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step along the line of edits, back or forth: the cursor it leaves."""

    cursor: int


@contextmanager
def editing(
    plan: Plan, stamp: Stamp, verb: str, step: Step | None = None, /, **words: Any
) -> Iterator[Desk]:
    """Run an edit as one change of the plan, on the desk that it yields.

    Raises StalePlanError, with nothing changed, when the plan has moved on from `stamp.revision`.
    An edit that changes no row leaves no trace. `step`: it is no edit, but takes one back or does
    it again.
    """
    desk = Desk(plan)
    try:
        with transaction.atomic():
            _claim(plan, stamp, verb, step)
            desk.quality, desk.words = plan.quality, words
            yield desk
            desk.tidy()
            desk.rows("serving")  # Read with the rest, before somebody else comes.
            _record(desk, stamp, verb, step)
    except _NothingChangedError:
        return
    desk.written()
    plan.revision = stamp.revision + 1
    plan.cursor = step.cursor if step else plan.revision
    plan.quality = desk.quality
    if "slot" in desk.before:
        forget_table(plan)
    elif "out" in desk.before:
        rows = desk.rows("out").items()
        tell_outs(plan, [Out(pk, row["date"], row["slot"], row["person_id"]) for pk, row in rows])


def refuse_stale(plan: Plan, stamp: Stamp) -> None:
    """Raises StalePlanError where the plan is at another revision than the edit was made from."""
    if plan.revision != stamp.revision:
        plan.refresh_from_db(fields=["revision", "quality", "cursor", "start", "days"])
        forget_table(plan)
    if plan.revision != stamp.revision:
        raise StalePlanError(list(plan.changes.filter(revision__gt=min(stamp.revision, 2**31))))


def _claim(plan: Plan, stamp: Stamp, verb: str, step: Step | None) -> None:
    """Take the next revision, or find that somebody else has: one statement, so that of two who
    come at once one goes away."""
    refuse_stale(plan, stamp)
    values: dict[str, Any] = {"revision": F("revision") + 1}
    values["cursor"] = step.cursor if step else stamp.revision + 1
    rows = Plan.objects.filter(pk=plan.pk, revision=stamp.revision)
    if not rows.update(**values | _outdated(plan, verb, step)):
        raise StalePlanError(list(plan.changes.filter(revision__gt=stamp.revision)))


def _outdated(plan: Plan, verb: str, step: Step | None) -> dict[str, Any]:
    """What the solver said of its week holds no more after most edits."""
    if step is not None or verb in HARMLESS or not plan.quality:
        return {}
    return {"quality": {}}


def _record(desk: Desk, stamp: Stamp, verb: str, step: Step | None) -> None:
    """Write the rows and one change that tells of them."""
    plan = desk.plan
    was, now = flush(desk)
    stored = _outdated(plan, verb, step).get("quality", plan.quality)
    if not any(was.values()) and desk.quality == plan.quality:
        raise _NothingChangedError
    if desk.quality == plan.quality and stored != plan.quality:
        desk.quality = stored
    if desk.quality != stored:
        Plan.objects.filter(pk=plan.pk).update(quality=desk.quality)
    if desk.quality != plan.quality:
        was["plan"] = {str(plan.pk): {"quality": plan.quality}}
        now["plan"] = {str(plan.pk): {"quality": desk.quality}}
    desk.made = PlanChange.objects.create(
        plan=plan,
        revision=stamp.revision + 1,
        verb=verb,
        words=desk.words,
        before=was,
        after=now,
        parent=None if step else plan.cursor,
        by_id=stamp.user_id,
    )
