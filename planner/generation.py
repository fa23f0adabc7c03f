"""Making a week: asked for, watched, taken early or called off.

The solve runs in a worker process, outside any transaction (planner/making.py looks after it).
A failed, refused or forsaken solve leaves the plan as it was.
"""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Tenant
from accounts.throttling import asks_too_often
from planner import making, workers
from planner.arriving import Line
from planner.models import Generation, Plan
from planner.questions import Question, question_of
from planner.wayout import Wish, loosened

log = logging.getLogger(__name__)

#: Seconds between two marks that somebody waits: polls come oftener.
MARK_EVERY: Final = 2.0
#: Over so many seconds it is counted how often somebody asks.
TEN_MINUTES: Final = 600
#: Seconds that "take this week" waits for the week, so that most people see it at once.
TAKE_SECONDS: Final = 1.5


#: The code of a clash that no wish can mend: somebody at the table gets no plan.
NO_PLAN: Final = "no_plan"


class BusyError(Exception):
    """Too many weeks are being made at once, or this guest asked too often."""


def start(plan: Plan, *, seed: int = 0, given_up: Sequence[Wish] = ()) -> Generation:
    """Begin to make or refill a week, without the wishes in `given_up`; returns the polled row.

    Waits for the week for a moment (settings.SOLVER_MOMENT, seconds): most stand by then, and
    nobody sees a page that is gone before it can be read. The row may be older than the database.
    Raises BusyError when too many run at once or this tenant asked too often.
    """
    refuse_if_busy(plan.tenant)
    people = plan.seats.count()
    seconds = settings.SOLVER_SECONDS_ONE if people == 1 else settings.SOLVER_SECONDS_MANY
    question = question_of(plan, seed=seed, time_limit=seconds)
    if question.no_plan:
        return _refused(plan, question)
    question = replace(question, problem=loosened(question.problem, given_up))
    try:
        with transaction.atomic():
            row = Generation.objects.create(
                plan=plan,
                plan_revision=plan.revision,
                seconds_limit=seconds,
                given_up=[list(wish) for wish in given_up],
            )
    except IntegrityError:
        # A double submit: the first one is already at work.
        return plan.generations.latest("pk")
    try:
        job = workers.submit(question.problem, settings.SOLVER_WORKERS)
    except Exception:
        log.exception("No worker could take a week")
        row.status, row.ended_at = Generation.Status.FAILED, timezone.now()
        row.save(update_fields=["status", "ended_at"])
        return row
    making.attend(making.Making(row.pk, question, job))
    making.wake(row.pk, settings.SOLVER_MOMENT)
    return row


def _refused(plan: Plan, question: Question) -> Generation:
    """A week that the safety rules forbid: no solve; the week page says why and where to turn."""
    return Generation.objects.create(
        plan=plan,
        plan_revision=plan.revision,
        seconds_limit=0.0,
        status=Generation.Status.INFEASIBLE,
        ended_at=timezone.now(),
        clash=[[NO_PLAN, f"{person}:{rule}"] for person, rule in question.no_plan],
    )


def refuse_if_busy(tenant: Tenant | None) -> None:
    """Raise BusyError when the queue is full or this tenant (None: a new one) asked too often."""
    expire_lost()
    running = Generation.objects.filter(status=Generation.Status.RUNNING)
    if running.exclude(plan__tenant=tenant).count() >= settings.SOLVER_QUEUE:
        raise BusyError("queue")
    since = timezone.now() - dt.timedelta(seconds=TEN_MINUTES)
    recent = Generation.objects.filter(plan__tenant=tenant, started_at__gte=since).count()
    if recent >= settings.GENERATIONS_PER_TEN_MINUTES:
        raise BusyError("rate")


def refuse_if_often(request: HttpRequest) -> None:
    """Raise BusyError when guests of this address asked too often in ten minutes, each counted.

    Who is signed in is counted by household alone (`refuse_if_busy`): a guest is new with every
    visit without a cookie.
    """
    most = settings.GENERATIONS_PER_ADDRESS
    guest = not request.user.is_authenticated
    if guest and asks_too_often(request, "generate", most=most, seconds=TEN_MINUTES):
        raise BusyError("rate")


def expire_lost() -> None:
    """Solves whose server went away will never end: call them failed."""
    Generation.objects.filter(
        status=Generation.Status.RUNNING, started_at__lt=_lost_before()
    ).update(status=Generation.Status.FAILED, ended_at=timezone.now())


def _lost_before() -> dt.datetime:
    """A solve that started before this, and still runs, has nobody who looks after it."""
    longest = max(settings.SOLVER_SECONDS_ONE, settings.SOLVER_SECONDS_MANY)
    return timezone.now() - dt.timedelta(minutes=2, seconds=longest)


def current(plan: Plan) -> Generation | None:
    """The newest solve of a plan (1 query; more only where one was lost)."""
    row = plan.generations.first()
    if row is not None and row.is_running and row.started_at < _lost_before():
        expire_lost()
        row.refresh_from_db()
    return row


def seen(row: Generation) -> None:
    """Someone waits for this week: noted at most every MARK_EVERY seconds (1 query, or none)."""
    now = timezone.now()
    last = row.seen_at or row.started_at
    if (now - last).total_seconds() >= MARK_EVERY:
        running = Generation.objects.filter(pk=row.pk, status=Generation.Status.RUNNING)
        running.update(seen_at=now)


def line_of(row: Generation) -> Line:
    """Where a week waits for a worker (1 query); it waits no more once one has begun."""
    if row.began_at is not None:
        return Line()
    running = Generation.objects.filter(status=Generation.Status.RUNNING)
    counted = running.aggregate(
        before=Count("pk", filter=Q(began_at__isnull=True, pk__lt=row.pk)),
        begun=Count("pk", filter=Q(began_at__isnull=False)),
    )
    return Line(counted["before"], counted["begun"] >= settings.SOLVER_WORKERS)


def take(plan: Plan, row_id: int) -> None:
    """Have the best week so far on the board, now; nothing happens where there is none to take."""
    rows = plan.generations.filter(pk=row_id, status=Generation.Status.RUNNING)
    if rows.exclude(best={}).update(taken=True):
        making.wake(row_id, TAKE_SECONDS)


def keep(plan: Plan, row_id: int) -> None:
    """Call a week off: the plan stays as it was, and the worker is free."""
    rows = plan.generations.filter(pk=row_id, status=Generation.Status.RUNNING)
    if rows.update(status=Generation.Status.KEPT, ended_at=timezone.now()):
        making.wake(row_id)


def warm_up() -> None:
    """Start a worker before someone presses the button."""
    workers.warm_up(settings.SOLVER_WORKERS)
