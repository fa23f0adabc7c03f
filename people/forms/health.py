"""Conditions and medicines as people type them, and single foods somebody does not eat."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foods.models import Food
from people.forms.consent import ConsentForm
from people.models import Avoidance, HealthFact
from people.told import LONGEST, told


class HealthForm(ConsentForm):
    """One or several conditions or medicines, one a line."""

    kind = forms.ChoiceField(choices=HealthFact.Kind.choices, widget=forms.HiddenInput)
    text = forms.CharField(
        max_length=4 * LONGEST,
        error_messages={"required": _("Type a name first.")},
    )

    replaces = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    """The row that is spelt better now."""

    @property
    def facts(self) -> tuple[str, ...]:
        """What was typed as single facts, none longer than a row keeps."""
        return tuple(text[:LONGEST] for text in told(self.cleaned_data["text"]))


class AvoidFoodForm(forms.Form):
    """A food and how strictly it is avoided."""

    food = forms.SlugField(max_length=200)
    strength = forms.ChoiceField(choices=Avoidance.Strength.choices)

    def __init__(self, *args: Any, foods: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.foods = foods

    def clean_food(self) -> Food:
        """A food this household can see."""
        found: Food | None = self.foods.filter(slug=self.cleaned_data["food"]).first()
        if found is None:
            raise forms.ValidationError(_("This food is not there any more. Search again."))
        return found
