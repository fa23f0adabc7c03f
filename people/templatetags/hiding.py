"""Words in place of figures in templates, for people with "hide numbers"."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from foods.templatetags.figures import NBSP, figure, unit
from knowledge.nutrients import Nutrient
from people import hiding
from people.models import Person

register = template.Library()


@register.filter
def aimed(value: float | None, nutrient: Nutrient) -> str:
    """A target or limit without needless decimals: 2.40 -> "2.4 µg", 100.00 -> "100 mg"."""
    if value is None:
        return ""
    text = figure(value, nutrient)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}{NBSP}{unit(value, nutrient)}"


@register.filter
def covered_words(share: float | None, state: str = "") -> str:
    """How far a target is met: `bar.row.covered|covered_words:bar.row.state`."""
    return _(hiding.covered_words(share, state))


@register.filter
def band_words(row: Any) -> str:
    """Where an amount lies in a range with a limit (sodium), for a row of the planner's strip."""
    if row.limit is not None and row.amount > row.limit:
        return _(hiding.OVER)
    return _(hiding.BELOW_RANGE if row.amount < (row.target or 0.0) else hiding.WITHIN)


@register.filter
def guard_words(row: Any) -> str:
    """Energy, protein and fibre of the strip; energy is neither praised nor blamed."""
    if row.nutrient.key == "energy":
        return _(hiding.ENERGY_WORDS)
    return _(hiding.covered_words(row.covered, row.state))


@register.filter
def portion_share_words(share: float | None, against: str = "") -> str:
    """What a portion brings: `row.share|portion_share_words:row.against`."""
    return _(hiding.portion_words(share, limited=against == "limit"))


@register.filter
def hides_numbers(person: Person | None, tenant_kind: str = "") -> bool:
    """Whether figures are hidden on this page: `person|hides_numbers:request.tenant.kind`."""
    return person is not None and hiding.hides(person.hide_numbers, tenant_kind)


@register.filter
def hides_on_paper(person: Person | None) -> bool:
    """Whether figures are hidden on what is handed over: prints, links, a client's own page."""
    return person is not None and hiding.hides(person.hide_numbers, "", handed_over=True)
