"""Downloads for the tests: the fixture, changed copies of it, and the official bundle."""

import csv
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

FIXTURE = Path(__file__).parent / "data" / "fdc"
BUNDLE = Path("data") / "FoodData_Central_sr_legacy_food_csv.zip"


def copy_of(folder: Path) -> Path:
    """The fixture in a folder of its own, to be changed."""
    return Path(shutil.copytree(FIXTURE, folder / "fdc"))


def zipped(source: Path, path: Path) -> Path:
    """A folder as a zip, in a folder of its own inside as the official ones are."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(source.iterdir()):
            archive.write(file, f"FoodData_Central_csv/{file.name}")
    return path


def edit(folder: Path, name: str, change: Callable[[list[dict[str, str]]], object]) -> None:
    """Change the rows of a file in place."""
    with (folder / name).open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    change(rows)
    with (folder / name).open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)


def bundle() -> Path:
    """USDA's SR Legacy download, in a folder `shared` beside the project; skips without it."""
    for folder in Path(__file__).resolve().parents:
        if (folder / "shared" / BUNDLE).is_file():
            return folder / "shared" / BUNDLE
    pytest.skip("the reference data folder `shared` is not beside the project")
