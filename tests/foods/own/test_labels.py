"""A label to amounts per 100 g: bases, units, percentages, and what follows from what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foods.own.labels import Label, Line, per_100_g
from foods.own.typed import Typed, read_figure
from foods.own.units import in_own_unit, units_of
from knowledge.nutrients import CATALOGUE


def label(style="us", basis="100g", **lines):
    """A label of "figure unit" lines."""
    more = {name: lines.pop(name) for name in ("serving", "density") if name in lines}
    in_ml = lines.pop("in_ml", False)
    listed = {}
    for key, text in lines.items():
        figure, _space, unit = text.partition(" ")
        listed[key] = Line(read_figure(figure) or Typed(0.0), unit)
    return Label(listed, style, basis, serving_in_ml=in_ml, **more)


def amounts(one):
    return {key: pytest.approx(figure.amount) for key, figure in per_100_g(one).items()}


@pytest.mark.parametrize(
    ("basis", "more", "factor"),
    [
        ("100g", {}, 1.0),
        ("100ml", {"density": 1.03}, 1 / 1.03),
        ("serving", {"serving": 30.0}, 100 / 30),
        ("serving", {"serving": 250.0, "in_ml": True, "density": 0.92}, 100 / 230),
    ],
)
def test_a_figure_is_brought_to_100_g(basis, more, factor):
    assert amounts(label(basis=basis, protein="6 g", **more)) == {"protein": 6 * factor}


@pytest.mark.parametrize(
    ("basis", "more"),
    [("serving", {}), ("100ml", {}), ("serving", {"serving": 30.0, "in_ml": True})],
)
def test_without_a_weight_nothing_is_computed(basis, more):
    with pytest.raises(ValueError, match="needs its weight"):
        per_100_g(label(basis=basis, protein="6 g", **more))


@pytest.mark.parametrize(
    ("key", "text", "nutrient", "amount"),
    [
        ("energy", "418.4 kJ", "energy", 100.0),
        ("energy", "100 kcal", "energy", 100.0),
        ("salt", "1 g salt", "sodium", 400.0),
        ("salt", "0.5 g sodium", "sodium", 500.0),
        ("salt", "120 mg sodium", "sodium", 120.0),
        ("vitamin_d", "400 IU", "vitamin_d", 10.0),
        ("vitamin_d", "0.01 mg", "vitamin_d", 10.0),
        ("vitamin_e", "10 IU natural", "vitamin_e", 6.7),
        ("vitamin_e", "10 IU synthetic", "vitamin_e", 4.5),
        ("magnesium", "0.1 g", "magnesium", 100.0),
        ("magnesium", "50 µg", "magnesium", 0.05),
        ("fibre", "500 mg", "fibre", 0.5),
    ],
)
def test_units_of_labels(key, text, nutrient, amount):
    assert amounts(label(**{key: text})) == {nutrient: amount}


def test_a_percentage_is_of_the_daily_value_or_of_the_reference_value():
    assert amounts(label("us", magnesium="10 %")) == {"magnesium": 42.0}
    assert amounts(label("eu", magnesium="10 %")) == {"magnesium": 37.5}
    assert amounts(label("us", vitamin_d="50 %")) == {"vitamin_d": 10.0}
    assert amounts(label("eu", vitamin_d="50 %")) == {"vitamin_d": 2.5}


@pytest.mark.parametrize(
    ("style", "key"), [("us", "vitamin_k1"), ("eu", "vitamin_a_rae"), ("eu", "choline")]
)
def test_a_percentage_of_nothing_sure_is_refused(style, key):
    with pytest.raises(ValueError, match="no percentage"):
        in_own_unit(key, 10, "%", style)


def test_european_carbohydrate_gets_its_fibre():
    found = per_100_g(label("eu", carbohydrate="12 g", fibre="3 g"))["carbohydrate"]
    assert (found.amount, found.certainty, found.derivation) == (15.0, "known", "calculated")
    assert found.printed == "12 g"


def test_european_carbohydrate_without_fibre_is_at_least_that():
    found = per_100_g(label("eu", carbohydrate="12 g"))["carbohydrate"]
    assert (found.amount, found.certainty) == (12.0, "partial")


def test_american_carbohydrate_is_whole_already():
    found = per_100_g(label("us", carbohydrate="12 g", fibre="3 g"))["carbohydrate"]
    assert (found.amount, found.certainty, found.derivation) == (12.0, "known", "label")


def test_less_than_is_at_least_nothing_in_the_words_of_the_label():
    found = per_100_g(label(sugars_total="<0.5 g"))["sugars_total"]
    assert (found.amount, found.certainty, found.printed) == (0.0, "partial", "<0.5 g")


def test_zero_is_zero_and_an_empty_line_is_nothing():
    found = per_100_g(label(sugars_total="0 g"))
    assert (found["sugars_total"].amount, found["sugars_total"].certainty) == (0.0, "known")
    assert set(found) == {"sugars_total"}


def test_folic_acid_is_at_least_its_equivalents_of_folate():
    found = per_100_g(label(folic_acid="100 µg"))
    assert (found["folate_dfe"].amount, found["folate_dfe"].certainty) == (170.0, "partial")
    stated = per_100_g(label(folic_acid="100 µg", folate_dfe="210 µg"))
    assert (stated["folate_dfe"].amount, stated["folate_dfe"].certainty) == (210.0, "known")


def test_european_folate_is_not_weighed_for_added_folic_acid():
    assert per_100_g(label("eu", folate_dfe="60 µg"))["folate_dfe"].certainty == "partial"


def test_vitamin_a_as_retinol_is_retinol():
    assert amounts(label(vitamin_a_rae="1000 IU retinol")) == {
        "vitamin_a_rae": 300.0,
        "retinol": 300.0,
    }


def test_what_is_added_says_so():
    line = Line(Typed(5.0), "mg", added=True)
    assert per_100_g(Label({"iron": line}))["iron"].origin == "added"


@given(st.floats(0.1, 500), st.floats(0.001, 90))
def test_a_serving_is_read_back_to_ten_digits(serving, protein):
    one = Label({"protein": Line(Typed(protein), "g")}, "us", "serving", serving)
    again = per_100_g(one)["protein"].amount * serving / 100
    assert again == pytest.approx(protein, rel=1e-10)


def test_every_unit_that_is_offered_can_be_read():
    for nutrient in CATALOGUE:
        for unit, _name in units_of(nutrient.key):
            if unit != "%":
                assert in_own_unit(nutrient.key, 1, unit, "eu") > 0
            else:
                assert in_own_unit(nutrient.key, 100, unit, "us") > 0
