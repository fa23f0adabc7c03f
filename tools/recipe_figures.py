"""Print what the shipped recipes bring per serving, and what is wrong with them.

    python tools/recipe_figures.py [FILE STEM ...]

Reads the shipped files only; no database.
"""

import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from foods import shipped as foods_shipped
from foods.facts import State, tag_state
from foods.measuring import grams_of
from foods.nutrition import FoodValues, Intake
from knowledge.retention import methods
from recipes import shipped
from recipes.nutrition import Ingredient, dish_facts, serving_intake

TAGS = ("vegan", "gluten_free", "dairy_free", "nut_free")
#: kcal and sodium (mg) that a serving for a 2,000 kcal day stays within, by slot.
RANGES = {
    "breakfast": (350, 600, 450),
    "smoothie": (180, 430, 300),
    "lunch": (430, 700, 750),
    "dinner": (500, 800, 800),
    "snack": (100, 330, 300),
}
COLUMNS = (
    ("kcal", "energy", 0),
    ("P", "protein", 0),
    ("fib", "fibre", 0),
    ("Na", "sodium", 0),
    ("Mg", "magnesium", 0),
    ("K", "potassium", 0),
    ("Ca", "calcium", 0),
    ("D", "vitamin_d", 1),
    ("B1", "thiamin_b1", 2),
    ("B6", "vitamin_b6", 2),
    ("B12", "vitamin_b12", 1),
    ("K2", "vitamin_k2", 1),
)


class Larder:
    """The shipped foods by key, with ids for the arithmetic."""

    def __init__(self) -> None:
        records = foods_shipped.foods()
        self.records = {r.key: r for r in records}
        self.ids = {r.key: n for n, r in enumerate(records)}
        self.keys = [r.key for r in records]
        self.values = {
            n: FoodValues(
                n,
                r.name,
                r.kind == "drink",
                {a.nutrient: a.amount for a in r.amounts},
                {a.nutrient: a.certainty for a in r.amounts},
            )
            for n, r in enumerate(records)
        }
        self.facts = {n: r.facts for n, r in enumerate(records)}

    def ingredient(self, line: shipped.LineRecord) -> Ingredient:
        """A line resolved to grams; raises ValueError in words."""
        record = self._record(line.food)
        measures = {m.name: m.grams for m in record.measures}
        grams = grams_of(line.quantity, line.measure, measures, record.density)
        eaten, eaten_grams = None, None
        if line.eaten_as:
            cooked = self._record(line.eaten_as)
            if cooked.bought_as != line.food or not cooked.cooked_yield:
                raise ValueError(f"{line.eaten_as} is not a cooked row of {line.food}")
            eaten, eaten_grams = self.ids[cooked.key], grams * cooked.cooked_yield
        if line.cooked and line.cooked not in methods(record.retention_group):
            raise ValueError(f"{line.food} ({record.retention_group}) has no {line.cooked!r}")
        return Ingredient(
            self.ids[line.food],
            grams,
            eaten,
            eaten_grams,
            record.retention_group,
            line.cooked,
            line.optional,
        )

    def _record(self, key: str) -> foods_shipped.FoodRecord:
        if key not in self.records:
            raise ValueError(f"no food has the key {key!r}")
        return self.records[key]


def main(stems: list[str]) -> int:
    """Print the tables; the exit code is 1 where something is wrong."""
    larder, problems = Larder(), 0
    shares: dict[str, dict[int, float]] = {}
    coverage: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    chosen = {r.key for p in shipped.files() if not stems or p.stem in stems for r in _in(p)}
    for recipe in shipped.recipes():
        try:
            lines = [larder.ingredient(line) for line in recipe.lines]
            larder._record(recipe.main_food)
        except ValueError as error:
            print(f"!! {recipe.key}: {error}")
            problems += 1
            continue
        shares[recipe.key] = _shares(lines)
        facts = dish_facts(lines, larder.facts)
        tags = [tag for tag in TAGS if tag_state(facts, tag) is State.FREE]
        _count(coverage, recipe.slots, tags)
        if recipe.key in chosen:
            problems += _report(recipe, serving_intake(lines, recipe.servings, larder.values), tags)
    problems += _overlaps(shares)
    for slot, counts in sorted(coverage.items()):
        print(slot, dict(sorted(counts.items())))
    print(f"{len(shares)} recipes, {problems} problems")
    return 1 if problems else 0


def _in(path: Path) -> list[shipped.RecipeRecord]:
    import tomllib

    raw = tomllib.loads(path.read_text(encoding="utf-8")).get("recipe", [])
    return [shipped._recipe(entry) for entry in raw]


def _shares(lines: list[Ingredient]) -> dict[int, float]:
    whole = sum(line.grams for line in lines)
    shares: dict[int, float] = defaultdict(float)
    for line in lines:
        shares[line.food] += line.grams / whole
    return shares


def _count(coverage: dict[str, dict[str, int]], slots: tuple[str, ...], tags: list[str]) -> None:
    for slot in slots:
        coverage[slot]["all"] += 1
        for tag in tags:
            coverage[slot][tag] += 1
        for one, other in combinations(tags, 2):
            coverage[slot][f"{one}+{other}"] += 1


def _report(recipe: shipped.RecipeRecord, intake: Intake, tags: list[str]) -> int:
    energy = intake.amount("energy")
    fat = 9 * intake.amount("fat_total") / energy if energy else 0.0
    cells = " ".join(f"{name} {intake.amount(key):.{d}f}" for name, key, d in COLUMNS)
    print(f"{recipe.key}: {cells} fat {fat:.0%} | {','.join(recipe.slots)} | {' '.join(tags)}")
    low, high, sodium = RANGES[recipe.slots[0]]
    problems = 0
    if not low <= energy <= high:
        print(f"   ! energy {energy:.0f} is outside {low} to {high} kcal")
        problems += 1
    if intake.amount("sodium") > sodium:
        print(f"   ! sodium {intake.amount('sodium'):.0f} mg is above {sodium}")
        problems += 1
    return problems


def _overlaps(shares: dict[str, dict[int, float]]) -> int:
    problems = 0
    for one, other in combinations(shares, 2):
        a, b = shares[one], shares[other]
        overlap = sum(min(share, b.get(food, 0.0)) for food, share in a.items())
        if overlap > 0.7:
            print(f"!! {one} and {other} share {overlap:.0%} of their grams")
            problems += 1
    return problems


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
