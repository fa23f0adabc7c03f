"""Household measures out of FoodData Central's portions. Pure.

A measure's name reads after a "1": "cup, chopped", "slice". A portion of several ("10 crackers",
32 g) becomes "serving, 10 crackers", because its grams are those of all ten; bare cups, spoons and
ounces are brought to one.
"""

import re
from collections.abc import Iterable
from fractions import Fraction
from math import isfinite
from typing import Final, NamedTuple

from foods.importing.record import Measure

LONGEST: Final = 80
#: Unit 9999 of measure_unit.csv: the name stands in the modifier or description.
NO_UNIT: Final = frozenset({"", "undetermined"})
#: Measures that are a weight: never the usual one where there is another.
WEIGHTS: Final = frozenset({"oz", "lb", "g", "gram", "kg", "ounce", "pound"})
#: Bare units of which a part or several say what one is.
EVEN: Final = WEIGHTS | {"cup", "tbsp", "tablespoon", "tsp", "teaspoon", "fl oz"}
#: FNDDS lists the grams it assumes where a person does not say how much: no measure.
NOT_SPECIFIED: Final = "quantity not specified"
ONE: Final = re.compile(r"^1(?:\.0*)? ")
#: US customary volumes in ml, NIST Handbook 44, appendix C; fluid ounces before cups.
VOLUMES: Final[dict[str, float]] = {"fl oz": 29.5735, "cup": 236.588}
#: Water is 1.0, honey 1.4, spirits 0.92: anything else is no drink that was poured.
DENSITIES: Final = (0.9, 1.3)
#: Fractions that recipes and labels write; anything else is written as a decimal.
FRACTIONS: Final = frozenset({1, 2, 3, 4, 5, 6, 8, 10, 12})


class Portion(NamedTuple):
    """A row of food_portion.csv, with the name of its unit."""

    position: str
    amount: str
    unit: str
    description: str
    modifier: str
    grams: str


def measures(portions: Iterable[Portion]) -> tuple[Measure, ...]:
    """The measures of a food: doubles merged, in the order of the source, one of them usual.

    Portions without a weight or a name are left out.
    """
    found: dict[str, float] = {}
    for portion in sorted(portions, key=lambda one: _number(one.position) or 0.0):
        grams = _number(portion.grams)
        name, share = _named(portion)
        if name and grams and grams * share > 0:
            found.setdefault(name, _rounded(grams * share))
    usual = next((name for name in found if name not in WEIGHTS), next(iter(found), ""))
    return tuple(Measure(name, grams, name == usual) for name, grams in found.items())


def density(found: Iterable[Measure]) -> float | None:
    """Grams per ml of a drink, from its fluid ounce or cup; None where that cannot be."""
    grams = {measure.name: measure.grams for measure in found}
    for name, volume in VOLUMES.items():
        if name in grams:
            per_ml = round(grams[name] / volume, 3)
            return per_ml if DENSITIES[0] <= per_ml <= DENSITIES[1] else None
    return None


def serving(text: str, grams: float) -> tuple[Measure, ...]:
    """The one measure of a branded food: its household serving, or "serving"."""
    words = _tidy(text).lower()
    if not words or words in {"g", "ml"}:
        name = "serving"
    elif ONE.match(words):
        name = ONE.sub("", words)
    else:
        name = f"serving, {words}"
    return (Measure(_cut(name), _rounded(grams), True),)


def _named(portion: Portion) -> tuple[str, float]:
    """The measure's name, and the share of the portion's grams that is one of it."""
    described = _tidy(portion.description)
    if described.lower() == NOT_SPECIFIED:
        return "", 0.0
    if described:
        one = ONE.sub("", described)
        return _cut(one if one != described else f"serving, {described}"), 1.0
    words = _words(portion)
    amount = _number(portion.amount)
    if not words or amount == 0:
        return "", 0.0
    if amount is None or amount == 1:
        return _cut(words), 1.0
    if words in EVEN:
        return words, 1 / amount
    return _cut(f"serving, {_quantity(amount)} {words}"), 1.0


def _words(portion: Portion) -> str:
    """Unit and modifier; FNDDS puts a number into the modifier that says nothing to a reader."""
    unit = "" if portion.unit in NO_UNIT else _tidy(portion.unit)
    modifier = "" if portion.modifier.isdigit() else _tidy(portion.modifier)
    return ", ".join(part for part in (unit, modifier) if part)


def _quantity(amount: float) -> str:
    """0.25 -> "1/4", 1.5 -> "1 1/2", 10 -> "10", 3.527 -> "3.527"."""
    whole = int(amount)
    rest = Fraction(amount - whole).limit_denominator(max(FRACTIONS))
    if rest.denominator not in FRACTIONS or abs(float(rest) - (amount - whole)) > 0.004:
        return f"{amount:g}"
    if rest == 0:
        return str(whole)
    return f"{whole} {rest}" if whole else str(rest)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def _rounded(grams: float) -> float:
    """Ten significant digits: arithmetic noise is no figure."""
    return float(f"{grams:.10g}")


def _number(text: str) -> float | None:
    """The number in a cell, None where it is empty, no number or without end."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None
