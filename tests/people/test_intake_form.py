"""The intake form: every error in words, nothing half accepted, one system of units."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone

from people.intake_forms import FORMS, FullIntake, ShortIntake
from people.red_flags import groups

GOOD = {"birth_date": "1990-05-31", "sex": "female", "consent": "on"}


def filled(form=ShortIntake, **more):
    data = QueryDict(mutable=True)
    for name, value in (GOOD | more).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return form(data)


def answers(**more):
    form = filled(**more)
    assert form.is_valid(), form.errors
    return form.answers()


@pytest.mark.parametrize("form", FORMS.values())
def test_birth_date_sex_and_consent_are_enough(form):
    found = filled(form)
    assert found.is_valid(), found.errors
    assert found.answers() == {"birth_date": "1990-05-31", "sex": "female", "life_stage": "none"}


def days(number):
    return (timezone.localdate() + dt.timedelta(days=number)).isoformat()


BAD = [
    ({"birth_date": ""}, "birth_date", "Enter the date of birth."),
    ({"birth_date": "31.5.1990"}, "birth_date", "Enter a date"),
    ({"birth_date": days(1)}, "birth_date", "cannot be a date of birth"),
    ({"birth_date": "1880-01-01"}, "birth_date", "cannot be a date of birth"),
    ({"birth_date": days(-90)}, "birth_date", "one year and older"),
    ({"sex": ""}, "sex", "Choose one of the two."),
    ({"sex": "x"}, "sex", "Select a valid choice"),
    ({"consent": ""}, "consent", "only keep your answers if you agree"),
    ({"height_cm": "12"}, "height_cm", "40 to 250"),
    ({"height_cm": "nan"}, "height_cm", "40 to 250"),
    ({"weight_kg": "inf"}, "weight_kg", "Enter a weight"),
    ({"weight_lb": "abc"}, "weight_lb", "5 to 880"),
    ({"life_stage": "pregnancy", "sex": "male"}, "life_stage", "women only"),
    ({"life_stage": "pregnancy", "birth_date": "1950-01-01"}, "life_stage", "ages 14 to 50"),
    ({"life_stage": "pregnancy", "due_date": days(400)}, "due_date", "within 40 weeks"),
    ({"life_stage": "pregnancy", "gestation_week": "50"}, "gestation_week", "1 to 42"),
    ({"life_stage": "lactation", "child_birth_date": days(3)}, "child_birth_date", "five years"),
    ({"symptoms": ["S102", "S001"]}, "symptoms", "S001"),
    ({"avoid": ["bricks"]}, "avoid", "bricks"),
    ({"medicines": "x" * 121}, "medicines", "too long"),
    ({"medicines": "\n".join(f"drug {n}" for n in range(31))}, "medicines", "too long"),
]


@pytest.mark.parametrize(("sent", "field", "words"), BAD)
def test_an_error_is_a_sentence_beside_its_field(sent, field, words):
    form = filled(**sent)
    assert not form.is_valid()
    assert words in " ".join(form.errors[field])
    assert set(form.errors) == {field}


def test_dates_of_another_life_stage_are_let_go():
    assert "due_date" not in answers(life_stage="none", due_date="2020-01-01")


def test_us_units_are_stored_in_metric_ones():
    found = answers(units="us", height_ft="5", height_in="5", weight_lb="143.3")
    assert (found["height_cm"], found["weight_kg"]) == (165.1, 65.0)


def test_figures_in_the_other_units_are_not_lost():
    found = answers(units="us", height_cm="165", weight_kg="65")
    assert (found["height_cm"], found["weight_kg"]) == (165.0, 65.0)


def test_the_chosen_units_win():
    found = answers(units="metric", height_cm="170", height_ft="5", weight_kg="70", weight_lb="150")
    assert (found["height_cm"], found["weight_kg"]) == (170.0, 70.0)


def test_ticked_and_typed_conditions_are_one_list():
    found = answers(condition_ticks=["ckd", "gout"], conditions="asthma\nbad knees")
    assert found["conditions"] == ["kidney disease", "gout", "asthma", "bad knees"]


def test_a_tick_without_a_strength_is_an_allergy():
    assert answers(avoid=["milk"])["avoid"] == {"milk": "allergy"}
    found = answers(avoid=["milk", "egg"], strength_egg="preference", strength_soy="intolerance")
    assert found["avoid"] == {"milk": "allergy", "egg": "preference"}


def test_every_sign_that_wants_a_clinician_is_asked():
    asked = {one.data["value"] for one in ShortIntake()["symptoms"]}
    assert asked == {one.id for group in groups() for one in group.signs}


def test_the_full_form_asks_what_the_short_one_asks_and_more():
    assert ShortIntake().fields.keys() < FullIntake().fields.keys()


def test_every_field_stands_on_the_page():
    for form in (ShortIntake(), FullIntake()):
        html = "".join(
            render_to_string(section.template, {"form": form}) for section in form.SECTIONS
        )
        missing = [name for name in form.fields if f'name="{name}"' not in html]
        assert missing == ["consent"], "consent stands at the end"
