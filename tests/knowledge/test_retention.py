"""What cooking leaves."""

import pytest

from knowledge.nutrients import KEYS
from knowledge.retention import food_groups, load_factors, methods, retention_factors
from knowledge.yields import load_yields

GREENS = "vegetables, leafy greens"


@pytest.mark.parametrize(
    ("method", "c", "b1", "b2"),
    [
        ("boiled, little water, drained", 0.60, 0.85, 0.95),
        ("boiled, water to cover, drained", 0.55, 0.80, 0.90),
    ],
)
def test_boiled_spinach(method: str, c: float, b1: float, b2: float) -> None:
    boiled = retention_factors(GREENS, method)
    assert boiled.shares["vitamin_c"] == c
    assert boiled.shares["thiamin_b1"] == b1
    assert boiled.shares["riboflavin_b2"] == b2
    assert boiled.shares["calcium"] == boiled.shares["iron"] == boiled.shares["sodium"] == 0.95
    assert not boiled.assumed & {"vitamin_c", "thiamin_b1", "calcium", "folate_dfe"}
    assert "USDA" in boiled.source


def test_water_that_is_eaten_keeps_more() -> None:
    assert retention_factors(GREENS, "boiled, water used").shares["vitamin_c"] == 0.70


def test_what_has_no_factor_is_assumed_and_said() -> None:
    boiled = retention_factors(GREENS, "boiled, water used")
    wanted = {"vitamin_k1": 1.0, "iodine": 0.9, "pantothenic_acid_b5": 0.8, "mk4": 1.0, "dha": 1.0}
    assert {key: boiled.shares[key] for key in wanted} == wanted
    assert boiled.assumed >= wanted.keys() | {"water", "energy", "carbohydrate"}


def test_parts_take_over_the_factor_of_the_whole() -> None:
    boiled = retention_factors(GREENS, "boiled, water to cover, drained")
    assert boiled.shares["folic_acid"] == boiled.shares["folate_dfe"] < 1
    assert "folic_acid" in boiled.assumed


def test_every_group_and_method_covers_the_catalogue() -> None:
    assert len(food_groups()) == 50
    assert len(load_factors()) == 259
    for group in food_groups():
        for method in methods(group):
            found = retention_factors(group, method)
            assert found.shares.keys() == set(KEYS)
            assert all(0 <= share <= 1 for share in found.shares.values())


def test_odd_looking_figures_are_marked() -> None:
    veal = retention_factors("veal, roast", "braised, drippings discarded")
    assert veal.doubtful == {"folate_dfe", "folic_acid"}


def test_a_figure_that_one_copy_lacks_stays_assumed() -> None:
    beans = retention_factors("legumes", "boiled and baked, water used (15-20 min)")
    assert "copper" in beans.assumed


def test_a_food_of_no_group_has_assumptions_only() -> None:
    found = retention_factors("any", "any cooking")
    assert found.assumed == set(KEYS)
    assert (found.shares["vitamin_e"], found.shares["magnesium"]) == (0.9, 1.0)


def test_unknown_groups_and_methods_are_refused() -> None:
    with pytest.raises(ValueError, match="no retention factors for the food group 'gravel'"):
        methods("gravel")
    with pytest.raises(ValueError, match="'fried' is not a method for 'cheese': baked"):
        retention_factors("cheese", "fried")


def test_yields() -> None:
    by_name = {(item.food, item.method): item for item in load_yields()}
    assert len(by_name) == 81
    assert by_name["lentils", "boiled"].cooked_per_raw == 2.95
    assert by_name["mushrooms", "fried"].confidence == "recalled"
    assert "NDB 16069" in by_name["lentils", "boiled"].source
