"""Taking up an invitation, and keeping what was planned before the sign-in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import actions, inviting
from accounts.http import OpenRequest, kept_private, open_to_anyone, redirect_to, signed_in_only
from accounts.middleware import SESSION_KEY, VISIT_KEY, visit_of
from accounts.models import Invitation, User


@open_to_anyone
@require_safe
def join(request: OpenRequest, token: str) -> HttpResponse:
    """What the invitation is to; who is not signed in is asked to, and comes back here."""
    return _join_page(request, token)


@signed_in_only
@require_POST
def accept(request: OpenRequest, token: str) -> HttpResponse:
    """Join, and go on in there."""
    invitation = Invitation.found_by(token)
    if invitation is None or not inviting.may_be_taken(invitation):
        return _join_page(request, token)
    assert isinstance(request.user, User)
    try:
        member = inviting.accept(invitation=invitation, user=request.user)
    except inviting.TakenError:
        return _join_page(request, token)
    request.session[SESSION_KEY] = str(member.tenant.key)
    messages.success(request, _("You are in %(name)s now.") % {"name": member.tenant.label})
    return redirect_to(request, reverse("planner:home"))


def _join_page(request: OpenRequest, token: str) -> HttpResponse:
    invitation = Invitation.found_by(token)
    opens = inviting.may_be_taken(invitation)
    context = {"invitation": invitation if opens else None, "token": token}
    # One answer for forged, used, revoked and expired: it tells a guesser nothing.
    response = render(request, "accounts/join.html", context, status=200 if opens else 410)
    return kept_private(response, forms=True)


@signed_in_only
@require_safe
def visit(request: OpenRequest) -> HttpResponse:
    """Keep the plan made as a visitor?"""
    if visit_of(request) is None:
        return redirect_to(request, _onward(request, request.GET.get("next", "")))
    context = {"next": _onward(request, request.GET.get("next", ""))}
    return render(request, "accounts/visit.html", context)


@signed_in_only
@require_POST
def keep_visit(request: OpenRequest) -> HttpResponse:
    """It becomes a second household of the account, and one goes on in it."""
    tenant = visit_of(request)
    request.session.pop(VISIT_KEY, None)
    if tenant is not None:
        assert isinstance(request.user, User)
        actions.adopt_guest(tenant=tenant, user=request.user, name=_("Kept from a visit"))
        request.session[SESSION_KEY] = str(tenant.key)
        messages.success(request, _("Kept. Your account menu switches between your households."))
    return redirect_to(request, _onward(request, request.POST.get("next", "")))


@signed_in_only
@require_POST
def leave_visit(request: OpenRequest) -> HttpResponse:
    """It is left alone; retention removes it."""
    if request.session.pop(VISIT_KEY, None):
        messages.info(request, _("Left alone. It will be deleted after a while."))
    return redirect_to(request, _onward(request, request.POST.get("next", "")))


def _onward(request: OpenRequest, asked: str) -> str:
    """Where they were going, if that is a page of this site."""
    hosts, https = {request.get_host()}, request.is_secure()
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=hosts, require_https=https):
        return asked
    return reverse("planner:home")
