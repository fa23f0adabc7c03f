"""Lines to foods, grams and totals: reads the rows, decides nothing that a pure module can."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from django.db.models import Q

from accounts.models import Tenant
from foods.calculating import grammar, tagger
from foods.calculating.corrections import NONE, Correction, Sent
from foods.calculating.lines import LONGEST_LINE, Amount, Line
from foods.calculating.matching import (
    LEAST,
    MOST_ALTERNATIVES,
    Candidate,
    Match,
    Sureness,
    ranked,
    searches,
    sureness,
    wanted,
)
from foods.calculating.totals import NutrientTotal, totals
from foods.calculating.weighing import Measured, Pack, Unweighed, Weighed, Why, choices, weigh
from foods.models import Food, FoodMeasure, FoodPack
from foods.nutrition import Part
from foods.queries import food_values
from foods.search import index

Status = Literal["counted", "not_counted", "unknown_food", "too_long"] | Why
Reader = Literal["tagger", "grammar"]

#: Foods taken from one search, and foods enough to choose among.
MOST_FOUND: Final = 30
ENOUGH: Final = 2 * MOST_ALTERNATIVES
#: Foods whose measures are read before the last word on which fits.
SHORTLIST: Final = 8
#: Foods offered for choice ("oil or butter") that are looked up.
MOST_NAMES: Final = 2


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as it was understood."""

    text: str
    status: Status
    line: Line | None = None
    food: Food | None = None
    score: float = 0.0
    sureness: Sureness = "check"
    alternatives: tuple[Match, ...] = ()
    weighed: Weighed | None = None
    problem: Unweighed | None = None
    measures: tuple[str, ...] = ()
    """Measures one can choose for the food."""
    correction: Correction = NONE

    @property
    def counted(self) -> bool:
        """Whether the totals hold it."""
        return self.status == "counted"

    @property
    def others(self) -> tuple[str, ...]:
        """Foods the line offers for choice and that were not taken."""
        return self.line.names[1:] if self.line else ()


@dataclass(frozen=True, slots=True)
class Calculation:
    """Every line, and what those that count bring together."""

    lines: tuple[ReadLine, ...]
    totals: tuple[NutrientTotal, ...]
    reader: Reader
    left_out: int = 0
    """Lines beyond the bound, which nobody read."""

    @property
    def counted(self) -> tuple[ReadLine, ...]:
        """The lines that the totals hold."""
        return tuple(line for line in self.lines if line.counted)

    @property
    def missing(self) -> tuple[ReadLine, ...]:
        """The lines that the totals do not hold."""
        return tuple(line for line in self.lines if not line.counted)

    @property
    def grams(self) -> float:
        """Grams of everything counted."""
        return sum(line.weighed.grams for line in self.counted if line.weighed)


@dataclass(frozen=True, slots=True)
class _Found:
    """A line with the foods that may be meant."""

    line: Line
    matches: list[Match]


def reader() -> Reader:
    """Who reads the lines on this machine."""
    return "tagger" if tagger.available() else "grammar"


def read_line(text: str, by: Reader) -> Line | None:
    """What a line says; the grammar answers where the tagger finds no food or no amount."""
    plain = grammar.read(text)
    if by == "grammar":
        return plain
    tagged = tagger.read(text)
    if tagged is None or (not tagged.amounts and plain and plain.amounts):
        return plain
    return tagged


def calculate(tenant: Tenant | None, sent: Sent, by: Reader | None = None) -> Calculation:
    """What the lines say and bring: up to 6 searches a line, 3 queries for foods, 2 for amounts."""
    by = by or reader()
    found = [
        _find(tenant, text, correction, by)
        for text, correction in zip(sent.texts, sent.corrections, strict=True)
    ]
    shelf = _shelf(tenant, found, sent.corrections)
    lines = tuple(
        _understood(text, one, correction, shelf)
        for text, one, correction in zip(sent.texts, found, sent.corrections, strict=True)
    )
    parts = [
        Part(line.food.pk, line.weighed.grams)
        for line in lines
        if line.counted and line.food and line.weighed
    ]
    values = food_values({part.food for part in parts})
    return Calculation(lines, totals(parts, values), by, sent.left_out)


def _find(tenant: Tenant | None, text: str, correction: Correction, by: Reader) -> _Found | None:
    """A line with its candidates, best first; None where it cannot be read."""
    line = read_line(text, by) if len(text) <= LONGEST_LINE else None
    if line is None:
        return None
    if correction.find:
        line = replace(line, names=(correction.find,), certainty=1.0)
    if line.unweighed:
        return _Found(line, [])
    matches: dict[int, Match] = {}
    for name in line.names[:MOST_NAMES]:
        for match in ranked(wanted(line, name), _candidates(tenant, name)):
            matches.setdefault(match.candidate.id, match)
    return _Found(line, list(matches.values()))


def _candidates(tenant: Tenant | None, name: str) -> list[Candidate]:
    """Foods that a name may mean, by ever fewer of its words until there are enough."""
    found: dict[int, Candidate] = {}
    for number, text in enumerate(searches(name)):
        reading = index.read(text, using=Food.objects.db)
        whole = number == 0 and not reading.plan.dropped
        foods = Food.objects.visible_to(tenant).listed().understood(reading, text)
        rows = foods.values_list("pk", "slug", "name", "pantry", "prominence")[:MOST_FOUND]
        for pk, slug, called, staple, late in rows:
            one = Candidate(pk, slug, called, len(found), whole, staple, late)
            found.setdefault(pk, one)
        if len(found) >= ENOUGH:
            break
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The foods that may be meant, with how they are measured."""

    foods: dict[int, Food]
    by_slug: dict[str, Food]
    measures: dict[int, dict[str, float]]
    packs: dict[int, list[Pack]]

    def measured(self, food: Food) -> Measured:
        """How a food is measured."""
        return Measured(
            name=food.name,
            measures=self.measures.get(food.pk, {}),
            packs=tuple(self.packs.get(food.pk, ())),
            density=food.density,
            edible_share=food.edible_share,
        )


def _shelf(
    tenant: Tenant | None, found: Iterable[_Found | None], corrections: Iterable[Correction]
) -> _Shelf:
    """The likeliest foods of each line and those that were chosen (3 queries)."""
    likely = {m.candidate.id for one in found if one for m in one.matches[:SHORTLIST]}
    chosen = {one.food for one in corrections if one.food}
    rows = Food.objects.visible_to(tenant).filter(Q(pk__in=likely) | Q(slug__in=chosen))
    foods = {food.pk: food for food in rows}
    measures: dict[int, dict[str, float]] = defaultdict(dict)
    for row in FoodMeasure.objects.filter(food_id__in=foods):
        measures[row.food_id][row.name] = row.grams
    packs: dict[int, list[Pack]] = defaultdict(list)
    for pack in FoodPack.objects.filter(food_id__in=foods):
        packs[pack.food_id].append(Pack(pack.label, pack.grams, pack.drained_grams))
    return _Shelf(foods, {food.slug: food for food in foods.values()}, measures, packs)


def _understood(text: str, found: _Found | None, correction: Correction, shelf: _Shelf) -> ReadLine:
    if found is None:
        status: Status = "too_long" if len(text) > LONGEST_LINE else "unknown_food"
        return ReadLine(text, status)
    line = found.line
    chosen = shelf.by_slug.get(correction.food or "")
    if line.unweighed and chosen is None:
        return ReadLine(text, "not_counted", line)
    matches = _by_measure(found, shelf)
    best = matches[0] if matches else None
    unsure = best is None or best.score < LEAST
    food = chosen or (shelf.foods[best.candidate.id] if best and not unsure else None)
    read = ReadLine(
        text=text,
        status="unknown_food",
        line=line,
        food=food,
        score=best.score if best else 0.0,
        sureness=sureness(matches, line.certainty) if best else "check",
        alternatives=tuple(m for m in matches if food is None or m.candidate.id != food.pk)[
            :MOST_ALTERNATIVES
        ],
        correction=correction if chosen else replace(correction, food=None),
    )
    return read if food is None else _weighed(read, line, shelf.measured(food))


def _by_measure(found: _Found, shelf: _Shelf) -> list[Match]:
    """The shortlist once more, now that it is known which food comes in the line's measure."""
    names = found.line.names[:1]
    short = [m for m in found.matches[:SHORTLIST] if m.candidate.id in shelf.foods]
    if len(names) == 0 or len(found.line.names) > 1:
        return short
    asked = wanted(found.line, names[0])
    return ranked(
        asked,
        (
            replace(m.candidate, measures=tuple(shelf.measures.get(m.candidate.id, ())))
            for m in short
        ),
    )


def _weighed(read: ReadLine, line: Line, food: Measured) -> ReadLine:
    """The line with its grams: as corrected, else as the line says."""
    listed = choices(food)
    correction = read.correction
    result: Weighed | Unweighed | None = None
    if correction.quantity is not None and correction.measure is not None:
        own = Amount(correction.quantity, correction.quantity, correction.measure)
        result = weigh(replace(line, amounts=(own,), size="", summed=False), food)
    if result is None or isinstance(result, Unweighed):
        result = weigh(line, food)
    if isinstance(result, Unweighed):
        status: Status = result.code
        return replace(read, status=status, problem=result, measures=tuple(listed))
    if result.measure not in listed:
        listed.insert(0, result.measure)
    return replace(read, status="counted", weighed=result, measures=tuple(listed))
