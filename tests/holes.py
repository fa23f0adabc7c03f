"""Holes planted one at a time in a copy of the site: what the tests of it must catch.

A test that nothing can fail proves nothing. Slow, for the tests run once for every hole.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("knowledge", "accounts", "foods", "recipes", "people", "planner", "journal", "config")
COPIED = (*ROOMS, "templates", "static", "tests")
ALONE = ("manage.py", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Hole:
    """One edit that opens something, and the tests that ought to see it."""

    name: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]


def copy_of_the_site(there: Path) -> Path:
    """The site in a folder of its own, with a database that all runs share."""
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, there / name, ignore=ignored)
    for name in ALONE:
        shutil.copy(ROOT / name, there / name)
    return there


def run(there: Path, tests: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """The outcome of some tests in the copy."""
    command = [sys.executable, "-m", "pytest", "-n", "0", "-x", "-q", "--reuse-db", *tests]
    environment = os.environ | {"LIMBER_VAR_DIR": str(there / "var"), "PYTHONPATH": str(there)}
    return subprocess.run(
        command, cwd=there, env=environment, capture_output=True, text=True, check=False
    )


def all_is_well(there: Path, holes: Sequence[Hole]) -> None:
    """Without a hole the tests pass: else their failing would prove nothing."""
    done = run(there, tuple(dict.fromkeys(test for hole in holes for test in hole.tests)))
    assert done.returncode == 0, done.stdout[-3000:]


def is_caught(there: Path, hole: Hole, imported: str = "") -> None:
    """With the hole bored, its tests fail. `imported` is a line that the hole needs besides."""
    path = there / hole.path
    whole = path.read_text()
    assert hole.old in whole, f"{hole.path} no longer says {hole.old}"
    bored = whole.replace(hole.old, hole.new, 1)
    head, doc, rest = bored.partition('"""\n')
    path.write_text(f"{head}{doc}{imported}{rest}" if imported else bored)
    try:
        done = run(there, hole.tests)
    finally:
        path.write_text(whole)
    # 1: tests failed. Anything else is an error of the run, and no proof.
    assert done.returncode == 1, done.stdout[-3000:] + done.stderr[-2000:]
