"""What was typed on the start page, unchecked, so that the form can be shown again as it was."""

from typing import Any

from accounts.models import Tenant
from people.measures import centimetres, feet_inches, kilograms, pounds
from planner.forms import MAX_PEOPLE, PersonForm
from planner.forms.person import ALLERGENS

MANY = ("also",)
SIZES = ("height_cm", "weight_kg", "height_ft", "height_in", "weight_lb")
FIELDS = (*PersonForm.base_fields, *(f"avoid_{key}" for key in ALLERGENS))


def units_of(data: Any, tenant: Tenant | None) -> str:
    """The units of a form: those just chosen, else those it was sent in, else the household's."""
    ours = tenant.units if tenant else Tenant.Units.METRIC
    asked = data.get("use_units") or data.get("units") or ours
    return asked if asked in Tenant.Units.values else ours


def rows_of(data: Any, units: str) -> list[dict[str, Any]]:
    """The people as typed, their sizes in `units`; nonsense counts as one person."""
    try:
        count = max(0, min(int(data.get("people-TOTAL_FORMS", 1)), MAX_PEOPLE))
    except ValueError:
        count = 1
    return [_row(data, number, units) for number in range(count)]


def _row(data: Any, number: int, units: str) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name in FIELDS:
        key = f"people-{number}-{name}"
        row[name] = data.getlist(key) if name in MANY else data.get(key, "")
    return row | _sizes({name: row[name] for name in SIZES}, units)


def _sizes(typed: dict[str, str], units: str) -> dict[str, Any]:
    """Sizes in the other units where they were typed in these; what is no number stays."""
    try:
        numbers = {name: float(value) if value else None for name, value in typed.items()}
    except ValueError:
        return dict(typed)
    cm, kg = numbers["height_cm"], numbers["weight_kg"]
    feet, inches, lb = (numbers[name] for name in ("height_ft", "height_in", "weight_lb"))
    if units == Tenant.Units.US:
        ft, inch = feet_inches(cm) if cm else (typed["height_ft"], typed["height_in"])
        weight = f"{pounds(kg):.0f}" if kg else typed["weight_lb"]
        return {"height_ft": ft, "height_in": inch, "weight_lb": weight}
    return {
        "height_cm": f"{centimetres(feet, inches or 0):.0f}" if feet else typed["height_cm"],
        "weight_kg": f"{kilograms(lb):.1f}" if lb else typed["weight_kg"],
    }


def table_of(data: Any) -> dict[str, Any]:
    """The rest of the page as typed."""
    return {
        "eat": data.getlist("eat"),
        "diet": data.get("diet"),
        "avoid": data.getlist("avoid"),
        "start": data.get("start"),
        "days": data.get("days"),
        "slots": data.getlist("slots"),
        "consent": data.get("consent"),
    }
