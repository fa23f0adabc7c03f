"""Figures as people type them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foods.own.typed import AMBIGUOUS, NOT_A_NUMBER, TOO_MUCH, Typed, read_figure, written


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("", None),
        ("   ", None),
        ("0", Typed(0.0)),
        ("12", Typed(12.0)),
        ("12.5", Typed(12.5)),
        ("12,5", Typed(12.5)),
        (",5", Typed(0.5)),
        ("0,125", Typed(0.125)),
        ("1 234", Typed(1234.0)),
        ("1,234.5", Typed(1234.5)),
        ("<0.5", Typed(0.5, "at_most")),
        ("< 0,5", Typed(0.5, "at_most")),
        ("≤1", Typed(1.0, "at_most")),
        (">3", Typed(3.0, "at_least")),
        ("≥ 12", Typed(12.0, "at_least")),
    ],
)
def test_a_figure_is_read(text, figure):
    assert read_figure(text) == figure


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("some", NOT_A_NUMBER),
        ("-1", NOT_A_NUMBER),
        ("1e9", NOT_A_NUMBER),
        ("nan", NOT_A_NUMBER),
        ("inf", NOT_A_NUMBER),
        ("1.2.3", NOT_A_NUMBER),
        ("1.234,5", NOT_A_NUMBER),
        ("12,34.5", NOT_A_NUMBER),
        ("<", NOT_A_NUMBER),
        ("1" * 17, NOT_A_NUMBER),
        ("1,234", AMBIGUOUS),
        ("1,2,3", AMBIGUOUS),
        ("99999999", TOO_MUCH),
    ],
)
def test_what_cannot_be_read_is_asked_back(text, words):
    with pytest.raises(ValueError, match=r".") as refused:
        read_figure(text)
    assert str(refused.value) == words


def test_an_upper_bound_makes_nothing_sure():
    figures = [read_figure(text) for text in ("<0.5", "≥0.5", "0.5")]
    assert [one.sure for one in figures if one] == [0.0, 0.5, 0.5]


@given(st.floats(min_value=1e-9, max_value=9.9e6), st.sampled_from(["exact", "at_least"]))
def test_what_is_written_is_read_again_to_ten_digits(value, bound):
    again = read_figure(written(value, bound))
    assert again is not None
    assert again.bound == bound
    assert again.value == pytest.approx(value, rel=1e-9, abs=1e-10)


@given(st.text(max_size=20))
def test_any_text_is_a_figure_or_a_sentence(text):
    with suppress(ValueError):
        figure = read_figure(text)
        assert figure is None or figure.value >= 0
