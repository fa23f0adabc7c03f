"""Sanity checks of amounts, pure: what cannot be, and what looks wrong.

A `reject` cannot be true of any food (more sugar than carbohydrate, kJ where kcal belong); a `warn`
is unusual and wants a second look. A nutrient that is not in the mapping is unknown and never
checked as if it were zero. Tolerances and ceilings carry their source in every finding.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from knowledge.nutrients import BY_KEY
from knowledge.text import gettext_noop as _

Severity = Literal["reject", "warn"]
Amounts = Mapping[str, float]

MERRILL_WATT: Final = "Merrill and Watt 1973, USDA Agriculture Handbook 74, specific energy factors"
INFOODS: Final = "FAO/INFOODS 2012, Guidelines for Checking Food Composition Data: 95 to 105 g"
EU_TOLERANCES: Final = "European Commission 2012, guidance on tolerances for nutrition labelling"
US_LABELS: Final = "21 CFR 101.9(c), rounding of declared amounts; 101.9(g), 20 % tolerance"
IOM_FOLATE: Final = "IOM 1998, DRI: 1 µg folic acid counts as 1.7 µg dietary folate equivalents"
CEILINGS: Final = Path(__file__).parent / "data" / "ceilings.csv"

#: Lowest and highest specific energy factors of foods, kcal per g (Merrill and Watt, table 13).
#: Carbohydrate starts at zero: some sweeteners and fibres are not absorbed.
FACTORS: Final[dict[str, tuple[float, float]]] = {
    "protein": (2.44, 4.36),
    "fat_total": (8.37, 9.02),
    "carbohydrate": (2.40, 4.16),
    "alcohol": (6.93, 6.93),
}
#: Sugars among the carbohydrate are always absorbed; lowest factor of monosaccharides (same table).
SUGAR_FACTOR: Final = 3.57
#: 21 CFR 101.9(g)(5): a declared figure may be 20 % off.
ENERGY_TOLERANCE: Final = 1.2
#: kcal per 100 g. USDA rounds energy to 1 kcal and macronutrients to 0.01 g; organic acids (vinegar
#: has 18 kcal of them) are in none of the macronutrients.
ENERGY_SLACK: Final = 20.0
#: A unit slip is off by 4.184 (kJ for kcal) or more: twice the bound is an error, not a method.
ENERGY_ERROR: Final = 2.0

#: What a US label rounds to, per serving (21 CFR 101.9(c)): half of it is the error of one figure.
LABEL_STEP: Final[dict[str, float]] = {
    "energy": 10.0,
    "protein": 1.0,
    "fat_total": 1.0,
    "carbohydrate": 1.0,
    "sugars_total": 1.0,
    "fibre": 1.0,
    "fat_saturated": 0.5,
    "fat_mono": 0.5,
    "fat_poly": 0.5,
}
#: Mass of one unit in grams.
GRAMS: Final[dict[str, float]] = {"g": 1.0, "mg": 1e-3, "µg": 1e-6}
PROXIMATES: Final = ("water", "protein", "fat_total", "carbohydrate", "alcohol")
MOST_PROXIMATES: Final = 105.0

#: Part, whole, how the part counts, what happens beyond the tolerance. Parts of vitamins only
#: warn: public tables have such contradictions, and which of the two is wrong cannot be told.
PARTS: Final[tuple[tuple[str, str, float, Severity, str], ...]] = (
    ("sugars_total", "carbohydrate", 1.0, "reject", EU_TOLERANCES),
    ("fat_saturated", "fat_total", 1.0, "reject", EU_TOLERANCES),
    ("fat_mono", "fat_total", 1.0, "reject", EU_TOLERANCES),
    ("fat_poly", "fat_total", 1.0, "reject", EU_TOLERANCES),
    ("linoleic_acid", "fat_poly", 1.0, "warn", EU_TOLERANCES),
    ("alpha_linolenic_acid", "fat_poly", 1.0, "warn", EU_TOLERANCES),
    ("epa", "fat_poly", 1.0, "warn", EU_TOLERANCES),
    ("dha", "fat_poly", 1.0, "warn", EU_TOLERANCES),
    ("retinol", "vitamin_a_rae", 1.0, "warn", EU_TOLERANCES),
    ("folic_acid", "folate_dfe", 1.7, "warn", IOM_FOLATE),
    ("mk4", "vitamin_k2", 1.0, "warn", EU_TOLERANCES),
)
FATTY_ACIDS: Final = ("fat_saturated", "fat_mono", "fat_poly")
#: Above the highest published figure is unusual; ten times as much is a slip of the unit, for
#: those are 40-fold (IU for µg of vitamin D) or 1,000-fold (mg for µg).
BEYOND: Final = 10.0

WORDS: Final[dict[str, str]] = {
    "not_a_number": _("%(nutrient)s is not a number of zero or more."),
    "unknown_nutrient": _("%(nutrient)s is not a nutrient Limber counts."),
    "above_whole": _(
        "%(nutrient)s is %(amount)s %(unit)s; 100 g of a food cannot hold more than 100 g of it."
    ),
    "dose_above_weight": _(
        "%(nutrient)s is %(amount)s %(unit)s, which weighs more than the dose itself."
    ),
    "sum_above_whole": _(
        "Water, protein, fat, carbohydrate and alcohol add up to %(amount)s g in 100 g of food."
    ),
    "energy_too_high": _(
        "%(nutrient)s is %(amount)s kcal, but protein, fat, carbohydrate and alcohol explain"
        " %(limit)s kcal at most. Is the figure in kJ?"
    ),
    "energy_above_fat": _(
        "%(nutrient)s is %(amount)s kcal in 100 g, more than pure fat has (%(limit)s kcal)."
        " Is the figure in kJ?"
    ),
    "energy_too_low": _(
        "%(nutrient)s is %(amount)s kcal, but protein, fat, carbohydrate and alcohol bring"
        " %(limit)s kcal at least."
    ),
    "part_above_whole": _(
        "%(nutrient)s (%(amount)s %(unit)s) is more than %(other)s (%(limit)s %(unit)s),"
        " of which it is a part."
    ),
    "parts_above_whole": _(
        "Saturated, monounsaturated and polyunsaturated fat add up to %(amount)s g;"
        " fat is %(limit)s g."
    ),
    "above_highest": _(
        "%(nutrient)s is %(amount)s %(unit)s; the highest known figure is %(limit)s %(unit)s."
        " Please check the unit."
    ),
    "above_ceiling": _(
        "%(nutrient)s is %(amount)s %(unit)s, over ten times the highest known figure of"
        " %(limit)s %(unit)s. The unit must be wrong."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with an amount.

    `amount` and `limit` are per 100 g (per dose for supplements) in the nutrient's own unit;
    `other` is the whole that a part exceeds; `source` says where the limit is from.
    """

    code: str
    severity: Severity
    nutrient: str
    amount: float
    limit: float | None = None
    other: str = ""
    source: str = ""

    @property
    def words(self) -> str:
        """The sentence to translate, with named places to fill in."""
        return WORDS[self.code]

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The finding in words; `translate` is gettext where someone reads it."""
        known = BY_KEY.get(self.nutrient)
        other = BY_KEY.get(self.other)
        return translate(self.words) % {
            "nutrient": translate(known.name) if known else self.nutrient,
            "other": translate(other.name) if other else self.other,
            "unit": known.unit if known else "",
            "amount": _figure(self.amount),
            "limit": "" if self.limit is None else _figure(self.limit),
        }


def _figure(amount: float) -> str:
    return f"{amount:.4g}" if abs(amount) < 1000 else f"{amount:,.0f}"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The highest figure known of foods (per 100 g) and of doses, in the nutrient's own unit."""

    food: float | None
    food_source: str
    dose: float | None
    dose_source: str


@cache
def ceilings() -> Mapping[str, Ceiling]:
    """Ceilings by nutrient, from `data/ceilings.csv`."""
    with CEILINGS.open(encoding="utf-8", newline="") as handle:
        found = {
            row["nutrient"]: Ceiling(
                float(row["food_highest"]) if row["food_highest"] else None,
                row["food_source"],
                float(row["dose_highest"]) if row["dose_highest"] else None,
                row["dose_source"],
            )
            for row in csv.DictReader(handle)
        }
    return MappingProxyType(found)


def check_food(amounts: Amounts, *, label_grams: float | None = None) -> tuple[Finding, ...]:
    """Findings about the amounts of 100 g of a food, errors first.

    `label_grams` is the serving in grams whose rounded label figures the amounts were computed
    from (100 for a label per 100 g); None for tables, whose figures are not rounded to a label's
    steps.
    """
    broken = list(_not_numbers(amounts))
    sound = {key: amount for key, amount in amounts.items() if _is_sound(key, amount)}
    slack = _Slack(label_grams)
    found = [
        *broken,
        *_above_whole(sound, slack),
        *_proximates(sound, slack),
        *_energy(sound, slack),
        *_parts(sound, slack),
        *_beyond(sound, {key: (c.food, c.food_source) for key, c in ceilings().items()}),
    ]
    return _ordered(found)


def check_dose(amounts: Amounts, *, dose_grams: float | None = None) -> tuple[Finding, ...]:
    """Findings about a supplement: `amounts` per dose (tablet, scoop), elemental.

    `dose_grams` is what the dose weighs, where known. Ceilings are documented high doses.
    """
    sound = {key: amount for key, amount in amounts.items() if _is_sound(key, amount)}
    found = [
        *_not_numbers(amounts),
        *_above_dose(sound, dose_grams),
        *_beyond(sound, {key: (c.dose, c.dose_source) for key, c in ceilings().items()}),
    ]
    return _ordered(found)


def rejects(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Only what cannot be true."""
    return tuple(finding for finding in findings if finding.severity == "reject")


def _ordered(found: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda finding: finding.severity != "reject"))


def _is_sound(key: str, amount: float) -> bool:
    return key in BY_KEY and isfinite(amount) and amount >= 0


@dataclass(frozen=True, slots=True)
class _Slack:
    """How far a figure per 100 g may be off because a label rounds it per serving."""

    label_grams: float | None

    def of(self, nutrient: str) -> float:
        if not self.label_grams:
            return 0.0
        return LABEL_STEP.get(nutrient, 0.0) / 2 * 100 / self.label_grams

    def of_energy(self) -> float:
        """Of energy and of what it is computed from, together."""
        macros = sum(high * self.of(key) for key, (_low, high) in FACTORS.items())
        return self.of("energy") + macros


def _not_numbers(amounts: Amounts) -> Iterator[Finding]:
    for key, amount in amounts.items():
        if key not in BY_KEY:
            yield Finding("unknown_nutrient", "reject", key, amount)
        elif not (isfinite(amount) and amount >= 0):
            yield Finding("not_a_number", "reject", key, amount, 0.0)


def _above_whole(amounts: Amounts, slack: _Slack) -> Iterator[Finding]:
    """No component weighs more than the food it is in."""
    for key, amount in amounts.items():
        grams = amount * GRAMS.get(BY_KEY[key].unit, 0.0)
        if grams > 100.0 + slack.of(key) + 0.01:
            yield Finding("above_whole", "reject", key, amount, 100.0, source=INFOODS)


def _above_dose(amounts: Amounts, dose_grams: float | None) -> Iterator[Finding]:
    for key, amount in amounts.items():
        grams = amount * GRAMS.get(BY_KEY[key].unit, 0.0)
        if dose_grams and grams > dose_grams * 1.2:
            yield Finding("dose_above_weight", "reject", key, amount, dose_grams, source=US_LABELS)


def _proximates(amounts: Amounts, slack: _Slack) -> Iterator[Finding]:
    total = sum(amounts.get(key, 0.0) for key in PROXIMATES)
    most = MOST_PROXIMATES + sum(slack.of(key) for key in PROXIMATES)
    if total > most:
        yield Finding("sum_above_whole", "reject", "water", total, most, source=INFOODS)


def _energy(amounts: Amounts, slack: _Slack) -> Iterator[Finding]:
    """Energy against the lowest and highest factors of any food."""
    energy = amounts.get("energy")
    if energy is None:
        return
    off = ENERGY_SLACK + slack.of_energy()
    fat = 100 * FACTORS["fat_total"][1]
    if energy > fat + off:
        yield Finding("energy_above_fat", "reject", "energy", energy, fat, source=MERRILL_WATT)
    elif all(key in amounts for key in ("protein", "fat_total", "carbohydrate")):
        yield from _too_high(amounts, energy, off)
    yield from _too_low(amounts, energy, off)


def _too_high(amounts: Amounts, energy: float, off: float) -> Iterator[Finding]:
    """An error only where unknown alcohol in the rest of the 100 g does not explain it either."""
    high = sum(up * amounts.get(key, 0.0) for key, (_low, up) in FACTORS.items())
    if energy <= high * ENERGY_TOLERANCE + off:
        return
    rest = 100.0 - sum(amounts.get(key, 0.0) for key in PROXIMATES)
    unknown = 0.0 if "alcohol" in amounts else FACTORS["alcohol"][1] * max(rest, 0.0)
    wrong = energy > (high + unknown) * ENERGY_ERROR + 50 + off
    severity: Severity = "reject" if wrong else "warn"
    yield Finding("energy_too_high", severity, "energy", energy, high, source=MERRILL_WATT)


def _too_low(amounts: Amounts, energy: float, off: float) -> Iterator[Finding]:
    sure = sum(FACTORS[k][0] * amounts.get(k, 0.0) for k in ("protein", "fat_total", "alcohol"))
    sugars = min(amounts.get("sugars_total", 0.0), amounts.get("carbohydrate", float("inf")))
    starch = max(
        amounts.get("carbohydrate", 0.0) - amounts.get("fibre", 0.0) - sugars,
        0.0,
    )
    surely = sure + SUGAR_FACTOR * sugars
    usually = surely + FACTORS["carbohydrate"][0] * starch
    if energy < surely / ENERGY_ERROR - 50 - off:
        yield Finding("energy_too_low", "reject", "energy", energy, surely, source=MERRILL_WATT)
    elif energy < usually / ENERGY_TOLERANCE - off:
        yield Finding("energy_too_low", "warn", "energy", energy, usually, source=MERRILL_WATT)


def tolerance(nutrient: str, amount: float) -> float:
    """How far a declared amount per 100 g may be off (European Commission 2012, table 1).

    Macronutrients: 2 g (fats 1.5 g) below 10 g, 20 % up to 40 g, 8 g above; vitamins: 50 %.
    """
    if BY_KEY[nutrient].unit != "g":
        return 0.5 * amount
    if amount < 10:
        return 1.5 if "fat" in nutrient else 2.0
    return 0.2 * amount if amount <= 40 else 8.0


def _parts(amounts: Amounts, slack: _Slack) -> Iterator[Finding]:
    for part, whole, factor, severity, source in PARTS:
        if part not in amounts or whole not in amounts:
            continue
        most = amounts[whole] + tolerance(whole, amounts[whole]) + slack.of(whole) + slack.of(part)
        if amounts[part] * factor > most:
            yield Finding(
                "part_above_whole", severity, part, amounts[part], amounts[whole], whole, source
            )
    if "fat_total" in amounts:
        fat, total = amounts["fat_total"], sum(amounts.get(key, 0.0) for key in FATTY_ACIDS)
        off = slack.of("fat_total") + sum(slack.of(key) for key in FATTY_ACIDS)
        if total > fat + tolerance("fat_total", fat) + off:
            yield Finding(
                "parts_above_whole", "warn", "fat_total", total, fat, source=EU_TOLERANCES
            )


def _beyond(amounts: Amounts, highest: Mapping[str, tuple[float | None, str]]) -> Iterator[Finding]:
    for key, amount in amounts.items():
        limit, source = highest.get(key, (None, ""))
        if limit is None or amount <= limit:
            continue
        if amount > limit * BEYOND:
            yield Finding("above_ceiling", "reject", key, amount, limit, source=source)
        else:
            yield Finding("above_highest", "warn", key, amount, limit, source=source)
