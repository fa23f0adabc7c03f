"""Units that labels use, and what they are in the catalogue's units. Pure.

International units are offered only where their form is part of the choice: an IU of vitamin A or E
is another amount for each form. A percentage is of the FDA's Daily Value on an American label and
of the EU's nutrient reference value on a European one.
"""

from typing import Final, Literal

from knowledge.daily_values import daily_value
from knowledge.eu_claims import reference_value
from knowledge.nutrients import BY_KEY, MINERAL, VITAMIN
from knowledge.text import gettext_noop as _

Style = Literal["eu", "us"]

PERCENT: Final = "%"
#: Regulation (EU) 1169/2011, Annex XIV: 1 kcal is 4.184 kJ.
KJ_PER_KCAL: Final = 4.184
#: Regulation (EU) 1169/2011, Annex I: salt is sodium times 2.5.
SALT_PER_SODIUM: Final = 2.5
#: FDA 2016 rule, 21 CFR 101.9(c)(8)(iv) and its conversion tables; IOM 1997, 2000, 2001 (DRI):
#: 1 µg vitamin D is 40 IU; 1 IU is 0.3 µg retinol; 1 IU vitamin E is 0.67 mg natural or 0.45 mg
#: synthetic alpha-tocopherol.
INTERNATIONAL: Final[dict[str, dict[str, tuple[str, float]]]] = {
    "vitamin_d": {"IU": (_("IU"), 1 / 40)},
    "vitamin_a_rae": {"IU retinol": (_("IU, as retinol"), 0.3)},
    "vitamin_e": {
        "IU natural": (_("IU, natural (d-alpha)"), 0.67),
        "IU synthetic": (_("IU, synthetic (dl-alpha)"), 0.45),
    },
}
#: mg sodium in one unit of what labels call salt or sodium.
SODIUM: Final[dict[str, float]] = {
    "g salt": 1000 / SALT_PER_SODIUM,
    "mg sodium": 1.0,
    "g sodium": 1000.0,
}
MASSES: Final[dict[str, float]] = {"g": 1.0, "mg": 1e-3, "µg": 1e-6}
#: Which masses are offered beside a nutrient's own.
BESIDE: Final[dict[str, tuple[str, ...]]] = {"g": ("mg",), "mg": ("µg", "g"), "µg": ("mg",)}
#: Labels give one figure for K1 and K2 together, and the EU's vitamin A counts carotenoids
#: otherwise than the catalogue does: their percentages cannot be turned into amounts.
NO_PERCENT: Final[dict[Style, frozenset[str]]] = {
    "us": frozenset({"vitamin_k1"}),
    "eu": frozenset({"vitamin_k1", "vitamin_a_rae"}),
}
NO_REFERENCE: Final = _("There is no percentage for this one: enter the amount in its unit.")


def units_of(nutrient: str) -> tuple[tuple[str, str], ...]:
    """(key, name) of the units one may enter a nutrient in; its own comes first."""
    own = BY_KEY[nutrient]
    if own.unit == "kcal":
        return (("kcal", "kcal"), ("kJ", "kJ"))
    units = [(own.unit, own.unit)]
    if own.group in (MINERAL, VITAMIN) and _percentable(nutrient):
        units.append((PERCENT, PERCENT))
    units += [(key, name) for key, (name, _factor) in INTERNATIONAL.get(nutrient, {}).items()]
    return (*units, *((unit, unit) for unit in BESIDE[own.unit]))


def _percentable(nutrient: str) -> bool:
    return nutrient not in NO_PERCENT["us"] and daily_value(nutrient) is not None


def in_own_unit(nutrient: str, value: float, unit: str, style: Style) -> float:
    """`value` in the catalogue's unit; `ValueError` in words where that cannot be known."""
    own = BY_KEY[nutrient].unit
    if unit == own:
        return value
    if unit == PERCENT:
        return value / 100 * whole_of(nutrient, style)
    if unit == "kJ" and own == "kcal":
        return value / KJ_PER_KCAL
    if unit in INTERNATIONAL.get(nutrient, {}):
        return value * INTERNATIONAL[nutrient][unit][1]
    if unit in MASSES and own in MASSES:
        # Rounded because 1e-6 / 1e-3 is not exactly 0.001; the factors are powers of ten.
        return value * float(f"{MASSES[unit] / MASSES[own]:.6g}")
    raise ValueError(NO_REFERENCE)


def whole_of(nutrient: str, style: Style) -> float:
    """What 100 % on a label means, in the catalogue's unit; `ValueError` where nothing sure."""
    found = daily_value(nutrient) if style == "us" else reference_value(nutrient)
    if found is None or nutrient in NO_PERCENT[style]:
        raise ValueError(NO_REFERENCE)
    return found.amount
