"""The request as Limber's views see it, and the marks that open a view."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from accounts.models import Tenant

View = TypeVar("View", bound=Callable[..., HttpResponse])


class Request(HttpRequest):
    """A request that passed the tenant gate: `tenant` is always there."""

    tenant: Tenant
    htmx: HtmxDetails


class OpenRequest(HttpRequest):
    """A request to a view open to anyone: there may be no tenant yet."""

    tenant: Tenant | None
    htmx: HtmxDetails


def open_to_anyone(view: View) -> View:
    """Mark a view that needs no tenant; every other view is closed to strangers."""
    view.open_to_anyone = True  # type: ignore[attr-defined]
    return view


def staff_only(view: View) -> View:
    """Mark a view of the staff site: it needs no tenant, for it asks for a member of staff."""
    view.staff_only = True  # type: ignore[attr-defined]
    return view


class SeeOther(HttpResponseRedirect):
    """What was sent is dealt with: read on over there."""

    status_code = 303


def redirect_to(request: Any, url: str) -> HttpResponse:
    """Redirect a browser or htmx alike: a fragment request moves the whole page."""
    if request.htmx:
        return HttpResponseClientRedirect(url)
    return SeeOther(url)


def to_start(request: Any) -> HttpResponse:
    """Send someone without a tenant to the start page."""
    return redirect_to(request, reverse("planner:start"))
