"""System checks: the shipped reference files are complete."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from knowledge import completeness


@register()
def reference_files(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One error for every gap in `knowledge/data`."""
    return [Error(problem, id="limber.E001") for problem in completeness.problems()]
