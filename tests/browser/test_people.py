"""Adding a person in US units: allergy, medicine by its brand, own target with a reason."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import expect

from accounts.models import Tenant
from people.models import Person
from tests.browser.axe import CORNERS, violations
from tests.browser.guests import session_of


@pytest.fixture
def american(server):
    """A household in pounds and feet, without anybody yet."""
    return Tenant.objects.create(units="us")


def sign_in(page, server, tenant):
    name, host = settings.SESSION_COOKIE_NAME, urlsplit(server.url).hostname
    cookie = {"name": name, "value": session_of(tenant), "domain": host, "path": "/"}
    page.context.add_cookies([cookie])


def clean(page):
    for width, scheme in CORNERS:
        assert violations(page, "", width, scheme) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_person_from_the_empty_list_to_an_own_target(visit, server, american, script):
    page = visit(java_script_enabled=script)
    sign_in(page, server, american)
    page.goto("/people/")
    page.get_by_role("main").get_by_role("link", name="Add a person").first.click()
    page.get_by_label("Name", exact=True).fill("June")
    page.get_by_label("Birth date", exact=True).fill("1990-05-31")
    page.get_by_label("Sex that reference values use").select_option("female")
    page.get_by_label("Height, feet").fill("5")
    page.get_by_label("and inches").fill("5")
    page.get_by_label("Weight", exact=True).fill("143")
    page.get_by_label("peanut", exact=True).select_option("allergy")
    page.get_by_role("button", name="Add this person").click()
    expect(page.get_by_text("We keep facts about health only if you agree")).to_be_visible()
    page.get_by_label("I agree that what I say here").check()
    page.get_by_role("button", name="Add this person").click()
    expect(page.get_by_role("heading", name="June", level=1)).to_be_visible()
    expect(page.get_by_text("5 ft 5 in")).to_be_visible()
    expect(page.get_by_text("143 lb")).to_be_visible()
    expect(page.get_by_text("Allergy: peanut")).to_be_visible()
    page.get_by_role("link", name="Add or remove").click()
    page.get_by_label("Add a medicine").fill("Marevan 3 mg")
    page.get_by_role("button", name="Add Medicine").click()
    expect(page.get_by_text("understood as warfarin")).to_be_visible()
    page.get_by_role("link", name="June").click()
    page.get_by_role("link", name="Set Magnesium", exact=True).click()
    target = page.get_by_role("region", name="An own target")
    target.get_by_label("Amount per day").fill("350")
    target.get_by_role("button", name="Set this target").click()
    expect(page.get_by_text("Say why")).to_be_visible()
    target.get_by_label("Why").fill("Asked for by the clinic.")
    target.get_by_role("button", name="Set this target").click()
    row = page.locator("#target-magnesium")
    expect(row).to_contain_text("350")
    expect(page.locator("#targets").get_by_text("Asked for by the clinic.")).to_be_visible()
    assert Person.objects.get(tenant=american).weight_kg == pytest.approx(64.8637, abs=1e-3)
    if script:
        clean(page)


def test_every_page_about_a_person_is_clean_at_both_widths(visit, server, ada):
    person = ada.plan.people.get()
    page = visit(guest=ada)
    for path in ("", "edit/", "health/", "foods/?q=milk", "measurements/", "targets/energy/"):
        page.goto(f"/people/{person.pk}/{path}")
        clean(page)
    page.goto("/people/")
    clean(page)
