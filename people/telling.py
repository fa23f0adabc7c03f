"""Changes of a person in words: what, from what, to what."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foods.facts import FACTS
from foods.templatetags.figures import amount as amount_words
from knowledge.nutrients import BY_KEY
from people.forms.profile import ALSO_NAMES
from people.measures import body_words
from people.models import Avoidance, HealthFact, Measurement, Person, PersonChange

FIELD_NAMES: Final[Mapping[str, Any]] = {
    "name": gettext_lazy("Name"),
    "sex": gettext_lazy("Sex for reference values"),
    "birth_date": gettext_lazy("Birth date"),
    "birth_date_exact": gettext_lazy("Birth date known to the day"),
    "life_stage": gettext_lazy("Pregnant or breastfeeding"),
    "gestation_week": gettext_lazy("Week of pregnancy"),
    "due_date": gettext_lazy("Due date"),
    "child_birth_date": gettext_lazy("Child’s birth date"),
    "height_cm": gettext_lazy("Height"),
    "weight_kg": gettext_lazy("Weight"),
    "activity": gettext_lazy("Activity"),
    "reference": gettext_lazy("Reference values"),
    "energy_method": gettext_lazy("Energy estimate"),
    "diet": gettext_lazy("Way of eating"),
    "diet_also": gettext_lazy("Also left out"),
    "cramps": gettext_lazy("When cramps come"),
    "hide_numbers": gettext_lazy("Numbers hidden"),
    "is_client": gettext_lazy("Client"),
    "consent": gettext_lazy("Consent to keep health facts"),
}
CHOICES: Final[Mapping[str, Any]] = {
    "sex": Person.Sex,
    "life_stage": Person.LifeStage,
    "activity": Person.Activity,
    "reference": Person.Reference,
    "energy_method": Person.EnergyMethod,
    "diet": Person.Diet,
    "cramps": Person.Cramps,
}
STRENGTHS: Final = {str(key): name for key, name in Avoidance.Strength.choices}
#: Said instead of a figure where numbers are hidden.
HIDDEN: Final = gettext_lazy("a figure")
BODY: Final = {"height_cm": "height", "weight_kg": "weight"}


@dataclass(frozen=True, slots=True)
class Told:
    """One change, ready to read. Blank `before` or `after` is "nothing"."""

    what: str
    before: str
    after: str
    by: str
    via: str
    at: dt.datetime


def told(change: PersonChange, units: str, *, hidden: bool = False) -> Told:
    """A change in words, figures in the household's units; `hidden`: no figures."""
    what, words = _subject(change.fact, units, hidden)
    by = change.by.email if change.by else ""
    before, after = words(change.before), words(change.after)
    return Told(what, before, after, by, change.via, change.at)


Words = Callable[[Any], str]


def _subject(fact: str, units: str, hidden: bool) -> tuple[str, Words]:
    """What changed, and how its values are said."""
    head, _colon, rest = fact.partition(":")
    if head == "avoidance":
        return _avoidance(rest)
    if head == "override":
        return _override(rest, hidden)
    if head == "measurement":
        return str(Measurement.Kind(rest).label), _measured(rest, units, hidden)
    if head in HealthFact.Kind.values:
        return str(HealthFact.Kind(head).label), _plain
    if head == "added":
        return _("Added"), _plain
    if head == "lifted":
        return _("Limit lifted, with the reason"), _plain
    if head == "archived":
        return _("Put away"), _yes_no
    return str(FIELD_NAMES.get(head, head)), _field(head, units, hidden)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _yes_no(value: Any) -> str:
    return "" if value is None else (_("yes") if value else _("no"))


def _avoidance(rest: str) -> tuple[str, Words]:
    def strength(value: Any) -> str:
        if isinstance(value, dict):
            return f"{value['food']}, {STRENGTHS[value['strength']].lower()}"
        return "" if value is None else str(STRENGTHS.get(value, value)).lower()

    if rest == "food":
        return _("A food avoided"), strength
    return _("Avoids %(what)s") % {"what": _(FACTS.get(rest, rest))}, strength


def _override(rest: str, hidden: bool) -> tuple[str, Words]:
    nutrient, _colon, kind = rest.partition(":")
    name = _(BY_KEY[nutrient].name)
    what = _("Own limit: %(name)s") if kind == "limit" else _("Own target: %(name)s")

    def words(value: Any) -> str:
        if value is None:
            return _("reference value")
        amount = value["amount"]
        figure = _("none") if amount is None else amount_words(amount, nutrient)
        if hidden and amount is not None:
            figure = str(HIDDEN)
        return f"{figure} ({value['reason']})"

    return what % {"name": name}, words


def _measured(kind: str, units: str, hidden: bool) -> Words:
    def words(value: Any) -> str:
        if value is None:
            return ""
        figure = str(HIDDEN) if hidden else body_words(value["value"], kind, units)
        return f"{figure}, {date_format(dt.date.fromisoformat(value['date']), 'j F Y')}"

    return words


def _field(name: str, units: str, hidden: bool) -> Words:
    def words(value: Any) -> str:
        if value in (None, "", []):
            return ""
        if name in CHOICES:
            return str(dict(CHOICES[name].choices).get(value, value))
        if name == "diet_also":
            return ", ".join(str(ALSO_NAMES.get(key, key)) for key in value)
        if name.endswith("_date"):
            return date_format(dt.date.fromisoformat(value), "j F Y")
        if name in BODY:
            return str(HIDDEN) if hidden else body_words(value, BODY[name], units)
        return _yes_no(value) if isinstance(value, bool) else str(value)

    return words
