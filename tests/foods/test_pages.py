"""Rows of a food to rows of a page."""

import pytest

from foods import pages
from foods.facts import FACTS, State
from foods.models import Food, FoodAmount, Source
from knowledge.nutrients import BY_KEY, TEN

FREE = dict.fromkeys(FACTS, State.FREE)


def stated(amount, certainty="known", source="USDA", origin="natural"):
    return FoodAmount(amount=amount, certainty=certainty, source=source, origin=origin)


def row(amounts, nutrient, food=None, grams=30.0):
    sources = pages.figure_sources(amounts, "the food's own")
    groups = pages.nutrient_groups(food or Food(reference_grams=85.0), amounts, grams, sources)
    return next(r for g in groups for r in g.rows if r.nutrient.key == nutrient)


def test_a_row_has_the_portion_the_share_and_the_claim():
    found = row({"magnesium": stated(79.0)}, "magnesium")
    assert found.in_portion == pytest.approx(23.7)
    assert found.share == pytest.approx(23.7 / 420)
    # 79 x 0.85 = 67 mg in the reference amount: 16 % of 420 mg.
    assert found.claim == "good"


def test_no_amount_is_unknown_and_never_zero():
    found = row({}, "vitamin_b12")
    assert found.certainty == "unknown"
    assert found.stated is found.in_portion is found.share is None


@pytest.mark.parametrize("certainty", ["known", "partial", "presumed_nil"])
def test_k2_keeps_its_states_apart(certainty):
    assert row({"vitamin_k2": stated(0.0, certainty)}, "vitamin_k2").certainty == certainty


def test_sources_are_lettered_by_how_many_figures_they_gave():
    amounts = {
        "iodine": stated(1.0, source="A label"),
        "magnesium": stated(1.0),
        "zinc": stated(1.0),
        "mk4": stated(0.0, "presumed_nil", source=""),
    }
    sources = pages.figure_sources(amounts, "the food's own")
    told = [(one.code, one.text, one.figures) for one in sources.values()]
    assert told == [("a", "USDA", 2), ("b", "the food's own", 1), ("c", "A label", 1)]
    assert [row(amounts, key).code for key in ("zinc", "mk4", "iodine")] == ["a", "b", "c"]


def test_letters_do_not_run_out():
    amounts = {key: stated(1.0, source=key) for key in list(BY_KEY)[:30]}
    codes = [one.code for one in pages.figure_sources(amounts, "").values()]
    assert codes[24:28] == ["y", "z", "aa", "ab"]
    assert len(set(codes)) == 30


@pytest.mark.parametrize(
    ("columns", "named", "words"),
    [
        (
            {"source": "fdc", "data_type": "sr_legacy", "source_id": "168462"},
            "USDA FoodData Central",
            "USDA FoodData Central, SR Legacy, FDC 168462",
        ),
        ({"source": "x", "source_id": "7"}, None, "x, 7"),
        ({"source": "own", "source_id": "1:7", "tenant_id": 1}, "Own", "Your own entry"),
    ],
)
def test_the_source_of_a_food_has_its_number(columns, named, words):
    source = Source(name=named) if named else None
    assert pages.source_of_food(Food(**columns), source) == words


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


def test_facts_group_what_is_contained_first_and_count_silence_as_unknown():
    groups = pages.fact_groups({"milk": State.CONTAINS, "gluten": State.FREE})
    assert [group.state for group in groups] == [State.CONTAINS, State.UNKNOWN, State.FREE]
    assert (groups[0].names, groups[2].names) == (("milk",), ("gluten",))
    assert sum(len(group.names) for group in groups) == len(FACTS)


def test_nothing_is_stated_where_all_is_silence():
    assert pages.nothing_stated({})
    assert pages.nothing_stated({"milk": State.UNKNOWN})
    assert not pages.nothing_stated({"milk": State.FREE})


def test_every_nutrient_of_the_catalogue_is_shown_or_named_once_and_the_ten_first():
    groups = pages.nutrient_groups(Food(), {}, 100.0, {})
    rows = [r.nutrient.key for g in groups for r in g.rows]
    assert rows == list(TEN)
    assert sorted(rows + [n.key for g in groups for n in g.unknown]) == sorted(BY_KEY)
