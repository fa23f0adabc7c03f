"""Who sits down: people are told once, kept as told, and met again on the next plan."""

import datetime as dt

import pytest

from accounts.models import Tenant
from people.consent import VERSION, consent_text
from people.models import Avoidance, Consent, HealthFact, Person, PersonChange
from planner.models import Plan
from planner.starting import birth_date_for
from tests.cast import browser_of
from tests.factories import PersonFactory
from tests.planner.test_start import BEGIN, START_URL, form, person, stored, tomorrow, visitor

__all__ = ["visitor"]


def people_of(plan):
    return [seat.person.name for seat in plan.seats.all()]


def latest():
    return Plan.objects.latest("pk")


def said(number=0, **more):
    """Fields of a person, besides those that everyone fills."""
    return {f"people-{number}-{name}": value for name, value in more.items()}


def household(cast):
    return {one.name: one for one in Person.objects.of(cast.ada)}


def none_new(**more):
    """The form of a household that nobody new joins."""
    sent = form(**{"people-TOTAL_FORMS": "0"}, **more)
    return {name: value for name, value in sent.items() if not name.startswith("people-0-")}


# A second plan -----------------------------------------------------------------------------------


def test_a_second_plan_seats_the_same_people_and_makes_nobody(cast, ada, solver):
    before = stored()
    eat = [one.pk for one in household(cast).values()]
    assert ada.post(BEGIN, none_new(eat=eat)).status_code == 303
    assert people_of(latest()) == ["Ada", "Ben"]
    assert stored() == (before[0], before[1], before[2] + 1)


def test_the_page_ticks_who_ate_last_time(cast, ada):
    Person.objects.create(
        tenant=cast.ada, name="Gran", sex="female", birth_date=dt.date(1950, 1, 1)
    )
    page = ada.get(START_URL).content.decode()
    people = household(cast)
    for name, ticked in (("Ada", " checked"), ("Ben", " checked"), ("Gran", "")):
        assert f'name="eat" value="{people[name].pk}"{ticked}>{name}' in page
    assert "Someone new" in page
    assert 'name="people-0-age"' not in page


def test_one_of_them_may_eat_alone_or_with_someone_new(cast, ada, solver):
    people = household(cast)
    ada.post(BEGIN, none_new(eat=[people["Ben"].pk]))
    assert people_of(latest()) == ["Ben"]
    ada.post(BEGIN, form(eat=[people["Ben"].pk]))
    assert people_of(latest()) == ["Ben", "Eve"]


def test_nobody_is_changed_by_eating_again(cast, ada, solver):
    before = list(Person.objects.of(cast.ada).values())
    avoided = list(Avoidance.objects.values())
    eat = [one.pk for one in household(cast).values()]
    ada.post(BEGIN, none_new(eat=eat, diet="vegan", avoid=["egg"]))
    assert list(Person.objects.of(cast.ada).values()) == before
    assert list(Avoidance.objects.values()) == avoided


def test_nobody_eats_is_no_plan(cast, ada, solver):
    before = stored()
    answer = ada.post(BEGIN, none_new())
    assert answer.status_code == 422
    assert "Choose who eats" in answer.content.decode()
    assert (stored(), solver.problems) == (before, [])


@pytest.mark.parametrize("whose", ["stranger", "practice"])
def test_people_of_others_cannot_be_seated_or_seen(cast, ada, solver, whose):
    other = Person.objects.of(getattr(cast, whose)).first()
    before = stored()
    answer = ada.post(BEGIN, none_new(eat=[other.pk]))
    assert answer.status_code == 422
    assert stored() == before
    assert f'name="eat" value="{other.pk}"' not in answer.content.decode()


@pytest.mark.parametrize("bad", ["x", "0", "99999999999999999999", "\x00"])
def test_nonsense_for_people_is_told_in_words(cast, ada, solver, bad):
    answer = ada.post(BEGIN, none_new(eat=[bad]))
    assert answer.status_code == 422
    assert "from your own household" in answer.content.decode()


def test_who_was_put_away_or_is_not_ready_is_not_offered(cast, ada):
    ada_row = household(cast)["Ada"]
    Person.objects.filter(pk=ada_row.pk).update(archived_at=dt.datetime.now(dt.UTC))
    page = ada.get(START_URL).content.decode()
    assert f'name="eat" value="{ada_row.pk}"' not in page


def test_sent_again_as_it_was_it_meets_the_same_person(cast, ada, solver):
    ada.post(BEGIN, form())
    ada.post(BEGIN, form())
    assert Person.objects.of(cast.ada).filter(name="Eve").count() == 1


@pytest.mark.parametrize(
    "changed", [{"diet": "vegan"}, {"avoid": ["egg"]}, said(age="40"), said(also=["no-pork"])]
)
def test_a_name_with_other_facts_is_asked_about_and_changes_nobody(cast, ada, solver, changed):
    ada.post(BEGIN, form())
    before = stored()
    answer = ada.post(BEGIN, form(**changed))
    assert answer.status_code == 422
    assert "has this name already" in answer.content.decode()
    assert stored() == before


def test_two_new_people_of_one_name_are_told_apart(visitor):
    answer = visitor.post(BEGIN, form(**{"people-TOTAL_FORMS": "2"}, **person(1)))
    assert answer.status_code == 422
    assert "Tell them apart" in answer.content.decode()


# What is told is kept ----------------------------------------------------------------------------

HEALTH = said(conditions="coeliac disease", medicines="Marevan; metformin 500 mg")


def test_health_is_kept_with_the_consent_as_it_was_shown(visitor):
    assert visitor.post(BEGIN, form(consent="on", **HEALTH)).status_code == 303
    eve = latest().people.get()
    facts = HealthFact.objects.filter(person=eve).values_list("kind", "text", "key")
    assert {fact[:2] for fact in facts} == {
        ("condition", "coeliac disease"),
        ("medicine", "Marevan"),
        ("medicine", "metformin 500 mg"),
    }
    assert ("medicine", "Marevan", "warfarin") in facts
    consent = Consent.objects.get(person=eve)
    assert (consent.version, consent.text, consent.via) == (VERSION, consent_text(), "start")
    assert set(PersonChange.objects.filter(person=eve).values_list("via", flat=True)) == {"start"}


TOLD = [
    HEALTH,
    said(avoid_milk="allergy"),
    said(avoid_milk="intolerance"),
    said(life_stage="pregnancy"),
    said(cramps="night"),
    said(height_cm="165"),
]


@pytest.mark.parametrize("told", TOLD, ids=str)
def test_without_consent_nothing_of_it_is_kept(visitor, told):
    before = stored()
    answer = visitor.post(BEGIN, form(**told))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "consent--asked" in page
    assert stored() == before


@pytest.mark.parametrize("told", [said(avoid_milk="preference"), said(diet="vegan"), {}], ids=str)
def test_taste_needs_no_consent(visitor, told):
    assert visitor.post(BEGIN, form(**told)).status_code == 303
    assert not Consent.objects.exists()


def test_each_keeps_their_own_strengths_and_diet(visitor):
    sent = form(
        consent="on",
        avoid=["milk"],
        **{"people-TOTAL_FORMS": "2"},
        **said(0, avoid_milk="preference", avoid_tree_nuts="intolerance", diet="vegan"),
        **person(1, name="Max", sex="male"),
        **said(1, also=["no-pork", "gluten-free"]),
    )
    visitor.post(BEGIN, sent)
    eve, other = latest().people.order_by("pk")
    strengths = {one.fact: one.strength for one in eve.avoidances.all()}
    # The table leaves milk out as for an allergy: the strictest wins.
    assert (strengths["milk"], strengths["almond"]) == ("allergy", "intolerance")
    assert len(strengths) == 9
    assert (eve.diet, other.diet) == ("vegan", "omnivore")
    assert other.diet_also == ["no-pork", "gluten-free"]
    assert [one.fact for one in other.avoidances.all()] == ["milk"]


def test_single_foods_are_found_by_name(cast, visitor):
    visitor.post(BEGIN, form(**said(foods="mushrooms, Lentils")))
    names = latest().people.get().avoidances.values_list("food__name", "strength")
    assert set(names) == {("Mushrooms", "preference"), ("Lentils", "preference")}


def test_a_food_that_is_a_fact_is_left_out_with_all_that_holds_it(cast, visitor):
    visitor.post(BEGIN, form(**said(foods="dairy")))
    assert latest().people.get().avoidances.get().fact == "milk"


def test_a_food_nobody_knows_is_said(visitor):
    before = stored()
    answer = visitor.post(BEGIN, form(**said(foods="mushrooms, zzyzx")))
    assert answer.status_code == 422
    assert "no food called “zzyzx”" in answer.content.decode()
    assert stored() == before


def test_foods_of_others_are_no_food(cast, visitor):
    answer = visitor.post(BEGIN, form(**said(foods="secret root")))
    assert answer.status_code == 422


def test_what_is_not_understood_is_asked_back_once_and_then_kept(visitor):
    sent = form(consent="on", **said(medicines="warfarrin; zzyzx"))
    page = visitor.post(BEGIN, sent).content.decode()
    assert "Did you mean warfarin" in page
    assert 'name="people-0-asked" value="warfarrin;zzyzx"' in page
    assert visitor.post(BEGIN, sent | said(asked="warfarrin")).status_code == 422
    assert visitor.post(BEGIN, sent | said(asked="warfarrin;zzyzx")).status_code == 303
    assert {one.text for one in HealthFact.objects.all()} == {"warfarrin", "zzyzx"}


def test_pregnancy_and_its_dates(visitor):
    due = tomorrow() + dt.timedelta(days=100)
    child = tomorrow() - dt.timedelta(days=40)
    visitor.post(BEGIN, form(consent="on", **said(life_stage="pregnancy", due_date=due)))
    assert latest().people.get().due_date == due
    visitor.post(
        BEGIN,
        form(
            consent="on",
            **person(name="Zoe"),
            **said(life_stage="lactation", child_birth_date=child),
        ),
    )
    assert latest().people.get().child_birth_date == child


@pytest.mark.parametrize(
    "bad",
    [
        said(life_stage="pregnancy", due_date=tomorrow() + dt.timedelta(days=300)),
        said(life_stage="pregnancy", due_date=tomorrow() - dt.timedelta(days=60)),
        said(life_stage="pregnancy", due_date="soon"),
        said(life_stage="pregnancy", gestation_week="43"),
        said(gestation_week="20"),
        said(due_date=tomorrow() + dt.timedelta(days=30)),
        said(child_birth_date=tomorrow() - dt.timedelta(days=30)),
        said(life_stage="lactation", child_birth_date=tomorrow() + dt.timedelta(days=9)),
        said(life_stage="lactation", child_birth_date="1999-01-01"),
        said(avoid_milk="hatred"),
        said(also=["no-fun"]),
        said(cramps="always"),
        said(foods="x" * 301),
        said(medicines="x" * 301),
        said(conditions="y" * 121),
        said(foods_strength="deadly"),
        {"units": "us"} | said(height_ft="9"),
        {"units": "us"} | said(height_in="6"),
        {"units": "us"} | said(weight_lb="nan"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_in_words(visitor, bad):
    before = stored()
    answer = visitor.post(BEGIN, form(consent="on", **bad))
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert stored() == before


# Units -------------------------------------------------------------------------------------------


def test_us_units_are_stored_in_metric_and_kept_as_the_households_choice(visitor):
    us = {"units": "us"} | said(height_ft="5", height_in="6", weight_lb="150")
    assert visitor.post(BEGIN, form(consent="on", **us)).status_code == 303
    eve = latest().people.get()
    assert (eve.height_cm, eve.weight_kg) == (
        pytest.approx(167.64),
        pytest.approx(68.0389, abs=1e-4),
    )
    assert latest().tenant.units == Tenant.Units.US
    assert "height_ft" in visitor.post(BEGIN, form(add_person="1")).content.decode()


def test_the_switch_turns_what_was_typed_and_stores_nothing(visitor):
    before = stored()
    sent = form(use_units="us", **said(height_cm="168", weight_kg="68"))
    page = visitor.post(BEGIN, sent).content.decode()
    assert 'name="units" value="us"' in page
    assert 'name="people-0-height_ft" value="5"' in page
    assert 'name="people-0-weight_lb" value="150"' in page
    assert stored() == before


@pytest.mark.parametrize("units", ["", "stone", "metric"])
def test_odd_units_are_metric(visitor, units):
    page = visitor.post(BEGIN, form(add_person="1", units=units)).content.decode()
    assert 'name="units" value="metric"' in page


# No plan -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("condition", ["dialysis", "anorexia nervosa", "PKU", "galactosaemia"])
def test_where_the_rules_make_no_plan_the_page_says_why_and_keeps_nothing(
    visitor, solver, condition
):
    before = stored()
    answer = visitor.post(BEGIN, form(consent="on", **said(conditions=condition)))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "We make no plan" in page
    assert condition in page  # What was typed is still there.
    assert (stored(), solver.problems) == (before, [])
    assert "tenant" not in visitor.session


def test_a_doctor_today_where_it_cannot_wait(visitor):
    answer = visitor.post(BEGIN, form(consent="on", **said(conditions="anorexia nervosa")))
    assert "today" in answer.content.decode()


def test_no_plan_for_someone_who_is_here_already(cast, ada, solver):
    ben = household(cast)["Ben"]
    HealthFact.objects.create(person=ben, kind="condition", text="dialysis")
    before = stored()
    answer = ada.post(BEGIN, none_new(eat=[ben.pk]))
    assert answer.status_code == 422
    assert stored() == before
    assert ada.post(BEGIN, none_new(eat=[household(cast)["Ada"].pk])).status_code == 303


def test_no_health_in_any_address(visitor):
    answer = visitor.post(BEGIN, form(consent="on", **HEALTH))
    assert answer["Location"] == f"/plans/{latest().pk}/"


def test_a_practice_ticks_nobody_from_the_last_plan(cast):
    page = browser_of(cast.practice, cast.users["dietitian"]).get(START_URL).content.decode()
    assert 'name="eat"' in page
    assert "checked>Ada" not in page


def test_a_birth_date_gives_the_age_on_the_first_day():
    start = dt.date(2026, 12, 1)
    born = birth_date_for(34, start)
    assert PersonFactory.build(birth_date=born, tenant=None).age_on(start) == 34
