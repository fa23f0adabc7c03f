"""Write the derived files of `foods/data` from the USDA table and the NDB numbers in `foods.csv`.

    python tools/build_food_table.py            # write amounts.csv, refresh extra_amounts.csv
    python tools/build_food_table.py --check    # write nothing; exit 1 when a file would differ

`amounts.csv` holds USDA Standard Reference figures per 100 g edible; an empty USDA cell stays
empty, for unknown is never zero. In `extra_amounts.csv` the rows written by hand are kept as they
are and the rows that follow from a rule are made anew; each rule is a function below and is named
in the `source` of its rows:

- `presumed_nil`: an unfermented plant food without an animal part has no menaquinones;
- `raw_figure`: a cooked row takes the K2 of its raw row, divided by its yield (no loss assumed);
- `mk4_only`: where nothing but USDA's menaquinone-4 is known, total K2 is at least that much;
- `all_isomers`: where USDA did not part the isomers of 18:2 or 18:3, their sum stands for linoleic
  and alpha-linolenic acid;
- `proxy`: a food without a USDA row borrows figures of a named, similar one.

The USDA table is read from the reference data folder `shared`, beside the project or next to one of
its parents; it is needed to build the table, never to run the product.
"""

import argparse
import csv
import gzip
import io
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from knowledge.nutrients import KEYS  # noqa: E402

DATA: Final = ROOT / "foods" / "data"
USDA_FILE: Final = Path("data") / "usda_sr_foods_per_100g.csv.gz"
#: The same release in FoodData Central's layout, beside the table: it has the sums of isomers.
FDC_FILE: Final = "FoodData_Central_sr_legacy_food_csv.zip"
#: Nutrient key -> FoodData Central's number of the sum over all isomers, in g.
ISOMERS: Final[dict[str, str]] = {"linoleic_acid": "1269", "alpha_linolenic_acid": "1270"}

#: Nutrient key -> USDA column. The table has no iodine and no total K2.
COLUMNS: Final[dict[str, str]] = {
    "energy": "Energy (kcal)",
    "protein": "Protein (g)",
    "fat_total": "Total lipid (fat) (g)",
    "carbohydrate": "Carbohydrate, by difference (g)",
    "sugars_total": "Sugars, total (g)",
    "fibre": "Fiber, total dietary (g)",
    "water": "Water (g)",
    "magnesium": "Magnesium, Mg (mg)",
    "potassium": "Potassium, K (mg)",
    "calcium": "Calcium, Ca (mg)",
    "sodium": "Sodium, Na (mg)",
    "phosphorus": "Phosphorus, P (mg)",
    "iron": "Iron, Fe (mg)",
    "zinc": "Zinc, Zn (mg)",
    "copper": "Copper, Cu (mg)",
    "manganese": "Manganese, Mn (mg)",
    "selenium": "Selenium, Se (µg)",
    "vitamin_a_rae": "Vitamin A, RAE (µg)",
    "retinol": "Retinol (µg)",
    "vitamin_c": "Vitamin C, total ascorbic acid (mg)",
    "vitamin_d": "Vitamin D (D2 + D3) (µg)",
    "vitamin_e": "Vitamin E (alpha-tocopherol) (mg)",
    "vitamin_k1": "Vitamin K (phylloquinone) (µg)",
    "mk4": "Menaquinone-4 (µg)",
    "thiamin_b1": "Thiamin (mg)",
    "riboflavin_b2": "Riboflavin (mg)",
    "niacin_b3": "Niacin (mg)",
    "pantothenic_acid_b5": "Pantothenic acid (mg)",
    "vitamin_b6": "Vitamin B-6 (mg)",
    "folate_dfe": "Folate, DFE (µg)",
    "folic_acid": "Folic acid (µg)",
    "vitamin_b12": "Vitamin B-12 (µg)",
    "choline": "Choline, total (mg)",
    "fat_saturated": "Fatty acids, total saturated (g)",
    "fat_mono": "Fatty acids, total monounsaturated (g)",
    "fat_poly": "Fatty acids, total polyunsaturated (g)",
    "linoleic_acid": "18:2 n-6 c,c (g)",
    "alpha_linolenic_acid": "18:3 n-3 c,c,c (ALA) (g)",
    "epa": "20:5 n-3 (EPA) (g)",
    "dha": "22:6 n-3 (DHA) (g)",
    "cholesterol": "Cholesterol (mg)",
    "alcohol": "Alcohol, ethyl (g)",
    "caffeine": "Caffeine (mg)",
}

EXTRA_COLUMNS: Final = (
    "food",
    "nutrient",
    "amount",
    "certainty",
    "derivation",
    "origin",
    "source",
)
RULE: Final = "Rule: "
PRESUMED_NIL_SOURCE: Final = RULE + "unfermented plant food, no animal part, no menaquinones"
#: Facts that mean an animal part; `unknown` counts, for then nothing can be presumed.
ANIMAL: Final = frozenset({"meat", "fish", "crustaceans", "molluscs", "milk", "egg", "honey"})
#: Nutrients copied from a proxy: what stays alike between similar foods. The vitamins that vary
#: with feed, culture or fortification are left unknown.
PROXY_NUTRIENTS: Final = (
    "energy",
    "protein",
    "fat_total",
    "carbohydrate",
    "sugars_total",
    "water",
    "magnesium",
    "potassium",
    "calcium",
    "sodium",
    "phosphorus",
    "zinc",
    "thiamin_b1",
    "riboflavin_b2",
    "vitamin_b6",
    "vitamin_b12",
    "fat_saturated",
)

Row = dict[str, str]
Table = dict[str, Row]


@dataclass(frozen=True, slots=True)
class Proxy:
    """A food without USDA figures, the NDB number it borrows from and a factor per 100 g."""

    food: str
    ndb: str
    factor: float
    nutrients: tuple[str, ...]
    why: str


#: What drying concentrates; vitamins that drying and toasting destroy are left unknown.
DRIED_NUTRIENTS: Final = (
    "energy",
    "protein",
    "fat_total",
    "carbohydrate",
    "fibre",
    "magnesium",
    "potassium",
    "calcium",
    "sodium",
    "phosphorus",
    "iron",
    "zinc",
)
#: Dried nori has about 10 % water, fresh laver (NDB 11446) 85.03 %.
NORI_DRYING: Final = (100.0 - 10.0) / (100.0 - 85.03)
PROXIES: Final = (
    Proxy("kefir", "1174", 1.0, PROXY_NUTRIENTS, "milk, 2 % fat, nothing added, before culture"),
    Proxy(
        "nori-dried",
        "11446",
        NORI_DRYING,
        DRIED_NUTRIENTS,
        "fresh laver, on dry matter, at 10 % water",
    ),
)


def usda_path(start: Path = ROOT) -> Path | None:
    """The USDA table in a folder `shared` beside the project or above it, if there is one."""
    places = (folder / "shared" / USDA_FILE for folder in (start, *start.parents))
    return next((place for place in places if place.is_file()), None)


def read_usda(path: Path) -> Table:
    """USDA rows by NDB number; cells as text, empty where USDA has no figure."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as handle:
        table = {row["NDB_number"]: row for row in csv.DictReader(handle)}
    for ndb, sums in read_isomers(path.with_name(FDC_FILE)).items():
        if ndb in table:
            table[ndb] |= sums
    return table


def read_isomers(path: Path) -> Table:
    """Sums over isomers by NDB number, under FoodData Central's nutrient numbers."""
    found: Table = {}
    with zipfile.ZipFile(path) as archive:
        numbers = {r["fdc_id"]: r["NDB_number"] for r in _zipped(archive, "sr_legacy_food.csv")}
        for row in _zipped(archive, "food_nutrient.csv"):
            if row["nutrient_id"] in ISOMERS.values():
                ndb = numbers[row["fdc_id"]]
                found.setdefault(ndb, {})[row["nutrient_id"]] = row["amount"]
    return found


def _zipped(archive: zipfile.ZipFile, name: str) -> Iterator[Row]:
    """The rows of a CSV file in a download, whatever folder it lies in."""
    place = next(one for one in archive.namelist() if Path(one).name == name)
    with archive.open(place) as handle:
        yield from csv.DictReader(io.TextIOWrapper(handle, encoding="utf-8", newline=""))


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file of the food table."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def plain(value: float) -> str:
    """A number without a trailing `.0`, at most six significant digits."""
    return f"{value:.6g}"


def facts(food: Row, column: str) -> set[str]:
    """The facts in a cell of `contains` or `unknown`."""
    return {fact for fact in food[column].split(";") if fact}


def amounts_of(food: Row, usda: Table) -> Row:
    """Amounts per 100 g of one food; raises KeyError for an NDB number the table lacks."""
    row = usda[food["ndb"]] if food["ndb"] else {}
    cells = {key: row.get(column, "") for key, column in COLUMNS.items()}
    return {key: plain(float(cell)) for key, cell in cells.items() if cell}


def amounts_text(foods: Iterable[Row], usda: Table) -> str:
    """The whole of amounts.csv."""
    lines = [["food", *KEYS]]
    for food in foods:
        amounts = amounts_of(food, usda)
        lines.append([food["key"], *(amounts.get(key, "") for key in KEYS)])
    return csv_text(lines)


def csv_text(lines: Iterable[Iterable[str]]) -> str:
    """Lines as CSV text with Unix line ends, the same on every machine."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(lines)
    return buffer.getvalue()


def extra(food: str, nutrient: str, amount: str, certainty: str, how: str, source: str) -> Row:
    """A row of extra_amounts.csv made by a rule."""
    cells = (food, nutrient, amount, certainty, how, "natural", RULE + source.removeprefix(RULE))
    return dict(zip(EXTRA_COLUMNS, cells, strict=True))


class Builder:
    """Builds the rule rows in order: a rule never speaks where an earlier row does."""

    def __init__(self, foods: list[Row], usda: Table, by_hand: list[Row]) -> None:
        self.foods = foods
        self.usda = usda
        self.by_key = {food["key"]: food for food in foods}
        self.rows = {(row["food"], row["nutrient"]): row for row in by_hand}

    def build(self) -> list[Row]:
        """All rows, by food in the order of foods.csv and by nutrient."""
        for proxy in PROXIES:
            self._proxy(proxy)
        rules: tuple[Callable[[Row], None], ...] = (
            self._nil,
            self._raw_figure,
            self._mk4_only,
            self._all_isomers,
        )
        for rule in rules:
            for food in self.foods:
                rule(food)
        order = {food["key"]: number for number, food in enumerate(self.foods)}
        place = {key: number for number, key in enumerate(KEYS)}
        return sorted(self.rows.values(), key=lambda r: (order[r["food"]], place[r["nutrient"]]))

    def _add(self, row: Row) -> None:
        self.rows.setdefault((row["food"], row["nutrient"]), row)

    def _proxy(self, proxy: Proxy) -> None:
        """Figures of a similar food: at least indicative, never more than `partial`."""
        row = self.usda[proxy.ndb]
        source = f"as {proxy.why} (USDA Standard Reference, NDB {proxy.ndb})"
        for nutrient in proxy.nutrients:
            cell = row[COLUMNS[nutrient]]
            if cell:
                amount = plain(round(float(cell) * proxy.factor, 3))
                self._add(extra(proxy.food, nutrient, amount, "partial", "assumed", source))

    def _nil(self, food: Row) -> None:
        """K2 and MK-4 of unfermented plants; not where a figure or a doubt exists."""
        if food["ferment"] or ANIMAL & (facts(food, "contains") | facts(food, "unknown")):
            return
        measured = amounts_of(food, self.usda)
        for nutrient in ("mk4", "vitamin_k2"):
            if nutrient not in measured:
                source = PRESUMED_NIL_SOURCE
                self._add(extra(food["key"], nutrient, "0", "presumed_nil", "assumed", source))

    def _raw_figure(self, food: Row) -> None:
        """K2 of a cooked row from its raw row: more per 100 g, because water is gone."""
        raw = self.rows.get((food["bought_as"], "vitamin_k2"))
        if raw is None or raw["certainty"] == "presumed_nil" or raw["source"].startswith(RULE):
            return
        amount = plain(round(float(raw["amount"]) / float(food["yield"]), 2))
        source = f"raw figure divided by the yield, no loss assumed: {raw['source']}"
        self._add(extra(food["key"], "vitamin_k2", amount, "partial", "calculated", source))

    def _mk4_only(self, food: Row) -> None:
        """Total K2 is at least the MK-4 that USDA measured."""
        mk4 = amounts_of(food, self.usda).get("mk4")
        if mk4 and float(mk4) > 0:
            source = f"menaquinone-4 only (USDA Standard Reference, NDB {food['ndb']})"
            self._add(extra(food["key"], "vitamin_k2", mk4, "partial", "analytical", source))

    def _all_isomers(self, food: Row) -> None:
        """Linoleic and alpha-linolenic acid where only the sum over isomers was measured.

        What is not them is small: conjugated and trans isomers in ruminant fat and hardened oil,
        gamma-linolenic acid in a few seed oils.
        """
        measured = amounts_of(food, self.usda)
        for nutrient, number in ISOMERS.items():
            cell = self.usda.get(food["ndb"], {}).get(number, "")
            if cell and nutrient not in measured:
                source = f"all isomers together (USDA FoodData Central {number}, NDB {food['ndb']})"
                amount = plain(float(cell))
                self._add(extra(food["key"], nutrient, amount, "known", "analytical", source))


def extra_text(foods: list[Row], usda: Table, current: list[Row]) -> str:
    """The whole of extra_amounts.csv: rows by hand kept, rule rows made anew."""
    by_hand = [row for row in current if not row["source"].startswith(RULE)]
    rows = Builder(foods, usda, by_hand).build()
    return csv_text([EXTRA_COLUMNS, *([row[c] for c in EXTRA_COLUMNS] for row in rows)])


def build(usda: Table, folder: Path = DATA) -> dict[Path, str]:
    """What each derived file should hold."""
    foods = read_rows(folder / "foods.csv")
    extra_path = folder / "extra_amounts.csv"
    return {
        folder / "amounts.csv": amounts_text(foods, usda),
        extra_path: extra_text(foods, usda, read_rows(extra_path)),
    }


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or with `--check` say which differ. Returns the exit status."""
    parser = argparse.ArgumentParser(description="Build the derived files of the food table.")
    parser.add_argument("--check", action="store_true", help="write nothing, report differences")
    parser.add_argument("--usda", type=Path, default=usda_path(), help="the gzipped USDA table")
    options = parser.parse_args(arguments)
    if options.usda is None:
        print("The USDA table is not here: pass --usda FILE.", file=sys.stderr)
        return 2
    wanted = build(read_usda(options.usda))
    stale = [p for p, text in wanted.items() if not p.is_file() or p.read_text("utf-8") != text]
    for path in stale:
        print(f"{path.name} {'differs' if options.check else 'written'}")
        if not options.check:
            path.write_text(wanted[path], encoding="utf-8", newline="")
    return int(options.check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
