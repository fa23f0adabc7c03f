"""What the calculator's form sends back: lines, and what someone put right."""

import pytest

from foods.calculating.corrections import NONE, Correction, plain, sent
from foods.calculating.lines import MOST_LINES

EGG, MILK = "2 eggs", "1 cup milk"


def row(number, text, food="egg", amount="2 large", **more):
    """A line of the form as it was shown, with `more` of its fields changed."""
    quantity, _space, measure = amount.partition(" ")
    shown = {
        "text": text,
        "food": food,
        "foodwas": food,
        "quantity": quantity,
        "measure": measure,
        "amountwas": amount,
        "kept": "",
        "find": "",
    }
    return {f"{name}-{number}": value for name, value in (shown | more).items()}


def form(lines, *rows, **more):
    found = {"lines": "\n".join(lines)} | more
    for one in rows:
        found |= one
    return found


def test_lines_alone():
    assert plain(" 2 eggs\n\n- 1 cup milk ").texts == (EGG, MILK)


def test_too_many_lines_are_counted_and_left_out():
    found = plain("1 egg\n" * (MOST_LINES + 3))
    assert (len(found.texts), found.left_out) == (MOST_LINES, 3)


def test_what_is_sent_as_it_was_shown_is_no_correction():
    assert sent(form([EGG], row(0, EGG))).corrections == (NONE,)


def test_another_food():
    found = sent(form([EGG], row(0, EGG, food="egg-boiled", foodwas="egg")))
    assert found.corrections == (Correction(food="egg-boiled"),)


@pytest.mark.parametrize(
    ("changed", "quantity", "measure"),
    [
        ({"quantity": "3"}, 3, "large"),
        ({"quantity": "1 1/2"}, 1.5, "large"),
        ({"quantity": "0,5"}, 0.5, "large"),
        ({"measure": "g"}, 2, "g"),
    ],
)
def test_another_amount(changed, quantity, measure):
    [found] = sent(form([EGG], row(0, EGG, **changed))).corrections
    assert (found.quantity, found.measure) == (quantity, measure)


@pytest.mark.parametrize("typed", ["0", "-1", "many", ""])
def test_an_amount_that_is_none_is_kept_as_it_was_typed(typed):
    [found] = sent(form([EGG], row(0, EGG, quantity=typed, measure="g"))).corrections
    assert (found.quantity, found.bad_quantity) == (None, typed)


def test_earlier_corrections_stay():
    kept = row(0, EGG, food="egg-boiled", amount="3 egg", kept="food amount")
    assert sent(form([EGG], kept)).corrections == (Correction("egg-boiled", 3, "egg"),)


def test_another_food_forgets_the_amount_that_was_put_right_for_the_first():
    kept = row(0, EGG, food="tofu", foodwas="egg", amount="3 egg", kept="amount")
    assert sent(form([EGG], kept)).corrections == (Correction(food="tofu"),)


def test_words_to_look_by():
    [found] = sent(form([EGG], row(0, EGG, find=" quail egg "))).corrections
    assert found.find == "quail egg"


def test_corrections_follow_their_line():
    chosen = row(0, EGG, food="tofu", foodwas="egg")
    found = sent(form([MILK, "1 fig", EGG], chosen, row(1, MILK, "milk", "1 cup")))
    assert found.texts == (MILK, "1 fig", EGG)
    assert found.corrections == (NONE, NONE, Correction(food="tofu"))


def test_a_line_that_was_rewritten_is_read_anew():
    found = sent(form(["3 eggs"], row(0, EGG, food="tofu", foodwas="egg")))
    assert found.corrections == (NONE,)


def test_equal_lines_keep_their_own_corrections():
    found = sent(form([EGG, EGG], row(0, EGG), row(1, EGG, food="tofu", foodwas="egg")))
    assert found.corrections == (NONE, Correction(food="tofu"))


def test_a_line_is_removed_with_its_correction():
    second = row(1, EGG, food="tofu", foodwas="egg")
    found = sent(form([EGG, MILK, EGG], row(0, EGG), second, without="0"))
    assert found.texts == (MILK, EGG)
    assert found.corrections == (NONE, Correction(food="tofu"))


def test_of_equal_lines_the_one_that_was_pressed_is_removed():
    second = row(1, EGG, food="tofu", foodwas="egg")
    found = sent(form([EGG, MILK, EGG], row(0, EGG), second, without="1"))
    assert found.texts == (EGG, MILK)
    assert found.corrections == (NONE, NONE)


def test_a_line_is_added_at_the_end():
    assert sent(form([EGG], row(0, EGG), add="1 fig\n1 kiwi")).texts == (EGG, "1 fig", "1 kiwi")


def test_as_first_read():
    chosen = row(0, EGG, kept="food", food="tofu")
    assert sent(form([EGG], chosen, anew="0")).corrections == (NONE,)


@pytest.mark.parametrize("number", ["7", "x", "-1", "999999999999"])
def test_numbers_of_no_row_change_nothing(number):
    found = sent(form([EGG], row(0, EGG), without=number, anew=number, update=number))
    assert (found.texts, found.corrections) == ((EGG,), (NONE,))
