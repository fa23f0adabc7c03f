"""Grants: a client's own account comes to see the client's record."""

from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.links import in_days
from accounts.models import User
from people.models import GrantInvitation, Person, PersonGrant

#: An invitation opens for two weeks, and once.
DAYS: Final = 14


class TakenError(Exception):
    """The invitation was taken up, closed or has expired in the meantime."""


def invite(*, person: Person, by: User | None) -> GrantInvitation:
    """A new link by which one account comes to see this person's plans."""
    return GrantInvitation.objects.create(person=person, created_by=by, expires_at=in_days(DAYS))


@transaction.atomic
def accept(*, invitation: GrantInvitation, user: User) -> PersonGrant:
    """Take an invitation up: the link is used. Who has the grant already uses nothing up.

    Raises TakenError where it opens no more, or somebody was quicker.
    """
    grant = PersonGrant.objects.filter(person=invitation.person_id, user=user).first()
    if grant is not None:
        return grant
    # One statement decides: of two who press at once, one comes in.
    now = timezone.now()
    taken = GrantInvitation.objects.open_now().filter(pk=invitation.pk, uses=0)
    if not taken.update(accepted_by=user, uses=1, last_used_at=now):
        raise TakenError
    return PersonGrant.objects.create(person_id=invitation.person_id, user=user)
