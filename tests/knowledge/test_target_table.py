"""Tables of reference values: women beside men, like rows together."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.efsa import load_efsa
from knowledge.intakes import load_intakes
from knowledge.life_stages import Band
from knowledge.target_table import target_rows


@dataclass(frozen=True)
class Value:
    amount: float
    upper_limit: float | None = None


@dataclass(frozen=True)
class Stated:
    band: Band
    stage: str
    intake: Value


def row(sex, first, last, amount, limit=None, stage="adult"):
    return Stated(Band(sex, first, last), stage, Value(amount, limit))


def seen(rows):
    return [(r.stage, r.first, r.last, r.female, r.male, r.upper_limit) for r in target_rows(rows)]


def test_women_and_men_share_a_line():
    rows = [row("female", 19, None, 310), row("male", 19, None, 400)]
    assert seen(rows) == [("adult", 19, None, 310, 400, None)]


def test_like_neighbours_become_one_line():
    rows = [row("any", 19, 30, 5), row("any", 31, 50, 5), row("any", 51, None, 6)]
    assert seen(rows) == [("adult", 19, 50, 5, 5, None), ("adult", 51, None, 6, 6, None)]


def test_another_limit_keeps_them_apart():
    rows = [row("any", 19, 50, 5, 100), row("any", 51, None, 5, 80)]
    assert [line[-1] for line in seen(rows)] == [100, 80]


def test_bands_that_differ_by_sex_are_cut_where_one_of_them_ends():
    rows = [row("female", 19, 50, 1), row("female", 51, None, 2), row("male", 19, None, 3)]
    assert seen(rows) == [("adult", 19, 50, 1, 3, None), ("adult", 51, None, 2, 3, None)]


def test_stages_come_in_the_order_of_life_and_are_never_merged():
    rows = [
        row("female", 19, 50, 5, stage="pregnancy"),
        row("any", 4, 18, 5, stage="child"),
        row("any", 19, None, 5),
    ]
    assert [line[:3] for line in seen(rows)] == [
        ("child", 4, 18),
        ("adult", 19, None),
        ("pregnancy", 19, 50),
    ]


def test_pregnancy_has_nothing_for_men():
    assert seen([row("female", 19, 50, 7, stage="pregnancy")])[0][4] is None


@pytest.mark.parametrize("load", [load_intakes, load_efsa])
@given(age=st.integers(1, 100), sex=st.sampled_from(["female", "male"]))
def test_every_person_finds_the_value_of_the_table_behind(load, age, sex):
    for nutrient in ("magnesium", "calcium", "vitamin_b6", "water"):
        rows = [r for r in load() if r.intake.nutrient == nutrient]
        stated = [
            r.intake.amount
            for r in rows
            if r.stage in ("child", "adult") and r.band.covers(sex, age)
        ]
        shown = [
            getattr(line, sex)
            for line in target_rows(rows)
            if line.stage in ("child", "adult")
            and line.first <= age
            and (line.last is None or age <= line.last)
        ]
        assert shown == stated


def test_women_and_men_have_the_same_limit_everywhere():
    for loaded in (load_intakes(), load_efsa()):
        for nutrient in {r.intake.nutrient for r in loaded}:
            for line in target_rows(r for r in loaded if r.intake.nutrient == nutrient):
                assert line.male is None or line.female_limit == line.male_limit
