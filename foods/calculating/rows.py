"""What the calculator's page shows of each line: words, and what its form offers to change."""

from dataclasses import dataclass

from foods.calculating.queries import Calculation, ReadLine
from foods.calculating.reports import total_amount
from foods.calculating.totals import NutrientTotal
from foods.calculating.words import SURENESS, notes_of, problem_of, understood


@dataclass(frozen=True, slots=True)
class FoodChoice:
    """A food one may take instead."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with its words and the values of its form."""

    number: int
    read: ReadLine
    understood: str
    sureness: str
    notes: tuple[str, ...]
    problem: str
    foods: tuple[FoodChoice, ...]
    """The food that is taken first, then what else it may be."""
    quantity: str
    measure: str
    opened: bool
    """Whether what can be changed is shown."""

    @property
    def corrected(self) -> bool:
        """Whether someone has put it right."""
        return bool(self.read.correction.kept or self.read.correction.find)

    @property
    def correctable(self) -> bool:
        """Whether there is anything to choose or to look for."""
        return self.read.status not in ("too_long",)


def line_rows(calculation: Calculation, opened: str = "") -> list[LineRow]:
    """A row for every line; `opened` is the number of the one that is being changed."""
    return [
        _row(number, line, opened=str(number) == opened)
        for number, line in enumerate(calculation.lines)
    ]


def _row(number: int, line: ReadLine, *, opened: bool) -> LineRow:
    weighed, correction = line.weighed, line.correction
    own = [FoodChoice(line.food.slug, line.food.name)] if line.food else []
    others = [FoodChoice(m.candidate.slug, m.candidate.name) for m in line.alternatives]
    return LineRow(
        number=number,
        read=line,
        understood=understood(weighed) if weighed else "",
        sureness="" if correction.food or not line.food else str(SURENESS[line.sureness]),
        notes=tuple(notes_of(line)),
        problem=problem_of(line),
        foods=(*own, *others),
        quantity=correction.bad_quantity or (f"{weighed.quantity:.6g}" if weighed else ""),
        measure=weighed.measure if weighed else "",
        opened=opened
        or bool(correction.bad_quantity)
        or line.status in ("unknown_measure", "unknown_food", "no_amount"),
    )


def as_text(calculation: Calculation, totals: list[NutrientTotal]) -> str:
    """The totals as lines of text, to be copied: lines, then nutrients, divided by tabs."""
    lines = [
        f"{line.text}\t{line.food.name}\t{line.weighed.grams:.6g} g"
        for line in calculation.counted
        if line.food and line.weighed
    ]
    figures = [f"{total.nutrient.name}\t{total_amount(total)}" for total in totals]
    return "\n".join([*lines, "", *figures])
