"""The calculator's own grammar: simple lines, read without the tagger."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foods.calculating import grammar
from foods.calculating.lines import LONGEST_LINE, number_of, split_lines


def amounts(text):
    line = grammar.read(text)
    return [(a.quantity, a.measure) for a in line.amounts] if line else None


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("30 g raw spinach", "raw spinach", [(30, "g")]),
        ("30g spinach", "spinach", [(30, "g")]),
        ("1 medium banana", "banana", [(1, "")]),
        ("1 cup milk, 2%", "milk", [(1, "cup")]),
        ("2 slices bread", "bread", [(2, "slice")]),
        ("1/2 tsp salt", "salt", [(0.5, "tsp")]),
        ("1 1/2 tsp salt", "salt", [(1.5, "tsp")]),
        ("1 ½ cups oats", "oats", [(1.5, "cup")]),
        ("1½ cups oats", "oats", [(1.5, "cup")]),
        ("½ avocado", "avocado", [(0.5, "")]),
        ("half an avocado", "avocado", [(0.5, "")]),
        ("half a cup of oats", "oats", [(0.5, "cup")]),
        ("1,5 kg potatoes", "potatoes", [(1.5, "kg")]),
        ("two eggs", "eggs", [(2, "")]),
        ("1 dozen eggs", "eggs", [(12, "")]),
        ("a couple of eggs", "eggs", [(2, "")]),
        ("1-2 bananas", "bananas", [(1.5, "")]),
        ("2 to 3 carrots", "carrots", [(2.5, "")]),
        ("a handful of spinach", "spinach", [(1, "handful")]),
        ("handful of spinach", "spinach", [(1, "handful")]),
        ("1 heaped tbsp peanut butter", "peanut butter", [(1, "tbsp")]),
        ("4 fl oz orange juice", "orange juice", [(4, "fl oz")]),
        ("1 T honey", "honey", [(1, "tbsp")]),
        ("1 cup plus 2 tbsp flour", "flour", [(1, "cup"), (2, "tbsp")]),
        ("250ml/1 cup milk", "milk", [(250, "ml"), (1, "cup")]),
        ("1 onion (about 150 g), chopped", "onion", [(1, ""), (150, "g")]),
        ("Spinach 30 g", "Spinach", [(30, "g")]),
        ("oats, 40 g", "oats", [(40, "g")]),
        ("juice of 1 lemon", "lemon juice", [(1, "")]),
        ("1 egg", "egg", [(1, "")]),
    ],
)
def test_simple_lines(text, name, expected):
    assert grammar.read(text).names == (name,)
    assert amounts(text) == expected


@pytest.mark.parametrize(
    "text",
    ["1 (14 oz) can chickpeas, drained", "(14 oz) can chickpeas, drained", "14 oz can chickpeas"],
)
def test_what_a_container_holds_is_the_weight_of_each(text):
    counted, held = grammar.read(text).amounts
    assert (counted.quantity, counted.measure, counted.each) == (1, "can", False)
    assert (held.quantity, held.measure, held.each) == (14, "oz", True)


def test_a_number_of_containers():
    counted, held = grammar.read("2 x 400g tins chickpeas").amounts
    assert (counted.quantity, counted.measure) == (2, "can")
    assert (held.quantity, held.measure, held.each) == (400, "g", True)


def test_a_range_keeps_its_ends():
    [amount] = grammar.read("1-2 bananas").amounts
    assert (amount.low, amount.high, amount.ranged) == (1, 2, True)


def test_foods_offered_for_choice():
    assert grammar.read("1 tbsp olive oil or butter").names == ("olive oil", "butter")


@pytest.mark.parametrize("text", ["salt to taste", "oil, for frying", "parsley, optional"])
def test_what_nobody_weighs(text):
    assert grammar.read(text).unweighed


@pytest.mark.parametrize("text", ["1 cup milk, to serve", "spinach"])
def test_an_amount_counts_and_silence_is_asked(text):
    assert not grammar.read(text).unweighed


@pytest.mark.parametrize("text", ["", " , ", "30 g", "(about 20 g)"])
def test_no_food_is_no_line(text):
    line = grammar.read(text)
    assert line is None or line.names in (("30 g",), ("g",))


@pytest.mark.parametrize(
    ("text", "value"),
    [("1/0", None), ("1e999", None), ("inf", None), ("nan", None), ("²", None), ("⅔", 2 / 3)],
)
def test_numbers(text, value):
    assert number_of(text) == (value and pytest.approx(value))


def test_lines_lose_bullets_and_blanks():
    assert split_lines("- 1 egg\n\n  • 2 figs \r\n[ ] salt\n30 g\tnuts") == [
        "1 egg",
        "2 figs",
        "salt",
        "30 g nuts",
    ]


@given(st.text(max_size=LONGEST_LINE))
def test_any_text_is_read_without_error(text):
    for row in split_lines(text):
        line = grammar.read(row)
        for amount in line.amounts if line else ():
            assert math.isfinite(amount.quantity)
            assert 0 <= amount.low <= amount.high


@given(
    quantity=st.integers(1, 999),
    measure=st.sampled_from(["g", "kg", "cup", "tbsp", "tsp", "slice", "oz", "handful"]),
    name=st.sampled_from(["spinach", "brown rice", "fortified 2% milk"]),
)
def test_amount_measure_food_comes_back(quantity, measure, name):
    line = grammar.read(f"{quantity} {measure} {name}")
    assert line.names == (name,)
    assert [(a.quantity, a.measure) for a in line.amounts] == [(quantity, measure)]
