"""Foods side by side: the page, adding, removing, and whose foods one sees."""

import pytest
from django.urls import reverse

from tests.factories import FoodFactory, TenantFactory

pytestmark = pytest.mark.django_db
URL = reverse("foods:compare")


@pytest.fixture
def pair():
    """Spinach and almonds."""
    spinach = FoodFactory(
        name="Spinach", slug="spinach", reference_grams=85, amounts={"magnesium": 80, "energy": 20}
    )
    almonds = FoodFactory(
        name="Almonds",
        slug="almonds",
        reference_grams=None,
        measures={"handful": 30},
        amounts={"magnesium": 270, "energy": 580, "vitamin_k2": (0, "presumed_nil")},
    )
    return spinach, almonds


def cells(response, key):
    groups = response.context["groups"]
    return next(r.cells for g in groups for r in g.rows if r.nutrient.key == key)


def amounts(response, key):
    return [cell.amount for cell in cells(response, key)]


def test_side_by_side_per_100_g_per_serving_and_per_100_kcal(client, pair):
    asked = {"food": ["spinach", "almonds"]}
    assert amounts(client.get(URL, asked), "magnesium") == [80, 270]
    serving = client.get(URL, asked | {"basis": "serving"})
    assert amounts(serving, "magnesium") == pytest.approx([68, 81])
    assert "1\u00a0handful, 30\u00a0g" in serving.text
    per_kcal = client.get(URL, asked | {"basis": "100kcal"})
    assert amounts(per_kcal, "magnesium") == pytest.approx([400, 46.55], abs=0.01)


def test_the_order_is_that_of_the_question(client, pair):
    assert client.get(URL, {"food": ["almonds", "spinach"]}).context["names"] == [
        "Almonds",
        "Spinach",
    ]


def test_values_stand_as_text_and_states_as_words(client, pair):
    text = client.get(URL, {"food": ["spinach", "almonds"]}).text
    assert "270\u00a0mg" in text
    assert 'data-certainty="unknown"' in text
    assert "presumed nil" in text
    assert "no figure in any of these foods for" in text


def test_no_serving_size_is_said(client, pair):
    FoodFactory(name="Lump", slug="lump", reference_grams=None, amounts={"magnesium": 5})
    response = client.get(URL, {"food": ["lump", "spinach"], "basis": "serving"})
    assert cells(response, "magnesium")[0].certainty == "no_basis"
    assert "no serving size" in response.text


def test_a_food_is_found_and_added_by_a_link(client, pair):
    text = client.get(URL, {"food": "spinach", "q": "almond"}).text
    assert "?food=spinach&amp;food=almonds&amp;basis=100g" in text
    assert "No other food is called that." in client.get(URL, {"food": "spinach", "q": "zz9"}).text


def test_what_is_there_is_not_offered_again(client, pair):
    assert not client.get(URL, {"food": "spinach", "q": "spinach"}).context["found"]


def test_a_food_is_removed_by_a_link(client, pair):
    text = client.get(URL, {"food": ["spinach", "almonds"], "basis": "serving"}).text
    assert "?food=almonds&amp;basis=serving" in text


def test_htmx_gets_the_finds_only(client, pair):
    headers = {"HX-Request": "true"}
    text = client.get(URL, {"food": "spinach", "q": "alm"}, headers=headers).text
    assert text.lstrip().startswith('<div id="finds"')


def test_four_at_most(client, pair):
    slugs = [FoodFactory().slug for _ in range(5)]
    response = client.get(URL, {"food": slugs, "q": "almonds"})
    assert len(response.context["foods"]) == 4
    assert "4 foods fit side by side" in response.text
    assert 'id="q"' not in response.text


@pytest.mark.parametrize("slug", ["nope", "<b>x</b>", "%00", "theirs"])
def test_unknown_and_strangers_foods_are_left_out_alike(client, as_tenant, pair, slug):
    owner = TenantFactory()
    FoodFactory(slug="theirs", name="Secret root", tenant=owner)
    for browser in (client, as_tenant(TenantFactory())):
        response = browser.get(URL, {"food": [slug, "spinach"], "q": "secret"})
        assert response.context["names"] == ["Spinach"]
        assert "Secret root" not in response.text
        assert "We do not know the food" in response.text
        assert "<b>x" not in response.text
    own = as_tenant(owner).get(URL, {"food": "theirs"})
    assert own.context["names"] == ["Secret root"]


def test_an_empty_comparison_asks_for_a_first_food(client):
    assert "Find the first food" in client.get(URL).text


def test_what_is_hardly_absorbed_is_said(client):
    FoodFactory(slug="raw-spinach", name="Spinach, raw", ndb=11457, amounts={"calcium": 99})
    assert "of its calcium is absorbed" in client.get(URL, {"food": "raw-spinach"}).text


def test_queries_do_not_grow_with_the_foods(client, django_assert_num_queries):
    slugs = [FoodFactory(amounts={"zinc": 1}, measures={"cup": 9}).slug for _ in range(4)]
    # the foods; amounts; names of the values; servings
    for asked in (slugs[:1], slugs):
        with django_assert_num_queries(4):
            client.get(URL, {"food": asked})
