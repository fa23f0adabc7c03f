"""Vitamin K2 by form and poor absorption: figures that must not be mixed or mistaken."""

import csv
from pathlib import Path

import pytest

from knowledge.absorption import load_absorption, poorly_absorbed
from knowledge.menaquinones import FORMS, load_menaquinones, richest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "science" / "menaquinones.csv"


def test_us_totals_of_k1_and_k2_never_stand_among_european_totals_of_k2():
    for row in load_menaquinones():
        extended = row.family == "us_extended"
        assert extended == ("MK-13" in row.note or "MK-10, MK-11" in row.note), row.food
        assert row.total_k is None or extended
        assert row.total_k2 is None or not extended
    assert {row.family for row in richest("european", 50)} == {"european"}
    assert not {row.food for row in richest("european", 99)} & {
        row.food for row in richest("us_extended", 99)
    }


def test_the_richest_come_first():
    totals = [row.total_k2 or 0.0 for row in richest("european", 12)]
    assert totals == sorted(totals, reverse=True)
    assert len(totals) == 12
    assert richest("us_extended", 1)[0].food.startswith("Soft cheese (US")


def test_a_detection_limit_is_no_amount():
    chocolate = next(r for r in load_menaquinones() if r.food.startswith("Chocolate"))
    assert (chocolate.vitamin_k1, chocolate.vitamin_k1_below) == (None, 0.8)


def test_what_is_not_stated_is_not_zero():
    gouda = next(r for r in load_menaquinones() if r.food == "Gouda 48+, average")
    assert gouda.forms == {}
    assert gouda.total_k2 == 64.5


def test_every_figure_is_that_of_the_table_it_came_from():
    if not SHARED.exists():
        pytest.skip("the reference data folder `shared` is not beside the project")
    with SHARED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for theirs, ours in zip(rows, load_menaquinones(), strict=True):
        total = ours.total_k if ours.family == "us_extended" else ours.total_k2
        assert total == (float(theirs["total_k2"]) if theirs["total_k2"] else None)
        stated = {f: float(theirs[f"MK-{f[2:]}"]) for f in FORMS if theirs[f"MK-{f[2:]}"]}
        assert ours.forms == stated


def test_spinach_is_no_source_of_calcium_and_one_of_magnesium():
    assert poorly_absorbed("calcium")[11457].absorbed == 0.05
    assert 11458 in poorly_absorbed("calcium")
    assert poorly_absorbed("magnesium") == {}
    assert {row.nutrient for row in load_absorption()} == {"calcium"}
