"""A medicine by a name that says too little: asked back, kept, and minded until one is named."""

import pytest
from django.urls import reverse

from people.models import HealthFact
from tests.planner.test_start import BEGIN, form, visitor
from tests.planner.test_starting import said

__all__ = ["visitor"]


@pytest.fixture
def ben(plan):
    return plan.people.get(name="Ben")


def test_the_start_page_asks_which_one_and_keeps_what_is_sent_again(visitor):
    sent = form(consent="on", **said(medicines="blood thinner"))
    page = visitor.post(BEGIN, sent).content.decode()
    assert "warfarin, apixaban" in page
    assert "stay on the careful side" in page
    assert visitor.post(BEGIN, sent | said(asked="blood thinner")).status_code == 303
    assert [one.text for one in HealthFact.objects.all()] == ["blood thinner"]


def test_the_health_page_offers_names_and_takes_one(ada, ben):
    fact = HealthFact.objects.create(person=ben, kind="medicine", text="water tablet")
    page = ada.get(reverse("people:health", args=[ben.pk])).content.decode()
    assert "which one?" in page
    assert 'value="spironolactone"' in page
    assert "Not recognised" not in page
    told = {"kind": "medicine", "text": "spironolactone", "replaces": fact.pk, "consent": "on"}
    ada.post(reverse("people:add_health", args=[ben.pk]), told)
    assert [one.text for one in ben.health_facts.all()] == ["spironolactone"]
    assert "which one?" not in ada.get(reverse("people:health", args=[ben.pk])).content.decode()


def test_who_sees_the_plan_reads_what_holds_until_then(ada, plan, ben):
    HealthFact.objects.create(person=ben, kind="medicine", text="blood thinner")
    page = ada.get(reverse("planner:week", args=[plan.pk])).content.decode()
    assert "Say which one you take" in page
