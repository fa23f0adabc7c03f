"""The frame around every write to a plan: one transaction, one revision, one change."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from planner import history
from planner.models import Batch, Plan, PlanChange

#: Edits after which what the solver said of its week ("no other would do better") holds no more.
OUTDATING: Final = frozenset({"swapped", "removed", "added", "portioned", "leftovers"})


class StalePlanError(Exception):
    """The plan changed since the page was made; `changes` tell what happened."""

    def __init__(self, changes: list[PlanChange]) -> None:
        super().__init__("the plan changed meanwhile")
        self.changes = changes


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which revision an edit was made from, and by whom."""

    revision: int
    user_id: int | None = None


@contextmanager
def editing(plan: Plan, stamp: Stamp, verb: str, **words: Any) -> Iterator[Plan]:
    """Run an edit as one change of the plan.

    Raises StalePlanError, with nothing changed, when the plan has moved on from `stamp.revision`.
    An edit that changes no row leaves no trace.
    """
    with transaction.atomic():
        locked = Plan.objects.select_for_update().get(pk=plan.pk)
        if locked.revision != stamp.revision:
            raise StalePlanError(list(locked.changes.filter(revision__gt=stamp.revision)))
        before = history.snapshot(locked)
        yield locked
        _drop_empty_batches(locked)
        was, now = history.difference(before, history.snapshot(locked))
        if any(was.values()) and verb in OUTDATING:
            locked.quality = {}
            was, now = history.difference(before, history.snapshot(locked))
        if any(was.values()):
            _record(locked, stamp, verb, words, was, now)
    plan.revision = locked.revision


def _drop_empty_batches(plan: Plan) -> None:
    """A batch nobody eats is not cooked."""
    Batch.objects.filter(plan=plan, meals__isnull=True).delete()


def _record(
    plan: Plan,
    stamp: Stamp,
    verb: str,
    words: dict[str, Any],
    was: history.Rows,
    now: history.Rows,
) -> None:
    plan.revision += 1
    plan.save(update_fields=["revision", "quality"])
    PlanChange.objects.create(
        plan=plan,
        revision=plan.revision,
        verb=verb,
        words=words,
        before=was,
        after=now,
        by_id=stamp.user_id,
    )
