"""What is in the glass: volume, nutrients with what is known of them, and sugars. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from foods.nutrition import Coverage, FoodValues, Intake, Part, coverage, intake_of
from knowledge.nutrients import BY_KEY
from knowledge.text import gettext_noop as _
from people.shares import ShareRow, share_rows
from people.targets import Targets

#: Millilitres that a gram of solid food takes once it is blended. An assumption: fruit purées and
#: thick yogurt weigh 1.0 to 1.1 g a ml (FAO/INFOODS Density Database 2.0, 2012), leaves and seeds
#: close up without their air. The froth on top is not counted.
ML_PER_GRAM: Final = 1.0
#: "About" is to the nearest 10 ml.
ROUND_TO: Final = 10
SUGARS: Final = "sugars_total"
#: Sugars that everyone calls free: of juice, honey, syrup and sweets (WHO, see `WHO_SUGARS`).
SWEET_GROUPS: Final = frozenset({"juice", "sweeteners", "sweets", "soft_drinks"})
#: Whole fruit, whose sugars count as free in the UK once it is blended.
FRUIT_GROUPS: Final = frozenset(
    {
        "berries",
        "citrus",
        "dried_fruit",
        "melons",
        "pome_fruit",
        "stone_fruit",
        "tropical_fruit",
    }
)
#: Their share of energy that free sugars stay below, and kcal in a gram of sugar as the guideline
#: counts them: 50 g at 2,000 kcal.
FREE_SHARE: Final = 0.1
KCAL_PER_GRAM: Final = 4.0
#: Grams of free sugars from which the page speaks of them: a teaspoon.
WORTH_WORDS: Final = 4.0
WHO_SUGARS: Final = _("WHO, Guideline: sugars intake for adults and children, 2015")
UK_SUGARS: Final = _("Swan and others, A definition of free sugars for the UK, 2018")


@dataclass(frozen=True, slots=True)
class Pour:
    """One food in the glass, as arithmetic needs it."""

    food: int
    name: str
    group: str
    grams: float
    density: float | None = None
    """g per ml; None where it is not measured by volume."""

    @property
    def millilitres(self) -> float:
        """What it takes in the glass."""
        return self.grams / self.density if self.density else self.grams * ML_PER_GRAM


@dataclass(frozen=True, slots=True)
class Sugars:
    """Grams of sugars in a glass by where they are from; milk sugar is the rest."""

    total: float
    sweet: float
    """Of juice, honey and the like: free sugars."""
    fruit: float
    complete: bool

    @property
    def worth_words(self) -> bool:
        """Whether there is enough of what counts as free."""
        return self.sweet >= WORTH_WORDS


@dataclass(frozen=True, slots=True)
class GlassRow:
    """One nutrient in a glass beside what a day asks for, and how much of it is known."""

    share: ShareRow
    coverage: Coverage

    @property
    def over(self) -> bool:
        """Whether one glass alone uses up more than the day's limit (sodium)."""
        return self.share.against == "limit" and (self.share.share or 0.0) > 1.0


@dataclass(frozen=True, slots=True)
class Glass:
    """A glass, summed up."""

    pours: tuple[Pour, ...]
    intake: Intake
    foods: Mapping[int, FoodValues]

    @property
    def grams(self) -> float:
        """Its weight."""
        return sum(pour.grams for pour in self.pours)

    @property
    def millilitres(self) -> float:
        """Its volume, by `ML_PER_GRAM` where a food has no density."""
        return sum(pour.millilitres for pour in self.pours)

    @property
    def about_millilitres(self) -> int:
        """Its volume as it is said."""
        return round(self.millilitres / ROUND_TO) * ROUND_TO


def glass_of(pours: Sequence[Pour], foods: Mapping[int, FoodValues]) -> Glass:
    """The glass with some foods in it; `foods` holds the values of each."""
    return Glass(tuple(pours), intake_of((Part(p.food, p.grams) for p in pours), foods), foods)


def glass_rows(glass: Glass, targets: Targets) -> tuple[tuple[GlassRow, ...], tuple[GlassRow, ...]]:
    """The ten and the guard rails, then every other nutrient with a target."""
    covers = {key: coverage(glass.intake, key, glass.foods) for key in BY_KEY}
    # "At least 0" says nothing: without an amount, what is not complete is unknown.
    amounts = {
        key: glass.intake.amount(key)
        for key, cover in covers.items()
        if glass.intake.amount(key) > 0 or cover.complete
    }
    certainty = {key: "known" if cover.complete else "partial" for key, cover in covers.items()}
    first, others = share_rows(amounts, certainty, 100.0, targets)

    def rows(shares: Iterable[ShareRow]) -> tuple[GlassRow, ...]:
        return tuple(GlassRow(one, covers[one.nutrient.key]) for one in shares)

    return rows(first), rows(others)


def sugars_of(glass: Glass) -> Sugars:
    """Where the sugars of a glass are from."""
    by_food = {
        pour.food: glass.foods[pour.food].amounts.get(SUGARS, 0.0) * pour.grams / 100.0
        for pour in glass.pours
    }

    def of(groups: frozenset[str]) -> float:
        return sum(by_food[pour.food] for pour in glass.pours if pour.group in groups)

    known = coverage(glass.intake, SUGARS, glass.foods).complete
    return Sugars(glass.intake.amount(SUGARS), of(SWEET_GROUPS), of(FRUIT_GROUPS), known)


def most_free_sugars(energy_kcal: float) -> float:
    """Grams of free sugars a day to stay below, for somebody of an energy need."""
    return energy_kcal * FREE_SHARE / KCAL_PER_GRAM


def missing_names(row: GlassRow, foods: Mapping[int, FoodValues]) -> list[str]:
    """The foods without a figure for a nutrient, by name."""
    return sorted(foods[food].name for food in row.coverage.missing)
