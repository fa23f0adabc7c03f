"""The start page in a real browser: what is folded up, what waits for an answer, who is here."""

import pytest
from playwright.sync_api import Page, expect

from people.models import HealthFact, Person
from tests.browser import steps
from tests.browser.axe import CORNERS, violations
from tests.browser.conftest import Visit

HEALTH = "Health: conditions, medicines, cramps"
FOOD = "Food: diet, allergies, dislikes"
BODY = "Height, weight, activity"


def unfold(page: Page, *parts: str) -> None:
    """Open parts of the first person."""
    for part in parts:
        page.locator("summary", has_text=part).first.click()


def test_the_quick_path_shows_three_fields_and_no_consent(visit: Visit):
    page = visit(390)
    page.goto("/")
    person = page.locator(".person").first
    visible = [f for f in person.locator("input, select").all() if f.is_visible()]
    assert len(visible) == 3
    expect(page.locator(".consent")).to_be_hidden()
    expect(page.locator(".flagsbrief")).to_be_hidden()
    unfold(page, HEALTH)
    expect(page.locator(".consent")).to_be_visible()
    expect(page.get_by_label("Due date")).to_be_hidden()
    page.get_by_label("Pregnant or breastfeeding").select_option("pregnancy")
    expect(page.get_by_label("Due date")).to_be_visible()
    page.get_by_label("Leg cramps").select_option("night")
    expect(page.locator(".flagsbrief")).to_contain_text("Stop here and get emergency help now")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no_script"])
def test_health_is_told_asked_back_and_kept_with_consent(visit: Visit, script: bool):
    page = visit(java_script_enabled=script)
    page.goto("/")
    page.get_by_label("Name").fill("Ida")
    page.get_by_label("Age").fill("60")
    unfold(page, HEALTH, FOOD, "Allergies and intolerances")
    page.get_by_label("Peanut").first.select_option("allergy")
    page.get_by_label("Other foods").fill("mushrooms")
    page.get_by_role("textbox", name="Medicines").fill("Marevan; zzyzx")
    page.get_by_role("button", name="Plan our week").click()
    expect(page.get_by_text("We do not know “zzyzx”")).to_be_visible()
    expect(page.locator("#id_consent_error")).to_be_visible()
    expect(page.get_by_role("textbox", name="Medicines")).to_have_value("Marevan; zzyzx")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Plan our week").click()
    steps.wait_for_week(page)
    assert "zzyzx" not in page.url
    assert set(HealthFact.objects.filter(person__name="Ida").values_list("text", "key")) >= {
        ("Marevan", "warfarin"),
        ("zzyzx", ""),
    }
    Person.objects.filter(name="Ida").update(name="Ida told")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no_script"])
def test_units_are_switched_with_what_was_typed(visit: Visit, script: bool):
    page = visit(java_script_enabled=script)
    page.goto("/")
    page.get_by_label("Name").fill("Uma")
    unfold(page, BODY)
    page.get_by_label("Height").fill("168")
    page.get_by_role("button", name="Use pounds, feet and inches").click()
    expect(page.get_by_label("Height")).to_have_value("5")
    expect(page.get_by_label("and inches")).to_have_value("6.1")
    expect(page.get_by_label("Name")).to_have_value("Uma")


def test_a_second_plan_is_for_those_who_are_here(visit: Visit):
    page = visit()
    steps.ask_for_a_week(page, name="Wanda")
    steps.wait_for_week(page)
    page.goto("/")
    expect(page.get_by_role("checkbox", name="Wanda")).to_be_checked()
    expect(page.get_by_label("Age")).to_have_count(0)
    page.get_by_role("button", name="Plan our week").click()
    steps.wait_for_week(page)
    assert Person.objects.filter(name="Wanda").count() == 1


def test_where_no_plan_is_made_the_page_says_why(visit: Visit):
    page = visit()
    page.goto("/")
    page.get_by_label("Age").fill("50")
    unfold(page, HEALTH)
    page.get_by_role("textbox", name="Conditions").fill("dialysis")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Plan our week").click()
    expect(page.get_by_role("alert")).to_contain_text("renal dietitian")
    assert page.url.endswith("/begin/")


@pytest.mark.parametrize("corner", CORNERS, ids=str)
def test_axe_finds_nothing_with_everything_open(visit: Visit, corner: tuple[int, str]):
    page = visit(corner[0])
    page.goto("/")
    unfold(page, BODY, FOOD, "Allergies and intolerances", HEALTH)
    page.get_by_label("Leg cramps").select_option("night")
    assert violations(page, "", *corner) == []
