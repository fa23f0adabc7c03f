"""Rows of the people room to plain values, in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    CharField,
    Count,
    FloatField,
    IntegerField,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from foods.facts import State
from foods.models import Food, FoodAmount, FoodFact
from people import care as caring
from people.care import Care, strictest
from people.care_foods import DECIDING, Foodstuff
from people.care_targets import Steady, TargetNote, adjust_targets, steady_bands
from people.models import Person
from people.profiles import profile_on, stage_for_safety
from people.records import load_care, record_of
from people.targets import Profile, Targets, targets_for, with_overrides


@dataclass(frozen=True, slots=True)
class Avoids:
    """What one person must not be given: by fact and by food, with the strength of each."""

    facts: dict[str, str] = field(default_factory=dict)
    """Fact -> allergy, intolerance, preference or diet."""
    foods: dict[int, str] = field(default_factory=dict)


def care_on(person: Person, day: dt.date) -> Care:
    """What must be minded of a person on a day (no query where `load_care` ran)."""
    if not person.is_ready:
        return caring.care(record_of(person), age=None, life_stage=person.life_stage)
    stage = stage_for_safety(person.facts, day).life_stage
    return caring.care(record_of(person), age=person.age_on(day), life_stage=stage)


def care_over(person: Person, dates: Sequence[dt.date]) -> Care:
    """What must be minded of a person over some days: what holds on one of them holds."""
    return strictest([care_on(person, date) for date in dates])


def care_of(people: Iterable[Person], day: dt.date) -> dict[int, Care]:
    """What must be minded of each person on a day (1 query, none where it was loaded)."""
    listed = list(people)
    load_care(listed)
    return {person.pk: care_on(person, day) for person in listed}


def profile_of(person: Person, day: dt.date) -> Profile:
    """A person's profile on `day`."""
    return profile_on(person.facts, day)


def targets_on(person: Person, day: dt.date) -> Targets:
    """A person's targets on `day`, with overrides and as the safety rules leave them.

    No query where `load_care` ran, 1 where not.
    """
    return safe_targets(person, day)[0]


def safe_targets(person: Person, day: dt.date) -> tuple[Targets, tuple[TargetNote, ...]]:
    """Targets on a day, and what the safety rules did to them and why."""
    reference = targets_for(profile_of(person, day))
    own = with_overrides(reference, record_of(person).overrides)
    return adjust_targets(own, care_on(person, day), reference)


def steady_on(person: Person, day: dt.date) -> tuple[Steady, ...]:
    """What a person keeps around a usual amount, with the band."""
    reference = targets_for(profile_of(person, day))
    own = with_overrides(reference, record_of(person).overrides)
    return steady_bands(own, reference, care_on(person, day))


def avoids_of(people: Iterable[Person]) -> dict[int, Avoids]:
    """What each person avoids, diet included (1 query at most). The strictest strength wins."""
    listed = list(people)
    load_care(listed)
    return {person.pk: _avoids(person) for person in listed}


def _avoids(person: Person) -> Avoids:
    record = record_of(person)
    facts = dict(caring.care(record, age=None, life_stage="none").avoided)
    return Avoids(facts, {one.food: one.strength for one in record.foods})


def foodstuffs(foods: Collection[int]) -> dict[int, Foodstuff]:
    """What must be known of some foods to judge them (1 query over three tables)."""
    facts: dict[int, dict[str, str]] = defaultdict(dict)
    amounts: dict[int, list[tuple[str, float]]] = defaultdict(list)
    named: list[tuple[int, str, str, int, float]] = []
    for food, table, key, word, number, amount in _food_rows(list(foods)):
        if table == "fact":
            facts[food][key] = word
        elif table == "amount":
            amounts[food].append((key, amount))
        else:
            named.append((food, key, word, number, amount))
    return {
        pk: _foodstuff(pk, name, kind, bought, _facts(facts[pk], stated), amounts[pk])
        for pk, name, kind, bought, stated in named
    }


def _food_rows(foods: list[int]) -> "QuerySet[Any, tuple[Any, ...]]":
    """(food, table, words, words, number, number): names, the facts that matter, the amounts.

    Nearly every fact of nearly every food is "free": those are read only where some are missing.
    """
    nothing, none, nil = Value("", CharField()), Value(0, IntegerField()), Value(0.0, FloatField())
    facts = FoodFact.objects.filter(food_id__in=foods).order_by()
    counted = facts.values("food").annotate(number=Count("pk"))
    gaps = counted.filter(number__lt=len(caring.ALL_FACTS)).values("food")
    told = facts.filter(~Q(state=State.FREE) | Q(food_id__in=gaps))
    amounts = FoodAmount.objects.filter(food_id__in=foods).order_by()
    deciding = amounts.filter(Q(nutrient__in=DECIDING) | Q(food__kind=Food.Kind.SUPPLEMENT))
    named = Food.objects.filter(pk__in=foods).order_by()
    return (
        named.annotate(
            of=Value("food", CharField()),
            root=Coalesce("bought_as", "pk", output_field=IntegerField()),
            stated=Cast(Count("facts"), FloatField()),
        )
        .values_list("pk", "of", "name", "kind", "root", "stated")
        .union(
            told.annotate(of=Value("fact", CharField()), root=none, x=nil).values_list(
                "food_id", "of", "fact", "state", "root", "x"
            ),
            deciding.annotate(of=Value("amount", CharField()), b=nothing, root=none).values_list(
                "food_id", "of", "nutrient", "b", "root", "amount"
            ),
            all=True,
        )
    )


def _facts(told: dict[str, str], stated: float) -> tuple[frozenset[str], frozenset[str]]:
    """(contained, unknown). A fact without a row is unknown, unless every fact has one."""
    contains = frozenset(fact for fact, state in told.items() if state == State.CONTAINS)
    unknown = frozenset(fact for fact, state in told.items() if state == State.UNKNOWN)
    if stated < len(caring.ALL_FACTS):
        unknown = caring.ALL_FACTS - contains
        unknown -= {fact for fact, state in told.items() if state == State.FREE}
    return contains, unknown


def _foodstuff(
    pk: int,
    name: str,
    kind: str,
    bought: int,
    facts: tuple[frozenset[str], frozenset[str]],
    amounts: list[tuple[str, float]],
) -> Foodstuff:
    return Foodstuff(pk, name, kind, bought, *facts, tuple(sorted(amounts)))
