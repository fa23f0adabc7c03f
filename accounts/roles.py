"""What a visitor may do in their tenant: a stranger gets 404, too weak a role 403."""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.http import OpenRequest, Request
from accounts.models import Membership

EDITING_ROLES: Final = frozenset(
    {Membership.Role.OWNER, Membership.Role.EDITOR, Membership.Role.DIETITIAN}
)


def role_of(request: Request | OpenRequest) -> str:
    """The role of this visitor in their tenant; raises Http404 for someone who has none."""
    if request.tenant is None:
        raise Http404
    if request.tenant.is_guest:
        return Membership.Role.OWNER
    if not request.user.is_authenticated:
        raise Http404
    member = Membership.objects.filter(tenant=request.tenant, user=request.user).first()
    if member is None:
        raise Http404
    return member.role


def may_edit(request: Request | OpenRequest) -> bool:
    """Whether this visitor may change what their tenant has."""
    return role_of(request) in EDITING_ROLES


def refuse_viewers(request: Request | OpenRequest) -> None:
    """Raise PermissionDenied for who may only look; someone without a tenant may begin."""
    if request.tenant is not None and not may_edit(request):
        raise PermissionDenied
