"""The pages over the shipped library."""

import pytest
from django.urls import reverse

from foods.models import Food
from recipes.models import Recipe

pytestmark = pytest.mark.usefixtures("shipped_library")

#: What the smoothie of 30 g spinach, a medium banana and a cup of fortified milk brings.
SMOOTHIE = {
    "magnesium": 82.4,
    "potassium": 931.4,
    "calcium": 328.4,
    "vitamin_d": 2.93,
    "energy": 233.9,
}


def test_the_smoothies_figures_on_its_page(client):
    context = client.get(reverse("recipes:detail", args=["spinach-banana-smoothie"])).context
    rows = {row.nutrient.key: row for row in (*context["guards"], *context["ten"])}
    for nutrient, amount in SMOOTHIE.items():
        digits = 2 if nutrient == "vitamin_d" else 1
        assert round(rows[nutrient].amount, digits) == amount


def test_every_recipe_page_renders(client):
    for slug in Recipe.objects.values_list("slug", flat=True):
        assert client.get(reverse("recipes:detail", args=[slug])).status_code == 200


def test_every_aisle_has_a_food_page_that_renders(client):
    first = {food.aisle_id: food.slug for food in Food.objects.order_by("-slug")}
    for slug in first.values():
        assert client.get(reverse("foods:detail", args=[slug])).status_code == 200


@pytest.mark.parametrize("query", ["", "covers=magnesium", "tag=vegan&tag=nut_free&slot=dinner"])
def test_the_indexes_answer_with_results(client, query):
    assert client.get(f"{reverse('recipes:index')}?{query}").context["rows"]


def test_spinach_is_found_and_known_for_what_it_brings(client):
    rows = client.get(reverse("foods:index"), {"q": "raw spinach"}).context["rows"]
    assert [row.food.slug for row in rows] == ["spinach-raw"]
    claims = client.get(reverse("foods:detail", args=["spinach-raw"])).context["claims"]
    assert {("vitamin_a_rae", "high"), ("magnesium", "good")} <= {
        (tag.nutrient.key, tag.claim) for tag in claims
    }
