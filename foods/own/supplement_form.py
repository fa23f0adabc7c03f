"""The form of a supplement: elemental amounts per tablet, and the compound they come in."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext, gettext_lazy

from foods.models import Food
from foods.own.fields import OwnFoodForm, Row, WeightField
from foods.own.labels import Figure, Line
from foods.own.records import OwnFood
from foods.own.supplements import (
    UNITS,
    VITAMIN_FORMS,
    Part,
    dose_figures,
    nominal_grams,
    part_of_dose,
)
from foods.own.typed import Typed
from foods.own.units import units_of
from foods.sanity import check_dose
from knowledge.compounds import compounds_of
from knowledge.nutrients import BY_KEY, CATALOGUE, MINERAL, VITAMIN
from knowledge.text import gettext_noop as _

FIRST: Final = (
    *("magnesium", "potassium", "calcium", "iron", "zinc"),
    *("vitamin_d", "thiamin_b1", "vitamin_b6", "vitamin_b12", "vitamin_k2"),
    *("folic_acid", "vitamin_c"),
)
MORE: Final[dict[str, tuple[str, ...]]] = {
    _("Other minerals"): tuple(
        n.key for n in CATALOGUE if n.group == MINERAL and n.key not in FIRST
    ),
    _("Other vitamins"): tuple(
        n.key for n in CATALOGUE if n.group == VITAMIN and n.key not in FIRST
    ),
    _("Fatty acids, energy and others"): (
        *("epa", "dha", "alpha_linolenic_acid", "caffeine"),
        *("energy", "protein", "fat_total", "carbohydrate", "sugars_total", "fibre"),
    ),
}
KEYS: Final = (*FIRST, *(key for keys in MORE.values() for key in keys))


class SupplementForm(OwnFoodForm):
    """A supplement as its label has it."""

    form_kind = "supplement"

    dose_unit = forms.ChoiceField(
        choices=[(key, gettext_lazy(name)) for key, name in UNITS.items()], initial="tablet"
    )
    doses = WeightField(
        least=0.1,
        most=100,
        words=gettext_lazy("Enter how many the label speaks of, from 0.1 to 100."),
        initial="1",
    )
    dose_grams = WeightField(
        least=0.01, most=500, words=gettext_lazy("Enter a weight from 0.01 to 500 g.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key in KEYS:
            self.add_line(key, units_of(key))
            forms_of = {one.form: one.name for one in compounds_of(key)} or VITAMIN_FORMS.get(key)
            if forms_of:
                listed = [
                    ("", gettext("form not said")),
                    *((form, gettext(name)) for form, name in forms_of.items()),
                ]
                self.fields[f"f_{key}"] = self.choice(
                    gettext("Form of %(name)s"), gettext(BY_KEY[key].name), listed
                )
            if compounds_of(key):
                self.fields[f"c_{key}"] = forms.BooleanField(required=False)

    @property
    def printed_rows(self) -> list[Row]:
        """What muscles and nerves need, and what is sold most."""
        return self.rows(FIRST)

    @property
    def more_groups(self) -> list[tuple[str, list[Row]]]:
        """Every other nutrient under its heading."""
        return [(name, self.rows(keys)) for name, keys in MORE.items()]

    @property
    def more_open(self) -> bool:
        """Whether the other nutrients are in use."""
        return any(row.filled for _name, rows in self.more_groups for row in rows)

    def clean(self) -> dict[str, Any]:
        """Figures per dose, looked at as every supplement is."""
        data: dict[str, Any] = super().clean() or {}
        self.check_statement()
        self.per_dose: dict[str, Figure] = {}
        if not self.errors:
            self._compute()
        return data

    def _parts(self) -> dict[str, Part]:
        data = self.cleaned_data
        return {
            key: Part(
                Line(figure, self.unit_of(key)),
                data.get(f"f_{key}") or "",
                bool(data.get(f"c_{key}")),
            )
            for key in KEYS
            if isinstance(figure := data.get(f"n_{key}"), Typed)
        }

    @property
    def _style(self) -> Any:
        return self.cleaned_data.get("style") or "eu"

    def _compute(self) -> None:
        parts = self._parts()
        for key, part in parts.items():
            try:
                part_of_dose(key, part, self._style)
            except ValueError as error:
                self.add_error(f"n_{key}", gettext(str(error)))
        if not parts:
            self.add_error("n_magnesium", gettext("Copy at least one figure from the label."))
        if self.errors:
            return
        doses = self.cleaned_data.get("doses") or 1.0
        self.per_dose = dose_figures(parts, self._style, doses)
        amounts = {key: figure.amount for key, figure in self.per_dose.items()}
        found = check_dose(amounts, dose_grams=self.cleaned_data.get("dose_grams"))
        self.check_figures(found, self._field_of)
        weight = self.grams
        self.figures = {key: one.times(100.0 / weight) for key, one in self.per_dose.items()}

    @staticmethod
    def _field_of(nutrient: str) -> str:
        if nutrient in KEYS:
            return f"n_{nutrient}"
        return "n_magnesium"

    @property
    def grams(self) -> float:
        """What one dose weighs, or the weight that stands in for it."""
        stated: float | None = self.cleaned_data.get("dose_grams")
        return stated or nominal_grams(self.per_dose)

    def record(self) -> OwnFood:
        """What is to be stored; only of a valid form."""
        data = self.cleaned_data
        unit = gettext(UNITS[data["dose_unit"]])
        return OwnFood(
            name=data["name"],
            brand=data["brand"],
            kind=Food.Kind.SUPPLEMENT,
            form_kind=self.form_kind,
            figures=self.figures,
            source=gettext("Label, per %(dose)s") % {"dose": unit},
            note="" if data["dose_grams"] else self._nominal_words(unit),
            facts=self.facts,
            measures={unit: self.grams},
            typed=self.typed(),
        )

    def _nominal_words(self, unit: str) -> str:
        words = gettext("The weight of a %(unit)s is not known; it counts as %(grams)s g.")
        return words % {"unit": unit, "grams": f"{self.grams:g}"}
