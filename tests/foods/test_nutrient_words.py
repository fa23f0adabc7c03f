"""How targets and ages are written."""

import pytest

from foods.templatetags.nutrients import ages, target
from knowledge.nutrients import BY_KEY
from knowledge.target_table import TargetRow


@pytest.mark.parametrize(
    ("value", "nutrient", "shown"),
    [
        (2.4, "vitamin_b12", "2.4 µg"),
        (100.0, "vitamin_b6", "100 mg"),
        (3400.0, "potassium", "3,400 mg"),
        (1150.0, "water", "1.15 l"),
        (2000.0, "water", "2 l"),
        (None, "calcium", "–"),
    ],
)
def test_targets(value, nutrient, shown):
    assert target(value, BY_KEY[nutrient]).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("stage", "first", "last", "shown"),
    [
        ("child", 1, 1, "1 year"),
        ("child", 3, 3, "3 years"),
        ("child", 4, 8, "4 to 8 years"),
        ("adult", 71, None, "71 years and over"),
        ("pregnancy", 19, 30, "Pregnant, 19 to 30 years"),
        ("lactation", 14, 50, "Breastfeeding, 14 to 50 years"),
    ],
)
def test_ages(stage, first, last, shown):
    assert ages(TargetRow(stage, first, last, 1.0, None, None, None)) == shown
