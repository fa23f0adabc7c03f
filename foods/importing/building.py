"""A food's raw rows to the record that is written, or to a reject. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Final

from foods import sanity
from foods.importing import portions, rules
from foods.importing.fdc import RawFood
from foods.importing.record import Amount, Checked, Measure, Record, Reject
from foods.importing.rules import Slot
from foods.search.prominence import prominence
from knowledge.nutrients import BY_KEY

SOURCE: Final = "fdc"
LONGEST_NAME: Final = 255
LONGEST_BRAND: Final = 120
#: Where only menaquinone-4 is known, total K2 is at least that much.
MK4_RULE: Final = "Rule: menaquinone-4 only (FoodData Central nutrient 1183)"
PER_ML: Final = "Label figures are per 100 ml; 1 ml is counted as 1 g."
#: The name states it: "with added vitamin D", "with added vitamin A and vitamin D".
ADDED_D: Final = re.compile(
    r"\b(?:with|,) added (?:[\w ,]*\b)?vitamins? (?:a and )?(?:vitamin )?d\b"
)
#: An "added" figure this close to the whole means that all of it was added.
ALL_ADDED: Final = 0.95
GRAM_UNITS: Final = frozenset({"g", "grm", "gm"})
ML_UNITS: Final = frozenset({"ml", "mlt"})


class _RejectedError(Exception):
    """Why a food is not taken over."""


@dataclass(frozen=True, slots=True)
class _Serving:
    """A branded food's serving: its size, whether in ml, and in household words."""

    size: float | None
    in_ml: bool
    words: str

    @property
    def measures(self) -> tuple[Measure, ...]:
        return portions.serving(self.words, self.size) if self.size else ()


class Builder:
    """Makes records; `slots` and `derivations` are those of the download."""

    def __init__(self, slots: Mapping[str, Slot], derivations: Mapping[str, str]) -> None:
        self._slots = slots
        self._derivations = derivations

    def build(self, raw: RawFood) -> Checked | Reject:
        """The checked record of a food, or why it is none."""
        name = _name(raw)
        try:
            if not name:
                raise _RejectedError("It has no name.")
            amounts = self._amounts(raw, name)
            serving = _serving(raw)
            warnings = _checked(amounts, serving)
        except _RejectedError as error:
            return Reject(str(raw.fdc_id), name, str(error))
        return Checked(_record(raw, name, amounts, serving), warnings)

    def _amounts(self, raw: RawFood, name: str) -> tuple[Amount, ...]:
        figures, added = self._figures(raw)
        if not figures:
            raise _RejectedError("It has no figure for any nutrient that Limber counts.")
        fortified = _fortified(figures, added, name)
        found = [
            Amount(
                key,
                amount,
                "known",
                "added" if key in fortified else "natural",
                rules.derivation(self._derivations.get(derived, ""), raw.data_type),
                slot.note,
            )
            for key, (slot, amount, derived) in figures.items()
        ]
        if "mk4" in figures and "vitamin_k2" not in figures:
            mk4 = next(one for one in found if one.nutrient == "mk4")
            found.append(mk4._replace(nutrient="vitamin_k2", certainty="partial", source=MK4_RULE))
        return tuple(found)

    def _figures(self, raw: RawFood) -> tuple[dict[str, tuple[Slot, float, str]], dict[str, float]]:
        """The best figure of each nutrient, and the parts that were added."""
        figures: dict[str, tuple[Slot, float, str]] = {}
        added: dict[str, float] = {}
        seen: dict[str, str] = {}
        slots = self._slots
        for _id, nutrient, cell, derived in raw.amounts:
            slot = slots.get(nutrient)
            if slot is None or not cell:
                continue
            if seen.setdefault(nutrient, cell) != cell:
                raise _RejectedError(
                    f"Two figures for {BY_KEY[slot.nutrient].name}: {seen[nutrient]} and {cell}."
                )
            amount = _amount(cell, slot)
            if slot.added:
                added[slot.nutrient] = amount
                continue
            known = figures.get(slot.nutrient)
            if known is None or slot.order < known[0].order:
                figures[slot.nutrient] = (slot, amount, derived)
        return figures, added


def _record(raw: RawFood, name: str, amounts: tuple[Amount, ...], serving: _Serving) -> Record:
    brand = (raw.detail.get("brand_name") or raw.detail.get("brand_owner") or "").strip()
    brand = brand[:LONGEST_BRAND]
    shelf = rules.shelf_of(raw.data_type, _category(raw), name)
    found = portions.measures(raw.portions) or serving.measures
    poured = shelf.kind == "drink" and raw.data_type != "branded"
    ndb = raw.detail.get("NDB_number", "")
    return Record(
        source_id=str(raw.fdc_id),
        data_type=raw.data_type,
        name=name,
        brand=brand,
        kind=shelf.kind,
        ndb=int(ndb) if ndb.isdigit() else None,
        aisle=shelf.aisle,
        group=shelf.group,
        density=portions.density(found) if poured else 1.0 if serving.in_ml else None,
        prominence=prominence(name=name, source=SOURCE, data_type=raw.data_type, brand=brand),
        note=PER_ML if serving.in_ml else "",
        amounts=amounts,
        measures=found,
    )


def _name(raw: RawFood) -> str:
    """The description on one line; branded names in capitals become a sentence."""
    name = " ".join(raw.description.split())
    if raw.data_type == "branded" and name.isupper():
        name = name.capitalize()
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _category(raw: RawFood) -> str:
    detail = raw.detail
    special = {
        "branded": detail.get("branded_food_category", ""),
        "survey": detail.get("wweia_category_code") or detail.get("wweia_category_number") or "",
    }
    return special.get(raw.data_type) or raw.category


def _serving(raw: RawFood) -> _Serving:
    unit = raw.detail.get("serving_size_unit", "").lower()
    size = raw.detail.get("serving_size", "")
    try:
        amount = float(size) if unit in GRAM_UNITS | ML_UNITS else None
    except ValueError:
        amount = None
    if amount is not None and not (isfinite(amount) and amount > 0):
        amount = None
    return _Serving(amount, unit in ML_UNITS, raw.detail.get("household_serving_fulltext", ""))


def _amount(cell: str, slot: Slot) -> float:
    name = BY_KEY[slot.nutrient].name
    try:
        amount = float(cell)
    except ValueError as error:
        raise _RejectedError(f"{name} is {cell!r}, not a number.") from error
    if not isfinite(amount) or amount < 0:
        raise _RejectedError(f"{name} is {cell}, not a number of zero or more.")
    # Ten significant digits: 51 IU x 0.025 is 1.275 µg, not 1.2750000000000001.
    return amount if slot.factor == 1.0 else float(f"{amount * slot.factor:.10g}")


def _fortified(
    figures: Mapping[str, tuple[Slot, float, str]], added: Mapping[str, float], name: str
) -> frozenset[str]:
    """Nutrients that were added, where that is sure: all of it, or folic acid, or by name."""
    found = {
        key
        for key, amount in added.items()
        if amount > 0 and key in figures and amount >= ALL_ADDED * figures[key][1]
    }
    if "folic_acid" in figures and figures["folic_acid"][1] > 0:
        found.add("folic_acid")
    if "vitamin_d" in figures and ADDED_D.search(name.lower()):
        found.add("vitamin_d")
    return frozenset(found)


def _checked(amounts: tuple[Amount, ...], serving: _Serving) -> tuple[sanity.Finding, ...]:
    """Warnings; what cannot be true rejects the food."""
    figures = {one.nutrient: one.amount for one in amounts}
    found = sanity.check_food(figures, label_grams=serving.size)
    wrong = sanity.rejects(found)
    if wrong:
        raise _RejectedError(" ".join(finding.sentence() for finding in wrong)[:300])
    return found
