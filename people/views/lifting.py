"""What follows from a person's conditions and medicines, and which of it a dietitian lifted."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to
from accounts.models import Membership, Tenant
from accounts.roles import role_of
from people import lifting
from people.access import person_required
from people.following import followings, of_stage
from people.models import Person
from people.queries import care_on
from people.views.pages import user_of

#: Who may lift a limit, in a practice.
LIFTERS = frozenset({Membership.Role.DIETITIAN, Membership.Role.OWNER})


class LiftForm(forms.Form):
    """Why a limit is lifted."""

    reason = forms.CharField(
        max_length=400,
        error_messages={
            "required": gettext_lazy("Write down why: the reason stands wherever the limit did."),
            "max_length": gettext_lazy("Please keep the reason under 400 characters."),
        },
    )


def may_lift(request: Request) -> bool:
    """Whether this visitor may lift a limit: a dietitian or the owner of a practice."""
    return request.tenant.kind == Tenant.Kind.PRACTICE and role_of(request) in LIFTERS


@require_safe
@person_required(health=True)
def limits(request: Request, person: Person) -> HttpResponse:
    """Every rule that follows, with what was lifted and why."""
    return _page(request, person)


def _page(request: Request, person: Person, status: int = 200, **more: Any) -> HttpResponse:
    care = care_on(person, timezone.localdate())
    context = {
        "person": person,
        "told": followings(care),
        "stage": of_stage(care),
        "lifter": may_lift(request),
        **more,
    }
    return render(request, "people/lifting/limits.html", context, status=status)


@require_POST
@person_required(edit=True, health=True)
def lift(request: Request, person: Person) -> HttpResponse:
    """Lift a limit, with a reason."""
    if not may_lift(request):
        raise PermissionDenied
    rule = _rule(request)
    if lifting.liftable(rule) is None:
        raise Http404
    form = LiftForm(request.POST)
    if not form.is_valid():
        return _page(request, person, 422, wrong=rule, error=form.errors["reason"][0])
    reason = form.cleaned_data["reason"]
    lifting.lift_rule(person=person, rule=rule, reason=reason, by=user_of(request))
    return redirect_to(request, _back(person))


@require_POST
@person_required(edit=True, health=True)
def restore(request: Request, person: Person) -> HttpResponse:
    """Let a limit hold again: anyone who may edit may make the plan safer."""
    lifting.restore_rule(person=person, rule=_rule(request), by=user_of(request))
    return redirect_to(request, _back(person))


def _rule(request: Request) -> str:
    """The rule's id, as posted: it tells of a condition, so it never stands in an address."""
    return request.POST.get("rule", "").replace("\x00", "")[:60]


def _back(person: Person) -> str:
    return reverse("people:limits", args=[person.pk])
