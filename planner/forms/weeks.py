"""What moving, copying, days out, slots, templates and rotas send, checked."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.models import Person
from planner.forms.edits import PlaceForm, StampForm
from planner.models import Plan, PlanSlot, WeekTemplate
from planner.table import table_of

#: Years in which a plan may start: outside, it is a slip of the pen.
YEARS = range(2000, 2101)
#: As many as a plan seats.
MOST_PEOPLE = 8
MOST_TURNS = 12


class MoveForm(PlaceForm):
    """Where to, and what becomes of what stands there."""

    how = forms.ChoiceField(
        choices=[("exchange", "exchange"), ("beside", "beside")], required=False
    )


class DaysForm(StampForm):
    """Some days of a plan."""

    days = forms.TypedMultipleChoiceField(
        coerce=dt.date.fromisoformat,
        error_messages={
            "required": _("Choose at least one day."),
            "invalid_choice": _("That day is not in this plan."),
        },
    )

    def __init__(self, *args: Any, plan: Plan, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.plan = plan
        self.fields["days"].choices = [(d.isoformat(), "") for d in plan.dates]  # type: ignore[attr-defined]


class CopyForm(DaysForm):
    """On which days a meal comes again, in which slot, and how."""

    slot = forms.SlugField()
    how = forms.ChoiceField(choices=[("anew", "anew"), ("leftovers", "leftovers")], required=False)

    def clean_slot(self) -> str:
        """One of the plan's own slots."""
        slot: str = self.cleaned_data["slot"]
        if slot not in table_of(self.plan).places:
            raise ValidationError(_("This plan has no such meal."))
        return slot


class OutForm(StampForm):
    """Who eats elsewhere, and when; empty is everyone, and the whole day."""

    person = forms.CharField(required=False)
    slot = forms.CharField(required=False)

    def __init__(
        self, *args: Any, people: Iterable[Person], slots: Iterable[PlanSlot], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.people = {str(person.pk): person for person in people}
        self.slots = {slot.key: slot for slot in slots}

    def clean_person(self) -> Person | None:
        """Someone at this table."""
        text = self.cleaned_data["person"]
        if text and text not in self.people:
            raise ValidationError(_("That person does not sit at this table."))
        return self.people.get(text)

    def clean_slot(self) -> PlanSlot | None:
        """One of the plan's own slots."""
        text = self.cleaned_data["slot"]
        if text and text not in self.slots:
            raise ValidationError(_("This plan has no such meal."))
        return self.slots.get(text)


class NameForm(forms.Form):
    """A name of one's own."""

    name = forms.CharField(error_messages={"required": _("Give it a name.")})

    def __init__(self, *args: Any, most: int = 40, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.most = most

    def clean_name(self) -> str:
        """Not too long for its column."""
        name: str = self.cleaned_data["name"]
        if len(name) > self.most:
            raise ValidationError(_("A name has at most %(most)d letters.") % {"most": self.most})
        return name


class SlotMoveForm(forms.Form):
    """Up (-1) or down (1)."""

    by = forms.TypedChoiceField(choices=[(-1, "-1"), (1, "1")], coerce=int)


class PointForm(forms.Form):
    """A point of the history, by revision."""

    point = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class BeginForm(forms.Form):
    """For whom and from when a plan begins."""

    start = forms.DateField(error_messages={"required": _("Enter a date.")})
    people = forms.MultipleChoiceField(
        error_messages={
            "required": _("Choose at least one person."),
            "invalid_choice": _("Choose people of your own."),
        }
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.known = {str(person.pk): person for person in people}
        self.fields["people"].choices = [(key, "") for key in self.known]  # type: ignore[attr-defined]

    def clean_start(self) -> dt.date:
        """A date that somebody means."""
        start: dt.date = self.cleaned_data["start"]
        if start.year not in YEARS:
            raise ValidationError(_("Enter a date."))
        return start

    def clean_people(self) -> list[Person]:
        """In the order of the list, each once."""
        chosen = set(self.cleaned_data["people"])
        if len(chosen) > MOST_PEOPLE:
            raise ValidationError(_("A plan is for at most %d people.") % MOST_PEOPLE)
        return [person for key, person in self.known.items() if key in chosen]


class RotaForm(forms.Form):
    """Templates in turn: each `turn` field names one, empty ones do not count."""

    name = forms.CharField(max_length=80, error_messages={"required": _("Give it a name.")})
    start = forms.DateField(error_messages={"required": _("Enter a date.")})

    def __init__(self, *args: Any, templates: QuerySet[WeekTemplate], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.known = {str(template.pk): template for template in templates}

    def clean(self) -> dict[str, Any]:
        """The templates in the order of their turns."""
        data: dict[str, Any] = super().clean() or {}
        sent: Any = self.data
        turns = [text for text in sent.getlist("turn") if text]
        if not turns or len(turns) > MOST_TURNS:
            raise ValidationError(_("Choose 1 to %(most)d templates.") % {"most": MOST_TURNS})
        if any(turn not in self.known for turn in turns):
            raise ValidationError(_("Choose templates of your own."))
        return data | {"templates": [self.known[turn] for turn in turns]}
