"""What is not kept for ever: asked to be deleted, forgotten guests, old forms, ended sessions.

It stands in the highest room because it knows rows of several.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.actions import left_behind
from accounts.models import Invitation, Tenant, User
from people.models import Intake


@dataclass(frozen=True, slots=True)
class Kept:
    """What `tidy` looks through: a name for the report, and the rows that are due."""

    name: str
    due: Callable[[dt.datetime], QuerySet[Any]]


def _asked_for(now: dt.datetime) -> QuerySet[Tenant]:
    return Tenant.objects.filter(delete_after__lte=now)


def _guests(now: dt.datetime) -> QuerySet[Tenant]:
    unseen = now - dt.timedelta(days=settings.GUEST_DAYS)
    return Tenant.objects.filter(is_guest=True, last_seen_at__lte=unseen)


def _intakes(now: dt.datetime) -> QuerySet[Intake]:
    """Answers that were taken over stand in the person's record; older ones were left lying."""
    old = now - dt.timedelta(days=settings.INTAKE_DAYS)
    return Intake.objects.filter(submitted_at__lte=old)


def _invitations(now: dt.datetime) -> QuerySet[Invitation]:
    """Links that opened nothing for as long as a guest is remembered."""
    old = now - dt.timedelta(days=settings.GUEST_DAYS)
    return Invitation.objects.filter(Q(expires_at__lte=old) | Q(revoked_at__lte=old))


def _sessions(now: dt.datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lte=now)


#: In this order: what goes with a household is not counted again.
KEPT = (
    Kept("households and practices asked to be deleted", _asked_for),
    Kept("guests not seen for long", _guests),
    Kept("answers to intake forms", _intakes),
    Kept("old invitations", _invitations),
    Kept("ended sessions", _sessions),
)


def tidy(*, dry_run: bool, now: dt.datetime | None = None) -> dict[str, int]:
    """Delete what is due; how many of what. A dry run counts and deletes nothing.

    Row by row, each in a transaction of its own: one that cannot go keeps no other.
    """
    now = now or timezone.now()
    counts = {}
    for kept in KEPT:
        keys = list(kept.due(now).values_list("pk", flat=True))
        if not dry_run:
            for key in keys:
                _delete(kept, key, now)
        counts[kept.name] = len(keys)
    return counts | _tidy_accounts(now, dry_run=dry_run)


@transaction.atomic
def _delete(kept: Kept, key: Any, now: dt.datetime) -> None:
    # Asked again, because somebody may have come back or taken it back since.
    kept.due(now).filter(pk=key).delete()


def _tidy_accounts(now: dt.datetime, *, dry_run: bool) -> dict[str, int]:
    """Accounts asked to be deleted, but for the only owners of what others are members of."""
    gone = kept = 0
    for user in User.objects.filter(delete_after__lte=now):
        if left_behind(user):
            kept += 1
            continue
        gone += 1
        if not dry_run:
            user.delete()
    return {
        "accounts asked to be deleted": gone,
        "accounts kept, being the only owner where others are members": kept,
    }
