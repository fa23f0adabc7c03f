"""Which of equal finds comes first: everyday before brand, raw before processed. Pure.

Told from the name alone, since that is all that every source gives: kitchen words weigh little,
words of processing more, brands and dishes most.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from foods.search.shelves import SHELVES
from foods.search.words import all_words, stem

#: The least everyday a food can be.
LAST: Final = 99
BRANDED: Final = 60
#: Where a food starts, by the kind of its record; this project's own foods come first.
_START: Final = {"foundation": 5, "sr_legacy": 7, "survey": 12}
_ELSEWHERE: Final = 7
#: Words of a name that a cook does not look for first, with how much later they come.
_LATER: Final[Mapping[int, str]] = {
    2: "cooked boiled baked roasted grilled steamed broiled poached salted unsalted lean wild"
    " farmed added regenerated part black chinese california"
    " florida green yellow orange",
    4: "fried stewed braised stir microwaved prepared simmered toasted smoked frozen browned"
    " reduced fortified enriched low lowfat nonfat ground skin leaf leaves new stalks clusters"
    " stems tops hard extra mashed sliced creamed seasoned baby duck goose quail",
    6: "canned tinned drained",
    8: "dried dehydrated powder powdered flour juice pickled candied sweetened glazed bottled"
    " concentrate condensed evaporated freeze dry puree meal bran oil butter sprouted filled"
    " diet dietetic light lite free flavored flavor vanilla imported breaded battered immature"
    " liver kidneys heart brain tongue tripe giblets neck feet gizzard lungs spleen"
    " crude stabilized hydrogenated industrial separable bolted degermed australian zealand"
    " variety deli vinegar rotisserie bbq fermented nectar",
    14: "soup sauce cake pie cookie cookies bread candies candy snack snacks dessert desserts"
    " pudding puddings cereal cereals cracker crackers muffin muffins drink beverage"
    " beverages cocktail mix dressing gravy dip spread stew salad sandwich pizza roll"
    " rolls chips toppings sausage luncheon bologna frankfurter meatballs ice cream creams"
    " yogurt chocolate dish dinner entree noodles patty patties burger pasta pancakes"
    " waffles jam jelly preserves syrup syrups bar bars substitute substitutes analog"
    " meatless filling frosting frostings shake shakes smoothie",
    25: "imitation fast foods restaurant school lunch babyfood infant toddler formula alaska"
    " native navajo apache hopi southwest shoshone ndn usda commodity formulated military"
    " novelties mcdonald supplement whale seal caribou moose bear beaver opossum raccoon muskrat"
    " ostrich emu alcoholic wine beer sake",
}
_WEIGHT: Final = {stem(word): n for n, words in _LATER.items() for word in words.split()}
#: "KELLOGG'S", "PILLSBURY": how the USDA table writes brands.
_CAPITALS: Final = re.compile(r"\b[A-Z][A-Z'&.]{3,}\b")
_NOT_BRANDS: Final = frozenset({"USDA", "NFS"})
_CAPITAL_BRAND: Final = 30
#: As it was bought.
_UNTOUCHED: Final = re.compile(r"\b(raw|fresh)\b")
_RAW: Final = 3
#: What American programmes hand out; nothing about the food.
_PROGRAMME: Final = re.compile(r"\(includes foods for usda.*?(\)|$)", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\([^)]*(?:\)|$)")
#: Another name of the same, the vitamins that all milk gets, and words for the usual kind.
_ASIDE: Final = re.compile(
    r"\s*\([^)]*(\)|$)|,? with added vitamin [^,]*|,? (all commercial varieties|all types"
    r"|year round average|without salt|common)\b",
    re.IGNORECASE,
)
#: The kind that is meant where the tables list many, as their descriptions start.
_USUAL: Final = re.compile(
    r"(fish, salmon, atlantic|mushrooms, white|egg, whole|cereals, oats, regular|tofu, (firm|soft)"
    r"|seeds, sesame butter, tahini, from roasted|rice, white, long-grain|oil, olive|milk, whole"
    r"|tomatoes, red|bread, whole-wheat|cheese, cheddar|peanuts, all types)",
    re.IGNORECASE,
)
_USUAL_FIRST: Final = 6
#: Shelves of food that is always dry.
_SOLD_DRY: Final = frozenset({"seeds", "spices", "cereals", "nuts", "pasta", "noodles"})
_LONG_HEAD: Final = 12
_RARELY_EATEN: Final = 25
#: Words beyond the name itself: each tells of a rarer thing.
_PLAIN_WORDS: Final = 3


def prominence(*, name: str, source: str, data_type: str = "", brand: str = "") -> int:
    """How late a food comes among equal finds, 0 (most everyday) to `LAST`."""
    if brand or data_type == "branded":
        return min(LAST, BRANDED + len(all_words(name)))
    start = 0 if source == "limber" else _START.get(data_type, _ELSEWHERE)
    name = _PROGRAMME.sub("", name)
    capitals = _CAPITALS.search(name)
    branded = _CAPITAL_BRAND if capitals and capitals[0] not in _NOT_BRANDS else 0
    short = _ASIDE.sub("", name)
    untouched = _RAW if _UNTOUCHED.search(short) else 0
    usual = _USUAL_FIRST if _USUAL.match(short) else 0
    late = start + branded + _head(short) + _said(short) + _strange(name) - untouched - usual
    return max(0, min(BRANDED - 1, late))


def _head(name: str) -> int:
    """Longer names are of more special foods: "milk" before "milk dessert"."""
    parts = name.split(",")
    on_shelf = parts[0].lower() in SHELVES and len(parts) > 1
    words = all_words((parts[1] if on_shelf else parts[0]).partition(" with ")[0])
    shelf = sum(_weights(all_words(parts[0]))) if on_shelf else 0
    return min(_LONG_HEAD, 5 * max(0, len(words) - 1)) + (sum(_weights(words)) + shelf) // 2


def _said(name: str) -> int:
    """What is said after the head."""
    words = all_words(name.partition(",")[2])
    weights = _weights(words)
    if name.partition(",")[0].lower() in _SOLD_DRY:
        weights = [
            0 if word in ("dry", "dried") else w for word, w in zip(words, weights, strict=True)
        ]
    return sum(sorted(weights, reverse=True)[:3]) + max(0, len(words) - _PLAIN_WORDS) // 2


def _strange(name: str) -> int:
    """Asides count only where they tell of a food that few people eat."""
    asides = " ".join(_BRACKETS.findall(name))
    return max((w for w in _weights(all_words(asides)) if w >= _RARELY_EATEN), default=0)


def _weights(words: Iterable[str]) -> list[int]:
    return [_WEIGHT.get(stem(word), 0) for word in words]
