"""What the shipped library promises: counts, resolvable lines, plausible dishes, derived facts."""

import csv
import gzip
from collections import defaultdict
from itertools import combinations, combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest

from foods.facts import FACTS, TAGS, State, tag_state
from foods.models import FoodAmount, FoodFact
from foods.nutrition import coverage
from knowledge.retention import methods
from recipes import shipped
from recipes.models import SLOT_KEYS, Recipe, RecipeLine
from recipes.queries import LibraryDish, library

pytestmark = pytest.mark.usefixtures("shipped_library")

SR = Path(__file__).resolve().parents[3] / "shared" / "data" / "usda_sr_foods_per_100g.csv.gz"

#: At least so many dishes that are made for a slot.
COUNTS = {"smoothie": 25, "breakfast": 40, "lunch": 40, "dinner": 45}
#: At least so many plain dishes of a slot: few ingredients, few minutes at the stove.
PLAIN = {"breakfast": 20, "lunch": 8, "dinner": 15}
MOST_LINES = {"breakfast": 8, "lunch": 10, "dinner": 11}
MOST_MINUTES = {"breakfast": 10, "lunch": 15, "dinner": 20}
#: kcal of one serving, for an adult of 2,000 kcal a day.
ENERGY = {
    "breakfast": (300, 620),
    "smoothie": (150, 450),
    "lunch": (400, 720),
    "dinner": (450, 850),
    "snack": (80, 350),
}
WAYS = ("vegan", "gluten_free", "dairy_free", "nut_free")
MOST_ALIKE = 0.70
#: The smoothie of the brief, by the digits it gives.
SMOOTHIE = {
    "magnesium": (82.4, 1),
    "potassium": (931.4, 1),
    "calcium": (328.4, 1),
    "vitamin_d": (2.93, 2),
    "energy": (233.9, 1),
}
#: Nutrient -> column of the USDA table.
COLUMNS = {
    "energy": "Energy (kcal)",
    "protein": "Protein (g)",
    "fibre": "Fiber, total dietary (g)",
    "magnesium": "Magnesium, Mg (mg)",
    "potassium": "Potassium, K (mg)",
    "calcium": "Calcium, Ca (mg)",
    "sodium": "Sodium, Na (mg)",
    "vitamin_d": "Vitamin D (D2 + D3) (µg)",
    "thiamin_b1": "Thiamin (mg)",
    "vitamin_b6": "Vitamin B-6 (mg)",
    "vitamin_b12": "Vitamin B-12 (µg)",
}
#: Dishes of figures that USDA has, as they are or as cooked rows: nothing by retention factor.
LISTS = (
    *("bran-flakes-banana-blueberry", "oat-rings-strawberry-yogurt", "bran-sticks-prunes-orange"),
    *("tofu-scramble-mushroom-potato", "japanese-salmon-miso-breakfast", "salmon-kedgeree-peas"),
    *("crispbread-smoked-salmon-cottage-cheese", "buckwheat-beetroot-lentil-salad"),
    *("sardine-orange-bulgur-salad", "mackerel-potato-beetroot-salad", "trout-nicoise"),
    *("salmon-white-bean-watercress-salad", "trout-egg-rye-sandwiches", "chicken-apple-slaw-wrap"),
    *("lentil-pear-goat-cheese-walnut-salad", "mango-cardamom-lassi", "blueberry-almond-smoothie"),
    *("papaya-lime-chia-smoothie", "kiwi-apple-spinach-smoothie", "banana-tahini-date-smoothie"),
    *("blueberry-banana-overnight-oats", "muesli-yogurt-strawberries", "egg-cress-sandwich"),
    *("salmon-potatoes-broccoli", "chickpea-tomato-pasta-salad", "salmon-cucumber-sandwiches"),
)


@pytest.fixture
def dishes() -> dict[str, LibraryDish]:
    """The library by slug, with the nutrients these tests read."""
    found, _figures = library(None, set(COLUMNS))
    return {dish.slug: dish for dish in found}


def lines_of(slug: str) -> list[RecipeLine]:
    revision = Recipe.objects.get(slug=slug).current
    return list(RecipeLine.objects.filter(revision=revision).select_related("food", "eaten_food"))


def in_slot(dishes: dict[str, LibraryDish], slot: str) -> list[LibraryDish]:
    return [dish for dish in dishes.values() if slot in dish.slots]


def test_there_are_enough_dishes(dishes: dict[str, LibraryDish]) -> None:
    assert len(dishes) >= 180
    first = [record.slots[0] for record in shipped.recipes()]
    for slot, least in COUNTS.items():
        assert first.count(slot) >= least, slot
    assert first.count("snack") > 0
    assert {slot for dish in dishes.values() for slot in dish.slots} == set(SLOT_KEYS)


@pytest.mark.parametrize("slot", PLAIN)
def test_there_are_plain_dishes_without_mushrooms_grown_for_vitamin_d(slot: str) -> None:
    plain = [
        record.key
        for record in shipped.recipes()
        if record.slots[0] == slot
        and len(record.lines) <= MOST_LINES[slot]
        and record.active_minutes <= MOST_MINUTES[slot]
        and not any("-uv-" in line.food or "maitake" in line.food for line in record.lines)
    ]
    assert len(plain) >= PLAIN[slot], plain


def test_every_line_resolves_to_what_is_bought_and_what_is_eaten(
    dishes: dict[str, LibraryDish],
) -> None:
    records = {record.key: record for record in shipped.recipes()}
    assert set(records) == set(dishes)
    for slug, record in records.items():
        lines = lines_of(slug)
        assert [line.food.slug for line in lines] == [line.food for line in record.lines], slug
        assert all(line.grams > 0 for line in lines), slug


def test_no_line_is_bought_as_a_cooked_row_or_counted_both_ways() -> None:
    for line in RecipeLine.objects.select_related("food", "eaten_food"):
        assert not (line.cooked and line.eaten_food_id), line
        if line.eaten_food:
            assert line.eaten_food.bought_as_id == line.food_id, line


def test_a_line_by_retention_factor_is_flagged_as_an_estimate(
    dishes: dict[str, LibraryDish],
) -> None:
    estimated = 0
    for slug, dish in dishes.items():
        stored = lines_of(slug)
        for line, row in zip(dish.figures.ingredients, stored, strict=True):
            assert line.estimated == bool(row.cooked), f"{slug}, {row}"
            estimated += line.estimated
            if row.cooked:
                assert row.cooked in methods(row.food.retention_group), f"{slug}, {row}"
    assert estimated > 0


def test_energy_per_serving_is_plausible_for_a_slot(dishes: dict[str, LibraryDish]) -> None:
    for slug, dish in dishes.items():
        kcal = dish.figures.intake.amount("energy")
        fits = [slot for slot in dish.slots if ENERGY[slot][0] <= kcal <= ENERGY[slot][1]]
        assert set(fits) == dish.slots, f"{slug} has {kcal:.0f} kcal"


def test_steps_and_times_are_there(dishes: dict[str, LibraryDish]) -> None:
    for slug, dish in dishes.items():
        revision = dish.figures.revision
        assert len(revision.steps) >= 2, slug
        assert 1 <= revision.active_minutes <= revision.total_minutes <= 24 * 60, slug
        assert revision.keeps_days <= 5, slug
        assert revision.main_food_id in {line.food for line in dish.figures.ingredients}, slug


def alike(one: dict[Any, float], two: dict[Any, float]) -> float:
    """The share of their grams that two dishes have in common, serving against serving."""
    all_one, all_two = sum(one.values()), sum(two.values())
    return sum(min(one[food] / all_one, two[food] / all_two) for food in one.keys() & two.keys())


def test_no_two_dishes_share_most_of_their_grams(dishes: dict[str, LibraryDish]) -> None:
    bought: dict[str, dict[Any, float]] = {}
    for slug, dish in dishes.items():
        grams: dict[Any, float] = defaultdict(float)
        for line in dish.figures.ingredients:
            grams[line.food] += line.grams
        bought[slug] = grams
    eaten = {slug: dict(dish.figures.intake.grams) for slug, dish in dishes.items()}
    too_like = [
        (a, b, round(alike(grams[a], grams[b]), 3))
        for grams in (bought, eaten)
        for a, b in combinations(sorted(dishes), 2)
        if alike(grams[a], grams[b]) > MOST_ALIKE
    ]
    assert too_like == []


@pytest.mark.parametrize("slot", SLOT_KEYS)
def test_every_slot_has_six_dishes_for_each_way_of_eating_and_each_pair(
    dishes: dict[str, LibraryDish], slot: str
) -> None:
    for one, two in combinations_with_replacement(WAYS, 2):
        fitting = [
            dish.slug
            for dish in in_slot(dishes, slot)
            if all(tag_state(dish.facts, tag) is State.FREE for tag in (one, two))
        ]
        assert len(fitting) >= 6, f"{slot}, {one} and {two}: {fitting}"


def test_facts_of_a_dish_are_those_of_its_foods_unknown_included(
    dishes: dict[str, LibraryDish],
) -> None:
    """Derived anew, fact by fact: contains beats unknown, unknown beats free."""
    stated: dict[int, dict[str, str]] = defaultdict(dict)
    for row in FoodFact.objects.all():
        stated[row.food_id][row.fact] = row.state
    seen = set()
    for slug, dish in dishes.items():
        foods = {
            food
            for line in lines_of(slug)
            for food in (line.food_id, line.eaten_food_id)
            if food is not None
        }
        for fact in FACTS:
            states = {stated[food].get(fact, "unknown") for food in foods}
            worst = next(state for state in ("contains", "unknown", "free") if state in states)
            assert dish.facts[fact] == worst, f"{slug}, {fact}"
            seen.add(worst)
    assert seen == {"contains", "unknown", "free"}


def test_an_unknown_fact_leaves_a_diet_unknown(dishes: dict[str, LibraryDish]) -> None:
    unknown = [
        (dish, tag)
        for dish in dishes.values()
        for tag in TAGS
        if tag_state(dish.facts, tag) is State.UNKNOWN
    ]
    for dish, tag in unknown:
        states = {dish.facts[fact] for fact in TAGS[tag]}
        assert State.UNKNOWN in states
        assert State.CONTAINS not in states


def test_the_smoothie_it_all_starts_from(dishes: dict[str, LibraryDish]) -> None:
    """30 g raw spinach, a medium banana of 118 g, a cup of 244 g of 2 % milk."""
    lines = [(line.food.ndb, line.grams) for line in lines_of("spinach-banana-smoothie")]
    assert sorted(lines) == [(1079, 244.0), (9040, 118.0), (11457, 30.0)]
    figures = dishes["spinach-banana-smoothie"].figures.intake
    for nutrient, (amount, digits) in SMOOTHIE.items():
        assert round(figures.amount(nutrient), digits) == amount, nutrient


@pytest.fixture(scope="module")
def sr() -> dict[int, dict[str, str]]:
    """The USDA table by NDB number; an empty cell is unknown."""
    if not SR.exists():
        pytest.skip("the USDA table of the shared data is not there")
    with gzip.open(SR, "rt", encoding="utf-8", newline="") as file:
        return {int(row["NDB_number"]): row for row in csv.DictReader(file)}


@pytest.mark.parametrize("slug", LISTS)
def test_an_ingredient_list_agrees_with_the_usda_table(
    dishes: dict[str, LibraryDish], sr: dict[int, dict[str, str]], slug: str
) -> None:
    """Within 0.5 %, for every nutrient whose figures all come from that table."""
    revision = dishes[slug].figures.revision
    lines = [line for line in lines_of(slug) if not line.optional]
    compared = 0
    for nutrient, column in COLUMNS.items():
        foods = {line.eaten_food_id or line.food_id for line in lines}
        rows = FoodAmount.objects.filter(food__in=foods, nutrient=nutrient)
        if any("NDB" not in row.source for row in rows):
            continue
        total = 0.0
        for line in lines:
            food, grams = line.eaten_food or line.food, line.eaten_grams or line.grams
            assert not line.cooked
            assert food.ndb is not None
            total += float(sr[food.ndb][column] or 0) * grams / 100 / revision.servings
        found = dishes[slug].figures.intake.amount(nutrient)
        assert found == pytest.approx(total, rel=0.005, abs=1e-9), nutrient
        compared += 1
    assert compared >= 8


def test_a_cell_that_usda_leaves_empty_stays_unknown(
    dishes: dict[str, LibraryDish], sr: dict[int, dict[str, str]]
) -> None:
    _dishes, figures = library(None, set(COLUMNS))
    empty = 0
    for slug in LISTS:
        intake = dishes[slug].figures.intake
        for nutrient, column in COLUMNS.items():
            missing = coverage(intake, nutrient, figures.foods).missing
            for line in lines_of(slug):
                food = line.eaten_food or line.food
                if food.pk in missing:
                    assert food.ndb is not None
                    assert sr[food.ndb][column] == "", f"{food} {nutrient}"
                    empty += 1
    assert empty > 0
