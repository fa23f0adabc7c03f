"""Whether every nutrient's page is whole: part of `knowledge.completeness`."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from knowledge.cautions import load_cautions, load_signs
from knowledge.citations import B_VITAMINS, Point, load_citations
from knowledge.efsa import load_efsa
from knowledge.evidence import load_claims, load_often_said
from knowledge.helps import load_helps
from knowledge.intakes import load_intakes
from knowledge.menaquinones import load_menaquinones
from knowledge.nutrient_facts import load_pages
from knowledge.nutrients import TEN
from knowledge.safety import load_safety
from knowledge.target_table import STAGES
from knowledge.wording import cramp_claims

#: EFSA's values are carried for the ten; vitamin K2 has none, and stands with K1 instead.
WITH_EFSA: Final = (*(key for key in TEN if key != "vitamin_k2"), "vitamin_k1")


def page_problems(folder: Path) -> Iterator[str]:
    """Say what a page lacks: function, evidence, targets, a caution for a row of the rules."""
    pages = load_pages(folder)
    for key in (*TEN, B_VITAMINS, *(pages[B_VITAMINS].members if B_VITAMINS in pages else ())):
        if key not in pages:
            yield f"nutrient_pages.toml: no page for {key}"
    claimed = {key for claim in load_claims(folder) for key in claim.nutrients}
    targeted = {row.intake.nutrient for row in load_intakes(folder)}
    for key, page in pages.items():
        if not page.functions:
            yield f"nutrient_pages.toml: {key} does not say what it does"
        if key not in claimed:
            yield f"evidence.toml: no claim about {key}"
        if (key in targeted) == bool(page.no_reference):
            yield f"nutrient_pages.toml: {key} has neither reference intakes nor a reason why"
    for key in sorted(claimed - pages.keys()):
        yield f"evidence.toml: {key} has no page"


def caution_problems(folder: Path) -> Iterator[str]:
    """Say which safety row no caution speaks of, and which sign stands nowhere."""
    told = {row.id for caution in load_cautions(folder) for row in caution.rows}
    signs = {sign.row.id for sign in load_signs(folder)}
    pages = load_pages(folder)
    for row in load_safety(folder).values():
        if row.nutrients and row.id not in told:
            yield f"cautions.toml: nothing about {row.id}, which concerns {row.nutrients[0]}"
        if row.applies_to == "symptom" and row.id not in signs:
            yield f"cautions.toml: no sign for {row.id}"
        for key in row.nutrients:
            if key not in pages:
                yield f"safety.csv: {row.id} concerns {key}, which has no page"
    for caution in load_cautions(folder):
        if not caution.nutrients:
            yield f"cautions.toml: {caution.id} concerns no nutrient"
    for sign in load_signs(folder):
        if sign.row.applies_to != "symptom":
            yield f"cautions.toml: {sign.id} is no symptom in safety.csv"


def efsa_problems(folder: Path) -> Iterator[str]:
    """Say which of the ten EFSA has no values for, in which stage of life."""
    stages = Counter((row.intake.nutrient, row.stage) for row in load_efsa(folder))
    for key in WITH_EFSA:
        for stage in STAGES:
            if not stages[key, stage]:
                yield f"efsa_drv.csv: no {stage} row for {key}"


def unused_citations(folder: Path) -> Iterator[str]:
    """Say which citations nothing rests on: a list of sources is no ornament."""
    used = {cite for point in _points(folder) for cite in point.cites}
    for key in load_citations(folder):
        if key not in used:
            yield f"citations.toml: nothing cites {key}"


def menaquinone_problems(folder: Path) -> Iterator[str]:
    """Say where the table of menaquinones is not what the page on vitamin K2 needs."""
    if not any(row.family == "european" for row in load_menaquinones(folder)):
        yield "menaquinones.csv: no European totals"


def wording_problems(folder: Path) -> Iterator[str]:
    """Say where a text claims something against cramps."""
    for file, text in texts(folder):
        for sentence in cramp_claims(text):
            yield f"{file}: claims something against cramps: {sentence}"


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every text that the pages on nutrients may show, with the name of its file."""
    for page in load_pages(folder).values():
        yield from (("nutrient_pages.toml", text) for text in (page.line, page.no_reference))
        yield from (("nutrient_pages.toml", form.name) for form in page.forms)
    for claim in load_claims(folder):
        for text in (claim.factor, claim.question, claim.reading, claim.studied):
            yield "evidence.toml", text
    yield from (("evidence.toml", said.said) for said in load_often_said(folder))
    yield from (("a statement", point.text) for point in _points(folder))
    for caution in load_cautions(folder):
        yield from (("cautions.toml", text) for text in (caution.who, caution.text))
    for sign in load_signs(folder):
        yield from (("cautions.toml", text) for text in (sign.sign, sign.do))
    for row in load_safety(folder).values():
        for text in (row.condition_or_medication, row.nutrient_or_food, row.rule, row.rationale):
            yield "safety.csv", text
    for one in load_helps(folder):
        yield from (("helps.toml", text) for text in one.texts)
    yield from (("menaquinones.csv", row.note) for row in load_menaquinones(folder))


def _points(folder: Path) -> Iterator[Point]:
    for page in load_pages(folder).values():
        yield from page.points
    for claim in load_claims(folder):
        yield from claim.points
    yield from (said.found for said in load_often_said(folder))
    for one in load_helps(folder):
        yield from one.points
