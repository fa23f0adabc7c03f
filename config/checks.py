"""System checks: the shipped reference files are complete, a server can write letters."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from knowledge import completeness


@register()
def reference_files(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One error for every gap in `knowledge/data`."""
    return [Error(problem, id="limber.E001") for problem in completeness.problems()]


@register(Tags.security, deploy=True)
def letters_leave(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A server on which nobody could get a new password."""
    if not settings.EMAIL_BACKEND.endswith(".console.EmailBackend"):
        return []
    words = "Letters go to the console: nobody gets a new password. Set LIMBER_EMAIL_URL."
    return [Warning(words, id="limber.W001")]
