"""What FoodData Central's codes mean here: nutrients, derivations, categories. Pure.

The rules are data in `foods/data/fdc_*.csv`; docs/imports.md says how to read them.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from foods.importing.archive import DownloadError
from knowledge.nutrients import BY_KEY

DATA: Final = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a figure of FoodData Central goes.

    `order` decides between several figures for one nutrient (lowest first); `factor` turns the
    unit of the file into the catalogue's; `added` marks the part that was added by fortification;
    `note` names the figure where it is not the usual one.
    """

    nutrient: str
    order: int
    fdc_id: str
    unit: str
    factor: float
    added: bool
    note: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Aisle, food group and kind of a food."""

    aisle: str
    group: str
    kind: str


OTHER: Final = Shelf("other", "other", "food")


def _read(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


@cache
def slots() -> tuple[Slot, ...]:
    """Every figure that is taken over."""
    found = tuple(
        Slot(
            row["nutrient"],
            int(row["order"] or 0),
            row["fdc_id"],
            row["unit"],
            float(row["factor"]),
            row["role"] == "added",
            row["note"],
        )
        for row in _read("fdc_nutrients.csv")
    )
    assert all(slot.nutrient in BY_KEY for slot in found)
    return found


def slots_of(nutrients: Mapping[str, tuple[str, str, str]]) -> dict[str, Slot]:
    """Slots by the id that food_nutrient.csv uses.

    `nutrients` is nutrient.csv: id to (name, unit, number). The units are checked: a table in
    another unit would make every figure wrong. FNDDS downloads name nutrients by number instead
    of id; numbers and ids do not overlap, so both are understood.
    """
    found = {}
    for slot in slots():
        if slot.fdc_id not in nutrients:
            continue
        name, unit, number = nutrients[slot.fdc_id]
        if unit.upper() != slot.unit:
            raise DownloadError(
                f"nutrient.csv gives {name} (id {slot.fdc_id}) in {unit}; expected {slot.unit}."
            )
        found[slot.fdc_id] = slot
        plain = number.removesuffix(".0")
        if plain and plain not in nutrients:
            found[plain] = slot
    if not found:
        raise DownloadError("nutrient.csv lists none of the nutrients that Limber counts.")
    return found


@cache
def _derivations() -> dict[str, str]:
    return {row["prefix"]: row["derivation"] for row in _read("fdc_derivations.csv")}


@cache
def derivation(code: str, data_type: str) -> str:
    """How a figure came about, by its derivation code ("LCCS"): the longest prefix decides.

    Without a code: a label for branded foods, a calculation for FNDDS (whose foods are recipes),
    and measured or compiled for the others.
    """
    known = _derivations()
    for length in range(len(code), 0, -1):
        if code[:length] in known:
            return known[code[:length]]
    return {"branded": "label", "survey": "calculated"}.get(data_type, "analytical")


@dataclass(frozen=True, slots=True)
class _Category:
    scheme: str
    low: int
    high: int
    words: re.Pattern[str] | None
    shelf: Shelf


@cache
def _categories() -> tuple[_Category, ...]:
    return tuple(_category(row) for row in _read("fdc_categories.csv"))


def _category(row: dict[str, str]) -> _Category:
    low, _, high = row["category"].partition("-")
    return _Category(
        row["scheme"],
        int(low or 0),
        int(high or low or 0),
        re.compile(row["words"]) if row["words"] else None,
        Shelf(row["aisle"], row["group"], row["kind"]),
    )


@cache
def _in_category(scheme: str, number: int) -> tuple[_Category, ...]:
    return tuple(
        category
        for category in _categories()
        if category.scheme == scheme and category.low <= number <= category.high
    )


def shelf_of(data_type: str, category: str, name: str) -> Shelf:
    """Where a food goes: the first rule of its category whose words are in the name.

    `category` is the id of food_category.csv (Foundation, SR Legacy), the WWEIA number (FNDDS) or
    the words of the category (branded). A food that no rule knows goes to "other".
    """
    if data_type == "branded":
        return _branded_shelf(category.lower())
    scheme = "wweia" if data_type == "survey" else "fdc"
    number = int(category) if category.isdigit() else -1
    low_name = name.lower()
    for rule in _in_category(scheme, number):
        if rule.words is None or rule.words.search(low_name):
            return rule.shelf
    return OTHER


@cache
def _branded_shelf(words: str) -> Shelf:
    """Branded foods are placed by the words of their category; a few hundred there are."""
    for rule in _in_category("branded", 0):
        if words and rule.words is not None and rule.words.search(words):
            return rule.shelf
    return OTHER
