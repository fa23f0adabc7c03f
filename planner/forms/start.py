"""The start page besides the people: what the table avoids, when it eats, and what it agrees to."""

import datetime as dt
from typing import Any, Final
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import Tenant
from people.models import Person
from planner.forms.person import ALLERGENS, MAX_PEOPLE

#: What the start page offers to leave out for everyone: key -> (label, facts).
LEAVE_OUT: Final[dict[str, tuple[str, tuple[str, ...]]]] = ALLERGENS | {
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
#: How far ahead or back a plan may start.
START_RANGE = dt.timedelta(days=366)


class TableForm(forms.Form):
    """Who of the household eats, what the table avoids and when it eats."""

    eat = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": _("Choose who eats from your own household.")},
    )
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
    consent = forms.BooleanField(required=False)

    time_zone = forms.CharField(required=False, widget=forms.HiddenInput)
    """Filled by the browser where scripts run; decides what "today" is."""

    def __init__(self, *args: Any, tenant: Tenant | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.household: list[Person] = list(people_of(tenant))
        field = self.fields["eat"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(person.pk), person.name) for person in self.household]

    @property
    def seats(self) -> list[tuple[Person, bool]]:
        """Everyone of the household, and whether they are ticked."""
        chosen = {str(one) for one in self["eat"].value() or ()}
        return [(person, str(person.pk) in chosen) for person in self.household]

    def clean_eat(self) -> list[Person]:
        """The people who are ticked, in the order of the household."""
        chosen = set(self.cleaned_data["eat"])
        return [person for person in self.household if str(person.pk) in chosen]

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

    def check_together(self, people: Any) -> None:
        """What only the whole page can say: somebody eats, not too many, and health has consent.

        `people` is a formset of `PersonForm` whose forms have been cleaned.
        """
        count = len(people.forms) + len(self.cleaned_data.get("eat", ()))
        if not count and "eat" not in self.errors:
            self.add_error("eat", _("Choose who eats."))
        if count > MAX_PEOPLE:
            self.add_error("eat", _("A plan is for at most %d people.") % MAX_PEOPLE)
        if self.consent_needed(people) and not self.cleaned_data.get("consent"):
            words = _("Please tick this, or take out what you said about health.")
            self.add_error("consent", words)
        if start := self.cleaned_data.get("start"):
            for form in people.forms:
                form.check_dates(start)

    @staticmethod
    def consent_needed(people: Any) -> bool:
        """Whether anything was said that is kept only with consent."""
        return any(form.speaks_of_health for form in people.forms)


def people_of(tenant: Tenant | None) -> Any:
    """Who of a household can be planned for (1 query when read)."""
    if tenant is None:
        return Person.objects.none()
    return Person.objects.of(tenant).filter(archived_at=None, birth_date__isnull=False)
