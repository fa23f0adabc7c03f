"""Who belongs to a household or practice, with which role, and the links by which others join."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import actions, inviting
from accounts.forms import InviteForm, RoleForm
from accounts.http import Request, redirect_to
from accounts.middleware import SESSION_KEY
from accounts.models import Membership, User
from accounts.roles import account_required, owner_required, role_of

ALONE = "Someone else has to be an owner first."


@require_safe
@account_required
def members(request: Request) -> HttpResponse:
    """Everyone sees who else is there; an owner changes it."""
    return _page(request, InviteForm(tenant=request.tenant))


@require_POST
@owner_required
@account_required
def set_role(request: Request, member_id: int) -> HttpResponse:
    """Another role for a member."""
    member = get_object_or_404(request.tenant.memberships, pk=member_id)
    form = RoleForm(request.POST, tenant=request.tenant)
    if not form.is_valid():
        messages.error(request, _("That is not a role here. Nothing was changed."))
        return _back(request)
    return _done(request, actions.set_role, member=member, role=form.cleaned_data["role"])


@require_POST
@owner_required
@account_required
def remove(request: Request, member_id: int) -> HttpResponse:
    """A member goes; what they made stays."""
    member = get_object_or_404(request.tenant.memberships, pk=member_id)
    return _done(request, actions.remove_member, member=member)


@require_safe
@account_required
def leaving(request: Request) -> HttpResponse:
    """Leave? It takes another invitation to come back."""
    return render(request, "accounts/leaving.html")


@require_POST
@account_required
def leave(request: Request) -> HttpResponse:
    """Go oneself. The form names what is left: another tab may have switched in between."""
    if request.POST.get("tenant") != str(request.tenant.pk):
        messages.warning(request, _("Nothing was changed. Please try again."))
        return _back(request)
    member = get_object_or_404(request.tenant.memberships, user_id=request.user.pk)
    try:
        actions.remove_member(member=member)
    except actions.LastOwnerError:
        messages.error(request, _(ALONE))
        return _back(request)
    request.session.pop(SESSION_KEY, None)
    messages.info(request, _("You left %(name)s.") % {"name": request.tenant.label})
    return redirect_to(request, reverse("accounts:account"))


@require_POST
@owner_required
@account_required
def invite(request: Request) -> HttpResponse:
    """A new link, shown in the list."""
    form = InviteForm(request.POST, tenant=request.tenant)
    if not form.is_valid():
        return _page(request, form, status=422)
    assert isinstance(request.user, User)
    inviting.invite(tenant=request.tenant, by=request.user, **form.cleaned_data)
    messages.success(request, _("The link is ready: copy it and send it to one person."))
    return redirect_to(request, reverse("accounts:members") + "#links")


@require_POST
@owner_required
@account_required
def revoke(request: Request, invitation_id: int) -> HttpResponse:
    """A link that opens no more."""
    get_object_or_404(request.tenant.invitations, pk=invitation_id).revoke()
    messages.success(request, _("The link opens no more."))
    return redirect_to(request, reverse("accounts:members") + "#links")


def _done(request: Request, action: Any, **more: Any) -> HttpResponse:
    try:
        action(**more)
    except actions.LastOwnerError:
        messages.error(request, _(ALONE))
    else:
        messages.success(request, _("Saved."))
    return _back(request)


def _back(request: Request) -> HttpResponse:
    return redirect_to(request, reverse("accounts:members"))


def _page(request: Request, form: InviteForm, status: int = 200) -> HttpResponse:
    owns = role_of(request) == Membership.Role.OWNER
    tenant = request.tenant
    links = tenant.invitations.select_related("accepted_by").order_by("-pk")[:30] if owns else []
    rows = [
        (link, request.build_absolute_uri(reverse("accounts:join", args=[link.token])))
        for link in links
    ]
    names = dict(Membership.Role.choices)
    context = {
        "members": tenant.memberships.select_related("user").order_by("pk"),
        "roles": [(role, names[role]) for role in tenant.roles],
        "links": rows,
        "owns": owns,
        "form": form,
    }
    return render(request, "accounts/members.html", context, status=status)
