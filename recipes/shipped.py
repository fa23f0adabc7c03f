"""The shipped recipes as frozen records: a pure parse, no database. Layout: docs/content.md."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parent / "data"
_LINE = re.compile(r"^(?P<quantity>\d+(?:\.\d+)?|\d+/\d+)\s*(?P<measure>.*)$")


class RecipeError(ValueError):
    """A shipped recipe does not read as it should."""


@dataclass(frozen=True, slots=True)
class LineRecord:
    """One ingredient line, not yet resolved to grams."""

    quantity: float
    measure: str
    food: str
    eaten_as: str = ""
    cooked: str = ""
    note: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class RecipeRecord:
    """One recipe; amounts are for all servings together."""

    key: str
    name: str
    summary: str
    slots: tuple[str, ...]
    cuisine: str
    servings: float
    active_minutes: int
    total_minutes: int
    keeps_days: int
    main_food: str
    equipment: tuple[str, ...]
    lines: tuple[LineRecord, ...]
    steps: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The same digest, the same recipe: decides whether a new revision is due."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def files(folder: Path = DATA) -> list[Path]:
    """The shipped recipe files."""
    return sorted(folder.glob("*.toml"))


def digest(folder: Path = DATA) -> str:
    """A digest of all shipped recipe files."""
    total = hashlib.sha256()
    for path in files(folder):
        total.update(path.read_bytes())
    return total.hexdigest()


def recipes(folder: Path = DATA) -> list[RecipeRecord]:
    """Every shipped recipe; raises RecipeError that names file, recipe and what is wrong."""
    found = []
    for path in files(folder):
        for raw in tomllib.loads(path.read_text(encoding="utf-8")).get("recipe", []):
            try:
                found.append(_recipe(raw))
            except (KeyError, ValueError) as error:
                raise RecipeError(f"{path.name}, {raw.get('key')}: {error}") from error
    return found


def _recipe(raw: dict[str, Any]) -> RecipeRecord:
    return RecipeRecord(
        key=raw["key"],
        name=raw["name"],
        summary=raw.get("summary", ""),
        slots=tuple(raw["slots"]),
        cuisine=raw.get("cuisine", ""),
        servings=float(raw["servings"]),
        active_minutes=int(raw["active_minutes"]),
        total_minutes=int(raw["total_minutes"]),
        keeps_days=int(raw.get("keeps_days", 0)),
        main_food=raw["main_food"],
        equipment=tuple(raw.get("equipment", ())),
        lines=tuple(parse_line(text) for text in raw["lines"]),
        steps=tuple(raw["steps"]),
    )


def parse_line(text: str) -> LineRecord:
    """One line such as `1.5 cup | lentils-dry | as: lentils-boiled | note: rinsed`."""
    amount, food, *rest = (part.strip() for part in text.split("|"))
    match = _LINE.match(amount)
    if not match:
        raise ValueError(f"{text!r} does not start with an amount")
    options = dict(_option(part) for part in rest)
    strange = set(options) - {"as", "cooked", "note", "optional"}
    if strange:
        raise ValueError(f"{text!r}: {', '.join(sorted(strange))} is not an option of a line")
    if "as" in options and "cooked" in options:
        raise ValueError(f"{text!r} has both a cooked row and a method")
    return LineRecord(
        quantity=_quantity(match["quantity"]),
        measure=match["measure"].strip() or "piece",
        food=food,
        eaten_as=options.get("as", ""),
        cooked=options.get("cooked", ""),
        note=options.get("note", ""),
        optional="optional" in options,
    )


def _option(part: str) -> tuple[str, str]:
    name, _, value = part.partition(":")
    return name.strip(), value.strip()


def _quantity(text: str) -> float:
    top, _, bottom = text.partition("/")
    return float(top) / float(bottom or 1)
