"""The fixture's foods as records: figures, origins, measures, and why some are rejected."""

from dataclasses import replace
from pathlib import Path

import pytest

from foods.importing.archive import open_archive
from foods.importing.building import MK4_RULE, Builder
from foods.importing.fdc import Download
from foods.importing.record import Reject
from tests.foods.importing.downloads import FIXTURE, copy_of, edit


def built(folder: Path, scratch: Path):
    """Records and rejects by FoodData Central id."""
    with open_archive(folder) as archive:
        download = Download(archive, scratch)
        builder = Builder(download.slots, download.derivations)
        return {raw.fdc_id: builder.build(raw) for raw in download.foods()}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return built(FIXTURE, tmp_path_factory.mktemp("scratch"))


@pytest.fixture
def record(found):
    return lambda fdc_id: found[fdc_id].record


def amounts(record):
    return {one.nutrient: one.amount for one in record.amounts}


def amount(record, nutrient):
    return next(one for one in record.amounts if one.nutrient == nutrient)


class TestFigures:
    def test_specific_atwater_energy_comes_before_general(self, record):
        assert amounts(record(321001))["energy"] == 35

    def test_general_atwater_energy_where_there_is_no_other(self, record):
        assert amounts(record(321002))["energy"] == 43

    def test_energy_is_never_the_one_in_kj(self, record):
        assert amounts(record(321004))["energy"] == 205

    def test_old_energy_where_nothing_else_is(self, record):
        assert amounts(record(170001))["energy"] == 23

    def test_vitamin_d_in_iu_becomes_micrograms_and_says_so(self, record):
        found = amount(record(321002), "vitamin_d")
        assert found.amount == 1.275
        assert "1110" in found.source

    def test_vitamin_d_in_micrograms_comes_first(self, record):
        found = amount(record(321004), "vitamin_d")
        assert (found.amount, found.source) == (4.8, "")

    def test_absent_is_absent_and_zero_is_zero(self, record):
        assert "mk4" not in amounts(record(170001))
        assert set(amounts(record(170001))) == {"energy", "magnesium"}
        assert amounts(record(321004))["vitamin_b12"] == 0

    def test_k2_is_at_least_menaquinone_4(self, record):
        found = amount(record(321002), "vitamin_k2")
        assert (found.amount, found.certainty, found.source) == (0.3, "partial", MK4_RULE)

    def test_derivations(self, record):
        assert amount(record(321001), "magnesium").derivation == "analytical"
        assert amount(record(321001), "energy").derivation == "calculated"
        assert amount(record(321004), "vitamin_b12").derivation == "assumed"
        assert amount(record(2500001), "protein").derivation == "label"
        assert amount(record(2345001), "energy").derivation == "calculated"

    def test_what_was_added_is_told_where_that_is_sure(self, record):
        milk = record(321002)
        assert amount(milk, "vitamin_d").origin == "added"
        assert amount(milk, "calcium").origin == "natural"
        assert amount(record(2500002), "vitamin_b12").origin == "added"
        assert amount(record(2500002), "vitamin_d").origin == "natural"


class TestFoods:
    def test_samples_are_no_foods(self, found):
        assert 321003 not in found

    def test_what_a_record_says(self, record):
        milk = record(321002)
        assert (milk.kind, milk.aisle, milk.ndb, milk.density) == ("drink", "dairy", 1082, 1.04)
        assert [one.name for one in milk.measures] == ["cup", "tablespoon"]
        assert (record(2345001).data_type, record(2345001).kind) == ("survey", "drink")
        assert [one.name for one in record(2345002).measures] == ["cup, cooked"]

    def test_measures_are_of_one_and_doubles_are_merged(self, record):
        found = {one.name: one.grams for one in record(170001).measures}
        assert found == {"cup": 30, "serving, 10 leaves": 100, "bunch": 340}

    def test_branded(self, record):
        butter = record(2500001)
        assert (butter.name, butter.brand) == ("Organic peanut butter", "Orchard & Vale")
        assert (butter.aisle, butter.measures) == ("nuts", (("serving, 2 tbsp", 32.0, True),))

    def test_a_label_per_100_ml_says_so(self, record):
        drink = record(2500002)
        assert (drink.kind, drink.density) == ("drink", 1.0)
        assert "per 100 ml" in drink.note
        assert drink.brand == "Oat Works Inc."


class TestRejects:
    @pytest.mark.parametrize(
        ("fdc_id", "words"),
        [
            (2500003, "Is the figure in kJ?"),
            (2500004, "no figure for any nutrient"),
            (2500005, "Two figures for Magnesium: 120.0 and 180.0."),
        ],
    )
    def test_the_reason_is_told(self, found, fdc_id, words):
        assert isinstance(found[fdc_id], Reject)
        assert words in found[fdc_id].reason

    @pytest.mark.parametrize(
        ("cell", "words"),
        [("-1", "zero or more"), ("1,5", "not a number"), ("nan", "zero or more"), ("inf", "zero")],
    )
    def test_a_figure_that_is_none(self, tmp_path, cell, words):
        folder = copy_of(tmp_path)
        edit(folder, "food_nutrient.csv", lambda rows: rows[1].update(amount=cell))
        assert words in built(folder, tmp_path)[170001].reason

    def test_a_food_without_a_name(self, tmp_path):
        folder = copy_of(tmp_path)
        edit(folder, "food.csv", lambda rows: rows[0].update(description="  "))
        assert built(folder, tmp_path)[170001].reason == "It has no name."

    def test_others_are_taken_over(self, found):
        rejected = {key for key, one in found.items() if isinstance(one, Reject)}
        assert rejected == {2500003, 2500004, 2500005}


def test_the_order_of_the_files_does_not_matter(tmp_path, found):
    folder = copy_of(tmp_path)
    for name in ("food.csv", "food_nutrient.csv", "branded_food.csv", "foundation_food.csv"):
        edit(folder, name, lambda rows: rows.sort(key=lambda row: str(row)[::-1]))
    shuffled = built(folder, tmp_path)
    for key, one in found.items():
        if isinstance(one, Reject):
            assert isinstance(shuffled[key], Reject)
        else:
            assert shuffled[key].record.digest == one.record.digest


def test_only_the_needed_files_are_needed(tmp_path):
    folder = copy_of(tmp_path)
    for file in folder.iterdir():
        if file.name not in {"food.csv", "food_nutrient.csv", "nutrient.csv"}:
            file.unlink()
    kale = built(folder, tmp_path)[321001].record
    assert amounts(kale)["magnesium"] == 32.7
    assert kale.measures == ()


def test_a_digest_is_of_everything_and_not_of_order(record):
    kale = record(321001)
    assert replace(kale, amounts=kale.amounts[::-1]).digest == kale.digest
    for change in (
        {"name": "Kale"},
        {"ndb": None},
        {"amounts": kale.amounts[1:]},
        {"measures": ()},
        {"prominence": 98},
        {"note": "x"},
    ):
        assert replace(kale, **change).digest != kale.digest
