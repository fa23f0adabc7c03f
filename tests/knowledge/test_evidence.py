"""The graded claims and the citations behind every statement."""

import pytest

from knowledge.citations import Citation, load_citations
from knowledge.evidence import claims_on, load_claims, load_often_said
from knowledge.intakes import reference_intakes
from knowledge.nutrient_facts import load_pages
from knowledge.ranges import ranges


@pytest.mark.parametrize(
    ("claim", "grade", "lean"),
    [
        ("k2-older-adults", "B", ""),
        ("k2-food", "none", ""),
        ("magnesium-older-adults", "N", ""),
        ("magnesium-pregnancy", "C", "no"),
        ("magnesium-food", "D", ""),
        ("potassium", "D", ""),
        ("calcium-pregnancy", "C", ""),
        ("vitamin-d", "C", "no"),
        ("b-complex", "C", ""),
        ("hydration-exercise", "C", ""),
        ("stretching", "C", ""),
        ("quinine", "X", ""),
    ],
)
def test_grades(claim, grade, lean):
    found = {one.id: one for one in load_claims()}[claim]
    assert (found.grade, found.lean) == (grade, lean)


def test_no_nutrient_has_an_a():
    assert not [one.id for one in load_claims() if one.grade == "A"]


@pytest.mark.parametrize(
    ("claim", "figures"),
    [
        ("k2-older-adults", ["2.60", "0.96", "2.71", "3.63", "2.67", "2.49 to 2.86"]),
        ("magnesium-older-adults", ["0.01", "−0.52 to 0.55", "7.84", "4.44", "8.51", "5.48"]),
        ("magnesium-pregnancy", ["0.47", "1.14", "0.20"]),
        ("b-complex", ["86 %", "50 mg", "250 µg"]),
        ("hydration-exercise", ["36.8", "14.6", "7 of 9"]),
        ("stretching", ["1.2 cramps", "1.3 cm"]),
    ],
)
def test_the_figures_of_the_trials(claim, figures):
    points = {one.id: one for one in load_claims()}[claim].points
    told = " ".join(point.text for point in points)
    for figure in figures:
        assert figure in told


def test_a_claim_stands_on_the_pages_it_names():
    assert "b-complex" in {one.id for one in claims_on("vitamin_b6")}
    assert "b-complex" not in {one.id for one in claims_on("folate_dfe")}


def test_what_was_recalled_says_so():
    points = [point for claim in load_claims() for point in claim.points]
    assert {point.review for point in points} == {"verified", "secondary", "recalled"}
    # The dose of the dialysis pilot was never read.
    pilot = next(point for point in points if "xu-2022" in point.cites)
    assert pilot.review == "recalled"
    assert "360" not in pilot.text


def test_a_saying_is_answered_with_sources():
    for said in load_often_said():
        assert said.found.cites
        assert said.said.endswith(".")


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"doi": "10.1/x", "pmid": "1", "link": "https://e.org"}, "https://doi.org/10.1/x"),
        ({"pmc": "PMC1", "pmid": "1"}, "https://pmc.ncbi.nlm.nih.gov/articles/PMC1/"),
        ({"pmid": "1"}, "https://pubmed.ncbi.nlm.nih.gov/1/"),
        ({"link": "https://e.org"}, "https://e.org"),
        ({}, ""),
    ],
)
def test_where_a_citation_is_read(fields, url):
    empty = dict.fromkeys(("detail", "doi", "pmid", "pmc", "trial", "link", "note"), "")
    found = Citation(id="a", authors="A", year=2000, journal="J", **{**empty, **fields})
    assert found.url == url


def test_the_trial_of_k2_can_be_looked_up():
    tan = load_citations()["tan-2024"]
    assert (tan.pmid, tan.trial) == ("39466236", "NCT05547750")
    assert tan.url == "https://doi.org/10.1001/jamainternmed.2024.5726"


def told(key, part):
    return " ".join(point.text for point in getattr(load_pages()[key], part))


def test_figures_in_words_are_those_of_the_tables():
    woman, man = reference_intakes("female", 34), reference_intakes("male", 34)
    potassium, k = told("potassium", "targets"), told("vitamin_k2", "targets")
    assert f"{man['potassium'].amount:,.0f} mg for men" in potassium
    assert f"{woman['potassium'].amount:,.0f} mg for women" in potassium
    assert f"{woman['vitamin_k1'].amount:g} µg for women" in k
    assert f"{man['vitamin_k1'].amount:g} µg for men" in k
    assert f"{woman['sodium'].amount:,.0f} mg" in told("sodium", "targets")
    assert f"{ranges('female', 34).reduce_above['sodium'].high:,.0f} mg" in told(
        "sodium", "targets"
    )
    assert f"{woman['magnesium'].upper_limit:g} mg" in told("magnesium", "limits")
    assert f"{woman['vitamin_b6'].upper_limit:g} mg" in told("vitamin_b6", "limits")
