"""How much of a compound is the mineral: from formulas, against published percentages."""

import pytest

from knowledge.compounds import (
    ATOMIC_WEIGHTS,
    COMPOUNDS,
    ELEMENTS,
    atoms_of,
    compound,
    compounds_of,
    elemental,
    elemental_share,
)
from knowledge.nutrients import BY_KEY

#: Percent elemental as pharmacopoeias and the NIH Office of Dietary Supplements give them, to the
#: digits they print.
PUBLISHED = {
    ("magnesium", "oxide"): (60.3, 0.05),
    ("magnesium", "hydroxide"): (41.7, 0.05),
    ("magnesium", "citrate"): (16.2, 0.05),
    ("magnesium", "glycinate"): (14.1, 0.05),
    ("magnesium", "chloride"): (12.0, 0.05),
    ("magnesium", "sulfate"): (9.9, 0.05),
    ("calcium", "carbonate"): (40.0, 0.05),
    ("calcium", "citrate"): (21.1, 0.05),
    ("potassium", "chloride"): (52.4, 0.06),
    ("iron", "fumarate"): (32.9, 0.05),
    ("iron", "gluconate"): (12.5, 0.05),
    ("iron", "sulfate"): (20.1, 0.05),
    ("zinc", "oxide"): (80.3, 0.05),
    ("zinc", "gluconate"): (14.3, 0.06),
    ("iodine", "iodide"): (76.4, 0.06),
}


@pytest.mark.parametrize(("key", "expected"), PUBLISHED.items(), ids=map(str, PUBLISHED))
def test_shares_are_the_published_ones(key, expected):
    percent, within = expected
    assert compound(*key).share * 100 == pytest.approx(percent, abs=within)


def test_five_hundred_of_magnesium_oxide_are_about_three_hundred_of_magnesium():
    assert elemental(compound("magnesium", "oxide"), 500) == pytest.approx(
        500 * 24.305 / (24.305 + 15.999)
    )


def test_every_compound_holds_its_mineral_and_is_named_once():
    assert all(0.01 < one.share < 1 for one in COMPOUNDS)
    assert len({(one.nutrient, one.form) for one in COMPOUNDS}) == len(COMPOUNDS)
    assert {one.nutrient for one in COMPOUNDS} <= set(ELEMENTS) <= set(BY_KEY)
    assert [one.form for one in compounds_of("magnesium")[:3]] == ["citrate", "glycinate", "oxide"]
    assert compounds_of("vitamin_d") == ()


@pytest.mark.parametrize(
    ("formula", "atoms"),
    [
        ("MgO", {"Mg": 1, "O": 1}),
        ("Mg(OH)2", {"Mg": 1, "O": 2, "H": 2}),
        ("Mg3(C6H5O7)2", {"Mg": 3, "C": 12, "H": 10, "O": 14}),
        ("Ca(C6H11O7)2(H2O)", {"Ca": 1, "C": 12, "H": 24, "O": 15}),
        ("Na((CH2)2O)3", {"Na": 1, "C": 6, "H": 12, "O": 3}),
    ],
)
def test_a_formula_is_counted(formula, atoms):
    assert atoms_of(formula) == atoms


@pytest.mark.parametrize("formula", ["Mg(OH", "MgOH)2", "XyO", "mgO", "Mg-O", "2MgO"])
def test_what_is_no_formula_is_refused(formula):
    with pytest.raises(ValueError, match=r"cannot be read|bracket"):
        atoms_of(formula)


def test_an_element_that_is_not_there_has_no_share():
    with pytest.raises(ValueError, match="holds no"):
        elemental_share("NaCl", "Mg")
    with pytest.raises(ValueError, match="No formula"):
        compound("magnesium", "moonlight")


def test_weights_are_in_order():
    assert ATOMIC_WEIGHTS["H"] < ATOMIC_WEIGHTS["Mg"] < ATOMIC_WEIGHTS["I"] < 127
