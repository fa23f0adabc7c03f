"""Amounts to grams: weights, volumes, counts, conventions, and what is asked instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foods.calculating.lines import Amount, Line
from foods.calculating.weighing import Measured, Pack, Unweighed, Weighed, choices, weigh

BANANA = Measured("Banana", {"medium": 118, "small": 101, "large": 136, "cup": 150})
MILK = Measured("Milk, whole", {"cup": 244, "tbsp": 15}, density=1.03)
OATS = Measured("Rolled oats", {"cup": 81})
SALT = Measured("Salt, table", {"tsp": 6, "pinch": 0.3})
EGG = Measured("Egg, raw", {"egg": 50, "large": 50, "medium": 44})
BUTTER = Measured("Butter, unsalted", {"tbsp": 14.2, "cup": 227})
BEANS = Measured("Beans, canned", {"cup": 160}, packs=(Pack("can", 400, 240),))
KALE = Measured("Kale, raw", packs=(Pack("bag", 200), Pack("piece", 100)), edible_share=0.8)


def said(*amounts, size="", summed=False, text="x"):
    return Line(text, ("x",), tuple(amounts), summed, size)


def one(quantity, measure=""):
    return Amount(quantity, quantity, measure)


@pytest.mark.parametrize(
    ("food", "amount", "size", "grams"),
    [
        (BANANA, one(30, "g"), "", 30),
        (BANANA, one(1.5, "kg"), "", 1500),
        (BANANA, one(1, "oz"), "", 28.349523125),
        (BANANA, one(2, "lb"), "", 907.18474),
        (BANANA, one(1), "medium", 118),
        (BANANA, one(2), "large", 272),
        (BANANA, one(1), "", 118),
        (EGG, one(2), "", 100),
        (EGG, one(2), "medium", 88),
        (MILK, one(1, "cup"), "", 244),
        (MILK, one(100, "ml"), "", 103),
        (MILK, one(1, "l"), "", 1030),
        (MILK, one(1, "pint"), "", 473.176 * 1.03),
        (OATS, one(236.6, "ml"), "", 81),
        (OATS, one(1, "tbsp"), "", 81 / 236.6 * 14.79),
        (SALT, one(1, "pinch"), "", 0.3),
        (SALT, one(1, "dash"), "", 0.75),
        (BUTTER, one(1, "knob"), "", 14.2),
        (BUTTER, one(1, "stick"), "", 113.5),
        (BEANS, one(1, "can"), "", 240),
        (KALE, one(1), "", 80),
        (KALE, one(1, "bag"), "", 160),
        (KALE, one(1, "handful"), "", 30),
    ],
)
def test_grams(food, amount, size, grams):
    assert weigh(said(amount, size=size), food).grams == pytest.approx(grams)


@pytest.mark.parametrize(
    ("food", "amount"),
    [
        (SALT, one(1, "dash")),
        (BUTTER, one(1, "knob")),
        (KALE, one(1, "handful")),
        (BEANS, one(1, "can")),
    ],
)
def test_conventions_and_packs_are_marked_as_assumed(food, amount):
    found = weigh(said(amount), food)
    assert found.assumed
    assert [note.code for note in found.notes] in (["assumed"], ["pack"])


@pytest.mark.parametrize("amount", [one(1, "cup"), one(30, "g"), one(1)])
def test_what_the_table_says_is_not_assumed(amount):
    assert not weigh(said(amount), BANANA).assumed


def test_a_range_takes_the_middle_and_says_so():
    found = weigh(said(Amount(1, 2)), BANANA)
    assert found.grams == 177
    assert ("low", 1) in found.notes[0].values
    assert found.notes[0].code == "range"


def test_a_weight_beats_a_count_beside_it():
    assert weigh(said(one(1), one(150, "g"), size="medium"), BANANA).grams == 150


def test_a_volume_and_the_same_in_cups_count_once():
    assert weigh(said(one(250, "ml"), one(1, "cup")), MILK).grams == pytest.approx(257.5)


def test_amounts_joined_by_plus_are_summed():
    found = weigh(said(one(1, "cup"), one(2, "tbsp"), summed=True), BUTTER)
    assert found.grams == pytest.approx(255.4)


def test_what_a_can_holds_is_drained():
    each = Amount(400, 400, "g", each=True)
    found = weigh(said(one(2, "can"), each), BEANS)
    assert found.grams == pytest.approx(480)
    assert [note.code for note in found.notes] == ["drained"]


def test_what_a_pack_holds_is_kept_where_nothing_is_drained():
    each = Amount(150, 150, "g", each=True)
    assert weigh(said(one(4), each), BANANA).grams == 600


@pytest.mark.parametrize(
    ("food", "amounts", "problem"),
    [
        (BANANA, (), Unweighed("no_amount")),
        (BANANA, (one(0, "g"),), Unweighed("no_amount")),
        (BANANA, (one(1, "glug"),), Unweighed("unknown_measure", "glug")),
        (BANANA, (one(1, "sachet"),), Unweighed("unknown_measure", "sachet")),
        (SALT, (one(2),), Unweighed("unknown_measure", "")),
        (Measured("Nothing known"), (one(1, "cup"),), Unweighed("unknown_measure", "cup")),
        (BANANA, (one(1e9, "kg"),), Unweighed("too_much")),
    ],
)
def test_what_cannot_be_weighed_is_asked(food, amounts, problem):
    assert weigh(said(*amounts), food) == problem


def test_choices_are_the_foods_measures_and_grams_and_millilitres_where_they_work():
    assert choices(MILK) == ["cup", "tbsp", "g", "ml"]
    assert choices(KALE) == ["g"]


@given(
    quantity=st.floats(0.01, 50),
    food=st.sampled_from([BANANA, MILK, OATS, SALT, EGG, BUTTER, BEANS, KALE]),
    measure=st.sampled_from(["g", "kg", "oz", "cup", "tbsp", "tsp", "handful", "pinch", "", "can"]),
)
def test_twice_as_much_weighs_twice_as_much(quantity, food, measure):
    single = weigh(said(one(quantity, measure)), food)
    double = weigh(said(one(2 * quantity, measure)), food)
    if isinstance(single, Weighed) and isinstance(double, Weighed):
        assert double.grams == pytest.approx(2 * single.grams)
        assert single.measure == double.measure
    else:
        assert getattr(double, "code", "") in ("unknown_measure", "too_much")
