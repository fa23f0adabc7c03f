"""Rows of a food to rows of a page."""

import pytest

from foods import pages
from foods.facts import FACTS, State
from foods.models import Food, FoodAmount
from knowledge.nutrients import BY_KEY

FREE = dict.fromkeys(FACTS, State.FREE)


def stated(amount, certainty="known", source="USDA", origin="natural"):
    return FoodAmount(amount=amount, certainty=certainty, source=source, origin=origin)


def row(amounts, nutrient, food=None, measure_grams=30.0):
    groups = pages.nutrient_groups(food or Food(reference_grams=85.0), amounts, measure_grams)
    return next(r for g in groups for r in g.rows if r.nutrient.key == nutrient)


def test_a_row_has_the_measure_the_share_and_the_claim():
    found = row({"magnesium": stated(79.0)}, "magnesium")
    assert found.in_measure == pytest.approx(23.7)
    assert found.share == pytest.approx(23.7 / 420)
    # 79 x 0.85 = 67 mg in the reference amount: 16 % of 420 mg.
    assert found.claim == "good"


def test_no_amount_is_unknown_and_never_zero():
    found = row({}, "iodine")
    assert found.certainty == "unknown"
    assert found.stated is found.in_measure is found.share is None


@pytest.mark.parametrize("certainty", ["known", "partial", "presumed_nil"])
def test_k2_keeps_its_states_apart(certainty):
    assert row({"vitamin_k2": stated(0.0, certainty)}, "vitamin_k2").certainty == certainty


def test_a_row_names_its_source_where_it_differs():
    amounts = {
        "magnesium": stated(1.0),
        "zinc": stated(1.0),
        "iodine": stated(1.0, source="A label"),
        "mk4": stated(0.0, "presumed_nil", source="Rule"),
    }
    named = {key: row(amounts, key).own_source for key in amounts}
    assert named == {"magnesium": False, "zinc": False, "iodine": True, "mk4": False}


def test_a_food_without_reference_amount_claims_nothing():
    assert row({"magnesium": stated(500.0)}, "magnesium", Food()).claim is None


def test_high_comes_before_good_and_the_ten_before_others():
    food = Food(reference_grams=100.0)
    tags = pages.claim_tags(food, {"magnesium": 50.0, "folate_dfe": 400.0, "calcium": 400.0})
    assert [(t.nutrient.key, t.claim) for t in tags] == [
        ("calcium", "high"),
        ("folate_dfe", "high"),
        ("magnesium", "good"),
    ]


def test_vegan_goes_without_vegetarian():
    assert [tag.key for tag in pages.diet_tags(FREE)] == ["vegan", "gluten_free", "nut_free"]


def test_an_unknown_fact_makes_a_diet_unknown_not_free():
    tags = pages.diet_tags(FREE | {"milk": State.UNKNOWN, "almond": State.CONTAINS})
    assert [(tag.key, tag.known) for tag in tags] == [
        ("vegan", False),
        ("vegetarian", True),
        ("gluten_free", True),
        ("dairy_free", False),
    ]


def test_facts_list_what_is_contained_first_and_count_silence_as_unknown():
    lines = pages.fact_lines({"milk": State.CONTAINS, "gluten": State.FREE})
    assert [lines[0].name, lines[0].state, lines[1].state] == [
        "milk",
        State.CONTAINS,
        State.UNKNOWN,
    ]
    assert lines[-1].name == "gluten"


def test_every_nutrient_of_the_catalogue_has_one_row():
    groups = pages.nutrient_groups(Food(), {}, 100.0)
    assert sorted(r.nutrient.key for g in groups for r in g.rows) == sorted(BY_KEY)
