"""How a smoothie's amounts are written."""

from django import template

from foods.templatetags.figures import amount, grams, kitchen, number
from planner.smoothie_glass import Glass
from planner.smoothies import Shown, amount_of

register = template.Library()

#: How far a kitchen measure may be from what is said of it, as a share.
NEAR = 0.08


@register.simple_tag
def scaled(shown: Shown, glasses: int) -> str:
    """The amount of a line for so many glasses: "480 ml", "60 g"."""
    if shown.grams is None:
        return ""
    if shown.poured:
        return f"{number(amount_of(shown.food, shown.grams) * glasses)}\u00a0ml"
    return grams(shown.grams * glasses)


@register.simple_tag
def kitchens(shown: Shown, glasses: int) -> str:
    """The same in its household measure: "2 handfuls"; "" where none is near."""
    if shown.quantity is None or shown.measure is None:
        return ""
    near = _snapped(shown.quantity * glasses)
    return str(kitchen(near, shown.measure[0])) if near else ""


def _snapped(quantity: float) -> float:
    """The quarter or third nearby, 0 where none is: 1.01 cups are one cup to a kitchen."""
    nearest = min((round(quantity * n) / n for n in (4, 3)), key=lambda one: abs(one - quantity))
    return nearest if abs(nearest - quantity) <= NEAR * quantity else 0.0


@register.filter
def in_glass(glass: Glass, nutrient: str) -> str:
    """What a glass brings of a nutrient: "145 µg"."""
    return str(amount(glass.intake.amount(nutrient), nutrient))


@register.filter
def size(value: float) -> float:
    """A number without its sign."""
    return abs(value)
