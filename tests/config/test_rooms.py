"""The layer contracts hold, and fail where a wrong import or foreign key is planted."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from foods.models import Food
from planner.models import Plan
from recipes.models import Recipe

ROOMS = ("knowledge", "accounts", "foods", "recipes", "people", "planner", "journal", "config")
#: How high a room is; recipes and people stand side by side and do not see each other.
LEVEL = {
    "knowledge": 0,
    "accounts": 1,
    "foods": 2,
    "recipes": 3,
    "people": 3,
    "planner": 4,
    "journal": 5,
    "config": 6,
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The rooms' code alone, to plant something in."""
    place = tmp_path_factory.mktemp("rooms")
    only_code = shutil.ignore_patterns("data", "migrations", "__pycache__", "templates")
    for room in ROOMS:
        shutil.copytree(settings.BASE_DIR / room, place / room, ignore=only_code)
    shutil.copy(settings.BASE_DIR / "pyproject.toml", place)
    return place


def contracts(place: Path) -> "subprocess.CompletedProcess[str]":
    """Run the contracts there, as `make check` does."""
    tool = Path(sys.executable).parent / "lint-imports"
    env = os.environ | {"PYTHONPATH": str(place)}
    return subprocess.run(
        [str(tool), "--no-cache"], cwd=place, env=env, capture_output=True, text=True, check=False
    )


def test_the_contracts_hold(copy):
    found = contracts(copy)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("foods/planted.py", "from planner import models", "Rooms import one way"),
        ("recipes/planted.py", "from people import models", "Rooms import one way"),
        ("planner/optimiser/planted.py", "import django.db", "Pure modules do not reach Django"),
    ],
)
def test_a_planted_import_breaks_them(copy, module, line, contract):
    planted = copy / module
    planted.write_text(line + "\n")
    try:
        found = contracts(copy)
    finally:
        planted.unlink()
    assert found.returncode != 0
    assert f"{contract} BROKEN" in found.stdout


def wrong_relations(listed):
    """Relations of our models that point up, or sideways, in the house."""
    found = []
    for model in listed:
        room = model._meta.app_label
        for field in model._meta.get_fields(include_hidden=True):
            if not field.is_relation or field.auto_created or room not in LEVEL:
                continue
            there = field.related_model._meta.app_label
            if there != room and LEVEL.get(there, -1) >= LEVEL[room]:
                found.append(f"{room}.{model.__name__}.{field.name} -> {there}")
    return found


def test_no_relation_of_ours_points_up():
    assert wrong_relations(apps.get_models()) == []


@pytest.mark.parametrize(
    ("room", "target"),
    [("foods", Plan), ("accounts", Food), ("people", Recipe), ("recipes", Plan)],
)
@isolate_apps("foods", "accounts", "people", "recipes")
def test_a_planted_foreign_key_that_points_up_is_found(room, target):
    class Planted(models.Model):  # noqa: DJ008
        wrong = models.ForeignKey(target, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = room

    [found] = wrong_relations([Planted])
    assert found.startswith(f"{room}.Planted.wrong ->")


@isolate_apps("planner")
def test_a_relation_that_points_down_is_fine():
    class Planted(models.Model):  # noqa: DJ008
        right = models.ForeignKey(Food, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "planner"

    assert wrong_relations([Planted]) == []
