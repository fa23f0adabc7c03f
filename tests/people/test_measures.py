"""US units and back: nothing drifts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.forms.bodies import kept, shown_body, typed_body
from people.measures import (
    body_words,
    centimetres,
    feet_inches,
    kilograms,
    pounds,
    to_shown,
    to_stored,
    units_of,
)


def test_the_pound_and_the_inch_are_exact():
    assert kilograms(100) == pytest.approx(45.359237)
    assert centimetres(5, 5) == pytest.approx(165.1)


@pytest.mark.parametrize(
    ("cm", "feet", "inch"), [(165.1, 5, 5.0), (182.87, 6, 0.0), (182.75, 5, 11.9), (30.48, 1, 0.0)]
)
def test_heights_never_show_twelve_inches(cm, feet, inch):
    assert feet_inches(cm) == (feet, inch)


@given(cm=st.floats(40, 250))
def test_feet_and_inches_come_back_to_a_tenth_of_an_inch(cm):
    feet, inch = feet_inches(cm)
    assert 0 <= inch < 12
    assert centimetres(feet, inch) == pytest.approx(cm, abs=0.051 * 2.54)


@given(kg=st.floats(2, 400))
def test_pounds_come_back(kg):
    assert kilograms(pounds(kg)) == pytest.approx(kg, rel=1e-12)


@given(
    value=st.floats(20, 250),
    kind=st.sampled_from(["weight", "height", "waist"]),
    system=st.sampled_from(["metric", "us"]),
)
def test_what_is_shown_and_sent_back_shows_the_same_again(value, kind, system):
    unit = units_of(system, kind)
    shown = to_shown(value, unit)
    assert to_shown(to_stored(shown, unit), unit) == shown


@given(
    height=st.none() | st.floats(40, 250),
    weight=st.none() | st.floats(2, 400),
    system=st.sampled_from(["metric", "us"]),
)
def test_a_form_sent_back_untouched_keeps_what_is_stored(height, weight, system):
    shown = shown_body(height, weight, system)
    data = {name: float(value) for name, value in shown.items()}
    names = ("height_ft", "height_in") if system == "us" else ("height_cm",)
    assert kept(shown, data, names, height) is (height is not None)
    typed = typed_body(data, system)
    assert [one is None for one in typed] == [height is None, weight is None]


def test_a_changed_figure_is_not_kept():
    shown = shown_body(165.0, 65.0, "us")
    data = {name: float(value) for name, value in shown.items()} | {"weight_lb": 150.0}
    assert not kept(shown, data, ("weight_lb",), 65.0)


def test_a_body_in_words():
    assert body_words(165.1, "height", "us") == "5 ft 5 in"
    assert body_words(65.0, "weight", "us") == "143.3 lb"
    assert body_words(65.0, "weight", "metric") == "65 kg"
    assert body_words(80.0, "waist", "us") == "31.5 in"
    assert body_words(None, "weight", "us") == ""
