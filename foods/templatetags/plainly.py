"""Texts and lists of texts without figures, where `hides_figures` says so."""

from collections.abc import Iterable
from typing import Any

from django import template

from knowledge.plainly import has_figure, without_figures

register = template.Library()


@register.filter(is_safe=True)
def plainly(text: str, hide: object) -> str:
    """A text, without the sentences that state figures where `hide`: `said|plainly:hide`.

    What was escaped stays so: `{% translate … as said %}` escapes, and once is enough.
    """
    return without_figures(text) if hide else text


@register.filter
def states_figures(text: str) -> bool:
    """Whether a text states an amount or a percentage."""
    return has_figure(text)


@register.filter
def worded(statements: Iterable[Any], hide: object) -> list[Any]:
    """Statements of which something is left to say where `hide`; each has a `text`."""
    return [one for one in statements if not hide or without_figures(one.text)]
