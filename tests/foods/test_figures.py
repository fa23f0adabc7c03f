"""How figures are written."""

import pytest

from foods.templatetags import figures
from knowledge.nutrients import BY_KEY


@pytest.mark.parametrize(
    ("value", "nutrient", "written"),
    [
        (82.4, "magnesium", "82\u00a0mg"),
        (931.4, "potassium", "931\u00a0mg"),
        (2.934, "vitamin_d", "2.9\u00a0µg"),
        (1234.5, "sodium", "1,234\u00a0mg"),
        (0.0, "vitamin_b12", "0.00\u00a0µg"),
        (0.001, "vitamin_b12", "<0.01\u00a0µg"),
        (334.2, "water", "334\u00a0ml"),
        (999.7, "water", "1.0\u00a0l"),
        (2700.0, "water", "2.7\u00a0l"),
        (None, "iodine", "unknown"),
    ],
)
def test_amount_has_the_catalogues_decimals_and_unit(value, nutrient, written):
    assert figures.amount(value, nutrient) == written
    assert figures.amount(value, BY_KEY[nutrient]) == written


def test_figure_and_unit_are_the_two_halves_of_an_amount():
    assert (figures.figure(1500.0, "water"), figures.unit(1500.0, "water")) == ("1.5", "l")
    assert (figures.figure(None, "iodine"), figures.unit(None, "iodine")) == ("unknown", "")


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0.264, "26\u00a0%"),
        (1.296, "130\u00a0%"),
        (0.0, "0\u00a0%"),
        (0.001, "<1\u00a0%"),
        (None, ""),
    ],
)
def test_percent(share, written):
    assert figures.percent(share) == written


@pytest.mark.parametrize(
    ("quantity", "written"),
    [
        (1.5, "1½"),
        (0.25, "¼"),
        (1 / 3, "⅓"),
        (2 / 3 * 4, "2⅔"),
        (2.0, "2"),
        (1.99, "2"),
        (0.995, "1"),
        (1.4, "1.4"),
        (0.05, "0.05"),
        (0.01, "0.01"),
        (12.5, "12"),
        (None, ""),
    ],
)
def test_fraction_is_how_cooks_write_it(quantity, written):
    assert figures.fraction(quantity) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(244.0, "244\u00a0g"), (2.46, "2.5\u00a0g"), (3.0, "3\u00a0g"), (1250.0, "1.25\u00a0kg")],
)
def test_grams(value, written):
    assert figures.grams(value) == written


def test_unknown_is_a_word_and_never_zero():
    assert figures.number(None) == figures.grams(None) == "unknown"


def test_bar_is_at_most_150_long_and_free_of_locale():
    assert [figures.bar_width(s) for s in (None, 0.264, 3.0)] == ["0.0", "26.4", "150.0"]


@pytest.mark.parametrize(
    ("quantity", "measure", "written"),
    [
        (1.5, "cup", "1½\u00a0cups"),
        (1, "cup", "1\u00a0cup"),
        (0.5, "tsp", "½\u00a0tsp"),
        (2, "can, drained", "2\u00a0cans, drained"),
        (3, "large slice", "3\u00a0large slices"),
        (2, "medium", "2\u00a0medium"),
        (2, "tbsp ground", "2\u00a0tbsp ground"),
        (2, "leaf", "2\u00a0leaves"),
        (300, "g", "300\u00a0g"),
        (1.2, "kg", "1.2\u00a0kg"),
        (900, "ml", "900\u00a0ml"),
    ],
)
def test_kitchen_writes_a_measure_as_cooks_do(quantity, measure, written):
    assert figures.kitchen(quantity, measure) == written


@pytest.mark.parametrize(
    ("quantity", "measure", "written"),
    [
        (2.81, "tsp", "2¾\u00a0tsp"),
        (0.47, "tsp", "½\u00a0tsp"),
        (4.96, "cup", "5\u00a0cups"),
        (0.19, "tsp", "0.19\u00a0tsp"),
        (0.03, "tsp", "0.03\u00a0tsp"),
        (2.81, "ml", "2.81\u00a0ml"),
        (2.81, "g", "2.8\u00a0g"),
    ],
)
def test_a_scaled_recipe_asks_for_what_a_spoon_holds(quantity, measure, written):
    assert figures.kitchen(quantity, measure, scaled=True) == written


def test_what_somebody_typed_is_not_rounded_to_a_spoon():
    assert figures.kitchen(2.81, "tsp") == "2.81\u00a0tsp"


def test_midsentence_keeps_abbreviations():
    names = ("Vitamin D", "Thiamin (B1)", "DHA (n-3)", "")
    assert [figures.midsentence(n) for n in names] == [
        "vitamin D",
        "thiamin (B1)",
        "DHA (n-3)",
        "",
    ]


def test_as_sold_gives_liquids_by_volume():
    assert figures.as_sold(1030, 1.03) == "1\u00a0l"
    assert figures.as_sold(515, 1.03) == "500\u00a0ml"
    assert figures.as_sold(250, None) == "250\u00a0g"


def test_minutes():
    assert figures.minutes(12) == "12\u00a0min"
