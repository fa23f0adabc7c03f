"""What the pages on nutrients show: the texts of `knowledge`, with their citations numbered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from foods.models import Food
from foods.nutrient_targets import TargetLine, TargetTable, efsa_table, us_table
from foods.ranking import SPOONFUL
from knowledge.cautions import CautionText, Sign, cautions_on, load_signs
from knowledge.citations import Citation, Point, Review, load_citations
from knowledge.evidence import (
    GRADE_NAMES,
    Claim,
    OftenSaid,
    claims_on,
    load_claims,
    load_often_said,
    often_said_on,
)
from knowledge.menaquinones import Menaquinones, richest
from knowledge.nutrient_facts import NutrientFacts, load_pages
from knowledge.nutrients import BY_KEY, TEN, Nutrient
from knowledge.safety import URGENCIES, Severity, Urgency
from knowledge.text import gettext_noop as _

#: How many foods a page names before it leads to the whole list.
SOURCES: Final = 10
#: How many rows of the tables of menaquinones a page shows.
K2_ROWS: Final = 12
SEVERITY_NAMES: Final[dict[Severity, str]] = {
    "avoid": _("Avoid"),
    "ask-clinician": _("Ask first"),
    "limit": _("Keep within a limit"),
    "keep-consistent": _("Keep steady"),
    "spacing": _("Keep apart in time"),
    "require": _("Needs a reliable source"),
}
URGENCY_NAMES: Final[dict[Urgency, str]] = {
    "emergency": _("At once"),
    "same-day": _("The same day, or very soon"),
    "routine": _("Make an appointment"),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A source with its number on the page."""

    number: int
    citation: Citation


class Numbering:
    """Numbers the citations of one page in the order in which they are met."""

    def __init__(self) -> None:
        self._known: Mapping[str, Citation] = load_citations()
        self._met: dict[str, Reference] = {}

    def of(self, cites: Iterable[str]) -> tuple[Reference, ...]:
        """The references of a statement; those met for the first time get the next numbers."""
        for cite in cites:
            self._met.setdefault(cite, Reference(len(self._met) + 1, self._known[cite]))
        return tuple(self._met[cite] for cite in cites)

    def all(self) -> tuple[Reference, ...]:
        """Every reference that was met, by number."""
        return tuple(self._met.values())


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as a page shows it."""

    text: str
    references: tuple[Reference, ...]
    review: Review
    name: str = ""
    """The form of supplement, or the common saying, that it is about."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A graded claim as a page shows it."""

    claim: Claim
    grade_name: str
    points: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A food of the short list; `share` is of the first food's amount, for the bar."""

    food: Food
    share: float


@dataclass(frozen=True, slots=True)
class Member:
    """A nutrient that a page of several leads to."""

    facts: NutrientFacts
    nutrient: Nutrient
    adult: TargetLine | None


@dataclass(frozen=True, slots=True)
class NutrientPage:
    """One page, but for the foods, which come from the database."""

    facts: NutrientFacts
    nutrient: Nutrient | None
    functions: tuple[Statement, ...]
    source_notes: tuple[Statement, ...]
    target_notes: tuple[Statement, ...]
    us: TargetTable | None
    efsa: TargetTable | None
    limits: tuple[Statement, ...]
    cautions: tuple[tuple[str, tuple[CautionText, ...]], ...]
    """Under the headings of how strict they are, the strictest first."""
    evidence: tuple[Evidence, ...]
    often_said: tuple[Statement, ...]
    forms: tuple[Statement, ...]
    members: tuple[Member, ...]
    references: tuple[Reference, ...]
    k2_european: tuple[Menaquinones, ...] = ()
    k2_us: tuple[Menaquinones, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexLine:
    """A nutrient in the index, with the grades of what was tried for cramps."""

    facts: NutrientFacts
    claims: tuple[Claim, ...]


def nutrient_page(key: str) -> NutrientPage:
    """The page of a nutrient; KeyError where there is none."""
    facts = load_pages()[key]
    numbers = Numbering()
    # In the order in which the page is read: that is how its references are numbered.
    functions = statements(facts.functions, numbers)
    source_notes = statements(facts.sources, numbers)
    target_notes = statements(facts.targets, numbers)
    limits = statements(facts.limits, numbers)
    evidence = shown_claims(claims_on(key), numbers)
    often_said = shown_sayings(often_said_on(key), numbers)
    forms = tuple(statement(form.point, numbers, form.name) for form in facts.forms)
    is_k2 = key == "vitamin_k2"
    return NutrientPage(
        facts=facts,
        nutrient=BY_KEY.get(key),
        functions=functions,
        source_notes=source_notes,
        target_notes=target_notes,
        us=us_table(key),
        efsa=efsa_table(key),
        limits=limits,
        cautions=cautions_by_severity(facts.members or (key,)),
        evidence=evidence,
        often_said=often_said,
        forms=forms,
        members=members_of(facts),
        references=numbers.all(),
        k2_european=richest("european", K2_ROWS) if is_k2 else (),
        k2_us=richest("us_extended", K2_ROWS) if is_k2 else (),
    )


def statement(point: Point, numbers: Numbering, name: str = "") -> Statement:
    """A statement with its references numbered."""
    return Statement(point.text, numbers.of(point.cites), point.review, name)


def statements(points: Iterable[Point], numbers: Numbering) -> tuple[Statement, ...]:
    """Statements with their references numbered."""
    return tuple(statement(point, numbers) for point in points)


def shown_claims(claims: Iterable[Claim], numbers: Numbering) -> tuple[Evidence, ...]:
    """Graded claims with their references numbered."""
    return tuple(
        Evidence(claim, GRADE_NAMES[claim.grade], statements(claim.points, numbers))
        for claim in claims
    )


def shown_sayings(sayings: Iterable[OftenSaid], numbers: Numbering) -> tuple[Statement, ...]:
    """Common sayings with what was found, their references numbered."""
    return tuple(statement(saying.found, numbers, saying.said) for saying in sayings)


def cautions_by_severity(keys: Iterable[str]) -> tuple[tuple[str, tuple[CautionText, ...]], ...]:
    """The cautions of some nutrients under the headings of how strict they are."""
    listed = cautions_on(*keys)
    groups = (
        (name, tuple(one for one in listed if one.severity == severity))
        for severity, name in SEVERITY_NAMES.items()
    )
    return tuple((name, group) for name, group in groups if group)


def members_of(facts: NutrientFacts) -> tuple[Member, ...]:
    """The nutrients that a page of several leads to, with the target of adults."""
    found = []
    for key in facts.members:
        table = us_table(key)
        found.append(Member(load_pages()[key], BY_KEY[key], table.adult if table else None))
    return tuple(found)


def source_lines(foods: Sequence[Food], spoonfuls: bool) -> tuple[SourceLine, ...]:
    """The head of a list of best sources, each beside the first.

    Each food has `value` and `serving` (grams). Without `spoonfuls`, what one eats less than that
    of is left out: nobody eats baking powder for its calcium.
    """
    listed = [food for food in foods if spoonfuls or _serving(food) >= SPOONFUL][:SOURCES]
    most = max((_value(food) for food in listed), default=0.0)
    return tuple(SourceLine(food, _value(food) / most) for food in listed)


def _serving(food: Food) -> float:
    return float(food.serving)  # type: ignore[attr-defined]


def _value(food: Food) -> float:
    return float(food.value)  # type: ignore[attr-defined]


def index_lines(ten: bool) -> tuple[IndexLine, ...]:
    """The ten in their order, or the other pages in the order of the file."""
    keys = TEN if ten else [key for key in load_pages() if key not in TEN]
    return tuple(IndexLine(load_pages()[key], claims_on(key)) for key in keys)


def general_evidence(numbers: Numbering) -> tuple[Evidence, ...]:
    """What was tried for cramps and is no nutrient."""
    return shown_claims((claim for claim in load_claims() if not claim.nutrients), numbers)


def general_sayings(numbers: Numbering) -> tuple[Statement, ...]:
    """Common sayings about cramps and no nutrient."""
    return shown_sayings((one for one in load_often_said() if not one.nutrients), numbers)


def signs_by_urgency() -> tuple[tuple[str, tuple[Sign, ...]], ...]:
    """The signs that want a clinician, the most urgent first, under their headings."""
    return tuple(
        (URGENCY_NAMES[urgency], tuple(sign for sign in load_signs() if sign.urgency == urgency))
        for urgency in URGENCIES
    )


def navigation() -> tuple[NutrientFacts, ...]:
    """Every page, in the order of the short navigation: the ten, then the B vitamins."""
    return tuple(load_pages().values())
