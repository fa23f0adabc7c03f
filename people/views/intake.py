"""Intake forms: links to them, the form itself, and its answers as cards."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.http import OpenRequest, Request, redirect_to, shared_page
from people import intake_actions
from people.access import may_edit
from people.intake_forms import FORMS, ShortIntake
from people.intake_reading import VERY_LITTLE_FOOD, flag, flags_of
from people.intake_shown import shown
from people.models import Intake, IntakeLink, Person
from people.red_flags import EMERGENCY_NUMBERS, groups
from people.views.clients import LinkForm, client_page, client_required
from people.views.pages import user_of


@require_POST
@client_required(edit=True)
def make_link(request: Request, person: Person) -> HttpResponse:
    """A link to the short or the full form, to copy into a message."""
    form = LinkForm(request.POST)
    if not form.is_valid():
        return client_page(request, person, form, status=422)
    intake_actions.make_link(
        person=person,
        form=form.cleaned_data["form"],
        days=form.cleaned_data["days"],
        by=user_of(request),
    )
    messages.success(request, _("The link is ready to be copied."))
    return redirect_to(request, _client_url(person) + "#links")


@require_POST
@client_required(edit=True)
def revoke_link(request: Request, person: Person, link_id: int) -> HttpResponse:
    """Close a link for good."""
    link = get_object_or_404(person.intake_links, pk=link_id)
    link.revoke()
    messages.success(request, _("The link is closed."))
    return redirect_to(request, _client_url(person) + "#links")


def _client_url(person: Person) -> str:
    return reverse("people:client", args=[person.pk])


@require_safe
@client_required(health=True)
def intake(request: Request, person: Person, intake_id: int) -> HttpResponse:
    """The answers as cards, flags in front; opening it counts as having seen it."""
    found = get_object_or_404(person.intakes, pk=intake_id)
    found.person = person
    intake_actions.mark_seen(intake=found)
    return _intake_page(request, found)


def _intake_page(
    request: Request, found: Intake, *, error: str = "", status: int = 200
) -> HttpResponse:
    person = found.person
    cards = shown(found, intake_actions.cards_of(found), request.tenant.units)
    context = {
        "person": person,
        "intake": found,
        "cards": cards,
        "left": sum(bool(one.diff) for one in cards),
        "withdrawn": not person.consents.filter(withdrawn_at__isnull=True).exists(),
        "may_edit": may_edit(request),
        "error": error,
    }
    return render(request, "people/clients/intake.html", context, status=status)


@require_POST
@client_required(edit=True, health=True)
def take_over(request: Request, person: Person, intake_id: int) -> HttpResponse:
    """Write one card, or all of them, into the record."""
    found = get_object_or_404(person.intakes, pk=intake_id)
    found.person = person
    asked = request.POST.getlist("card")
    keys = [card.key for card in intake_actions.cards_of(found)] if "all" in request.POST else asked
    taken = intake_actions.take_over(intake=found, keys=keys, by=user_of(request))
    count = len(taken)
    words = ngettext("%d card is in the record now.", "%d cards are in the record now.", count)
    messages.success(request, words % count if count else _("There was nothing to take over."))
    return redirect_to(request, reverse("people:intake", args=[person.pk, found.pk]))


@require_POST
@client_required(edit=True, health=True)
def delete_intake(request: Request, person: Person, intake_id: int) -> HttpResponse:
    """Delete answers by hand, once that is confirmed."""
    found = get_object_or_404(person.intakes, pk=intake_id)
    found.person = person
    if "sure" not in request.POST:
        words = _("Tick the box to confirm that these answers shall be deleted.")
        return _intake_page(request, found, error=words, status=422)
    intake_actions.delete(intake=found)
    messages.success(request, _("The answers are deleted."))
    return redirect_to(request, _client_url(person))


@require_safe
@shared_page(IntakeLink, forms=True)
def intake_form(request: OpenRequest, link: IntakeLink) -> HttpResponse:
    """The form behind a link: no account, and nothing is kept until it is sent."""
    if link.answered_at is not None:
        return render(request, "people/intake/answered.html", {"link": link})
    return _form_page(request, link, FORMS[link.form](units=link.person.tenant.units))


def _form_page(
    request: OpenRequest, link: IntakeLink, form: ShortIntake, status: int = 200
) -> HttpResponse:
    context = {"link": link, "form": form, "groups": groups(), "practice": link.person.tenant}
    return render(request, "people/intake/form.html", context, status=status)


@sensitive_post_parameters()
@require_POST
@shared_page(IntakeLink, forms=True)
def send_intake(request: OpenRequest, link: IntakeLink) -> HttpResponse:
    """Keep the answers, and say at once what cannot wait.

    The answer to a second click says it again: advice on a sign is never lost to a race.
    """
    with timezone.override(link.person.tenant.tz):
        form = FORMS[link.form](request.POST, units=link.person.tenant.units)
        if not form.is_valid():
            if link.answered_at is not None:
                return render(request, "people/intake/answered.html", {"link": link})
            return _form_page(request, link, form, status=422)
        answers = form.answers()
        try:
            intake_actions.submit(link=link, answers=answers)
            again = False
        except intake_actions.AnsweredError:
            again = True
    return render(request, "people/intake/thanks.html", _thanks(link, answers) | {"again": again})


def _thanks(link: IntakeLink, answers: dict[str, Any]) -> dict[str, Any]:
    """What cannot wait, the most urgent first."""
    ids = flags_of(answers)
    return {
        "link": link,
        "practice": link.person.tenant,
        "groups": groups(ids),
        "numbers": EMERGENCY_NUMBERS,
        "little_food": flag(VERY_LITTLE_FOOD) if VERY_LITTLE_FOOD in ids else None,
    }
