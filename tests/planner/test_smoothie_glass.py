"""What is in the glass: volume, sums, sugars, and what would add a nutrient. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foods.nutrition import FoodValues
from people.targets import Profile, targets_for
from planner.smoothie_glass import Pour, glass_of, glass_rows, most_free_sugars, sugars_of
from planner.smoothie_ideas import SHOWN, Stock, ideas
from planner.smoothie_mix import MOST_LINES, do, read_mix
from planner.smoothie_parts import Piece, load_pieces

TARGETS = targets_for(Profile("female", 34))


def food(pk, name, drink=False, partial=(), **amounts):
    certainty = {key: "partial" if key in partial else "known" for key in amounts}
    return FoodValues(pk, name, drink, amounts, certainty)


FOODS = {
    1: food(1, "Milk", True, magnesium=11, sugars_total=5, calcium=120, energy=50),
    2: food(2, "Banana", magnesium=27, sugars_total=12, energy=89),
    3: food(3, "Juice", True, sugars_total=9, energy=45),
    4: food(4, "Seeds", magnesium=500, energy=570),
}
POURS = [
    Pour(1, "Milk", "milk", 206, 1.03),
    Pour(2, "Banana", "tropical_fruit", 100),
    Pour(3, "Juice", "juice", 104, 1.04),
]


def rows(pours, foods=FOODS):
    return {row.share.nutrient.key: row for row in glass_rows(glass_of(pours, foods), TARGETS)[0]}


def test_drinks_by_density_and_solids_one_for_one():
    glass = glass_of(POURS, FOODS)
    assert glass.millilitres == pytest.approx(200 + 100 + 100)
    assert glass.about_millilitres == 400
    assert glass.grams == 410


@given(st.lists(st.floats(0.1, 900), min_size=3, max_size=3), st.floats(0.1, 10))
def test_everything_scales(weights, factor):
    def glass(times):
        pours = [
            Pour(p.food, p.name, p.group, grams * times, p.density)
            for p, grams in zip(POURS, weights, strict=True)
        ]
        return glass_of(pours, FOODS)

    one, many = glass(1.0), glass(factor)
    assert many.millilitres == pytest.approx(one.millilitres * factor)
    for key, amount in one.intake.amounts.items():
        assert many.intake.amounts[key] == pytest.approx(amount * factor)
    assert sugars_of(many).sweet == pytest.approx(sugars_of(one).sweet * factor)


def test_an_unknown_amount_is_no_zero():
    found = rows(POURS)
    assert found["magnesium"].share.at_least
    assert [FOODS[pk].name for pk in found["magnesium"].coverage.missing] == ["Juice"]
    assert found["vitamin_d"].share.amount is None
    assert found["vitamin_d"].share.share is None


def test_what_is_known_to_the_last_is_no_at_least():
    assert not rows(POURS[:2])["magnesium"].share.at_least
    partial = {2: food(2, "Banana", partial=("magnesium",), magnesium=27)}
    assert rows([POURS[1]], partial)["magnesium"].share.at_least


def test_sugars_by_where_they_are_from():
    sugars = sugars_of(glass_of(POURS, FOODS))
    assert sugars.total == pytest.approx(10.3 + 12 + 9.36)
    assert sugars.sweet == pytest.approx(9.36)
    assert sugars.fruit == pytest.approx(12)
    assert sugars.worth_words
    assert not sugars_of(glass_of(POURS[:2], FOODS)).worth_words


def test_a_tenth_of_the_energy_is_50_g_at_2000_kcal():
    assert most_free_sugars(2000) == pytest.approx(50)


def stock(key, values, group="boosters", usual=10.0, most=40.0, **more):
    piece = Piece(key, group, usual, 5.0, most, 5.0)
    return Stock(piece, values.name, values, 1.0, **more)


STOCK = {
    "milk": stock("milk", FOODS[1], "base", 240, 500),
    "juice": stock("juice", FOODS[3], "base", 240, 500),
    "soya": stock("soya", food(5, "Soya", True, magnesium=20, energy=40), "base", 240, 500),
    "banana": stock("banana", FOODS[2], "fruit", 100, 240),
    "seeds": stock("seeds", FOODS[4]),
}


def always(food, grams):
    return True


def test_ideas_come_most_first_with_what_they_do():
    found = ideas("magnesium", STOCK, {"milk": 200.0, "banana": 100.0}, always)
    assert [(one.kind, one.food) for one in found] == [
        ("add", "seeds"),
        ("swap", "soya"),
        ("more", "banana"),
        ("more", "milk"),
    ]
    assert found[0].gain == pytest.approx(50)
    assert found[0].kcal == pytest.approx(57)
    assert found[1].gain == pytest.approx(200 * (0.20 - 0.11))
    assert found[1].kcal == pytest.approx(-20)


def test_what_the_button_does_is_what_was_promised():
    mix = read_mix({"a-milk": "200", "a-banana": "100"})
    amounts = {line.food: line.amount or 0.0 for line in mix.lines}

    def magnesium(made):
        return sum(
            STOCK[line.food].values.amounts.get("magnesium", 0.0) * line.amount / 100
            for line in made.lines
        )

    for idea in ideas("magnesium", STOCK, amounts, always):
        after = do(mix, idea.do, load_pieces())
        assert magnesium(after) - magnesium(mix) == pytest.approx(idea.gain), idea


def test_what_somebody_should_not_have_is_not_offered():
    asked = {}

    def allowed(food, grams):
        asked[food] = grams
        return food != "seeds"

    found = ideas("magnesium", STOCK, {"milk": 200.0, "banana": 100.0}, allowed)
    assert "seeds" not in [one.food for one in found]
    # More of what is there is judged with what is there.
    assert asked["banana"] == 105


def test_hardly_absorbed_is_no_source_and_unknown_is_no_gain():
    poor = STOCK | {"seeds": stock("seeds", FOODS[4], no_source_of=frozenset({"magnesium"}))}
    assert "seeds" not in [one.food for one in ideas("magnesium", poor, {}, always)]
    # Juice's magnesium is unknown: no drink is better than nobody knows.
    found = ideas("magnesium", STOCK, {"juice": 200.0}, always)
    assert [one.food for one in found if one.kind == "swap"] == []


def test_little_is_not_worth_a_line_and_a_few_are_enough():
    assert ideas("magnesium", STOCK, {"milk": 200.0}, always, target=1e6) == []
    many = {f"seed-{n}": stock(f"seed-{n}", FOODS[4]) for n in range(20)}
    assert len(ideas("magnesium", many, {}, always)) == SHOWN
    full = {f"seed-{n}": 40.0 for n in range(MOST_LINES)}
    assert ideas("magnesium", many, full, always) == []
