"""allauth's forms in our own words: labels instead of placeholders, one line about passwords."""

from typing import Any, Final

from allauth.account import forms as allauth_forms
from django.utils.translation import gettext_lazy as _

LABELS: Final = {
    "email": _("E-mail address"),
    "login": _("E-mail address"),
    "oldpassword": _("Password until now"),
    "remember": _("Stay signed in on this device"),
}
NEW_PASSWORD: Final = _("At least 10 characters: a few words will do. Not only digits.")


class InOurWords:
    """What every one of these forms has in common."""

    fields: Any

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
        if "password1" in self.fields:
            self.fields["password1"].help_text = NEW_PASSWORD


class LoginForm(InOurWords, allauth_forms.LoginForm):  # type: ignore[misc]
    """Address and password."""


class SignupForm(InOurWords, allauth_forms.SignupForm):  # type: ignore[misc]
    """Address and a new password."""


class AddEmailForm(InOurWords, allauth_forms.AddEmailForm):  # type: ignore[misc]
    """Another address."""


class ChangePasswordForm(InOurWords, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    """A new password for the old one."""


class SetPasswordForm(InOurWords, allauth_forms.SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class ResetPasswordForm(InOurWords, allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    """The address of a forgotten password."""


class ResetPasswordKeyForm(InOurWords, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by a letter's link."""
