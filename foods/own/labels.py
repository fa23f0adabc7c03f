"""A nutrition label to amounts per 100 g, pure: what is printed, per what, and what follows.

An empty line of a label is unknown and gives no amount. European labels give carbohydrate without
fibre, the catalogue (as USDA) counts it with fibre: it is added where the label states it, and the
sum is "at least" where it does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from foods.own.typed import Bound, Typed
from foods.own.units import SODIUM, Style, in_own_unit

Basis = Literal["100g", "100ml", "serving"]
Certainty = Literal["known", "partial"]
Origin = Literal["natural", "added", "supplement"]
Derivation = Literal["label", "calculated"]

#: IOM 1998, DRI for folate: 1 µg folic acid taken with food counts as 1.7 µg DFE.
DFE_PER_FOLIC_ACID: Final = 1.7
#: g per ml, FAO/INFOODS Density Database 2.0 (2012): water and tea; milk, plant drinks and juice
#: (1.02 to 1.05); oil; syrup and honey (1.3 to 1.4).
DENSITIES: Final[dict[str, float]] = {"water": 1.0, "milk": 1.03, "oil": 0.92, "syrup": 1.37}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label as it is printed."""

    figure: Typed
    unit: str
    added: bool = False
    """Whether the ingredient list names it as added (fortified)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount in the nutrient's own unit, and how it came about.

    Per 100 g of a food, or per dose of a supplement, as the maker of the figures says.
    """

    amount: float
    certainty: Certainty = "known"
    origin: Origin = "natural"
    derivation: Derivation = "label"
    form: str = ""
    printed: str = ""
    """What the label says where the amount is not simply that: "<0.5 g"."""

    def times(self, factor: float) -> "Figure":
        """The same figure for another weight."""
        return replace(self, amount=self.amount * factor)


@dataclass(frozen=True, slots=True)
class Label:
    """A label: lines by nutrient ("salt" for salt or sodium), and what they are per."""

    lines: Mapping[str, Line] = field(default_factory=dict)
    style: Style = "eu"
    basis: Basis = "100g"
    serving: float | None = None
    serving_in_ml: bool = False
    density: float | None = None
    """g per ml; needed where the basis or serving is a volume."""

    @property
    def basis_grams(self) -> float:
        """Grams that the figures are for; `ValueError` where the label does not say."""
        if self.basis == "100g":
            return 100.0
        quantity = 100.0 if self.basis == "100ml" else self.serving
        volume = self.basis == "100ml" or self.serving_in_ml
        if not quantity or (volume and not self.density):
            raise ValueError("a label per serving or per volume needs its weight")
        return quantity * (self.density or 1.0) if volume else quantity


def figure_of(nutrient: str, line: Line, style: Style) -> Figure:
    """A line as an amount of its basis; `ValueError` in words where its unit does not fit."""
    value = line.figure.sure
    if nutrient == "sodium" and line.unit in SODIUM:
        amount = value * SODIUM[line.unit]
    else:
        amount = in_own_unit(nutrient, value, line.unit, style)
    return Figure(
        amount=amount,
        certainty="known" if line.figure.bound == "exact" else "partial",
        origin="added" if line.added else "natural",
        printed=_printed(line),
    )


def _printed(line: Line) -> str:
    signs: dict[Bound, str] = {"exact": "", "at_most": "<", "at_least": "≥"}
    sign = signs[line.figure.bound]
    return f"{sign}{line.figure.value:g} {line.unit}" if sign else ""


def figures_of(label: Label) -> dict[str, Figure]:
    """Amounts of the label's basis by nutrient; `ValueError` where a unit does not fit."""
    found = {
        "sodium" if key == "salt" else key: figure_of(
            "sodium" if key == "salt" else key, line, label.style
        )
        for key, line in label.lines.items()
    }
    if label.style == "eu":
        _with_fibre(found)
        _at_least_folate(found)
    return followed(found, whole=False) | _retinol(label, found)


def per_100_g(label: Label) -> dict[str, Figure]:
    """Amounts of 100 g by nutrient; `ValueError` where a unit or the weight is missing."""
    factor = 100.0 / label.basis_grams
    return {key: figure.times(factor) for key, figure in figures_of(label).items()}


def _with_fibre(found: dict[str, Figure]) -> None:
    """Carbohydrate of a European label becomes the catalogue's, fibre included."""
    carbohydrate, fibre = found.get("carbohydrate"), found.get("fibre")
    if carbohydrate is None:
        return
    known = fibre is not None and fibre.certainty == carbohydrate.certainty == "known"
    printed = carbohydrate.printed or f"{carbohydrate.amount:g} g"
    found["carbohydrate"] = replace(
        carbohydrate,
        amount=carbohydrate.amount + (fibre.amount if fibre else 0.0),
        certainty="known" if known else "partial",
        derivation="calculated",
        printed=printed,
    )


def _at_least_folate(found: dict[str, Figure]) -> None:
    """European labels do not weight added folic acid: its equivalents are at least that much."""
    if "folate_dfe" in found and found["folate_dfe"].certainty == "known":
        found["folate_dfe"] = replace(found["folate_dfe"], certainty="partial")


def followed(found: Mapping[str, Figure], *, whole: bool) -> dict[str, Figure]:
    """The figures with those that follow: folate from folic acid, where folate is not stated.

    `whole`: folic acid is all the folate there is (a supplement); else it is at least that.
    """
    acid = found.get("folic_acid")
    if acid is None or "folate_dfe" in found:
        return dict(found)
    folate = replace(
        acid,
        amount=acid.amount * DFE_PER_FOLIC_ACID,
        certainty=acid.certainty if whole else "partial",
        derivation="calculated",
        printed=acid.printed or f"{acid.amount:g} µg folic acid",
    )
    return {**found, "folate_dfe": folate}


def _retinol(label: Label, found: Mapping[str, Figure]) -> dict[str, Figure]:
    """Vitamin A given as retinol is retinol."""
    line = label.lines.get("vitamin_a_rae")
    if line is None or line.unit != "IU retinol" or "retinol" in found:
        return {}
    return {"retinol": found["vitamin_a_rae"]}
