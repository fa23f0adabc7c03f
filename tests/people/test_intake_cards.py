"""Answers as cards on the dietitian's page, and what taking them over writes."""

import datetime as dt

import pytest
from django.urls import reverse

from people import intake_actions
from people.models import Avoidance
from people.queries import targets_on
from tests.cast import browser_of
from tests.factories import FoodFactory
from tests.people.test_clients import answered, make_client


@pytest.fixture
def eve(cast):
    return make_client(cast.practice)


@pytest.fixture
def dietitian(cast):
    return browser_of(cast.practice, cast.users["dietitian"])


def url(name, intake):
    return reverse(f"people:{name}", args=[intake.person_id, intake.pk])


ALL = {
    "birth_date": "1992-06-01",
    "sex": "female",
    "height_cm": 165.0,
    "weight_kg": 60.0,
    "life_stage": "pregnancy",
    "due_date": "2027-03-01",
    "diet": "vegetarian",
    "diet_also": ["no-pork", "no-alcohol"],
    "avoid": {"milk": "intolerance", "tree_nuts": "allergy"},
    "other_foods": "mushrooms, zzyx",
    "medicines": ["Marevan 5 mg", "zzyzolam"],
    "conditions": ["kidney disease"],
    "cramps": "night",
    "often": "daily",
    "symptoms": ["S103"],
}


def test_the_flag_is_the_first_card_and_opening_it_is_having_seen_it(eve, dietitian):
    intake = answered(eve, symptoms=["S103"], medicines=["warfarin"])
    html = dietitian.get(url("intake", intake)).content.decode()
    flag, drug, about = (html.index(w) for w in ("breathlessness", ">warfarin<", "Birth date and"))
    assert flag < drug < about
    assert "Call the emergency number." in html
    assert "Natto" in html
    intake.refresh_from_db()
    assert intake.seen_at is not None


def test_a_recalled_rule_says_that_it_was_not_checked(eve, dietitian):
    intake = answered(eve, symptoms=["S103", "S102"])
    cards = {c.card.key: c for c in dietitian.get(url("intake", intake)).context["cards"]}
    assert cards["flag:S103"].card.flag.status == "recalled"
    assert (
        "not yet checked against the source"
        in dietitian.get(url("intake", intake)).content.decode()
    )


def test_what_nobody_recognises_is_said(eve, dietitian):
    html = dietitian.get(url("intake", answered(eve, medicines=["zzyzolam"]))).content.decode()
    assert "No list here knows “zzyzolam”" in html


def test_all_cards_go_into_the_record(cast, eve, dietitian):
    intake = answered(eve, **ALL)
    assert dietitian.post(url("take_over", intake), {"all": "1"}).status_code == 303
    eve.refresh_from_db()
    assert eve.is_ready
    assert (eve.birth_date, eve.sex) == (dt.date(1992, 6, 1), "female")
    assert eve.birth_date_exact
    assert (eve.height_cm, eve.weight_kg) == (165.0, 60.0)
    assert (eve.life_stage, eve.due_date) == ("pregnancy", dt.date(2027, 3, 1))
    assert (eve.diet, set(eve.diet_also)) == ("vegetarian", {"no-pork", "no-alcohol"})
    assert eve.cramps == "night"
    told = {(one.kind, one.text) for one in eve.health_facts.all()}
    assert told == {
        ("condition", "kidney disease"),
        ("medicine", "Marevan 5 mg"),
        ("medicine", "zzyzolam"),
    }
    facts = dict(eve.avoidances.exclude(fact="").values_list("fact", "strength"))
    assert facts["milk"] == "intolerance"
    assert facts["almond"] == facts["walnut"] == "allergy"
    foods = eve.avoidances.filter(food__isnull=False).values_list("food__name", "strength")
    assert list(foods) == [("Mushrooms", "allergy")]
    assert {one.kind: one.value for one in eve.measurements.all()} == {"weight": 60, "height": 165}
    intake.refresh_from_db()
    assert intake.taken_over_at is not None


def test_every_change_says_who_and_that_it_came_by_the_intake(cast, eve, dietitian):
    intake = answered(eve, **ALL)
    eve.changes.all().delete()
    dietitian.post(url("take_over", intake), {"all": "1"})
    changes = list(eve.changes.all())
    assert changes
    assert {(one.via, one.by) for one in changes} == {("intake", cast.users["dietitian"])}


def test_targets_follow_from_what_was_taken_over(eve, dietitian):
    day = dt.date(2026, 12, 1)
    with pytest.raises(ValueError, match="sex and a birth date"):
        targets_on(eve, day)
    dietitian.post(url("take_over", answered(eve)), {"card": "about"})
    eve.refresh_from_db()
    assert targets_on(eve, day).targets["magnesium"].amount == 320  # A woman of 66: RDA.


def test_one_card_changes_what_it_says_and_nothing_else(eve, dietitian):
    intake = answered(eve, **ALL)
    dietitian.post(url("take_over", intake), {"card": "medicine:marevan 5 mg"})
    eve.refresh_from_db()
    intake.refresh_from_db()
    assert [one.text for one in eve.health_facts.all()] == ["Marevan 5 mg"]
    assert (eve.is_ready, eve.avoidances.count(), eve.weight_kg) == (False, 0, None)
    assert intake.taken == ["medicine:marevan 5 mg"]
    assert intake.taken_over_at is None


def test_pregnancy_brings_the_sex_along(eve, dietitian):
    intake = answered(eve, life_stage="pregnancy")
    dietitian.post(url("take_over", intake), {"card": "stage"})
    eve.refresh_from_db()
    assert (eve.sex, eve.life_stage) == ("female", "pregnancy")


def test_taking_over_twice_changes_nothing_more(eve, dietitian):
    intake = answered(eve, **ALL)
    dietitian.post(url("take_over", intake), {"all": "1"})
    count = eve.changes.count()
    dietitian.post(url("take_over", intake), {"all": "1"})
    assert eve.changes.count() == count


def test_an_unknown_card_changes_nothing(eve, dietitian):
    intake = answered(eve, **ALL)
    assert dietitian.post(url("take_over", intake), {"card": "flag:S103"}).status_code == 303
    assert dietitian.post(url("take_over", intake), {"card": "x"}).status_code == 303
    intake.refresh_from_db()
    assert (intake.taken, eve.changes.count()) == ([], 0)


def test_an_allergy_on_record_stays_one(eve, dietitian):
    Avoidance.objects.create(person=eve, fact="milk", strength="allergy")
    Avoidance.objects.create(person=eve, fact="egg", strength="allergy")
    dietitian.post(url("take_over", answered(eve, avoid={"milk": "preference"})), {"all": "1"})
    facts = dict(eve.avoidances.values_list("fact", "strength"))
    assert facts == {"milk": "allergy", "egg": "allergy"}


def test_a_difference_is_shown_from_what_to_what(eve, dietitian):
    eve.sex, eve.birth_date, eve.height_cm = "female", dt.date(1960, 2, 29), 160.0
    eve.save()
    html = dietitian.get(url("intake", answered(eve, height_cm=165.0))).content.decode()
    assert "160 cm</del>" in html
    assert "165 cm</ins>" in html
    assert "The record says so already." in html, "birth date and sex"


def test_foods_of_another_practice_are_not_found(cast, eve, dietitian):
    FoodFactory(name="Secret root of theirs", slug="root-of-theirs", tenant=cast.other)
    intake = answered(eve, other_foods="secret root of theirs")
    html = dietitian.get(url("intake", intake)).content.decode()
    assert "is no food of our table" in html
    dietitian.post(url("take_over", intake), {"all": "1"})
    assert not eve.avoidances.exists()


def test_nothing_of_the_answers_stands_in_an_address(eve, dietitian):
    intake = answered(eve, **ALL)
    response = dietitian.post(url("take_over", intake), {"all": "1"})
    assert response.url == url("intake", intake)


def test_cards_need_a_fixed_number_of_queries(eve, django_assert_num_queries):
    intake = answered(eve, **ALL)
    # The person, the tenant, foods by name; avoidances and health facts of the record.
    intake = type(intake).objects.get(pk=intake.pk)
    with django_assert_num_queries(5):
        intake_actions.cards_of(intake)


def test_answers_are_deleted_by_hand_once_that_is_confirmed(cast, eve, dietitian):
    intake = answered(eve, medicines=["warfarin"])
    dietitian.post(url("take_over", intake), {"all": "1"})
    page = dietitian.post(url("delete_intake", intake))
    assert page.status_code == 422
    assert "Tick the box" in page.content.decode()
    assert eve.intakes.count() == 1
    other = browser_of(cast.other, cast.users["outsider"])
    assert other.post(url("delete_intake", intake), {"sure": "on"}).status_code == 404
    assert dietitian.post(url("delete_intake", intake), {"sure": "on"}).status_code == 303
    assert eve.intakes.count() == 0
    assert [one.text for one in eve.health_facts.all()] == ["warfarin"]
