"""One's own data: take it along, delete it, delete the account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts import actions
from accounts.exporting import export
from accounts.forms import NAMELESS, AccountDeletionForm, DeletionForm
from accounts.http import OpenRequest, Request, redirect_to, signed_in_only
from accounts.models import User
from accounts.roles import owner_required


@require_safe
@owner_required
def data(request: Request) -> HttpResponse:
    """Export and deletion of a household or practice."""
    return _data_page(request, _deletion_form(request))


@require_safe
@owner_required
def download(request: Request) -> HttpResponse:
    """Everything the household has, as one JSON file."""
    answer = JsonResponse(export(request.tenant), json_dumps_params={"indent": 1})
    name = f"limber-{timezone.localdate().isoformat()}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@owner_required
def delete(request: Request) -> HttpResponse:
    """Delete it after the days in which it can be taken back."""
    form = _deletion_form(request, request.POST)
    if not form.is_valid():
        return _data_page(request, form, status=422)
    actions.ask_deletion(tenant=request.tenant)
    return redirect_to(request, reverse("accounts:data"))


@require_POST
@owner_required
def take_back(request: Request) -> HttpResponse:
    """Keep it after all."""
    actions.take_back_deletion(tenant=request.tenant)
    messages.success(request, _("Nothing will be deleted."))
    return redirect_to(request, reverse("accounts:data"))


@signed_in_only
@require_safe
def account(request: OpenRequest) -> HttpResponse:
    """Address, password, households; the way out."""
    return _account_page(request, AccountDeletionForm(user=_user(request)))


@signed_in_only
@sensitive_post_parameters("password")
@require_POST
def delete_account(request: OpenRequest) -> HttpResponse:
    """Delete the account after the days in which signing in takes it back."""
    form = AccountDeletionForm(request.POST, user=_user(request))
    if not form.is_valid():
        return _account_page(request, form, status=422)
    try:
        actions.ask_account_deletion(user=_user(request))
    except actions.LastOwnerError:
        return _account_page(request, form, status=422)
    logout(request)
    words = _("Your account will be deleted in %(days)s days. Signing in before lets you keep it.")
    messages.info(request, words % {"days": settings.DELETION_DAYS})
    return redirect_to(request, reverse("planner:start"))


@signed_in_only
@require_POST
def keep_account(request: OpenRequest) -> HttpResponse:
    """Keep the account after all."""
    actions.take_back_account_deletion(user=_user(request))
    messages.success(request, _("Nothing will be deleted."))
    return redirect_to(request, reverse("accounts:account"))


def _user(request: OpenRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _deletion_form(request: Request, sent: object = None) -> DeletionForm:
    return DeletionForm(sent, wanted=request.tenant.name or NAMELESS)


def _data_page(request: Request, form: DeletionForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "days": settings.DELETION_DAYS, "guest_days": settings.GUEST_DAYS}
    return render(request, "accounts/data.html", context, status=status)


def _account_page(
    request: OpenRequest, form: AccountDeletionForm, status: int = 200
) -> HttpResponse:
    user = _user(request)
    context = {
        "form": form,
        "days": settings.DELETION_DAYS,
        "memberships": user.memberships.select_related("tenant").order_by("pk"),
        "alone": actions.own_alone(user),
        "left_behind": actions.left_behind(user),
    }
    return render(request, "accounts/account.html", context, status=status)
