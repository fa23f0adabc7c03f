"""Eaten, skipped, something else; a glass more. Each is a plain form first."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from foods.models import Food
from people.models import Person
from people.queries import targets_on
from people.safety import blockers
from people.targets import usual_portion
from planner import actions, checks
from planner.access import plan_required
from planner.forms.eaten import DrinkForm, InsteadForm, TellForm
from planner.models import DRINKS, Meal, Plan
from planner.offers import search_to_add
from planner.problems import GLASS
from planner.queries import WATER_SLUG
from planner.table import table_of
from planner.views.daypage import day_of, perform_on_day
from planner.views.meals import default_grams, gone, meal_of
from planner.views.responses import form_errors, panel, refused
from recipes.models import Recipe, RecipeRevision


@require_POST
@plan_required(edit=True)
def tell(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Somebody ate their part of a meal, or skipped it, or takes that back."""
    form = TellForm(request.POST, people=table_of(plan).people)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    values = {"people": form.cleaned_data["person"], "status": form.cleaned_data["status"]}
    meal = Meal(pk=meal_id, plan=plan)
    return perform_on_day(request, plan, None, actions.set_eaten, meal=meal, **values)


@require_safe
@plan_required(edit=True)
def instead(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """What somebody ate in place of a meal: own words, or a food or dish that is found."""
    meal = meal_of(plan, meal_id)
    people = table_of(plan).people
    person = next((one for one in people if str(one.pk) == request.GET.get("person")), people[0])
    query = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    sought = (request.tenant, [person], meal.slot, query, meal.date)
    offers = search_to_add(*sought) if query else []
    context = {"plan": plan, "meal": meal, "person": person, "q": query, "offers": offers}
    return panel(request, "instead", context | {"drinks": meal.slot == DRINKS})


@require_POST
@plan_required(edit=True)
def tell_instead(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Record what was eaten in place of a meal: not planned, neither cooked nor bought."""
    meal = plan.meals.filter(pk=meal_id).first()
    if meal is None:
        return gone(request, plan)
    meal.plan = plan
    form = InsteadForm(request.POST, people=table_of(plan).people)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    person: Person = form.cleaned_data["person"][0]
    values: dict[str, Any] = {"meal": meal, "person": person, "words": form.cleaned_data["words"]}
    if not values["words"]:
        thing = _thing(request, form)
        grams = form.cleaned_data["grams"]
        amount = _amount(person, thing, meal, grams)
        answer = _unsafe(request, plan, person, thing, amount, meal.date)
        if answer is not None:
            return answer
        values |= {"thing": thing, "amount": amount}
    return perform_on_day(request, plan, meal.date, actions.eat_instead, **values)


def _thing(request: Request, form: InsteadForm) -> Food | RecipeRevision:
    """The food or dish that was chosen; raises Http404 for what this tenant cannot see."""
    if form.cleaned_data["food"]:
        foods = Food.objects.visible_to(request.tenant).filter(retired=False)
        return get_object_or_404(foods, slug=form.cleaned_data["food"])
    recipes = Recipe.objects.visible_to(request.tenant).in_use().select_related("current")
    revision = get_object_or_404(recipes, slug=form.cleaned_data["recipe"]).current
    assert revision is not None
    return revision


def _amount(person: Person, thing: Food | RecipeRevision, meal: Meal, grams: float | None) -> float:
    """Grams of a food, recipe servings of a dish."""
    if isinstance(thing, Food):
        return grams or default_grams(thing)
    return usual_portion(targets_on(person, meal.date).energy.kcal) if person.is_ready else 1.0


def _unsafe(
    request: Request,
    plan: Plan,
    person: Person,
    thing: Food | RecipeRevision,
    amount: float,
    date: dt.date,
) -> HttpResponse | None:
    """A refusal where the person must not have this; None where all is well.

    What was eaten all the same can be told in words: then nothing is put on the board.
    """
    if isinstance(thing, Food):
        found = checks.food_problems([person], thing, amount, date)
    else:
        found = checks.dish_problems([person], thing, date, {person.pk: amount})
    if not found or (not blockers(found) and request.POST.get("accept_unknown") == "1"):
        return None
    left_out = ("csrfmiddlewaretoken", "accept_unknown")
    posted = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "plan": plan,
        "errors": checks.words(found, thing.name),
        "may_accept": not blockers(found),
        "accept_words": checks.accept_words(found),
        "posted": [pair for pair in posted if pair[0] not in left_out],
        "action": request.get_full_path(),
    }
    return panel(request, "refused", context, status=422)


@require_POST
@plan_required(edit=True)
def drink(request: Request, plan: Plan, day: str) -> HttpResponse:
    """A glass more or less of tap water, or of a drink that the day's row holds."""
    date = day_of(plan, day)
    form = DrinkForm(request.POST, people=table_of(plan).people)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    slug = form.cleaned_data["food"]
    on_the_row = plan.meals.filter(date=date, slot=DRINKS).values("food")
    drinks = Food.objects.filter(pk__in=on_the_row)
    if slug == WATER_SLUG:
        drinks = Food.objects.visible_to(request.tenant)
    values = {
        "food": get_object_or_404(drinks, slug=slug),
        "person": form.cleaned_data["person"][0],
        "grams": GLASS * form.cleaned_data["glasses"],
    }
    return perform_on_day(request, plan, date, actions.drink, plan=plan, date=date, **values)


@require_POST
@plan_required(edit=True)
def undo(request: Request, plan: Plan, day: str) -> HttpResponse:
    """Take the last change back, and come back to the day."""
    return perform_on_day(request, plan, day_of(plan, day), actions.undo, plan=plan)


@require_POST
@plan_required(edit=True)
def redo(request: Request, plan: Plan, day: str) -> HttpResponse:
    """Do again what was taken back last, and come back to the day."""
    return perform_on_day(request, plan, day_of(plan, day), actions.redo, plan=plan)
