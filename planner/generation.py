"""Making a week: the question, the solve beside the web server, and the answer on the board.

The solve runs in a worker process, outside any transaction; its result is applied in one short one.
A failed or refused solve leaves the plan as it was.
"""

import datetime as dt
import logging
from concurrent.futures import Future

from django.conf import settings
from django.db import IntegrityError, close_old_connections, transaction
from django.utils import timezone

from accounts.models import Tenant
from planner import workers
from planner.actions import replace_board
from planner.answers import drinks_for, meals_of, quality_of
from planner.board import load_board
from planner.editing import StalePlanError, Stamp
from planner.models import Generation, Plan
from planner.optimiser.problem import Result
from planner.queries import water_values
from planner.questions import Question, is_tap_water, question_of

log = logging.getLogger(__name__)


class BusyError(Exception):
    """Too many weeks are being made at once, or this guest asked too often."""


def start(plan: Plan, *, seed: int = 0) -> Generation:
    """Begin to make or refill a week; returns the row the page polls.

    Raises BusyError when too many run at once or this tenant asked too often.
    """
    refuse_if_busy(plan.tenant)
    people = plan.seats.count()
    seconds = settings.SOLVER_SECONDS_ONE if people == 1 else settings.SOLVER_SECONDS_MANY
    question = question_of(plan, seed=seed, time_limit=seconds)
    try:
        with transaction.atomic():
            row = Generation.objects.create(
                plan=plan, plan_revision=plan.revision, seconds_limit=seconds
            )
    except IntegrityError:
        # A double submit: the first one is already at work.
        return plan.generations.latest("pk")
    try:
        future = workers.submit(question.problem, settings.SOLVER_WORKERS)
    except Exception:
        log.exception("No worker could take a week")
        row.status, row.ended_at = Generation.Status.FAILED, timezone.now()
        row.save(update_fields=["status", "ended_at"])
        return row
    future.add_done_callback(lambda done: _finish(row.pk, question, done))
    return row


def refuse_if_busy(tenant: Tenant | None) -> None:
    """Raise BusyError when the queue is full or this tenant (None: a new one) asked too often."""
    expire_lost()
    running = Generation.objects.filter(status=Generation.Status.RUNNING)
    if running.exclude(plan__tenant=tenant).count() >= settings.SOLVER_QUEUE:
        raise BusyError("queue")
    since = timezone.now() - dt.timedelta(minutes=10)
    recent = Generation.objects.filter(plan__tenant=tenant, started_at__gte=since).count()
    if recent >= settings.GENERATIONS_PER_TEN_MINUTES:
        raise BusyError("rate")


def expire_lost() -> None:
    """Solves whose server went away will never end: call them failed."""
    since = timezone.now() - dt.timedelta(minutes=2)
    Generation.objects.filter(status=Generation.Status.RUNNING, started_at__lt=since).update(
        status=Generation.Status.FAILED, ended_at=timezone.now()
    )


def warm_up() -> None:
    """Start a worker before someone presses the button."""
    workers.warm_up(settings.SOLVER_WORKERS)


def _finish(row_id: int, question: Question, done: "Future[Result]") -> None:
    """Store a finished solve; runs in a thread of the pool."""
    try:
        row = Generation.objects.select_related("plan__tenant").get(pk=row_id)
        if row.status != Generation.Status.RUNNING:
            return
        row.status = _apply(row, question, done)
        row.ended_at = timezone.now()
        row.save()
    except Exception:
        log.exception("A finished week could not be stored")
        Generation.objects.filter(pk=row_id).update(
            status=Generation.Status.FAILED, ended_at=timezone.now()
        )
    finally:
        close_old_connections()


def _apply(row: Generation, question: Question, done: "Future[Result]") -> str:
    if done.cancelled() or done.exception() is not None:
        log.error("The solver failed", exc_info=done.exception())
        return Generation.Status.FAILED
    result = done.result()
    if result.status == "infeasible":
        row.clash = [list(wish) for wish in result.clash.wishes] if result.clash else []
        return Generation.Status.INFEASIBLE
    try:
        put_on_board(row.plan, question, result, Stamp(row.plan_revision))
    except StalePlanError:
        return Generation.Status.FAILED
    return Generation.Status.DONE


def put_on_board(plan: Plan, question: Question, result: Result, stamp: Stamp) -> None:
    """Replace all that is free on the board by the answer, drinks row included."""
    board = load_board(plan, nutrients=("water",))
    water = water_values(("water",))
    targets = {
        person.pk: board.targets(person, plan.dates).targets["water"].amount
        for person in board.people
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
