"""Forms by themselves: what the pages cannot easily send."""

import math

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from foods.facts import FACTS
from people.targets import Profile, portions, targets_for
from planner.forms import LEAVE_OUT, SLOT_NAMES, AmountsForm, PersonForm, finite
from recipes.models import SLOT_KEYS


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_nonsense_floats_are_not_numbers(value):
    with pytest.raises(ValidationError):
        finite(value)


@pytest.mark.parametrize("value", [None, 0.0, 1.5])
def test_finite_passes_numbers_and_nothing(value):
    assert finite(value) == value


def test_what_can_be_left_out_are_facts_we_know():
    assert {fact for _label, facts in LEAVE_OUT.values() for fact in facts} <= set(FACTS)


def test_the_slots_are_those_of_recipes():
    assert tuple(SLOT_NAMES) == SLOT_KEYS


@pytest.mark.parametrize(
    ("stage", "age"), [("pregnancy", 14), ("pregnancy", 50), ("lactation", 34)]
)
def test_a_life_stage_within_its_ages_is_fine(stage, age):
    form = PersonForm({"sex": "female", "age": age, "life_stage": stage})
    assert form.is_valid(), form.errors


def test_empty_choices_fall_back_to_stated_defaults():
    form = PersonForm({"sex": "male", "age": "45", "life_stage": "", "activity": ""})
    assert form.is_valid()
    assert form.cleaned_data["activity"] == "low-active"
    assert form.cleaned_data["life_stage"] == "none"


def test_amounts_need_their_people_only():
    form = AmountsForm({"revision": "0", "amount_1": "2"}, people=[], unit="servings")
    assert not form.is_valid()


@settings(max_examples=100, deadline=None)
@given(
    age=st.integers(1, 120),
    sex=st.sampled_from(["female", "male"]),
    height=st.none() | st.integers(30, 270),
    weight=st.none() | st.integers(1, 410),
)
def test_whoever_the_form_lets_in_can_be_fed(age, sex, height, weight):
    sent = {"age": age, "sex": sex, "height_cm": height or "", "weight_kg": weight or ""}
    form = PersonForm(sent)
    if form.is_valid():
        kcal = targets_for(Profile(sex, age, "none", height, weight)).energy.kcal
        assert 500 <= kcal <= 8000
        assert portions(kcal)


def test_every_age_is_let_in_without_a_body():
    assert all(PersonForm({"sex": "female", "age": age}).is_valid() for age in range(1, 121))
