"""What is answered to a form that cannot be taken."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import open_to_anyone, redirect_to, to_start


@open_to_anyone
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: the visit ended, or the page is old. Nothing was changed."""
    match = request.resolver_match
    old = _("The page was open for too long, so nothing was changed. Please try again.")
    if match is not None and match.view_name in ("account_login", "account_signup"):
        messages.warning(request, old)
        return redirect_to(request, reverse(match.view_name))
    if getattr(request, "tenant", None) is None:
        words = _("Your visit had ended, so nothing was changed. Please start again.")
        messages.warning(request, words)
        return to_start(request)
    messages.warning(request, old)
    return redirect_to(request, reverse("planner:home"))
