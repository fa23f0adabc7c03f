"""Edits of one meal: swap, portions, lock, leftovers, remove, add. Each is a plain form first."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from foods.models import Food
from people.models import Person
from people.queries import targets_on
from people.safety import blockers
from people.targets import usual_portion
from planner import actions, checks
from planner.access import plan_required
from planner.editing import StalePlanError
from planner.forms import AddForm, AmountsForm, PlaceForm, StampForm
from planner.models import DRINKS, Meal, Plan
from planner.offers import leftover_places, search_to_add, swap_offers
from planner.views.responses import form_errors, live, panel, refused, stale, stamp_of
from recipes.models import Recipe, RecipeRevision

#: A food put on the board without an amount: its usual measure, or this many grams.
DEFAULT_GRAMS = 100.0


def meal_of(plan: Plan, meal_id: int) -> Meal:
    """A meal of this plan; raises Http404 for any other."""
    meals = plan.meals.select_related("batch__revision__recipe", "food")
    return get_object_or_404(meals, pk=meal_id)


def meal_to_edit(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Turn `meal_id` into a meal of the plan; one that an edit took away meanwhile is a 409."""

    @wraps(view)
    def found(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
        try:
            meal = meal_of(plan, meal_id)
        except Http404:
            form = StampForm(request.POST)
            if not form.is_valid():
                raise
            changes = list(plan.changes.filter(revision__gt=form.cleaned_data["revision"]))
            if not any(str(meal_id) in change.before.get("meal", {}) for change in changes):
                raise
            return stale(request, plan, StalePlanError(changes))
        return view(request, plan, meal)

    return found


def people_of(plan: Plan) -> list[Person]:
    """Who sits at the table, in order."""
    return [seat.person for seat in plan.seats.select_related("person")]


def usual_amounts(plan: Plan) -> dict[int, float]:
    """Each person's usual portion of a dish, by energy need."""
    return {
        person.pk: usual_portion(targets_on(person, plan.start).energy.kcal)
        for person in people_of(plan)
    }


@require_safe
@plan_required()
def swaps(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Ranked alternatives for a place, each with what it would change."""
    meal = meal_of(plan, meal_id)
    context = {"plan": plan, "meal": meal, "offers": swap_offers(plan, meal)}
    return panel(request, "swap", context)


@require_POST
@plan_required(edit=True)
@meal_to_edit
def swap(request: Request, plan: Plan, meal: Meal) -> HttpResponse:
    """Put another dish in a meal's place."""
    form = offered(request, plan)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    if meal.slot == DRINKS:
        return only_drinks(request, plan)
    recipe = get_object_or_404(
        Recipe.objects.visible_to(request.tenant).in_use().select_related("current"),
        slug=request.POST.get("recipe", "").replace("\x00", ""),
    )
    assert recipe.current is not None
    problem = _not_allowed(request, plan, recipe.current)
    if problem is not None:
        return problem
    try:
        actions.swap_meal(
            meal=meal,
            revision=recipe.current,
            amounts=form.amounts if isinstance(form, AmountsForm) else usual_amounts(plan),
            stamp=stamp_of(request, form.cleaned_data["revision"]),
        )
    except StalePlanError as error:
        return stale(request, plan, error)
    return live(request, plan)


def offered(request: Request, plan: Plan) -> StampForm | AmountsForm:
    """What an offer sends: its portions, or the revision alone for everyone's usual portion."""
    if any(name.startswith("amount_") for name in request.POST):
        return AmountsForm(request.POST, people=people_of(plan), unit="servings")
    return StampForm(request.POST)


def _not_allowed(request: Request, plan: Plan, thing: RecipeRevision | Food) -> HttpResponse | None:
    """A refusal where someone at the table must not be given this; None where all is well.

    What nobody can say needs a confirmation; what is there cannot be confirmed away.
    """
    people = people_of(plan)
    if isinstance(thing, Food):
        found = checks.food_problems(people, thing)
    else:
        found = checks.dish_problems(people, thing)
    if not found or (not blockers(found) and request.POST.get("accept_unknown") == "1"):
        return None
    context = {
        "plan": plan,
        "errors": checks.words(found, thing.name),
        "may_accept": not blockers(found),
        "posted": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in ("csrfmiddlewaretoken", "accept_unknown")
        ],
        "action": request.get_full_path(),
    }
    return panel(request, "refused", context, status=422)


@require_POST
@plan_required(edit=True)
@meal_to_edit
def remove(request: Request, plan: Plan, meal: Meal) -> HttpResponse:
    """Take a meal off the board."""
    return _stamped(request, plan, actions.remove_meal, meal=meal)


@require_POST
@plan_required(edit=True)
@meal_to_edit
def lock(request: Request, plan: Plan, meal: Meal) -> HttpResponse:
    """Keep a meal through refills."""
    return _stamped(request, plan, actions.set_locked, meal=meal, locked=True)


@require_POST
@plan_required(edit=True)
@meal_to_edit
def unlock(request: Request, plan: Plan, meal: Meal) -> HttpResponse:
    """Let a meal go again."""
    return _stamped(request, plan, actions.set_locked, meal=meal, locked=False)


def _stamped(request: Request, plan: Plan, action: Any, /, **values: Any) -> HttpResponse:
    form = StampForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    try:
        action(stamp=stamp_of(request, form.cleaned_data["revision"]), **values)
    except StalePlanError as error:
        return stale(request, plan, error)
    return live(request, plan)


@require_safe
@plan_required()
def portions(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Who eats how much of a meal."""
    meal = meal_of(plan, meal_id)
    given = {serving.person_id: serving.amount for serving in meal.servings.all()}
    form = AmountsForm(people=people_of(plan), unit=_unit(meal), initial_amounts=given)
    return panel(request, "portions", {"plan": plan, "meal": meal, "form": form})


def _unit(meal: Meal) -> str:
    return "grams" if meal.batch_id is None else "servings"


@require_POST
@plan_required(edit=True)
@meal_to_edit
def set_portions(request: Request, plan: Plan, meal: Meal) -> HttpResponse:
    """Change who eats how much of a meal."""
    form = AmountsForm(request.POST, people=people_of(plan), unit=_unit(meal))
    if not form.is_valid():
        context = {"plan": plan, "meal": meal, "form": form}
        return panel(request, "portions", context, status=422)
    return _stamped(request, plan, actions.set_amounts, meal=meal, amounts=form.amounts)


@require_safe
@plan_required()
def leftovers(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Where the rest of a cooking may be eaten."""
    meal = meal_of(plan, meal_id)
    if meal.batch is None:
        raise Http404
    context = {"plan": plan, "meal": meal, "places": leftover_places(plan, meal)}
    return panel(request, "leftovers", context)


@require_POST
@plan_required(edit=True)
@meal_to_edit
def add_leftovers(request: Request, plan: Plan, meal: Meal) -> HttpResponse:
    """Eat the same cooking again in another place."""
    data = request.POST.copy()
    data["date"], _colon, data["slot"] = data.get("to", "").partition(":")
    form = PlaceForm(data, plan=plan)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    place = (form.cleaned_data["date"], form.cleaned_data["slot"])
    if place not in leftover_places(plan, meal):
        return refused(request, plan, [_("This dish does not keep until then.")])
    return _stamped(request, plan, actions.add_leftovers, meal=meal, date=place[0], slot=place[1])


@require_safe
@plan_required()
def add(request: Request, plan: Plan) -> HttpResponse:
    """Find a dish, food or drink for a place."""
    data = request.GET.copy()
    data["revision"] = str(plan.revision)
    form = PlaceForm(data, plan=plan)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    query = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    date, slot = form.cleaned_data["date"], form.cleaned_data["slot"]
    context = {
        "plan": plan,
        "date": date,
        "slot": slot,
        "drinks": slot == DRINKS,
        "q": query,
        "offers": search_to_add(request.tenant, people_of(plan), slot, query),
    }
    return panel(request, "add", context)


@require_POST
@plan_required(edit=True)
def put(request: Request, plan: Plan) -> HttpResponse:
    """Put a dish, food or drink in a place."""
    form = AddForm(request.POST, plan=plan)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    data = form.cleaned_data
    place = {"date": data["date"], "slot": data["slot"]}
    if data["recipe"]:
        if data["slot"] == DRINKS:
            return only_drinks(request, plan)
        recipes = Recipe.objects.visible_to(request.tenant).in_use().select_related("current")
        revision = get_object_or_404(recipes, slug=data["recipe"]).current
        assert revision is not None
        values = {"revision": revision, "amounts": usual_amounts(plan)}
        return _not_allowed(request, plan, revision) or _stamped(
            request, plan, actions.add_recipe, plan=plan, **place, **values
        )
    offered = Food.objects.visible_to(request.tenant).filter(retired=False)
    food = get_object_or_404(offered, slug=data["food"])
    if data["slot"] == DRINKS and food.kind != Food.Kind.DRINK:
        return only_drinks(request, plan)
    grams = data["grams"] or default_grams(food)
    values = {"food": food, "amounts": {person.pk: grams for person in people_of(plan)}}
    return _not_allowed(request, plan, food) or _stamped(
        request, plan, actions.add_food, plan=plan, **place, **values
    )


def only_drinks(request: Request, plan: Plan) -> HttpResponse:
    """A refusal: no dish and no food goes into the drinks row."""
    return refused(request, plan, [_("Only drinks go into the drinks row.")])


def default_grams(food: Food) -> float:
    """Grams of a food's usual measure."""
    measure = food.measures.filter(is_default=True).first()
    return measure.grams if measure else DEFAULT_GRAMS
