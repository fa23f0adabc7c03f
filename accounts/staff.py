"""The staff site: Django's admin, which checks by itself that a member of staff is asking.

The tenant gate closes every view that does not say otherwise; these do, because staff need no
household. Nobody else gets further than the sign-in page, which is the one for everybody: it counts
how often somebody tries.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _

from accounts.http import staff_only


class StaffSite(AdminSite):
    """The admin under this project's name."""

    site_title = _("Limber staff")
    site_header = _("Limber staff")
    index_title = _("Foods and where they come from")
    site_url = "/"
    enable_nav_sidebar = False

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Through the throttled sign-in page; who is no member of staff gets 403."""
        form = partial(super().login, extra_context=extra_context)
        answer: HttpResponse = secure_admin_login(form)(request)
        return answer

    def get_urls(self) -> list[Any]:
        """The admin's addresses, each marked as guarded by its own check of staff."""
        found = super().get_urls()
        _mark(found)
        return found


def _mark(patterns: list[URLPattern | URLResolver]) -> None:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            _mark(entry.url_patterns)
        else:
            entry.callback = _guarded(entry.callback)


def _guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view in a function of its own, which can carry the mark (sign-in is a bound method)."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> HttpResponse:
        return view(*args, **kwargs)

    return staff_only(guarded)
