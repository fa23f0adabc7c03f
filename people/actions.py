"""Everything that changes a person: the only writers, and each writes down what it changed.

`by` is the user who did it, None for a guest; `via` says how it came in: page, intake, start.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models import RestrictedError
from django.utils import timezone

from accounts.models import Tenant, User
from foods.models import Food
from people.models import Avoidance, HealthFact, Measurement, Person, PersonChange, TargetOverride
from people.recognising import recognised
from people.records import forget_care

#: What `edit_person` may change.
FIELDS: Final = (
    *("name", "sex", "birth_date", "birth_date_exact", "life_stage", "gestation_week"),
    *("due_date", "child_birth_date", "height_cm", "weight_kg", "activity", "reference"),
    *("energy_method", "diet", "diet_also", "cramps", "hide_numbers", "is_client"),
)


@transaction.atomic
def add_person(
    *, tenant: Tenant, by: User | None, values: Mapping[str, Any], via: str = "page"
) -> Person:
    """A new person with these fields; raises KeyError for a field that is none."""
    person = Person.objects.create(tenant=tenant, **_known(values))
    _note(person, "added", None, person.name, by, via)
    return person


@transaction.atomic
def edit_person(
    *, person: Person, by: User | None, values: Mapping[str, Any], via: str = "page"
) -> list[PersonChange]:
    """Change some fields of a person; what stays the same is not written down."""
    fresh = Person.objects.select_for_update().get(pk=person.pk)
    changed = {
        name: value for name, value in _known(values).items() if getattr(fresh, name) != value
    }
    notes = [
        _note(fresh, name, _plain(getattr(fresh, name)), _plain(value), by, via)
        for name, value in changed.items()
    ]
    for name, value in changed.items():
        setattr(fresh, name, value)
        setattr(person, name, value)
    if changed:
        fresh.save(update_fields=list(changed))
    return notes


@transaction.atomic
def set_avoidances(
    *, person: Person, by: User | None, wanted: Mapping[str, str], via: str = "page"
) -> None:
    """The facts a person avoids, each with its strength; what is not named is avoided no more."""
    rows = {row.fact: row for row in person.avoidances.exclude(fact="")}
    for fact in sorted(rows.keys() | wanted.keys()):
        row, strength = rows.get(fact), wanted.get(fact)
        before = row.strength if row else None
        if before == strength:
            continue
        if strength is None:
            rows[fact].delete()
        else:
            Avoidance.objects.update_or_create(
                person=person, fact=fact, food=None, defaults={"strength": strength}
            )
        _note(person, f"avoidance:{fact}", before, strength, by, via)


@transaction.atomic
def avoid_food(
    *, person: Person, food: Food, strength: str, by: User | None, via: str = "page"
) -> Avoidance:
    """A single food a person does not eat, or another strength for it."""
    row = person.avoidances.filter(food=food).first()
    before = row.strength if row else None
    found, _ = Avoidance.objects.update_or_create(
        person=person, food=food, defaults={"strength": strength}
    )
    if before != strength:
        _note(person, "avoidance:food", _food(food, before), _food(food, strength), by, via)
    return found


@transaction.atomic
def drop_avoidance(*, avoidance: Avoidance, by: User | None, via: str = "page") -> None:
    """Somebody eats it again."""
    person, strength = avoidance.person, avoidance.strength
    food = avoidance.food
    fact = "avoidance:food" if food else f"avoidance:{avoidance.fact}"
    before: Any = _food(food, strength) if food else strength
    avoidance.delete()
    _note(person, fact, before, None, by, via)


@transaction.atomic
def add_health_fact(
    *, person: Person, kind: str, text: str, by: User | None, via: str = "page"
) -> HealthFact:
    """A condition or medicine as typed, with what it was recognised as; told twice, it is one."""
    found, new = HealthFact.objects.get_or_create(
        person=person, kind=kind, text=text, defaults={"key": recognised(kind, text).key}
    )
    if new:
        _note(person, kind, None, text, by, via)
    return found


@transaction.atomic
def drop_health_fact(*, fact: HealthFact, by: User | None, via: str = "page") -> None:
    """It does not hold any more, or never did."""
    person, kind, text = fact.person, fact.kind, fact.text
    fact.delete()
    _note(person, kind, text, None, by, via)


@transaction.atomic
def set_health_facts(
    *, person: Person, kind: str, texts: Iterable[str], by: User | None, via: str = "page"
) -> None:
    """All conditions, or all medicines, at once; what is not named holds no more."""
    wanted = dict.fromkeys(text.strip() for text in texts if text.strip())
    for row in person.health_facts.filter(kind=kind):
        if row.text not in wanted:
            drop_health_fact(fact=row, by=by, via=via)
    for text in wanted:
        add_health_fact(person=person, kind=kind, text=text, by=by, via=via)


@transaction.atomic
def set_override(
    *,
    person: Person,
    nutrient: str,
    kind: str,
    amount: float | None,
    reason: str,
    by: User | None,
    via: str = "page",
) -> TargetOverride:
    """A figure of somebody's own instead of the reference value, with its reason."""
    row = person.overrides.filter(nutrient=nutrient, kind=kind).first()
    before = _override(row)
    if row is None:
        row = TargetOverride(person=person, nutrient=nutrient, kind=kind)
    row.amount, row.reason, row.by, row.at = amount, reason, by, timezone.now()
    row.save()
    if before != _override(row):
        _note(person, f"override:{nutrient}:{kind}", before, _override(row), by, via)
    return row


@transaction.atomic
def drop_override(*, override: TargetOverride, by: User | None, via: str = "page") -> None:
    """Back to the reference value."""
    person, before = override.person, _override(override)
    fact = f"override:{override.nutrient}:{override.kind}"
    override.delete()
    _note(person, fact, before, None, by, via)


@transaction.atomic
def measure(
    *,
    person: Person,
    kind: str,
    date: dt.date,
    value: float,
    by: User | None,
    use: bool = False,
    via: str = "page",
) -> Measurement:
    """Something measured on a day, in kg or cm; the same day again replaces it.

    `use`: a weight or height becomes the one that targets are calculated with.
    """
    row = person.measurements.filter(kind=kind, date=date).first()
    before = _measured(row)
    found, _ = Measurement.objects.update_or_create(
        person=person, kind=kind, date=date, defaults={"value": value}
    )
    if before != _measured(found):
        _note(person, f"measurement:{kind}", before, _measured(found), by, via)
    field = {"weight": "weight_kg", "height": "height_cm"}.get(kind)
    if use and field:
        edit_person(person=person, by=by, values={field: value}, via=via)
    return found


@transaction.atomic
def drop_measurement(*, measurement: Measurement, by: User | None, via: str = "page") -> None:
    """It was a slip; the person's own weight stays as it is."""
    person, before = measurement.person, _measured(measurement)
    kind = measurement.kind
    measurement.delete()
    _note(person, f"measurement:{kind}", before, None, by, via)


@transaction.atomic
def archive_person(*, person: Person, by: User | None, via: str = "page") -> None:
    """Put a person away: plans keep them, lists do not show them."""
    if person.archived_at is None:
        person.archived_at = timezone.now()
        person.save(update_fields=["archived_at"])
        _note(person, "archived", False, True, by, via)


@transaction.atomic
def restore_person(*, person: Person, by: User | None, via: str = "page") -> None:
    """Back from the archive."""
    if person.archived_at is not None:
        person.archived_at = None
        person.save(update_fields=["archived_at"])
        _note(person, "archived", True, False, by, via)


def delete_person(*, person: Person) -> bool:
    """Delete a person with everything about them; False where plans still seat them."""
    try:
        with transaction.atomic():
            person.delete()
    except RestrictedError:
        return False
    return True


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = values.keys() - set(FIELDS)
    if unknown:
        raise KeyError(f"not fields of a person: {', '.join(sorted(unknown))}")
    return dict(values)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _food(food: Food, strength: str | None) -> dict[str, str] | None:
    return None if strength is None else {"food": food.name, "strength": strength}


def _override(row: TargetOverride | None) -> dict[str, Any] | None:
    return None if row is None else {"amount": row.amount, "reason": row.reason}


def _measured(row: Measurement | None) -> dict[str, Any] | None:
    return None if row is None else {"date": row.date.isoformat(), "value": row.value}


def _note(
    person: Person, fact: str, before: Any, after: Any, by: User | None, via: str
) -> PersonChange:
    forget_care(person)
    return PersonChange.objects.create(
        person=person, fact=fact, before=before, after=after, by=by, via=via
    )
