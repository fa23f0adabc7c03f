"""One line of health in words to single facts; foods by the names that people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foods.naming import foods_named, named_in
from people.newcomers import Newcomer, clashing, stricter
from people.told import not_understood, told

FOODS = [
    (1, "Mushrooms, white, raw"),
    (2, "Mushrooms, portobello"),
    (3, "Mushroom soup, canned"),
    (4, "Rice, white, cooked"),
    (5, "Rice noodles, cooked"),
    (6, "Pizza, with mushrooms"),
]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("warfarin; metformin", ("warfarin", "metformin")),
        ("warfarin, metformin 1,000 mg", ("warfarin", "metformin 1,000 mg")),
        ("kidney disease, stage 3; gout", ("kidney disease, stage 3", "gout")),
        ("coeliac disease, diabetes", ("coeliac disease", "diabetes")),
        ("gout; gout;; ", ("gout",)),
        ("heart failure, with fluid limit\ngout", ("heart failure, with fluid limit", "gout")),
        ("", ()),
    ],
)
def test_a_line_is_cut_between_things(text, pieces):
    assert told(text) == pieces


def test_what_no_list_knows_is_named_with_its_neighbours():
    (one,) = not_understood("medicine", "metformin; warfarrin")
    assert (one.unknown, one.close[0]) == ("warfarrin", "warfarin")
    assert not_understood("condition", "kidney disease, stage 3; coeliac") == ()


@given(st.text(max_size=200))
def test_nothing_typed_breaks_it_or_gets_lost(text):
    pieces = told(text)
    kept = "".join("".join(pieces).split()).replace(",", "")
    assert set(kept) <= set(text)
    assert all(piece == piece.strip() and piece for piece in pieces)


def test_a_name_means_what_begins_so():
    assert foods_named("mushrooms", FOODS) == (1,)
    assert foods_named("RICE", FOODS) == (4,)
    assert foods_named("noodles", FOODS) == (5,)
    assert foods_named("pizza", FOODS) == (6,)
    assert foods_named("kryptonite", FOODS) == foods_named(" ", FOODS) == ()
    assert named_in("mushrooms, kiwi; kiwi\n") == ("mushrooms", "kiwi")


def test_the_strictest_reason_wins():
    mild, strict = {"milk": "preference", "egg": "allergy"}, {"milk": "intolerance"}
    assert stricter(mild, strict) == {"milk": "intolerance", "egg": "allergy"}


def test_people_are_the_same_only_where_all_answers_are():
    ada = Newcomer({"name": "Ada", "diet_also": ["no-pork"]}, {"milk": "allergy"})
    assert ada.same_as(Newcomer({"name": "Ada", "diet_also": ["no-pork"]}, {"milk": "allergy"}))
    assert not ada.same_as(Newcomer({"name": "Ada"}, {"milk": "allergy"}))
    assert not ada.same_as(
        Newcomer({"name": "Ada", "diet_also": ["no-pork"]}, {"milk": "intolerance"})
    )


def test_a_name_is_taken_by_someone_here_or_before():
    new = [Newcomer({"name": name}) for name in ("Eve", "ADA", "eve")]
    assert clashing(new, ["Ada"]) == [1, 2]
