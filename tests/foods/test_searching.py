"""A query string to a checked food search."""

from django.http import QueryDict

from foods.searching import FoodSearch, claimable, food_search

AISLES = ("vegetables", "dairy")


def search(text):
    return food_search(QueryDict(text), AISLES)


def test_nothing_asked_filters_nothing():
    assert search("") == FoodSearch()
    assert search("q=&aisle=&rich=&level=") == FoodSearch()


def test_every_filter_is_read():
    found = search(
        "q=raw+spinach&aisle=vegetables&tag=vegan&tag=nut_free&rich=magnesium&level=high"
    )
    assert found == FoodSearch(
        "raw spinach", "vegetables", ("vegan", "nut_free"), "magnesium", "high"
    )
    assert found.share == 0.2


def test_codes_nobody_knows_are_named_and_left_out():
    found = search("aisle=moon&tag=keto&rich=sodium&level=most&tag=vegan")
    assert found.tags == ("vegan",)
    assert (found.aisle, found.rich, found.level) == ("", "", "good")
    assert found.ignored == ("moon", "keto", "sodium", "most")


def test_a_repeated_filter_counts_once_and_words_are_bounded():
    assert search("tag=vegan&tag=vegan").tags == ("vegan",)
    assert search("q=" + "a" * 500).text == "a" * 100
    assert search("q=%00spinach").text == "spinach"


def test_claims_exist_only_where_more_is_a_merit():
    assert claimable()[:3] == ("magnesium", "potassium", "calcium")
    assert not {"sodium", "energy", "fat_saturated", "vitamin_k2", "water"} & set(claimable())
