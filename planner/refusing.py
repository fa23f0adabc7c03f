"""For whom no plan is made at all, and where to turn: the rules' word on the subject "plan"."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.safety_rules import Reason
from people.care import Fact, Record, care, no_plan, thinness
from people.models import Person
from people.newcomers import Newcomer
from people.profiles import age_on
from people.queries import care_of, care_over
from people.records import load_care


@dataclass(frozen=True, slots=True)
class Refusal:
    """No plan for someone, with the reasons in words."""

    name: str
    reasons: tuple[Reason, ...]

    @property
    def today(self) -> bool:
        """Whether a clinician should be spoken to today."""
        return any(one.urgency in ("same-day", "emergency") for one in self.reasons)


def refusals(new: Iterable[Newcomer], here: Iterable[Person], start: dt.date) -> list[Refusal]:
    """Who gets no plan that begins on `start`, those who are here first (1 query)."""
    listed = list(here)
    cares = care_of(listed, start) if listed else {}
    asked = [(one.name, cares[one.pk]) for one in listed]
    asked += [(one.name, care(_record(one, start), age=None, life_stage="")) for one in new]
    found = [Refusal(name, no_plan(one)) for name, one in asked]
    return [one for one in found if one.reasons]


def is_stopped(people: Iterable[Person], dates: Sequence[dt.date]) -> bool:
    """Whether for somebody no plan is made on one of these days (1 query, or none)."""
    listed = list(people)
    load_care(listed)
    return any(no_plan(care_over(person, dates)) for person in listed)


def _record(one: Newcomer, start: dt.date) -> Record:
    told, born = one.traits, one.traits.get("birth_date")
    age = age_on(born, start) if born else None
    facts = [Fact("condition", text) for text in one.conditions]
    facts += thinness(told.get("height_cm"), told.get("weight_kg"), age)
    return Record(facts=(*facts, *(Fact("medicine", text) for text in one.medicines)))
