"""Where own foods stand in shop and kitchen when nobody says: keys of aisles and groups. Pure."""

from typing import Final

from knowledge.text import gettext_noop as _

#: Aisle by kind of food.
USUAL_AISLE: Final[dict[str, str]] = {
    "food": "other",
    "drink": "drinks",
    "supplement": "supplements",
}
#: The group most foods of an aisle belong to; where there is no such, "other".
USUAL_GROUP: Final[dict[str, str]] = {
    "fruit": "tropical_fruit",
    "herbs": "fresh_herbs",
    "bread": "bread",
    "plant_drinks": "plant_drinks",
    "eggs": "eggs",
    "legumes": "legumes",
    "grains": "wholegrains",
    "pasta": "refined_grains",
    "cereals": "fortified_cereals",
    "nuts": "nuts",
    "dried_fruit": "dried_fruit",
    "condiments": "condiments",
    "oils": "oils",
    "spices": "spices",
    "sweets": "sweeteners",
    "supplements": "supplements",
}
#: Made where the shipped tables have not been loaded.
NAMES: Final[dict[str, str]] = {
    "other": _("Everything else"),
    "drinks": _("Drinks"),
    "supplements": _("Supplements"),
}
OTHER_GROUP: Final = "other"
#: Last in every shop.
LAST: Final = 90
