"""The nutrient catalogue: one entry for everything Limber counts.

Amounts in foods are per 100 g edible in `unit`. Keys are those of the reference intake tables;
`dri_key` names the row of `dri.csv` where it differs, `dri_factor` turns that table's unit
into ours.
"""

from dataclasses import dataclass
from typing import Final

from knowledge.text import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Nutrient:
    """A nutrient, the unit of its amounts and how many decimals a display shows."""

    key: str
    name: str
    unit: str
    group: str
    decimals: int = 0
    short: str = ""
    dri_key: str | None = None
    dri_factor: float = 1.0

    @property
    def label(self) -> str:
        """The short name where there is one, for narrow columns."""
        return self.short or self.name


MACRO: Final = "macro"
MINERAL: Final = "mineral"
VITAMIN: Final = "vitamin"
FAT: Final = "fat"
OTHER: Final = "other"

GROUP_NAMES: Final[dict[str, str]] = {
    MACRO: _("Energy and building blocks"),
    MINERAL: _("Minerals"),
    VITAMIN: _("Vitamins"),
    FAT: _("Fats"),
    OTHER: _("Other"),
}

CATALOGUE: Final[tuple[Nutrient, ...]] = (
    Nutrient("energy", _("Energy"), "kcal", MACRO),
    Nutrient("protein", _("Protein"), "g", MACRO, 0, dri_key="protein"),
    Nutrient("fat_total", _("Fat"), "g", MACRO, 1),
    Nutrient("carbohydrate", _("Carbohydrate"), "g", MACRO, 0),
    Nutrient("sugars_total", _("Sugars"), "g", MACRO, 1),
    Nutrient("fibre", _("Fibre"), "g", MACRO, 1, dri_key="fibre"),
    Nutrient("water", _("Water"), "g", MACRO, 0, dri_key="water_total", dri_factor=1000.0),
    Nutrient("magnesium", _("Magnesium"), "mg", MINERAL, 0, dri_key="magnesium"),
    Nutrient("potassium", _("Potassium"), "mg", MINERAL, 0, dri_key="potassium"),
    Nutrient("calcium", _("Calcium"), "mg", MINERAL, 0, dri_key="calcium"),
    Nutrient("sodium", _("Sodium"), "mg", MINERAL, 0, dri_key="sodium"),
    Nutrient("phosphorus", _("Phosphorus"), "mg", MINERAL, 0, dri_key="phosphorus"),
    Nutrient("iron", _("Iron"), "mg", MINERAL, 1, dri_key="iron"),
    Nutrient("zinc", _("Zinc"), "mg", MINERAL, 1, dri_key="zinc"),
    Nutrient("copper", _("Copper"), "mg", MINERAL, 2, dri_key="copper", dri_factor=0.001),
    Nutrient("manganese", _("Manganese"), "mg", MINERAL, 2, dri_key="manganese"),
    Nutrient("selenium", _("Selenium"), "µg", MINERAL, 0, dri_key="selenium"),
    Nutrient("iodine", _("Iodine"), "µg", MINERAL, 0, dri_key="iodine"),
    Nutrient("vitamin_a_rae", _("Vitamin A"), "µg", VITAMIN, 0, dri_key="vitamin_a_rae"),
    Nutrient("retinol", _("Retinol"), "µg", VITAMIN, 0),
    Nutrient("vitamin_c", _("Vitamin C"), "mg", VITAMIN, 0, dri_key="vitamin_c"),
    Nutrient("vitamin_d", _("Vitamin D"), "µg", VITAMIN, 1, dri_key="vitamin_d"),
    Nutrient("vitamin_e", _("Vitamin E"), "mg", VITAMIN, 1, dri_key="vitamin_e"),
    Nutrient("vitamin_k1", _("Vitamin K1"), "µg", VITAMIN, 0, dri_key="vitamin_k"),
    Nutrient("mk4", _("Menaquinone-4 (MK-4)"), "µg", VITAMIN, 1, _("MK-4")),
    Nutrient("vitamin_k2", _("Vitamin K2"), "µg", VITAMIN, 1),
    Nutrient("thiamin_b1", _("Thiamin (B1)"), "mg", VITAMIN, 2, _("B1"), dri_key="thiamin_b1"),
    Nutrient(
        "riboflavin_b2", _("Riboflavin (B2)"), "mg", VITAMIN, 2, _("B2"), dri_key="riboflavin_b2"
    ),
    Nutrient("niacin_b3", _("Niacin (B3)"), "mg", VITAMIN, 1, _("B3"), dri_key="niacin_b3"),
    Nutrient(
        "pantothenic_acid_b5",
        _("Pantothenic acid (B5)"),
        "mg",
        VITAMIN,
        1,
        _("B5"),
        dri_key="pantothenic_acid_b5",
    ),
    Nutrient("vitamin_b6", _("Vitamin B6"), "mg", VITAMIN, 2, _("B6"), dri_key="vitamin_b6"),
    Nutrient("folate_dfe", _("Folate"), "µg", VITAMIN, 0, dri_key="folate_dfe"),
    Nutrient("folic_acid", _("Folic acid (added)"), "µg", VITAMIN, 0),
    Nutrient("vitamin_b12", _("Vitamin B12"), "µg", VITAMIN, 2, _("B12"), dri_key="vitamin_b12"),
    Nutrient("choline", _("Choline"), "mg", VITAMIN, 0, dri_key="choline"),
    Nutrient("fat_saturated", _("Saturated fat"), "g", FAT, 1),
    Nutrient("fat_mono", _("Monounsaturated fat"), "g", FAT, 1),
    Nutrient("fat_poly", _("Polyunsaturated fat"), "g", FAT, 1),
    Nutrient("linoleic_acid", _("Linoleic acid (n-6)"), "g", FAT, 1, dri_key="linoleic_acid"),
    Nutrient(
        "alpha_linolenic_acid",
        _("Alpha-linolenic acid (n-3)"),
        "g",
        FAT,
        2,
        dri_key="alpha_linolenic_acid",
    ),
    Nutrient("epa", _("EPA (n-3)"), "g", FAT, 2),
    Nutrient("dha", _("DHA (n-3)"), "g", FAT, 2),
    Nutrient("cholesterol", _("Cholesterol"), "mg", FAT, 0),
    Nutrient("alcohol", _("Alcohol"), "g", OTHER, 1),
    Nutrient("caffeine", _("Caffeine"), "mg", OTHER, 0),
)

BY_KEY: Final[dict[str, Nutrient]] = {nutrient.key: nutrient for nutrient in CATALOGUE}
KEYS: Final[tuple[str, ...]] = tuple(BY_KEY)

#: The ten always in sight, in the order every screen and print shows them.
TEN: Final[tuple[str, ...]] = (
    "magnesium",
    "potassium",
    "calcium",
    "sodium",
    "vitamin_d",
    "thiamin_b1",
    "vitamin_b6",
    "vitamin_b12",
    "vitamin_k2",
    "water",
)
#: The guard rails that stand beside the ten.
GUARD_RAILS: Final[tuple[str, ...]] = ("energy", "protein", "fibre")
#: Judged on the week's mean only: body stores last longer than a day.
WEEK_ONLY: Final[frozenset[str]] = frozenset({"vitamin_d", "vitamin_b12"})
