"""The staff site: Django's admin, which checks by itself that a member of staff is asking.

The tenant gate closes every view that does not say otherwise; these do, because staff need no
household. Nobody else gets further than the sign-in form.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpResponse
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
