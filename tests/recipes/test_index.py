"""The recipe index: search, filters, ranking, fragments, bad input."""

import pytest
from django.urls import reverse

from tests.factories import FoodFactory, RecipeFactory, TenantFactory

pytestmark = pytest.mark.django_db
URL = reverse("recipes:index")


def names(response):
    return [row["dish"].revision.name for row in response.context["rows"]]


@pytest.fixture
def kitchen():
    """Dal (vegan), cheese toast (milk), a slow stew, a retired dish, another household's own."""
    lentils = FoodFactory(name="Red lentils", amounts={"magnesium": 60, "energy": 350})
    cheese = FoodFactory(
        name="Cheese", facts={"milk": "contains"}, amounts={"magnesium": 30, "energy": 400}
    )
    bread = FoodFactory(name="Bread", facts={"milk": "unknown"})
    RecipeFactory(revision__name="Dal", slots=["dinner"], lines=[(lentils, 200)])
    RecipeFactory(
        revision__name="Cheese toast",
        slots=["breakfast", "snack"],
        lines=[(cheese, 200), (bread, 50)],
    )
    RecipeFactory(
        revision__name="Slow stew",
        revision__active_minutes=40,
        revision__total_minutes=90,
        slots=["dinner"],
        lines=[(lentils, 100), (bread, 50)],
    )
    RecipeFactory(revision__name="Old soup", retired=True)
    RecipeFactory(revision__name="Their secret", tenant=TenantFactory())


def test_the_shared_dishes_in_use_by_name(client, kitchen):
    assert names(client.get(URL)) == ["Cheese toast", "Dal", "Slow stew"]


def test_words_find_names_and_ingredients(client, kitchen):
    assert names(client.get(URL, {"q": "lentils"})) == ["Dal", "Slow stew"]
    assert names(client.get(URL, {"q": "stew lentils"})) == ["Slow stew"]


def test_any_of_the_slots(client, kitchen):
    assert names(client.get(URL, {"slot": ["dinner"]})) == ["Dal", "Slow stew"]
    assert len(names(client.get(URL, {"slot": ["dinner", "snack"]}))) == 3


def test_a_dish_with_an_unknown_food_is_not_free(client, kitchen):
    assert names(client.get(URL, {"tag": "dairy_free"})) == ["Dal"]


def test_minutes_are_of_work(client, kitchen):
    assert names(client.get(URL, {"minutes": "20"})) == ["Cheese toast", "Dal"]


def test_covering_ranks_and_leaves_out_what_brings_little(client, kitchen):
    response = client.get(URL, {"covers": "magnesium"})
    assert names(response) == ["Dal", "Cheese toast", "Slow stew"]
    assert "120\u00a0mg" in response.text
    assert "29\u00a0%" in response.text
    assert names(client.get(URL, {"covers": "calcium"})) == []


def test_k2_is_ranked_by_amount(client):
    natto = FoodFactory(amounts={"vitamin_k2": 900})
    RecipeFactory(revision__name="Natto bowl", lines=[(natto, 50)])
    RecipeFactory(revision__name="Plain bowl", lines=[(FoodFactory(), 50)])
    response = client.get(URL, {"covers": "vitamin_k2"})
    assert names(response) == ["Natto bowl"]
    assert "450.0\u00a0µg" in response.text


def test_unknown_energy_is_not_zero(client):
    RecipeFactory(lines=[(FoodFactory(), 50)])
    assert "unknown" in client.get(URL).text


def test_a_household_finds_its_own(as_tenant, kitchen):
    tenant = TenantFactory()
    RecipeFactory(revision__name="Our porridge", tenant=tenant)
    found = names(as_tenant(tenant).get(URL))
    assert "Our porridge" in found
    assert "Their secret" not in found


def test_nothing_found_is_said_in_words(client, kitchen):
    assert "No dish fits all of this." in client.get(URL, {"q": "zzz"}).text


@pytest.mark.parametrize(
    "query", ["covers=plutonium", "tag=keto", "slot=brunch", "minutes=x", "page=99", "q=%00"]
)
def test_bad_input_is_named_or_left_out(client, kitchen, query):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    assert len(names(response)) == 3


def test_htmx_gets_the_results_only(client, kitchen):
    response = client.get(URL, headers={"HX-Request": "true"})
    assert response.text.lstrip().startswith('<div id="results">')
    assert "HX-Request" in response["Vary"]


def test_text_is_escaped(client):
    RecipeFactory(revision__name="<b>Bold</b>", revision__summary="<i>x</i>")
    text = client.get(URL, {"q": "<b>"}).text
    assert "&lt;b&gt;Bold" in text
    assert "<i>x" not in text


def test_queries_do_not_grow_with_the_dishes(client, django_assert_num_queries):
    for _ in range(8):
        RecipeFactory(lines=[(FoodFactory(amounts={"magnesium": 100}), 100)])
    # recipes with revision; lines; amounts; foods; facts; slots of the page
    with django_assert_num_queries(6):
        client.get(URL)
    with django_assert_num_queries(6):
        client.get(URL, {"covers": "magnesium", "tag": "vegan", "q": "dish", "slot": "lunch"})
