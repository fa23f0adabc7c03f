"""A food's page."""

import pytest
from django.urls import reverse

from tests.factories import FoodFactory, TenantFactory

pytestmark = pytest.mark.django_db


def page(client, food, **query):
    return client.get(reverse("foods:detail", args=[food.slug]), query)


def row_of(text, name):
    """The table row of a nutrient, as its words."""
    html = text.split(f'scope="row">{name}', 1)[1].split("</tr>", 1)[0]
    return html.replace("\u00a0", " ")


def test_amounts_per_100_g_and_per_measure(client):
    food = FoodFactory(amounts={"magnesium": 79}, measures={"handful": 30, "cup": 60})
    row = row_of(page(client, food).text, "Magnesium")
    assert ">79 mg<" in row
    assert ">24 mg<" in row
    cup = food.measures.get(name="cup")
    assert ">47 mg<" in row_of(page(client, food, measure=cup.pk).text, "Magnesium")


@pytest.mark.parametrize("measure", ["999999", "x", "-1", ""])
def test_a_measure_that_is_not_its_own_falls_back_to_the_usual(client, measure):
    food = FoodFactory(measures={"handful": 30})
    response = page(client, food, measure=measure)
    assert response.status_code == 200
    assert response.context["measure"].name == "handful"


def test_unknown_says_unknown_and_not_zero(client):
    row = row_of(page(client, FoodFactory()).text, "Iodine")
    assert "unknown" in row
    assert "0" not in row.split("</th>")[1]


def test_k2_states_are_told_apart(client):
    told = {}
    for certainty, amount in (("known", 1.2), ("partial", 1.2), ("presumed_nil", 0)):
        food = FoodFactory(amounts={"vitamin_k2": (amount, certainty)})
        told[certainty] = row_of(page(client, food).text, "Vitamin K2")
    assert "at least" not in told["known"]
    assert "at least" in told["partial"]
    assert "presumed nil" in told["presumed_nil"]
    assert "0.0" not in told["presumed_nil"]


def test_facts_are_three_state(client):
    food = FoodFactory(facts={"milk": "contains", "celery": "unknown", "soy": None})
    facts = {line.name: line.state for line in page(client, food).context["facts"]}
    assert (facts["milk"], facts["celery"], facts["soy"]) == ("contains", "unknown", "unknown")
    assert facts["gluten"] == "free"


def test_packs_yield_and_raw_food(client):
    raw = FoodFactory(name="Rice, dry", packs={"bag": 500})
    boiled = FoodFactory(name="Rice, boiled", bought_as=raw, cooked_yield=2.5)
    assert "bag, 500\u00a0g" in page(client, raw).text
    assert "250\u00a0g from 100 g" in page(client, raw).text
    assert reverse("foods:detail", args=[raw.slug]) in page(client, boiled).text


def test_usda_is_credited_by_number(client):
    text = page(client, FoodFactory(ndb=11457)).text
    assert "Agricultural Research Service, FoodData Central, NDB 11457" in text


def test_dishes_are_loaded_from_the_recipes_room_with_a_plain_link(client):
    food = FoodFactory()
    url = reverse("recipes:using", args=[food.slug])
    text = page(client, food).text
    assert f'hx-get="{url}"' in text
    assert f'href="{url}"' in text


def test_htmx_gets_the_table_only(client):
    url = reverse("foods:detail", args=[FoodFactory().slug])
    text = client.get(url, headers={"HX-Request": "true"}).text
    assert text.lstrip().startswith('<section id="nutrients"')


def test_names_are_escaped(client):
    text = page(client, FoodFactory(name="<b>Bold</b>", note="<i>x</i>")).text
    assert "<b>Bold" not in text
    assert "&lt;b&gt;Bold" in text
    assert "<i>x" not in text


def test_strangers_and_unknown_foods_are_404(client, as_tenant):
    own = FoodFactory(tenant=TenantFactory())
    assert page(client, own).status_code == 404
    assert page(as_tenant(TenantFactory()), own).status_code == 404
    assert page(as_tenant(own.tenant), own).status_code == 200
    assert client.get(reverse("foods:detail", args=["no-such-food"])).status_code == 404


def test_only_reading_is_possible(client):
    assert client.post(reverse("foods:detail", args=[FoodFactory().slug])).status_code == 405


def test_queries(client, django_assert_num_queries):
    food = FoodFactory(amounts={"magnesium": 1, "zinc": 2}, measures={"cup": 1, "tbsp": 2})
    FoodFactory.create_batch(3, bought_as=food, cooked_yield=0.9)
    # food with aisle and raw food; amounts; measures; facts; packs; cooked rows
    with django_assert_num_queries(6):
        page(client, food)
