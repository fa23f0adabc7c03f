"""A person's profile: who, body, life stage, how to calculate, why they cramp, what they avoid."""

import datetime as dt
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foods.facts import ALLERGENS, ORIGINS, TREE_NUTS
from knowledge.life_stages import CHILDBEARING, OLDEST
from people.forms.bodies import body_fields, implausible, kept, shown_body, typed_body
from people.forms.consent import ConsentForm
from people.intake_questions import OFTEN
from people.intake_reading import FREQUENT
from people.models import ALSO, Avoidance, Person
from people.profiles import PREGNANCY_DAYS, age_on

#: The box that stands for every single nut.
NUTS: Final = "tree_nuts"
ALSO_NAMES: Final = {
    "no-pork": _("No pork"),
    "no-alcohol": _("No alcohol"),
    "low-lactose": _("Low lactose"),
    "gluten-free": _("Gluten-free"),
}
assert tuple(ALSO_NAMES) == ALSO
STRENGTHS: Final = (
    ("", _("No")),
    ("allergy", _("Allergy")),
    ("intolerance", _("Intolerance")),
    ("preference", _("Rather not")),
)
#: The 14 of the EU and the 9 of the US are these; wheat and each nut also stand alone.
LISTED: Final = tuple(key for key in ALLERGENS if key not in TREE_NUTS)
PLAIN: Final = (
    *("name", "sex", "activity", "reference", "energy_method", "diet", "cramps", "hide_numbers"),
)
SEX_HINT: Final = _(
    "The one reference values are made for: it decides targets for iron, magnesium, water and"
    " others, and the energy estimate. It is used for nothing else."
)


class PersonForm(ConsentForm):
    """Everything about a person that is not a list of its own."""

    name = forms.CharField(max_length=60, error_messages={"required": _("Enter a name.")})
    sex = forms.ChoiceField(
        choices=[("", _("Choose")), *Person.Sex.choices], required=False, help_text=SEX_HINT
    )
    birth_date = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a date such as 1990-05-31.")},
    )
    age = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=OLDEST,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Enter an age from 1 to 120 years.")
        ),
    )
    life_stage = forms.ChoiceField(choices=Person.LifeStage.choices, required=False)
    due_date = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    gestation_week = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=42,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Enter a week from 1 to 42.")
        ),
    )
    child_birth_date = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    activity = forms.ChoiceField(choices=Person.Activity.choices, initial="low-active")
    reference = forms.ChoiceField(
        choices=Person.Reference.choices, widget=forms.RadioSelect, initial="dri"
    )
    energy_method = forms.ChoiceField(
        choices=Person.EnergyMethod.choices, widget=forms.RadioSelect, initial="eer"
    )
    cramps = forms.ChoiceField(
        choices=Person.Cramps.choices, widget=forms.RadioSelect, initial="none"
    )
    diet = forms.ChoiceField(
        choices=Person.Diet.choices, widget=forms.RadioSelect, initial="omnivore"
    )
    diet_also = forms.MultipleChoiceField(
        choices=list(ALSO_NAMES.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    hide_numbers = forms.BooleanField(required=False)
    # What follows from why somebody cramps: answered at once, and kept nowhere.
    often = forms.ChoiceField(
        choices=[(key, _(words)) for key, words in OFTEN.items()], required=False
    )
    new_medicine = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, person: Person | None, units: str, today: dt.date, **kwargs: Any
    ) -> None:
        self.person, self.units, self.today = person, units, today
        self.shown = self._shown()
        super().__init__(*args, initial=self.shown, **kwargs)
        self.fields.update(body_fields(units))
        names: dict[str, Any] = {NUTS: _("all tree nuts"), **ALLERGENS, **ORIGINS}
        for key, name in names.items():
            self.fields[f"avoid_{key}"] = forms.ChoiceField(
                choices=STRENGTHS, required=False, label=name
            )

    def _shown(self) -> dict[str, Any]:
        person = self.person
        if person is None:
            return {}
        shown: dict[str, Any] = {name: getattr(person, name) for name in PLAIN}
        for name in ("life_stage", "due_date", "gestation_week", "child_birth_date", "diet_also"):
            shown[name] = getattr(person, name)
        if person.birth_date is not None:
            if person.birth_date_exact:
                shown["birth_date"] = person.birth_date
            else:
                shown["age"] = age_on(person.birth_date, self.today)
        shown |= shown_body(person.height_cm, person.weight_kg, self.units)
        return shown | _shown_avoidances(person)

    # Groups of fields, as the template shows them.

    @property
    def allergens(self) -> list[forms.BoundField]:
        """The allergens of EU and US law, nuts as one."""
        after = LISTED.index("peanut") + 1
        return [self[f"avoid_{key}"] for key in (*LISTED[:after], NUTS, *LISTED[after:])]

    @property
    def nuts(self) -> list[forms.BoundField]:
        """Each nut by itself."""
        return [self[f"avoid_{key}"] for key in TREE_NUTS]

    @property
    def origins(self) -> list[forms.BoundField]:
        """What else can be left out as a whole."""
        return [self[f"avoid_{key}"] for key in ORIGINS]

    @property
    def some_nut(self) -> bool:
        """Whether the list of single nuts opens by itself."""
        return any(field.value() for field in self.nuts)

    # Checks

    def says_health(self, data: dict[str, Any]) -> bool:
        """Body, life stage, cramps, allergies and intolerances are facts about health."""
        strengths = {data.get(f"avoid_{key}") for key in (NUTS, *ALLERGENS, *ORIGINS)}
        return (
            any(one is not None for one in typed_body(data, self.units))
            or data.get("life_stage") not in ("", "none", None)
            or data.get("cramps") not in ("", "none", None)
            or bool(strengths & {"allergy", "intolerance"})
        )

    def clean(self) -> dict[str, Any]:
        """Fields together: birth, life stage and body make sense."""
        data = super().clean()
        self._check_birth(data)
        self._check_stage(data)
        for name, value in zip(("height_cm", "weight_kg"), self._body(data), strict=True):
            wrong = implausible(name, value)
            if wrong:
                self.add_error(self._body_names(name)[0], wrong)
        return data

    def _check_birth(self, data: dict[str, Any]) -> None:
        born, age = data.get("birth_date"), data.get("age")
        waiting = self.person is not None and self.person.is_client and not self.person.is_ready
        if {"birth_date", "age", "sex"} & self.errors.keys():
            return
        if waiting and born is None and age is None and not data.get("sex"):
            return
        if not data.get("sex"):
            self.add_error("sex", ValidationError(_("Choose which reference values to use.")))
        if born is None and age is None:
            self.add_error("birth_date", ValidationError(_("Enter a birth date, or an age.")))
        elif born is not None:
            self._check_birth_date(born)

    def _check_birth_date(self, born: dt.date) -> None:
        if born > self.today:
            self.add_error("birth_date", ValidationError(_("This date is still to come.")))
        elif not 1 <= age_on(born, self.today) <= OLDEST:
            words = _("There are reference values from 1 to 120 years only.")
            self.add_error("birth_date", ValidationError(words))

    def _check_stage(self, data: dict[str, Any]) -> None:
        stage = data.get("life_stage") or "none"
        if stage == "none" or "life_stage" in self.errors:
            return
        if data.get("sex") == Person.Sex.MALE:
            words = _("There are values for pregnancy and breastfeeding for women only.")
            self.add_error("life_stage", ValidationError(words))
        born = self._birth(data)
        if born is not None and age_on(born, self.today) not in CHILDBEARING:
            words = _("There are values for pregnancy and breastfeeding from 14 to 50 years only.")
            self.add_error("life_stage", ValidationError(words))
        due, child = data.get("due_date"), data.get("child_birth_date")
        if stage == "pregnancy" and due is not None:
            self._check_due(due)
        if stage == "lactation" and child is not None and child > self.today:
            self.add_error("child_birth_date", ValidationError(_("This date is still to come.")))

    def _check_due(self, due: dt.date) -> None:
        away = (due - self.today).days
        if away > PREGNANCY_DAYS:
            words = _("A due date is at most 40 weeks away.")
            self.add_error("due_date", ValidationError(words))
        elif away < -21:
            words = _("This date is past. Is the child born? Choose breastfeeding or neither.")
            self.add_error("due_date", ValidationError(words))

    def _birth(self, data: dict[str, Any]) -> dt.date | None:
        born: dt.date | None = data.get("birth_date")
        if born is not None:
            return born
        age, person = data.get("age"), self.person
        if age is None:
            return None
        known = person.birth_date if person is not None else None
        if known is not None and age_on(known, self.today) == age:
            return known
        # Half a year from either birthday, so that the age holds for a while.
        return self.today - dt.timedelta(days=round((age + 0.5) * 365.25))

    def _body_names(self, name: str) -> tuple[str, ...]:
        if self.units != "us":
            return (name,)
        return ("height_ft", "height_in") if name == "height_cm" else ("weight_lb",)

    def _body(self, data: dict[str, Any]) -> tuple[float | None, float | None]:
        typed = typed_body(data, self.units)
        if self.person is None:
            return typed
        stored = (self.person.height_cm, self.person.weight_kg)
        names = [self._body_names(name) for name in ("height_cm", "weight_kg")]
        height, weight = (
            old if kept(self.shown, data, fields, old) else new
            for fields, old, new in zip(names, stored, typed, strict=True)
        )
        return height, weight

    @property
    def follows_up(self) -> bool:
        """Whether the questions about cramps were asked at all."""
        return self.cleaned_data.get("cramps") not in ("", "none", None)

    @property
    def cramps_often(self) -> bool:
        """Cramps so often that a clinician should look."""
        return self.follows_up and self.cleaned_data.get("often") in FREQUENT

    @property
    def began_with_medicine(self) -> bool:
        """They began with a new medicine, which is still to be named."""
        return self.follows_up and bool(self.cleaned_data.get("new_medicine"))

    # What comes out

    @property
    def values(self) -> dict[str, Any]:
        """Fields of the person, ready for `actions`; dates of another stage are let go."""
        data = self.cleaned_data
        stage = data.get("life_stage") or "none"
        born = self._birth(data)
        expecting = stage == "pregnancy"
        due = data.get("due_date") if expecting else None
        height, weight = self._body(data)
        return {name: data[name] for name in PLAIN} | {
            "birth_date": born,
            "birth_date_exact": data.get("birth_date") is not None,
            "life_stage": stage,
            "due_date": due,
            "gestation_week": data.get("gestation_week") if expecting and due is None else None,
            "child_birth_date": data.get("child_birth_date") if stage == "lactation" else None,
            "height_cm": height,
            "weight_kg": weight,
            "diet_also": [key for key in ALSO if key in data["diet_also"]],
        }

    @property
    def avoided(self) -> dict[str, str]:
        """Fact -> strength. A word about all tree nuts stands for each that has none of its own."""
        data = self.cleaned_data
        every = data.get(f"avoid_{NUTS}") or ""
        found = {key: data.get(f"avoid_{key}") or "" for key in (*ALLERGENS, *ORIGINS)}
        found |= {key: found[key] or every for key in TREE_NUTS}
        return {key: strength for key, strength in found.items() if strength}


def _shown_avoidances(person: Person) -> dict[str, Any]:
    known: dict[str, str] = {row.fact: row.strength for row in person.avoidances.all() if row.fact}
    nuts = {known.get(key, "") for key in TREE_NUTS}
    if len(nuts) == 1 and nuts != {""}:
        known = {NUTS: nuts.pop()} | {k: v for k, v in known.items() if k not in TREE_NUTS}
    return {f"avoid_{key}": strength for key, strength in known.items()}


assert {value for value, _name in STRENGTHS if value} == set(Avoidance.Strength.values)
