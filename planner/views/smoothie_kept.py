"""Smoothies that a household keeps: kept, changed, put away, and put into the plan."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request, redirect_to
from people.models import Person
from people.queries import care_on, foodstuffs
from people.safety import Problem
from planner import checks
from planner.access import may_edit, plan_required
from planner.actions.smoothies import add_on_days
from planner.forms import AmountsForm
from planner.forms.smoothie import BlendForm, KeepForm
from planner.models import Plan
from planner.plates import helpings_of
from planner.smoothie_mix import Line, Mix, read_mix, shown
from planner.smoothies import Bench, Shown, amount_of
from planner.table import table_of
from planner.views.meals import confirmed_or_refused, people_of
from planner.views.placing import shown_day
from planner.views.responses import form_errors, perform, refused
from planner.views.smoothie import (
    PAGE,
    address,
    bench_for,
    builder_context,
    card_context,
    steps_for,
)
from recipes.models import Recipe
from recipes.own_actions import OwnLine, keep_smoothie, put_away
from recipes.queries import ingredients_of

#: How near a household measure has to be to be said ("1 handful" for 29.6 g).
NEAR = 0.02
SMOOTHIE = "smoothie"


def edit_required(request: Request) -> None:
    """Raise PermissionDenied for who may only look."""
    if not may_edit(request):
        raise PermissionDenied


def own_smoothie(request: Request, slug: str) -> Recipe:
    """A smoothie that this household kept; raises Http404 for any other."""
    kept = Recipe.objects.filter(tenant=request.tenant).in_use().for_slot(SMOOTHIE)
    return get_object_or_404(kept.select_related("current"), slug=slug)


@require_POST
def keep(request: Request) -> HttpResponse:
    """Keep the smoothie as the household's own, or as the next revision of one."""
    edit_required(request)
    mix = read_mix(request.POST)
    recipe = own_smoothie(request, mix.recipe) if mix.recipe else None
    bench, form = bench_for(request, mix), KeepForm(request.POST)
    errors = _troubles(bench)
    if errors or not form.is_valid():
        context = builder_context(request, bench) | {"keep_errors": errors + form_errors(form)}
        context["name"] = request.POST.get("name", "")
        return render(request, PAGE, context, status=422)
    kept = keep_smoothie(
        tenant=request.tenant,
        name=form.cleaned_data["name"],
        lines=[own_line(one) for one in bench.lines],
        steps=steps_for(bench),
        recipe=recipe,
    )
    messages.success(request, _("“%(name)s” is kept.") % {"name": form.cleaned_data["name"]})
    return redirect_to(request, reverse("planner:smoothie_kept", args=[kept.slug]))


def _troubles(bench: Bench) -> list[str]:
    if not bench.lines:
        return [_("There is nothing in the glass yet.")]
    names = [line.food.name for line in bench.bad_lines]
    words = _("%(food)s: enter an amount from 1 to 1,500, or take it out.")
    return [words % {"food": name} for name in names]


def own_line(one: Shown) -> OwnLine:
    """A line as a recipe keeps it: in its household measure where that is near, else ml or g."""
    assert one.grams is not None
    if one.poured:
        return OwnLine(one.food, one.grams, amount_of(one.food, one.grams), "ml")
    halves = round(one.quantity * 2) / 2 if one.quantity else 0.0
    if one.measure and halves and abs(one.quantity - halves) <= NEAR * halves:  # type: ignore[operator]
        return OwnLine(one.food, one.grams, halves, one.measure[0])
    return OwnLine(one.food, one.grams, one.grams, "g")


def mix_of(recipe: Recipe) -> Mix:
    """An own smoothie on the bench, amounts of one glass (1 query)."""
    assert recipe.current is not None
    servings = recipe.current.servings
    lines = recipe.current.lines.select_related("food")
    held = [(line.food, line.grams / servings) for line in lines]
    return Mix(
        tuple(
            Line(food.slug, shown(amount), round(amount, 1))
            for food, amount in ((food, amount_of(food, grams)) for food, grams in held)
        ),
        recipe=recipe.slug,
    )


@require_safe
def kept(request: Request, slug: str) -> HttpResponse:
    """A kept smoothie on its card, with what can be done with it."""
    recipe = own_smoothie(request, slug)
    asked = read_mix(request.GET)
    mix = mix_of(recipe)
    bench = bench_for(request, Mix(mix.lines, asked.person, asked.glasses, recipe=slug))
    context = {
        "recipe": recipe,
        "name": recipe.current.name if recipe.current else "",
        "back": reverse("planner:smoothie"),
        "back_words": _("Build another"),
        "may_edit": may_edit(request),
        **card_context(bench),
    }
    return render(request, "planner/smoothie/card.html", context)


@require_safe
def change(request: Request, slug: str) -> HttpResponse:
    """A kept smoothie back on the bench."""
    edit_required(request)
    return redirect_to(request, address(mix_of(own_smoothie(request, slug))))


@require_POST
def remove(request: Request, slug: str) -> HttpResponse:
    """Offer a kept smoothie no longer; plans that have it keep it."""
    recipe = own_smoothie(request, slug)
    edit_required(request)
    put_away(recipe=recipe)
    messages.success(request, _("It is no longer offered. Plans that have it keep it."))
    return redirect_to(request, reverse("planner:smoothie"))


@require_safe
def place(request: Request, slug: str) -> HttpResponse:
    """On which days, at which meal and for whom: the form goes to `smoothie_put`."""
    recipe = own_smoothie(request, slug)
    edit_required(request)
    plans = list(Plan.objects.of(request.tenant).order_by("-pk")[:12])
    asked = request.GET.get("plan", "")
    plan = next((one for one in plans if str(one.pk) == asked), plans[0] if plans else None)
    context: dict[str, Any] = {"recipe": recipe, "plan": plan, "plans": plans}
    if plan is not None:
        ones = {person.pk: 1 for person in people_of(plan)}
        keys = [slot.key for slot in table_of(plan).slots]
        context |= {
            "chosen": shown_day(plan, timezone.localdate()),
            "slots": table_of(plan).slots,
            "first": SMOOTHIE if SMOOTHIE in keys else keys[0],
            "form": AmountsForm(people=people_of(plan), unit="servings", initial_amounts=ones),
        }
    return render(request, "planner/smoothie/place.html", context)


@require_POST
@plan_required(edit=True)
def put(request: Request, plan: Plan) -> HttpResponse:
    """Put a kept smoothie on some days: a batch a day, one step to undo."""
    recipe = own_smoothie(request, request.POST.get("recipe", "").replace("\x00", ""))
    days = BlendForm(request.POST, plan=plan)
    amounts = AmountsForm(request.POST, people=people_of(plan), unit="servings")
    if not days.is_valid() or not amounts.is_valid():
        return refused(request, plan, form_errors(days) + form_errors(amounts))
    dates, eating = days.cleaned_data["dates"], amounts.amounts
    found = problems_on(people_of(plan), recipe, dates, eating)
    assert recipe.current is not None
    values = {"slot": days.cleaned_data["slot"], "amounts": eating, "revision": recipe.current}
    return confirmed_or_refused(request, plan, found, recipe.current.name) or perform(
        request, plan, add_on_days, plan=plan, dates=dates, **values
    )


def problems_on(
    people: Sequence[Person],
    recipe: Recipe,
    dates: Sequence[dt.date],
    eating: Mapping[int, float],
) -> list[Problem]:
    """What stands in the way for those who drink it, on any of the days (2 queries)."""
    assert recipe.current is not None
    lines = ingredients_of([recipe.current.pk]).get(recipe.current.pk, ())
    foods = foodstuffs([line.food for line in lines])
    found = [
        problem
        for person in people
        if eating.get(person.pk)
        for day in dates
        for problem in checks.against_dish(
            care_on(person, day),
            person.name,
            helpings_of(lines, recipe.current.servings, foods, eating[person.pk]),
        )
    ]
    return list(dict.fromkeys(found))
