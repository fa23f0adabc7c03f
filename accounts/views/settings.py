"""Settings of a household or practice: its name, units and time zone, and what kind it is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import actions
from accounts.forms import KindForm, SettingsForm
from accounts.http import Request, redirect_to, signed_in_only
from accounts.middleware import SESSION_KEY
from accounts.models import Membership, Tenant, User
from accounts.roles import account_required, may_edit, owner_required, role_of


@require_safe
def settings_page(request: Request) -> HttpResponse:
    """Everyone of the household sees them; who may edit changes them."""
    return _page(request, SettingsForm(instance=request.tenant))


@require_POST
def save_settings(request: Request) -> HttpResponse:
    """Name, units, time zone."""
    if not may_edit(request):
        raise PermissionDenied
    form = SettingsForm(request.POST, instance=Tenant.objects.get(pk=request.tenant.pk))
    if not form.is_valid():
        return _page(request, form, status=422)
    form.instance.save(update_fields=["name", "units", "time_zone"])
    messages.success(request, _("Saved."))
    return redirect_to(request, reverse("accounts:settings"))


@require_POST
@owner_required
@account_required
def set_kind(request: Request) -> HttpResponse:
    """Household or practice."""
    form = KindForm(request.POST)
    if not form.is_valid():
        return _page(request, SettingsForm(instance=request.tenant), status=422)
    try:
        actions.set_kind(tenant=request.tenant, kind=form.cleaned_data["kind"])
    except actions.HasDietitiansError:
        words = _("A household has no dietitians. Give them another role first.")
        messages.error(request, words)
    except actions.HasClientsError as error:
        words = _(
            "A household has no clients. First end what %(names)s may see, close the links that"
            " were sent, and delete the answers: all of it stands on the client's page."
        )
        messages.error(request, words % {"names": get_text_list(error.names, _("and"))})
    else:
        messages.success(request, _("Saved."))
    return redirect_to(request, reverse("accounts:settings"))


@signed_in_only
@require_POST
def switch(request: Request) -> HttpResponse:
    """Go on in another household or practice of one's own."""
    assert isinstance(request.user, User)
    asked = request.POST.get("tenant", "")
    mine = Membership.objects.filter(user=request.user).select_related("tenant")
    member = get_object_or_404(mine, tenant_id=int(asked) if asked.isdecimal() else None)
    request.session[SESSION_KEY] = str(member.tenant.key)
    messages.info(request, _("You are in %(name)s now.") % {"name": member.tenant.label})
    return redirect_to(request, reverse("planner:home"))


def _page(request: Request, form: SettingsForm, status: int = 200) -> HttpResponse:
    role = role_of(request)
    context = {
        "form": form,
        "role": Membership.Role(role),
        "edits": may_edit(request),
        "owns": role == Membership.Role.OWNER,
        "kinds": Tenant.Kind,
    }
    return render(request, "accounts/settings.html", context, status=status)
