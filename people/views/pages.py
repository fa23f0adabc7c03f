"""The list of people, one person's page, their history, and putting somebody away."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to
from accounts.roles import may_edit
from people import actions
from people.access import may_see_health, person_required
from people.hiding import hides
from people.measures import body_words
from people.models import Person
from people.profiles import stage_on
from people.queries import safe_targets
from people.recognising import recognised
from people.records import load_care, record_of
from people.restricting import Restriction, restrictions
from people.target_rows import TargetRows, sources_of, target_rows
from people.telling import told

#: Changes shown on a person's own page; all of them are on the history's.
RECENT: Final = 8
#: Changes shown in the history, the newest first.
MOST_CHANGES: Final = 500


@require_safe
def index(request: Request) -> HttpResponse:
    """Who eats here (4 queries: the role, people, avoidances, and who was put away)."""
    edits = may_edit(request)
    everyone = list(Person.objects.of(request.tenant).order_by("name", "pk"))
    here = [person for person in everyone if person.archived_at is None]
    away = [person for person in everyone if person.archived_at is not None]
    marks, today = marks_of(here), timezone.localdate()
    context = {
        "cards": [(person, age_of(person, today), marks[person.pk]) for person in here],
        "away": away,
        "undo": next((p for p in away if str(p.pk) == request.GET.get("away")), None),
        "may_edit": edits,
    }
    return render(request, "people/index.html", context)


@require_safe
@person_required()
def detail(request: Request, person: Person) -> HttpResponse:
    """One person: facts, restrictions, targets with their sources, measurements, history."""
    health, today = may_see_health(request), timezone.localdate()
    context: dict[str, Any] = {
        "person": person,
        "age": age_of(person, today),
        "marks": marks_of([person])[person.pk],
        "may_edit": may_edit(request),
        "health": health,
        "hidden": hides(person.hide_numbers, request.tenant.kind),
        "units": request.tenant.units,
    }
    if health:
        context |= _health(request, person, today)
    return render(request, "people/detail.html", context)


def _health(request: Request, person: Person, today: dt.date) -> dict[str, Any]:
    units, rows = request.tenant.units, rows_today(person, today)
    facts = [(row, recognised(row.kind, row.text)) for row in person.health_facts.all()]
    return {
        "body": [
            (name, body_words(value, kind, units))
            for name, kind, value in (
                (_("Height"), "height", person.height_cm),
                (_("Weight"), "weight", person.weight_kg),
            )
        ],
        "stage": stage_on(person.facts, today) if person.is_ready else None,
        "rows": rows,
        "sources": sources_of(rows) if rows else (),
        "unrecognised": [row.text for row, found in facts if found.unknown],
        "conditions": [pair for pair in facts if pair[0].kind == "condition"],
        "medicines": [pair for pair in facts if pair[0].kind == "medicine"],
        "changes": changes_of(request, person, RECENT),
    }


def rows_today(person: Person, today: dt.date) -> TargetRows | None:
    """Targets on a day; None where there are no reference values for the age and life stage."""
    try:
        targets, notes = safe_targets(person, today)
    except ValueError:
        return None
    return target_rows(targets, notes)


@require_safe
@person_required(health=True)
def history(request: Request, person: Person) -> HttpResponse:
    """Who changed what of a person, and when (3 queries: the role, the person, changes)."""
    context = {"person": person, "changes": changes_of(request, person, MOST_CHANGES)}
    return render(request, "people/history.html", context)


def changes_of(request: Request, person: Person, most: int) -> list[Any]:
    """The newest changes in words (1 query)."""
    hidden = hides(person.hide_numbers, request.tenant.kind)
    rows = person.changes.select_related("by")[:most]
    return [told(row, request.tenant.units, hidden=hidden) for row in rows]


@require_POST
@person_required(edit=True)
def archive(request: Request, person: Person) -> HttpResponse:
    """Put somebody away; the list then offers to undo it."""
    actions.archive_person(person=person, by=user_of(request))
    return redirect_to(request, f"{reverse('people:index')}?away={person.pk}")


@require_POST
@person_required(edit=True)
def restore(request: Request, person: Person) -> HttpResponse:
    """Bring somebody back."""
    actions.restore_person(person=person, by=user_of(request))
    messages.success(request, _("%(name)s is back.") % {"name": person.name})
    return redirect_to(request, reverse("people:detail", args=[person.pk]))


@require_safe
@person_required(edit=True)
def ask_delete(request: Request, person: Person) -> HttpResponse:
    """Whether somebody who was put away shall be deleted for good."""
    person = get_object_or_404(Person.objects.of(request.tenant).archived(), pk=person.pk)
    return render(request, "people/delete.html", {"person": person})


@require_POST
@person_required(edit=True)
def delete(request: Request, person: Person) -> HttpResponse:
    """Delete somebody who was put away; who sits in a plan stays."""
    person = get_object_or_404(Person.objects.of(request.tenant).archived(), pk=person.pk)
    name = person.name
    if actions.delete_person(person=person):
        messages.success(request, _("%(name)s is deleted.") % {"name": name})
    else:
        words = _("%(name)s sits in a plan, so nothing was deleted. Delete the plan first.")
        messages.error(request, words % {"name": name})
    return redirect_to(request, reverse("people:index"))


def user_of(request: Request) -> Any:
    """Who does it; None for a guest."""
    return request.user if request.user.is_authenticated else None


def age_of(person: Person, today: dt.date) -> int | None:
    """Completed years, None where the birth date is not known yet."""
    return person.age_on(today) if person.is_ready else None


def marks_of(people: Iterable[Person]) -> dict[int, tuple[Restriction, ...]]:
    """What each person does not eat, ready to show (1 query)."""
    listed = list(people)
    load_care(listed)
    found = {}
    for person in listed:
        record = record_of(person)
        foods = [(one.name, one.strength) for one in record.foods]
        found[person.pk] = restrictions(person.diet, person.diet_also, record.avoids, foods)
    return found
