"""Invitations by link: made by an owner, taken once by who opens it."""

from django.db import transaction
from django.utils import timezone

from accounts.links import in_days
from accounts.models import Invitation, Membership, Tenant, User


class TakenError(Exception):
    """The invitation was used, revoked or has expired in the meantime."""


@transaction.atomic
def invite(
    *, tenant: Tenant, by: User, role: str, note: str, days: int, name: str = ""
) -> Invitation:
    """A new link by which one person may join with a role; a name for what had none."""
    if name:
        tenant.name = name
        tenant.save(update_fields=["name"])
    return Invitation.objects.create(
        tenant=tenant, created_by=by, role=role, note=note, expires_at=in_days(days)
    )


def may_be_taken(invitation: Invitation | None) -> bool:
    """Whether somebody may still join by it."""
    return invitation is not None and invitation.is_open and not invitation.uses


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> Membership:
    """Join: the link is used up. A member who opens it stays what they are and uses nothing up.

    Raises TakenError where somebody was quicker.
    """
    tenant = invitation.tenant
    member = tenant.memberships.filter(user=user).first()
    if member is not None:
        return member
    # One statement decides: of two who press at once, one joins.
    taken = Invitation.objects.open_now().filter(pk=invitation.pk, uses=0)
    if not taken.update(accepted_by=user, uses=1, last_used_at=timezone.now()):
        raise TakenError
    role = invitation.role if invitation.role in tenant.roles else Membership.Role.VIEWER
    return Membership.objects.create(tenant=tenant, user=user, role=role)
