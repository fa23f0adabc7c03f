"""Ten holes, planted one at a time in a copy of the site: the access tests must catch each.

What only the table and its neighbours stand for: if one of these goes unnoticed, they are worth
less than they seem. Slow, for it runs them once for every hole.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
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


TABLE = "tests/access/test_table.py"
LINKS = "tests/planner/test_share_links.py"
HOLES = (
    Hole(
        "a plan of any tenant",
        "planner/access.py",
        "get_object_or_404(Plan.objects.of(request.tenant), pk=plan_id)",
        "get_object_or_404(Plan.objects, pk=plan_id)",
        (f"{TABLE}::test_who_gets_what[planner:week-get]",),
    ),
    Hole(
        "a viewer edits",
        "planner/access.py",
        "if edit and not may_edit(request):",
        "if False and not may_edit(request):",
        (f"{TABLE}::test_who_gets_what[planner:lock-post]",),
    ),
    Hole(
        "one view forgets edit=True",
        "planner/views/meals.py",
        "@plan_required(edit=True)",
        "@plan_required()",
        (f"{TABLE}::test_who_gets_what[planner:swap-post]",),
    ),
    Hole(
        "a person of any tenant",
        "people/access.py",
        "Person.objects.of(request.tenant)",
        "Person.objects",
        (f"{TABLE}::test_who_gets_what[people:grants-get]",),
    ),
    Hole(
        "the gate is open on one view",
        "planner/views/days.py",
        "@require_safe\n@plan_required()\ndef cook",
        "@open_to_anyone\n@require_safe\n@plan_required()\ndef cook",
        (f"{TABLE}::test_the_gate_is_open_exactly_where_the_table_says_so",),
    ),
    Hole(
        "a closed link opens",
        "accounts/links.py",
        "return self.revoked_at is None and self.expires_at > timezone.now()",
        "return self.expires_at > timezone.now()",
        (f"{LINKS}::test_a_closed_link_is_closed_for_good",),
    ),
    Hole(
        "an expired link opens",
        "accounts/links.py",
        "return self.revoked_at is None and self.expires_at > timezone.now()",
        "return self.revoked_at is None",
        (f"{LINKS}::test_an_expired_link_says_so_and_shows_nothing",),
    ),
    Hole(
        "a token is not checked",
        "accounts/links.py",
        "cls._signer().unsign(token)",
        'token.split(":")[0]',
        (f"{LINKS}::test_a_forged_token_opens_nothing",),
    ),
    Hole(
        "a grant shows everyone's plans",
        "planner/access.py",
        "PlanPerson.objects.filter(plan=plan_id, person__grants__user=request.user.pk)",
        "PlanPerson.objects.filter(plan=plan_id)",
        ("tests/planner/test_granted.py::test_a_plan_without_a_seat_of_mine_is_not_there",),
    ),
    Hole(
        "a former member keeps the practice",
        "accounts/middleware.py",
        "tenant.memberships.filter(user=user).exists()",
        "True",
        (f"{TABLE}::test_who_gets_what[planner:week-get]",),
    ),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The site in a folder of its own, with a database that all runs share."""
    there = tmp_path_factory.mktemp("holes")
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, there / name, ignore=ignored)
    for name in ALONE:
        shutil.copy(ROOT / name, there / name)
    return there


def run(there: Path, tests: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """The outcome of some tests in the copy."""
    command = [sys.executable, "-m", "pytest", "-n", "0", "-x", "-q", "--reuse-db", *tests]
    environment = os.environ | {"LIMBER_VAR_DIR": str(there / "var"), "PYTHONPATH": str(there)}
    return subprocess.run(
        command, cwd=there, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_without_a_hole_all_is_well(copy):
    every = tuple(dict.fromkeys(test for hole in HOLES for test in hole.tests))
    done = run(copy, every)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.slow
@pytest.mark.parametrize("hole", HOLES, ids=lambda hole: hole.name)
def test_every_hole_is_caught(copy, hole):
    path = copy / hole.path
    whole = path.read_text()
    assert hole.old in whole, f"{hole.path} no longer says {hole.old}"
    imported = "from accounts.http import open_to_anyone\n" if "open_to" in hole.new else ""
    bored = whole.replace(hole.old, hole.new, 1)
    head, doc, rest = bored.partition('"""\n')
    path.write_text(f"{head}{doc}{imported}{rest}" if imported else bored)
    try:
        done = run(copy, hole.tests)
    finally:
        path.write_text(whole)
    # 1: tests failed. Anything else is an error of the run, and no proof.
    assert done.returncode == 1, done.stdout[-3000:] + done.stderr[-2000:]


def test_there_are_ten():
    assert len({hole.name for hole in HOLES}) == 10
