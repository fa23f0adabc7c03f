"""Letting a client see their own plans: inviting by link, taking it up, taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import (
    OpenRequest,
    Request,
    kept_private,
    open_to_anyone,
    redirect_to,
    signed_in_only,
)
from accounts.models import User
from people import granting
from people.access import person_required
from people.models import GrantInvitation, Person


@require_safe
@person_required(edit=True, practice=True)
def grants(request: Request, person: Person) -> HttpResponse:
    """Who may see this client's plans, and which invitations are open."""
    invitations = list(person.invitations.open_now().filter(uses=0).order_by("-pk"))
    for invitation in invitations:
        path = reverse("people:grant", args=[invitation.token])
        invitation.address = request.build_absolute_uri(path)
    context: dict[str, Any] = {
        "person": person,
        "grants": person.grants.select_related("user").order_by("pk"),
        "invitations": invitations,
        "days": granting.DAYS,
    }
    template = "people/grants/list.html"
    response = render(request, f"{template}#grants" if request.htmx else template, context)
    response["Vary"] = "HX-Request"
    return response


@require_POST
@person_required(edit=True, practice=True)
def invite(request: Request, person: Person) -> HttpResponse:
    """A link by which the client comes to see their plans."""
    by = request.user if isinstance(request.user, User) else None
    granting.invite(person=person, by=by)
    return redirect_to(request, _list_url(person))


@require_POST
@person_required(edit=True, practice=True)
def close_invitation(request: Request, person: Person, invitation_id: int) -> HttpResponse:
    """Close an invitation that nobody took up."""
    get_object_or_404(person.invitations.all(), pk=invitation_id).revoke()
    messages.success(request, _("The invitation is closed."))
    return redirect_to(request, _list_url(person))


@require_POST
@person_required(edit=True, practice=True)
def revoke(request: Request, person: Person, grant_id: int) -> HttpResponse:
    """From now on this account sees the record no more."""
    get_object_or_404(person.grants.all(), pk=grant_id).delete()
    messages.success(request, _("That account no longer sees this record."))
    return redirect_to(request, _list_url(person))


def _list_url(person: Person) -> str:
    return reverse("people:grants", args=[person.pk])


@require_safe
@open_to_anyone
def grant(request: OpenRequest, token: str) -> HttpResponse:
    """What the invitation is to; who is not signed in is asked to, and comes back here."""
    return _page(request, token)


@require_POST
@signed_in_only
def accept(request: OpenRequest, token: str) -> HttpResponse:
    """See the record from now on."""
    invitation = GrantInvitation.found_by(token)
    assert isinstance(request.user, User)
    try:
        if invitation is None:
            raise granting.TakenError
        granting.accept(invitation=invitation, user=request.user)
    except granting.TakenError:
        return _page(request, token)
    return redirect_to(request, reverse("planner:mine"))


def _page(request: OpenRequest, token: str) -> HttpResponse:
    invitation = GrantInvitation.found_by(token)
    opens = invitation is not None and invitation.is_open and not invitation.uses
    context = {"invitation": invitation if opens else None, "token": token}
    # One answer for forged, used, closed and expired: it tells a guesser nothing.
    response = render(request, "people/grants/grant.html", context, status=200 if opens else 410)
    return kept_private(response, forms=True)
