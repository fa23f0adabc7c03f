"""The builder with the shipped foods: every piece is one, and the example is exact to the USDA."""

import csv
import gzip
from pathlib import Path

import pytest
from django.test import Client

from foods.models import Food
from knowledge.nutrients import BY_KEY
from planner.smoothie_eater import eater_of
from planner.smoothie_mix import read_mix
from planner.smoothie_parts import load_pieces
from planner.smoothies import bench_of, grams_of, is_poured

pytestmark = pytest.mark.usefixtures("shipped_library")

SR = Path(__file__).resolve().parents[3] / "shared" / "data" / "usda_sr_foods_per_100g.csv.gz"
#: The example by NDB number: 240 ml of milk at 1.03 g a ml, a handful of spinach, a banana.
EXAMPLE = {"1079": 240 * 1.03, "11457": 30.0, "9040": 118.0}
COLUMNS = {
    "magnesium": "Magnesium, Mg (mg)",
    "potassium": "Potassium, K (mg)",
    "calcium": "Calcium, Ca (mg)",
    "sodium": "Sodium, Na (mg)",
    "thiamin_b1": "Thiamin (mg)",
    "vitamin_b6": "Vitamin B-6 (mg)",
    "vitamin_b12": "Vitamin B-12 (µg)",
    "vitamin_d": "Vitamin D (D2 + D3) (µg)",
    "water": "Water (g)",
    "energy": "Energy (kcal)",
    "protein": "Protein (g)",
    "fibre": "Fiber, total dietary (g)",
    "sugars_total": "Sugars, total (g)",
    "vitamin_k1": "Vitamin K (phylloquinone) (µg)",
}


def bench(**query):
    eater = eater_of([], "")
    assert eater is not None
    return bench_of(None, read_mix(query), eater)


@pytest.mark.skipif(not SR.exists(), reason="the USDA table is not here")
def test_the_example_is_the_sum_of_its_usda_rows():
    with gzip.open(SR, "rt", encoding="utf-8") as lines:
        found = {row["NDB_number"]: row for row in csv.DictReader(lines)}
    rows = {ndb: found[ndb] for ndb in EXAMPLE}
    intake = bench().glass.intake
    for key, column in COLUMNS.items():
        total = sum(float(rows[ndb][column]) * grams / 100 for ndb, grams in EXAMPLE.items())
        assert intake.amounts[key] == pytest.approx(total, rel=1e-6), BY_KEY[key].name


def test_every_piece_is_a_shipped_food_with_figures():
    foods = Food.objects.in_bulk(field_name="slug")
    for key in load_pieces():
        food = foods[key]
        assert food.tenant_id is None, key
        assert food.kind != Food.Kind.SUPPLEMENT, key
        assert food.amounts.filter(nutrient="energy").exists(), key


def test_drinks_are_poured_and_all_else_is_weighed():
    for piece in load_pieces().values():
        food = Food.objects.get(slug=piece.food)
        assert is_poured(food) == (food.kind == Food.Kind.DRINK), piece.food
        assert 0.9 <= grams_of(food, 1.0) <= 1.1, piece.food


def test_spinach_is_no_source_of_calcium_but_kale_is():
    made = bench(**{"a-milk-2-percent": "240", "for": "calcium"})
    calcium = {one.food for one in made.ideas()}
    assert calcium
    assert not made._stock()["kale-raw"].no_source_of
    assert "calcium" in made._stock()["spinach-raw"].no_source_of


def test_what_would_add_has_something_for_each_that_food_can_give():
    for nutrient in bench().wantable():
        made = bench(**{"a-tap-water": "240", "for": nutrient.key})
        found = made.ideas()
        assert found, nutrient.key
        assert found == sorted(found, key=lambda one: -one.gain)


def test_the_page_stands():
    text = Client().get("/smoothie/").content.decode()
    assert text.count('class="pour"') == 3
    assert text.count('class="idea"') == 6
    assert "Hemp seeds, hulled" in text
