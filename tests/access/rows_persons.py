"""People's pages: profile, health facts, own figures, measurements, history.

A viewer sees the table's facts (names, diet, what is avoided) and no facts about health.
"""

import datetime as dt

from people.models import Avoidance, HealthFact, Measurement, Person, TargetOverride
from tests.access.table import HEALTH, NO, OWN, OWN_EDIT, READ, own_page, page, row, write


def person_of(scene):
    """The first person of whose objects are asked for."""
    return Person.objects.of(scene.tenant).earliest("pk")


def a_fact(scene):
    """A medicine of theirs, made once for a role."""
    found, _new = HealthFact.objects.get_or_create(
        person=person_of(scene), kind="medicine", text="Marevan"
    )
    return found.pk


def a_food(scene):
    """A single food they avoid."""
    food = scene.cast.kitchen.foods["lentils"]
    found, _new = Avoidance.objects.get_or_create(person=person_of(scene), food=food)
    return found.pk


def a_weight(scene):
    """Something measured."""
    found, _new = Measurement.objects.get_or_create(
        person=person_of(scene), kind="weight", date=dt.date(2026, 1, 1), defaults={"value": 60}
    )
    return found.pk


def an_override(scene):
    """The nutrient that has an own target."""
    TargetOverride.objects.get_or_create(
        person=person_of(scene), nutrient="magnesium", kind="target", reason="Asked for."
    )
    return "magnesium"


def put_away(scene):
    """Somebody in the archive who sits in no plan."""
    found, _new = Person.objects.get_or_create(
        tenant=scene.tenant,
        name="Put away",
        sex="female",
        birth_date=dt.date(1990, 1, 1),
        archived_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )
    return found.pk


PROFILE = {
    "name": "Ada",
    "sex": "female",
    "age": "34",
    "life_stage": "none",
    "activity": "low-active",
    "reference": "dri",
    "energy_method": "eer",
    "cramps": "none",
    "diet": "omnivore",
}
THEIRS = {"person_id": lambda scene: person_of(scene).pk}
AWAY = {"person_id": put_away}
NUTRIENT = THEIRS | {"nutrient": "magnesium"}

ROWS = [
    own_page("people:index"),
    own_page("people:add", get=OWN | {"viewer": 403}),
    row("people:create", get=NO, post=OWN_EDIT, data=PROFILE),
    page("people:detail", args=THEIRS),
    page("people:edit", get=HEALTH, args=THEIRS),
    write("people:save", args=THEIRS, data=PROFILE),
    page("people:history", get=HEALTH, args=THEIRS),
    write("people:archive", args=THEIRS),
    write("people:restore", args=AWAY),
    page("people:ask_delete", get=HEALTH, args=AWAY),
    write("people:delete", args=AWAY),
    page("people:health", get=HEALTH, args=THEIRS),
    write(
        "people:add_health",
        args=THEIRS,
        data={"kind": "medicine", "text": "Marevan", "consent": "on"},
    ),
    write("people:drop_health", args=THEIRS | {"fact_id": a_fact}),
    row("people:offer_names", get=NO, post=HEALTH, args=THEIRS, bare=True),
    page("people:foods", get=HEALTH, args=THEIRS),
    write("people:avoid_food", args=THEIRS, data={"food": "oats", "strength": "preference"}),
    write("people:allow_food", args=THEIRS | {"avoidance_id": a_food}),
    page("people:target", get=HEALTH, args=NUTRIENT),
    write("people:set_target", args=NUTRIENT, data={"amount": "350", "reason": "Asked for."}),
    write("people:reset_target", args=THEIRS | {"nutrient": an_override}),
    page("people:measurements", get=HEALTH, args=THEIRS),
    write(
        "people:measure",
        args=THEIRS,
        data={"kind": "weight", "date": "2026-01-02", "value": "61", "consent": "on"},
    ),
    write("people:drop_measurement", args=THEIRS | {"measurement_id": a_weight}),
    page("planner:of_person", get=READ, args=THEIRS),
]
