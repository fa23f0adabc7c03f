"""Rows of the people room to plain values, in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import cast

from foods.facts import DIETS
from knowledge.energy import Activity
from knowledge.life_stages import LifeStage, Sex
from people.models import Avoidance, Person
from people.targets import Profile, Targets, targets_for


@dataclass(frozen=True, slots=True)
class Avoids:
    """What one person must not be given: by fact and by food, with the strength of each."""

    facts: dict[str, str] = field(default_factory=dict)
    """Fact -> allergy, intolerance, preference or diet."""
    foods: dict[int, str] = field(default_factory=dict)


def profile_of(person: Person, day: dt.date) -> Profile:
    """A person's profile at their age on `day`."""
    return Profile(
        sex=cast(Sex, person.sex),
        age=person.age_on(day),
        life_stage=cast(LifeStage, person.life_stage),
        height_cm=person.height_cm,
        weight_kg=person.weight_kg,
        activity=cast(Activity, person.activity),
        gestation_week=person.gestation_week,
    )


def targets_on(person: Person, day: dt.date) -> Targets:
    """A person's targets at their age on `day`."""
    return targets_for(profile_of(person, day))


def avoids_of(people: Iterable[Person]) -> dict[int, Avoids]:
    """What each person avoids, diet included (1 query). The strictest strength wins."""
    listed = {person.pk: person for person in people}
    found = {pk: _diet(person.diet) for pk, person in listed.items()}
    for row in Avoidance.objects.filter(person_id__in=_keys(listed)):
        target = found[row.person_id]
        if row.food_id:
            target.foods[row.food_id] = row.strength
        else:
            target.facts[row.fact] = _stricter(target.facts.get(row.fact), row.strength)
    return found


def _keys(people: dict[int, Person]) -> Collection[int]:
    return list(people)


def _diet(diet: str) -> Avoids:
    return Avoids(facts=dict.fromkeys(DIETS[diet], "diet"))


_ORDER = defaultdict(int, {"preference": 1, "diet": 2, "intolerance": 3, "allergy": 4})


def _stricter(one: str | None, other: str) -> str:
    return max((one or other), other, key=lambda strength: _ORDER[strength])
