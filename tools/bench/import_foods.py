"""The import beside its floor: the same rows by bare `sqlite3.executemany` into the same tables.

Two downloads: USDA's SR Legacy, where the reference data folder `shared` is beside the project, and
a made-up set of branded foods in the official layout. The floor gets its rows ready-made, opens
the database as the product does, and commits once.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from tools.bench.report import Report

ROOT: Final = Path(__file__).resolve().parents[2]
BUNDLE: Final = Path("data") / "FoodData_Central_sr_legacy_food_csv.zip"
TABLES: Final = ("foods_food", "foods_foodamount", "foods_foodmeasure")
BRANDED_FOODS: Final = 100_000
MOST_TIMES: Final = 3.0
MOST_MEMORY: Final = 400
#: (nutrient id, unit, lowest, highest) of a made-up label, in the order of the official files.
LABEL: Final = (
    (1087, "MG", 0, 300),
    (1089, "MG", 0, 8),
    (1092, "MG", 10, 700),
    (1093, "MG", 5, 900),
    (1106, "UG", 0, 300),
    (1114, "UG", 0, 4),
    (1162, "MG", 0, 40),
    (1253, "MG", 0, 60),
)
#: Names and branded food categories, side by side.
KINDS: Final = (
    ("oat granola", "Cereal"),
    ("tomato soup", "Canned Soup"),
    ("rice crackers", "Crackers & Biscotti"),
    ("fruit yogurt", "Yogurt"),
    ("peanut spread", "Nut & Seed Butters"),
    ("bean salad", "Prepared Salads"),
    ("corn chips", "Chips, Pretzels & Snacks"),
    ("lentil curry", "Frozen Dinners & Entrees"),
    ("cheddar slices", "Cheese"),
    ("wheat bread", "Breads & Buns"),
    ("vanilla drink", "Milk"),
    ("green olives", "Pickles, Olives, Peppers & Relishes"),
)


def run(report: Report) -> None:
    """Compare times, and the memory of an import in a process of its own."""
    # Django is set up by the time a bench runs, not when its module is imported.
    with tempfile.TemporaryDirectory(prefix="limber-import-bench-") as folder:
        place = Path(folder)
        bundle = next(
            (p / "shared" / BUNDLE for p in ROOT.parents if (p / "shared" / BUNDLE).is_file()), None
        )
        sets = {}
        if bundle is not None:
            sets["SR Legacy"] = bundle
        else:
            report.say("No reference data beside the project: SR Legacy is left out.")
        sets[f"{BRANDED_FOODS:,} branded foods"] = make_branded(place / "branded", BRANDED_FOODS)
        rows, promises = [], []
        for name, path in sets.items():
            row, kept = _measure(name, path, place)
            rows.append(row)
            promises += kept
        report.table(
            ["download", "foods", "rows", "floor", "import", "times", "again", "memory"], rows
        )
        for what, held in promises:
            report.promise(what, held)


def _measure(name: str, path: Path, place: Path) -> tuple[list[str], list[tuple[str, bool]]]:
    folder = place / "database"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    env = {**os.environ, "LIMBER_VAR_DIR": str(folder)}
    env.pop("DATABASE_URL", None)
    _manage(env, "migrate", "--verbosity", "0")
    database = folder / "limber.sqlite3"
    empty = place / "empty.sqlite3"
    # An import of nothing but what it needs before the first food: aisles, groups, sources.
    _manage(env, "import_foods", "--source", "fdc", str(path), "--limit", "1", "--verbosity", "0")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM foods_foodamount")
        connection.execute("DELETE FROM foods_foodmeasure")
        connection.execute("DELETE FROM foods_food")
        connection.commit()
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(database, empty)
    first, memory = _timed_import(env, path)
    again, _memory = _timed_import(env, path)
    foods, count, floor = _floor(database, empty)
    times = first / floor
    row = [
        name,
        f"{foods:,}",
        f"{count:,}",
        f"{floor:.1f} s",
        f"{first:.1f} s",
        f"{times:.2f}",
        f"{again:.1f} s",
        f"{memory:.0f} MB",
    ]
    return row, [
        (f"{name}: the import takes at most {MOST_TIMES:g} times the floor", times <= MOST_TIMES),
        (f"{name}: its memory stays below {MOST_MEMORY} MB", memory < MOST_MEMORY),
    ]


def _manage(env: dict[str, str], *words: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *words, "--skip-checks"], cwd=ROOT, env=env, check=True
    )


#: Times the import itself, without the start of Python, and tells the process's peak memory. Linux
#: counts into a child's `ru_maxrss` what its parent held when it forked; VmHWM is the child's own.
_CHILD: Final = """
import re, resource, sys, time
from pathlib import Path
import django
django.setup()
from foods.importing.runs import Options, import_fdc
start = time.perf_counter()
import_fdc(Options(path=Path(sys.argv[1])))
seconds = time.perf_counter() - start
status = Path("/proc/self/status")
if status.exists():
    peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1])
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(seconds, peak)
"""


def _timed_import(env: dict[str, str], path: Path) -> tuple[float, float]:
    """Seconds of an import, and the megabytes its process held at most."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)],
        cwd=ROOT,
        env={**env, "DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, kibibytes = done.stdout.split()
    return float(seconds), float(kibibytes) / 1024


def _floor(filled: Path, empty: Path) -> tuple[int, int, float]:
    """Foods, rows and seconds of the same rows by bare executemany."""
    content = [(table, *_rows(filled, table)) for table in TABLES]
    with closing(sqlite3.connect(empty)) as connection:
        connection.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
        )
        start = time.perf_counter()
        for table, columns, rows in content:
            marks = ", ".join("?" * len(columns))
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows
            )
        connection.commit()
        seconds = time.perf_counter() - start
    return len(content[0][2]), sum(len(rows) for _table, _columns, rows in content), seconds


def _rows(path: Path, table: str) -> tuple[list[str], list[Any]]:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(f"SELECT * FROM {table} ORDER BY id")
        columns = [f'"{column[0]}"' for column in found.description]
        return columns, found.fetchall()


def make_branded(folder: Path, count: int) -> Path:
    """A folder in the layout of the branded download, the same for every run."""
    chance = random.Random(20261122)
    folder.mkdir(parents=True)
    foods, details, amounts = (
        (folder / name).open("w", encoding="utf-8")
        for name in ("food.csv", "branded_food.csv", "food_nutrient.csv")
    )
    with foods, details, amounts:
        foods.write('"fdc_id","data_type","description","food_category_id","publication_date"\n')
        details.write(
            '"fdc_id","brand_owner","brand_name","serving_size","serving_size_unit",'
            '"household_serving_fulltext","branded_food_category"\n'
        )
        amounts.write('"id","fdc_id","nutrient_id","amount","data_points","derivation_id"\n')
        row = 0
        for number in range(count):
            key = 2_000_000 + number
            words, category = KINDS[number % len(KINDS)]
            name = f"{words} no. {number}".upper()
            foods.write(f'"{key}","branded_food","{name}","","2025-04-24"\n')
            details.write(
                f'"{key}","Maker {number % 900}","","{chance.randint(10, 250)}","g",'
                f'"1 portion","{category}"\n'
            )
            for nutrient, amount in _label(chance):
                amounts.write(f'"{row}","{key}","{nutrient}","{amount:g}","",""\n')
                row += 1
    with (folder / "nutrient.csv").open("w", encoding="utf-8") as handle:
        handle.write('"id","name","unit_name","nutrient_nbr","rank"\n')
        for nutrient, unit in _units().items():
            handle.write(f'"{nutrient}","Nutrient {nutrient}","{unit}","",""\n')
    return folder


def _label(chance: random.Random) -> Iterator[tuple[int, float]]:
    """Macronutrients that add up and their energy, then vitamins and minerals."""
    protein, fat, carbohydrate = (round(chance.uniform(0, most), 1) for most in (25, 30, 40))
    sugars, fibre = round(carbohydrate * chance.random(), 1), round(carbohydrate * 0.1, 1)
    yield 1003, protein
    yield 1004, fat
    yield 1005, carbohydrate
    yield 1008, round(4 * protein + 9 * fat + 4 * carbohydrate)
    yield 1079, fibre
    yield 2000, sugars
    yield 1258, round(fat * 0.3, 1)
    for nutrient, _unit, low, high in LABEL:
        if chance.random() < 0.8:
            yield nutrient, round(chance.uniform(low, high), 2)


def _units() -> dict[int, str]:
    units = dict.fromkeys((1003, 1004, 1005, 1079, 1258, 2000), "G") | {1008: "KCAL"}
    return units | {nutrient: unit for nutrient, unit, _low, _high in LABEL}
