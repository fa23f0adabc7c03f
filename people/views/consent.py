"""What a person agreed to: the text with its date, and taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to
from people import consent as consents
from people.access import may_edit, person_required
from people.models import Person
from people.views.pages import user_of


@require_safe
@person_required(health=True)
def consent(request: Request, person: Person) -> HttpResponse:
    """The consent of a person, and what taking it back would delete."""
    return _page(request, person)


def _page(request: Request, person: Person, *, status: int = 200, error: str = "") -> HttpResponse:
    context = {
        "person": person,
        "consents": list(person.consents.select_related("by")),
        "holds": consents.consent_of(person),
        "text": consents.consent_text(),
        "doomed": consents.health_facts_of(person),
        "may_edit": may_edit(request),
        "error": error,
    }
    return render(request, "people/clients/consent.html", context, status=status)


@require_POST
@person_required(edit=True, health=True)
def give_consent(request: Request, person: Person) -> HttpResponse:
    """Note that the person agreed, where they have not yet."""
    if "agreed" not in request.POST:
        words = _("Tick the box once the person has agreed to the text.")
        return _page(request, person, status=422, error=words)
    if consents.consent_of(person) is None:
        consents.give_consent(person=person, via="page", by=user_of(request))
        messages.success(request, _("The consent is noted."))
    return redirect_to(request, reverse("people:consent", args=[person.pk]))


@require_POST
@person_required(edit=True, health=True)
def withdraw_consent(request: Request, person: Person) -> HttpResponse:
    """Take the consent back: the facts that the page named are deleted."""
    if "sure" not in request.POST:
        words = _("Tick the box to confirm that these facts shall be deleted.")
        return _page(request, person, status=422, error=words)
    consents.withdraw_consent(person=person, by=user_of(request))
    messages.success(request, _("The consent is taken back, and the facts are deleted."))
    return redirect_to(request, reverse("people:consent", args=[person.pk]))
