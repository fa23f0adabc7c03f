"""Close the gap: small edits that raise a nutrient of somebody, one tap each."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import Request
from accounts.roles import may_edit
from foods.models import Food
from people.models import Person
from planner import actions, checks
from planner.access import plan_required
from planner.forms import PlaceForm
from planner.gaps import gaps_of, is_offered
from planner.models import DRINKS, Plan
from planner.table import table_of
from planner.views.responses import focus_at, form_errors, panel, perform, refused
from planner.words import miss_words


class CloseForm(PlaceForm):
    """A helping of a food for one person, beside what stands in a place."""

    person = forms.CharField(max_length=20)
    food = forms.SlugField(max_length=80)
    grams = forms.FloatField(min_value=1, max_value=3000, localize=False)

    def clean(self) -> dict[str, Any]:
        """One of the helpings that are offered."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not is_offered(data["food"], data["grams"]):
            raise forms.ValidationError(_("That is not one of the edits that are offered."))
        if not self.errors and data["slot"] == DRINKS:
            raise forms.ValidationError(_("Only drinks go into the drinks row."))
        return data


@require_safe
@plan_required()
def gaps(request: Request, plan: Plan) -> HttpResponse:
    """The small edits that raise the lowest nutrient, or the one that is asked for."""
    focus = focus_at(request.GET, plan, table_of(plan).people)
    asked = request.GET.get("nutrient", "")
    found = gaps_of(plan, focus.person, asked, timezone.localdate())
    context = {
        "plan": plan,
        "focus": focus,
        "people": table_of(plan).people,
        "gaps": found,
        "edits": may_edit(request),
        "best": _best_possible(plan, focus.person, found.row.nutrient.key) if found else "",
    }
    return panel(request, "gaps", context)


def _best_possible(plan: Plan, person: Person, key: str) -> str:
    """What the solver proved of a target that the week does not reach, in words; else ""."""
    misses = (plan.quality or {}).get("misses", [])
    mine = [one for one in misses if one["person"] == person.pk and one["nutrient"] == key]
    return miss_words(mine[0], person.name, hidden=person.hide_numbers) if mine else ""


@require_POST
@plan_required(edit=True)
def close_gap(request: Request, plan: Plan) -> HttpResponse:
    """Put a helping of a food beside a meal, for one person."""
    form = CloseForm(request.POST, plan=plan)
    if not form.is_valid():
        return refused(request, plan, form_errors(form))
    data = form.cleaned_data
    people = [one for one in table_of(plan).people if str(one.pk) == data["person"]]
    if not people:
        return refused(request, plan, [_("That person is not at this table.")])
    foods = Food.objects.visible_to(request.tenant).listed()
    food = get_object_or_404(foods, slug=data["food"])
    # What was offered was safe then; the person's facts may have changed since.
    found = checks.food_problems(people, food, data["grams"], data["date"])
    if found:
        return refused(request, plan, checks.words(found, food.name))
    values = {"date": data["date"], "slot": data["slot"], "food": food}
    amounts = {people[0].pk: data["grams"]}
    return perform(request, plan, actions.add_food, plan=plan, amounts=amounts, **values)
