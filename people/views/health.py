"""Conditions, medicines and single foods avoided: lists that grow and shrink one at a time.

What is typed never stands in an address: suggestions are asked for by POST.
"""

from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to
from foods.models import Food
from knowledge.medicines import close_names
from people import actions
from people.access import person_required
from people.consent import consent_of, give_consent
from people.forms.health import AvoidFoodForm, HealthForm
from people.models import Avoidance, HealthFact, Person
from people.recognising import recognised, suggestions
from people.views.pages import user_of

#: How many names are offered while typing, and how many foods a search shows.
OFFERED: Final = 8
FOUND: Final = 12


@require_safe
@person_required(health=True)
def health(request: Request, person: Person) -> HttpResponse:
    """Conditions and medicines, each with what it was understood as."""
    return _health_page(request, person)


@require_POST
@person_required(edit=True, health=True)
def add_health(request: Request, person: Person) -> HttpResponse:
    """One or several more, as typed."""
    consented = consent_of(person) is not None
    form = HealthForm(request.POST, consented=consented)
    if not form.is_valid():
        return _health_page(request, person, form, status=422)
    by, data = user_of(request), form.cleaned_data
    with transaction.atomic():
        old = person.health_facts.filter(pk=data["replaces"] or 0).first()
        if old is not None:
            actions.drop_health_fact(fact=old, by=by)
        for text in form.facts:
            actions.add_health_fact(person=person, kind=data["kind"], text=text, by=by)
        if form.gives_consent:
            give_consent(person=person, via="page", by=by)
    return redirect_to(request, reverse("people:health", args=[person.pk]))


@require_POST
@person_required(edit=True, health=True)
def drop_health(request: Request, person: Person, fact_id: int) -> HttpResponse:
    """It does not hold any more."""
    fact = get_object_or_404(person.health_facts.all(), pk=fact_id)
    actions.drop_health_fact(fact=fact, by=user_of(request))
    return redirect_to(request, reverse("people:health", args=[person.pk]))


@require_POST
@person_required(edit=True, health=True)
def offer_names(request: Request, person: Person) -> HttpResponse:
    """Names like the one being typed, as options of a list."""
    kind, text = request.POST.get("kind", ""), request.POST.get("text", "")
    names: list[str] = []
    if kind in HealthFact.Kind.values and len(text.strip()) > 1:
        names = _names_like(kind, text.strip()[:60])
    return render(request, "people/names.html", {"names": names})


def _names_like(kind: str, text: str) -> list[str]:
    known = suggestions(kind)
    begun = [name for name in known if name.lower().startswith(text.lower())]
    return list(dict.fromkeys([*begun, *close_names(text, known)]))[:OFFERED]


def _health_page(
    request: Request, person: Person, form: HealthForm | None = None, status: int = 200
) -> HttpResponse:
    rows = [(row, recognised(row.kind, row.text)) for row in person.health_facts.all()]
    sent = form.data.get("kind") if form is not None else None
    consented = consent_of(person) is not None if form is None else form.consented
    groups = []
    for kind, name in HealthFact.Kind.choices:
        blank = HealthForm(initial={"kind": kind}, consented=consented, prefix=None)
        shown = form if form is not None and sent == kind else blank
        groups.append((kind, name, [pair for pair in rows if pair[0].kind == kind], shown))
    context = {"person": person, "groups": groups, "unrecognised": _unrecognised(rows)}
    return render(request, "people/health.html", context, status=status)


def _unrecognised(rows: list[Any]) -> list[str]:
    return [row.text for row, found in rows if found.unknown]


@require_safe
@person_required(edit=True)
def foods(request: Request, person: Person) -> HttpResponse:
    """Single foods somebody does not eat, and a search for more."""
    return _foods_page(request, person, request.GET.get("q", ""))


@require_POST
@person_required(edit=True)
def avoid_food(request: Request, person: Person) -> HttpResponse:
    """One more food avoided, or another strength."""
    form = AvoidFoodForm(request.POST, foods=Food.objects.visible_to(request.tenant))
    if not form.is_valid():
        return _foods_page(request, person, request.POST.get("q", ""), form, status=422)
    food, strength = form.cleaned_data["food"], form.cleaned_data["strength"]
    actions.avoid_food(person=person, food=food, strength=strength, by=user_of(request))
    words = _("%(food)s is left out for %(name)s.") % {"food": food.name, "name": person.name}
    messages.success(request, words)
    return redirect_to(request, reverse("people:foods", args=[person.pk]))


@require_POST
@person_required(edit=True)
def allow_food(request: Request, person: Person, avoidance_id: int) -> HttpResponse:
    """A food is eaten again."""
    row = get_object_or_404(person.avoidances.exclude(food=None), pk=avoidance_id)
    actions.drop_avoidance(avoidance=row, by=user_of(request))
    return redirect_to(request, reverse("people:foods", args=[person.pk]))


def _foods_page(
    request: Request, person: Person, text: str, form: Any = None, status: int = 200
) -> HttpResponse:
    asked = text.strip()[:100]
    visible = Food.objects.visible_to(request.tenant).listed()
    context = {
        "person": person,
        "avoided": person.avoidances.exclude(food=None).select_related("food"),
        "q": asked,
        "found": list(visible.matching(asked)[:FOUND]) if asked else [],
        "strengths": Avoidance.Strength.choices,
        "form": form,
    }
    return render(request, "people/foods.html", context, status=status)
