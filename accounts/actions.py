"""Writes of the accounts room: guests and their households, members, deletion."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.links import in_days
from accounts.middleware import SESSION_KEY, VISIT_KEY
from accounts.models import Membership, Tenant, User


class LastOwnerError(Exception):
    """A household or practice would be left without an owner."""


class HasDietitiansError(Exception):
    """A practice with dietitians cannot become a household."""


class HasClientsError(Exception):
    """Nor can one of which other rooms say that somebody is its client; `names` say who."""

    def __init__(self, names: list[str]) -> None:
        super().__init__("a practice with clients")
        self.names = names


def start_guest(*, request: HttpRequest, time_zone: str = "UTC") -> Tenant:
    """A new household, remembered by this browser's session.

    A guest's opens by the session alone; who is signed in owns theirs from the start.
    """
    user = request.user
    if isinstance(user, User):
        tenant = create_household(user=user, time_zone=time_zone)
    else:
        tenant = Tenant.objects.create(time_zone=time_zone)
        request.session.cycle_key()
    request.session[SESSION_KEY] = str(tenant.key)
    return tenant


@transaction.atomic
def create_household(*, user: User, time_zone: str = "UTC") -> Tenant:
    """A household of one's own, without anything in it."""
    tenant = Tenant.objects.create(time_zone=time_zone, is_guest=False)
    Membership.objects.create(tenant=tenant, user=user, role=Membership.Role.OWNER)
    return tenant


@transaction.atomic
def adopt_guest(*, tenant: Tenant, user: User, name: str = "") -> None:
    """Make a guest's household the user's own: from now on its key alone opens nothing."""
    named = {"name": name} if name and not tenant.name else {}
    if not Tenant.objects.filter(pk=tenant.pk, is_guest=True).update(is_guest=False, **named):
        return
    Membership.objects.create(tenant=tenant, user=user, role=Membership.Role.OWNER)
    tenant.is_guest = False


def settle_in(*, request: Any, user: User) -> bool:
    """Give who just signed in their household; True where a visitor's plan is to be asked about.

    The first household of an account is the one of the visit before. With another already there,
    the visit's is kept aside, and its person decides.
    """
    guest = request.tenant if request.tenant and request.tenant.is_guest else None
    usual = user.usual_tenant()
    if usual is None:
        if guest is not None:
            adopt_guest(tenant=guest, user=user)
        return False
    request.session[SESSION_KEY] = str(usual.key)
    if guest is None:
        return False
    request.session[VISIT_KEY] = str(guest.key)
    return True


@transaction.atomic
def set_role(*, member: Membership, role: str) -> None:
    """Give a member another role; raises LastOwnerError where no owner would be left."""
    _lock(member.tenant_id)
    if role != Membership.Role.OWNER:
        _needs_another_owner(member)
    member.role = role
    member.save(update_fields=["role"])


@transaction.atomic
def remove_member(*, member: Membership) -> None:
    """Let a member go; raises LastOwnerError where no owner would be left."""
    _lock(member.tenant_id)
    _needs_another_owner(member)
    member.delete()


@transaction.atomic
def set_kind(*, tenant: Tenant, kind: str) -> None:
    """Make it a practice or a household.

    Raises HasDietitiansError where their role would end, and HasClientsError where somebody sees
    their own record there, or was asked for it: a household has no pages to take that back on.
    """
    _lock(tenant.pk)
    dietitian = Membership.Role.DIETITIAN
    if kind == Tenant.Kind.HOUSEHOLD:
        if tenant.memberships.filter(role=dietitian).exists():
            raise HasDietitiansError
        names = clients_of(tenant)
        if names:
            raise HasClientsError(names)
        tenant.invitations.open_now().filter(role=dietitian).update(revoked_at=timezone.now())
    tenant.kind = kind
    tenant.save(update_fields=["kind"])


def clients_of(tenant: Tenant) -> list[str]:
    """Names of a practice's clients, by what the app of each room says (`clients_of`)."""
    asked = [getattr(room, "clients_of", None) for room in apps.get_app_configs()]
    return [name for ask in asked if ask is not None for name in ask(tenant)]


def ask_deletion(*, tenant: Tenant) -> None:
    """Delete a household with all that is in it, after the days in which it can be taken back."""
    tenant.delete_after = in_days(settings.DELETION_DAYS)
    tenant.save(update_fields=["delete_after"])


def take_back_deletion(*, tenant: Tenant) -> None:
    """Keep the household after all."""
    tenant.delete_after = None
    tenant.save(update_fields=["delete_after"])


@transaction.atomic
def ask_account_deletion(*, user: User) -> None:
    """Delete an account, and the households that are its alone, after the same days.

    Raises LastOwnerError where others would be left in a household without an owner.
    """
    if left_behind(user):
        raise LastOwnerError
    user.delete_after = in_days(settings.DELETION_DAYS)
    user.save(update_fields=["delete_after"])
    Tenant.objects.filter(pk__in=[tenant.pk for tenant in own_alone(user)]).update(
        delete_after=user.delete_after
    )


@transaction.atomic
def take_back_account_deletion(*, user: User) -> None:
    """Keep the account after all, and the households that were to go with it."""
    Tenant.objects.filter(
        pk__in=[tenant.pk for tenant in own_alone(user)], delete_after=user.delete_after
    ).update(delete_after=None)
    user.delete_after = None
    user.save(update_fields=["delete_after"])


def own_alone(user: User) -> list[Tenant]:
    """Households and practices that have no other member (2 queries)."""
    tenants = user.tenants.prefetch_related("memberships")
    return [tenant for tenant in tenants if len(tenant.memberships.all()) == 1]


def left_behind(user: User) -> list[Tenant]:
    """Households and practices that would have members but no owner without this user."""

    def ownerless(tenant: Tenant) -> bool:
        others = [one for one in tenant.memberships.all() if one.user_id != user.pk]
        return bool(others) and all(one.role != Membership.Role.OWNER for one in others)

    return [tenant for tenant in user.tenants.prefetch_related("memberships") if ownerless(tenant)]


def _lock(tenant_id: int) -> None:
    """Two owners who leave at the same moment wait for one another."""
    Tenant.objects.select_for_update().get(pk=tenant_id)


def _needs_another_owner(member: Membership) -> None:
    owner = Membership.Role.OWNER
    others = Membership.objects.filter(tenant=member.tenant_id, role=owner).exclude(pk=member.pk)
    if member.role == owner and not others.exists():
        raise LastOwnerError
