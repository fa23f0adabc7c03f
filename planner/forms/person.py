"""One person on the start page: the few fields everyone fills, and what may be said besides."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import Tenant
from foods.facts import TREE_NUTS
from people.measures import centimetres, kilograms
from people.models import ALSO, Avoidance, Person
from people.targets import Profile, targets_for
from people.told import LONGEST, Kind, not_understood, told
from planner.forms.foods import FoodNames, Named

MAX_PEOPLE = 8
#: Energy needs beyond these mean a slip of the keyboard (design choice: a small child of one year
#: needs some 600 kcal a day, an athlete of 215 cm some 6,000).
PLAUSIBLE_KCAL = (500.0, 8000.0)
#: The 14 allergens that EU labels name and the 9 of the US, each once: key -> (label, facts).
ALLERGENS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "gluten": (gettext_noop("Gluten"), ("gluten",)),
    "wheat": (gettext_noop("Wheat"), ("wheat",)),
    "milk": (gettext_noop("Milk"), ("milk",)),
    "egg": (gettext_noop("Egg"), ("egg",)),
    "fish": (gettext_noop("Fish"), ("fish",)),
    "crustaceans": (gettext_noop("Crustaceans"), ("crustaceans",)),
    "molluscs": (gettext_noop("Molluscs"), ("molluscs",)),
    "soy": (gettext_noop("Soy"), ("soy",)),
    "peanut": (gettext_noop("Peanut"), ("peanut",)),
    "tree_nuts": (gettext_noop("Tree nuts"), TREE_NUTS),
    "sesame": (gettext_noop("Sesame"), ("sesame",)),
    "celery": (gettext_noop("Celery"), ("celery",)),
    "mustard": (gettext_noop("Mustard"), ("mustard",)),
    "lupin": (gettext_noop("Lupin"), ("lupin",)),
    "sulphites": (gettext_noop("Sulphites"), ("sulphites",)),
}
ALSO_NAMES: Final[dict[str, str]] = {
    "no-pork": gettext_noop("No pork"),
    "no-alcohol": gettext_noop("No alcohol"),
    "low-lactose": gettext_noop("Low lactose"),
    "gluten-free": gettext_noop("Gluten-free"),
}
STRENGTHS: Final = (
    ("", _("Eats it")),
    (Avoidance.Strength.PREFERENCE.value, _("Rather not")),
    (Avoidance.Strength.INTOLERANCE.value, _("Intolerance")),
    (Avoidance.Strength.ALLERGY.value, _("Allergy")),
)
#: Pregnancies last up to 42 weeks; a due date lies within one, give or take a late birth.
DUE_RANGE: Final = (dt.timedelta(days=-21), dt.timedelta(days=290))
#: Reference values for lactation go up to a year; people go on longer.
LONGEST_BREASTFED: Final = dt.timedelta(days=5 * 366)


def _number(low: float, high: float, words: Any) -> forms.FloatField:
    """A number that may be left out; what is wrong with it is said in one sentence."""
    errors = dict.fromkeys(("invalid", "min_value", "max_value"), words)
    return forms.FloatField(min_value=low, max_value=high, required=False, error_messages=errors)


def _day() -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        required=False, widget=widget, error_messages={"invalid": _("Enter a date.")}
    )


def _words() -> forms.CharField:
    return forms.CharField(
        max_length=300, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


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
    height_cm = _number(40, 250, _("Enter a height from 40 to 250 cm."))
    weight_kg = _number(2, 400, _("Enter a weight from 2 to 400 kg."))
    height_ft = _number(1, 8, _("Enter a height from 1 to 8 ft."))
    height_in = _number(0, 11.99, _("Enter 0 to 11 in."))
    weight_lb = _number(5, 880, _("Enter a weight from 5 to 880 lb."))
    activity = forms.ChoiceField(
        choices=Person.Activity, initial=Person.Activity.LOW_ACTIVE, required=False
    )
    life_stage = forms.ChoiceField(
        choices=Person.LifeStage, initial=Person.LifeStage.NONE, required=False
    )
    due_date = _day()
    gestation_week = forms.IntegerField(
        min_value=1,
        max_value=42,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Enter a week from 1 to 42.")
        ),
    )
    child_birth_date = _day()
    cramps = forms.ChoiceField(choices=Person.Cramps, initial=Person.Cramps.NONE, required=False)
    diet = forms.ChoiceField(
        choices=[("", _("As chosen for all")), *Person.Diet.choices], required=False
    )
    also = forms.MultipleChoiceField(
        choices=[(key, ALSO_NAMES[key]) for key in ALSO],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    foods = _words()
    foods_strength = forms.ChoiceField(
        choices=STRENGTHS[1:], initial=Avoidance.Strength.PREFERENCE, required=False
    )
    conditions = _words()
    medicines = _words()
    asked = forms.CharField(max_length=700, required=False, widget=forms.HiddenInput)
    """What was not understood and has been asked back: sent once more, it is kept as typed."""

    def __init__(
        self,
        *args: Any,
        units: str = Tenant.Units.METRIC,
        names: FoodNames | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.names = names or FoodNames(None)
        self.not_understood: list[str] = []
        self.us = units == Tenant.Units.US
        unused = ("height_cm", "weight_kg") if self.us else ("height_ft", "height_in", "weight_lb")
        for name in unused:
            del self.fields[name]
        for key, (label, _facts) in ALLERGENS.items():
            self.fields[f"avoid_{key}"] = forms.ChoiceField(
                label=_now(label), choices=STRENGTHS, required=False
            )

    @property
    def avoid_fields(self) -> list[forms.BoundField]:
        """The allergens, each with how strictly it is left out."""
        return [self[f"avoid_{key}"] for key in ALLERGENS]

    def _says(self, *names: str) -> bool:
        """Whether anything but the first choice stands in one of some fields, or an error does."""
        idle: tuple[Any, ...] = ("", None, [], "none")
        return any(name in self.errors or self[name].value() not in idle for name in names)

    @property
    def body_open(self) -> bool:
        """Whether the part on the body has something to show."""
        sizes = ("height_ft", "height_in", "weight_lb") if self.us else ("height_cm", "weight_kg")
        return self._says(*sizes) or "activity" in self.errors

    @property
    def eating_open(self) -> bool:
        """Whether the part on what this person eats has something to show."""
        return (
            self.allergens_open
            or self._says("diet", "also", "foods")
            or "foods_strength" in self.errors
        )

    @property
    def allergens_open(self) -> bool:
        """Whether any allergen is left out."""
        return self._says(*(f"avoid_{key}" for key in ALLERGENS))

    @property
    def health_open(self) -> bool:
        """Whether the part on health has something to show."""
        stages = ("life_stage", "due_date", "gestation_week", "child_birth_date")
        return self._says("conditions", "medicines", "cramps", *stages)

    def clean_foods(self) -> Named:
        """The foods that are meant; an error names what is none."""
        named = self.names.resolve(self.cleaned_data["foods"])
        if named.unknown:
            words = _now("We found no food called %(names)s. Correct it, or take it out.")
            raise ValidationError(words % {"names": _quoted(named.unknown)})
        return named

    def clean_conditions(self) -> str:
        """The conditions, asked back once where no list knows them."""
        return self._understood("condition", "conditions")

    def clean_medicines(self) -> str:
        """The medicines, asked back once where no list knows them."""
        return self._understood("medicine", "medicines")

    def _understood(self, kind: Kind, field: str) -> str:
        text: str = self.cleaned_data[field]
        if any(len(one) > LONGEST for one in told(text)):
            raise ValidationError(_("Put a semicolon between two things."))
        unknown = not_understood(kind, text)
        self.not_understood += [one.unknown for one in unknown]
        asked = (self.data.get(self.add_prefix("asked")) or "").split(";")
        new = [one for one in unknown if one.unknown not in asked]
        if new:
            raise ValidationError(
                " ".join(_asking_back(one.unknown, one.close, one.which) for one in new)
            )
        return text

    def clean(self) -> dict[str, Any]:
        """Sizes become metric; what is said must go together."""
        data: dict[str, Any] = super().clean() or {}
        data["life_stage"] = data.get("life_stage") or Person.LifeStage.NONE
        data["activity"] = data.get("activity") or Person.Activity.LOW_ACTIVE
        data["cramps"] = data.get("cramps") or Person.Cramps.NONE
        data["avoid"] = {key: data[f"avoid_{key}"] for key in ALLERGENS if data.get(f"avoid_{key}")}
        if self.us:
            self._to_metric(data)
        self._check_stage(data)
        if not self.errors:
            self._check_body(data)
        return data

    def _to_metric(self, data: dict[str, Any]) -> None:
        feet, inches, pounds = (data.get(n) for n in ("height_ft", "height_in", "weight_lb"))
        data["weight_kg"] = kilograms(pounds) if pounds else None
        data["height_cm"] = centimetres(feet, inches or 0) if feet else None
        if inches and not feet and "height_ft" not in self.errors:
            self.add_error("height_ft", _("Enter the feet as well."))
        if data["height_cm"] is not None and not 40 <= data["height_cm"] <= 250:
            self.add_error("height_ft", _("Enter a height from 1 ft 4 in to 8 ft 2 in."))

    def _check_stage(self, data: dict[str, Any]) -> None:
        """A life stage must fit sex and age, and its dates the stage."""
        stage = data["life_stage"]
        if stage != Person.LifeStage.NONE:
            if data.get("sex") == Person.Sex.MALE:
                self.add_error("life_stage", _("Reference values for this exist for women only."))
            elif not 14 <= (data.get("age") or 0) <= 50:
                self.add_error("life_stage", _("Reference values for this cover ages 14 to 50."))
        pregnant = stage == Person.LifeStage.PREGNANCY
        for name in ("due_date", "gestation_week"):
            if data.get(name) and not pregnant:
                self.add_error(name, _("Choose “Pregnant” as well, or leave this empty."))
        if data.get("child_birth_date") and stage != Person.LifeStage.LACTATION:
            words = _("Choose “Breastfeeding” as well, or leave this empty.")
            self.add_error("child_birth_date", words)

    def check_dates(self, start: dt.date) -> None:
        """The dates must be possible on a plan's first day."""
        due, born = (self.cleaned_data.get(n) for n in ("due_date", "child_birth_date"))
        if due and not start + DUE_RANGE[0] <= due <= start + DUE_RANGE[1]:
            self.add_error("due_date", _("That date does not fit a pregnancy now."))
        if born and not start - LONGEST_BREASTFED <= born <= start:
            words = _("Enter a date before the plan's first day, at most five years back.")
            self.add_error("child_birth_date", words)

    def _check_body(self, data: dict[str, Any]) -> None:
        """Height and weight must go with the age: the equations go astray elsewhere."""
        names = ("sex", "age", "life_stage", "height_cm", "weight_kg", "activity")
        kcal = targets_for(Profile(**{name: data[name] for name in names})).energy.kcal
        low, high = PLAUSIBLE_KCAL
        if not low <= kcal <= high:
            words = _("Please check age, height and weight: together they cannot be right.")
            self.add_error("height_ft" if self.us else "height_cm", words)

    @property
    def speaks_of_health(self) -> bool:
        """Whether anything was said that is kept only with consent."""
        data = self.cleaned_data
        health = {Avoidance.Strength.ALLERGY, Avoidance.Strength.INTOLERANCE}
        strengths = set(data.get("avoid", {}).values())
        if data.get("foods"):
            strengths.add(data.get("foods_strength"))
        stage = data.get("life_stage", Person.LifeStage.NONE) != Person.LifeStage.NONE
        cramps = data.get("cramps", Person.Cramps.NONE) != Person.Cramps.NONE
        told = ("conditions", "medicines", "height_cm", "weight_kg")
        return bool(strengths & health or stage or cramps or any(data.get(one) for one in told))


def _quoted(names: Iterable[str]) -> str:
    return get_text_list([f"“{name}”" for name in names], _now("or"))


def _asking_back(text: str, close: tuple[str, ...], which: tuple[str, ...] = ()) -> str:
    if which and close == which:
        words = _now(
            "“%(text)s” can be one of many: %(close)s, or another. Say which one, or send it as it"
            " is: then we keep it and stay on the careful side until you do."
        )
        return words % {"text": text, "close": ", ".join(which)}
    if close:
        words = _now(
            "We do not know “%(text)s”. Did you mean %(close)s? Correct it, or send it as it is:"
            " then we keep it, but no rule acts on it, so ask your clinician."
        )
        return words % {"text": text, "close": get_text_list(list(close), _now("or"))}
    words = _now(
        "We do not know “%(text)s”. Correct it, or send it as it is: then we keep it, but no rule"
        " acts on it, so ask your clinician."
    )
    return words % {"text": text}


#: New people at the table; whether anybody eats at all is the page's question.
PeopleFormSet = forms.formset_factory(
    PersonForm,
    extra=0,
    max_num=MAX_PEOPLE,
    validate_max=True,
    absolute_max=MAX_PEOPLE + 2,
)


#: What the formset says in our words.
PEOPLE_ERRORS = {"too_many_forms": _("A plan is for at most %d people.") % MAX_PEOPLE}
