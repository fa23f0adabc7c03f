"""Portions to household measures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foods.importing.portions import Portion, density, measures, serving


def portion(amount="1.0", modifier="", grams="10", *, unit="undetermined", text="", place="1"):
    return Portion(place, amount, unit, text, modifier, grams)


def named(*portions):
    return [(one.name, one.grams) for one in measures(portions)]


@pytest.mark.parametrize(
    ("given_", "name", "grams"),
    [
        (portion("1.0", "cup, chopped", "91"), "cup, chopped", 91),
        (portion("1.0", "", "246", unit="cup"), "cup", 246),
        (portion("1.0", "chopped", "21", unit="cup"), "cup, chopped", 21),
        (portion("0.5", "cup", "15"), "cup", 30),
        (portion("3.0", "oz", "85"), "oz", 28.33333333),
        (portion("10.0", "crackers", "32"), "serving, 10 crackers", 32),
        (portion("0.125", "pie", "131"), "serving, 1/8 pie", 131),
        (portion("1.5", "fruit", "100"), "serving, 1 1/2 fruit", 100),
        (portion("0.33", "package", "94"), "serving, 1/3 package", 94),
        (portion("0.99", "bar", "28"), "serving, 0.99 bar", 28),
        (portion("", "10205", "240", text="1 cup"), "cup", 240),
        (portion("", "30000", "31", text="1 fl oz (no ice)"), "fl oz (no ice)", 31),
        (portion("", "10", "60", text="2 cookies"), "serving, 2 cookies", 60),
    ],
)
def test_names_and_grams(given_, name, grams):
    assert named(given_) == [(name, grams)]


@pytest.mark.parametrize(
    "useless",
    [
        portion(grams="0", modifier="cup"),
        portion(grams="", modifier="cup"),
        portion(grams="inf", modifier="cup"),
        portion(grams="x", modifier="cup"),
        portion("0", "cup"),
        portion("1.0", ""),
        portion("", "90000", "360", text="Quantity not specified"),
    ],
)
def test_a_portion_without_weight_or_name_is_none(useless):
    assert named(useless) == []


def test_doubles_are_merged_and_the_first_stays():
    found = named(
        portion("1.0", "bar", "25", place="3"),
        portion("1.0", "bar", "21", place="1"),
        portion("1.0", "bar (1 oz)", "28", place="2"),
    )
    assert found == [("bar", 21), ("bar (1 oz)", 28)]


def test_a_weight_is_the_usual_measure_only_where_there_is_no_other():
    oz, slice_ = portion("1.0", "oz", "28.35"), portion("1.0", "slice", "20", place="2")
    assert [one.name for one in measures([oz, slice_]) if one.is_default] == ["slice"]
    assert [one.name for one in measures([oz]) if one.is_default] == ["oz"]


@given(
    st.lists(
        st.builds(
            Portion,
            st.sampled_from(["1", "2", ""]),
            st.sampled_from(["1.0", "0.5", "3", "", "0", "nan"]),
            st.sampled_from(["cup", "undetermined", ""]),
            st.sampled_from(["", "1 cup"]),
            st.text(max_size=120),
            st.sampled_from(["1", "0.001", "-5", "0", "", "1e999"]),
        ),
        max_size=6,
    )
)
def test_whatever_comes_fits_the_database(portions):
    found = measures(portions)
    assert len({one.name for one in found}) == len(found)
    assert all(0 < len(one.name) <= 80 and one.grams > 0 for one in found)
    assert sum(one.is_default for one in found) == (1 if found else 0)


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ([portion("1.0", "fl oz", "30.5")], 1.031),
        ([portion("8.0", "fl oz", "248")], 1.048),
        ([portion("1.0", "", "246", unit="cup")], 1.04),
        ([portion("1.0", "cup", "40")], None),
        ([portion("1.0", "can", "355")], None),
    ],
)
def test_density_of_a_drink(given_, wanted):
    assert density(measures(given_)) == wanted


@pytest.mark.parametrize(
    ("text", "name"),
    [("1 cup", "cup"), ("3 cookies", "serving, 3 cookies"), ("", "serving"), ("1 BAR", "bar")],
)
def test_the_serving_of_a_label(text, name):
    assert serving(text, 30.0) == ((name, 30.0, True),)
