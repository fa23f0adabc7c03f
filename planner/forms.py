"""What comes in from pages, checked: every error is a sentence, nothing is half accepted."""

import datetime as dt
import math
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from foods.facts import GROUPS
from people.models import Person
from people.targets import Profile, targets_for
from planner.models import Plan

MAX_PEOPLE = 8
#: What the start page offers to leave out: key -> (label, facts).
LEAVE_OUT: dict[str, tuple[str, tuple[str, ...]]] = {
    "gluten": (gettext_noop("Gluten"), ("gluten",)),
    "milk": (gettext_noop("Milk"), ("milk",)),
    "egg": (gettext_noop("Egg"), ("egg",)),
    "fish": (gettext_noop("Fish"), ("fish",)),
    "crustaceans": (gettext_noop("Crustaceans"), ("crustaceans",)),
    "molluscs": (gettext_noop("Molluscs"), ("molluscs",)),
    "soy": (gettext_noop("Soy"), ("soy",)),
    "peanut": (gettext_noop("Peanut"), ("peanut",)),
    "tree_nuts": (gettext_noop("Tree nuts"), GROUPS["tree_nuts"]),
    "sesame": (gettext_noop("Sesame"), ("sesame",)),
    "celery": (gettext_noop("Celery"), ("celery",)),
    "mustard": (gettext_noop("Mustard"), ("mustard",)),
    "lupin": (gettext_noop("Lupin"), ("lupin",)),
    "sulphites": (gettext_noop("Sulphites"), ("sulphites",)),
    "pork": (gettext_noop("Pork"), ("pork",)),
    "alcohol": (gettext_noop("Alcohol"), ("alcohol",)),
}
SLOT_NAMES: dict[str, str] = {
    "breakfast": gettext_noop("Breakfast"),
    "smoothie": gettext_noop("Smoothie"),
    "lunch": gettext_noop("Lunch"),
    "dinner": gettext_noop("Dinner"),
    "snack": gettext_noop("Snack"),
}
DEFAULT_SLOTS = ("breakfast", "smoothie", "lunch", "dinner")
#: Energy needs beyond these mean a slip of the keyboard (design choice: a small child of one year
#: needs some 600 kcal a day, an athlete of 215 cm some 6,000).
PLAUSIBLE_KCAL = (500.0, 8000.0)
#: How far ahead or back a plan may start.
START_RANGE = dt.timedelta(days=366)


def finite(value: float | None) -> float | None:
    """Refuse "nan" and "inf", which are floats to Python and nonsense to people."""
    if value is not None and not math.isfinite(value):
        raise ValidationError(_("Enter a number."))
    return value


class PersonForm(forms.Form):
    """One person at the table."""

    name = forms.CharField(
        max_length=60, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    sex = forms.ChoiceField(choices=Person.Sex, initial=Person.Sex.FEMALE)
    age = forms.IntegerField(
        min_value=1,
        max_value=120,
        error_messages={
            "required": _("Enter an age from 1 to 120."),
            "invalid": _("Enter an age in whole years, from 1 to 120."),
            "min_value": _("Enter an age from 1 to 120."),
            "max_value": _("Enter an age from 1 to 120."),
        },
    )
    height_cm = forms.FloatField(
        min_value=40,
        max_value=250,
        required=False,
        error_messages={
            "min_value": _("Enter a height from 40 to 250 cm."),
            "max_value": _("Enter a height from 40 to 250 cm."),
        },
    )
    weight_kg = forms.FloatField(
        min_value=2,
        max_value=400,
        required=False,
        error_messages={
            "min_value": _("Enter a weight from 2 to 400 kg."),
            "max_value": _("Enter a weight from 2 to 400 kg."),
        },
    )
    activity = forms.ChoiceField(
        choices=Person.Activity, initial=Person.Activity.LOW_ACTIVE, required=False
    )
    life_stage = forms.ChoiceField(
        choices=Person.LifeStage, initial=Person.LifeStage.NONE, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A life stage must fit sex and age."""
        data: dict[str, Any] = super().clean() or {}
        stage = data.get("life_stage") or Person.LifeStage.NONE
        if stage != Person.LifeStage.NONE:
            if data.get("sex") == Person.Sex.MALE:
                self.add_error("life_stage", _("Reference values for this exist for women only."))
            elif not 14 <= (data.get("age") or 0) <= 50:
                self.add_error("life_stage", _("Reference values for this cover ages 14 to 50."))
        data["life_stage"] = stage
        data["activity"] = data.get("activity") or Person.Activity.LOW_ACTIVE
        if not self.errors:
            self._check_body(data)
        return data

    def _check_body(self, data: dict[str, Any]) -> None:
        """Height and weight must go with the age: the equations go astray elsewhere."""
        names = ("sex", "age", "life_stage", "height_cm", "weight_kg", "activity")
        kcal = targets_for(Profile(**{name: data[name] for name in names})).energy.kcal
        low, high = PLAUSIBLE_KCAL
        if not low <= kcal <= high:
            words = _("Please check age, height and weight: together they cannot be right.")
            self.add_error("height_cm", words)


#: Who eats: at least one person.
PeopleFormSet = forms.formset_factory(
    PersonForm,
    extra=0,
    min_num=1,
    validate_min=True,
    max_num=MAX_PEOPLE,
    validate_max=True,
    absolute_max=MAX_PEOPLE + 2,
)


#: What the formset says in our words.
PEOPLE_ERRORS = {"too_many_forms": _("A plan is for at most %d people.") % MAX_PEOPLE}


class TableForm(forms.Form):
    """What the table avoids and when it eats."""

    diet = forms.ChoiceField(
        choices=Person.Diet, widget=forms.RadioSelect, initial=Person.Diet.OMNIVORE
    )
    avoid = forms.MultipleChoiceField(
        choices=[(key, label) for key, (label, _facts) in LEAVE_OUT.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    start = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a date.")},
    )
    days = forms.TypedChoiceField(choices=[(n, n) for n in range(1, 8)], coerce=int, initial=7)
    slots = forms.MultipleChoiceField(
        choices=list(SLOT_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=list(DEFAULT_SLOTS),
        error_messages={"required": _("Choose at least one meal to plan.")},
    )

    time_zone = forms.CharField(required=False, widget=forms.HiddenInput)
    """Filled by the browser where scripts run; decides what "today" is."""

    def clean_time_zone(self) -> str:
        """An IANA time zone; anything else is UTC."""
        name: str = self.cleaned_data["time_zone"]
        return name if name in available_timezones() else "UTC"

    def clean_start(self) -> dt.date:
        """Within a year of today."""
        start: dt.date = self.cleaned_data["start"]
        if abs(start - timezone.localdate()) > START_RANGE:
            raise ValidationError(_("Choose a first day within a year of today."))
        return start


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
        if slot not in self.plan.slots.values_list("key", flat=True):
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
