"""One week being made: looked after by a thread until it stands on the board or is called off.

The thread is the go-between of a worker and a `Generation` row: it stores every better week, and
reads what the person wants. It alone ends a solve well, in one short transaction.
"""

import datetime as dt
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic
from typing import Any, Final

from django.conf import settings
from django.db import OperationalError, close_old_connections, connections, transaction
from django.utils import timezone

from planner import workers
from planner.actions import replace_board
from planner.answers import drinks_for, meals_of, quality_of
from planner.arriving import Entry, best_of
from planner.board import load_board
from planner.editing import StalePlanError, Stamp
from planner.models import DRINKS, Generation, Meal, Plan
from planner.optimiser.problem import Result
from planner.problems import water_target
from planner.queries import water_values
from planner.questions import Question, is_tap_water
from recipes.models import RecipeRevision

log = logging.getLogger(__name__)

#: Seconds between two looks at worker and row.
TICK: Final = 0.2
#: Seconds that a worker has for its last words (reasons, proofs) once the week is taken.
LAST_WORDS: Final = 4.0

#: Looks that may fail before a week is given up (expire_lost then calls it failed).
MOST_MISSES: Final = 20

#: The code of a limit that nobody wrote down for somebody: within it, more dishes would be left.
OWN_LIMIT: Final = "own_limit"

#: Weeks that threads of this process look after, by row.
_here: dict[int, "Making"] = {}


@dataclass
class Making:
    """A solve under way, and what is known of it."""

    row: int
    question: Question
    job: workers.Job
    best: Result | None = None
    names: dict[str, str] = field(default_factory=dict)
    fixed: list[Entry] = field(default_factory=list)
    hurried: float | None = None
    misses: int = 0
    woken: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)

    def run(self) -> None:
        """Look until it is over; the body of a thread."""
        self.job.future.add_done_callback(lambda _done: self.woken.set())
        try:
            while not self.step():
                if self.misses:
                    close_old_connections()
                self.woken.wait(TICK)
                self.woken.clear()
        finally:
            _here.pop(self.row, None)
            self.ended.set()
            connections.close_all()

    def step(self) -> bool:
        """One look at worker and row; whether all is done. A failure leaves the board as it was."""
        over = True
        try:
            over = self._look()
        except OperationalError:
            # A busy database, or a connection that it dropped: `run` looks again on a fresh one.
            self.misses += 1
            over = self.misses > MOST_MISSES
            log.warning("A look at a week failed", exc_info=True)
        except Exception:
            log.exception("A week could not be stored")
            self._close(Generation.Status.FAILED)
        finally:
            if over:
                self.job.stop()
                self.job.close()
        return over

    def _look(self) -> bool:
        if self.job.future.done():
            self._end()
            return True
        row = Generation.objects.select_related("plan").filter(pk=self.row).first()
        if row is None or not row.is_running:
            return True
        self._store_news(row)
        if not row.taken and nobody_waits(row):
            return self._unattended(row)
        return row.taken and self._hurry()

    def _store_news(self, row: Generation) -> None:
        """Put a better week on the row, and that a worker has begun."""
        news = self.job.news()
        changes: dict[str, Any] = {}
        if self.job.began and row.began_at is None:
            changes["began_at"] = row.began_at = timezone.now()
        if news is not None:
            self.best = news
            changes["best"] = best_of(news, self._names(), self.fixed, row.best)
        if changes:
            self._running().update(**changes)

    def _names(self) -> dict[str, str]:
        """Names of the dishes, and what is kept besides dishes; read once, with the first week."""
        if not self.names:
            keys = {dish.key.partition("@")[0] for dish in self.question.problem.dishes}
            names = RecipeRevision.objects.filter(pk__in=keys).values_list("pk", "name")
            self.names = {str(key): name for key, name in names}
            kept = Meal.objects.filter(pk__in=self.question.keep, food__isnull=False)
            self.fixed = [
                _entry(m) for m in kept.exclude(slot=DRINKS).select_related("food", "plan")
            ]
        return self.names

    def _unattended(self, row: Generation) -> bool:
        """Nobody waits: free the worker. A first week is kept, an old one stays (decision 0013)."""
        if row.is_first and row.best:
            self._running().update(taken=True)
            return self._hurry()
        self._close(Generation.Status.LEFT)
        return True

    def _hurry(self) -> bool:
        """The week is taken: the worker may finish its sentence, but not go on for long."""
        if self.hurried is None:
            self.hurried = monotonic()
            self.job.stop()
        if self.best is None or monotonic() - self.hurried < LAST_WORDS:
            return False
        self._end(self.best)
        return True

    def _running(self) -> Any:
        return Generation.objects.filter(pk=self.row, status=Generation.Status.RUNNING)

    def _close(self, status: str) -> None:
        self._running().update(status=status, ended_at=timezone.now())

    @transaction.atomic
    def _end(self, given: Result | None = None) -> None:
        """Store how it went: the worker's answer, or `given` instead of it."""
        rows = Generation.objects.select_related("plan__tenant").select_for_update(of=("self",))
        row = rows.filter(pk=self.row).first()
        if row is None or not row.is_running:
            return
        result = given or self._answer(row)
        row.status = Generation.Status.FAILED if result is None else self._apply(row, result)
        row.ended_at = timezone.now()
        row.best = {key: value for key, value in row.best.items() if key != "meals"}
        row.save()

    def _answer(self, row: Generation) -> Result | None:
        """The worker's answer; None where it failed and nobody asked for less."""
        future = self.job.future
        if not future.cancelled() and future.exception() is None:
            return future.result()
        log.error("The solver failed", exc_info=None if future.cancelled() else future.exception())
        return self.best if row.taken else None

    def _apply(self, row: Generation, result: Result) -> str:
        if result.status == "infeasible":
            row.clash = clash_of(self.question, result)
            return Generation.Status.INFEASIBLE
        try:
            put_on_board(row.plan, self.question, result, Stamp(row.plan_revision))
        except StalePlanError:
            return Generation.Status.FAILED
        return Generation.Status.DONE


def clash_of(question: Question, result: Result) -> list[list[str]]:
    """The wishes that clash; where no dish is left, also the limits that would let some in."""
    wishes = [list(wish) for wish in result.clash.wishes] if result.clash else []
    if any(code == "no_dish" for code, _subject in wishes):
        wishes += [[OWN_LIMIT, f"{who}:{nutrient}"] for who, nutrient in question.own_limits]
    return wishes


def _entry(meal: Meal) -> Entry:
    """A kept food of the board in the preview."""
    name = meal.food.name if meal.food else ""
    day = (meal.date - meal.plan.start).days
    return {"day": day, "slot": meal.slot, "name": name, "leftover": False, "changed": False}


def nobody_waits(row: Generation) -> bool:
    """Whether the page that asked for a week has not been heard of for a while."""
    patience = dt.timedelta(seconds=settings.SOLVER_UNSEEN_SECONDS)
    return timezone.now() - (row.seen_at or row.started_at) > patience


def attend(making: Making) -> None:
    """Look after a week in a thread of its own; there are never more than the queue takes."""
    _here[making.row] = making
    Thread(target=making.run, name=f"week-{making.row}", daemon=True).start()


def wake(row: int, seconds: float = 0.0) -> None:
    """Have a week looked at now, if it is this process's, and wait so long for its end."""
    with suppress(KeyError):
        making = _here[row]
        making.woken.set()
        making.ended.wait(seconds)


def put_on_board(plan: Plan, question: Question, result: Result, stamp: Stamp) -> None:
    """Replace all that is free on the board by the answer, drinks row included."""
    board = load_board(plan, nutrients=("water",))
    water = water_values(("water",))
    targets = {
        person.pk: water_target(board.targets(person, plan.dates)) for person in board.people
    }
    kept_drinks = [
        card.meal.date
        for card in board.all_cards()
        if is_tap_water(card) and card.meal.pk in question.keep
    ]
    drinks = drinks_for(plan, question, result, targets, water.id, kept_drinks)
    replace_board(
        plan=plan,
        stamp=stamp,
        meals=[*meals_of(plan, question, result), *drinks],
        keep=question.keep,
        verb="planned",
        quality=quality_of(result),
    )
