"""Targets and ages as the pages on nutrients write them."""

from django import template
from django.utils.translation import gettext as _

from foods.templatetags.figures import KILO, NBSP, figure, number, unit
from knowledge.nutrients import Nutrient
from knowledge.target_table import TargetRow

register = template.Library()


@register.filter
def target(value: float | None, nutrient: Nutrient) -> str:
    """A target or limit without needless decimals: 2.40 -> "2.4 µg"; None is a dash.

    Litres keep the two decimals in which they are stated: 1150 g of water -> "1.15 l".
    """
    if value is None:
        return "–"
    litres = unit(value, nutrient) == "l"
    text = number(value / KILO, 2) if litres else figure(value, nutrient)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}{NBSP}{unit(value, nutrient)}"


@register.filter
def ages(row: TargetRow) -> str:
    """Whom a row is for: "4 to 8 years", "71 years and over", "Pregnant, 19 to 30 years"."""
    if row.last is None:
        years = _("%(first)s years and over") % {"first": row.first}
    elif row.first == row.last:
        years = _("%(first)s years") % {"first": row.first} if row.first > 1 else _("1 year")
    else:
        years = _("%(first)s to %(last)s years") % {"first": row.first, "last": row.last}
    if row.stage == "pregnancy":
        return _("Pregnant, %(years)s") % {"years": years}
    if row.stage == "lactation":
        return _("Breastfeeding, %(years)s") % {"years": years}
    return years
