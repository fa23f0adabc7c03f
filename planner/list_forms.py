"""Forms of shopping lists. Amounts are typed in a shop's words and kept in grams as bought."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Tenant
from foods.models import Aisle, Food
from planner.list_adding import LONGEST, amount_of
from planner.listwords import span_words
from planner.models import AtHome, Plan

#: A list for more days than this is a slip of the keyboard.
MOST_DAYS = 62
#: For how long a link may open.
EXPIRIES = ((7, _("a week")), (30, _("a month")), (90, _("three months")), (365, _("a year")))
NO_AMOUNT = _("Say an amount, such as 500 g, 2 bags or 3.")


class NewListForm(forms.Form):
    """Days and plans of a new list."""

    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    start = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    end = forms.DateField(
        label=_("To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    plans = forms.ModelMultipleChoiceField(
        label=_("Plans"),
        queryset=Plan.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one plan.")},
    )

    def __init__(self, *args: Any, tenant: Tenant, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = Plan.objects.of(tenant).order_by("-start", "-pk")
        field = self.fields["plans"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = plans
        field.label_from_instance = plan_label  # type: ignore[assignment,method-assign]
        latest = plans.first()
        if latest is not None:
            inside = latest.start <= today <= latest.end
            self.initial = {
                "start": today if inside else latest.start,
                "end": latest.end,
                "plans": [latest.pk],
            }

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, nor months behind it."""
        found = super().clean() or {}
        start, end = found.get("start"), found.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day is before the first."))
        elif start and end and (end - start).days >= MOST_DAYS:
            self.add_error("end", _("A list is for two months at most."))
        return found


def plan_label(plan: Plan) -> str:
    """A plan by its days, and its name where it has one."""
    return f"{plan.name}, {span_words(plan)}" if plan.name else span_words(plan)


class AmountField(forms.CharField):
    """An amount of a food in a shop's words; `food` and `tenant` are set by the form."""

    food: Food
    tenant: Tenant

    def clean(self, value: Any) -> Any:
        """Grams as bought, None for nothing typed."""
        text = super().clean(value)
        if not text:
            return None
        grams = amount_of(self.tenant, self.food, text)
        if grams is None:
            raise forms.ValidationError(NO_AMOUNT)
        return grams


class HomeForm(forms.Form):
    """What is at home of a food."""

    state = forms.ChoiceField(
        label=_("At home"),
        required=False,
        choices=[
            ("", _("Not said")),
            (AtHome.State.ENOUGH, _("Enough")),
            (AtHome.State.SOME, _("This much:")),
            (AtHome.State.NONE, _("None left")),
        ],
        widget=forms.RadioSelect,
    )
    grams = AmountField(label=_("How much is at home"), required=False, max_length=40)

    def __init__(self, *args: Any, tenant: Tenant, food: Food, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, AmountField):
                field.tenant, field.food = tenant, food

    def clean(self) -> dict[str, Any]:
        """An amount belongs to "this much" and to nothing else."""
        found = super().clean() or {}
        if found.get("state") != AtHome.State.SOME:
            found["grams"] = None
            self.errors.pop("grams", None)
        elif found.get("grams") is None and "grams" not in self.errors:
            self.add_error("grams", NO_AMOUNT)
        return found


class FoodLineForm(HomeForm):
    """What one may say of a food's line."""

    set_grams = AmountField(label=_("Buy"), required=False, max_length=40)
    note = forms.CharField(label=_("Note"), required=False, max_length=120)
    aisle = forms.ModelChoiceField(label=_("Aisle"), queryset=Aisle.objects.all(), empty_label=None)


class OwnLineForm(forms.Form):
    """An own line's words."""

    text = forms.CharField(label=_("What to buy"), max_length=LONGEST)
    note = forms.CharField(label=_("Note"), required=False, max_length=120)
    aisle = forms.ModelChoiceField(
        label=_("Aisle"), queryset=Aisle.objects.all(), required=False, empty_label=_("Any")
    )


class AddForm(forms.Form):
    """Something to put on the list, in words; a line each."""

    text = forms.CharField(
        label=_("Add to the list"),
        max_length=LONGEST * 10,
        error_messages={"required": _("Write what to buy, such as 2 cans of chickpeas.")},
    )


class ShareForm(forms.Form):
    """A link to a list."""

    note = forms.CharField(label=_("For whom"), required=False, max_length=80)
    days = forms.TypedChoiceField(label=_("Opens for"), choices=EXPIRIES, coerce=int, initial=30)
    tickable = forms.BooleanField(
        label=_("They may tick what is in the basket"), required=False, initial=True
    )
