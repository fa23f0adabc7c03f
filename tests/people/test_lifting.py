"""A dietitian lifts a limit with a reason; never a block, never an allergy, never for others."""

import pytest
from django.urls import reverse

from people import lifting
from people.models import HealthFact, LiftedRule, Person, PersonChange
from people.queries import safe_targets
from tests.cast import START, browser_of

REASON = "Agreed with her cardiologist on 1 December."


@pytest.fixture
def ann(cast):
    """Ada's namesake at the practice, with high blood pressure and warfarin."""
    person = Person.objects.filter(tenant=cast.practice)[0]
    HealthFact.objects.create(person=person, kind="condition", text="hypertension")
    HealthFact.objects.create(person=person, kind="medicine", text="warfarin")
    return person


def post(cast, role, person, verb="lift_rule", **data):
    url = reverse(f"people:{verb}", args=[person.pk])
    return browser_of(cast.practice, cast.users[role]).post(url, data)


def limits(cast, role, person):
    url = reverse("people:limits", args=[person.pk])
    return browser_of(cast.practice, cast.users[role]).get(url)


def test_a_lifted_limit_acts_no_more_and_is_shown(cast, ann):
    assert safe_targets(ann, START)[0].limit_on("sodium").hard
    answer = post(cast, "dietitian", ann, rule="hypertension-sodium", reason=REASON)
    assert answer.status_code == 303
    again = Person.objects.get(pk=ann.pk)
    assert not safe_targets(again, START)[0].limit_on("sodium").hard
    page = limits(cast, "dietitian", ann).content.decode()
    assert REASON in page
    assert "Let it hold again" in page


def test_it_is_written_down_and_taken_back(cast, ann):
    post(cast, "owner", ann, rule="hypertension-sodium", reason=REASON)
    change = PersonChange.objects.get(person=ann, fact="lifted:hypertension-sodium")
    assert (change.before, change.after, change.by) == (None, REASON, cast.users["owner"])
    post(cast, "editor", ann, "restore_rule", rule="hypertension-sodium")
    assert not LiftedRule.objects.filter(person=ann).exists()
    back = PersonChange.objects.filter(person=ann).latest("pk")
    assert (back.before, back.after, back.by) == (REASON, None, cast.users["editor"])


@pytest.mark.parametrize(
    ("role", "rule", "reason", "status"),
    [
        ("editor", "hypertension-sodium", REASON, 403),
        ("viewer", "hypertension-sodium", REASON, 403),
        ("dietitian", "hypertension-sodium", "  ", 422),
        ("dietitian", "allergy-milk", REASON, 404),
        ("dietitian", "allergy-traces", REASON, 404),
        ("dietitian", "vka-natto", REASON, 404),
        ("dietitian", "refeeding-plan", REASON, 404),
        ("dietitian", "diet-vegan", REASON, 404),
        ("dietitian", "no-such-rule", REASON, 404),
    ],
)
def test_who_may_lift_what(cast, ann, role, rule, reason, status):
    assert post(cast, role, ann, rule=rule, reason=reason).status_code == status
    assert not LiftedRule.objects.exists()


def test_a_household_lifts_nothing(cast):
    person = Person.objects.filter(tenant=cast.ada)[0]
    HealthFact.objects.create(person=person, kind="condition", text="hypertension")
    url = reverse("people:lift_rule", args=[person.pk])
    answer = browser_of(cast.ada).post(url, {"rule": "hypertension-sodium", "reason": REASON})
    assert answer.status_code == 403
    page = browser_of(cast.ada).get(reverse("people:limits", args=[person.pk])).content.decode()
    assert "Keep the day below 2,300 mg" in page
    assert "Lift this limit" not in page


def test_a_stranger_finds_nobody(cast, ann):
    url = reverse("people:lift_rule", args=[ann.pk])
    answer = browser_of(cast.stranger).post(url, {"rule": "hypertension-sodium", "reason": REASON})
    assert answer.status_code == 404
    assert not LiftedRule.objects.exists()


def test_a_limit_of_one_person_is_lifted_for_no_other(cast, ann):
    post(cast, "dietitian", ann, rule="hypertension-sodium", reason=REASON)
    other = Person.objects.filter(tenant=cast.practice).exclude(pk=ann.pk)[0]
    HealthFact.objects.create(person=other, kind="condition", text="hypertension")
    assert safe_targets(other, START)[0].limit_on("sodium").hard


def test_no_reason_no_lift(ann):
    with pytest.raises(ValueError, match="hypertension"):
        lifting.lift_rule(person=ann, rule="hypertension-sodium", reason=" ", by=None)
