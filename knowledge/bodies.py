"""Height and weight: the plausible, and the stated default where a person's own are not known.

`data/reference_bodies.csv`: the reference heights and weights of the DRI reports.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from knowledge.life_stages import Band, Sex, read_band, whole_years
from knowledge.tables import CITED, CONFIDENCES, DATA, citation, read_table, unique

COLUMNS: Final = ("sex", "age_min_years", "age_max_years", "height_cm", "weight_kg", *CITED)

#: What is taken for a slip of the pen outside. Wide on purpose: nobody real is turned away.
PLAUSIBLE: Final[Mapping[str, tuple[str, float, float]]] = {
    "height_cm": ("Height in cm", 40, 250),
    "weight_kg": ("Weight in kg", 2, 400),
    "gestation_week": ("Week of pregnancy", 0, 43),
    "bmi_before": ("Body mass index before pregnancy", 10, 80),
    "months_after_birth": ("Months after birth", 0, 60),
}


@dataclass(frozen=True, slots=True)
class ReferenceBody:
    """A stated height and weight for a sex and age."""

    band: Band
    height_cm: float
    weight_kg: float
    source: str
    confidence: str

    def weight_at(self, height_cm: float) -> float:
        """The weight in kg that gives this body's mass index at another height."""
        return self.weight_kg * (height_cm / self.height_cm) ** 2


@dataclass(frozen=True, slots=True)
class Body:
    """A height and weight to calculate with; `assumed` names what was not given, from `source`."""

    height_cm: float
    weight_kg: float
    assumed: tuple[str, ...] = ()
    source: str = ""


@cache
def load_reference_bodies(folder: Path = DATA) -> tuple[ReferenceBody, ...]:
    """All rows of `reference_bodies.csv`; `TableError` where the file is not as it should be."""
    rows = unique(read_table(folder / "reference_bodies.csv", COLUMNS), "sex", "age_min_years")
    return tuple(
        ReferenceBody(
            band=read_band(row),
            height_cm=row.number("height_cm", 1),
            weight_kg=row.number("weight_kg", 1),
            source=citation(row, folder),
            confidence=row.choice("confidence", CONFIDENCES),
        )
        for row in rows
    )


def reference_body(sex: Sex, age_years: float) -> ReferenceBody:
    """The reference height and weight of a sex and age; `ValueError` below 1 year."""
    years = whole_years(age_years)
    for body in load_reference_bodies():
        if body.band.covers(sex, years):
            return body
    raise ValueError("Height and weight must be known under 1 year.")


def known_body(
    sex: Sex, age_years: float, height_cm: float | None, weight_kg: float | None
) -> Body:
    """The body as given, completed from the reference body.

    Where only the height is known, the weight is the reference body mass index at that height.
    Raises `ValueError` for an implausible figure.
    """
    if height_cm is not None:
        height_cm = in_range("height_cm", height_cm)
    if weight_kg is not None:
        weight_kg = in_range("weight_kg", weight_kg)
    if height_cm is not None and weight_kg is not None:
        return Body(height_cm, weight_kg)
    reference = reference_body(sex, age_years)
    height = reference.height_cm if height_cm is None else height_cm
    weight = reference.weight_at(height) if weight_kg is None else weight_kg
    given = {"height_cm": height_cm, "weight_kg": weight_kg}
    assumed = tuple(name for name, figure in given.items() if figure is None)
    return Body(height, weight, assumed, reference.source)


def in_range(name: str, figure: float) -> float:
    """`figure`, where it is plausible for `name`; else `ValueError` in words."""
    label, low, high = PLAUSIBLE[name]
    # Written so that NaN fails too.
    if not low <= figure <= high:
        raise ValueError(f"{label} must be from {low:g} to {high:g}, not {figure:g}.")
    return figure
