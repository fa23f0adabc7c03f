"""Weeks for tests, made the way the product makes them: rows, question, solve, board."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from people.models import Avoidance, Person
from planner.actions import create_plan
from planner.editing import Stamp
from planner.making import put_on_board
from planner.models import Plan
from planner.optimiser import solve
from planner.optimiser.problem import Result
from planner.questions import question_of
from planner.starting import birth_date_for
from tests.factories import TenantFactory

START = dt.date(2026, 12, 1)
DAY = ("breakfast", "smoothie", "lunch", "dinner")


@dataclass(frozen=True)
class Body:
    """A person to be; height and weight may stay unknown."""

    sex: str
    age: int
    height: float | None = None
    weight: float | None = None
    stage: str = "none"
    diet: str = "omnivore"
    avoid: tuple[str, ...] = ()


WOMAN = Body("female", 34, 165, 65)
MAN = Body("male", 45, 180, 80)
GIRL = Body("female", 9)
BOY = Body("male", 6)


def plan_of(
    bodies: Iterable[Body],
    *,
    days: int = 7,
    slots: Sequence[str] = DAY,
    start: dt.date = START,
    diet: str | None = None,
) -> Plan:
    """An empty plan for new people; `diet` is everybody's, else each has their own."""
    tenant = TenantFactory()
    people = []
    for number, body in enumerate(bodies):
        person = Person.objects.create(
            tenant=tenant,
            name=f"Person {number}",
            sex=body.sex,
            birth_date=birth_date_for(body.age, start),
            life_stage=body.stage,
            height_cm=body.height,
            weight_kg=body.weight,
            diet=diet or body.diet,
        )
        Avoidance.objects.bulk_create(Avoidance(person=person, fact=f) for f in body.avoid)
        people.append(person)
    return create_plan(
        tenant=tenant, people=people, start=start, days=days, slots=[(s, s) for s in slots]
    )


def fill(plan: Plan, *, seed: int = 0, time_limit: float = 3.5) -> Result:
    """Solve what is free on the board and put the answer there; infeasible changes nothing."""
    question = question_of(plan, seed=seed, time_limit=time_limit)
    result = solve(question.problem)
    if result.status != "infeasible":
        put_on_board(plan, question, result, Stamp(plan.revision))
    return result
