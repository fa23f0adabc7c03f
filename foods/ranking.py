"""Where a food stands among others for a nutrient, and what lists of sources ask. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal, cast

from foods.facts import ALLERGENS, TAG_NAMES, TAGS
from foods.searching import Query, checked, last
from knowledge.daily_values import Claim, content_claim, daily_value
from knowledge.eu_claims import eu_claim, reference_value
from knowledge.nutrients import BY_KEY, Nutrient
from knowledge.text import gettext_noop as _

Basis = Literal["serving", "100g", "100kcal"]
Rule = Literal["fda", "eu"]

BASES: Final[dict[Basis, str]] = {
    "serving": _("per serving"),
    "100g": _("per 100 g"),
    "100kcal": _("per 100 kcal"),
}
RULES: Final[dict[Rule, str]] = {"fda": _("US (FDA)"), "eu": _("EU")}
KINDS: Final[dict[str, str]] = {"food": _("Foods"), "drink": _("Drinks")}
SCOPES: Final[dict[str, str]] = {
    "everyday": _("Everyday foods"),
    "reference": _("With reference foods of public databases"),
    "all": _("With packaged foods too"),
}
#: Servings below these grams are a spoonful or a sprinkle: per 100 g, dried herbs and baking
#: powder would top every list that nobody eats 100 g of (design choice).
SPOONFUL: Final = 15.0
#: kcal per 100 g up to which an amount per 100 kcal says nothing: nobody drinks a litre of espresso
#: for its magnesium. The EU calls drinks "low in energy" up to 20 kcal and "free of energy" up to
#: 4 kcal per 100 ml (Regulation (EC) 1924/2006, annex); taking the second for foods is our choice.
LEAST_ENERGY: Final = 4.0
LEAST_ENERGY_DRINK: Final = 20.0
#: A list of sources ends here: nobody looks for the 301st best.
LONGEST_LIST: Final = 300


@dataclass(frozen=True, slots=True)
class SourcesAsked:
    """A checked question for the best sources of a nutrient."""

    nutrient: Nutrient
    basis: Basis = "serving"
    rule: Rule = "fda"
    kind: str = ""
    scope: str = "everyday"
    tags: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    spoonfuls: bool = False
    """Whether foods eaten by the spoonful stand in lists per 100 g and per 100 kcal."""
    ignored: tuple[str, ...] = ()

    @property
    def avoided(self) -> tuple[str, ...]:
        """Facts that every food of the list is free of."""
        return tuple(
            dict.fromkeys([*(fact for tag in self.tags for fact in TAGS[tag]), *self.free])
        )

    @property
    def with_branded(self) -> bool:
        """Whether packaged foods are in the list.

        There may be 400,000 of them: the database has them in the order of amounts per 100 g only.
        """
        return self.scope == "all" and (self.basis == "100g" or bool(self.avoided))

    @property
    def by_index(self) -> bool:
        """Whether the list is read in the order of an index, from the top."""
        return self.with_branded and not self.avoided

    @property
    def without_spoonfuls(self) -> bool:
        """Whether servings below `SPOONFUL` are left out; per serving they rank by themselves."""
        return self.basis != "serving" and not self.spoonfuls


@dataclass(frozen=True, slots=True)
class Standing:
    """A rank, 1 for the most, among so many foods with a figure; equals share the better rank."""

    rank: int
    of: int


def sources_asked(query: Query, nutrient: str) -> SourcesAsked:
    """What a query string asks for; what means nothing is named and left out.

    KeyError where the catalogue has no such nutrient.
    """
    ignored: list[str] = []

    def one(name: str, known: Collection[str], usual: str) -> str:
        found = checked(query, name, known, ignored)
        return found[-1] if found else usual

    return SourcesAsked(
        nutrient=BY_KEY[nutrient],
        basis=cast(Basis, one("basis", BASES, "serving")),
        rule=cast(Rule, one("rule", RULES, "fda")),
        kind=one("kind", KINDS, ""),
        scope=one("scope", SCOPES, "everyday"),
        tags=checked(query, "tag", TAG_NAMES, ignored),
        free=checked(query, "free", ALLERGENS, ignored),
        spoonfuls=last(query, "spoonfuls") == "1",
        ignored=tuple(ignored),
    )


def on_basis(
    per_100_g: float | None,
    basis: Basis,
    *,
    serving: float | None,
    energy: float | None,
    drink: bool = False,
) -> float | None:
    """An amount on another basis; None where the amount, serving (g) or energy is unknown.

    `energy` is kcal per 100 g; up to `LEAST_ENERGY` (`LEAST_ENERGY_DRINK`) there is no amount per
    100 kcal.
    """
    if per_100_g is None:
        return None
    if basis == "100g":
        return per_100_g
    if basis == "serving":
        return None if serving is None else per_100_g * serving / 100.0
    least = LEAST_ENERGY_DRINK if drink else LEAST_ENERGY
    return None if energy is None or energy <= least else per_100_g / energy * 100.0


def standing(ahead: int, others: int) -> Standing:
    """The rank of a food with `ahead` of `others` before it, itself counted in."""
    return Standing(ahead + 1, others + 1)


def claim_by(
    rule: Rule,
    nutrient: str,
    per_100_g: float,
    *,
    reference_grams: float | None,
    drink: bool,
    density: float | None,
) -> Claim | None:
    """What a rule lets one say: FDA per reference amount, the EU per 100 g or 100 ml."""
    if rule == "eu":
        return eu_claim(nutrient, per_100_g, drink=drink, density=density)
    if not reference_grams:
        return None
    return content_claim(nutrient, per_100_g * reference_grams / 100.0)


def label_value(rule: Rule, nutrient: str) -> float | None:
    """The Daily Value or EU reference value, in the nutrient's unit; None where there is none."""
    value = daily_value(nutrient) if rule == "fda" else reference_value(nutrient)
    return value.amount if value else None


def claim_marks(
    rule: Rule, nutrient: str, basis: Basis, *, drink: bool, density: float | None
) -> tuple[float, ...]:
    """Amounts where "source" and "high" begin, on the basis the rule speaks of; else none.

    FDA's rule is per serving, the EU's per 100 g, or per 100 ml of a drink: then in 100 g of it.
    """
    if rule == "fda":
        value = daily_value(nutrient)
        found = (value.good_from, value.high_from) if value and basis == "serving" else ()
    else:
        reference = reference_value(nutrient)
        found = ()
        if reference and basis == "100g" and not drink:
            found = (reference.source_from, reference.high_from)
        elif reference and basis == "100g" and density:
            found = (reference.drink_source_from, reference.drink_high_from)
    per_gram = density if rule == "eu" and drink and density else 1.0
    return tuple(one / per_gram for one in found if one is not None)
