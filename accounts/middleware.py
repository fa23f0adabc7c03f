"""The tenant gate: who is asking, and default-deny for everyone else."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.http import to_start
from accounts.models import Tenant

SESSION_KEY = "tenant"


def tenant_of(request: HttpRequest) -> Tenant | None:
    """The tenant whose key the session holds, or None.

    A key alone opens a guest's household; anything else asks for a membership as of now.
    """
    try:
        key = UUID(request.session.get(SESSION_KEY, ""))
    except ValueError:
        return None
    tenant = Tenant.objects.filter(key=key).first()
    if tenant is None or tenant.is_guest:
        return tenant
    user = request.user
    if not user.is_authenticated or not tenant.memberships.filter(user=user).exists():
        return None
    return tenant


class TenantMiddleware:
    """Sets `request.tenant` and closes every view not marked `open_to_anyone` or `staff_only`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        tenant = tenant_of(request)
        request.tenant = tenant  # type: ignore[attr-defined]
        if tenant is None:
            return self.get_response(request)
        with timezone.override(tenant.tz):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send a stranger to the start page, in words when something was being saved."""
        marked = getattr(view, "open_to_anyone", False) or getattr(view, "staff_only", False)
        if marked or request.tenant is not None:  # type: ignore[attr-defined]
            return None
        if request.method == "POST":
            messages.warning(
                request, _("Your visit had ended, so nothing was changed. Please start again.")
            )
        return to_start(request)
