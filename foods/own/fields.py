"""Fields that the forms of own foods share: figures with their unit, weights, statements."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from foods.facts import FACTS, State
from foods.own.labels import Figure
from foods.own.statements import Statement, clashes, facts_stated
from foods.own.typed import LONGEST, Typed, read_figure
from foods.sanity import Finding
from knowledge.nutrients import BY_KEY

STYLES = (
    ("eu", gettext_lazy("European: salt, carbohydrate without fibre")),
    ("us", gettext_lazy("American: sodium, total carbohydrate")),
)
DIETS = (
    ("", gettext_lazy("Not said")),
    ("vegetarian", gettext_lazy("Vegetarian")),
    ("vegan", gettext_lazy("Vegan")),
)
SALT_NAME = _("Salt or sodium")
CLASH = _("You named %(facts)s as contained; that is not %(diet)s.")
BOTH = _("%(facts)s: contained, or perhaps traces? Please choose one.")


class FigureField(forms.Field):
    """A figure off a label; empty is None, which means unknown."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": str(LONGEST)}
        attrs["placeholder"] = " "  # never seen: it lets the style sheet tell an empty field
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value: Any) -> Any:
        """The figure as `Typed`."""
        try:
            return read_figure(str(value or ""))
        except ValueError as error:
            raise ValidationError(gettext(str(error))) from None


class WeightField(FigureField):
    """A weight or volume that has to be exact and above zero; empty is None."""

    def __init__(self, *, least: float, most: float, words: Any, **options: Any) -> None:
        super().__init__(**options)
        self.least, self.most, self.words = least, most, words

    def to_python(self, value: Any) -> float | None:
        """The number."""
        figure: Typed | None = super().to_python(value)
        if figure is None:
            return None
        if figure.bound != "exact" or not self.least <= figure.value <= self.most:
            raise ValidationError(self.words)
        return figure.value


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the form: a nutrient's figure with what belongs to it."""

    key: str
    name: str
    amount: BoundField
    unit: BoundField
    added: BoundField | None = None
    form: BoundField | None = None
    of_compound: BoundField | None = None
    warnings: tuple[str, ...] = ()

    @property
    def filled(self) -> bool:
        """Whether there is something in it, or something to say about it."""
        return bool(self.amount.value() or self.amount.errors or self.warnings)


class OwnFoodForm(forms.Form):
    """What every own food has: a name, allergens and origins, and figures to look at twice."""

    name = forms.CharField(
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Give it a name, as you would search for it.")},
    )
    brand = forms.CharField(
        max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    style = forms.ChoiceField(choices=STYLES, initial="eu", widget=forms.RadioSelect)
    contains = forms.MultipleChoiceField(
        choices=list(FACTS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    unclear = forms.MultipleChoiceField(
        choices=list(FACTS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    nothing_else = forms.BooleanField(required=False)
    diet = forms.ChoiceField(choices=DIETS, required=False, widget=forms.RadioSelect)
    confirmed = forms.CharField(max_length=40, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.figures: dict[str, Figure] = {}
        self.facts: dict[str, State] = {}
        self.warnings: dict[str, list[str]] = {}
        self.to_confirm = ""

    def add_line(self, key: str, units: Iterable[tuple[str, str]]) -> None:
        """The fields of one nutrient."""
        name = gettext(BY_KEY[key].name) if key in BY_KEY else gettext(SALT_NAME)
        self.fields[f"n_{key}"] = FigureField()
        listed = [(unit, gettext(words)) for unit, words in units]
        self.fields[f"u_{key}"] = self.choice(gettext("Unit of %(name)s"), name, listed)

    def choice(self, words: str, name: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
        """A choice beside a figure, named for those who do not see where it stands."""
        select = forms.Select(attrs={"aria-label": words % {"name": name}})
        return forms.ChoiceField(
            choices=choices, required=False, initial=choices[0][0], widget=select
        )

    def row(self, key: str) -> Row:
        """The line of one nutrient, for the page."""
        name = BY_KEY[key].name if key in BY_KEY else SALT_NAME
        return Row(
            key=key,
            name=name,
            amount=self[f"n_{key}"],
            unit=self[f"u_{key}"],
            added=self[f"a_{key}"] if f"a_{key}" in self.fields else None,
            form=self[f"f_{key}"] if f"f_{key}" in self.fields else None,
            of_compound=self[f"c_{key}"] if f"c_{key}" in self.fields else None,
            warnings=tuple(self.warnings.get(f"n_{key}", ())),
        )

    def rows(self, keys: Iterable[str]) -> list[Row]:
        """Lines of some nutrients."""
        return [self.row(key) for key in keys]

    def unit_of(self, key: str) -> str:
        """The chosen unit of a line, or its first."""
        field: Any = self.fields[f"u_{key}"]
        return str(self.cleaned_data.get(f"u_{key}") or field.initial)

    def typed(self) -> dict[str, Any]:
        """What was typed into each field that is there and not empty."""
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            value = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            if name != "confirmed" and value not in (None, "", [], False):
                found[name] = value
        return found

    def check_statement(self) -> None:
        """Facts of the label; an error where it contradicts itself."""
        data = self.cleaned_data
        contains = frozenset(data.get("contains") or ())
        unclear = frozenset(data.get("unclear") or ())
        statement = Statement(
            contains, unclear, bool(data.get("nothing_else")), data.get("diet") or ""
        )
        if both := contains & unclear:
            self.add_error("unclear", gettext(BOTH) % {"facts": _listed(both)})
        if wrong := clashes(statement):
            diet = dict(DIETS)[statement.diet]
            words = gettext(CLASH) % {"facts": _listed(wrong), "diet": str(diet).lower()}
            self.add_error("diet", words)
        self.facts = facts_stated(statement)

    def check_figures(self, findings: Sequence[Finding], field_of: Callable[[str], str]) -> None:
        """Errors where figures cannot be; warnings, until they are confirmed as they stand."""
        for finding in findings:
            name, words = field_of(finding.nutrient), finding.sentence(gettext)
            if finding.severity == "reject":
                self.add_error(name, words)
            else:
                self.warnings.setdefault(name, []).append(words)
        if self.warnings and not self.errors:
            self.to_confirm = _token(findings)
            if self.cleaned_data.get("confirmed") != self.to_confirm:
                self.add_error("confirmed", gettext("Please look at the marked figures."))

    @property
    def only_warned(self) -> bool:
        """Whether nothing is wrong but that unusual figures want a second look."""
        return set(self.errors) == {"confirmed"}


def _listed(facts: Iterable[str]) -> str:
    return ", ".join(gettext(name) for fact, name in FACTS.items() if fact in set(facts))


def _token(findings: Iterable[Finding]) -> str:
    """A mark of exactly these warnings: other figures want another look."""
    said = sorted(f"{one.code} {one.nutrient} {one.amount:.6g}" for one in findings)
    return hashlib.sha256("|".join(said).encode()).hexdigest()[:16]
