"""A query string to a checked recipe search."""

import pytest
from django.http import QueryDict

from recipes.searching import RecipeSearch, coverable, recipe_search, servings_asked


def search(text):
    return recipe_search(QueryDict(text))


def test_every_filter_is_read():
    found = search("q=dal&slot=lunch&slot=dinner&tag=vegan&minutes=20&covers=magnesium")
    assert found == RecipeSearch("dal", ("lunch", "dinner"), ("vegan",), 20, "magnesium")


def test_codes_nobody_knows_are_named_and_left_out():
    found = search("slot=brunch&tag=keto&minutes=5&covers=sodium")
    assert found == RecipeSearch(ignored=("brunch", "keto", "5", "sodium"))


def test_k2_is_ranked_though_it_has_no_daily_value():
    assert {"magnesium", "vitamin_k2"} < set(coverable())


@pytest.mark.parametrize(
    ("asked", "servings"),
    [("4", 4.0), ("1.5", 1.5), ("0.25", 0.25), ("100", 100.0)]
    + [(bad, 2.0) for bad in ("", "0", "-1", "101", "nan", "inf", "1e9", "four", "1,5")],
)
def test_servings_are_within_reason_or_the_recipes_own(asked, servings):
    assert servings_asked(QueryDict(f"servings={asked}"), usual=2.0) == servings
