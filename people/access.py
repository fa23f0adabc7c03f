"""One function decides who may see or edit a person: a stranger gets 404, too weak a role 403.

In a practice everyone with a role sees every client; who may only look sees what the table has to
know (names, diet, what is avoided) but no health facts.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.http import OpenRequest, Request
from accounts.models import Tenant
from accounts.roles import may_edit
from people.models import Person

__all__ = ["may_edit", "may_see_health", "person_required", "practice_required"]


def may_see_health(request: Request | OpenRequest) -> bool:
    """Whether conditions, medicines, measurements and intakes may be shown to this visitor."""
    return may_edit(request)


def person_required(
    *, edit: bool = False, health: bool = False, practice: bool = False
) -> Callable[..., Callable[..., HttpResponse]]:
    """Turn `person_id` into a person of this visitor's tenant, or refuse.

    `edit`: who may only look gets 403. `health`: the page speaks of health facts, so who may only
    look gets 403 too. `practice`: a household has no such page (404). Archived people are found:
    whether they may be changed is the action's. The view is called with `person` in place of
    `person_id`.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: Request, person_id: int, **kwargs: Any) -> HttpResponse:
            if practice and request.tenant.kind != Tenant.Kind.PRACTICE:
                raise Http404
            person = get_object_or_404(Person.objects.of(request.tenant), pk=person_id)
            # The tenant is at hand: no query for what is known.
            person.tenant = request.tenant
            if edit and not may_edit(request):
                raise PermissionDenied
            if health and not may_see_health(request):
                raise PermissionDenied
            return view(request, person, **kwargs)

        return checked

    return decorate


def practice_required(
    *, edit: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Pages that only a practice has: 404 for a household, 403 for who may only look on `edit`."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: Request, **kwargs: Any) -> HttpResponse:
            if request.tenant.kind != Tenant.Kind.PRACTICE:
                raise Http404
            if edit and not may_edit(request):
                raise PermissionDenied
            return view(request, **kwargs)

        return checked

    return decorate
