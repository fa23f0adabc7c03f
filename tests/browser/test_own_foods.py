"""Own foods in a real browser: a label typed in, a supplement, a copy; with and without script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import CORNERS, OTHER_CORNERS, violations

PAGES = ("/foods/new/", "/foods/new/supplement/", "/foods/oat-drink-fortified/correct/")


def fill(page: Page, **figures: str) -> None:
    """Type figures into their lines."""
    for key, figure in figures.items():
        page.locator(f"#id_n_{key}").fill(figure)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no_script"])
def test_a_label_becomes_a_food_that_is_found_edited_and_removed(
    visit: Callable[..., Page], script: bool
) -> None:
    page = visit(java_script_enabled=script)
    page.goto("/foods/new/")
    page.locator("#id_name").fill("Rye crispbread of ours")
    fill(page, energy="1500", carbohydrate="66", fibre="15", fat_total="1,5", protein="9.5")
    page.get_by_label("Unit of Energy").select_option("kJ")
    page.get_by_label("I read the list of ingredients").check()
    page.get_by_role("button", name="Save this food").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rye crispbread of ours")
    expect(page.locator("main")).to_contain_text("359")

    page.get_by_role("link", name="Edit").click()
    expect(page.locator("#id_n_fat_total")).to_have_value("1,5")
    fill(page, protein="10")
    page.get_by_role("button", name="Save changes").click()

    page.goto("/foods/?q=crispbread")
    expect(page.locator("#results")).to_contain_text("Rye crispbread of ours")
    page.get_by_role("link", name="Rye crispbread of ours").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.locator(".undobar")).to_contain_text("Removed Rye crispbread of ours")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Edit Rye crispbread of ours")).to_be_visible()


def test_an_unusual_figure_is_asked_about_and_kept(visit: Callable[..., Page]) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/foods/new/")
    page.locator("#id_name").fill("Vitamin water")
    page.locator("summary", has_text="Vitamins, minerals").click()
    fill(page, vitamin_b6="20", protein="0.5")
    page.get_by_role("button", name="Save this food").click()
    expect(page.locator("#troubles")).to_contain_text("Please look twice")
    expect(page.locator("#id_n_protein")).to_have_value("0.5")
    page.get_by_label("I checked them").check()
    page.get_by_role("button", name="Save this food").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vitamin water")


def test_a_compound_is_worked_out_while_one_types(visit: Callable[..., Page]) -> None:
    page = visit()
    page.goto("/foods/new/supplement/")
    page.locator("#id_name").fill("Magnesium oxide")
    fill(page, magnesium="500")
    page.get_by_label("Form of Magnesium").select_option("oxide")
    page.locator("#id_c_magnesium").check()
    expect(page.locator("#own-preview")).to_contain_text(re.compile(r"302\s*mg"))
    page.get_by_role("button", name="Save this supplement").click()
    dose = page.locator("section", has=page.get_by_role("heading", name="One tablet"))
    expect(dose).to_contain_text(re.compile(r"302\s*mg"))
    expect(dose).to_contain_text("Above an upper limit for adults")


def test_what_a_label_does_not_need_is_not_asked(visit: Callable[..., Page]) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/foods/new/")
    serving, density = page.locator("#id_serving"), page.locator("#id_density")
    expect(serving).to_be_hidden()
    expect(density).to_be_hidden()
    page.get_by_label("a serving").check()
    expect(serving).to_be_visible()
    page.get_by_label("100 ml").check()
    expect(serving).to_be_hidden()
    expect(density).to_be_visible()


def test_a_supplement_is_found_for_a_meal(visit: Callable[..., Page], ada: Any) -> None:
    page = visit(guest=ada)
    page.goto("/foods/new/supplement/")
    page.locator("#id_name").fill("Evening magnesium")
    fill(page, magnesium="100")
    page.get_by_label("I read the list of ingredients").check()
    page.get_by_role("button", name="Save this supplement").click()
    day = ada.plan.start.isoformat()
    page.goto(f"/plans/{ada.plan.pk}/add/?date={day}&slot=dinner&q=evening")
    offer = page.locator(".alternative", has_text="Evening magnesium")
    expect(offer).to_contain_text(re.compile(r"supplement, 1\s*tablet, yours"))


@pytest.mark.parametrize("path", PAGES)
def test_the_forms_are_accessible_and_fit_a_phone(
    look: Callable[[Any], Page], ada: Any, path: str
) -> None:
    page = look(ada)
    page.goto(path)
    for details in page.locator("main details").all():
        details.evaluate("one => one.open = true")
    for width, scheme in (*CORNERS, *OTHER_CORNERS):
        assert violations(page, "", width, scheme) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
