"""Somebody gets no plan at all: every route that makes meals says so and changes nothing."""

import pytest

from people.models import HealthFact
from planner.models import Plan, Rota, WeekTemplate
from planner.optimiser.problem import Clash
from tests import solver as answers
from tests.cast import day, state_of, url_of, write
from tests.planner.test_start import form


@pytest.fixture
def routes(ada, plan, solver):
    """Every route that puts meals on a board by itself: name -> the request."""
    ben = plan.people.get(name="Ben").pk
    sent = {"start": day(30), "people": [ben]}
    write(ada, "save_template", plan, name="Week")
    template = WeekTemplate.objects.get()
    ada.post("/rotas/create/", {"name": "Round", "turn": [template.pk], "start": day(30)})
    wishes = Clash((("repeats", "dinner"),))
    solver.answer = lambda problem: answers.result((), "infeasible", wishes)
    write(ada, "refill", plan)
    return {
        "template": lambda: ada.post(f"/templates/{template.pk}/begin/", sent),
        "copy": lambda: ada.post(f"/plans/{plan.pk}/copies/make/", sent),
        "rota": lambda: ada.post(f"/rotas/{Rota.objects.get().pk}/begin/", sent),
        "begin": lambda: ada.post("/begin/", form(eat=[ben])),
        "refill": lambda: write(ada, "refill", plan),
        "relax": lambda: write(ada, "relax", plan, wish="repeats:dinner"),
    }


@pytest.mark.parametrize("condition", ["anorexia nervosa", "dialysis"])
@pytest.mark.parametrize("route", ["template", "copy", "rota", "begin", "refill", "relax"])
def test_nothing_is_planned(ada, plan, solver, routes, route, condition):
    HealthFact.objects.create(person=plan.people.get(name="Ben"), kind="condition", text=condition)
    before, plans, solves = state_of(plan), Plan.objects.count(), len(solver.problems)
    answer = routes[route]()
    assert len(solver.problems) == solves
    assert (state_of(plan), Plan.objects.count()) == (before, plans)
    page = ada.get(url_of("week", plan)).content.decode()
    said = page if route in ("refill", "relax") else answer.content.decode()
    assert "We make no plan here" in said or "No plan is made for Ben" in said


@pytest.mark.parametrize("route", ["template", "copy", "rota", "begin", "refill", "relax"])
def test_without_it_something_is(plan, solver, routes, route):
    """The walk is a walk: each of these routes makes something for a table that may have it."""
    solver.answer = answers.first_fitting
    plans, solves = Plan.objects.count(), len(solver.problems)
    assert routes[route]().status_code == 303
    assert (Plan.objects.count(), len(solver.problems)) != (plans, solves)
