"""Names of nutrients that lead to their pages, and targets and ages as those pages write them."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foods.templatetags.figures import KILO, NBSP, figure, number, unit
from knowledge.nutrient_facts import load_pages
from knowledge.nutrients import Nutrient
from knowledge.target_table import TargetRow

register = template.Library()


@register.simple_tag
def nutrient_name(nutrient: Nutrient) -> str | SafeString:
    """A nutrient's name, as a link where it has a page."""
    name = _(nutrient.name)
    if nutrient.key not in load_pages():
        return name
    return format_html(
        '<a href="{}">{}</a>', reverse("nutrients:detail", args=[nutrient.key]), name
    )


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
