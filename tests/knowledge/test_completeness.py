"""The check that a system check reports: silent on the shipped files, clear on broken ones."""

import shutil
from pathlib import Path

import pytest

from knowledge.completeness import problems
from knowledge.tables import DATA


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def replace(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_files_are_whole() -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "dri.csv",
            "magnesium,male,adult,31,50,420",
            "magnesium,male,adult,31,49,420",
            "dri.csv: no row for magnesium, male adult of 31 to 50 years",
        ),
        (
            "dri.csv",
            "magnesium,male,adult,31,50,420,RDA,mg",
            "magnesium,male,adult,31,50,420,RDA,µg",
            "dri.csv: magnesium is in µg, the catalogue in mg",
        ),
        (
            "dri.csv",
            "magnesium,male,adult,31,50,420",
            "magnesium,male,adult,31,50,lots",
            "column 'amount': 'lots' is not a number",
        ),
        (
            "dri.csv",
            "magnesium,male,adult,31,50,420,RDA,mg,350,supplement,block",
            "magnesium,male,adult,31,50,420,RDA,mg,350,,block",
            "column 'ul': a limit needs a scope and a rule",
        ),
        ("dri.csv", "iodine,any,child,1", "moonlight,any,child,1", "not in the catalogue"),
        (
            "dri_ranges.csv",
            "sodium,CDRR,any,child,9,13",
            "sodium,CDRR,any,child,9,12",
            "dri_ranges.csv: no CDRR of sodium for male at 13 years",
        ),
        (
            "dri_ranges.csv",
            "protein,AMDR,any,any,19,,10,35",
            "protein,AMDR,any,any,19,,40,35",
            "column 'high': 35 is below the low end 40",
        ),
        (
            "eer.csv",
            "male,child,9,14,active",
            "male,child,10,14,active",
            "eer.csv: 0 rows of adult, child, infant_toddler for male, active, 9 years",
        ),
        (
            "eer.csv",
            "female,lactation_0_6_months,19,51,active",
            "female,lactation_0_6_months,19,50,active",
            "eer.csv: 0 rows of lactation_0_6_months for female, active, 50 years",
        ),
        (
            "reference_bodies.csv",
            "male,14,18",
            "male,14,17",
            "reference_bodies.csv: no row for male at 18 years",
        ),
        (
            "dv_nrv.csv",
            "magnesium,420,mg,42,84",
            "magnesium,420,mg,42,48",
            "dv_nrv.csv: magnesium: claims do not begin at 10 % and 20 % of 420 mg",
        ),
        (
            "dv_nrv.csv",
            "magnesium,420,mg",
            "magnesium,420,IU",
            "column 'fda_unit': no conversion from 'IU' to 'mg'",
        ),
        ("raccs.csv", "R02,", "R01,", "raccs.csv, line 3, column 'racc_id': R01 is already on"),
        (
            "raccs.csv",
            'R16,"hot cereal, prepared",,household,1 cup prepared',
            'R16,"hot cereal, prepared",,household,',
            "raccs.csv: R16 has neither an amount nor a household measure",
        ),
        ("retention.csv", ",100,", ",101,", "101 is outside 0 to 100"),
        ("retention.csv", ",100,", ",99.5,", "'99.5' is not a whole number"),
        ("retention_assumptions.csv", "iodine,90", "iodine,", "line 6, column 'retention_percent'"),
        ("yields.csv", "lentils,boiled,2.95", "lentils,boiled,29.5", "lentils, boiled: 29.5 is no"),
        ("sources.csv", "\ndri-1997,", "\ndri-1998,", "no text has the id 'dri-1997'"),
        ("notes.csv", "\nul-magnesium,", "\nul-mg,", "no text has the id 'ul-magnesium'"),
    ],
)
def test_what_is_wrong_is_named(folder: Path, name: str, old: str, new: str, said: str) -> None:
    replace(folder, name, old, new)
    found = problems(folder)
    assert any(said in problem for problem in found), found


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.csv")))
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert any(problem.startswith(f"{name}: cannot be read") for problem in problems(folder))


def test_one_fault_is_told_once_though_several_checks_meet_it(folder: Path) -> None:
    (folder / "sources.csv").unlink()
    found = problems(folder)
    assert len(found) == len(set(found))
