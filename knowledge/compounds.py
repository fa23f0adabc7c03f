"""How much of a mineral a compound holds: 500 mg of magnesium oxide are about 300 mg of magnesium.

Computed from formulas and standard atomic weights, never from rounded percentages. A product sold
as a compound may be a mixture ("buffered" bisglycinate holds oxide as well) or carry other water of
crystallisation; a label that names the elemental amount is always the better figure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from knowledge.text import gettext_noop as _

SOURCE: Final = (
    "Standard atomic weights 2021, abridged: IUPAC CIAAW, Prohaska et al. 2022,"
    " Pure Appl Chem 94:573-600"
)
#: g per mol.
ATOMIC_WEIGHTS: Final[Mapping[str, float]] = {
    "H": 1.0080,
    "C": 12.011,
    "N": 14.007,
    "O": 15.999,
    "Na": 22.990,
    "Mg": 24.305,
    "P": 30.974,
    "S": 32.06,
    "Cl": 35.45,
    "K": 39.098,
    "Ca": 40.078,
    "Mn": 54.938,
    "Fe": 55.845,
    "Cu": 63.546,
    "Zn": 65.38,
    "Se": 78.971,
    "I": 126.90,
}
#: The element that each mineral of the catalogue is weighed as.
ELEMENTS: Final[Mapping[str, str]] = {
    "magnesium": "Mg",
    "potassium": "K",
    "calcium": "Ca",
    "sodium": "Na",
    "phosphorus": "P",
    "iron": "Fe",
    "zinc": "Zn",
    "copper": "Cu",
    "manganese": "Mn",
    "selenium": "Se",
    "iodine": "I",
}


@dataclass(frozen=True, slots=True)
class Compound:
    """A salt or chelate of one mineral; `form` is the word a label uses for it."""

    nutrient: str
    form: str
    name: str
    formula: str

    @property
    def share(self) -> float:
        """Share of the compound's weight that is the mineral, 0 to 1."""
        return elemental_share(self.formula, ELEMENTS[self.nutrient])


COMPOUNDS: Final[tuple[Compound, ...]] = (
    Compound("magnesium", "citrate", _("citrate"), "Mg3(C6H5O7)2"),
    Compound("magnesium", "glycinate", _("bisglycinate"), "Mg(C2H4NO2)2"),
    Compound("magnesium", "oxide", _("oxide"), "MgO"),
    Compound("magnesium", "hydroxide", _("hydroxide"), "Mg(OH)2"),
    Compound("magnesium", "carbonate", _("carbonate"), "MgCO3"),
    Compound("magnesium", "malate", _("malate"), "MgC4H4O5"),
    Compound("magnesium", "lactate", _("lactate"), "Mg(C3H5O3)2"),
    Compound("magnesium", "chloride", _("chloride, hexahydrate"), "MgCl2(H2O)6"),
    Compound("magnesium", "sulfate", _("sulfate, heptahydrate"), "MgSO4(H2O)7"),
    Compound("magnesium", "aspartate", _("aspartate"), "Mg(C4H6NO4)2"),
    Compound("magnesium", "taurate", _("taurate"), "Mg(C2H6NO3S)2"),
    Compound("magnesium", "threonate", _("L-threonate"), "Mg(C4H7O5)2"),
    Compound("magnesium", "gluconate", _("gluconate"), "Mg(C6H11O7)2"),
    Compound("calcium", "carbonate", _("carbonate"), "CaCO3"),
    Compound("calcium", "citrate", _("citrate, tetrahydrate"), "Ca3(C6H5O7)2(H2O)4"),
    Compound("calcium", "lactate", _("lactate, pentahydrate"), "Ca(C3H5O3)2(H2O)5"),
    Compound("calcium", "gluconate", _("gluconate, monohydrate"), "Ca(C6H11O7)2(H2O)"),
    Compound("calcium", "phosphate", _("phosphate, dibasic"), "CaHPO4"),
    Compound("potassium", "chloride", _("chloride"), "KCl"),
    Compound("potassium", "citrate", _("citrate, monohydrate"), "K3C6H5O7(H2O)"),
    Compound("potassium", "gluconate", _("gluconate"), "KC6H11O7"),
    Compound("potassium", "bicarbonate", _("bicarbonate"), "KHCO3"),
    Compound("sodium", "chloride", _("chloride (salt)"), "NaCl"),
    Compound("sodium", "bicarbonate", _("bicarbonate"), "NaHCO3"),
    Compound("sodium", "citrate", _("citrate"), "Na3C6H5O7"),
    Compound("iron", "bisglycinate", _("bisglycinate"), "Fe(C2H4NO2)2"),
    Compound("iron", "fumarate", _("fumarate"), "FeC4H2O4"),
    Compound("iron", "gluconate", _("gluconate"), "Fe(C6H11O7)2"),
    Compound("iron", "sulfate", _("sulfate, heptahydrate"), "FeSO4(H2O)7"),
    Compound("iron", "sulfate-dried", _("sulfate, dried (monohydrate)"), "FeSO4(H2O)"),
    Compound("zinc", "citrate", _("citrate"), "Zn3(C6H5O7)2"),
    Compound("zinc", "gluconate", _("gluconate"), "Zn(C6H11O7)2"),
    Compound("zinc", "bisglycinate", _("bisglycinate"), "Zn(C2H4NO2)2"),
    Compound("zinc", "picolinate", _("picolinate"), "Zn(C6H4NO2)2"),
    Compound("zinc", "oxide", _("oxide"), "ZnO"),
    Compound("zinc", "sulfate", _("sulfate, monohydrate"), "ZnSO4(H2O)"),
    Compound("copper", "gluconate", _("gluconate"), "Cu(C6H11O7)2"),
    Compound("copper", "bisglycinate", _("bisglycinate"), "Cu(C2H4NO2)2"),
    Compound("manganese", "gluconate", _("gluconate"), "Mn(C6H11O7)2"),
    Compound("manganese", "bisglycinate", _("bisglycinate"), "Mn(C2H4NO2)2"),
    Compound("selenium", "selenomethionine", _("selenomethionine"), "C5H11NO2Se"),
    Compound("selenium", "selenite", _("sodium selenite"), "Na2SeO3"),
    Compound("iodine", "iodide", _("potassium iodide"), "KI"),
)
_BY_KEY: Final = {(one.nutrient, one.form): one for one in COMPOUNDS}
_TOKEN: Final = re.compile(r"([A-Z][a-z]?)(\d*)|(\()|\)(\d*)")


def compounds_of(nutrient: str) -> tuple[Compound, ...]:
    """The compounds known of a mineral, those sold most first; none for anything else."""
    return tuple(one for one in COMPOUNDS if one.nutrient == nutrient)


def compound(nutrient: str, form: str) -> Compound:
    """A compound by mineral and form; `ValueError` where there is none."""
    found = _BY_KEY.get((nutrient, form))
    if found is None:
        raise ValueError(f"No formula is known for '{nutrient} {form}'.")
    return found


def elemental(of: Compound, amount: float) -> float:
    """The mineral in `amount` of a compound, in the same unit: elemental(oxide, 500) -> 301.5."""
    return amount * of.share


@cache
def elemental_share(formula: str, element: str) -> float:
    """Share of a formula's weight that is `element`; `ValueError` for what is no formula of it."""
    atoms = atoms_of(formula)
    if element not in atoms:
        raise ValueError(f"'{formula}' holds no {element}")
    whole = sum(ATOMIC_WEIGHTS[name] * count for name, count in atoms.items())
    return ATOMIC_WEIGHTS[element] * atoms[element] / whole


def atoms_of(formula: str) -> dict[str, int]:
    """Atoms by element: "Mg(OH)2" -> {"Mg": 1, "O": 2, "H": 2}; `ValueError` where unreadable."""
    levels: list[dict[str, int]] = [{}]
    for match in _tokens(formula):
        element, count, opens, times = match.groups()
        if opens:
            levels.append({})
        elif element:
            _add(levels[-1], {element: 1}, int(count or 1))
        elif len(levels) > 1:
            group = levels.pop()
            _add(levels[-1], group, int(times or 1))
        else:
            raise ValueError(f"'{formula}' closes a bracket that was not opened")
    if len(levels) != 1:
        raise ValueError(f"'{formula}' leaves a bracket open")
    return levels[0]


def _tokens(formula: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(formula):
        match = _TOKEN.match(formula, position)
        if match is None or (match[1] and match[1] not in ATOMIC_WEIGHTS):
            raise ValueError(f"'{formula}' cannot be read from '{formula[position:]}' on")
        yield match
        position = match.end()


def _add(to: dict[str, int], atoms: Mapping[str, int], times: int) -> None:
    for element, count in atoms.items():
        to[element] = to.get(element, 0) + count * times
