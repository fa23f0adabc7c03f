"""What may not be put before a person: contains blocks, unknown asks, free passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foods.facts import FACTS, State, suits
from people.safety import Blocker, Caution, blockers, problems

STATES = st.dictionaries(st.sampled_from(list(FACTS)), st.sampled_from(State))
AVOIDED = st.dictionaries(st.sampled_from(list(FACTS)), st.sampled_from(["allergy", "diet"]))


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"milk": State.CONTAINS}, [Blocker("Ada", "milk", "allergy")]),
        ({"milk": State.UNKNOWN}, [Caution("Ada", "milk", "allergy")]),
        ({}, [Caution("Ada", "milk", "allergy")]),
        ({"milk": State.FREE}, []),
        ({"milk": State.FREE, "egg": State.CONTAINS}, []),
    ],
)
def test_each_state_has_its_answer(facts, found):
    assert problems("Ada", {"milk": "allergy"}, facts) == found


def test_only_blockers_cannot_be_confirmed_away():
    one, two = Blocker("Ada", "milk", "allergy"), Caution("Ada", "egg", "allergy")
    assert blockers([one, two]) == [one]


@given(avoided=AVOIDED, facts=STATES)
def test_nothing_stands_against_a_food_exactly_where_it_suits(avoided, facts):
    assert (not problems("Ada", avoided, facts)) == suits(facts, avoided)


def test_one_who_avoids_nothing_has_no_problems():
    assert problems("Ada", {}, {}) == []
