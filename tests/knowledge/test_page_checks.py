"""The check that a nutrient's page is whole: silent on what ships, clear on what breaks."""

import shutil
from pathlib import Path

import pytest

from knowledge.completeness import problems
from knowledge.tables import DATA

NEW = (
    *("citations.toml", "evidence.toml", "nutrient_pages.toml", "cautions.toml"),
    *("safety.csv", "efsa_drv.csv", "menaquinones.csv", "absorption.csv"),
)


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def replace(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("nutrient_pages.toml", 'key = "water"', 'key = "fibre"', "no page for water"),
        ("nutrient_pages.toml", 'key = "water"', 'key = "air"', "'air' is not in the catalogue"),
        (
            "nutrient_pages.toml",
            'key = "riboflavin_b2"\nline = "Passes on energy in nearly every cell."\nfunctions =',
            'key = "riboflavin_b2"\nline = "Passes on energy in nearly every cell."\nsources =',
            "riboflavin_b2 does not say what it does",
        ),
        (
            "nutrient_pages.toml",
            'no_reference = "There is no',
            'line2 = "There is no',
            "'line2': is not one of",
        ),
        (
            "nutrient_pages.toml",
            'no_reference = "There is no reference intake for vitamin K2, in the US or in Europe."',
            "",
            "vitamin_k2 has neither reference intakes nor a reason why",
        ),
        (
            "nutrient_pages.toml",
            'cites = ["ods-magnesium"], review = "verified"',
            'cites = [], review = "verified"',
            "a statement needs a source",
        ),
        ("evidence.toml", 'cites = ["tan-2024"]', 'cites = ["tan-2025"]', "no citation has the id"),
        ("evidence.toml", 'grade = "B"', 'grade = "A+"', "'A+' is not one of A, B, C, D, N, X"),
        ("evidence.toml", 'lean = "no"', 'lean = "yes"', "'yes' is not 'no'"),
        (
            "evidence.toml",
            'nutrients = ["vitamin_d"]',
            "nutrients = []",
            "no claim about vitamin_d",
        ),
        (
            "evidence.toml",
            'nutrients = ["vitamin_d"]',
            'nutrients = ["vitamin_d", "iron"]',
            "iron has no page",
        ),
        (
            "evidence.toml",
            'reading = "Unlikely to help.',
            'reading = "Magnesium prevents cramps.',
            "claims something against cramps: Magnesium prevents cramps.",
        ),
        ("evidence.toml", 'cites = ["xu-2022"]', 'cites = ["tan-2024"]', "nothing cites xu-2022"),
        ("citations.toml", "year = 2024", 'year = "2024"', "'year': is not a whole number"),
        ("citations.toml", "[tan-2024]", "[tan-2042]", "no citation has the id 'tan-2024'"),
        ("cautions.toml", 'rows = ["S002", "S003"]', 'rows = ["S002"]', "nothing about S003"),
        ("cautions.toml", 'rows = ["S006"]', 'rows = ["S999"]', "no safety row has the id 'S999'"),
        ("cautions.toml", 'rows = ["S006"]', 'rows = ["S031"]', "doac-k concerns no nutrient"),
        ("cautions.toml", 'row = "S117"', 'row = "S031"', "S031 is no symptom"),
        ("cautions.toml", 'row = "S117"', 'row = "S031"', "no sign for S117"),
        ("safety.csv", "S006,", "S005,", "S005 is already on line"),
        ("safety.csv", "S005,medication,Warfarin,", "S005,medicine,Warfarin,", "'medicine' is not"),
        ("safety.csv", ",symptom,ask-clinician,same-day,", ",symptom,ask-clinician,,", "urgency"),
        (
            "safety.csv",
            "supplement,avoid,,vitamin_k2,Do not suggest",
            "supplement,avoid,,vitamin_k3,Do not suggest",
            "'vitamin_k3' is not in the catalogue",
        ),
        ("efsa_drv.csv", "magnesium,female,pregnancy", "calcium,female,pregnancy", "no pregnancy"),
        ("efsa_drv.csv", "PRI,mg/MJ", "PRI,mg/kcal", "no conversion from 'mg/kcal'"),
        ("efsa_drv.csv", "AI,mg,250,supplement,block", "AI,mg,250,,block", "a limit needs a scope"),
        ("menaquinones.csv", ",european,", ",us_extended,", "European tables total K2"),
        ("absorption.csv", ",5,oxalate,", ",500,oxalate,", "500 is outside 0 to 100"),
    ],
)
def test_what_is_wrong_is_named(folder, name, old, new, said):
    replace(folder, name, old, new)
    found = problems(folder)
    assert any(said in problem for problem in found), found


@pytest.mark.parametrize("name", NEW)
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    assert any(problem.startswith(f"{name}: cannot be read") for problem in problems(folder))
