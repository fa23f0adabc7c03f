"""A calculation as data (docs/nutrition.schema.json) and as a table of text."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from foods.calculating.queries import Calculation, ReadLine
from foods.calculating.totals import NutrientTotal
from foods.calculating.words import SURENESS, notes_of, problem_of, understood
from foods.templatetags.figures import amount, grams, percent
from knowledge.nutrients import GUARD_RAILS, TEN

SCHEMA: Final = 1
SHOWN_FIRST: Final = (*TEN, *GUARD_RAILS)


def report(calculation: Calculation) -> dict[str, Any]:
    """The calculation as plain data: amounts unrounded, unknown is None and never 0."""
    return {
        "schema": SCHEMA,
        "reader": calculation.reader,
        "lines": [_line(line) for line in calculation.lines],
        "left_out": [line.text for line in calculation.missing],
        "lines_beyond_the_limit": calculation.left_out,
        "grams": calculation.grams,
        "totals": {total.nutrient.key: _total(total) for total in calculation.totals},
    }


def _line(line: ReadLine) -> dict[str, Any]:
    food, weighed = line.food, line.weighed
    return {
        "text": line.text,
        "status": line.status,
        "problem": problem_of(line) or None,
        "food": {"slug": food.slug, "name": food.name, "source": food.source} if food else None,
        "match": {"score": round(line.score, 4), "sureness": line.sureness} if food else None,
        "quantity": weighed.quantity if weighed else None,
        "measure": weighed.measure if weighed else None,
        "grams": weighed.grams if weighed else None,
        "assumed": weighed.assumed if weighed else None,
        "notes": notes_of(line),
        "alternatives": [
            {"slug": m.candidate.slug, "name": m.candidate.name, "score": round(m.score, 4)}
            for m in line.alternatives
        ],
    }


def _total(total: NutrientTotal) -> dict[str, Any]:
    covered = total.coverage
    return {
        "name": total.nutrient.name,
        "unit": total.nutrient.unit,
        "amount": total.amount,
        "at_least": total.at_least,
        "presumed_nil": total.presumed_nil,
        "daily_value": total.daily_value,
        "daily_value_share": total.share,
        "known": {
            "foods": total.known_foods,
            "of_foods": covered.foods,
            "share_of_weight": covered.share if covered.foods else None,
        },
        "missing": list(total.missing),
    }


def table(calculation: Calculation, *, every: bool = False) -> str:
    """Lines and totals in aligned columns; with `every` all nutrients of the catalogue."""
    rows = [_line_cells(line) for line in calculation.lines]
    shown = [t for t in calculation.totals if every or t.nutrient.key in SHOWN_FIRST]
    parts = [
        _columns([[_("Line"), _("Amount"), _("Grams"), _("Food"), _("Match")], *rows], right={2}),
        _columns(
            [
                [_("Nutrient"), _("Amount"), _("Daily Value"), _("Known foods"), _("Weight known")],
                *(_total_cells(total) for total in shown),
            ],
            right={1, 2, 3, 4},
        ),
    ]
    said = "\n".join(remarks(calculation, shown))
    return "\n\n".join([*parts, said] if said else parts)


def remarks(calculation: Calculation, shown: Iterable[NutrientTotal]) -> list[str]:
    """What is not in the totals, what was taken for granted, what the shown ones lack."""
    said = [
        _("Not in the totals: %(text)s. %(why)s") % {"text": line.text, "why": problem_of(line)}
        for line in calculation.missing
    ]
    if calculation.left_out:
        said.append(_("Lines beyond the limit, not read: %(n)s") % {"n": calculation.left_out})
    said += [
        f"{line.text}: {'; '.join(notes)}"
        for line in calculation.counted
        if (notes := notes_of(line))
    ]
    missing = sorted({name for total in shown for name in total.missing})
    if missing:
        said.append(
            _("“At least”: some figures are unknown for %(foods)s.") % {"foods": "; ".join(missing)}
        )
    if calculation.reader == "grammar":
        said.append(_("The tagger resource is not installed: only simple lines are understood."))
    return said


def _line_cells(line: ReadLine) -> list[str]:
    weighed, food = line.weighed, line.food
    return [
        line.text,
        understood(weighed) if weighed else "–",
        grams(weighed.grams) if weighed else "–",
        food.name if food else "–",
        str(SURENESS[line.sureness]) if food else "–",
    ]


def _total_cells(total: NutrientTotal) -> list[str]:
    return [
        _(total.nutrient.name),
        total_amount(total),
        percent(total.share) or "–",
        f"{total.known_foods}/{total.coverage.foods}",
        percent(total.coverage.share) if total.coverage.foods else "–",
    ]


def total_amount(total: NutrientTotal) -> str:
    """The amount in words: "at least 93 mg", "unknown", "presumed nil"."""
    if total.amount is None:
        return _("unknown")
    if total.presumed_nil:
        return _("presumed nil")
    shown = amount(total.amount, total.nutrient)
    return _("at least %(amount)s") % {"amount": shown} if total.at_least else shown


def _columns(rows: Sequence[Sequence[str]], right: Iterable[int]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    ends = set(right)
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in ends else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
