"""Own targets with their reasons, and measurements over time."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to
from accounts.models import Membership, Tenant
from accounts.roles import role_of
from knowledge.nutrients import BY_KEY
from people import actions
from people.access import person_required
from people.charting import chart
from people.consent import consent_of, give_consent
from people.forms.figures import MeasurementForm, OverrideForm
from people.hiding import hides
from people.measures import body_words, to_shown, units_of
from people.models import Measurement, Person
from people.profiles import profile_on
from people.queries import safe_targets
from people.target_rows import target_row
from people.targets import Targets, targets_for
from people.views.pages import user_of


@require_safe
@person_required(edit=True, health=True)
def target(request: Request, person: Person, nutrient: str) -> HttpResponse:
    """One nutrient's target and limit, where they come from, and a form for an own figure."""
    return _target_page(request, person, nutrient, _reference(person, nutrient))


@require_POST
@person_required(edit=True, health=True)
def set_target(request: Request, person: Person, nutrient: str) -> HttpResponse:
    """An own figure instead of the reference value, with its reason."""
    reference = _reference(person, nutrient)
    form = OverrideForm(
        request.POST,
        nutrient=nutrient,
        reference=reference,
        may_lift=_may_lift(request),
        auto_id="id_sent_%s",
    )
    if not form.is_valid():
        return _target_page(request, person, nutrient, reference, form, status=422)
    data = form.cleaned_data
    actions.set_override(
        person=person,
        nutrient=nutrient,
        kind=data["kind"],
        amount=data["amount"],
        reason=data["reason"],
        by=user_of(request),
    )
    return redirect_to(request, _back(person))


@require_POST
@person_required(edit=True, health=True)
def reset_target(request: Request, person: Person, nutrient: str) -> HttpResponse:
    """Back to the reference value."""
    kind = request.POST.get("kind", "target")
    row = get_object_or_404(person.overrides.all(), nutrient=nutrient, kind=kind)
    actions.drop_override(override=row, by=user_of(request))
    messages.success(request, _("Back to the reference value."))
    return redirect_to(request, _back(person))


def _back(person: Person) -> str:
    return reverse("people:detail", args=[person.pk]) + "#targets"


def _may_lift(request: Request) -> bool:
    """Limits are lifted by a dietitian or the owner of a practice."""
    strong = (Membership.Role.DIETITIAN, Membership.Role.OWNER)
    return request.tenant.kind == Tenant.Kind.PRACTICE and role_of(request) in strong


def _reference(person: Person, nutrient: str) -> Targets:
    """Targets by the tables alone; 404 for no nutrient, or nobody the tables know."""
    if nutrient not in BY_KEY or not person.is_ready:
        raise Http404
    try:
        return targets_for(profile_on(person.facts, timezone.localdate()))
    except ValueError as error:
        raise Http404 from error


def _target_page(
    request: Request,
    person: Person,
    nutrient: str,
    reference: Targets,
    form: OverrideForm | None = None,
    status: int = 200,
) -> HttpResponse:
    targets, notes = safe_targets(person, timezone.localdate())
    row = target_row(nutrient, targets, notes)
    context = {
        "person": person,
        "row": row,
        "plain": target_row(nutrient, reference),
        "forms": [
            (_form_for(request, kind, nutrient, reference, form), kind, override)
            for kind, override in (("target", row.override), ("limit", row.limit_override))
            if kind == "target" or nutrient != "energy"
        ],
        "hidden": hides(person.hide_numbers, request.tenant.kind),
    }
    return render(request, "people/target.html", context, status=status)


def _form_for(
    request: Request, kind: str, nutrient: str, reference: Targets, sent: OverrideForm | None
) -> OverrideForm:
    """The form of a target or limit: the one that was sent, or an empty one."""
    if sent is not None and (sent.data.get("kind") or "target") == kind:
        return sent
    may_lift = _may_lift(request)
    ids = f"id_{kind}_%s"
    return OverrideForm(nutrient=nutrient, reference=reference, may_lift=may_lift, auto_id=ids)


@require_safe
@person_required(health=True)
def measurements(request: Request, person: Person) -> HttpResponse:
    """What was measured, as a chart and a table each."""
    return _measured_page(request, person)


@require_POST
@person_required(edit=True, health=True)
def measure(request: Request, person: Person) -> HttpResponse:
    """One more measurement; the same day again replaces it."""
    form = _measure_form(request, person, request.POST)
    if not form.is_valid():
        return _measured_page(request, person, form, status=422)
    data, by = form.cleaned_data, user_of(request)
    with transaction.atomic():
        actions.measure(
            person=person,
            kind=data["kind"],
            date=data["date"],
            value=data["value"],
            use=data["use"],
            by=by,
        )
        if form.gives_consent:
            give_consent(person=person, via="page", by=by)
    return redirect_to(request, reverse("people:measurements", args=[person.pk]))


@require_POST
@person_required(edit=True, health=True)
def drop_measurement(request: Request, person: Person, measurement_id: int) -> HttpResponse:
    """It was a slip."""
    row = get_object_or_404(person.measurements.all(), pk=measurement_id)
    actions.drop_measurement(measurement=row, by=user_of(request))
    return redirect_to(request, reverse("people:measurements", args=[person.pk]))


def _measure_form(request: Request, person: Person, data: Any = None) -> MeasurementForm:
    today = timezone.localdate()
    return MeasurementForm(
        data,
        units=request.tenant.units,
        today=today,
        consented=consent_of(person) is not None,
        initial={"date": today, "kind": "weight"},
    )


def _measured_page(
    request: Request, person: Person, form: MeasurementForm | None = None, status: int = 200
) -> HttpResponse:
    units = request.tenant.units
    rows = list(person.measurements.order_by("-date"))
    context = {
        "person": person,
        "form": form or _measure_form(request, person),
        "groups": [
            _group(kind, str(name), [row for row in rows if row.kind == kind], units)
            for kind, name in Measurement.Kind.choices
            if any(row.kind == kind for row in rows)
        ],
        "units": [(kind, name, units_of(units, kind)) for kind, name in Measurement.Kind.choices],
        "hidden": hides(person.hide_numbers, request.tenant.kind),
    }
    return render(request, "people/measurements.html", context, status=status)


def _group(kind: str, name: str, rows: list[Measurement], units: str) -> dict[str, Any]:
    unit = units_of(units, kind)
    points = [(row.date, to_shown(row.value, unit)) for row in rows]
    return {
        "kind": kind,
        "name": name,
        "unit": unit,
        "chart": chart(points),
        "rows": [(row, body_words(row.value, kind, units)) for row in rows],
    }
