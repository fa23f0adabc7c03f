"""Adding a person, and changing what is known about them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to
from accounts.roles import may_edit
from people import actions
from people.access import person_required
from people.consent import consent_of, give_consent
from people.forms.profile import PersonForm
from people.intake_reading import OFTEN_CRAMPS, flag
from people.models import Person
from people.red_flags import groups
from people.views.pages import user_of


@require_safe
def add(request: Request) -> HttpResponse:
    """The empty form for somebody new."""
    _refuse(request)
    return _page(request, None, _form(request, None))


@require_POST
def create(request: Request) -> HttpResponse:
    """Somebody new, with everything the form says."""
    _refuse(request)
    form = _form(request, None, request.POST)
    if not form.is_valid():
        return _page(request, None, form, status=422)
    with transaction.atomic():
        person = actions.add_person(tenant=request.tenant, by=user_of(request), values=form.values)
        _keep(request, person, form)
    messages.success(request, _("%(name)s is added.") % {"name": person.name})
    return _follow_up(request, person, form)


@require_safe
@person_required(edit=True)
def edit(request: Request, person: Person) -> HttpResponse:
    """The form with what is known."""
    return _page(request, person, _form(request, person))


@require_POST
@person_required(edit=True)
def save(request: Request, person: Person) -> HttpResponse:
    """What changed; bad input changes nothing."""
    form = _form(request, person, request.POST)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    with transaction.atomic():
        actions.edit_person(person=person, by=user_of(request), values=form.values)
        _keep(request, person, form)
    messages.success(request, _("Saved."))
    return _follow_up(request, person, form)


def _follow_up(request: Request, person: Person, form: PersonForm) -> HttpResponse:
    """On to what the answers about cramps ask for: a clinician, or the name of a medicine."""
    if form.cramps_often:
        sign = flag(OFTEN_CRAMPS)
        messages.warning(request, f"{_(sign.sign)}: {_(sign.what_to_do)}")
    if form.began_with_medicine:
        messages.info(request, _("Which medicine is new? Add it here, and ask who prescribed it."))
        return redirect_to(request, reverse("people:health", args=[person.pk]))
    return redirect_to(request, reverse("people:detail", args=[person.pk]))


def _refuse(request: Request) -> None:
    if not may_edit(request):
        raise PermissionDenied


def _form(request: Request, person: Person | None, data: Any = None) -> PersonForm:
    return PersonForm(
        data,
        person=person,
        units=request.tenant.units,
        today=timezone.localdate(),
        consented=person is not None and consent_of(person) is not None,
    )


def _keep(request: Request, person: Person, form: PersonForm) -> None:
    by = user_of(request)
    actions.set_avoidances(person=person, by=by, wanted=form.avoided)
    if form.gives_consent:
        give_consent(person=person, via="page", by=by)


def _page(
    request: Request, person: Person | None, form: PersonForm, status: int = 200
) -> HttpResponse:
    context = {"person": person, "form": form, "units": request.tenant.units, "flags": groups()}
    return render(request, "people/edit.html", context, status=status)
