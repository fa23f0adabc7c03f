"""The request as Limber's views see it, and the marks that open a view."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from accounts.links import SecretLink
from accounts.models import Tenant

#: What every page behind a secret link answers with: not indexed, not kept, its address not told.
SHARED_HEADERS: Final = {
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}

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


def signed_in_only(view: View) -> View:
    """Mark a view that needs an account but no household; it says itself what this user may see.

    The tenant gate lets nobody through who is not signed in.
    """
    view.signed_in_only = True  # type: ignore[attr-defined]
    return view


def shared_page(
    model: type[SecretLink], *, forms: bool = False
) -> Callable[..., Callable[..., HttpResponse]]:
    """Open a view by a secret link: the view's `token` becomes `link`, a row of `model`.

    Use it as the innermost decorator (`@require_safe` above it). A forged token is a 404, a link
    that was revoked or has expired a 410, both in words; the view sees links that open now, and
    nothing else is to be read than what hangs on the link. A page that was read notes the use;
    fragments and posts do not. Every answer carries `SHARED_HEADERS`. Extend
    `shared/base.html` in templates: it leads nowhere.

    `forms=True` where the page posts: its referrer policy is `same-origin`, because browsers send
    `Origin: null` from a page without referrer, and the CSRF check refuses that.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def shared(request: OpenRequest, token: str, **kwargs: Any) -> HttpResponse:
            link = model.found_by(token)
            if link is None or not link.is_open:
                return kept_private(render_closed(request, link), forms)
            if request.method == "GET" and not request.htmx:
                link.note_use()
            try:
                response = view(request, link, **kwargs)
            except Http404:
                response = render_closed(request, None)
            return kept_private(response, forms)

        shared.shared_by = model  # type: ignore[attr-defined]
        return open_to_anyone(shared)

    return decorate


def render_closed(request: OpenRequest, link: SecretLink | None) -> HttpResponse:
    """One calm page: 404 for a link that never was, 410 for one that no longer opens."""
    status = 404 if link is None else 410
    return render(request, "shared/closed.html", {"link": link}, status=status)


def kept_private(response: HttpResponse, forms: bool) -> HttpResponse:
    """The answer with `SHARED_HEADERS`; `forms` where its page posts (see `shared_page`)."""
    for name, value in SHARED_HEADERS.items():
        response[name] = value
    if forms:
        response["Referrer-Policy"] = "same-origin"
    return response


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


def to_sign_in(request: Any) -> HttpResponse:
    """Send someone to the sign-in form, and from there back to the page they asked for."""
    url = reverse("account_login")
    if request.method in ("GET", "HEAD") and not request.htmx:
        url += "?" + urlencode({"next": request.get_full_path()})
    return redirect_to(request, url)
