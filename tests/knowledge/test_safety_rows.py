"""The safety rows, and the cautions and signs that rest on them."""

import csv
from pathlib import Path

import pytest

from knowledge.cautions import cautions_on, load_cautions, load_signs
from knowledge.safety import SEVERITIES, load_safety, status_of, strictest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "science" / "safety.csv"
SAME = ("category", "applies_to", "severity", "urgency", "confidence", "source")


def test_ids_are_stable():
    rows = load_safety()
    assert rows["S002"].severity == "avoid"
    assert rows["S007b"].applies_to == "target"
    assert rows["S103"].urgency == "emergency"
    assert len(rows) == 125


def test_every_row_is_that_of_the_table_it_came_from():
    if not SHARED.exists():
        pytest.skip("the reference data folder `shared` is not beside the project")
    with SHARED.open(encoding="utf-8", newline="") as file:
        theirs = {row["rule_id"]: row for row in csv.DictReader(file)}
    assert theirs.keys() == load_safety().keys()
    for key, row in load_safety().items():
        for column in SAME:
            wanted = theirs[key][column].replace(">=", "≥").replace("<=", "≤")
            assert (getattr(row, column) or "") == wanted, (key, column)


def test_the_strictest_row_decides():
    rows = load_safety()
    assert strictest([rows["S021"], rows["S002"]]) == "avoid"
    assert strictest([rows["S021"]]) == "spacing"
    assert SEVERITIES[0] == "avoid"


def test_one_recalled_row_makes_the_whole_recalled():
    rows = load_safety()
    assert status_of([rows["S007"], rows["S008"]]) == "verified"
    assert status_of([rows["S007"], rows["S010"]]) == "recalled"


@pytest.mark.parametrize(
    ("nutrient", "caution", "severity", "status"),
    [
        ("vitamin_k2", "vka-k2", "avoid", "verified"),
        ("vitamin_k2", "vka-steady", "keep-consistent", "verified"),
        ("potassium", "raas-potassium", "avoid", "recalled"),
        ("potassium", "ckd-potassium", "ask-clinician", "verified"),
        ("magnesium", "ckd-magnesium", "avoid", "recalled"),
        ("sodium", "lithium", "keep-consistent", "recalled"),
        ("water", "fluid-restriction", "avoid", "recalled"),
        ("vitamin_b6", "b6-limit", "limit", "verified"),
        ("vitamin_b12", "vegan", "require", "recalled"),
    ],
)
def test_a_caution_stands_on_its_nutrients_page(nutrient, caution, severity, status):
    found = {one.id: one for one in cautions_on(nutrient)}[caution]
    assert (found.severity, found.status) == (severity, status)


def test_a_caution_stands_nowhere_else():
    assert "vka-k2" not in {one.id for one in cautions_on("sodium")}
    assert [one.id for one in cautions_on("pantothenic_acid_b5")] == ["dialysis"]


def test_several_nutrients_name_a_caution_once():
    ids = [one.id for one in cautions_on("thiamin_b1", "vitamin_b6", "vitamin_b12")]
    assert len(ids) == len(set(ids))
    assert {"b6-limit", "metformin-b12", "loop-diuretics"} <= set(ids)


def test_every_caution_names_its_sources():
    assert all(one.sources and all(one.sources) for one in load_cautions())


def test_every_red_flag_is_a_sign_with_something_to_do():
    flags = {key for key, row in load_safety().items() if row.category == "red-flag"}
    assert flags <= {sign.id for sign in load_signs()}
    assert {sign.id for sign in load_signs() if sign.urgency == "emergency"} == {
        *("S078", "S103", "S105", "S111", "S112", "S113"),
    }
