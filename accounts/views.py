"""Answers of the accounts room."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import open_to_anyone, redirect_to, to_start


@open_to_anyone
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: the visit ended, or the page is old. Nothing was changed."""
    if getattr(request, "tenant", None) is None:
        words = _("Your visit had ended, so nothing was changed. Please start again.")
        messages.warning(request, words)
        return to_start(request)
    words = _("The page was open for too long, so nothing was changed. Please try again.")
    messages.warning(request, words)
    return redirect_to(request, reverse("planner:home"))
