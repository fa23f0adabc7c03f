"""Household amounts to grams: pure rules. Volumes need a density or the food's own measure."""

from collections.abc import Mapping
from typing import Final

#: Millilitres of volume words where a food has no gram weight of its own for them but a density.
#: US customary volumes, as USDA measures use them.
MILLILITRES: Final[dict[str, float]] = {
    "ml": 1.0,
    "l": 1000.0,
    "tsp": 4.93,
    "tbsp": 14.79,
    "cup": 236.6,
}
GRAMS: Final[dict[str, float]] = {"g": 1.0, "kg": 1000.0}


def grams_of(
    quantity: float, measure: str, measures: Mapping[str, float], density: float | None
) -> float:
    """Edible grams of `quantity` x `measure`.

    `measures` holds grams per household measure of this food; `density` is g per ml.
    Raises ValueError in words when the measure means nothing for this food.
    """
    if measure in GRAMS:
        return quantity * GRAMS[measure]
    if measure in measures:
        return quantity * measures[measure]
    if measure in MILLILITRES and density:
        return quantity * MILLILITRES[measure] * density
    known = ", ".join(sorted({*measures, *GRAMS}))
    raise ValueError(f"{measure!r} is not a measure of this food; it knows {known}")
