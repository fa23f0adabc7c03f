"""What else helps, and how far it was all reviewed: graded, cited, honest."""

import re
import shutil

import pytest

from foods.nutrient_pages import Numbering
from knowledge.completeness import problems
from knowledge.helps import CONTEXTS, help_problems, load_helps
from knowledge.safety import load_safety
from knowledge.tables import DATA, TableError
from people.helping import help_groups, in_order
from people.models import Person
from people.reviewing import parts, to_check
from tests.cast import browser_of
from tests.factories import PersonFactory, TenantFactory
from tools.write_clinical_review import page

HELPS, REVIEW = "/what-else-helps/", "/sources-and-review/"


def test_what_nobody_has_checked_stands_on_the_list_for_a_clinician():
    listed = page()
    for one in load_helps():
        assert all(point.text in listed for point in one.points if point.review != "verified")
        assert one.not_for in listed


def broken_copy(tmp_path, old, new):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    file = folder / "helps.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('claims = ["stretching"]', 'claims = ["yoga"]', "no claim has the id 'yoga'"),
        ('kind = "do"', 'kind = "maybe"', "'maybe' is not one of"),
        ('"night", "unsure"', '"morning", "unsure"', "'morning' is not one of"),
        ('claims = ["vitamin-d"]', "claims = []", "rests on something"),
        ('cites = ["efsa-2023-b6"]', 'cites = ["nobody"]', "no citation has the id"),
    ],
)
def test_a_broken_file_is_told_where(tmp_path, old, new, told):
    with pytest.raises(TableError, match=re.escape(told)):
        load_helps(broken_copy(tmp_path, old, new))


def test_what_has_no_page_of_its_own_stands_here(tmp_path):
    folder = broken_copy(tmp_path, 'claims = ["quinine"]', 'claims = ["potassium"]')
    assert list(help_problems(folder)) == ["helps.toml: nothing about quinine"]


def test_a_promise_is_found(tmp_path):
    folder = broken_copy(tmp_path, "Free, quick and very safe", "It prevents leg cramps, free")
    assert any("helps.toml: claims something" in one for one in problems(folder))


@pytest.mark.parametrize("context", CONTEXTS)
def test_what_fits_comes_first_and_nothing_is_lost(context):
    listed = in_order(context)
    assert set(listed) == set(load_helps())
    fits = [context in one.contexts for one in listed]
    assert fits == sorted(fits, reverse=True)


def test_no_context_keeps_the_order_of_the_file():
    assert in_order("") == in_order("elsewhere") == load_helps()


def test_stretching_is_first_by_night_and_drinking_rises_with_exercise():
    by_night, in_sport = in_order("night"), in_order("exercise")
    assert by_night[0].id == "stretching"
    places = [[one.id for one in order].index("drinking") for order in (by_night, in_sport)]
    assert places[1] < places[0]


def test_quinine_and_tablets_are_left_alone():
    groups = {
        group.kind: [one.help.id for one in group.helps] for group in help_groups("", Numbering())
    }
    assert {"quinine", "magnesium-pills"} <= set(groups["skip"])
    assert "quinine" not in groups["do"] + groups["ask"]


@pytest.mark.django_db
def test_the_page_says_grades_doses_and_sources(client):
    page = client.get(HELPS).content.decode()
    for words in ("three times ten seconds", "Grade C", "Grade X", "Grade N", "Hallegraeff"):
        assert words in page
    cited = {int(n) for n in re.findall(r'href="#ref-(\d+)"', page)}
    assert cited == {int(n) for n in re.findall(r'id="ref-(\d+)"', page)}


@pytest.mark.django_db
def test_drinking_more_is_not_for_everyone(client):
    assert "that limit goes before anything here" in client.get(HELPS).content.decode()


@pytest.mark.django_db
def test_a_context_is_sent_in_the_body_and_an_odd_one_is_none(client):
    page = client.post(HELPS, {"context": "exercise"}).content.decode()
    assert 'value="exercise" checked' in page
    assert " checked>" not in client.post(HELPS, {"context": "<x>"}).content.decode()
    assert " checked>" not in client.get(f"{HELPS}?context=exercise").content.decode()


@pytest.mark.django_db
def test_the_households_own_cramps_choose_and_no_one_elses():
    ours, theirs = TenantFactory(), TenantFactory()
    PersonFactory(tenant=ours, cramps=Person.Cramps.EXERCISE)
    PersonFactory(tenant=ours)
    assert 'value="exercise" checked' in browser_of(ours).get(HELPS).content.decode()
    assert " checked>" not in browser_of(theirs).get(HELPS).content.decode()
    PersonFactory(tenant=ours, cramps=Person.Cramps.NIGHT)
    assert " checked>" not in browser_of(ours).get(HELPS).content.decode()


def test_the_counts_are_those_of_the_files():
    safety = parts()[0]
    rows = load_safety().values()
    assert safety.total == len(rows)
    assert safety.recalled == sum(row.confidence == "recalled" for row in rows) > 0
    assert sum(len(kind.rows) for kind in to_check()) == safety.recalled


@pytest.mark.django_db
def test_the_review_page_names_what_is_to_be_checked_and_credits_sources(client):
    page = client.get(REVIEW).content.decode()
    assert "NEVO-online version 2025/9.0" in page
    assert "S103" in page
    recalled = parts()[0].recalled
    assert f'<td class="num">{recalled}</td>' in page
