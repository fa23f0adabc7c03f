"""Two hundred people and more, each day's targets read once by us and once by hand from the file.

The tables are read here with the csv module alone: nothing of `knowledge` takes part but the data.
"""

import csv
import datetime as dt
from pathlib import Path

import pytest

import knowledge
from people.profiles import PREGNANCY_DAYS, PersonFacts, profile_on
from people.targets import targets_for

DATA = Path(knowledge.__file__).parent / "data"
SHARED = Path("/work/shared/science")
#: Tables' names and units that differ from the catalogue's.
NAMES = {"water_total": ("water", 1000.0), "vitamin_k": ("vitamin_k1", 1.0)}
FACTORS = {("copper", "ug"): 0.001, ("copper", "µg"): 0.001}
#: Limits that count what is in food, by what they count.
COUNTED = {"total": "", "retinol": "retinol", "folic_acid": "folic_acid"}
TODAY = dt.date(2026, 12, 1)


def rows(path, amount="amount"):
    with path.open(encoding="utf-8", newline="") as file:
        return [row | {"amount": row[amount]} for row in csv.DictReader(file)]


def fits(row, sex, age, stage):
    stages = ("child", "adult") if stage == "none" else (stage,)
    last = int(float(row["age_max_years"])) if row["age_max_years"] else 200
    return (
        row["life_stage"] in stages
        and row["sex"] in ("any", sex)
        and int(float(row["age_min_years"])) <= age <= last
    )


def expected(table, sex, age, stage):
    """Nutrient -> (amount, limit or None), in the catalogue's units."""
    found = {}
    for row in table:
        if not fits(row, sex, age, stage):
            continue
        name, factor = NAMES.get(row["nutrient"], (row["nutrient"], 1.0))
        factor *= FACTORS.get((name, row["unit"]), 1.0)
        counted = row["ul"] and row["ul_scope"] in COUNTED
        limit = float(row["ul"]) * factor if counted else None
        assert name not in found, (name, sex, age, stage)
        found[name] = (float(row["amount"]) * factor, limit)
    return found


def birthdays():
    """Ages at which a row of the table begins."""
    table = rows(DATA / "dri.csv")
    return sorted({int(row["age_min_years"]) for row in table if row["life_stage"] != "infant"})


def people():
    """(facts, day, age, stage): the day before a birthday, the birthday, the day after."""
    for age in [age for age in birthdays() if age > 1]:
        for sex in ("female", "male"):
            born = dt.date(TODAY.year - age, TODAY.month, TODAY.day)
            for days, years in ((-1, age - 1), (0, age), (1, age)):
                yield PersonFacts(sex, born), TODAY + dt.timedelta(days=days), years, "none"
    for age in (*range(1, 32, 2), 18, 30, 45, 50, 51, 60, 65, 70, 71, 85, 90, 100, 120):
        for sex in ("female", "male"):
            born = dt.date(TODAY.year - age, 3, 1)
            yield PersonFacts(sex, born), TODAY, age, "none"
    for age in (14, 16, 18, 19, 25, 30, 31, 42, 50):
        born = dt.date(TODAY.year - age, 3, 1)
        yield from expecting(born, age)
        yield from feeding(born, age)


def expecting(born, age):
    """Around conception and the due date; without dates; every day in between alike."""
    for due_in, stage in (
        (PREGNANCY_DAYS + 1, "none"),
        (PREGNANCY_DAYS, "pregnancy"),
        (140, "pregnancy"),
        (1, "pregnancy"),
        (0, "pregnancy"),
        (-1, "none"),
    ):
        due = TODAY + dt.timedelta(days=due_in)
        yield PersonFacts("female", born, "pregnancy", due_date=due), TODAY, age, stage
    yield PersonFacts("female", born, "pregnancy", gestation_week=8), TODAY, age, "pregnancy"


def feeding(born, age):
    """Around the child's birth and half a year after it; without a date."""
    for since, stage in ((-1, "none"), (0, "lactation"), (1, "lactation"), (200, "lactation")):
        child = TODAY - dt.timedelta(days=since)
        yield PersonFacts("female", born, "lactation", child_birth_date=child), TODAY, age, stage
    yield PersonFacts("female", born, "lactation"), TODAY, age, "lactation"


def check(table, facts, day, age, stage):
    profile = profile_on(facts, day)
    assert (profile.age, profile.life_stage) == (age, stage)
    found = targets_for(profile)
    wanted = expected(table, facts.sex, age, stage)
    assert wanted.keys() == found.targets.keys()
    for name, (amount, limit) in wanted.items():
        assert found.targets[name].amount == pytest.approx(amount, rel=1e-12), name
        ours = [one for one in found.limits if one.nutrient == name and one.kind == "UL"]
        assert [one.amount for one in ours] == ([] if limit is None else [pytest.approx(limit)])


def test_there_are_more_than_two_hundred():
    assert len(list(people())) >= 200


@pytest.mark.parametrize("sex", ["female", "male"])
def test_every_target_is_the_tables(sex):
    table = rows(DATA / "dri.csv")
    for facts, day, age, stage in people():
        if facts.sex == sex:
            check(table, facts, day, age, stage)


def test_every_target_is_the_original_tables():
    """The table as it was handed over, where it is at hand."""
    path = SHARED / "dri.csv"
    if not path.is_file():
        pytest.skip("the original table is not on this computer")
    table = [
        row
        for row in rows(path, "rda_or_ai")
        if row["life_stage"] != "infant" and row["amount"] not in ("", None)
    ]
    ours = {row["nutrient"] for row in rows(DATA / "dri.csv")}
    for facts, day, age, stage in people():
        check([row for row in table if row["nutrient"] in ours], facts, day, age, stage)
