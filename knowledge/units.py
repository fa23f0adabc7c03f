"""Units of the reference tables and the factor into the catalogue's units."""

from typing import Final

#: Grams in one unit. A litre counts as a kilogram: only water is given in litres. Equivalents
#: (niacin NE, folate DFE, retinol RAE) are masses of what they are equivalent to.
GRAMS: Final[dict[str, float]] = {
    "g": 1.0,
    "L": 1e3,
    "mg": 1e-3,
    "mg NE": 1e-3,
    "µg": 1e-6,
    "µg DFE": 1e-6,
    "µg RAE": 1e-6,
}


def conversion(from_unit: str, to_unit: str) -> float:
    """The factor from one unit into another; `ValueError` where there is none."""
    if from_unit == to_unit:
        return 1.0
    if from_unit not in GRAMS or to_unit not in GRAMS:
        raise ValueError(f"no conversion from '{from_unit}' to '{to_unit}'")
    # Rounded because 1e-6 / 1e-3 is not exactly 0.001; the factors are powers of ten.
    return float(f"{GRAMS[from_unit] / GRAMS[to_unit]:.6g}")
