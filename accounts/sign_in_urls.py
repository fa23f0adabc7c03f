"""allauth's pages that Limber has, and who may open them: no others are reachable.

They keep allauth's own names, by which it finds them.
"""

from allauth.account import views
from django.urls import path, re_path

from accounts.http import open_to_anyone, signed_in_only

urlpatterns = [
    path("login/", open_to_anyone(views.login), name="account_login"),
    path("logout/", open_to_anyone(views.logout), name="account_logout"),
    path("signup/", open_to_anyone(views.signup), name="account_signup"),
    path("inactive/", open_to_anyone(views.account_inactive), name="account_inactive"),
    path("confirm/", signed_in_only(views.reauthenticate), name="account_reauthenticate"),
    path("email/", signed_in_only(views.email), name="account_email"),
    path(
        "email/sent/",
        open_to_anyone(views.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path(
        "email/confirm/<str:key>/",
        open_to_anyone(views.confirm_email),
        name="account_confirm_email",
    ),
    path("password/change/", signed_in_only(views.password_change), name="account_change_password"),
    path("password/set/", signed_in_only(views.password_set), name="account_set_password"),
    path("password/reset/", open_to_anyone(views.password_reset), name="account_reset_password"),
    path(
        "password/reset/sent/",
        open_to_anyone(views.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        open_to_anyone(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        open_to_anyone(views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
