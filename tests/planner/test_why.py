"""Why this dish: what the planner noted, what it brings, and what others would cost."""

import pytest

from planner import optimiser
from planner.models import Meal
from planner.reasoning import why_of
from tests.cast import meal_at, url_of, write

HTMX = {"HX-Request": "true"}
COVERS = {"kind": "covers", "nutrient": "magnesium", "amount": 120.0, "share": 0.389}


def test_the_menu_of_a_dish_leads_to_its_reasons(ada, plan):
    page = ada.get(url_of("week", plan)).content.decode()
    assert url_of("why", plan, meal_at(plan, 0, "dinner")) in page
    assert url_of("why", plan, meal_at(plan, 0, "drinks")) not in page


def test_the_panel_tells_reasons_shares_and_the_next_best(ada, plan):
    meal = meal_at(plan, 0, "dinner")
    Meal.objects.filter(pk=meal.pk).update(
        reasons=[COVERS, {"kind": "variety", "group": "legumes"}]
    )
    page = ada.get(url_of("why", plan, meal), headers=HTMX).content.decode()
    assert "Why Spinach soup?" in page
    assert "Brings 38 % of the day&#x27;s magnesium for someone at the table." in page
    assert "Brings legumes, which no other dish of the week does." in page
    assert "Of Ada’s day, it brings" in page
    assert "What else could stand here" in page
    assert "Lentil stew" in page or "Spinach pie" in page


def test_the_page_without_javascript_is_a_page(ada, plan):
    page = ada.get(url_of("why", plan, meal_at(plan, 0, "dinner"))).content.decode()
    assert "<h1" in page
    assert "Close" in page


def test_a_dish_without_reasons_says_so(ada, plan):
    page = ada.get(url_of("why", plan, meal_at(plan, 0, "dinner"))).content.decode()
    assert "The planner noted no reasons" in page
    locked = ada.get(url_of("why", plan, meal_at(plan, 2, "dinner"))).content.decode()
    assert "You locked it, so it stays." in locked


def test_a_share_is_of_the_persons_own_portion_and_target(plan):
    meal = meal_at(plan, 0, "dinner")
    found = why_of(plan, meal)
    assert found is not None
    [share] = [s for s in found.shares if s.nutrient.key == "magnesium"]
    assert share.amount == pytest.approx(120)  # 300 g of spinach, 40 mg per 100 g
    assert share.covers == pytest.approx(120 / 320)  # RDA, women from 31 on
    his = why_of(plan, meal, str(plan.seats.last().person_id))
    assert his is not None
    [share] = [s for s in his.shares if s.nutrient.key == "magnesium"]
    assert share.covers == pytest.approx(120 / 420)  # RDA, men from 31 on


def test_drinks_have_no_reasons(ada, plan):
    assert ada.get(url_of("why", plan, meal_at(plan, 0, "drinks"))).status_code == 404


def test_reasons_of_a_solve_are_kept_with_its_meals(ada, plan, settings, solver):
    settings.SOLVER_SECONDS_MANY = 1.0
    solver.answer = optimiser.solve
    write(ada, "refill", plan)
    kinds = {reason["kind"] for meal in plan.meals.all() for reason in meal.reasons}
    assert kinds
