"""What the smoothie builder's forms send, checked."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from planner.models import DRINKS, Plan
from planner.table import table_of


class KeepForm(forms.Form):
    """What a kept smoothie is called."""

    name = forms.CharField(
        max_length=100,
        error_messages={
            "required": _("Give your smoothie a name."),
            "max_length": _("A name has at most 100 characters."),
        },
    )


class BlendForm(forms.Form):
    """The days and the meal at which a smoothie is drunk."""

    dates = forms.MultipleChoiceField(
        error_messages={
            "required": _("Choose at least one day."),
            "invalid_choice": _("That day is not in this plan."),
        }
    )
    slot = forms.ChoiceField(
        error_messages={
            "required": _("Choose a meal."),
            "invalid_choice": _("This plan has no such meal."),
        }
    )

    def __init__(self, *args: Any, plan: Plan, **kw: Any) -> None:
        super().__init__(*args, **kw)
        dates, slot = self.fields["dates"], self.fields["slot"]
        assert isinstance(dates, forms.MultipleChoiceField)
        assert isinstance(slot, forms.ChoiceField)
        dates.choices = [(date.isoformat(), "") for date in plan.dates]
        slot.choices = [(one.key, one.name) for one in table_of(plan).slots if one.key != DRINKS]

    def clean_dates(self) -> list[dt.date]:
        """As dates, in order, each once."""
        texts = set(self.cleaned_data["dates"])
        if not texts:
            raise ValidationError(_("Choose at least one day."))
        return sorted(dt.date.fromisoformat(text) for text in texts)
