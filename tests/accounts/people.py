"""Steps of signing up and in, as a form sends them."""

from django.test import Client
from django.urls import reverse

PASSWORD = "a pan of green lentils"


def sign_up(browser: Client, email: str = "new@example.org", **more):
    """Make an account."""
    return browser.post(reverse("account_signup"), {"email": email, "password1": PASSWORD, **more})


def sign_in(browser: Client, email: str, password: str = PASSWORD, **more):
    """Sign in with an account."""
    return browser.post(reverse("account_login"), {"login": email, "password": password, **more})


def sign_out(browser: Client):
    """Sign out."""
    return browser.post(reverse("account_logout"))
