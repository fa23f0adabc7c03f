"""The shipped food table as frozen records: a pure parse, no database.

Layout: docs/content.md. Every error names the file, the row and the column.
"""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from foods.facts import FACTS, State
from knowledge import daily_values
from knowledge.nutrients import BY_KEY

DATA: Final = Path(__file__).parent / "data"
FILES: Final = (
    "aisles.csv",
    "groups.csv",
    "sources.csv",
    "foods.csv",
    "measures.csv",
    "amounts.csv",
    "extra_amounts.csv",
)
#: How prominent a food is follows from this rule: another rule, another content.
ORDER: Final = Path(__file__).parent / "search" / "prominence.py"
USDA: Final = "USDA Standard Reference, NDB {ndb}"


class ContentError(ValueError):
    """A shipped file does not hold what it should."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount per 100 g edible, in the nutrient's own unit."""

    nutrient: str
    amount: float
    certainty: str
    origin: str
    derivation: str
    source: str


@dataclass(frozen=True, slots=True)
class Pack:
    """Grams as bought; `drained` is what amounts count of a can."""

    label: str
    grams: float
    drained: float | None


@dataclass(frozen=True, slots=True)
class Measure:
    """Edible grams of one household measure."""

    name: str
    grams: float
    is_default: bool


@dataclass(frozen=True, slots=True)
class FoodRecord:
    """One food with all its rows."""

    key: str
    name: str
    kind: str
    ndb: int | None
    aisle: str
    group: str
    edible_share: float
    bought_as: str
    cooked_yield: float | None
    density: float | None
    pantry: bool
    racc: str
    retention_group: str
    fermented: bool
    note: str
    facts: dict[str, State]
    packs: tuple[Pack, ...]
    measures: tuple[Measure, ...] = ()
    amounts: tuple[Amount, ...] = field(default=())

    @property
    def reference_grams(self) -> float | None:
        """Grams of the FDA reference amount; None where the food has none in g or mL."""
        amount = daily_values.racc(self.racc) if self.racc else None
        if amount is None or amount.amount is None:
            return None
        return amount.amount * ((self.density or 1.0) if amount.unit == "mL" else 1.0)


@dataclass(frozen=True, slots=True)
class Shelf:
    """An aisle or a food group."""

    key: str
    name: str
    position: int = 0


def digest(folder: Path = DATA) -> str:
    """A digest of the shipped food files: the same digest, the same content."""
    total = hashlib.sha256()
    for path in (*(folder / name for name in FILES), ORDER):
        total.update(path.read_bytes())
    return total.hexdigest()


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file, cells stripped."""
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            yield {key: (value or "").strip() for key, value in row.items() if key}


def aisles(folder: Path = DATA) -> list[Shelf]:
    """Aisles in the order one walks."""
    return [Shelf(r["key"], r["name"], int(r["position"])) for r in rows(folder / "aisles.csv")]


def groups(folder: Path = DATA) -> list[Shelf]:
    """Food groups."""
    return [Shelf(r["key"], r["name"]) for r in rows(folder / "groups.csv")]


def sources(folder: Path = DATA) -> list[dict[str, str]]:
    """Where foods come from: key, name, citation, licence, url."""
    return list(rows(folder / "sources.csv"))


def foods(folder: Path = DATA) -> list[FoodRecord]:
    """Every shipped food; raises ContentError where a cell does not parse."""
    measures = _measures(folder)
    amounts = _amounts(folder)
    records = []
    for number, row in enumerate(rows(folder / "foods.csv"), start=2):
        try:
            records.append(_food(row, measures, amounts))
        except (ValueError, KeyError) as error:
            raise ContentError(f"foods.csv, row {number} ({row.get('key')}): {error}") from error
    return records


def _food(
    row: dict[str, str],
    measures: dict[str, list[Measure]],
    amounts: dict[str, dict[str, Amount]],
) -> FoodRecord:
    key, ndb = row["key"], int(row["ndb"]) if row["ndb"] else None
    added = set(_split(row["added"]))
    return FoodRecord(
        key=key,
        name=row["name"],
        kind=row["kind"],
        ndb=ndb,
        aisle=row["aisle"],
        group=row["group"],
        edible_share=float(row["edible_share"] or 1),
        bought_as=row["bought_as"],
        cooked_yield=_number(row["yield"]),
        density=_number(row["density"]),
        pantry=row["pantry"] == "1",
        racc=row["racc"],
        retention_group=row["retention_group"],
        fermented=row["ferment"] == "1",
        note=row["note"],
        facts=_facts(row),
        packs=tuple(_pack(text) for text in _split(row["packs"])),
        measures=tuple(measures.get(key, ())),
        amounts=tuple(_credited(a, ndb, added) for a in amounts.get(key, {}).values()),
    )


def _credited(amount: Amount, ndb: int | None, added: set[str]) -> Amount:
    """Fill in the USDA credit and the origin of a fortified nutrient."""
    return Amount(
        amount.nutrient,
        amount.amount,
        amount.certainty,
        "added" if amount.nutrient in added else amount.origin,
        amount.derivation,
        amount.source or USDA.format(ndb=ndb),
    )


def _facts(row: dict[str, str]) -> dict[str, State]:
    contains, unknown = _split(row["contains"]), _split(row["unknown"])
    strange = [fact for fact in (*contains, *unknown) if fact not in FACTS]
    if strange:
        raise ValueError(f"not facts we know: {', '.join(strange)}")
    facts = dict.fromkeys(FACTS, State.FREE)
    facts.update(dict.fromkeys(unknown, State.UNKNOWN))
    facts.update(dict.fromkeys(contains, State.CONTAINS))
    return facts


def _pack(text: str) -> Pack:
    label, _, size = text.partition(":")
    grams, _, drained = size.partition("/")
    return Pack(label, float(grams), float(drained) if drained else None)


def _measures(folder: Path) -> dict[str, list[Measure]]:
    found: dict[str, list[Measure]] = defaultdict(list)
    for row in rows(folder / "measures.csv"):
        found[row["food"]].append(Measure(row["name"], float(row["grams"]), row["default"] == "1"))
    return found


def _amounts(folder: Path) -> dict[str, dict[str, Amount]]:
    found: dict[str, dict[str, Amount]] = defaultdict(dict)
    for row in rows(folder / "amounts.csv"):
        food = row.pop("food")
        for nutrient, cell in row.items():
            if cell:
                found[food][nutrient] = Amount(
                    nutrient, float(cell), "known", "natural", "analytical", ""
                )
    for row in rows(folder / "extra_amounts.csv"):
        if row["nutrient"] not in BY_KEY:
            raise ContentError(f"extra_amounts.csv: {row['nutrient']} is not a nutrient")
        found[row["food"]][row["nutrient"]] = Amount(
            row["nutrient"],
            float(row["amount"]),
            row["certainty"],
            row["origin"],
            row["derivation"],
            row["source"],
        )
    return found


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _number(cell: str) -> float | None:
    return float(cell) if cell else None
