"""What a verdict is asked about, as typed: a food, supplement, target, drinking goal or plan.

Food names and their classes are in `data/safety_foods.csv` and `data/safety_food_classes.csv`. The
longest name wins, and words around it take classes away ("lactose-free", "vegan", "unsalted") or
add traits ("raw", "with the dose"). A food of the food table brings its facts and amounts besides.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from knowledge.nutrients import BY_KEY
from knowledge.phrases import Found, Phrases, closure, plain, words
from knowledge.safety_rules_words import (
    ADDED,
    APART_WORDS,
    CHANGES,
    CONTEXT,
    FREE_OF,
    FROM_ANIMALS,
    HOURS,
    LARGE_AMOUNT,
    LITTLE,
    MAY_CONTAIN,
    MEAL_APART,
    MINUTES,
    NUMBERS,
    NUTRIENT_WORDS,
    PLANT_BASES,
    SUPPLEMENT,
    TARGET,
    TRAITS,
    UNIT_FACTORS,
    UNPASTEURISED,
    WITHOUT,
)
from knowledge.tables import DATA, read_table, unique


@dataclass(frozen=True, slots=True)
class Subject:
    """What a verdict is asked about.

    `amounts` are per day in the catalogue's units, for supplements and targets that say how much.
    """

    text: str
    classes: frozenset[str]
    """Food classes; "food"; "supplement" and "supplement:magnesium"; "target:water"; "plan"."""
    traits: frozenset[str] = frozenset()
    traces: frozenset[str] = frozenset()
    """Classes that a label warns of."""
    amounts: Mapping[str, float] = field(default_factory=dict)
    minutes_apart: float | None = None
    """How long after or before a dose it is eaten, where that is said."""
    recognised: bool = True

    @property
    def kind(self) -> str:
        """plan, target, supplement or food: the first that it is."""
        kinds = ("plan", "target", "supplement")
        return next((one for one in kinds if one in self.classes), "food")


@cache
def load_food_classes(folder: Path = DATA) -> Mapping[str, tuple[str, ...]]:
    """What each food class implies; `TableError` where the file is not as it should be."""
    rows = unique(read_table(folder / "safety_food_classes.csv", ("id", "name", "implies")), "id")
    implied = {row.text("id"): row.words("implies") for row in rows}
    for row in rows:
        for one in row.words("implies"):
            if one not in implied:
                raise row.error("implies", f"'{one}' is not a class")
    return implied


@cache
def load_foods(folder: Path = DATA) -> Mapping[str, frozenset[str]]:
    """The classes of each food name, with all they imply; `TableError` for an unknown class."""
    implied = load_food_classes(folder)
    found: dict[str, frozenset[str]] = {}
    for row in unique(read_table(folder / "safety_foods.csv", ("name", "classes")), "name"):
        for one in row.words("classes"):
            if one not in implied:
                raise row.error("classes", f"'{one}' is not in safety_food_classes.csv")
        found[row.text("name")] = closure(row.words("classes"), implied)
    return found


@cache
def _phrases() -> Phrases:
    return Phrases(load_foods())


def known_foods(text: str) -> frozenset[str]:
    """The known food names in a text, each as its words."""
    return frozenset(" ".join(words(one.name)) for one in _phrases().find(words(text)))


def read_subject(text: str) -> Subject:
    """A subject as typed."""
    said = plain(text)
    said, traces = _traces(said)
    traits = {name for name, pattern in TRAITS.items() if pattern.search(said)}
    if LARGE_AMOUNT.search(said):
        traits.add("large")
    bare = CONTEXT.sub(" ", said)
    if re.search(r"\b(?:meal|week|day|menu|diet)?\s*(?:plan|menu)\b|\bplan\b", bare):
        return _plan(text, said, frozenset(traits))
    counts = "counts_b12" in traits or re.search(r"\bas an? \w+(?: \w+)? food\b", said)
    supplement = bool(SUPPLEMENT.search(bare))
    if not counts and not supplement and TARGET.search(said):
        return _target(text, said, frozenset(traits))
    return _food(text, bare, said, traits, traces, supplement and not counts)


def _traces(said: str) -> tuple[str, frozenset[str]]:
    match = MAY_CONTAIN.search(said)
    if match is None:
        return said, frozenset()
    foods = load_foods()
    warned = _phrases().find(words(match[1]))
    classes = frozenset().union(*(foods[one.name] for one in warned))
    return said[: match.start()], classes


def _plan(text: str, said: str, traits: frozenset[str]) -> Subject:
    classes = {"plan"}
    if re.search(r"high[- ]potassium|potassium[- ]rich", said):
        classes.add("plan:high_potassium")
    if re.search(r"(?:no|without)\b.*\bb12", said):
        classes.add("plan:no_b12")
    if re.search(r"vitamin k1?[- ]rich|(?:high|rich)[- ](?:in )?vitamin k", said):
        classes.add("plan:high_vitamin_k")
    classes |= _food_classes(said)[0]
    return Subject(text, frozenset(classes) | _changes(said), traits)


def _changes(said: str) -> frozenset[str]:
    return frozenset(name for name, pattern in CHANGES.items() if pattern.search(said))


def nutrients_in(said: str) -> tuple[str, ...]:
    """The nutrients a text names, by their keys in the catalogue and a few more."""
    return tuple(key for key, pattern in NUTRIENT_WORDS.items() if pattern.search(said))


def _amounts(said: str, nutrients: tuple[str, ...]) -> dict[str, float]:
    found: dict[str, float] = {}
    for match in re.finditer(r"(\d+(?:\.\d+)?)\s*(mg|ug|mcg|g|iu|units?)\b", said):
        near = nutrients if len(nutrients) == 1 else _named_before(said[: match.start()], nutrients)
        for nutrient in near:
            amount = _converted(float(match[1]), match[2], nutrient)
            if amount is not None:
                found[nutrient] = max(amount, found.get(nutrient, 0.0))
    return found


def _named_before(said: str, nutrients: tuple[str, ...]) -> tuple[str, ...]:
    places = {
        key: max((match.end() for match in NUTRIENT_WORDS[key].finditer(said)), default=-1)
        for key in nutrients
    }
    last = max(places.values(), default=-1)
    return tuple(key for key, place in places.items() if place == last >= 0)


def _converted(amount: float, unit: str, nutrient: str) -> float | None:
    """An amount in the nutrient's own unit; None where the two have nothing to do."""
    own = BY_KEY[nutrient].unit if nutrient in BY_KEY else "mg"
    if unit in ("iu", "unit", "units"):
        return amount * UNIT_FACTORS[nutrient] if nutrient in UNIT_FACTORS else None
    grams = {"g": 1.0, "mg": 1e-3, "ug": 1e-6, "mcg": 1e-6}
    return amount * grams[unit] / grams[plain(own)] if plain(own) in grams else None


def _target(text: str, said: str, traits: frozenset[str]) -> Subject:
    nutrients = nutrients_in(said)
    if re.search(r"hydration|drinking|fluid|water", said):
        nutrients = (*nutrients, "water")
    classes = {"target", *(f"target:{key}" for key in nutrients)} | _changes(said)
    amounts = _amounts(said, nutrients)
    return Subject(text, frozenset(classes), traits, amounts=amounts, recognised=bool(nutrients))


def _food(
    text: str,
    bare: str,
    said: str,
    traits: set[str],
    traces: frozenset[str],
    supplement: bool,
) -> Subject:
    classes, names = _food_classes(bare)
    # "Vitamin E, 400 IU" names no food: it can only be a supplement.
    supplement = supplement or (not names and bool(nutrients_in(bare)))
    nutrients = nutrients_in(WITHOUT.sub(" ", bare)) if supplement else ()
    changes = _changes(said)
    known = bool(names or nutrients or changes or "together" in traits)
    whole = classes | {f"named:{' '.join(words(name))}" for name in names} | changes
    if supplement:
        whole |= {"supplement", *(f"supplement:{key}" for key in nutrients)}
    else:
        whole |= {"food", *(name for pattern, name in ADDED if names and pattern.search(bare))}
    if "together" in traits:
        whole |= {"together"}
    for trait in ("nut_substitute", "high_protein_meal"):
        whole |= {trait} & traits
    return Subject(
        text,
        frozenset(whole),
        frozenset(traits | _state(bare)),
        traces,
        _amounts(said, nutrients) if supplement else {},
        _minutes(said),
        known,
    )


def _state(bare: str) -> set[str]:
    """The tap water among traits: a rule that spares it looks for a trait."""
    return {"tap_water"} if re.search(r"\btap water\b|^\s*plain water\s*$", bare) else set()


def _food_classes(bare: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Classes and names of the foods in a text, after the words that take classes away."""
    foods = load_foods()
    text_words, found = _best(bare)
    dropped = _free_of(bare)
    classes: set[str] = set()
    for one in found:
        own = set(foods[one.name])
        before = text_words[one.start - 1] if one.start else ""
        if one.name == "salt" and (before in LITTLE or "free" in text_words[one.end : one.end + 1]):
            continue
        if before in PLANT_BASES and "milk" in own:
            own = set()
        if re.search(r"\b(?:vegan|plant[- ]based)\b", bare) and own & FROM_ANIMALS:
            own = set()
        if "milk" in own and UNPASTEURISED.search(bare):
            # Hard cheese of raw milk is a case of its own; feta is aged, and never hard.
            hard = "aged_cheese" in own and "feta" not in one.name
            own |= closure({"raw_hard_cheese" if hard else "raw_milk"}, load_food_classes())
        if own & dropped & FROM_ANIMALS:
            own -= FROM_ANIMALS | {"lactose", "dairy_drink", "galactose", "cheese", "protein_rich"}
        classes |= own - dropped
    return frozenset(classes), tuple(one.name for one in found)


def _best(bare: str) -> tuple[tuple[str, ...], tuple[Found, ...]]:
    """Read as written, and with the first two parts swapped ("milk, coconut"): the longer name."""
    parts = [part for part in bare.split(",") if part.strip()]
    orders = [parts]
    if len(parts) > 1:
        orders.append([parts[1], parts[0], *parts[2:]])
        if len(parts) > 2:
            orders.append([parts[2], parts[0], parts[1], *parts[3:]])
    read = [(one, _phrases().find(one)) for one in (words(" ".join(order)) for order in orders)]
    return max(read, key=lambda each: max((f.end - f.start for f in each[1]), default=0))


def _free_of(bare: str) -> frozenset[str]:
    """The classes that the words of a text take away."""
    dropped: set[str] = set()
    for pattern, classes in FREE_OF:
        if pattern.search(bare):
            dropped |= classes
    return frozenset(dropped)


def _minutes(said: str) -> float | None:
    """How far from the dose, in minutes, where a text says so."""
    for pattern, factor in ((MINUTES, 1.0), (HOURS, 60.0)):
        match = pattern.search(said)
        if match:
            return factor * (NUMBERS.get(match[1]) or float(match[1]))
    return MEAL_APART if APART_WORDS.search(said) else None
