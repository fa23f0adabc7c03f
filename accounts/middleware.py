"""The tenant gate: who is asking, and default-deny for everyone else."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.http import to_sign_in, to_start
from accounts.models import Tenant, User

SESSION_KEY: Final = "tenant"
#: The household of a visit before the sign-in, until its person decides whether to keep it.
VISIT_KEY: Final = "visit"
#: Retention counts days: more often nothing is written.
SEEN_EVERY: Final = dt.timedelta(days=1)


def tenant_of(request: HttpRequest) -> Tenant | None:
    """The tenant whose key the session holds, or None.

    A key alone opens a guest's household; anything else asks for a membership as of now. Who lost
    theirs, or signed in on the staff site, goes on in another one of theirs.
    """
    key, user = _key(request, SESSION_KEY), request.user
    if isinstance(user, User) and key is not None:
        found = user.memberships.select_related("tenant").filter(tenant__key=key)
        # Kept for `role_of`: what was read within this request is as of now.
        member = request.membership = found.first()  # type: ignore[attr-defined]
        if member is not None:
            return member.tenant
    tenant = _kept(request, SESSION_KEY)
    if tenant is not None and tenant.is_guest:
        return tenant
    if not isinstance(user, User):
        return None
    usual = user.usual_tenant()
    if usual is not None:
        request.session[SESSION_KEY] = str(usual.key)
    return usual


def visit_of(request: HttpRequest) -> Tenant | None:
    """The guest's household that this browser had before its person signed in, or None."""
    tenant = _kept(request, VISIT_KEY)
    return tenant if tenant is not None and tenant.is_guest else None


def _kept(request: HttpRequest, name: str) -> Tenant | None:
    key = _key(request, name)
    return None if key is None else Tenant.objects.filter(key=key).first()


def _key(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.session.get(name, ""))
    except ValueError:
        return None


def _note_seen(tenant: Tenant) -> None:
    """Once a day, and no query else."""
    now = timezone.now()
    if now - tenant.last_seen_at < SEEN_EVERY:
        return
    Tenant.objects.filter(pk=tenant.pk).update(last_seen_at=now)
    tenant.last_seen_at = now


class TenantMiddleware:
    """Sets `request.tenant` and closes every view not marked `open_to_anyone` or `staff_only`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        tenant = tenant_of(request)
        request.tenant = tenant  # type: ignore[attr-defined]
        if tenant is None:
            return self.get_response(request)
        _note_seen(tenant)
        with timezone.override(tenant.tz):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send a stranger to the start page, in words when something was being saved."""
        marked = getattr(view, "open_to_anyone", False) or getattr(view, "staff_only", False)
        if getattr(view, "signed_in_only", False):
            return None if request.user.is_authenticated else to_sign_in(request)
        if marked or request.tenant is not None:  # type: ignore[attr-defined]
            return None
        if request.method == "POST":
            messages.warning(
                request, _("Your visit had ended, so nothing was changed. Please start again.")
            )
        return to_start(request)
