"""An import that is killed: every food is as it was or as it will be, never in between."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from tests.foods.importing.downloads import edit
from tools.bench.import_foods import make_branded

FOODS = 6000
KILLS = 3
PATIENCE = 60


def manage(env, *words, check=True):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=env,
        check=check,
        capture_output=True,
        text=True,
    )


def query(database: Path, sql: str):
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20)) as connection:
        return connection.execute(sql).fetchall()


def killed_import(env, folder, database, *, after: int, pause: float) -> int:
    """Start an import, kill it when it has read so many foods and a pause; how far it came."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_foods", "--source", "fdc", str(folder)],
        cwd=settings.BASE_DIR,
        env=env,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    runs = query(database, "SELECT coalesce(max(id), 0) FROM foods_importrun")[0][0]
    until, read = time.monotonic() + PATIENCE, 0
    while read < after and process.poll() is None and time.monotonic() < until:
        rows = query(database, f"SELECT read FROM foods_importrun WHERE id > {runs}")
        read = rows[0][0] if rows else 0
        time.sleep(0.005)
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "the import was over before it was killed"
    return read


def digests(database):
    return dict(query(database, "SELECT source_id, digest FROM foods_food WHERE source = 'fdc'"))


@pytest.mark.slow
def test_three_kills_leave_every_food_old_or_new(tmp_path):
    env = {**os.environ, "LIMBER_VAR_DIR": str(tmp_path / "var")}
    env.pop("DATABASE_URL", None)
    database = tmp_path / "var" / "limber.sqlite3"
    folder = make_branded(tmp_path / "branded", FOODS)
    manage(env, "migrate", "--verbosity", "0")
    manage(env, "import_foods", "--source", "fdc", str(folder))
    old = digests(database)
    assert len(old) == FOODS
    edit(
        folder,
        "food.csv",
        lambda rows: [r.update(description="New " + r["description"]) for r in rows],
    )
    chance = random.Random(20261122)
    reached = []
    for _kill in range(KILLS):
        after, pause = chance.randrange(0, FOODS - 2500), chance.uniform(0, 0.15)
        reached.append(killed_import(env, folder, database, after=after, pause=pause))
        assert "each as it was imported" in manage(env, "check_foods").stdout
        assert query(database, "PRAGMA integrity_check") == [("ok",)]
    between = digests(database)
    manage(env, "import_foods", "--source", "fdc", str(folder))
    new = digests(database)
    assert all(digest in (old[key], new[key]) for key, digest in between.items())
    assert any(between[key] == old[key] for key in old), reached
    assert any(between[key] == new[key] for key in old), reached
    assert "each as it was imported" in manage(env, "check_foods").stdout
    again = manage(env, "import_foods", "--source", "fdc", str(folder)).stdout
    assert f"0 created, 0 changed, {FOODS:,} unchanged" in again
    stopped = query(database, "SELECT count(*) FROM foods_importrun WHERE status = 'failed'")
    assert stopped == [(KILLS,)]
