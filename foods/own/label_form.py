"""The form of a food with a nutrition label, and of a corrected copy of a food."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, gettext_lazy

from foods.models import Aisle, Food, FoodGroup
from foods.own.fields import OwnFoodForm, Row, WeightField
from foods.own.labels import DENSITIES, Basis, Label, Line, per_100_g
from foods.own.records import OwnFood
from foods.own.typed import Typed
from foods.own.units import SODIUM, units_of
from foods.sanity import check_food
from foods.templatetags.figures import number
from knowledge.nutrients import BY_KEY, CATALOGUE, FAT, MINERAL, VITAMIN
from knowledge.text import gettext_noop as _

#: What labels have to print, in the order of the European one; salt stands for sodium.
PRINTED: Final = (
    *("energy", "fat_total", "fat_saturated", "carbohydrate", "sugars_total"),
    *("fibre", "protein"),
)
SALT: Final = "salt"
MORE: Final[dict[str, tuple[str, ...]]] = {
    _("Minerals"): tuple(n.key for n in CATALOGUE if n.group == MINERAL and n.key != "sodium"),
    _("Vitamins"): tuple(n.key for n in CATALOGUE if n.group == VITAMIN),
    _("Fats in detail"): tuple(n.key for n in CATALOGUE if n.group == FAT and n.key not in PRINTED),
    _("Water, alcohol, caffeine"): ("water", "alcohol", "caffeine"),
}
#: Only these are added to foods to fortify them.
FORTIFIED: Final = (*MORE["Minerals"], *MORE["Vitamins"])
KEYS: Final = (*PRINTED, *(key for keys in MORE.values() for key in keys))
WEIGHTS: Final = (("g", "g"), ("ml", "ml"))
BASES: Final = (
    ("100g", gettext_lazy("100 g")),
    ("100ml", gettext_lazy("100 ml")),
    ("serving", gettext_lazy("a serving")),
)
LIKE: Final = (
    ("milk", gettext_lazy("milk, a plant drink or juice: 1.03 g per ml")),
    ("water", gettext_lazy("water or tea: 1.00 g per ml")),
    ("oil", gettext_lazy("oil: 0.92 g per ml")),
    ("syrup", gettext_lazy("syrup or honey: 1.37 g per ml")),
)
MEASURES: Final = 3
PACKS: Final = 2
#: Lightest and heaviest of servings, measures and packs, in g or ml.
WEIGHT_RANGE: Final = (0.1, 20000.0)


def weight_field() -> WeightField:
    """A weight or volume of a measure or pack."""
    least, most = WEIGHT_RANGE
    words = gettext_lazy("Enter a weight from 0.1 to 20,000.")
    return WeightField(least=least, most=most, words=words)


class LabelForm(OwnFoodForm):
    """A food or drink as its label has it."""

    form_kind = "label"

    kind = forms.ChoiceField(
        choices=[(Food.Kind.FOOD, gettext_lazy("Food")), (Food.Kind.DRINK, gettext_lazy("Drink"))],
        initial=Food.Kind.FOOD,
        widget=forms.RadioSelect,
    )
    aisle = forms.ChoiceField(required=False)
    group = forms.ChoiceField(required=False)
    basis = forms.ChoiceField(choices=BASES, initial="100g", widget=forms.RadioSelect)
    serving = weight_field()
    serving_unit = forms.ChoiceField(choices=WEIGHTS, required=False, initial="g")
    like = forms.ChoiceField(choices=LIKE, required=False, initial="milk")
    density = WeightField(
        least=0.2,
        most=3.0,
        words=gettext_lazy("Enter the grams of one millilitre, from 0.2 to 3."),
    )

    def __init__(
        self,
        *args: Any,
        aisles: Sequence[Aisle] = (),
        groups: Sequence[FoodGroup] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["aisle"].choices = [
            ("", gettext("Not sure")),
            *((a.key, gettext(a.name)) for a in aisles),
        ]
        fields["group"].choices = [
            ("", gettext("As its aisle")),
            *((g.key, gettext(g.name)) for g in groups),
        ]
        for key in KEYS:
            self.add_line(key, units_of(key))
        for key in FORTIFIED:
            fields[f"a_{key}"] = forms.BooleanField(required=False)
        self.add_line(SALT, [(unit, unit) for unit in SODIUM])
        for number_of in range(1, MEASURES + 1):
            self._add_weighed(f"m{number_of}", 80)
        for number_of in range(1, PACKS + 1):
            self._add_weighed(f"p{number_of}", 30)

    def _add_weighed(self, name: str, longest: int) -> None:
        """A measure or pack: its name and what it weighs."""
        self.fields[f"{name}_name"] = forms.CharField(max_length=longest, required=False)
        self.fields[f"{name}_weight"] = weight_field()
        self.fields[f"{name}_unit"] = forms.ChoiceField(
            choices=WEIGHTS, required=False, initial="g"
        )

    # What the page shows

    @property
    def printed_rows(self) -> list[Row]:
        """The lines every label has, salt last."""
        return self.rows((*PRINTED, SALT))

    @property
    def more_groups(self) -> list[tuple[str, list[Row]]]:
        """Every other nutrient under its heading."""
        return [(name, self.rows(keys)) for name, keys in MORE.items()]

    @property
    def more_open(self) -> bool:
        """Whether the other nutrients are in use."""
        return any(row.filled for _name, rows in self.more_groups for row in rows)

    @property
    def measure_rows(self) -> list[tuple[Any, Any, Any]]:
        """Name, weight and unit of each measure."""
        return [self._weighed(f"m{n}") for n in range(1, MEASURES + 1)]

    @property
    def pack_rows(self) -> list[tuple[Any, Any, Any]]:
        """Name, weight and unit of each pack."""
        return [self._weighed(f"p{n}") for n in range(1, PACKS + 1)]

    def _weighed(self, name: str) -> tuple[Any, Any, Any]:
        return self[f"{name}_name"], self[f"{name}_weight"], self[f"{name}_unit"]

    @property
    def weights_open(self) -> bool:
        """Whether measures or packs are in use."""
        return any(
            field.value() or field.errors
            for row in (*self.measure_rows, *self.pack_rows)
            for field in row[:2]
        )

    # What was typed, checked

    def clean(self) -> dict[str, Any]:
        """Figures per 100 g, looked at as every imported food is."""
        data: dict[str, Any] = super().clean() or {}
        self.check_statement()
        self._check_weighed()
        if data.get("basis") == "serving" and not data.get("serving") and not self.errors:
            self.add_error("serving", gettext("Say how much a serving is."))
        self.label = Label(
            lines=self._lines(),
            style=data.get("style") or "eu",
            basis=self._basis,
            serving=data.get("serving"),
            serving_in_ml=data.get("serving_unit") == "ml",
            density=self._density_used,
        )
        if not self.errors:
            self._compute()
        return data

    @property
    def _basis(self) -> Basis:
        basis: Basis = self.cleaned_data.get("basis") or "100g"
        return basis

    def _lines(self) -> dict[str, Line]:
        return {
            key: Line(figure, self.unit_of(key), bool(self.cleaned_data.get(f"a_{key}")))
            for key in (*KEYS, SALT)
            if isinstance(figure := self.cleaned_data.get(f"n_{key}"), Typed)
        }

    @property
    def _density_used(self) -> float:
        """g per ml: as typed, else of what the food is like."""
        typed: float | None = self.cleaned_data.get("density")
        return typed or DENSITIES[self.cleaned_data.get("like") or "milk"]

    @property
    def _has_volume(self) -> bool:
        """Whether anything on the label is a volume, or the food is drunk."""
        data = self.cleaned_data
        by_volume = data.get("basis") == "100ml" or (
            data.get("basis") == "serving" and data.get("serving_unit") == "ml"
        )
        packed = any(
            data.get(f"{name}_weight") and data.get(f"{name}_unit") == "ml" for name in _WEIGHED
        )
        return by_volume or packed or data.get("kind") == Food.Kind.DRINK

    @property
    def density_stored(self) -> float | None:
        """g per ml where the food is measured by volume."""
        used = self._has_volume or self.cleaned_data.get("density")
        return self._density_used if used else None

    def _compute(self) -> None:
        for key, line in self.label.lines.items():
            try:
                per_100_g(replace(self.label, lines={key: line}))
            except ValueError as error:
                self.add_error(f"n_{key}", gettext(str(error)))
        if self.errors:
            return
        self.figures = self.computed()
        if not self.figures:
            self.add_error("n_energy", gettext("Copy at least one figure from the label."))
            return
        grams = 100.0 if self.label.basis == "100ml" else self.label.basis_grams
        amounts = {key: figure.amount for key, figure in self.figures.items()}
        self.check_figures(check_food(amounts, label_grams=grams), self._field_of)

    def computed(self) -> dict[str, Any]:
        """Figures per 100 g with what follows from them."""
        return dict(per_100_g(self.label))

    @staticmethod
    def _field_of(nutrient: str) -> str:
        if nutrient == "sodium":
            return f"n_{SALT}"
        return f"n_{nutrient}" if nutrient in BY_KEY else "n_energy"

    def _check_weighed(self) -> None:
        names: set[str] = set()
        for name in _WEIGHED:
            words, weight = self.cleaned_data.get(f"{name}_name"), self._weight(name)
            if bool(words) != bool(weight) and f"{name}_weight" not in self.errors:
                missing = f"{name}_weight" if words else f"{name}_name"
                self.add_error(missing, gettext("Both a name and a weight, please."))
            elif name.startswith("m") and words:
                if words.lower() in names:
                    self.add_error(f"{name}_name", gettext("There is one of that name."))
                names.add(words.lower())

    def _weight(self, name: str) -> float | None:
        """Grams of a measure or pack."""
        weight: float | None = self.cleaned_data.get(f"{name}_weight")
        if weight is None:
            return None
        in_ml = self.cleaned_data.get(f"{name}_unit") == "ml"
        return weight * self._density_used if in_ml else weight

    def _named_weights(self, letter: str) -> Iterable[tuple[str, float]]:
        for name in _WEIGHED:
            weight = self._weight(name)
            if name.startswith(letter) and weight:
                yield self.cleaned_data[f"{name}_name"], weight

    def record(self) -> OwnFood:
        """What is to be stored; only of a valid form."""
        data = self.cleaned_data
        measures = dict(self._named_weights("m"))
        if self.label.basis == "serving" and "serving" not in measures:
            measures = {"serving": self.label.basis_grams, **measures}
        return OwnFood(
            name=data["name"],
            brand=data["brand"],
            kind=data["kind"],
            form_kind=self.form_kind,
            figures=self.figures,
            source=self.source_words(),
            aisle=data["aisle"],
            group=data["group"],
            density=self.density_stored,
            facts=self.facts,
            measures=measures,
            packs=tuple(self._named_weights("p")),
            typed=self.typed(),
        )

    def source_words(self) -> str:
        """Where the figures are from."""
        data = self.cleaned_data
        if self.label.basis != "serving":
            basis = "100 g" if self.label.basis == "100g" else "100 ml"
            return gettext("Label, per %(basis)s") % {"basis": basis}
        serving = f"{number(data['serving'], 0 if data['serving'] % 1 == 0 else 1)} "
        serving += data["serving_unit"] or "g"
        return gettext("Label, per serving of %(serving)s") % {"serving": serving}


_WEIGHED: Final = (
    *(f"m{n}" for n in range(1, MEASURES + 1)),
    *(f"p{n}" for n in range(1, PACKS + 1)),
)


class CopyForm(LabelForm):
    """A food's own figures per 100 g, to be corrected; carbohydrate includes fibre, as stored."""

    form_kind = "copy"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, value in (("style", "us"), ("basis", "100g")):
            field: Any = self.fields[name]
            field.required, field.widget, field.initial = False, forms.HiddenInput(), value
        kind: Any = self.fields["kind"]
        given = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        if given == Food.Kind.SUPPLEMENT:
            kind.choices = Food.Kind.choices
        like: Any = self.fields["like"]
        like.initial = ""
        like.choices = [("", gettext("Not measured by volume")), *LIKE]

    def clean_style(self) -> str:
        """As the catalogue counts."""
        return "us"

    def clean_basis(self) -> str:
        """Always per 100 g."""
        return "100g"

    def computed(self) -> dict[str, Any]:
        """Only what was there or typed: nothing follows by itself."""
        typed = {"sodium" if key == SALT else key for key in self.label.lines}
        return {key: figure for key, figure in super().computed().items() if key in typed}

    @property
    def density_stored(self) -> float | None:
        """g per ml as typed, or of what it is like where that was chosen."""
        typed: float | None = self.cleaned_data.get("density")
        like = self.cleaned_data.get("like")
        return typed or (DENSITIES[like] if like else super().density_stored)

    def source_words(self) -> str:
        """Of the figures that were changed."""
        return gettext("Corrected by you")
