"""The catalogue: what everything else is keyed by."""

from pathlib import Path

from knowledge.daily_values import NO_CLAIM
from knowledge.nutrients import BY_KEY, CATALOGUE, GROUP_NAMES, GUARD_RAILS, KEYS, TEN, WEEK_ONLY


def test_the_ten_stand_in_the_order_of_every_screen() -> None:
    labels = [BY_KEY[key].label for key in TEN]
    assert labels == [
        "Magnesium",
        "Potassium",
        "Calcium",
        "Sodium",
        "Vitamin D",
        "B1",
        "B6",
        "B12",
        "Vitamin K2",
        "Water",
    ]


def test_keys_are_unique() -> None:
    assert len(KEYS) == len(CATALOGUE)
    dri_keys = [n.dri_key for n in CATALOGUE if n.dri_key]
    assert len(dri_keys) == len(set(dri_keys)) == 29


def test_every_nutrient_has_a_group_with_a_name_and_a_known_unit() -> None:
    assert {n.group for n in CATALOGUE} == set(GROUP_NAMES)
    assert {n.unit for n in CATALOGUE} == {"kcal", "g", "mg", "µg"}


def test_named_sets_are_in_the_catalogue() -> None:
    assert {*TEN, *GUARD_RAILS, *WEEK_ONLY, *NO_CLAIM} <= set(KEYS)


def test_the_micro_sign_is_one_and_the_same_character_everywhere() -> None:
    room = Path(__file__).parents[2] / "knowledge"
    for path in (*room.glob("*.py"), *room.glob("data/*.csv")):
        assert "\N{GREEK SMALL LETTER MU}" not in path.read_text(encoding="utf-8"), path.name


def test_k1_mk4_and_total_k2_stay_three_things() -> None:
    assert BY_KEY["vitamin_k1"].dri_key == "vitamin_k"
    assert BY_KEY["mk4"].dri_key is None
    assert BY_KEY["vitamin_k2"].dri_key is None
