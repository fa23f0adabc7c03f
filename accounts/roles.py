"""What a visitor may do in their tenant: a stranger gets 404, too weak a role 403."""

from functools import wraps
from typing import Any, Final, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import OpenRequest, Request, View, redirect_to
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
    member: Membership | None = getattr(request, "membership", None)
    if member is None or member.tenant_id != request.tenant.pk:
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


def owner_required(view: View) -> View:
    """Only an owner comes in; everyone else of the household gets 403. A guest owns their own."""

    @wraps(view)
    def checked(request: Request, *args: Any, **more: Any) -> HttpResponse:
        if role_of(request) != Membership.Role.OWNER:
            raise PermissionDenied
        return view(request, *args, **more)

    return cast(View, checked)


def account_required(view: View) -> View:
    """A household has members only once somebody signed up: a guest is asked to, in words."""

    @wraps(view)
    def checked(request: Request, *args: Any, **more: Any) -> HttpResponse:
        if not request.tenant.is_guest:
            return view(request, *args, **more)
        messages.info(request, _("Make an account first: then others can join your household."))
        return redirect_to(request, reverse("account_signup"))

    return cast(View, checked)
