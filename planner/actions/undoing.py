"""Back and forth along the edits of a plan, and to any point of them.

Every edit names the one it came after, so edits form lines; the plan's cursor is the last that
holds. Undo steps to its parent, redo to the cursor's newest child. A new edit begins a new line:
what was undone before it is not done again, but stays in the history and can be restored.
"""

from planner.board import step_back, step_forth
from planner.editing import Desk, RefusedError, Stamp, Step, editing, refuse_stale
from planner.models import Plan


def undo(*, plan: Plan, stamp: Stamp) -> Desk | None:
    """Take the last edit back; None where there is nothing to take back."""
    refuse_stale(plan, stamp)
    last, steps = step_back(plan)
    if last is None or last.parent is None:
        return None
    step = Step(last.parent)
    words = {"undid": last.verb, "of": last.revision, **last.words}
    with editing(plan, stamp, "undid", step, **words) as desk:
        desk.load(last.before)
        desk.steps = steps
    return desk


def redo(*, plan: Plan, stamp: Stamp) -> Desk | None:
    """Do again what was taken back last; None where there is nothing."""
    refuse_stale(plan, stamp)
    following, steps = step_forth(plan)
    if following is None:
        return None
    words = {"redid": following.verb, "of": following.revision, **following.words}
    with editing(plan, stamp, "redid", Step(following.revision), **words) as desk:
        desk.load(following.after)
        desk.steps = steps
    return desk


def restore(*, plan: Plan, revision: int, stamp: Stamp) -> Desk:
    """The plan as it was after `revision`: one change, which itself can be undone.

    Raises RefusedError for a point that never was.
    """
    point = plan.changes.filter(revision=revision).first()
    if revision != 0 and point is None:
        raise RefusedError("unknown point")
    later = plan.changes.filter(revision__gt=revision, revision__lte=stamp.revision)
    words = {"point": revision, "at": point.created_at.isoformat() if point else ""}
    with editing(plan, stamp, "restored", **words) as desk:
        for change in later.order_by("-revision"):
            desk.load(change.before)
    return desk
