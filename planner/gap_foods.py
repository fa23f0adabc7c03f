"""Foods that people eat as they are, in helpings they would: what may be added to close a gap.

A design choice, kept small: nothing here needs cooking, and every helping is a usual one
(foods/data/measures.csv). What a person must not have is left out where it is offered.
"""

from dataclasses import dataclass
from typing import Final

BREAKFAST: Final = frozenset({"breakfast", "smoothie", "snack"})
SPRINKLED: Final = frozenset({"breakfast", "smoothie", "lunch", "snack"})
MEALS: Final = frozenset({"lunch", "dinner"})
SALAD: Final = frozenset({"smoothie", "lunch", "dinner"})
SNACK: Final = frozenset({"breakfast", "lunch", "snack"})
DRUNK: Final = frozenset({"breakfast", "smoothie", "snack", "lunch"})


@dataclass(frozen=True, slots=True)
class GapFood:
    """A food by its slug, helpings in grams, and slots of the day at which it is eaten."""

    slug: str
    grams: tuple[float, ...]
    slots: frozenset[str]


_SMALL: Final = (
    ("pumpkin-seeds", (16, 30), SPRINKLED),
    ("sunflower-seeds", (18, 27), SPRINKLED),
    ("chia-seeds", (12, 24), BREAKFAST),
    ("flaxseed-ground", (7, 14), BREAKFAST),
    ("hemp-seeds", (10, 20, 30), SPRINKLED),
    ("sesame-seeds", (9, 18), SPRINKLED),
    ("wheat-germ", (7, 14), BREAKFAST),
    ("almonds", (15, 30), SNACK),
    ("hazelnuts", (15, 30), SNACK),
    ("cashews", (15, 30), SNACK),
    ("walnuts", (15, 30), SNACK),
    ("peanuts", (15, 30), SNACK),
    ("pistachios", (15, 30), SNACK),
    ("peanut-butter", (16,), SNACK),
    ("almond-butter", (16,), SNACK),
    ("tahini", (15,), SPRINKLED),
    ("cocoa-powder", (5, 10), BREAKFAST),
    ("chocolate-dark-70", (10, 20), frozenset({"snack", "dinner"})),
)
_FRUIT: Final = (
    ("banana", (118,), BREAKFAST),
    ("kiwi", (69, 138), BREAKFAST),
    ("orange", (131,), SNACK),
    ("avocado", (75, 150), SPRINKLED),
    ("raspberries", (60, 123), BREAKFAST),
    ("strawberries", (76, 152), BREAKFAST),
    ("pear", (178,), SNACK),
    ("apricots-dried", (21, 35), SNACK),
    ("prunes", (28, 38), SNACK),
    ("figs-dried", (24, 40), SNACK),
    ("dates-medjool", (24, 48), SNACK),
    ("raisins", (18, 27), BREAKFAST),
)
_DAIRY: Final = (
    ("milk-1-percent", (122, 244), DRUNK),
    ("kefir", (122, 243), DRUNK),
    ("buttermilk", (122, 245), DRUNK),
    ("soy-drink-fortified", (122, 243), DRUNK),
    ("oat-drink-fortified", (124, 247), DRUNK),
    ("almond-drink-fortified", (120, 240), DRUNK),
    ("orange-juice-calcium-d", (125, 249), DRUNK),
    ("tomato-juice-no-salt", (122, 243), MEALS | {"snack"}),
    ("yogurt-low-fat", (123, 245), BREAKFAST),
    ("yogurt-greek-skim", (123,), BREAKFAST),
    ("soy-yogurt-fortified", (114, 227), BREAKFAST),
    ("cottage-cheese-no-salt", (113,), SNACK),
    ("emmental-low-salt", (28,), SNACK),
    ("gouda", (28,), SNACK),
)
_HEARTY: Final = (
    ("egg-boiled", (50,), SNACK),
    ("sardines-canned-oil", (45, 90), MEALS),
    ("mackerel-canned", (45, 90), MEALS),
    ("salmon-sockeye-canned-no-salt", (80, 160), MEALS),
    ("tuna-canned-no-salt", (56, 112), MEALS),
    ("natto", (50,), MEALS | {"breakfast"}),
    ("white-beans-canned-no-salt", (80, 120), MEALS),
    ("chickpeas-canned-no-salt", (80, 120), MEALS),
    ("lentils-canned-no-salt", (80, 120), MEALS),
    ("edamame-boiled", (90,), MEALS | {"snack"}),
    ("sweetcorn-canned-no-salt", (80,), MEALS),
    ("hummus", (30, 45), SNACK),
    ("bread-whole-wheat", (32, 64), SNACK | {"dinner"}),
    ("bread-rye", (32, 64), SNACK | {"dinner"}),
    ("bran-flakes-fortified", (20, 40), frozenset({"breakfast", "snack"})),
)
_GREEN: Final = (
    ("spinach-raw", (30, 60), SALAD),
    ("kale-raw", (34, 67), SALAD),
    ("watercress", (34,), SALAD),
    ("bell-pepper-red", (60, 119), MEALS | {"snack"}),
    ("carrot", (61, 122), MEALS | {"snack"}),
    ("cherry-tomatoes", (75, 149), MEALS | {"snack"}),
)
GAP_FOODS: Final[dict[str, GapFood]] = {
    slug: GapFood(slug, tuple(float(one) for one in grams), slots)
    for slug, grams, slots in (*_SMALL, *_FRUIT, *_DAIRY, *_HEARTY, *_GREEN)
}
