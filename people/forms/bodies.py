"""Height and weight in metric or US units, stored in metric; what was not touched stays exact."""

import math
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from knowledge.bodies import PLAUSIBLE
from people.measures import centimetres, feet_inches, kilograms, to_shown

NOT_A_NUMBER: Final = _("Enter a number.")


class Figure(forms.FloatField):
    """A number that is finite; "nan" and "inf" are none to people."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("error_messages", {"invalid": NOT_A_NUMBER})
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        """A decimal comma is a decimal point."""
        text = value.replace(",", ".") if isinstance(value, str) else value
        found = super().to_python(text)
        if found is not None and not math.isfinite(found):
            raise ValidationError(NOT_A_NUMBER)
        return found


def body_fields(units: str) -> dict[str, forms.Field]:
    """The fields of height and weight in a system of units."""
    if units == "us":
        return {
            "height_ft": Figure(min_value=0, max_value=8, label=_("Height, feet")),
            "height_in": Figure(min_value=0, max_value=99, label=_("Height, inches")),
            "weight_lb": Figure(label=_("Weight, pounds")),
        }
    return {
        "height_cm": Figure(label=_("Height in cm")),
        "weight_kg": Figure(label=_("Weight in kg")),
    }


def shown_body(height_cm: float | None, weight_kg: float | None, units: str) -> dict[str, Any]:
    """Stored figures as the fields show them."""
    shown: dict[str, Any] = {}
    if height_cm is not None:
        if units == "us":
            shown["height_ft"], inch = feet_inches(height_cm)
            shown["height_in"] = f"{inch:g}"
        else:
            shown["height_cm"] = f"{to_shown(height_cm, 'cm'):g}"
    if weight_kg is not None:
        unit = "lb" if units == "us" else "kg"
        shown[f"weight_{unit}"] = f"{to_shown(weight_kg, unit):g}"
    return shown


def typed_body(data: dict[str, Any], units: str) -> tuple[float | None, float | None]:
    """What was typed as cm and kg; None where nothing was."""
    if units != "us":
        return data.get("height_cm"), data.get("weight_kg")
    feet, inch, lb = data.get("height_ft"), data.get("height_in"), data.get("weight_lb")
    height = None if feet is None and inch is None else centimetres(feet or 0, inch or 0)
    return height, None if lb is None else kilograms(lb)


def kept(
    shown: dict[str, Any], data: dict[str, Any], names: tuple[str, ...], stored: float | None
) -> bool:
    """Whether every field still says what it showed: then the stored figure stays as it is."""
    return stored is not None and all(
        data.get(name) == (float(shown[name]) if name in shown else None) for name in names
    )


def implausible(name: str, value: float | None) -> ValidationError | None:
    """What is wrong with a height ("height_cm") or weight ("weight_kg"), in words."""
    _label, low, high = PLAUSIBLE[name]
    if value is None or low <= value <= high:
        return None
    if name == "height_cm":
        return ValidationError(_("Enter a height between 40 and 250 cm (1 ft 4 in to 8 ft 2 in)."))
    return ValidationError(_("Enter a weight between 2 and 400 kg (5 to 880 lb)."))
