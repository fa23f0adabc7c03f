"""Loading recipes again: what changed gets a new revision, what did not stays."""

import pytest

from recipes import shipped
from recipes.actions import Larder, load_recipe
from recipes.models import RecipeRevision
from tests.factories import FoodFactory

pytestmark = pytest.mark.django_db

RECORD = shipped.RecipeRecord(
    key="greens",
    name="Greens",
    summary="",
    slots=("lunch",),
    cuisine="",
    servings=1.0,
    active_minutes=5,
    total_minutes=5,
    keeps_days=0,
    main_food="spinach",
    equipment=(),
    lines=(shipped.parse_line("1 cup | spinach"),),
    steps=("Wash them.",),
)


def larder(cup: float, food) -> Larder:
    return Larder({"spinach": food}, {food.pk: {"cup": cup}})


@pytest.fixture
def spinach():
    return FoodFactory(slug="spinach")


def load(cup: float, food) -> RecipeRevision:
    """The current revision after a load in which a cup weighs so much."""
    revision = load_recipe(record=RECORD, larder=larder(cup, food)).current
    assert revision is not None
    return revision


def test_the_same_recipe_in_the_same_grams_stays(spinach):
    assert load(30.0, spinach) == load(30.0, spinach)


def test_a_corrected_measure_is_a_new_revision(spinach):
    first, second = load(30.0, spinach), load(36.0, spinach)
    assert (first.number, second.number) == (1, 2)
    assert [line.grams for line in second.lines.all()] == [36.0]
    assert [line.grams for line in first.lines.all()] == [30.0]


def test_a_line_that_does_not_resolve_names_recipe_and_food(spinach):
    with pytest.raises(shipped.RecipeError, match="greens, spinach"):
        load_recipe(record=RECORD, larder=Larder({"spinach": spinach}, {}))
