"""Own targets and limits with their reasons, and measurements."""

import datetime as dt
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge.nutrients import BY_KEY, Nutrient
from people.forms.bodies import Figure, implausible
from people.forms.consent import ConsentForm
from people.measures import to_stored, units_of
from people.models import Measurement, TargetOverride
from people.targets import DailyLimit, Targets

#: What nobody eats in a day, however it was meant: in the nutrient's own unit.
MOST: Final = 100_000.0
#: A plan for less or more than this is a slip of the pen, in kcal (docs/optimiser.md).
PLAUSIBLE_KCAL: Final = (600.0, 6000.0)
WAIST_CM: Final = (30.0, 250.0)


class OverrideForm(forms.Form):
    """A target or limit of somebody's own, or none at all; the reason is asked for."""

    kind = forms.ChoiceField(choices=TargetOverride.Kind.choices, required=False)
    how = forms.ChoiceField(
        choices=[("amount", _("This amount")), ("none", _("None"))],
        widget=forms.RadioSelect,
        initial="amount",
        required=False,
    )
    amount = Figure(min_value=0, max_value=MOST)
    reason = forms.CharField(
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why: the reason stands wherever the figure does.")},
    )

    def __init__(
        self, *args: Any, nutrient: str, reference: Targets, may_lift: bool, **kwargs: Any
    ) -> None:
        """`reference`: the targets without overrides; `may_lift`: a limit may be raised."""
        super().__init__(*args, **kwargs)
        self.nutrient, self.reference, self.may_lift = nutrient, reference, may_lift

    @property
    def subject(self) -> Nutrient:
        """The nutrient the form is about."""
        return BY_KEY[self.nutrient]

    def clean(self) -> dict[str, Any]:
        """An amount or none, within what is safe."""
        data: dict[str, Any] = super().clean() or {}
        data["kind"] = data.get("kind") or "target"
        amount, none = data.get("amount"), data.get("how") == "none"
        if "amount" in self.errors:
            return data
        if none:
            data["amount"] = amount = None
        elif amount is None:
            self.add_error("amount", ValidationError(_("Enter an amount, or choose none.")))
            return data
        check = self._check_target if data["kind"] == "target" else self._check_limit
        wrong = check(amount)
        if wrong:
            self.add_error("amount", ValidationError(wrong))
        return data

    def _check_target(self, amount: float | None) -> Any:
        if self.nutrient == "energy":
            low, high = PLAUSIBLE_KCAL
            if amount is None or not low <= amount <= high:
                return _("A plan needs an energy between 600 and 6,000 kcal.")
        limit = self.reference.limit_on(self.nutrient)
        if amount is not None and limit is not None and _counts(limit) and amount > limit.amount:
            return _("This is above the upper limit. A target has to stay below it.")
        return ""

    def _check_limit(self, amount: float | None) -> Any:
        if self.nutrient == "energy":
            return _("Energy has no upper limit here: set the amount itself.")
        known = self.reference.limit_on(self.nutrient)
        if amount == 0:
            return _("A limit of nothing cannot be planned. Enter more than 0.")
        lifted = amount is None or (known is not None and amount > known.amount)
        if known is not None and lifted and not self.may_lift:
            return _("Only a dietitian can raise or lift an upper limit.")
        return ""


def _counts(limit: DailyLimit) -> bool:
    """Whether the limit is of the nutrient itself: vitamin A's is of retinol alone."""
    return limit.counts == limit.nutrient


class MeasurementForm(ConsentForm):
    """Something measured on a day, in the household's units."""

    kind = forms.ChoiceField(choices=Measurement.Kind.choices)
    date = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Enter the day."),
            "invalid": _("Enter a date such as 2026-05-31."),
        },
    )
    value = Figure(
        required=True,
        error_messages={"required": _("Enter a number."), "invalid": _("Enter a number.")},
    )
    use = forms.BooleanField(required=False)

    def __init__(self, *args: Any, units: str, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units, self.today = units, today

    def clean_date(self) -> dt.date:
        """A day that has been."""
        date: dt.date = self.cleaned_data["date"]
        if date > self.today:
            raise ValidationError(_("This date is still to come."))
        return date

    def clean(self) -> dict[str, Any]:
        """The figure in kg or cm, plausible."""
        data = super().clean()
        typed, kind = data.get("value"), data.get("kind")
        if typed is None or kind is None:
            return data
        stored = to_stored(typed, units_of(self.units, kind))
        wrong = _implausible(kind, stored)
        if wrong:
            self.add_error("value", wrong)
        data["value"] = stored
        return data


def _implausible(kind: str, value: float) -> ValidationError | None:
    if kind != "waist":
        return implausible({"weight": "weight_kg", "height": "height_cm"}[kind], value)
    low, high = WAIST_CM
    if low <= value <= high:
        return None
    return ValidationError(_("Enter a waist between 30 and 250 cm (12 to 98 in)."))
