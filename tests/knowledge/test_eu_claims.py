"""The EU's reference values and claims."""

import shutil

import pytest

from knowledge import eu_claims
from knowledge.eu_claims import eu_claim, load_reference_values, reference_value
from knowledge.tables import DATA, TableError


def test_the_shipped_thresholds_hold():
    assert eu_claims.problems_of() == []
    assert reference_value("magnesium").amount == 375.0
    assert reference_value("choline") is None


@pytest.mark.parametrize(
    ("amount", "claim"),
    [(56.24, None), (56.25, "good"), (112.49, "good"), (112.5, "high"), (None, None)],
)
def test_a_source_has_15_percent_and_high_twice_that(amount, claim):
    assert eu_claim("magnesium", amount) == claim


@pytest.mark.parametrize(("amount", "claim"), [(28.12, None), (28.125, "good"), (56.25, "high")])
def test_half_is_enough_of_a_drink(amount, claim):
    assert eu_claim("magnesium", amount, drink=True, density=1.0) == claim


@pytest.mark.parametrize("nutrient", ["sodium", "fat_saturated", "protein", "vitamin_k2", "fibre"])
def test_no_claim_where_there_is_no_threshold(nutrient):
    assert eu_claim(nutrient, 1e9) is None


def test_a_shifted_threshold_is_reported_and_a_strange_unit_refused(tmp_path):
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "dv_nrv.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("56.25,112.5,28.125", "65.25,112.5,28.125"), encoding="utf-8")
    assert "magnesium" in eu_claims.problems_of(tmp_path)[0]
    load_reference_values.cache_clear()
    path.write_text(text.replace("375,mg", "375,pound"), encoding="utf-8")
    with pytest.raises(TableError, match="eu_unit"):
        load_reference_values(tmp_path)
    load_reference_values.cache_clear()
