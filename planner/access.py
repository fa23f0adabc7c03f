"""One function decides who may see or edit a plan: a stranger gets 404, too weak a role 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.http import OpenRequest, Request
from accounts.roles import may_edit, role_of
from planner.models import Plan, PlanPerson
from planner.table import seated_plan

__all__ = ["granted_plan", "may_edit", "plan_required", "role_of"]


def plan_required(*, edit: bool = False) -> Callable[..., Callable[..., HttpResponse]]:
    """Turn `plan_id` into a plan of this visitor's tenant, or refuse."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: Request, plan_id: int, **kwargs: Any) -> HttpResponse:
            plan = _asked_for(request, plan_id, edit=edit)
            if edit and not may_edit(request):
                raise PermissionDenied
            return view(request, plan, **kwargs)

        return checked

    return decorate


def _asked_for(request: Request, plan_id: int, *, edit: bool) -> Plan:
    """The plan, with its table where it is to be edited: every edit needs that too."""
    if not edit:
        return get_object_or_404(Plan.objects.of(request.tenant), pk=plan_id)
    plan = seated_plan(request.tenant, plan_id)
    if plan is None:
        raise Http404
    return plan


def granted_plan(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Turn `plan_id` into a plan at which someone sits whom this user has a grant for, as of now.

    The view is called with the plan and the ids of those persons (2 queries). Everything else,
    the rest of the same table included, is not theirs to see.
    """

    @wraps(view)
    def checked(request: OpenRequest, plan_id: int, **kwargs: Any) -> HttpResponse:
        seats = PlanPerson.objects.filter(plan=plan_id, person__grants__user=request.user.pk)
        people = frozenset(seats.values_list("person", flat=True))
        if not people:
            raise Http404
        plan = get_object_or_404(Plan.objects.select_related("tenant"), pk=plan_id)
        return view(request, plan, people=people, **kwargs)

    return checked
