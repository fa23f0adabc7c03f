"""A food as the form of its corrected copy has it.

Every figure to ten digits, so that one which is not touched stays exactly what it was.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from foods.models import Food, FoodAmount, FoodMeasure, FoodPack
from foods.own.label_form import FORTIFIED, MEASURES, PACKS, SALT
from foods.own.statements import statement_of
from foods.own.typed import written


def figure_text(row: FoodAmount) -> str:
    """An amount as one would type it: "at least" keeps its sign."""
    partial = row.certainty == FoodAmount.Certainty.PARTIAL
    return written(row.amount, "at_least" if partial else "exact")


def initial_of(
    food: Food,
    amounts: Mapping[str, FoodAmount],
    measures: Iterable[FoodMeasure],
    packs: Iterable[FoodPack],
    facts: Mapping[str, Any],
) -> dict[str, Any]:
    """The form of a copy, filled with what the food says."""
    statement = statement_of(facts)
    found: dict[str, Any] = {
        "name": food.name[:120],
        "brand": food.brand,
        "kind": food.kind,
        "aisle": food.aisle.key,
        "group": food.group.key,
        "density": written(food.density) if food.density else "",
        "contains": sorted(statement.contains),
        "unclear": sorted(statement.unclear),
        "nothing_else": statement.nothing_else,
        "u_salt": "mg sodium",
    }
    for key, row in amounts.items():
        name = SALT if key == "sodium" else key
        found[f"n_{name}"] = figure_text(row)
        if key in FORTIFIED:
            found[f"a_{key}"] = row.origin == FoodAmount.Origin.ADDED
    named = [(one.name, one.grams) for one in measures]
    sold = [(one.label, one.grams) for one in packs]
    return found | _weighed("m", named[:MEASURES]) | _weighed("p", sold[:PACKS])


def _weighed(letter: str, rows: Iterable[tuple[str, float]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for position, (name, grams) in enumerate(rows, start=1):
        found[f"{letter}{position}_name"] = name
        found[f"{letter}{position}_weight"] = written(grams)
    return found
