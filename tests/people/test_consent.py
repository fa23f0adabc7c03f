"""Consent: the text as it was, when, by whom; taken back, the facts are gone."""

import datetime as dt

import pytest
from django.urls import reverse

from people import actions
from people.consent import (
    VERSION,
    consent_of,
    consent_text,
    give_consent,
    health_facts_of,
    withdraw_consent,
)
from people.models import Person, PersonChange
from tests.cast import browser_of
from tests.people.test_clients import answered


@pytest.fixture
def owner(cast):
    return browser_of(cast.practice, cast.users["owner"])


@pytest.fixture
def person(cast):
    """The practice's Ada with everything that can be said about somebody's health."""
    person = Person.objects.of(cast.practice).get(name="Ada")
    actions.add_health_fact(person=person, kind="condition", text="gout", by=None)
    actions.add_health_fact(person=person, kind="medicine", text="warfarin", by=None)
    values = {"life_stage": "pregnancy", "due_date": dt.date(2027, 1, 1), "cramps": "night"}
    actions.edit_person(person=person, by=None, values=values)
    actions.measure(person=person, kind="weight", date=dt.date(2026, 1, 1), value=61, by=None)
    actions.set_override(
        person=person, nutrient="water", kind="target", amount=1500, reason="Kidneys", by=None
    )
    food = cast.kitchen.foods["oats"]
    actions.avoid_food(person=person, food=food, strength="preference", by=None)
    person.lifted_rules.create(rule="vka-greens", reason="Stable for years")
    answered(person, symptoms=["S103"])
    return Person.objects.get(pk=person.pk)


def test_what_is_stored_is_what_was_shown(cast, person):
    given = give_consent(person=person, via="page", by=cast.users["owner"])
    assert (given.text, given.version, given.via) == (consent_text(), VERSION, "page")
    assert given.by == cast.users["owner"]
    assert consent_of(person) == given


def test_the_page_shows_text_and_date(person, owner):
    html = owner.get(reverse("people:consent", args=[person.pk])).content.decode()
    assert "I agree that what I say here about my health" in html
    assert consent_of(person).given_at.strftime("%B %Y") in html
    assert "With the intake form." in html


def test_taking_it_back_names_the_facts_first(person, owner):
    html = owner.get(reverse("people:consent", args=[person.pk])).content.decode()
    for words in ("gout", "warfarin", "milk", "pregnancy", "weight", "1 entry"):
        assert words in html, words
    response = owner.post(reverse("people:withdraw_consent", args=[person.pk]))
    assert response.status_code == 422
    assert "Tick the box" in response.content.decode()
    assert person.health_facts.count() == 2


def test_taken_back_the_facts_and_their_history_are_gone(person, owner):
    url = reverse("people:withdraw_consent", args=[person.pk])
    assert owner.post(url, {"sure": "on"}).status_code == 303
    person.refresh_from_db()
    assert consent_of(person) is None
    assert health_facts_of(person) == []
    assert (person.life_stage, person.due_date, person.cramps) == ("none", None, "none")
    assert (person.height_cm, person.weight_kg) == (None, None)
    for rows in ("health_facts", "measurements", "overrides", "lifted_rules", "intakes"):
        assert not getattr(person, rows).exists(), rows
    left = str(list(PersonChange.objects.filter(person=person).values("fact", "before", "after")))
    for words in ("gout", "warfarin", "pregnancy", "Kidneys", "61", "milk"):
        assert words not in left, words
    assert person.changes.filter(fact="consent").exists()


def test_what_an_allergy_kept_out_is_still_left_out(person):
    withdraw_consent(person=person, by=None)
    assert set(person.avoidances.values_list("fact", "food__name", "strength")) == {
        ("milk", None, "preference"),
        ("", "Oats", "preference"),
    }


def test_nobody_elses_facts_are_touched(cast, person):
    ben = Person.objects.of(cast.practice).get(name="Ben")
    actions.add_health_fact(person=ben, kind="condition", text="asthma", by=None)
    give_consent(person=ben, via="page")
    other = Person.objects.of(cast.other).get(name="Ada")
    actions.add_health_fact(person=other, kind="condition", text="asthma", by=None)
    withdraw_consent(person=person, by=None)
    assert ben.health_facts.count() == other.health_facts.count() == 1
    assert consent_of(ben) is not None
    assert ben.changes.filter(fact="condition").exists()
    assert other.avoidances.get().strength == "allergy"


def test_a_consent_is_noted_once_the_box_is_ticked(cast, owner):
    ben = Person.objects.of(cast.practice).get(name="Ben")
    url = reverse("people:give_consent", args=[ben.pk])
    assert owner.post(url).status_code == 422
    assert consent_of(ben) is None
    owner.post(url, {"agreed": "on"})
    owner.post(url, {"agreed": "on"})
    assert [one.by for one in ben.consents.all()] == [cast.users["owner"]]


def test_a_household_has_the_page_too(cast, ada):
    person = Person.objects.of(cast.ada).first()
    assert ada.get(reverse("people:consent", args=[person.pk])).status_code == 200
