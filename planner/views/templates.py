"""Templates and rotas: weeks kept, begun again, and in turn; a plan copied to other dates."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to
from people.models import Person
from planner.access import may_edit, plan_required
from planner.actions import templates as actions
from planner.forms import BeginForm, NameForm, RotaForm
from planner.models import Plan, Rota, WeekTemplate
from planner.table import table_of
from planner.views.responses import plan_url


def diners(request: Request) -> list[Person]:
    """Who may be seated at a plan of this visitor."""
    people = Person.objects.of(request.tenant).filter(archived_at__isnull=True)
    return list(people.exclude(sex="").filter(birth_date__isnull=False))


def _editors_only(request: Request) -> None:
    if not may_edit(request):
        raise PermissionDenied


def _errors(request: Request, form: Any, back: str) -> HttpResponse:
    """422: what was sent cannot be done, in words, and the way back."""
    errors = [str(error) for errors in form.errors.values() for error in errors]
    context = {"errors": errors, "back": back}
    return render(request, "planner/templates/refused.html", context, status=422)


@require_safe
def templates(request: Request) -> HttpResponse:
    """The weeks kept, and those in turn (4 queries)."""
    rotas = Rota.objects.filter(tenant=request.tenant).prefetch_related("weeks__template")
    context = {
        "templates": list(WeekTemplate.objects.of(request.tenant)),
        "rotas": [(rota, _turn(rota)) for rota in rotas],
        "people": diners(request),
        "today": timezone.localdate(),
        "may_edit": may_edit(request),
    }
    return render(request, "planner/templates/index.html", context)


def _turn(rota: Rota) -> WeekTemplate | None:
    weeks = list(rota.weeks.all())
    return weeks[rota.next_position % len(weeks)].template if weeks else None


@require_safe
@plan_required()
def keep_template(request: Request, plan: Plan) -> HttpResponse:
    """Under which name a plan's meals are kept."""
    return render(request, "planner/templates/keep.html", {"plan": plan})


@require_POST
@plan_required(edit=True)
def save_template(request: Request, plan: Plan) -> HttpResponse:
    """Keep a plan's meals as a template."""
    form = NameForm(request.POST, most=80)
    if not form.is_valid():
        return _errors(request, form, reverse("planner:keep_template", args=[plan.pk]))
    actions.keep_template(plan=plan, name=form.cleaned_data["name"])
    return redirect_to(request, reverse("planner:templates"))


def template_of(request: Request, template_id: int) -> WeekTemplate:
    """A template of this tenant, for someone who may edit: a stranger 404, a viewer 403."""
    template = get_object_or_404(WeekTemplate.objects.of(request.tenant), pk=template_id)
    _editors_only(request)
    return template


@require_POST
def rename_template(request: Request, template_id: int) -> HttpResponse:
    """Another name for a template."""
    template = template_of(request, template_id)
    form = NameForm(request.POST, most=80)
    if not form.is_valid():
        return _errors(request, form, reverse("planner:templates"))
    template.name = form.cleaned_data["name"]
    template.save(update_fields=["name"])
    return redirect_to(request, reverse("planner:templates"))


@require_POST
def remove_template(request: Request, template_id: int) -> HttpResponse:
    """Forget a template; plans begun from it stay, rotas go on without it."""
    template_of(request, template_id).delete()
    return redirect_to(request, reverse("planner:templates"))


@require_POST
def begin_template(request: Request, template_id: int) -> HttpResponse:
    """A plan from a template, for chosen people from a chosen day."""
    template = template_of(request, template_id)
    form = BeginForm(request.POST, people=diners(request))
    if not form.is_valid():
        return _errors(request, form, reverse("planner:templates"))
    begin = partial(
        actions.begin,
        tenant=request.tenant,
        pattern=actions.pattern_of_template(template),
        people=form.cleaned_data["people"],
        start=form.cleaned_data["start"],
        template=template.name,
        user_id=request.user.pk,
    )
    return _begin(request, reverse("planner:templates"), begin)


def _begin(request: Request, back: str, begin: Callable[[], actions.Begun | None]) -> HttpResponse:
    """The new plan, and what could not come along; 422 where somebody must have no plan."""
    try:
        begun = begin()
    except actions.NoPlanError as error:
        context = {"refused": error.refused, "today": any(o.today for o in error.refused)}
        page = "planner/templates/refused.html"
        return render(request, page, context | {"back": back}, status=422)
    if begun is None:
        return redirect_to(request, back)
    for words in begun.left_out:
        messages.warning(request, words)
    return redirect_to(request, plan_url(begun.plan))


@require_safe
@plan_required()
def week_copies(request: Request, plan: Plan) -> HttpResponse:
    """To which dates, and for whom, a plan may be copied."""
    context = {
        "plan": plan,
        "people": diners(request),
        "seated": [person.pk for person in table_of(plan).people],
        "start": plan.end + dt.timedelta(days=1),
    }
    return render(request, "planner/templates/copy.html", context)


@require_POST
@plan_required(edit=True)
def copy_week(request: Request, plan: Plan) -> HttpResponse:
    """A new plan with the meals of this one."""
    form = BeginForm(request.POST, people=diners(request))
    if not form.is_valid():
        return _errors(request, form, reverse("planner:week_copies", args=[plan.pk]))
    begin = partial(
        actions.begin,
        tenant=request.tenant,
        pattern=actions.pattern_of_plan(plan),
        people=form.cleaned_data["people"],
        start=form.cleaned_data["start"],
        user_id=request.user.pk,
    )
    return _begin(request, reverse("planner:week_copies", args=[plan.pk]), begin)


@require_POST
def create_rota(request: Request) -> HttpResponse:
    """Templates in turn."""
    _editors_only(request)
    form = RotaForm(request.POST, templates=WeekTemplate.objects.of(request.tenant))
    if not form.is_valid():
        return _errors(request, form, reverse("planner:templates"))
    actions.make_rota(tenant=request.tenant, **form.cleaned_data)
    return redirect_to(request, reverse("planner:templates"))


def rota_of(request: Request, rota_id: int) -> Rota:
    """A rota of this tenant, for someone who may edit: a stranger 404, a viewer 403."""
    rota = get_object_or_404(Rota, pk=rota_id, tenant=request.tenant)
    _editors_only(request)
    return rota


@require_POST
def remove_rota(request: Request, rota_id: int) -> HttpResponse:
    """Forget a rota; its templates and plans stay."""
    rota_of(request, rota_id).delete()
    return redirect_to(request, reverse("planner:templates"))


@require_POST
def begin_rota(request: Request, rota_id: int) -> HttpResponse:
    """Begin the plan whose turn it is."""
    rota = rota_of(request, rota_id)
    data = request.POST.copy()
    data["start"] = rota.next_start.isoformat()
    form = BeginForm(data, people=diners(request))
    if not form.is_valid():
        return _errors(request, form, reverse("planner:templates"))
    people = form.cleaned_data["people"]
    begin = partial(actions.begin_next_of_rota, rota=rota, people=people, user_id=request.user.pk)
    return _begin(request, reverse("planner:templates"), begin)
