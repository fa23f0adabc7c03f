"""The intake form: short and full, every error a sentence beside its field.

`answers()` gives what was said as plain JSON, in metric units.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, cast

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people import intake_questions as ask
from people.consent import consent_text
from people.measures import centimetres, kilograms
from people.models import Person
from people.profiles import PREGNANCY_DAYS, age_on
from people.red_flags import groups
from people.told import LONGEST, told

OLDEST: Final = 120
#: Bodies that a slip of the keyboard makes are outside these (the record's own limits).
HEIGHT_CM: Final = (40.0, 250.0)
WEIGHT_KG: Final = (2.0, 400.0)
#: Ages that reference values for pregnancy and breastfeeding cover.
STAGE_AGES: Final = range(14, 51)
#: Of a breastfed child.
OLDEST_CHILD: Final = dt.timedelta(days=5 * 366)
LONGEST_LIST: Final = 30


@dataclass(frozen=True, slots=True)
class Section:
    """Some questions under one heading; `template` shows them."""

    key: str
    title: str | Promise
    hint: str | Promise
    template: str


def _choice(
    choices: Mapping[str, str], *, required: bool = False, radio: bool = False, **more: Any
) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[(key, _(words)) for key, words in choices.items()],
        required=required,
        widget=forms.RadioSelect if radio else forms.Select,
        **more,
    )


def _several(choices: Mapping[str, str]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=[(key, _(words)) for key, words in choices.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _date(**more: Any) -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Enter the date of birth."),
            "invalid": _("Enter a date, such as 1961-05-24."),
        },
        **more,
    )


def _number(least: float, most: float, words: Any, unit: str) -> forms.FloatField:
    errors = dict.fromkeys(("invalid", "min_value", "max_value"), words)
    attrs = {"inputmode": "decimal", "autocomplete": "off", "data-unit": unit, "step": "any"}
    return forms.FloatField(
        min_value=least,
        max_value=most,
        required=False,
        error_messages=errors,
        widget=forms.NumberInput(attrs=attrs),
    )


def _text(rows: int = 2, most: int = 1000) -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}),
        error_messages={"max_length": _("That is too long for this field. Please shorten it.")},
    )


class ShortIntake(forms.Form):
    """What targets and safety need, on one page."""

    SECTIONS: ClassVar[tuple[Section, ...]] = (
        Section("about", _("About you"), "", "people/intake/about.html"),
        Section("eating", _("What you eat"), "", "people/intake/eating.html"),
        Section("health", _("Your health"), "", "people/intake/health.html"),
        Section("cramps", _("Cramps and other signs"), "", "people/intake/cramps.html"),
    )

    symptoms = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    birth_date = _date()
    sex = forms.ChoiceField(
        choices=Person.Sex,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    units = forms.ChoiceField(
        choices=[("metric", _("cm and kg")), ("us", _("feet and pounds"))],
        widget=forms.RadioSelect,
        required=False,
    )
    height_cm = _number(*HEIGHT_CM, _("Enter a height from 40 to 250 cm."), "cm")
    height_ft = _number(1, 8, _("Enter a height from 1 to 8 feet."), "ft")
    height_in = _number(0, 11.99, _("Enter 0 to 11.9 inches."), "in")
    weight_kg = _number(*WEIGHT_KG, _("Enter a weight from 2 to 400 kg."), "kg")
    weight_lb = _number(5, 880, _("Enter a weight from 5 to 880 lb."), "lb")
    activity = _choice(ask.ACTIVITY)
    life_stage = forms.ChoiceField(
        choices=Person.LifeStage, widget=forms.RadioSelect, required=False
    )
    due_date = _date(required=False)
    gestation_week = forms.IntegerField(
        min_value=1,
        max_value=42,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Enter a week from 1 to 42.")
        ),
    )
    child_birth_date = _date(required=False)
    diet = forms.ChoiceField(choices=Person.Diet, widget=forms.RadioSelect, required=False)
    diet_also = _several(ask.DIET_ALSO)
    avoid = _several({key: words for key, (words, _facts) in ask.ASKED.items()})
    other_foods = _text()
    other_strength = _choice(ask.STRENGTHS, initial="allergy")
    condition_ticks = _several(ask.CONDITIONS)
    conditions = _text()
    medicines = _text(3)
    cramps = _choice(ask.CRAMPS, radio=True)
    often = _choice(ask.OFTEN)
    consent = forms.BooleanField(
        error_messages={
            "required": _("We may only keep your answers if you agree. Please tick the box.")
        }
    )

    def __init__(self, data: Any = None, *, units: str = "metric") -> None:
        initial = {
            "units": units,
            "life_stage": Person.LifeStage.NONE,
            "diet": Person.Diet.OMNIVORE,
            "cramps": Person.Cramps.NONE,
        }
        super().__init__(data, initial=initial)
        signs = [(one.row.id, _(one.sign)) for group in groups() for one in group.signs]
        cast(forms.MultipleChoiceField, self.fields["symptoms"]).choices = signs
        for key in ask.ASKED:
            self.fields[f"strength_{key}"] = _choice(ask.STRENGTHS, initial="allergy")

    @property
    def consent_words(self) -> str:
        """The text beside the box, as it is stored."""
        return consent_text()

    @property
    def avoid_rows(self) -> list[tuple[Any, Any]]:
        """Each food one may avoid with the field for how strictly."""
        ticks = list(self["avoid"])
        return [(tick, self[f"strength_{tick.data['value']}"]) for tick in ticks]

    def clean_birth_date(self) -> dt.date:
        """Somebody alive, of an age that reference values know."""
        born: dt.date = self.cleaned_data["birth_date"]
        today = timezone.localdate()
        if born > today or age_on(born, today) > OLDEST:
            raise forms.ValidationError(_("Please check this date: it cannot be a date of birth."))
        if age_on(born, today) < 1:
            raise forms.ValidationError(_("This form is for people of one year and older."))
        return born

    def clean_conditions(self) -> list[str]:
        """One condition each."""
        return self._listed(self.cleaned_data["conditions"])

    def clean_medicines(self) -> list[str]:
        """One medicine each."""
        return self._listed(self.cleaned_data["medicines"])

    def _listed(self, text: str) -> list[str]:
        found = list(told(text))
        if len(found) > LONGEST_LIST or any(len(one) > LONGEST for one in found):
            raise forms.ValidationError(_("That is too long for this field. Please shorten it."))
        return found

    def clean(self) -> dict[str, Any]:
        """A life stage fits sex, age and its dates."""
        data: dict[str, Any] = super().clean() or {}
        self._clean_stage(data)
        return data

    def _clean_stage(self, data: dict[str, Any]) -> None:
        stage = data["life_stage"] = data.get("life_stage") or Person.LifeStage.NONE.value
        if stage != Person.LifeStage.PREGNANCY:
            data["due_date"] = data["gestation_week"] = None
        if stage != Person.LifeStage.LACTATION:
            data["child_birth_date"] = None
        if stage == Person.LifeStage.NONE or "birth_date" not in data:
            return
        today = timezone.localdate()
        if data.get("sex") == Person.Sex.MALE:
            self.add_error("life_stage", _("Reference values for this exist for women only."))
        elif age_on(data["birth_date"], today) not in STAGE_AGES:
            self.add_error("life_stage", _("Reference values for this cover ages 14 to 50."))
        due, child = data.get("due_date"), data.get("child_birth_date")
        if due and not -21 <= (due - today).days <= PREGNANCY_DAYS:
            self.add_error("due_date", _("Please check this date: a child is due within 40 weeks."))
        if child and not dt.timedelta(0) <= today - child <= OLDEST_CHILD:
            self.add_error("child_birth_date", _("Enter a date within the last five years."))

    def answers(self) -> dict[str, Any]:
        """What was said, as plain JSON; what was left open is not there."""
        data = self.cleaned_data
        found: dict[str, Any] = {
            "height_cm": self._height(data),
            "weight_kg": self._weight(data),
            "avoid": {key: data.get(f"strength_{key}") or "allergy" for key in data["avoid"]},
            "conditions": [
                *(ask.CONDITION_TEXT[key] for key in data["condition_ticks"]),
                *data["conditions"],
            ],
        }
        left = {"consent", "units", "condition_ticks", "height_ft", "height_in", "weight_lb"}
        if not data.get("other_foods"):
            left.add("other_strength")
        for name, value in data.items():
            if name not in found and name not in left and not name.startswith("strength_"):
                found[name] = value.isoformat() if isinstance(value, dt.date) else value
        return {name: value for name, value in found.items() if value not in (None, "", [], {})}

    def _height(self, data: Mapping[str, Any]) -> float | None:
        metric, feet = data.get("height_cm"), data.get("height_ft")
        us = None if feet is None else round(centimetres(feet, data.get("height_in") or 0.0), 2)
        return _first(us, metric) if data.get("units") == "us" else _first(metric, us)

    def _weight(self, data: Mapping[str, Any]) -> float | None:
        metric, pounds = data.get("weight_kg"), data.get("weight_lb")
        us = None if pounds is None else round(kilograms(pounds), 2)
        return _first(us, metric) if data.get("units") == "us" else _first(metric, us)


def _first(chosen: float | None, other: float | None) -> float | None:
    """What stands in the chosen units, else what was typed in the others."""
    return other if chosen is None else chosen


class FullIntake(ShortIntake):
    """The short form and how somebody lives, eats and has been lately."""

    SECTIONS: ClassVar[tuple[Section, ...]] = (
        *ShortIntake.SECTIONS,
        Section("lately", _("How you have been"), "", "people/intake/lately.html"),
        Section("days", _("Your days"), "", "people/intake/days.html"),
    )

    dislikes = _text()
    supplements = _text(3)
    alcohol = _choice(ask.ALCOHOL)
    caffeine = _choice(ask.CAFFEINE)
    bowel = _choice(ask.BOWEL)
    kidneys = _choice(ask.KIDNEYS)
    little_food = _choice(ask.YES_NO, radio=True)
    weight_loss = _choice(ask.YES_NO, radio=True)
    eating = _choice(ask.EATING, radio=True)
    slots = _several(ask.SLOTS)
    cooking = _choice(ask.COOKING)
    household = _text(2, 300)
    note = _text(4, 2000)


FORMS: Final[Mapping[str, type[ShortIntake]]] = {"short": ShortIntake, "full": FullIntake}


def form_name(form: str) -> str:
    """A form's name in the reader's language."""
    return gettext("Full form") if form == "full" else gettext("Short form")
