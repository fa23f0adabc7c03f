"""How much of a food a query string asks for."""

from dataclasses import dataclass

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from foods.portions import MOST_GRAMS, NO_NUMBER, TOO_MUCH, portion_asked


@dataclass
class Measure:
    pk: int
    name: str
    grams: float


CUP, SPOON = Measure(7, "cup", 30.0), Measure(8, "tbsp", 2.0)


def asked(query, measures=(CUP, SPOON)):
    return portion_asked(QueryDict(query), measures)


@pytest.mark.parametrize(
    ("query", "quantity", "measure", "grams"),
    [
        ("", 1, CUP, 30),
        ("measure=8", 1, SPOON, 2),
        ("measure=8&quantity=3", 3, SPOON, 6),
        ("quantity=1,5", 1.5, CUP, 45),
        ("measure=g", 100, None, 100),
        ("measure=g&quantity=250", 250, None, 250),
        ("measure=999&quantity=2", 2, CUP, 60),
        ("measure=&quantity=", 1, CUP, 30),
    ],
)
def test_a_portion_is_a_quantity_of_a_measure_or_grams(query, quantity, measure, grams):
    found = asked(query)
    assert (found.quantity, found.measure, found.grams, found.problem) == (
        quantity,
        measure,
        grams,
        "",
    )


def test_without_measures_it_is_100_g():
    assert (asked("", ()).grams, asked("", ()).unit) == (100.0, "g")


@pytest.mark.parametrize("typed", ["0", "-3", "abc", "nan", "inf", "1e999", "½"])
def test_what_is_no_amount_is_said_and_falls_back(typed):
    query = QueryDict(mutable=True)
    query["quantity"] = typed
    found = portion_asked(query, (CUP,))
    assert (found.grams, found.problem, found.shown) == (30.0, NO_NUMBER, typed)


def test_more_than_five_kilos_is_too_much():
    assert asked("measure=g&quantity=5000").problem == ""
    assert asked("measure=g&quantity=5000.1").problem == TOO_MUCH
    assert asked("measure=7&quantity=200").problem == TOO_MUCH


@given(st.text(max_size=12), st.text(max_size=6))
def test_whatever_is_typed_gives_a_portion_that_can_be_eaten(quantity, measure):
    query = QueryDict(mutable=True)
    query["quantity"], query["measure"] = quantity, measure
    found = portion_asked(query, (CUP, SPOON))
    assert 0 < found.grams <= MOST_GRAMS
