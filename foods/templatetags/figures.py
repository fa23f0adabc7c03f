"""How figures are written: the only place where amounts are rounded.

Numbers and units are joined by a no-break space. Unknown is a word, never 0, and an amount too
small for its decimals says so instead of turning into 0.
"""

from fractions import Fraction
from typing import Final

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from knowledge.nutrients import BY_KEY, Nutrient

register = template.Library()

NBSP: Final = "\u00a0"
#: From this many grams on, water is written in litres and other weights in kilograms.
KILO: Final = 1000.0
#: How far a quantity may lie from a written fraction (kitchen spoons are no more exact).
NEAR_FRACTION: Final = 0.02
#: The same for a recipe that was scaled, as a share of the quantity.
NEAR_SPOON: Final = 0.1
#: Measures that are read off a scale.
MILLILITRES: Final = frozenset({"ml", "l"})
VULGAR: Final[dict[Fraction, str]] = {
    Fraction(1, 8): "⅛",
    Fraction(1, 4): "¼",
    Fraction(1, 3): "⅓",
    Fraction(3, 8): "⅜",
    Fraction(1, 2): "½",
    Fraction(5, 8): "⅝",
    Fraction(2, 3): "⅔",
    Fraction(3, 4): "¾",
    Fraction(7, 8): "⅞",
}
#: Measure words that stay as they are in the plural.
UNITS: Final = frozenset({"g", "kg", "ml", "l", "tbsp", "tsp"})
SIZES: Final = frozenset({"small", "medium", "large"})
PLURALS: Final = {
    "leaf": "leaves",
    "half": "halves",
    "pinch": "pinches",
    "bunch": "bunches",
    "glass": "glasses",
}
#: A bar's length stands for 0 to 150 % of what is aimed at.
BAR_LENGTH: Final = 150.0


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """A number with so many decimals and grouped thousands: 2140 -> "2,140".

    None is "unknown"; a positive number that would round to 0 is "<0.1" and the like.
    """
    if value is None:
        return _("unknown")
    least = 10.0**-decimals
    if 0 < value < least / 2:
        return "<" + number_format(least, decimals)
    # Adding zero turns the "-0" of a rounded negative into "0".
    return str(number_format(round(value, decimals) + 0.0, decimals, force_grouping=True))


@register.filter
def figure(value: float | None, nutrient: Nutrient | str) -> str:
    """The number of an amount without its unit: `82.4|figure:"magnesium"` -> "82".

    Water is in litres from 1,000 g on, else in millilitres; see `unit`.
    """
    found = _nutrient(nutrient)
    if found.key == "water" and value is not None and _in_litres(value):
        return number(value / KILO, 1)
    return number(value, found.decimals)


@register.filter
def unit(value: float | None, nutrient: Nutrient | str) -> str:
    """The unit that belongs to `figure`: "mg"; for water "ml" or "l"; "" where unknown."""
    if value is None:
        return ""
    found = _nutrient(nutrient)
    if found.key == "water":
        return "l" if _in_litres(value) else "ml"
    return found.unit


@register.filter
def amount(value: float | None, nutrient: Nutrient | str) -> str:
    """An amount with the catalogue's decimals and unit: `82.4|amount:"magnesium"` -> "82 mg".

    `nutrient` is a catalogue entry or its key; None is "unknown".
    """
    return NBSP.join(part for part in (figure(value, nutrient), unit(value, nutrient)) if part)


@register.filter
def percent(share: float | None) -> str:
    """A share of 1 as a whole percentage: 0.264 -> "26 %"; None is ""."""
    return "" if share is None else f"{number(share * 100)}{NBSP}%"


@register.filter
def fraction(quantity: float | None) -> str:
    """A kitchen quantity or portion: 1.5 -> "1½", 0.333 -> "⅓", 2 -> "2", 1.4 -> "1.4".

    Ten and more are whole numbers; None is "".
    """
    if quantity is None:
        return ""
    if quantity >= 10:
        return number(quantity)
    whole = int(quantity)
    rest = quantity - whole
    if rest > 1 - NEAR_FRACTION:
        return str(whole + 1)
    if whole and rest < NEAR_FRACTION:
        return str(whole)
    return _mixed(whole, rest) or _plain(quantity)


@register.filter
def grams(value: float | None) -> str:
    """A weight: 244 -> "244 g", 2.5 -> "2.5 g", 1250 -> "1.25 kg"; None is "unknown"."""
    if value is None:
        return _("unknown")
    if value >= KILO:
        return f"{_plain(round(value / KILO, 2))}{NBSP}kg"
    return f"{_plain(round(value, 1)) if value < 10 else number(value)}{NBSP}g"


@register.filter
def as_sold(value: float, density: float | None) -> str:
    """Grams as a pack says them: volume where the food is measured so, else weight.

    `density` is g per ml: 1030 with 1.03 -> "1 l", 250 with None -> "250 g".
    """
    if not density:
        return grams(value)
    millilitres = value / density
    if round(millilitres) >= KILO:
        return f"{_plain(round(millilitres / KILO, 2))}{NBSP}l"
    return f"{number(millilitres)}{NBSP}ml"


@register.filter
def minutes(value: float) -> str:
    """Minutes: 12 -> "12 min"."""
    return _("%(minutes)s\u00a0min") % {"minutes": number(value)}


@register.simple_tag
def kitchen(quantity: float, measure: str, *, scaled: bool = False) -> str:
    """A quantity in a measure: 1.5 "cup" -> "1½ cups"; 900 "ml" -> "900 ml".

    A recipe that was `scaled` asks for what a spoon can hold, where that is near enough (its grams
    stand beside it): 2.81 "tsp" -> "2¾ tsp".
    """
    if measure in ("g", "kg"):
        return grams(quantity * (KILO if measure == "kg" else 1))
    if scaled and measure not in MILLILITRES:
        quantity = _spoonable(quantity)
    return f"{fraction(quantity)}{NBSP}{plural(measure) if quantity > 1 else measure}"


@register.filter
def plural(measure: str) -> str:
    """The plural of a household measure: "can, drained" -> "cans, drained"; units stay."""
    head, comma, rest = measure.partition(",")
    words = head.split()
    position = len(words) - 1 if words[0] in SIZES else 0
    if words[position] not in UNITS | SIZES:
        words[position] = PLURALS.get(words[position], words[position] + "s")
    return " ".join(words) + comma + rest


@register.filter
def midsentence(name: str) -> str:
    """A translated name within a sentence: "Vitamin D" -> "vitamin D", but "DHA (n-3)"."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


@register.filter
def part_width(part: float | None) -> str:
    """The length of a bar that ends at 1, in SVG units of 0 to 100; the same in every language."""
    return f"{min(100.0, max(0.0, (part or 0.0) * 100)):.1f}"


@register.filter
def bar_width(share: float | None) -> str:
    """The length of a bar in SVG units, 1 a percent, at most 150; the same in every language."""
    return f"{min(BAR_LENGTH, max(0.0, (share or 0.0) * 100)):.1f}"


def _nutrient(nutrient: Nutrient | str) -> Nutrient:
    return BY_KEY[nutrient] if isinstance(nutrient, str) else nutrient


def _spoonable(quantity: float) -> float:
    """The nearest whole or written fraction, or the quantity itself where that lies too far."""
    whole = int(quantity)
    near = min((0.0, *map(float, VULGAR), 1.0), key=lambda part: abs(whole + part - quantity))
    return whole + near if abs(whole + near - quantity) <= NEAR_SPOON * quantity else quantity


def _in_litres(value: float) -> bool:
    return round(value) >= KILO


def _mixed(whole: int, rest: float) -> str:
    nearest = min(VULGAR, key=lambda one: abs(float(one) - rest))
    if abs(float(nearest) - rest) > NEAR_FRACTION:
        return ""
    return f"{whole or ''}{VULGAR[nearest]}"


def _plain(value: float) -> str:
    """A decimal without trailing zeros, in the reader's language."""
    decimals = 0 if value == round(value) else (1 if round(value, 1) == round(value, 2) else 2)
    return number(value, decimals)
