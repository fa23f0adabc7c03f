"""One function decides who may see or edit a plan: a stranger gets 404, too weak a role 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.http import Request
from accounts.roles import may_edit, role_of
from planner.models import Plan

__all__ = ["may_edit", "plan_required", "role_of"]


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
