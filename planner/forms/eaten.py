"""What the day page sends: ticks, glasses, and what was eaten instead."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import Person
from planner.eaten import EATEN, PLANNED, SKIPPED
from planner.forms.edits import StampForm, finite

#: Says that everyone who was to eat is meant.
ALL = "all"


class WhoForm(StampForm):
    """A tick is somebody's who sits at the table."""

    person = forms.CharField(max_length=20)

    def __init__(self, *args: Any, people: list[Person], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.people = people

    def clean_person(self) -> list[Person]:
        """Those who are meant."""
        said = self.cleaned_data["person"]
        found = [one for one in self.people if said in (ALL, str(one.pk))]
        if not found:
            raise ValidationError(_("That person is not at this table."))
        return found


class TellForm(WhoForm):
    """Eaten, skipped, or nothing said."""

    status = forms.ChoiceField(choices=[(one, one) for one in (PLANNED, EATEN, SKIPPED)])


class DrinkForm(WhoForm):
    """A glass more or less of a drink."""

    food = forms.SlugField(max_length=80)
    glasses = forms.TypedChoiceField(choices=[(1, 1), (-1, -1)], coerce=int)


class InsteadForm(WhoForm):
    """What was eaten instead: own words, or a food or dish that was found."""

    words = forms.CharField(
        max_length=120,
        required=False,
        error_messages={"max_length": _("At most 120 characters.")},
    )
    food = forms.SlugField(max_length=80, required=False)
    recipe = forms.SlugField(max_length=80, required=False)
    grams = forms.FloatField(
        min_value=1,
        max_value=3000,
        required=False,
        localize=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Enter 1 to 3,000 g.")
        ),
    )

    def clean_grams(self) -> float | None:
        """A number."""
        return finite(self.cleaned_data["grams"])

    def clean(self) -> dict[str, Any]:
        """Exactly one of words, food and dish."""
        data: dict[str, Any] = super().clean() or {}
        given = [name for name in ("words", "food", "recipe") if data.get(name)]
        if not self.errors and len(given) != 1:
            raise ValidationError(_("Say what was eaten, or choose one food or dish."))
        return data
