"""Red flags, what else helps and the review in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import CORNERS, violations
from tests.browser.conftest import Visit

PAGES = ("/red-flags/", "/what-else-helps/", "/sources-and-review/")
CLOT_IN_THE_LUNG = "Signs of a clot in the leg with breathlessness"


def test_an_emergency_is_answered_as_soon_as_it_is_ticked(visit: Visit):
    page = visit(390)
    page.goto("/")
    page.get_by_role("link", name="Do you have cramps?").click()
    page.get_by_role("checkbox", name="An urge to move the legs").check()
    answer = page.locator("#flags-answer")
    expect(answer).to_contain_text("Make an appointment")
    page.get_by_role("checkbox", name=CLOT_IN_THE_LUNG).check()
    expect(answer.locator("h2").first).to_have_text("Stop here and get emergency help now.")
    expect(answer.get_by_role("link", name="112")).to_be_in_viewport()
    page.reload()
    expect(page.get_by_role("checkbox", name=CLOT_IN_THE_LUNG)).not_to_be_checked()


def test_without_javascript_a_button_answers(visit: Visit):
    page = visit(java_script_enabled=False)
    page.goto("/red-flags/")
    page.get_by_role("checkbox", name=CLOT_IN_THE_LUNG).check()
    page.get_by_role("button", name="What should I do?").click()
    expect(page.locator("#flags-answer h2").first).to_have_text(
        "Stop here and get emergency help now."
    )
    assert page.url.endswith("/red-flags/")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no_script"])
def test_what_fits_exercise_comes_first(visit: Visit, script: bool):
    page = visit(java_script_enabled=script)
    page.goto("/what-else-helps/")
    expect(page.locator(".help h3").first).to_contain_text("Stretch calves")
    page.get_by_role("radio", name="with exercise").check()
    if not script:
        page.get_by_role("button", name="Show what fits first").click()
    expect(page.locator(".help h3").first).to_contain_text("When a cramp comes")
    assert page.url.endswith("/what-else-helps/")


@pytest.mark.parametrize("corner", CORNERS, ids=str)
def test_axe_finds_nothing(visit: Visit, corner: tuple[int, str]):
    page = visit(corner[0])
    for url in PAGES:
        page.goto(url)
        if url == "/red-flags/":
            page.get_by_role("checkbox", name=CLOT_IN_THE_LUNG).check()
            expect(page.locator("#flags-answer h2").first).to_be_visible()
        assert violations(page, "", *corner) == [], url
