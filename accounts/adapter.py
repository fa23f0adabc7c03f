"""How allauth's pages behave here: whose household follows a sign-in, and where it leads."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.actions import settle_in
from accounts.middleware import SESSION_KEY
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's hooks, filled in."""

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        """After a sign-in or sign-up: the household, then where they were going."""
        ask = settle_in(request=request, user=user)
        response: HttpResponse = super().post_login(request, user, **more)
        if not ask:
            return response
        onward = urlencode({"next": response["Location"]})
        return HttpResponseRedirect(f"{reverse('accounts:visit')}?{onward}")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The week; who belongs to no household may see plans of their own in a practice."""
        return reverse("planner:home" if SESSION_KEY in request.session else "planner:mine")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account's page."""
        return reverse("accounts:account")
