"""The start page: who eats, what they avoid, when; one button."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import start_guest
from accounts.http import OpenRequest, Request, open_to_anyone, redirect_to
from accounts.models import Tenant, User
from knowledge.nutrients import BY_KEY, Nutrient
from people.consent import consent_text
from people.models import Person
from people.red_flags import groups
from planner import generation, starting
from planner.access import may_edit
from planner.forms import MAX_PEOPLE, PEOPLE_ERRORS, PeopleFormSet, TableForm
from planner.forms.foods import FoodNames
from planner.models import Plan
from planner.refusing import Refusal, refusals
from planner.starting import begin_plan
from planner.views.granted import has_grants
from planner.views.responses import busy, plan_url
from planner.views.typed import rows_of, table_of, units_of
from recipes.models import Recipe
from recipes.queries import figures_of

#: The glass on the start page, and what it shows of it.
SMOOTHIE = "spinach-banana-smoothie"
SMOOTHIE_NUTRIENTS = ("magnesium", "potassium", "calcium", "vitamin_d")
#: Buttons of the form that only show it anew.
RESHAPING = ("add_person", "remove_person", "use_units")


@open_to_anyone
@require_safe
def start(request: OpenRequest) -> HttpResponse:
    """One page, no account."""
    if request.tenant is None and "own" not in request.GET and has_grants(request):
        # A client of a practice, who just signed in: their plans are what they came for.
        return redirect_to(request, reverse("planner:mine"))
    generation.warm_up()
    tenant = request.tenant
    table = TableForm(initial=_table_before(tenant), tenant=tenant)
    rows = [] if table.household else [{"sex": Person.Sex.FEMALE}]
    units = tenant.units if tenant else Tenant.Units.METRIC
    return _page(request, _formset(units, initial=rows), table, units)


@open_to_anyone
@require_POST
def begin(request: OpenRequest) -> HttpResponse:
    """Make the guest, the people and the plan, and start to solve it."""
    tenant = request.tenant
    if tenant is not None and not may_edit(cast(Request, request)):
        raise PermissionDenied
    if any(name in request.POST for name in RESHAPING):
        return _reshaped(request)
    units = units_of(request.POST, tenant)
    names = FoodNames(tenant)
    people = _formset(units, request.POST, names=names, error_messages=PEOPLE_ERRORS)
    table = TableForm(request.POST, tenant=tenant)
    if not people.management_form.is_valid() or not (people.forms or table.household):
        return _reshaped(request, broken=True)
    if not _all_valid(tenant, people, table):
        return _page(request, people, table, units, status=422)
    new = starting.newcomers([form.cleaned_data for form in people.forms], table.cleaned_data)
    refused = refusals(new, table.cleaned_data["eat"], table.cleaned_data["start"])
    if refused:
        return _page(request, people, table, units, status=422, refused=refused)
    try:
        generation.refuse_if_busy(tenant)
        generation.refuse_if_often(request)
        plan = begin_plan(
            tenant=tenant or _guest(request, units, table.cleaned_data["time_zone"]),
            people=[form.cleaned_data for form in people.forms],
            table=table.cleaned_data,
            by=request.user if isinstance(request.user, User) else None,
        )
    except generation.BusyError as error:
        return busy(request, error)
    return redirect_to(request, plan_url(plan))


def _all_valid(tenant: Tenant | None, people: Any, table: TableForm) -> bool:
    """Whether every part is right by itself and with the others; errors stand at their fields."""
    valid = people.is_valid() & table.is_valid()
    table.check_together(people)
    if not (valid and table.is_valid() and all(form.is_valid() for form in people.forms)):
        return False
    rows = [form.cleaned_data for form in people.forms]
    taken = starting.names_taken(tenant, starting.newcomers(rows, table.cleaned_data))
    for number in taken:
        people.forms[number].add_error("name", _name_taken(tenant))
    return not taken


def _name_taken(tenant: Tenant | None) -> str:
    if tenant is None:
        return _("Two people have this name. Tell them apart.")
    return _(
        "Somebody here has this name already. Tick them above to plan for them as they are, or"
        " use another name."
    )


def _guest(request: OpenRequest, units: str, time_zone: str) -> Tenant:
    tenant = start_guest(request=request, time_zone=time_zone)
    if tenant.units != units:
        tenant.units = units
        tenant.save(update_fields=["units"])
    return tenant


def _formset(units: str, data: Any = None, names: FoodNames | None = None, **more: Any) -> Any:
    shared = {"units": units, "names": names, "empty_permitted": False}
    return PeopleFormSet(data, prefix="people", form_kwargs=shared, **more)


def _reshaped(request: OpenRequest, *, broken: bool = False) -> HttpResponse:
    """The same form with a person more or less, or other units; nothing is checked or stored.

    `broken`: what came in does not say how many people there are.
    """
    tenant, data = request.tenant, request.POST
    units = units_of(data, tenant)
    rows = rows_of(data, units)
    table = TableForm(initial=table_of(data), tenant=tenant)
    if "add_person" in data and len(rows) < MAX_PEOPLE:
        rows.append({})
    elif "remove_person" in data and len(rows) > (0 if table.household else 1):
        gone = data.get("remove_person", "")
        rows = [row for n, row in enumerate(rows) if str(n) != gone]
    if not rows and not table.household:
        rows = [{}]
    people = _formset(units, initial=rows)
    return _page(request, people, table, units, status=422 if broken else 200, broken=broken)


def _page(
    request: OpenRequest,
    people: Any,
    table: TableForm,
    units: str,
    status: int = 200,
    broken: bool = False,
    refused: Sequence[Refusal] = (),
) -> HttpResponse:
    template = "planner/start.html"
    if request.htmx and not request.htmx.boosted:
        template += "#start-form"
    context = {
        "people": people,
        "table": table,
        "units": units,
        "max_people": MAX_PEOPLE,
        "broken": broken,
        "refused": refused,
        "refused_today": any(one.today for one in refused),
        "consent": consent_text(),
        "flags": groups(),
        "smoothie": smoothie_figures(),
    }
    response = render(request, template, context, status=status)
    response["Vary"] = "HX-Request"
    return response


def smoothie_figures() -> list[tuple[Nutrient, float]]:
    """What the smoothie that it all starts from brings (4 queries); empty without a library."""
    recipe = Recipe.objects.in_use().select_related("current").filter(slug=SMOOTHIE).first()
    if recipe is None or recipe.current is None:
        return []
    dish = figures_of([recipe.current], SMOOTHIE_NUTRIENTS).dishes[recipe.current.pk]
    return [(BY_KEY[key], dish.intake.amount(key)) for key in SMOOTHIE_NUTRIENTS]


def _table_before(tenant: Tenant | None) -> dict[str, Any]:
    """Who ate last time, and when the next week would begin (up to 4 queries)."""
    last = Plan.objects.of(tenant).order_by("-pk").first() if tenant else None
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    if tenant is None or last is None:
        return {"start": tomorrow}
    # A practice plans for one client after another: nobody stays ticked from the last one.
    household = tenant.kind == Tenant.Kind.HOUSEHOLD
    return {
        "eat": [seat.person_id for seat in last.seats.all()] if household else [],
        "start": max(tomorrow, last.end + dt.timedelta(days=1)),
        "slots": [slot.key for slot in last.slots.all()],
        "days": last.days,
    }
