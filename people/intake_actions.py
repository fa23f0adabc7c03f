"""Writes of the intake: links, answers that come in, answers that go into the record."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from accounts.links import in_days
from accounts.models import User
from foods.facts import expand
from foods.finding import OWN, SHIPPED
from foods.models import Food
from foods.naming import foods_named
from people import actions
from people.consent import give_consent
from people.intake_cards import FIELDS, Card, Change, Named, Record, cards, compared, typed_foods
from people.intake_reading import Answers, flags_of
from people.models import Intake, IntakeLink, Person

VIA: Final = "intake"
#: For how long a link may be answered.
DAYS: Final = (3, 7, 14, 30)
DEFAULT_DAYS: Final = 14
#: So many foods one name may stand for: "bread" is a shelf, and all of it is meant.
MOST_FOODS: Final = 20


class AnsweredError(Exception):
    """The link was answered already: nothing was stored."""


def make_link(*, person: Person, form: str, days: int, by: User | None) -> IntakeLink:
    """A link to an intake form that opens for so many days."""
    return IntakeLink.objects.create(
        person=person, form=form, expires_at=in_days(days), created_by=by
    )


@transaction.atomic
def submit(*, link: IntakeLink, answers: Answers) -> Intake:
    """Keep the answers with the consent; raises AnsweredError where somebody was faster."""
    rows = IntakeLink.objects.filter(pk=link.pk, answered_at__isnull=True)
    if not rows.update(answered_at=timezone.now()):
        raise AnsweredError
    give_consent(person=link.person, via=VIA)
    return Intake.objects.create(
        person=link.person,
        link=link,
        form=link.form,
        answers=dict(answers),
        flags=list(flags_of(answers)),
    )


def mark_seen(*, intake: Intake) -> None:
    """Somebody who looks after the person has opened it."""
    if intake.seen_at is None:
        intake.seen_at = timezone.now()
        intake.save(update_fields=["seen_at"])


def cards_of(intake: Intake) -> list[Card]:
    """The cards of an intake beside the record as it is now (at most 4 queries)."""
    named = foods_typed(intake.person, typed_foods(intake.answers))
    return cards(intake.answers, intake.flags, record_of(intake.person), named)


def record_of(person: Person) -> Record:
    """What is written down about a person (3 queries)."""
    names = [name for fields in FIELDS.values() for name in fields]
    values: dict[str, Any] = {name: getattr(person, name) for name in names}
    values["diet_also"] = sorted(person.diet_also)
    values["sex"] = person.sex or None
    rows = list(person.avoidances.all())
    return Record(
        values=values,
        avoids={row.fact: row.strength for row in rows if row.fact},
        foods={row.food_id: row.strength for row in rows if row.food_id},
        health=frozenset((row.kind, compared(row.text)) for row in person.health_facts.all()),
    )


def foods_typed(person: Person, texts: Collection[str]) -> dict[str, Named]:
    """What each food that was typed means to this practice (1 query, none without a text)."""
    if not texts:
        return {}
    known = Food.objects.visible_to(person.tenant).filter(source__in=(SHIPPED, OWN))
    foods = dict(known.values_list("pk", "name"))
    return {text: _named(text, foods) for text in texts}


def _named(text: str, foods: dict[int, str]) -> Named:
    try:
        return Named(text, facts=tuple(sorted(expand([text]))))
    except ValueError:
        found = foods_named(text, foods.items())[:MOST_FOODS]
        return Named(text, tuple((pk, foods[pk]) for pk in found))


@transaction.atomic
def take_over(*, intake: Intake, keys: Collection[str], by: User | None) -> list[str]:
    """Write cards into the record; returns the keys of those that were.

    Pregnancy waits for the sex that reference values use, so "stage" brings "about" along.
    """
    person = Person.objects.select_for_update().get(pk=intake.person_id)
    intake.person = person
    wanted = set(keys) | ({"about"} if "stage" in keys else set())
    found = [card for card in cards_of(intake) if card.key in wanted and card.changes]
    _write(person, [change for card in found for change in card.changes], by, intake.submitted_at)
    taken = [card.key for card in found]
    intake.taken = sorted({*intake.taken, *taken})
    if intake.taken_over_at is None and not any(card.changes for card in cards_of(intake)):
        intake.taken_over_at = timezone.now()
    intake.save(update_fields=["taken", "taken_over_at"])
    return taken


def _write(person: Person, changes: Iterable[Change], by: User | None, at: dt.datetime) -> None:
    listed = list(changes)
    values = {one.what: one.after for one in listed if one.kind == "field"}
    if "birth_date" in values:
        values["birth_date_exact"] = True
    if values:
        actions.edit_person(person=person, by=by, values=values, via=VIA)
    for kind, field in (("weight", "weight_kg"), ("height", "height_cm")):
        if field in values:
            day = timezone.localdate(at)
            value = values[field]
            actions.measure(person=person, kind=kind, date=day, value=value, by=by, via=VIA)
    avoids = {one.what: one.after for one in listed if one.kind == "avoid"}
    if avoids:
        known = {row.fact: row.strength for row in person.avoidances.exclude(fact="")}
        actions.set_avoidances(person=person, by=by, wanted=known | avoids, via=VIA)
    foods = {
        food.pk: food
        for food in Food.objects.visible_to(person.tenant).filter(
            pk__in=[one.what for one in listed if one.kind == "food"]
        )
    }
    for one in listed:
        if one.kind == "food":
            actions.avoid_food(
                person=person, food=foods[one.what], strength=one.after, by=by, via=VIA
            )
        elif one.kind == "health":
            actions.add_health_fact(person=person, kind=one.what, text=one.after, by=by, via=VIA)


def delete(*, intake: Intake) -> None:
    """Delete answers for good; what was taken into the record stays there."""
    intake.delete()


def delete_old(before: dt.datetime) -> int:
    """Delete the answers that came in before a time; how many there were."""
    count, _by_model = Intake.objects.filter(submitted_at__lt=before).delete()
    return count
