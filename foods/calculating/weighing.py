"""Amounts of a line to edible grams of a food, with what had to be taken for granted. Pure.

Weights are weights; volumes go through the food's own measures, else through its density, else
through the weight of its cup; counts go through its measures and packs. What is left is a kitchen
convention, marked as assumed, or it is asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from foods.calculating.lines import CONTAINERS, Amount, Line
from foods.measuring import MILLILITRES as VOLUMES
from foods.search.words import all_words, stem

Why = Literal["no_amount", "unknown_measure", "too_much"]

#: Grams in one. The pound is 453.59237 g exactly, the ounce a sixteenth of it (international yard
#: and pound agreement, 1959; NIST Handbook 44, appendix C).
WEIGHTS: Final[dict[str, float]] = {
    "mg": 0.001,
    "g": 1.0,
    "kg": 1000.0,
    "oz": 28.349523125,
    "lb": 453.59237,
}
#: Millilitres in one: US customary for fluid ounce, pint and quart (NIST Handbook 44, appendix C).
MILLILITRES: Final[dict[str, float]] = {
    **VOLUMES,
    "cl": 10.0,
    "dl": 100.0,
    "dsp": 10.0,
    "fl oz": 29.5735,
    "pint": 473.176,
    "quart": 946.353,
}
#: Kitchen conventions in terms of another measure: nobody weighs them, so they are marked.
CONVENTIONS: Final[dict[str, tuple[float, str]]] = {
    "pinch": (1 / 16, "tsp"),
    "dash": (1 / 8, "tsp"),
    "drizzle": (1.0, "tsp"),
    "splash": (1.0, "tbsp"),
    "dollop": (1.0, "tbsp"),
    "knob": (1.0, "tbsp"),
    "glass": (200.0, "ml"),
    "mug": (250.0, "ml"),
    "handful": (30.0, "g"),
}
#: Other names that a food's table may have for a measure, in the order they are tried.
ALIKE: Final[dict[str, tuple[str, ...]]] = {
    "rasher": ("slice",),
    "slice": ("rasher",),
    "stick": ("stalk",),
    "head": ("bulb", "piece"),
    "bulb": ("head",),
    "pot": ("tub",),
    "tub": ("pot",),
    "pack": ("bag", "box", "block", "punnet"),
    "jar": ("bottle",),
    "fillet": ("piece",),
    "ball": ("piece",),
    "piece": ("medium",),
    "can": ("tin",),
}
#: US butter is sold in sticks of half a cup.
BUTTER_STICK: Final = 0.5
#: What one of a thing is where the line names no measure, in the order it is tried.
COUNTED: Final = ("medium", "piece", "fillet", "egg", "slice", "leaf", "stalk", "ear", "pod")
#: More of one thing than this, 100 kg, is a slip of the keyboard.
MOST_GRAMS: Final = 100_000.0
#: Measures that are no single thing.
SPOONS: Final = frozenset({"cup", "tbsp", "tsp", "handful", "pinch", "glass", "mug", "can"})


@dataclass(frozen=True, slots=True)
class Pack:
    """What a shop sells: grams as bought, and the grams left when drained."""

    label: str
    grams: float
    drained: float | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """How a food is measured: grams (edible) per household measure, the usual one first."""

    name: str
    measures: Mapping[str, float] = field(default_factory=dict)
    packs: Sequence[Pack] = ()
    density: float | None = None
    edible_share: float = 1.0


@dataclass(frozen=True, slots=True)
class Note:
    """Something to say of a weight: a code of `words.NOTES` and what it is about."""

    code: str
    values: tuple[tuple[str, str | float], ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """So much of a measure, and its edible grams; `assumed` where a convention stands behind."""

    quantity: float
    measure: str
    grams: float
    notes: tuple[Note, ...] = ()
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Unweighed:
    """Why a line has no grams: `no_amount`, `unknown_measure` (which) or `too_much`."""

    code: Why
    measure: str = ""


def weigh(line: Line, food: Measured) -> Weighed | Unweighed:
    """Edible grams of what a line says, or why there are none."""
    found = _weighed(line, food)
    if isinstance(found, Weighed) and not 0 < found.grams <= MOST_GRAMS:
        return Unweighed("too_much" if found.grams else "no_amount")
    return found


def _weighed(line: Line, food: Measured) -> Weighed | Unweighed:
    if not line.amounts:
        return Unweighed("no_amount")
    if line.summed:
        return _sum(line, food)
    each = next((one for one in line.amounts if one.each), None)
    counted = next((one for one in line.amounts if not one.each), None)
    if each is not None:
        return _held(each, counted, food)
    # The same amount said twice: a weight says it best, then what comes first.
    ordered = sorted(line.amounts, key=lambda one: one.measure not in WEIGHTS)
    results = [weigh_amount(one, food, line.size) for one in ordered]
    return next((one for one in results if isinstance(one, Weighed)), results[0])


def weigh_amount(amount: Amount, food: Measured, size: str = "") -> Weighed | Unweighed:
    """Edible grams of one amount."""
    found = grams_of(amount.measure, food, size)
    if found is None:
        return Unweighed("unknown_measure", amount.measure or size)
    one, measure, notes, assumed = found
    if amount.ranged:
        notes = (Note("range", (("low", amount.low), ("high", amount.high))), *notes)
    quantity = amount.quantity
    return Weighed(quantity, measure, quantity * one, notes, assumed)


Found = tuple[float, str, tuple[Note, ...], bool]


def grams_of(measure: str, food: Measured, size: str = "") -> Found | None:
    """Edible grams of one of a measure, its name, what to say of it, whether it is assumed."""
    if measure in WEIGHTS:
        return WEIGHTS[measure], measure, (), False
    if not measure:
        return _counted(food, size)
    for name in (f"{size} {measure}".strip(), measure, *ALIKE.get(measure, ())):
        if name in food.measures:
            return food.measures[name], name, (), False
    for name in (measure, *ALIKE.get(measure, ())):
        if (pack := _pack(food, name)) is not None:
            return pack
    return _volume(measure, food) or _convention(measure, food)


def choices(food: Measured) -> list[str]:
    """Measures one can choose for a food: its own, then grams, then millilitres where they work."""
    listed = [*food.measures, "g"]
    if food.density or _cup_density(food):
        listed.append("ml")
    return list(dict.fromkeys(listed))


def _sum(line: Line, food: Measured) -> Weighed | Unweighed:
    parts = [weigh_amount(one, food, line.size) for one in line.amounts]
    bad = next((part for part in parts if isinstance(part, Unweighed)), None)
    if bad:
        return bad
    good = [part for part in parts if isinstance(part, Weighed)]
    grams = sum(part.grams for part in good)
    notes = tuple(dict.fromkeys(note for part in good for note in part.notes))
    return Weighed(grams, "g", grams, notes, any(part.assumed for part in good))


def _held(each: Amount, counted: Amount | None, food: Measured) -> Weighed | Unweighed:
    """Containers with what one of them holds: "2 x 400 g tins"."""
    one = weigh_amount(each, food)
    if isinstance(one, Unweighed):
        return one
    number = counted.quantity if counted else 1.0
    grams = one.grams * number
    measure = counted.measure if counted else ""
    pack = next((pack for pack in food.packs if pack.drained), None)
    if pack is not None and pack.drained and measure in {"", *CONTAINERS}:
        kept = grams * pack.drained / pack.grams
        note = Note("drained", (("gross", grams), ("drained", kept)))
        return Weighed(kept, "g", kept, (*one.notes, note), assumed=True)
    return Weighed(grams, "g", grams, one.notes, one.assumed)


def _counted(food: Measured, size: str) -> Found | None:
    """One of a thing: a banana, an egg."""
    if size and size in food.measures:
        return food.measures[size], size, (), False
    own = _named_after(food)
    names = [own] if own else []
    for name in (*names, *COUNTED, "large", "small"):
        if name in food.measures:
            said = () if name == own or not size else (Note("size", (("measure", name),)),)
            usual = () if name in (own, "piece") or size else (Note("one", (("measure", name),)),)
            return food.measures[name], name, (*said, *usual), False
    if (pack := _pack(food, "piece")) is not None:
        return pack
    things = [name for name in food.measures if name not in SPOONS]
    if things:
        return food.measures[things[0]], things[0], (Note("one", (("measure", things[0]),)),), False
    return None


def _named_after(food: Measured) -> str | None:
    words = {stem(word) for word in all_words(food.name.partition(",")[0])}
    return next((name for name in food.measures if stem(name) in words), None)


def _pack(food: Measured, label: str) -> Found | None:
    pack = next((one for one in food.packs if one.label == label), None)
    if pack is None:
        return None
    grams = pack.drained or pack.grams * food.edible_share
    note = Note("pack", (("measure", label), ("grams", grams)))
    return grams, label, (note,), True


def _volume(measure: str, food: Measured) -> Found | None:
    millilitres = MILLILITRES.get(measure)
    if millilitres is None:
        return None
    if food.density:
        return millilitres * food.density, measure, (), False
    if (derived := _cup_density(food)) is not None:
        density, by = derived
        note = Note("by_measure", (("measure", by), ("grams", food.measures[by])))
        return millilitres * density, measure, (note,), False
    return None


def _cup_density(food: Measured) -> tuple[float, str] | None:
    """g per ml by the weight of a food's own cup or spoon, and which of them."""
    for name in ("cup", "tbsp", "tsp"):
        if name in food.measures:
            return food.measures[name] / MILLILITRES[name], name
    return None


def _convention(measure: str, food: Measured) -> Found | None:
    if measure == "stick" and "butter" in all_words(food.name):
        return _assumed("stick", BUTTER_STICK, "cup", food)
    if measure in CONVENTIONS:
        return _assumed(measure, *CONVENTIONS[measure], food)
    return None


def _assumed(measure: str, quantity: float, unit: str, food: Measured) -> Found | None:
    found = grams_of(unit, food)
    if found is None:
        return None
    note = Note("assumed", (("measure", measure), ("quantity", quantity), ("unit", unit)))
    return quantity * found[0], measure, (note,), True
