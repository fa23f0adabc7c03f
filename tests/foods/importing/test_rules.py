"""FoodData Central's codes, and what they mean here."""

import csv

import pytest

from foods import shipped
from foods.importing import rules
from foods.importing.archive import DownloadError
from knowledge.nutrients import BY_KEY
from tests.foods.importing.downloads import FIXTURE


def nutrients(**changed):
    """nutrient.csv of the fixture, some units changed: `n1090="G"`."""
    with (FIXTURE / "nutrient.csv").open(encoding="utf-8", newline="") as handle:
        return {
            row["id"]: (
                row["name"],
                changed.get(f"n{row['id']}", row["unit_name"]),
                row["nutrient_nbr"],
            )
            for row in csv.DictReader(handle)
        }


class TestNutrients:
    def test_every_nutrient_but_total_k2_has_a_figure(self):
        assert BY_KEY.keys() - {slot.nutrient for slot in rules.slots()} == {"vitamin_k2"}

    def test_energy_is_taken_in_a_fixed_order_and_never_in_kj(self):
        order = sorted((s.order, s.fdc_id) for s in rules.slots() if s.nutrient == "energy")
        assert [fdc_id for _order, fdc_id in order] == ["2048", "2047", "1008"]
        assert "1062" not in rules.slots_of(nutrients())

    def test_units_are_those_of_the_catalogue_but_for_vitamin_d_in_iu(self):
        units = {"g": "G", "mg": "MG", "µg": "UG", "kcal": "KCAL"}
        others = {
            (slot.nutrient, slot.unit, slot.factor)
            for slot in rules.slots()
            if slot.unit != units[BY_KEY[slot.nutrient].unit] or slot.factor != 1
        }
        assert others == {("vitamin_d", "IU", 0.025)}

    def test_no_figure_goes_two_ways_and_no_order_twice(self):
        ids = [slot.fdc_id for slot in rules.slots()]
        places = [(slot.nutrient, slot.order, slot.added) for slot in rules.slots()]
        assert len(set(ids)) == len(ids)
        assert len(set(places)) == len(places)

    def test_a_wrong_unit_is_named(self):
        with pytest.raises(DownloadError) as found:
            rules.slots_of(nutrients(n1090="G"))
        assert str(found.value) == ("nutrient.csv gives Magnesium, Mg (id 1090) in G; expected MG.")

    def test_fndds_names_nutrients_by_number(self):
        found = rules.slots_of(nutrients())
        assert found["304"] == found["1090"]

    def test_a_table_of_other_nutrients_is_none(self):
        with pytest.raises(DownloadError, match="none of the nutrients"):
            rules.slots_of({"1": ("Love", "G", "1")})


@pytest.mark.parametrize(
    ("code", "data_type", "wanted"),
    [
        ("A", "foundation", "analytical"),
        ("NC", "foundation", "calculated"),
        ("LCCS", "branded", "label"),
        ("Z", "foundation", "assumed"),
        ("MA", "sr_legacy", "analytical"),
        ("MC", "sr_legacy", "calculated"),
        ("", "branded", "label"),
        ("", "survey", "calculated"),
        ("", "sr_legacy", "analytical"),
        ("??", "sr_legacy", "analytical"),
    ],
)
def test_derivations(code, data_type, wanted):
    assert rules.derivation(code, data_type) == wanted


class TestShelves:
    def test_every_rule_leads_to_a_shelf_that_is_there(self):
        aisles = {shelf.key for shelf in shipped.aisles()}
        groups = {shelf.key for shelf in shipped.groups()}
        for category in (*rules._categories(),):
            assert category.shelf.aisle in aisles, category
            assert category.shelf.group in groups, category
            assert category.shelf.kind in {"food", "drink"}, category

    @pytest.mark.parametrize(
        ("data_type", "category", "name", "wanted"),
        [
            ("foundation", "11", "Kale, raw", ("vegetables", "leafy_greens", "food")),
            ("sr_legacy", "1", "Milk, whole, 3.25% milkfat", ("dairy", "milk", "drink")),
            ("sr_legacy", "1", "Milk, dry, whole", ("dairy", "milk", "food")),
            ("sr_legacy", "9", "Orange juice, raw", ("drinks", "juice", "drink")),
            (
                "sr_legacy",
                "9",
                "Pineapple, canned, juice pack",
                ("fruit", "tropical_fruit", "food"),
            ),
            ("sr_legacy", "14", "Lemonade, powder", ("drinks", "soft_drinks", "food")),
            ("sr_legacy", "14", "Beverages, tea, black", ("drinks", "tea_coffee", "drink")),
            ("survey", "7304", "Tea, iced", ("drinks", "tea_coffee", "drink")),
            ("survey", "4802", "Oatmeal, NFS", ("cereals", "wholegrains", "food")),
            ("branded", "Nut & Seed Butters", "x", ("nuts", "nut_butters", "food")),
            ("branded", "Plant Based Milk", "x", ("plant_drinks", "plant_drinks", "drink")),
            ("branded", "Something new", "x", ("other", "other", "food")),
            ("branded", "", "x", ("other", "other", "food")),
            ("sr_legacy", "99", "x", ("other", "other", "food")),
            ("sr_legacy", "", "x", ("other", "other", "food")),
        ],
    )
    def test_foods_and_their_shelves(self, data_type, category, name, wanted):
        shelf = rules.shelf_of(data_type, category, name)
        assert (shelf.aisle, shelf.group, shelf.kind) == wanted
