"""The food index: search, filters, fragments, bad input."""

import pytest
from django.urls import reverse

from foods.search.index import forget_vocabulary
from tests.factories import AisleFactory, FoodFactory, TenantFactory

pytestmark = pytest.mark.django_db
URL = reverse("foods:index")


def names(response):
    return [row.food.name for row in response.context["rows"]]


@pytest.fixture
def shelf():
    """Spinach raw and boiled, almonds, and a cheese of a household's own."""
    raw = FoodFactory(name="Spinach, raw", slug="spinach-raw", amounts={"magnesium": 79})
    FoodFactory(name="Spinach, boiled", bought_as=raw, cooked_yield=0.8, amounts={"magnesium": 87})
    FoodFactory(
        name="Almonds",
        aisle=AisleFactory(key="nuts"),
        amounts={"magnesium": 270, "energy": 579},
        facts={"almond": "contains"},
    )
    FoodFactory(name="Grandma's cheese", facts={"milk": "contains"}, tenant=TenantFactory())


def test_everything_shared_by_name(client, shelf):
    assert names(client.get(URL)) == ["Almonds", "Spinach, boiled", "Spinach, raw"]


def test_words_in_any_order_and_bought_before_cooked(client, shelf):
    assert names(client.get(URL, {"q": "spinach"})) == ["Spinach, raw", "Spinach, boiled"]
    assert names(client.get(URL, {"q": "raw spin"})) == ["Spinach, raw"]


def test_a_cooked_row_says_what_it_is_bought_as(client, shelf):
    assert "bought as Spinach, raw" in client.get(URL, {"q": "boiled"}).text


def test_aisle_and_diet(client, shelf):
    assert names(client.get(URL, {"aisle": "nuts"})) == ["Almonds"]
    assert "Almonds" not in names(client.get(URL, {"tag": "nut_free"}))


def test_unknown_is_not_free(client):
    FoodFactory(name="Bread", facts={"milk": "unknown"})
    FoodFactory(name="Cracker", facts={"milk": None})
    assert names(client.get(URL, {"tag": "dairy_free"})) == []


def test_rich_in_goes_by_the_reference_amount_most_first(client, shelf):
    FoodFactory(name="Sprinkle", reference_grams=5, amounts={"magnesium": 300})
    FoodFactory(name="Mystery")
    response = client.get(URL, {"rich": "magnesium", "level": "high"})
    assert names(response) == ["Almonds", "Spinach, boiled"]
    assert "1 food has no figure or no reference amount" in response.text
    assert "270\u00a0mg" in response.text
    good = names(client.get(URL, {"rich": "magnesium"}))
    assert good == ["Almonds", "Spinach, boiled", "Spinach, raw"]


def test_a_household_finds_its_own_foods_and_nobody_elses(as_tenant, shelf):
    tenant = TenantFactory()
    FoodFactory(name="Our muesli", tenant=tenant)
    found = names(as_tenant(tenant).get(URL))
    assert "Our muesli" in found
    assert "Grandma's cheese" not in found


def test_nothing_found_is_said_in_words(client, shelf):
    text = client.get(URL, {"q": "zzz"}).text
    assert "No food called “zzz”" in text
    assert reverse("foods:new") in text
    text = client.get(URL, {"q": "spinach", "aisle": "nuts"}).text
    assert "No food fits all of this." in text
    assert '?q=spinach"' in text


@pytest.mark.parametrize(
    "query",
    ["rich=plutonium", "tag=keto", "aisle=moon", "level=9", "page=x", "page=-1", "q=%00", "tag="],
)
def test_bad_input_is_named_or_left_out(client, shelf, query):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    assert len(names(response)) == 3


def test_an_unknown_filter_is_named_and_escaped(client):
    text = client.get(URL, {"tag": "<script>x</script>"}).text
    assert "We do not know the filter “&lt;script&gt;x&lt;/script&gt;”" in text
    assert "<script>x" not in text


def test_htmx_gets_the_results_only_and_caches_know(client, shelf):
    page, part = client.get(URL), client.get(URL, headers={"HX-Request": "true"})
    assert "<html" in page.text
    assert part.text.lstrip().startswith('<div id="results">')
    assert "HX-Request" in page["Vary"]
    assert "HX-Request" in part["Vary"]


def test_a_restored_history_gets_the_page(client):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get(URL, headers=headers).text


def test_pages_keep_the_filters(client):
    FoodFactory.create_batch(31)
    response = client.get(URL, {"q": "food"})
    assert len(names(response)) == 30
    assert "?q=food&amp;page=2" in response.text


def test_queries_do_not_grow_with_the_foods(client, django_assert_num_queries):
    forget_vocabulary()
    FoodFactory.create_batch(12, amounts={"magnesium": 300, "energy": 10})
    # aisles; sources; count of the found; the found with aisle and raw food; amounts; names of the
    # values
    with django_assert_num_queries(6):
        client.get(URL)
    # and how many have no figure
    with django_assert_num_queries(7):
        client.get(URL, {"rich": "magnesium", "tag": "vegan"})
    # and where each word stands; whether any food has them all
    with django_assert_num_queries(8):
        client.get(URL, {"q": "food"})
    # and the word among brands, the newest food, the words of food names, for the nearest word
    with django_assert_num_queries(11):
        client.get(URL, {"q": "foood"})
