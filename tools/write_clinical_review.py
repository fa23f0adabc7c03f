"""Write docs/clinical_review.md: what a clinician has yet to check before anyone relies on it.

python -m tools.write_clinical_review
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from knowledge.evidence import load_claims, load_often_said
from knowledge.helps import load_helps
from knowledge.medicines import load_classes, load_medicines
from knowledge.nutrient_facts import load_pages
from knowledge.safety import load_safety
from knowledge.safety_rules import load_elsewhere, load_rules

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "clinical_review.md"
INTRO: Final = """\
# What a clinician has yet to check

Written by `python -m tools.write_clinical_review`; do not edit by hand. Each row of
`knowledge/data/safety.csv` says whether its source, or a faithful copy, was read (verified) or
recalled. Below stand the recalled ones, with the rules that rest on them, and what the pages say
that was not read at its source. Whoever checks one changes its `confidence` (or `review`) and,
where needed, its text, and writes this page again.
"""


def page() -> str:
    """The whole page."""
    return "\n".join(
        [INTRO, *_rows(), *_own_rules(), *_classes(), *_statements(), *_cares(), *_elsewhere()]
    )


def _rows() -> Iterator[str]:
    rows = load_safety()
    recalled = [row for row in rows.values() if row.confidence == "recalled"]
    carried = {id_: [rule.id for rule in load_rules() if id_ in rule.rows] for id_ in rows}
    yield f"## Rows ({len(recalled)} of {len(rows)})\n"
    yield from _table(
        ("Row", "For whom", "About", "Severity", "Rule", "Source to read", "Carried by"),
        (
            (
                row.id,
                row.condition_or_medication,
                row.nutrient_or_food,
                row.severity,
                row.rule,
                row.source,
                ", ".join(carried[row.id]) or "a sign in cautions.toml",
            )
            for row in recalled
        ),
    )


def _own_rules() -> Iterator[str]:
    own = [rule for rule in load_rules() if not rule.rows and rule.status == "recalled"]
    yield f"## Rules beyond the rows ({len(own)})\n"
    yield from _table(
        ("Rule", "Verdict", "Words", "Source to read"),
        ((rule.id, rule.verdict, rule.words, "; ".join(rule.sources)) for rule in own),
    )


def _classes() -> Iterator[str]:
    medicines = load_medicines().values()
    recalled = [one for one in load_classes().values() if one.confidence == "recalled"]
    yield f"## Who belongs to a class of medicines ({len(recalled)})\n"
    yield from _table(
        ("Class", "Members", "Source to read"),
        (
            (
                one.name,
                ", ".join(each.name for each in medicines if one.id in each.classes),
                one.source,
            )
            for one in recalled
        ),
    )


def _statements() -> Iterator[str]:
    claims = [(f"evidence.toml: {one.id}", one.points) for one in load_claims()]
    sayings = [(f"evidence.toml: {one.said}", (one.found,)) for one in load_often_said()]
    helps = [(f"helps.toml: {one.id}", one.points) for one in load_helps()]
    pages = [(f"nutrient_pages.toml: {key}", one.points) for key, one in load_pages().items()]
    found = [
        (where, point)
        for where, points in (*claims, *sayings, *helps, *pages)
        for point in points
        if point.review != "verified"
    ]
    yield f"## Statements of pages, recalled or second-hand ({len(found)})\n"
    yield from _table(
        ("Where", "How sure", "Statement", "Source to read"),
        ((where, one.review, one.text, "; ".join(one.cites)) for where, one in found),
    )


def _cares() -> Iterator[str]:
    cares = [(one.id, one.not_for) for one in load_helps() if one.not_for]
    yield f"## Words of care on “What else helps” ({len(cares)})\n"
    yield "Ours, on the careful side, without a source of their own.\n"
    yield from _table(("Entry", "Take care"), cares)


def _elsewhere() -> Iterator[str]:
    yield "## Rows without a rule\n"
    yield from _table(("Row", "Why"), load_elsewhere().items())


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _line(head)
    yield _line(("---",) * len(head))
    yield from (_line(row) for row in rows)
    yield ""


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "/").split()) for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
