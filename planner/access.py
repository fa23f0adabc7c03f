"""One function decides who may see or edit a plan: a stranger gets 404, too weak a role 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.http import Request
from accounts.models import Membership
from planner.models import Plan

EDITING_ROLES = frozenset(
    {Membership.Role.OWNER, Membership.Role.EDITOR, Membership.Role.DIETITIAN}
)


def role_of(request: Request) -> str:
    """The role of this visitor in their tenant; raises Http404 for someone who has none."""
    if request.tenant.is_guest:
        return Membership.Role.OWNER
    if not request.user.is_authenticated:
        raise Http404
    member = Membership.objects.filter(tenant=request.tenant, user=request.user).first()
    if member is None:
        raise Http404
    return member.role


def may_edit(request: Request) -> bool:
    """Whether this visitor may change what their tenant has."""
    return role_of(request) in EDITING_ROLES


def plan_required(*, edit: bool = False) -> Callable[..., Callable[..., HttpResponse]]:
    """Turn `plan_id` into a plan of this visitor's tenant, or refuse."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: Request, plan_id: int, **kwargs: Any) -> HttpResponse:
            plan = get_object_or_404(Plan.objects.of(request.tenant), pk=plan_id)
            if edit and not may_edit(request):
                raise PermissionDenied
            return view(request, plan, **kwargs)

        return checked

    return decorate
