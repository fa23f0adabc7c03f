"""Edits of one meal: swap, portions, lock, leftovers, remove, add. Each is a plain form first."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from foods.models import Food
from people.models import Person
from people.safety import Problem, blockers
from people.targets import usual_portion
from planner import actions, checks
from planner.access import may_edit, plan_required
from planner.arrivals import unfit
from planner.editing import Desk, StalePlanError
from planner.forms import AddForm, AmountsForm, NoteForm, PlaceForm, StampForm
from planner.judging import targets_on_day
from planner.models import DRINKS, Meal, Plan
from planner.offers import leftover_places, search_to_add, swap_offers
from planner.table import table_of
from planner.views.responses import Action, form_errors, panel, perform, refused, stale
from recipes.models import Recipe

#: A food put on the board without an amount: its usual measure, or this many grams.
DEFAULT_GRAMS = 100.0


def meals_of(plan: Plan) -> QuerySet[Meal]:
    """A plan's meals with what is on the table."""
    return plan.meals.select_related("batch__revision__recipe", "food")


def meal_of(plan: Plan, meal_id: int) -> Meal:
    """A meal of this plan; raises Http404 for any other."""
    return get_object_or_404(meals_of(plan), pk=meal_id)


def gone(request: Request, plan: Plan) -> HttpResponse:
    """A meal that somebody took away meanwhile is a 409; one that never was, a 404."""
    form = StampForm(request.POST)
    if not form.is_valid() or form.cleaned_data["revision"] == plan.revision:
        raise Http404
    changes = plan.changes.filter(revision__gt=min(form.cleaned_data["revision"], plan.revision))
    return stale(request, plan, StalePlanError(list(changes)))


def people_of(plan: Plan) -> list[Person]:
    """Who sits at the table, in order."""
    return table_of(plan).people


def usual_amounts(plan: Plan) -> dict[int, float]:
    """Each person's usual portion of a dish, by energy need."""
    return {
        person.pk: usual_portion(targets_on_day(person, plan.start).energy.kcal)
        for person in people_of(plan)
    }


@require_safe
@plan_required()
def swaps(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Ranked alternatives for a place, each with what it would change."""
    meal = meal_of(plan, meal_id)
    offers = swap_offers(plan, meal)
    # Whose figures the offers speak of: the first at the table.
    context = {"plan": plan, "meal": meal, "offers": offers, "first": people_of(plan)[0]}
    return panel(request, "swap", context)


@require_POST
@plan_required(edit=True)
def swap(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Put another dish in a meal's place."""
    form = offered(request, plan)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    recipe = get_object_or_404(
        Recipe.objects.visible_to(request.tenant).in_use().select_related("current"),
        slug=request.POST.get("recipe", "").replace("\x00", ""),
    )
    assert recipe.current is not None
    amounts = form.amounts if isinstance(form, AmountsForm) else usual_amounts(plan)
    values = {"meal": Meal(pk=meal_id, plan=plan), "revision": recipe.current, "amounts": amounts}
    return perform_judged(request, plan, actions.swap_meal, **values)


def offered(request: Request, plan: Plan) -> StampForm | AmountsForm:
    """What an offer sends: its portions, or the revision alone for everyone's usual portion."""
    if any(name.startswith("amount_") for name in request.POST):
        return AmountsForm(request.POST, people=people_of(plan), unit="servings")
    return StampForm(request.POST)


def confirmed_or_refused(
    request: Request, plan: Plan, found: Sequence[Problem], name: str
) -> HttpResponse | None:
    """What nobody can say needs a confirmation; what is there cannot be confirmed away."""
    if not found or (not blockers(found) and request.POST.get("accept_unknown") == "1"):
        return None
    return _unfit(request, plan, [(name, found)])


def _unfit(
    request: Request, plan: Plan, found: Sequence[tuple[str, Sequence[Problem]]]
) -> HttpResponse:
    """422: what stands in the way, by what it stands against, and a button where a yes helps."""
    every = [problem for _name, problems in found for problem in problems]
    context = {
        "plan": plan,
        "errors": [words for name, one in found for words in checks.words(one, name)],
        "may_accept": not blockers(every),
        "accept_words": checks.accept_words(every),
        "posted": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in ("csrfmiddlewaretoken", "accept_unknown")
        ],
        "action": request.get_full_path(),
    }
    return panel(request, "refused", context, status=422)


class _UnfitError(Exception):
    """Takes an edit back that put before somebody what they must not have."""

    def __init__(self, found: list[tuple[str, list[Problem]]]) -> None:
        super().__init__("not for everyone")
        self.found = found


def perform_judged(request: Request, plan: Plan, action: Action, /, **values: Any) -> HttpResponse:
    """`perform` an edit that puts what stands on the board elsewhere, or more of it.

    Judged by the rows that the edit itself wrote, and taken back where somebody must not have
    them: so nobody comes in between, and no other place knows which rows those are.
    """

    def judged(**sent: Any) -> Desk | None:
        with transaction.atomic():
            desk = action(**sent)
            found = unfit(desk) if desk is not None else []
            every = [problem for _name, problems in found for problem in problems]
            if every and (blockers(every) or request.POST.get("accept_unknown") != "1"):
                raise _UnfitError(found)
        return desk

    before = (plan.revision, plan.cursor, plan.quality)
    try:
        return perform(request, plan, judged, **values)
    except _UnfitError as error:
        plan.revision, plan.cursor, plan.quality = before
        return _unfit(request, plan, error.found)


@require_POST
@plan_required(edit=True)
def remove(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Take a meal off the board."""
    return perform(request, plan, actions.remove_meal, meal=Meal(pk=meal_id, plan=plan))


@require_POST
@plan_required(edit=True)
def lock(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Keep a meal through refills."""
    meal = Meal(pk=meal_id, plan=plan)
    return perform(request, plan, actions.set_locked, meal=meal, locked=True)


@require_POST
@plan_required(edit=True)
def unlock(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Let a meal go again."""
    meal = Meal(pk=meal_id, plan=plan)
    return perform(request, plan, actions.set_locked, meal=meal, locked=False)


@require_safe
@plan_required()
def note(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """What the cook should know of a meal."""
    meal = meal_of(plan, meal_id)
    form = NoteForm(initial={"note": meal.note})
    return panel(request, "note", {"plan": plan, "meal": meal, "form": form})


@require_POST
@plan_required(edit=True)
def set_note(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Change or clear the note on a meal."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    meal = Meal(pk=meal_id, plan=plan)
    return perform(request, plan, actions.set_note, meal=meal, note=form.cleaned_data["note"])


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
def set_portions(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Change who eats how much of a meal."""
    meal = meals_of(plan).filter(pk=meal_id).first()
    if meal is None:
        return gone(request, plan)
    form = AmountsForm(request.POST, people=people_of(plan), unit=_unit(meal))
    if not form.is_valid():
        context = {"plan": plan, "meal": meal, "form": form}
        return panel(request, "portions", context, status=422)
    # More of something may be more than somebody should have; less of it never needs asking.
    return perform_judged(request, plan, actions.set_amounts, meal=meal, amounts=form.amounts)


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
def add_leftovers(request: Request, plan: Plan, meal_id: int) -> HttpResponse:
    """Eat the same cooking again in another place."""
    meal = meals_of(plan).filter(pk=meal_id).first()
    if meal is None:
        return gone(request, plan)
    data = request.POST.copy()
    data["date"], _colon, data["slot"] = data.get("to", "").partition(":")
    form = PlaceForm(data, plan=plan)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    place = (form.cleaned_data["date"], form.cleaned_data["slot"])
    if place not in leftover_places(plan, meal):
        return refused(request, plan, [_("This dish does not keep until then.")])
    return perform_judged(
        request,
        plan,
        actions.add_leftovers,
        meal=meal,
        date=place[0],
        slot=place[1],
    )


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
        "offers": search_to_add(request.tenant, people_of(plan), slot, query, date),
        # The reasons tell of conditions and medicines, which who may only look is not shown.
        "may_edit": may_edit(request),
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
        amounts = usual_amounts(plan)
        values = {"revision": revision, "amounts": amounts}
        return perform_judged(request, plan, actions.add_recipe, plan=plan, **place, **values)
    offered = Food.objects.visible_to(request.tenant).filter(retired=False)
    food = get_object_or_404(offered, slug=data["food"])
    if data["slot"] == DRINKS and food.kind != Food.Kind.DRINK:
        return only_drinks(request, plan)
    grams = data["grams"] or default_grams(food)
    given = {person.pk: grams for person in people_of(plan)}
    values = {"food": food, "amounts": given}
    return perform_judged(request, plan, actions.add_food, plan=plan, **place, **values)


def only_drinks(request: Request, plan: Plan) -> HttpResponse:
    """A refusal: no dish and no food goes into the drinks row."""
    return refused(request, plan, [_("Only drinks go into the drinks row.")])


def default_grams(food: Food) -> float:
    """Grams of a food's usual measure."""
    measure = food.measures.filter(is_default=True).first()
    return measure.grams if measure else DEFAULT_GRAMS
