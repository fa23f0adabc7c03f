"""Metric and US units of a body, and back again. Pure arithmetic.

Stored are kg and cm. Factors are exact by definition (international yard and pound, 1959).
A figure that was shown and sent back unchanged keeps what is stored: see `unchanged`.
"""

from typing import Final

KG_PER_LB: Final = 0.45359237
CM_PER_IN: Final = 2.54
INCHES_PER_FOOT: Final = 12
#: Decimals with which a figure is shown and typed.
DECIMALS: Final = {"kg": 1, "cm": 1, "lb": 1, "in": 1}


def pounds(kg: float) -> float:
    """Kilograms in pounds."""
    return kg / KG_PER_LB


def kilograms(lb: float) -> float:
    """Pounds in kilograms."""
    return lb * KG_PER_LB


def inches(cm: float) -> float:
    """Centimetres in inches."""
    return cm / CM_PER_IN


def centimetres(feet: float, inch: float = 0.0) -> float:
    """Feet and inches in centimetres."""
    return (feet * INCHES_PER_FOOT + inch) * CM_PER_IN


def feet_inches(cm: float) -> tuple[int, float]:
    """Whole feet and the inches left over, to a tenth: 5 ft 11.96 in is 6 ft 0 in."""
    whole = round(inches(cm), DECIMALS["in"])
    feet = int(whole // INCHES_PER_FOOT)
    return feet, round(whole - feet * INCHES_PER_FOOT, DECIMALS["in"])


def to_shown(value: float, unit: str) -> float:
    """A stored figure in `unit` (kg, cm, lb, in), rounded as it is shown."""
    converted = {"lb": pounds, "in": inches}.get(unit)
    return round(converted(value) if converted else value, DECIMALS[unit])


def to_stored(value: float, unit: str) -> float:
    """A figure typed in `unit` in kg or cm."""
    if unit == "lb":
        return kilograms(value)
    return centimetres(0, value) if unit == "in" else value


def unchanged(typed: float, stored: float | None, unit: str) -> bool:
    """Whether what was typed is what was shown: then the stored figure stays as exact as it is."""
    return stored is not None and to_shown(stored, unit) == round(typed, DECIMALS[unit])


def units_of(system: str, kind: str) -> str:
    """The unit in which a kind of measure (weight, height, waist) is typed and shown."""
    if system == "us":
        return "lb" if kind == "weight" else "in"
    return "kg" if kind == "weight" else "cm"


def body_words(value: float | None, kind: str, system: str) -> str:
    """A figure as people say it: "65 kg", "143.3 lb", "5 ft 5 in"; "" for none."""
    if value is None:
        return ""
    if kind == "height" and system == "us":
        feet, inch = feet_inches(value)
        return f"{feet} ft {inch:g} in"
    unit = units_of(system, kind)
    return f"{to_shown(value, unit):g} {unit}"
