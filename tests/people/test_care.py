"""What must be minded of a person: read from rows in one query, strictest where days differ."""

import datetime as dt

import pytest

from accounts.models import Membership
from people.care import (
    CLINIC_SETS,
    AvoidedFood,
    Fact,
    Lift,
    Record,
    allergies_told,
    care,
    hits,
    no_plan,
    strictest,
    thinness,
)
from people.care_targets import adjust_targets, steady_bands
from people.models import Avoidance, HealthFact, LiftedRule, TargetOverride
from people.queries import care_of, care_on, safe_targets, targets_on
from people.records import load_care
from people.targets import Override, Profile, targets_for, with_overrides
from tests.factories import FoodFactory, PersonFactory, TenantFactory, UserFactory

DAY = dt.date(2026, 12, 1)
MAN = targets_for(Profile("male", 60))


def told(*facts, **more):
    """The care of a man of 60 who told these: "medicine:ramipril"."""
    rows = tuple(Fact(*one.split(":")) for one in facts)
    return care(Record(facts=rows, **more), age=60, life_stage="none")


def adjusted(*facts, own=(), clinician=()):
    kinds = {(one.nutrient, one.kind) for one in own if one.nutrient in clinician}
    minded = told(*facts, overrides=tuple(own), set_by_clinician=frozenset(kinds))
    return adjust_targets(with_overrides(MAN, own), minded, MAN)


def effects(notes, nutrient):
    return {note.effect for note in notes if note.nutrient == nutrient}


@pytest.mark.parametrize("said", ["condition:CKD stage 4", "condition:Addison's disease"])
def test_no_potassium_target(said):
    targets, notes = adjusted(said)
    assert "potassium" not in targets.targets
    assert effects(notes, "potassium") == {"off", "limit"}


def test_no_rule_changes_nothing():
    assert adjusted("medicine:ibuprofen")[1] == ()
    assert adjusted()[0] == MAN


@pytest.mark.parametrize("medicine", ["ramipril", "Cozaar", "spironolactone", "trimethoprim"])
def test_a_potassium_target_never_passes_the_ai(medicine):
    own = [Override("potassium", "target", 4700.0, "The label says so")]
    targets, notes = adjusted(f"medicine:{medicine}", own=own, clinician=["potassium"])
    assert targets.targets["potassium"].amount == MAN.targets["potassium"].amount
    assert "capped" in effects(notes, "potassium")


def test_what_a_clinician_decides_about_stands_only_where_one_decided():
    own = [Override("potassium", "target", 2500.0, "Renal clinic")]
    assert "potassium" not in adjusted("medicine:ramipril", own=own)[0].targets
    by_clinic = adjusted("medicine:ramipril", own=own, clinician=["potassium"])[0]
    assert by_clinic.targets["potassium"].amount == 2500.0


def test_a_figure_of_one_kind_by_a_clinician_says_nothing_about_the_other():
    own = [
        Override("potassium", "target", 3000.0, "Mine"),
        Override("potassium", "limit", 5000.0, ""),
    ]
    target, limit = (frozenset({("potassium", one)}) for one in ("target", "limit"))
    for said in (target, limit):
        minded = told("condition:CKD", overrides=tuple(own), set_by_clinician=said)
        targets, _notes = adjust_targets(with_overrides(MAN, own), minded, MAN)
        assert ("potassium" in targets.targets) == (said == target)
        assert targets.limit_on("potassium").amount == (5000.0 if said == limit else 3400.0)
        assert minded.limits_set == ({"potassium"} if said == limit else set())


def test_nobody_under_fluid_restriction_is_told_how_much_to_drink():
    for said in ("condition:SIADH", "condition:heart failure"):
        assert "water" not in adjusted(said)[0].targets
    own = [Override("water", "target", 3000.0, "I like water")]
    assert "water" not in adjusted("condition:SIADH", own=own, clinician=["water"])[0].targets


def test_a_k2_goal_is_off_with_warfarin():
    own = [Override("vitamin_k2", "target", 180.0, "The trial")]
    assert "vitamin_k2" in adjusted("medicine:apixaban", own=own)[0].targets
    assert "vitamin_k2" not in adjusted("medicine:Marevan", own=own)[0].targets


def test_sodium_is_never_passed_where_salt_is_limited():
    limit = adjusted("condition:high blood pressure")[0].limit_on("sodium")
    assert (limit.amount, limit.hard) == (2300.0, True)
    assert adjusted("condition:CKD stage 4")[0].limit_on("sodium").amount == 2000.0
    assert not MAN.limit_on("sodium").hard


def test_vitamin_k_stays_around_the_usual_amount():
    own = (Override("vitamin_k1", "target", 200.0, "What I eat"),)
    minded = told("medicine:warfarin", overrides=own)
    (band,) = steady_bands(with_overrides(MAN, own), MAN, minded)
    assert (band.usual, band.low, band.high) == (200.0, 160.0, 240.0)
    (usual,) = steady_bands(MAN, MAN, told("medicine:warfarin"))
    assert usual.usual == 120.0  # the AI where nobody said what is usual
    assert steady_bands(MAN, MAN, told("medicine:apixaban")) == ()


@pytest.mark.parametrize(
    "said", ["dialysis", "phenylketonuria", "galactosaemia", "anorexia nervosa"]
)
def test_no_plan_where_the_rules_say_so(said):
    assert no_plan(told(f"condition:{said}"))
    assert not no_plan(told("condition:high blood pressure"))


def test_dialysis_with_all_that_the_clinic_sets():
    kinds = frozenset((one, "limit") for one in CLINIC_SETS)
    assert not no_plan(told("condition:dialysis", set_by_clinician=kinds))
    assert no_plan(told("condition:dialysis", set_by_clinician=kinds - {("potassium", "limit")}))
    assert no_plan(told("condition:anorexia", set_by_clinician=kinds))


def test_a_lifted_limit_restricts_no_more():
    lifts = (Lift("hypertension-sodium", "Her cardiologist agrees"),)
    minded = told("condition:hypertension", lifts=lifts)
    assert adjust_targets(MAN, minded)[1] == ()


def test_what_somebody_said_it_is_counts_where_no_list_knows_the_word():
    minded = care(Record(facts=(Fact("medicine", "zorblax", "warfarin"),)), age=60, life_stage="")
    assert "vka" in minded.person.facts
    unknown = told("medicine:zorblax")
    assert unknown.unrecognised
    assert unknown.person.facts == {"anyone"}


def test_a_milk_allergy_told_as_a_condition_is_an_allergy():
    assert told("condition:cow's milk allergy").avoided["milk"] == "allergy"


def test_over_several_days_whatever_holds_on_one_holds():
    record = Record()
    days = [care(record, age=4, life_stage="none"), care(record, age=5, life_stage="none")]
    assert "age_1_4" in strictest(days).person.facts
    assert "age_1_4" in strictest(days[::-1]).person.facts


def test_a_single_food_is_avoided_by_what_is_bought_and_by_name():
    white = AvoidedFood(1, "Mushrooms, white, raw", "preference", 1)
    assert hits([white], food=7, root=1, name="Anything, cooked")
    assert hits([white], food=8, root=8, name="Mushrooms, brown")
    assert not hits([white], food=9, root=9, name="Lentils, dry")


def test_an_allergy_takes_every_name_that_holds_the_food():
    for strength, found in (("allergy", {"Peanuts": "allergy"}), ("preference", {})):
        nuts = AvoidedFood(1, "Peanuts", strength, 1)
        assert hits([nuts], food=9, root=9, name="Spread of peanuts, smooth") == found


@pytest.fixture
def person(db):
    """Somebody of a practice, with a row of every kind."""
    practice = TenantFactory(kind="practice", is_guest=False)
    dietitian, editor = UserFactory(), UserFactory()
    Membership.objects.create(user=dietitian, tenant=practice, role="dietitian")
    Membership.objects.create(user=editor, tenant=practice, role="editor")
    one = PersonFactory(tenant=practice, diet="vegetarian", diet_also=["gluten-free"])
    Avoidance.objects.create(person=one, fact="milk", strength="intolerance")
    Avoidance.objects.create(person=one, food=FoodFactory(name="Celery"), strength="preference")
    HealthFact.objects.create(person=one, kind="medicine", text="Tritace")
    LiftedRule.objects.create(person=one, rule="oxalate", reason="Agreed", by=dietitian)
    for nutrient, by in (("potassium", dietitian), ("protein", editor)):
        TargetOverride.objects.create(
            person=one, nutrient=nutrient, amount=2000.0, reason="Clinic", by=by
        )
    TargetOverride.objects.create(person=one, nutrient="fibre", amount=None, reason="Rest", by=None)
    return one


def test_everything_of_everyone_is_one_query(person, django_assert_num_queries):
    people = [person, *PersonFactory.create_batch(3)]
    with django_assert_num_queries(1):
        cares = care_of(people, DAY)
    with django_assert_num_queries(0):
        targets_on(people[1], DAY)
        care_on(person, DAY)
        load_care(people)
    assert len(cares) == 4


def test_rows_come_back_as_they_were(person):
    record = care_on(person, DAY).record
    assert record.avoids == (("milk", "intolerance"),)
    assert [(one.name, one.strength) for one in record.foods] == [("Celery", "preference")]
    assert [(one.kind, one.text) for one in record.facts] == [("medicine", "Tritace")]
    assert [(one.rule, one.reason) for one in record.lifts] == [("oxalate", "Agreed")]
    amounts = {one.nutrient: one.amount for one in record.overrides}
    assert amounts == {"potassium": 2000.0, "protein": 2000.0, "fibre": None}
    assert record.set_by_clinician == {("potassium", "target")}  # an editor is no clinician


def test_strengths_and_diets_add_up(person):
    avoided = care_on(person, DAY).avoided
    assert (avoided["milk"], avoided["gluten"], avoided["meat"]) == ("intolerance", "diet", "diet")


def test_nobody_reads_another_persons_rows(person):
    other = PersonFactory()
    assert care_on(other, DAY).record == Record()
    assert care_of([other, person], DAY)[other.pk].record == Record()


def test_targets_of_a_day_are_safe_ones(person):
    targets, notes = safe_targets(person, DAY)
    assert targets.targets["potassium"].amount == 2000.0
    assert "fibre" not in targets.targets
    assert {note.reason.rule for note in notes} == {"acei-potassium-target"}


def test_pregnancy_is_of_the_day(db):
    one = PersonFactory(life_stage="pregnancy", due_date=dt.date(2026, 12, 10))
    assert "pregnancy" in care_on(one, DAY).person.facts
    assert "pregnancy" not in care_on(one, dt.date(2027, 2, 1)).person.facts
    assert "pregnancy" not in care_on(one, dt.date(2026, 1, 1)).person.facts


def test_a_menu_is_not_high_in_potassium_by_the_lower_of_two_bodies():
    efsa = targets_for(Profile("female", 30, "lactation", reference="efsa"))
    assert efsa.targets["potassium"].amount == 4000.0
    targets, _notes = adjust_targets(efsa, told("medicine:ramipril"))
    limit = targets.limit_on("potassium")
    assert (limit.amount, limit.hard) == (3400.0, True)


def test_an_allergy_among_the_conditions_is_an_allergy():
    minded = care(Record(facts=(Fact("condition", "peanut allergy"),)), age=30, life_stage="none")
    assert minded.avoided["peanut"] == "allergy"
    assert allergies_told(minded.record.facts) == {"peanut"}


@pytest.mark.parametrize(
    ("height", "weight", "age", "refused"),
    [(175, 42, 19, True), (175, 49, 19, False), (175, 42, 17, False), (None, 42, 30, False)],
)
def test_an_adult_thin_enough_for_refeeding_gets_no_plan(height, weight, age, refused):
    record = Record(facts=thinness(height, weight, age))
    assert bool(no_plan(care(record, age=age, life_stage="none"))) == refused
