"""The best sources of a nutrient: order, filters, rules, what is left out, and how many queries."""

import pytest
from django.urls import reverse

from tests.factories import FoodFactory, TenantFactory

pytestmark = pytest.mark.django_db
URL = reverse("nutrients:sources", args=["magnesium"])


def names(response):
    return [row.food.name for row in response.context["rows"]]


def row(response, name):
    return next(one for one in response.context["rows"] if one.food.name == name)


@pytest.fixture
def shelf():
    """Seeds, two drinks, a spice, a supplement, and a food without a figure."""
    FoodFactory(
        name="Seeds", reference_grams=30, amounts={"magnesium": 500, "energy": 560, "calcium": 50}
    )
    FoodFactory(
        name="Soya drink",
        kind="drink",
        density=1.0,
        reference_grams=240,
        amounts={"magnesium": 30, "energy": 40},
        facts={"soy": "contains"},
    )
    FoodFactory(
        name="Dried basil",
        reference_grams=None,
        measures={"tsp": 1},
        amounts={"magnesium": 700, "energy": 230},
    )
    FoodFactory(
        name="Milk",
        kind="drink",
        density=1.03,
        reference_grams=247,
        amounts={"magnesium": 11, "energy": 60, "calcium": 120},
        facts={"milk": "contains"},
    )
    FoodFactory(name="Mystery", reference_grams=100)
    FoodFactory(name="Pill", kind="supplement", amounts={"magnesium": 30000})


def test_per_serving_a_spice_comes_last_by_itself(client, shelf):
    response = client.get(URL)
    assert names(response) == ["Seeds", "Soya drink", "Milk", "Dried basil"]
    assert row(response, "Seeds").value == pytest.approx(150)
    assert row(response, "Dried basil").value == pytest.approx(7)
    assert "1\u00a0tsp, 1\u00a0g" in response.text


def test_per_100_g_spoonfuls_are_left_out_and_counted_unless_asked_for(client, shelf):
    response = client.get(URL, {"basis": "100g"})
    assert names(response) == ["Seeds", "Soya drink", "Milk"]
    assert "1 is eaten by the spoonful" in response.text
    with_them = client.get(URL, {"basis": "100g", "spoonfuls": "1"})
    assert names(with_them)[0] == "Dried basil"


def test_per_100_kcal(client, shelf):
    response = client.get(URL, {"basis": "100kcal"})
    assert names(response) == ["Seeds", "Soya drink", "Milk"]
    assert row(response, "Soya drink").value == pytest.approx(75)


def test_next_to_no_energy_has_no_place_per_100_kcal(client, shelf):
    FoodFactory(name="Espresso", kind="drink", amounts={"magnesium": 80, "energy": 9})
    FoodFactory(name="Leaf", amounts={"magnesium": 80, "energy": 9})
    FoodFactory(name="No energy known", amounts={"magnesium": 80})
    response = client.get(URL, {"basis": "100kcal"})
    assert names(response)[0] == "Leaf"
    assert not {"Espresso", "No energy known"} & set(names(response))
    assert response.context["left_out"].no_basis == 2


def test_no_figure_is_counted_and_zero_is_no_source(client, shelf):
    FoodFactory(name="Oil", amounts={"magnesium": 0})
    response = client.get(URL)
    assert "Oil" not in names(response)
    assert "1 more food has no figure" in response.text


def test_supplements_retired_and_doubles_stay_out(client, shelf):
    seeds = FoodFactory(name="Seeds, imported", amounts={"magnesium": 900})
    seeds.duplicate_of = FoodFactory(name="Kept")
    seeds.save()
    FoodFactory(name="Gone", retired=True, amounts={"magnesium": 900})
    assert not {"Seeds, imported", "Gone", "Pill"} & set(names(client.get(URL)))


def test_diet_and_allergens_take_only_what_is_stated(client, shelf):
    FoodFactory(name="Unsaid", amounts={"magnesium": 999}, facts={"milk": None, "soy": "unknown"})
    assert names(client.get(URL, {"tag": "vegan"})) == ["Seeds", "Soya drink", "Dried basil"]
    assert names(client.get(URL, {"tag": "vegan", "free": "soy"})) == ["Seeds", "Dried basil"]
    assert names(client.get(URL, {"kind": "drink"})) == ["Soya drink", "Milk"]
    everything = {"scope": "all", "tag": "vegan", "free": "soy"}
    assert names(client.get(URL, everything)) == ["Seeds", "Dried basil"]


def test_fda_claims_by_the_reference_amount(client, shelf):
    response = client.get(URL)
    assert row(response, "Seeds").claim == "high"  # 150 of 420 mg
    assert row(response, "Soya drink").claim == "good"  # 72 mg
    assert row(response, "Seeds").share == pytest.approx(150 / 420)
    assert row(response, "Seeds").marks == pytest.approx((42 / 150, 84 / 150))


def test_the_eu_rule_asks_less_of_drinks(client, shelf):
    response = client.get(URL, {"rule": "eu", "basis": "100g"})
    # 15 % of 375 mg are 56 mg per 100 g; half of that, 28 mg, per 100 ml.
    assert row(response, "Soya drink").claim == "good"
    assert row(response, "Milk").claim is None
    assert "of the EU reference value" in response.text
    FoodFactory(name="Porridge", amounts={"magnesium": 30})
    assert row(client.get(URL, {"rule": "eu", "basis": "100g"}), "Porridge").claim is None


def test_spinach_is_no_source_of_calcium_and_says_why(client, shelf):
    FoodFactory(name="Spinach, raw", ndb=11457, amounts={"calcium": 99, "magnesium": 79})
    response = client.get(reverse("nutrients:sources", args=["calcium"]))
    assert "Spinach, raw" not in names(response)
    assert "Not ranked, because hardly absorbed" in response.text
    assert "Heaney" in response.text
    assert "Spinach, raw" in names(client.get(URL))


def test_imported_foods_join_by_the_switch(client, shelf):
    imported = {"source": "fdc", "facts": dict.fromkeys(["milk"]), "reference_grams": None}
    FoodFactory(
        name="Bran",
        data_type="sr_legacy",
        measures={"cup": 58},
        amounts={"magnesium": 611},
        **imported,
    )
    FoodFactory(name="Brand bran", data_type="branded", amounts={"magnesium": 612}, **imported)
    assert "Bran" not in names(client.get(URL))
    reference = client.get(URL, {"scope": "reference"})
    assert names(reference)[0] == "Bran"
    assert "Brand bran" not in names(reference)
    by_index = client.get(URL, {"scope": "all", "basis": "100g"})
    assert names(by_index)[:3] == ["Brand bran", "Bran", "Seeds"]
    assert by_index.context["left_out"] is None
    per_serving = client.get(URL, {"scope": "all"})
    assert "Brand bran" not in names(per_serving)
    assert "Packaged foods are ranked per 100 g only" in per_serving.text


def test_own_foods_are_everyday_and_nobody_elses(client, as_tenant, shelf):
    tenant, other = TenantFactory(), TenantFactory()
    FoodFactory(name="Our bars", source="own", tenant=tenant, amounts={"magnesium": 400})
    assert "Our bars" in names(as_tenant(tenant).get(URL))
    for browser in (client, as_tenant(other)):
        for scope in ("everyday", "reference", "all"):
            assert "Our bars" not in browser.get(URL, {"scope": scope, "basis": "100g"}).text


def test_a_partial_figure_says_at_least(client):
    FoodFactory(name="Natto", amounts={"vitamin_k2": (900, "partial")})
    response = client.get(reverse("nutrients:sources", args=["vitamin_k2"]))
    assert "at least" in response.text
    assert row(response, "Natto").share is row(response, "Natto").claim is None


def test_what_one_limits_has_no_best(client):
    assert (
        "Foods with most sodium" in client.get(reverse("nutrients:sources", args=["sodium"])).text
    )


@pytest.mark.parametrize("query", ["basis=x&tag=keto&free=%00&scope=&page=x", "page=-1", "kind=9"])
def test_bad_input_is_named_or_left_out(client, shelf, query):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    assert len(names(response)) == 4


def test_an_unknown_nutrient_is_404(client):
    assert client.get(reverse("nutrients:sources", args=["plutonium"])).status_code == 404


def test_nothing_found_is_said_in_words(client):
    assert "No food with a figure for magnesium fits all of this." in client.get(URL).text


def test_htmx_gets_the_list_only_and_pages_keep_filters(client):
    FoodFactory.create_batch(31, amounts={"magnesium": 100})
    part = client.get(URL, {"tag": "vegan"}, headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<div id="results">')
    assert "?tag=vegan&amp;page=2" in part.text
    assert [one.rank for one in client.get(URL, {"page": 2}).context["rows"]] == [31]


def test_queries_do_not_grow_with_the_foods(client, django_assert_num_queries):
    FoodFactory.create_batch(12, amounts={"magnesium": 300, "calcium": 9}, measures={"cup": 30})
    # everyday foods; the list; what is left out
    with django_assert_num_queries(3):
        client.get(URL, {"tag": "vegan", "free": "soy", "basis": "100kcal"})
    # the list alone, in the order of the index
    with django_assert_num_queries(1):
        client.get(URL, {"scope": "all", "basis": "100g"})
    # everyday foods; the list; what is left out; what is hardly absorbed
    with django_assert_num_queries(4):
        client.get(reverse("nutrients:sources", args=["calcium"]))
