"""A supplement's label to elemental amounts per dose, pure.

Labels name either the element ("magnesium 100 mg") or the compound ("magnesium citrate 625 mg");
the second is turned into the first by `knowledge.compounds`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from foods.own.labels import Figure, Line, figure_of, followed
from foods.own.units import MASSES, Style
from knowledge.compounds import compound, elemental
from knowledge.nutrients import BY_KEY
from knowledge.text import gettext_noop as _

#: A tablet whose weight nobody states counts as this many grams, or twice what it holds.
NOMINAL_GRAMS: Final = 1.0
UNITS: Final[dict[str, str]] = {
    "tablet": _("tablet"),
    "capsule": _("capsule"),
    "softgel": _("softgel"),
    "gummy": _("gummy"),
    "scoop": _("scoop"),
    "sachet": _("sachet"),
    "drop": _("drop"),
    "spray": _("spray"),
    "ml": _("ml"),
}
#: Forms of vitamins that a label may name; the amount is that of the vitamin whichever it is.
VITAMIN_FORMS: Final[dict[str, dict[str, str]]] = {
    "vitamin_d": {"D3": _("D3 (cholecalciferol)"), "D2": _("D2 (ergocalciferol)")},
    "vitamin_b12": {
        "cyanocobalamin": _("cyanocobalamin"),
        "methylcobalamin": _("methylcobalamin"),
        "hydroxocobalamin": _("hydroxocobalamin"),
    },
    "vitamin_k2": {"MK-7": _("MK-7"), "MK-4": _("MK-4")},
    "vitamin_b6": {"pyridoxine": _("pyridoxine"), "P5P": _("P5P (pyridoxal phosphate)")},
    "thiamin_b1": {"thiamin": _("thiamin"), "benfotiamine": _("benfotiamine")},
    "vitamin_e": {
        "d-alpha": _("d-alpha-tocopherol"),
        "dl-alpha": _("dl-alpha-tocopherol"),
    },
}
AS_COMPOUND_NEEDS_FORM: Final = _("Choose the compound, so that its mineral can be worked out.")
AS_COMPOUND_NEEDS_WEIGHT: Final = _("A compound is given by weight: choose g, mg or µg.")


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a supplement's label; `of_compound` means its figure weighs the whole salt."""

    line: Line
    form: str = ""
    of_compound: bool = False


def part_of_dose(nutrient: str, part: Part, style: Style) -> Figure:
    """The elemental amount of one line; `ValueError` in words where it cannot be worked out."""
    if part.of_compound and not part.form:
        raise ValueError(AS_COMPOUND_NEEDS_FORM)
    if part.of_compound and part.line.unit not in MASSES:
        raise ValueError(AS_COMPOUND_NEEDS_WEIGHT)
    stated = figure_of(nutrient, part.line, style)
    figure = replace(stated, origin="supplement", form=part.form)
    if not part.of_compound:
        return figure
    salt = compound(nutrient, part.form)
    return replace(
        figure,
        amount=elemental(salt, figure.amount),
        derivation="calculated",
        printed=f"{part.line.figure.value:g} {part.line.unit} {salt.name}",
    )


def dose_figures(parts: Mapping[str, Part], style: Style, doses: float) -> dict[str, Figure]:
    """Amounts of one tablet, from a label that speaks of `doses` tablets.

    Folic acid is all the folate there is; MK-4 is vitamin K2 that is MK-4, retinol is vitamin A
    that is retinol. Raises `ValueError` in words.
    """
    found = {key: part_of_dose(key, part, style) for key, part in parts.items()}
    found = followed(found, whole=True)
    k2 = parts.get("vitamin_k2")
    if k2 is not None and k2.form == "MK-4":
        found.setdefault("mk4", found["vitamin_k2"])
    a = parts.get("vitamin_a_rae")
    if a is not None and a.line.unit == "IU retinol":
        found.setdefault("retinol", found["vitamin_a_rae"])
    return {key: figure.times(1 / doses) for key, figure in found.items()}


def nominal_grams(figures: Mapping[str, Figure]) -> float:
    """The weight that stands in for a dose nobody weighed: 1 g, or twice what is in it.

    Amounts per dose do not depend on it: they are stored per 100 g of it and read back by it.
    """
    held = sum(f.amount * MASSES.get(BY_KEY[key].unit, 0.0) for key, f in figures.items())
    return NOMINAL_GRAMS if held <= NOMINAL_GRAMS else float(ceil(2 * held))
