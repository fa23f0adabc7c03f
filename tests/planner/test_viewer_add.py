"""What a viewer finds where a dish could be added: no reason that tells health."""

import pytest
from django.urls import reverse

from people.actions import set_health_facts
from people.models import Person
from tests.cast import browser_of, day


@pytest.mark.parametrize(("role", "told"), [("editor", True), ("viewer", False)])
def test_reasons_of_health_are_for_who_may_see_them(cast, role, told):
    ada = Person.objects.of(cast.practice).get(name="Ada")
    set_health_facts(person=ada, kind="condition", texts=["phenylketonuria"], by=None, via="page")
    url = reverse("planner:add", args=[cast.practice_plan_id])
    asked = {"date": day(0).isoformat(), "slot": "breakfast", "q": "milk"}
    page = browser_of(cast.practice, cast.users[role]).get(url, asked).content.decode()
    assert "look at the reasons first" in page or "avoids it" in page
    assert ("phenylalanine" in page) == told
