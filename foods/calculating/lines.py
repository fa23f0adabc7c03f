"""What a line of ingredients can say: amounts, a food, details. Pure.

Measures have one name each here, whatever a line calls them: "tablespoons" and "Tbsp." are `tbsp`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

#: Bounds of what is read; more is named and left out.
MOST_LINES: Final = 50
LONGEST_LINE: Final = 200

#: A measure and the words for it. Household measures of foods are named as in `measures.csv`.
_WORDS: Final[dict[str, str]] = {
    "mg": "mg milligram milligrams",
    "g": "g gr gm gms gram grams gramme grammes",
    "kg": "kg kgs kilo kilos kilogram kilograms",
    "oz": "oz ozs ounce ounces",
    "lb": "lb lbs pound pounds",
    "ml": "ml mls millilitre millilitres milliliter milliliters",
    "cl": "cl centilitre centilitres",
    "dl": "dl decilitre decilitres deciliter deciliters",
    "l": "l litre litres liter liters",
    "tsp": "tsp tsps teaspoon teaspoons teaspoonful teaspoonfuls",
    "tbsp": "tbsp tbsps tbs tbl tablespoon tablespoons tablespoonful tablespoonfuls",
    "dsp": "dsp dessertspoon dessertspoons",
    "cup": "cup cups cupful cupfuls",
    "fl oz": "floz",
    "pint": "pint pints pt",
    "quart": "quart quarts qt",
    "slice": "slice slices",
    "rasher": "rasher rashers",
    "clove": "clove cloves",
    "can": "can cans tin tins",
    "jar": "jar jars",
    "pack": "pack packs packet packets package packages pkg",
    "bag": "bag bags",
    "carton": "carton cartons",
    "bottle": "bottle bottles",
    "tube": "tube tubes",
    "tub": "tub tubs",
    "pot": "pot pots",
    "bunch": "bunch bunches",
    "head": "head heads",
    "bulb": "bulb bulbs",
    "leaf": "leaf leaves",
    "stalk": "stalk stalks rib ribs",
    "stick": "stick sticks",
    "fillet": "fillet fillets filet filets",
    "piece": "piece pieces",
    "steak": "steak steaks",
    "chop": "chop chops",
    "sheet": "sheet sheets",
    "nest": "nest nests",
    "sprig": "sprig sprigs",
    "spear": "spear spears",
    "scoop": "scoop scoops",
    "sachet": "sachet sachets",
    "ear": "ear ears cob cobs",
    "block": "block blocks",
    "square": "square squares",
    "shot": "shot shots",
    "bar": "bar bars",
    "ball": "ball balls",
    "floret": "floret florets",
    "half": "half halves",
    "glass": "glass glasses glassful",
    "mug": "mug mugs",
    "bowl": "bowl bowls",
    "handful": "handful handfuls",
    "pinch": "pinch pinches",
    "dash": "dash dashes",
    "splash": "splash splashes",
    "drizzle": "drizzle",
    "dollop": "dollop dollops",
    "knob": "knob knobs",
}
MEASURE_OF: Final[dict[str, str]] = {
    word: measure for measure, words in _WORDS.items() for word in words.split()
} | {"fluid ounce": "fl oz", "fluid ounces": "fl oz", "fl oz": "fl oz"}
#: What holds a stated weight: "2 x 400 g tins".
CONTAINERS: Final = frozenset(
    {"can", "jar", "pack", "bag", "carton", "bottle", "tube", "tub", "pot", "block", "sachet"}
)
SIZES: Final = ("small", "medium", "large")
_SIZE_OF: Final[dict[str, str]] = {
    **{size: size for size in SIZES},
    "med": "medium",
    "big": "large",
    "extra-large": "large",
    "jumbo": "large",
}
#: How full a spoon is; counted as level, since nobody says how high a heap is.
HEAPS: Final = (
    "heaped",
    "heaping",
    "rounded",
    "level",
    "scant",
    "generous",
    "good",
    "big",
    "small",
)

_THREE_TO_TEN: Final = ("three", "four", "five", "six", "seven", "eight", "nine", "ten")
#: Numbers that are words.
NUMBER_WORDS: Final[dict[str, float]] = {
    **dict.fromkeys(("a", "an", "one"), 1),
    **dict.fromkeys(("two", "couple"), 2),
    **dict.fromkeys(("twelve", "dozen"), 12),
    **{word: number for number, word in enumerate(_THREE_TO_TEN, start=3)},
    "half": 0.5,
    "quarter": 0.25,
    "third": 1 / 3,
}
_FRACTIONS: Final = "1/4 1/2 3/4 1/3 2/3 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8 /"
VULGAR: Final[dict[str, str]] = dict(
    zip(
        "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⁄",
        _FRACTIONS.split(),
        strict=True,
    )
)
#: Said of what nobody weighs: such a line is named and not counted.
UNWEIGHED: Final = re.compile(
    r"\b(to taste|as needed|as required|for (?:serving|garnish|greasing|dusting|frying)"
    r"|to (?:serve|garnish|grease)|optional)\b",
    re.IGNORECASE,
)
_PLAIN_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?|\d+/\d+")
#: "One-half", but not the sign of "-1".
_HYPHEN: Final = re.compile(r"(?<=\w)-(?=\w)")
_BULLET: Final = re.compile(r"^\s*(?:[-*•–—▢☐]|\[[ x]?\])\s+")
#: What kitchens call a food that tables name otherwise.
_KITCHEN: Final = ((re.compile(r"\btoast\b", re.IGNORECASE), "bread"),)
_PART_OF: Final = re.compile(r"^(juice|zest|rind)\s+of\s+(.+)$", re.IGNORECASE)
_ARTICLES: Final = re.compile(r"^(?:(?:an?|of|the)\s+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of something: a range where `low` is not `high`; no measure is a plain count."""

    low: float
    high: float
    measure: str = ""
    each: bool = False
    """Whether it is the weight of one of what is counted beside it: "2 x 400 g tins"."""
    approximate: bool = False

    @property
    def quantity(self) -> float:
        """The middle of the range."""
        return (self.low + self.high) / 2

    @property
    def ranged(self) -> bool:
        """Whether the line gives a range."""
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class Line:
    """What was read from one line."""

    text: str
    names: tuple[str, ...] = ()
    """The food, or the foods that are offered for choice."""
    amounts: tuple[Amount, ...] = ()
    """Ways of saying how much; summed where `summed`, else the same amount said twice."""
    summed: bool = False
    size: str = ""
    details: str = ""
    """Preparation and remarks: they help to find the food."""
    certainty: float = 1.0
    """How sure the reader is of the name, 0 to 1."""

    @property
    def unweighed(self) -> bool:
        """Whether it says so little of an amount that it is not counted: "salt to taste"."""
        return not self.amounts and bool(UNWEIGHED.search(self.text))


def split_lines(text: str) -> list[str]:
    """The lines of a text that say something, without bullets; not bounded."""
    cleaned = (
        " ".join(_BULLET.sub("", row).split()) for row in text.replace("\x00", " ").split("\n")
    )
    return [row for row in cleaned if row]


def measure_word(text: str) -> str | None:
    """The measure a word stands for, None where it is none: "Tablespoons." -> "tbsp"."""
    if text in ("T", "T."):
        return "tbsp"
    words = text.lower().replace(".", "").split()
    if len(words) > 1 and words[0] in HEAPS:
        words = words[1:]
    return MEASURE_OF.get(" ".join(words))


def size_word(text: str | None) -> str:
    """The size a word stands for, "" where it is none."""
    return _SIZE_OF.get((text or "").lower(), "")


def number_of(text: str) -> float | None:
    """A number in figures, fractions or words: "1 ½" -> 1.5, "half" -> 0.5, else None."""
    for sign, plain in VULGAR.items():
        text = text.replace(sign, plain if sign == "⁄" else f" {plain}")
    parts = _HYPHEN.sub(" ", text.lower()).split()
    values = [_part(part) for part in parts if part != "of"]
    if not values or any(value is None for value in values):
        return None
    found = [value for value in values if value is not None]
    if len(found) == 2 and parts[-1] in ("dozen", "half", "quarter") and parts[0] != "a":
        return found[0] * found[1]
    if len(found) == 2 and parts[0] in ("a", "an"):
        return found[1]
    return sum(found)


def _part(text: str) -> float | None:
    if text in NUMBER_WORDS:
        return float(NUMBER_WORDS[text])
    if not _PLAIN_NUMBER.fullmatch(text):
        return None
    try:
        return float(Fraction(text.replace(",", ".")))
    except (OverflowError, ZeroDivisionError):
        return None


def turned(text: str) -> str:
    """A line with its parts in the usual order: "juice of 1 lemon" -> "1 lemon juice"."""
    return _PART_OF.sub(r"\2 \1", text)


def clean_name(text: str) -> str:
    """A food's name without articles and loose punctuation."""
    for pattern, name in _KITCHEN:
        text = pattern.sub(name, text)
    return _ARTICLES.sub("", text.strip(" ,.;:-()")).strip()


def joined(parts: Iterable[str | None]) -> str:
    """The parts that say something, with commas."""
    return ", ".join(part for part in parts if part)
