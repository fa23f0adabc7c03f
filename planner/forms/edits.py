"""What edits of a plan send, checked: every error is a sentence, nothing is half accepted."""

import datetime as dt
import math
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import Person
from planner.models import Plan
from planner.table import table_of


def finite(value: float | None) -> float | None:
    """Refuse "nan" and "inf", which are floats to Python and nonsense to people."""
    if value is not None and not math.isfinite(value):
        raise ValidationError(_("Enter a number."))
    return value


class StampForm(forms.Form):
    """The revision a page was made from; it goes with every write."""

    revision = forms.IntegerField(min_value=0)


class GenerationForm(forms.Form):
    """Which week on its way is meant: an old page must not take or stop another one."""

    generation = forms.IntegerField(min_value=0)


class WishForm(StampForm):
    """A wish to give up, as "code:subject"."""

    wish = forms.CharField(max_length=80)

    def clean_wish(self) -> tuple[str, str]:
        """(code, subject)."""
        code, _colon, subject = self.cleaned_data["wish"].partition(":")
        return code, subject


class AmountsForm(StampForm):
    """How much each person has: recipe servings, or grams of a food."""

    #: What one person may have of a dish, in servings, and of a food, in grams.
    LIMITS: ClassVar[dict[str, float]] = {"servings": 8.0, "grams": 3000.0}

    def __init__(
        self, *args: Any, people: list[Person], unit: str, initial_amounts: Any = None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.people = people
        most = self.LIMITS[unit]
        asked = _("Enter 0 to 8 portions.") if unit == "servings" else _("Enter 0 to 3,000 g.")
        errors = dict.fromkeys(("invalid", "min_value", "max_value"), asked)
        given = initial_amounts or {}
        for person in people:
            self.fields[f"amount_{person.pk}"] = forms.FloatField(
                label=person.name,
                min_value=0,
                max_value=most,
                error_messages=errors,
                required=False,
                initial=given.get(person.pk, 0),
                localize=False,
            )

    def clean(self) -> dict[str, Any]:
        """At least one person eats."""
        data: dict[str, Any] = super().clean() or {}
        for name in [f"amount_{person.pk}" for person in self.people]:
            try:
                finite(data.get(name))
            except ValidationError as error:
                self.add_error(name, error)
        if not self.errors and not any(self.amounts.values()):
            raise ValidationError(_("At least one person has to have some of it."))
        return data

    @property
    def amounts(self) -> dict[int, float]:
        """Person id -> amount; 0 leaves a person out."""
        return {p.pk: self.cleaned_data.get(f"amount_{p.pk}") or 0.0 for p in self.people}


class PlaceForm(StampForm):
    """A place on the board: a day of the plan and one of its slots."""

    date = forms.DateField()
    slot = forms.SlugField()

    def __init__(self, *args: Any, plan: Plan, drinks: bool = False, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.plan = plan
        self.drinks = drinks

    def clean_date(self) -> dt.date:
        """Within the plan."""
        date: dt.date = self.cleaned_data["date"]
        if not self.plan.start <= date <= self.plan.end:
            raise ValidationError(_("That day is not in this plan."))
        return date

    def clean_slot(self) -> str:
        """One of the plan's own slots."""
        slot: str = self.cleaned_data["slot"]
        if slot not in table_of(self.plan).places:
            raise ValidationError(_("This plan has no such meal."))
        return slot


class AddForm(PlaceForm):
    """A dish or a food to put in a place."""

    recipe = forms.SlugField(required=False)
    food = forms.SlugField(required=False)
    grams = forms.FloatField(min_value=1, max_value=3000, required=False)
    accept_unknown = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Exactly one of recipe and food."""
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("recipe")) == bool(data.get("food")):
            raise ValidationError(_("Choose one dish or one food."))
        return data


class NoteForm(forms.Form):
    """A note on a meal; empty takes it away."""

    note = forms.CharField(
        max_length=200,
        required=False,
        error_messages={"max_length": _("A note has at most 200 characters.")},
    )
