"""The start page: who eats, what they avoid, when; one button."""

import datetime as dt
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import start_guest
from accounts.http import OpenRequest, Request, open_to_anyone, redirect_to
from accounts.models import Tenant
from knowledge.nutrients import BY_KEY, Nutrient
from people.models import Person
from planner import generation
from planner.access import may_edit
from planner.forms import LEAVE_OUT, MAX_PEOPLE, PEOPLE_ERRORS, PeopleFormSet, TableForm
from planner.models import Plan
from planner.starting import begin_plan
from planner.views.responses import busy, plan_url
from recipes.models import Recipe
from recipes.queries import figures_of

#: The glass on the start page, and what it shows of it.
SMOOTHIE = "spinach-banana-smoothie"
SMOOTHIE_NUTRIENTS = ("magnesium", "potassium", "calcium", "vitamin_d")


@open_to_anyone
@require_safe
def start(request: OpenRequest) -> HttpResponse:
    """One page, no account."""
    generation.warm_up()
    people = PeopleFormSet(prefix="people", initial=_people_before(request.tenant))
    table = TableForm(initial=_table_before(request.tenant))
    return _page(request, people, table)


@open_to_anyone
@require_POST
def begin(request: OpenRequest) -> HttpResponse:
    """Make the guest, the people and the plan, and start to solve it."""
    if request.tenant is not None and not may_edit(cast(Request, request)):
        raise PermissionDenied
    if "add_person" in request.POST or "remove_person" in request.POST:
        return _resized(request)
    people = PeopleFormSet(request.POST, prefix="people", error_messages=PEOPLE_ERRORS)
    if not people.management_form.is_valid() or not people.forms:
        return _resized(request, broken=True)
    table = TableForm(request.POST)
    if not (people.is_valid() & table.is_valid()):
        return _page(request, people, table, status=422)
    try:
        generation.refuse_if_busy(request.tenant)
        plan = begin_plan(
            tenant=request.tenant
            or start_guest(request=request, time_zone=table.cleaned_data["time_zone"]),
            people=[form.cleaned_data for form in people.forms],
            table=table.cleaned_data,
        )
    except generation.BusyError as error:
        return busy(request, error)
    return redirect_to(request, plan_url(plan))


def _resized(request: OpenRequest, *, broken: bool = False) -> HttpResponse:
    """The same form with a person more or less; nothing is checked or stored yet.

    `broken`: what came in does not say how many people there are.
    """
    data = request.POST.copy()
    rows = _rows(data)
    if "add_person" in data and len(rows) < MAX_PEOPLE:
        rows.append({})
    elif "remove_person" in data and len(rows) > 1:
        gone = data.get("remove_person", "")
        rows = [row for n, row in enumerate(rows) if str(n) != gone]
    people = PeopleFormSet(prefix="people", initial=rows)
    table = TableForm(initial=_typed_table(data))
    return _page(request, people, table, status=422 if broken else 200, broken=broken)


def _rows(data: Any) -> list[dict[str, Any]]:
    names = ("name", "sex", "age", "height_cm", "weight_kg", "activity", "life_stage")
    try:
        count = max(1, min(int(data.get("people-TOTAL_FORMS", 1)), MAX_PEOPLE))
    except ValueError:
        count = 1
    return [{name: data.get(f"people-{n}-{name}", "") for name in names} for n in range(count)]


def _typed_table(data: Any) -> dict[str, Any]:
    return {
        "diet": data.get("diet"),
        "avoid": data.getlist("avoid"),
        "start": data.get("start"),
        "days": data.get("days"),
        "slots": data.getlist("slots"),
    }


def _page(
    request: OpenRequest, people: Any, table: TableForm, status: int = 200, broken: bool = False
) -> HttpResponse:
    template = "planner/start.html"
    if request.htmx and not request.htmx.boosted:
        template += "#start-form"
    context = {
        "people": people,
        "table": table,
        "max_people": MAX_PEOPLE,
        "broken": broken,
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


def _people_before(tenant: Tenant | None) -> list[dict[str, Any]]:
    """Those who ate last time, so that a second plan re-enters nothing."""
    last = Plan.objects.of(tenant).order_by("-pk").first() if tenant else None
    if last is None:
        return [{"sex": Person.Sex.FEMALE}]
    # At the next plan's age: a plan that starts months ahead is not for someone younger.
    then = max(timezone.localdate(), last.start)
    return [
        {
            "name": person.name,
            "sex": person.sex,
            "age": person.age_on(then),
            "height_cm": person.height_cm,
            "weight_kg": person.weight_kg,
            "activity": person.activity,
            "life_stage": person.life_stage,
        }
        for person in last.people.order_by("seats__position")
    ]


def _table_before(tenant: Tenant | None) -> dict[str, Any]:
    last = Plan.objects.of(tenant).order_by("-pk").first() if tenant else None
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    if last is None:
        return {"start": tomorrow}
    person = last.people.first()
    return {
        "start": max(tomorrow, last.end + dt.timedelta(days=1)),
        "diet": person.diet if person else None,
        "avoid": _avoided_keys(person) if person else [],
        "slots": [slot.key for slot in last.slots.all()],
        "days": last.days,
    }


def _avoided_keys(person: Person) -> list[str]:
    facts = set(person.avoidances.exclude(fact="").values_list("fact", flat=True))
    return [key for key, (_label, group) in LEAVE_OUT.items() if facts >= set(group)]
