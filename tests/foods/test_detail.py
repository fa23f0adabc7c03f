"""A food's page."""

import re

import pytest
from django.urls import reverse

from foods.facts import FACTS
from foods.models import FoodAmount, Source
from tests.factories import FoodFactory, TenantFactory

pytestmark = pytest.mark.django_db


def page(client, food, **query):
    return client.get(reverse("foods:detail", args=[food.slug]), query)


def row_of(text, name):
    """The table row of a nutrient, as its words."""
    rows = text.split('<th scope="row">')[1:]
    named = (row for row in rows if re.sub("<[^>]*>", "", row).startswith(name))
    return next(named).split("</tr>", 1)[0].replace("\u00a0", " ")


def test_amounts_per_100_g_and_per_measure(client):
    food = FoodFactory(amounts={"magnesium": 79}, measures={"handful": 30, "cup": 60})
    row = row_of(page(client, food).text, "Magnesium")
    assert ">79 mg<" in row
    assert ">24 mg<" in row
    cup = food.measures.get(name="cup")
    assert ">47 mg<" in row_of(page(client, food, measure=cup.pk).text, "Magnesium")
    two = row_of(page(client, food, measure=cup.pk, quantity="2").text, "Magnesium")
    assert ">95 mg<" in two
    assert "23 %" in two
    grams = page(client, food, measure="g", quantity="200")
    assert ">158 mg<" in row_of(grams.text, "Magnesium")


@pytest.mark.parametrize("measure", ["999999", "x", "-1", ""])
def test_a_measure_that_is_not_its_own_falls_back_to_the_usual(client, measure):
    food = FoodFactory(measures={"handful": 30})
    response = page(client, food, measure=measure)
    assert response.status_code == 200
    assert response.context["portion"].measure.name == "handful"


def test_what_is_no_amount_is_said_beside_the_field(client):
    food = FoodFactory(measures={"handful": 30})
    text = page(client, food, quantity="<b>0").text
    assert "Please give the amount as a number above 0" in text
    assert 'value="&lt;b&gt;0" aria-invalid="true" aria-describedby="portion-problem"' in text


def test_a_food_without_measures_goes_by_weight(client):
    assert page(client, FoodFactory()).context["portion"].grams == 100.0


def test_unknown_says_unknown_and_not_zero(client):
    row = row_of(page(client, FoodFactory()).text, "Vitamin B12")
    assert "unknown" in row
    assert "0" not in row.split("</th>")[1]


def test_a_food_of_many_unknowns_names_them_together(client):
    text = page(client, FoodFactory(amounts={"iron": 2})).text
    named = text.split("Unknown:", 1)[1].split("</tr>", 1)[0]
    assert "fat, carbohydrate" in named
    assert 'scope="row">Iodine' not in text


def test_every_figure_leads_to_its_source(client):
    food = FoodFactory(source="fdc", source_id="168462", data_type="sr_legacy")
    Source.objects.update_or_create(
        key="fdc", defaults={"name": "USDA FoodData Central", "citation": "USDA, FDC"}
    )
    common = {"food": food, "amount": 1.0}
    FoodAmount.objects.bulk_create(
        [
            FoodAmount(nutrient="magnesium", **common),
            FoodAmount(nutrient="zinc", **common),
            FoodAmount(
                nutrient="vitamin_d", source="A label", derivation="label", origin="added", **common
            ),
            FoodAmount(nutrient="calcium", origin="supplement", form="citrate", **common),
        ]
    )
    text = page(client, food).text
    own = "USDA FoodData Central, SR Legacy, FDC 168462"
    assert f"<dt>a</dt><dd>{own}: measured or compiled, natural (2 figures)</dd>" in text
    assert f"<dt>b</dt><dd>{own}: measured or compiled, supplement (1 figure)</dd>" in text
    assert "<dt>c</dt><dd>A label: from a label, added (1 figure)</dd>" in text
    for name, code in (("Magnesium", "a"), ("Calcium", "b"), ("Vitamin D", "c")):
        assert f'class="code">{code}<' in row_of(text, name)
    assert ">citrate<" in row_of(text, "Calcium")


def test_k2_states_are_told_apart(client):
    told = {}
    for certainty, amount in (("known", 1.2), ("partial", 1.2), ("presumed_nil", 0)):
        food = FoodFactory(amounts={"vitamin_k2": (amount, certainty)})
        told[certainty] = row_of(page(client, food).text, "Vitamin K2")
    assert "at least" not in told["known"]
    assert "at least" in told["partial"]
    assert "presumed nil" in told["presumed_nil"]
    assert "0.0" not in told["presumed_nil"]


def test_facts_are_three_state_in_words(client):
    food = FoodFactory(facts={"milk": "contains", "celery": "unknown", "soy": None})
    response = page(client, food)
    groups = {group.state.value: group.names for group in response.context["facts"]}
    assert (groups["contains"], groups["unknown"]) == (("milk",), ("soy", "celery"))
    assert "gluten" in groups["free"]
    for state, word in (("contains", "Contains"), ("unknown", "Unknown"), ("free", "Free of")):
        assert f'data-state="{state}"><dt class="fact__state">{word}</dt>' in response.text


def test_a_food_of_which_nothing_is_stated_says_so_once(client):
    text = page(client, FoodFactory(facts=dict.fromkeys(FACTS))).text
    assert "Nobody has stated its allergens" in text
    assert "allergens and diets: unknown" in text
    assert "fact__state" not in text


def ranks(client, food):
    rows = page(client, food).context["ranks"]
    return {row.nutrient.key: row for row in rows}


def test_ranks_are_among_everyday_foods_with_a_figure(client):
    food = FoodFactory(reference_grams=100, amounts={"magnesium": 50, "calcium": 0})
    FoodFactory(reference_grams=10, amounts={"magnesium": 60})
    FoodFactory(reference_grams=100, amounts={"magnesium": 50})
    FoodFactory(amounts={"magnesium": 10})
    FoodFactory()
    for more in (
        {"source": "fdc"},
        {"retired": True},
        {"kind": "supplement"},
        {"tenant": TenantFactory(), "source": "own"},
    ):
        FoodFactory(amounts={"magnesium": 900}, **more)
    found = ranks(client, food)
    assert (found["magnesium"].per_100_g.rank, found["magnesium"].per_100_g.of) == (2, 4)
    assert found["magnesium"].per_serving.rank == 1
    assert found["calcium"].per_100_g is None
    assert found["vitamin_d"].certainty == "unknown"
    text = page(client, food).text
    assert "<b>2nd</b> of 4" in text
    assert "holds none" in text


def test_a_food_without_serving_has_no_rank_per_serving(client):
    food = FoodFactory(reference_grams=None, amounts={"magnesium": 50})
    assert ranks(client, food)["magnesium"].per_serving is None
    food.measures.create(name="cup", grams=30, is_default=True)
    assert ranks(client, food)["magnesium"].per_serving.rank == 1


def test_spinach_has_no_rank_and_no_claim_for_calcium(client):
    food = FoodFactory(ndb=11457, amounts={"calcium": 300, "magnesium": 79})
    response = page(client, food)
    assert ranks(client, food)["calcium"].per_100_g is None
    assert "about 5 % is absorbed" in row_of(response.text, "Calcium")
    assert "calcium" not in [tag.nutrient.key for tag in response.context["claims"]]


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


def test_htmx_gets_the_table_and_tells_that_the_portion_changed(client):
    url = reverse("foods:detail", args=[FoodFactory().slug])
    response = client.get(url, headers={"HX-Request": "true"})
    assert response.text.lstrip().startswith('<section id="nutrients"')
    assert "portion" in response["HX-Trigger-After-Settle"]


def test_the_share_of_a_target_is_loaded_from_the_people_room(client, as_tenant):
    food = FoodFactory()
    url = reverse("people:food_share", args=[food.slug])
    assert url not in page(client, food).text
    text = page(as_tenant(TenantFactory()), food).text
    assert f'hx-get="{url}"' in text
    assert f'href="{url}?quantity=100&amp;measure=g"' in text


def test_it_can_be_compared(client):
    food = FoodFactory()
    assert f'{reverse("foods:compare")}?food={food.slug}"' in page(client, food).text


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


@pytest.mark.parametrize("others", [3, 12])
def test_queries(client, django_assert_num_queries, others):
    food = FoodFactory(amounts={"magnesium": 1, "zinc": 2}, measures={"cup": 1, "tbsp": 2})
    FoodFactory.create_batch(others, bought_as=food, cooked_yield=0.9, amounts={"magnesium": 3})
    # food with aisle and raw food; amounts; measures; source; facts; everyday foods and the ranks
    # among them; packs; cooked rows
    with django_assert_num_queries(9):
        page(client, food)
    # food; amounts; measures; source
    url = reverse("foods:detail", args=[food.slug])
    with django_assert_num_queries(4):
        client.get(url, headers={"HX-Request": "true"})


def test_a_supplement_is_told_per_tablet_and_only_what_its_label_names(client):
    food = FoodFactory(
        kind="supplement",
        reference_grams=None,
        amounts={"magnesium": 10_000, "zinc": 500},
        measures={"tablet": 1},
    )
    response = page(client, food)
    assert "100 mg" in row_of(response.text, "Magnesium")
    shown = [row.nutrient.key for group in response.context["groups"] for row in group.rows]
    assert shown == ["magnesium", "zinc"]
    table = response.text.split('id="nutrients"')[1].split("</section>")[0]
    assert "10,000" not in table
    assert "100&nbsp;g" not in table
    assert '<option value="g"' not in table
    assert "1&nbsp;g" not in table.replace("\u00a0", "&nbsp;")
    for heading in ("Dishes with it", "Buying and measuring", "Where it ranks"):
        assert heading not in response.text
    three = page(client, food, quantity="3")
    assert "300 mg" in row_of(three.text, "Magnesium")


def test_100_g_is_not_told_twice(client):
    food = FoodFactory(amounts={"magnesium": 79}, measures={"handful": 30})
    assert page(client, food).text.count("79\u00a0mg") == 1
    twice = page(client, food, measure="g", quantity="100").text
    assert twice.split('id="nutrients"')[1].split("</section>")[0].count("79\u00a0mg") == 1
    assert 'colspan="5" scope="rowgroup"' in twice


def test_a_nutrient_with_a_page_leads_to_it(client):
    text = page(client, FoodFactory(amounts={"magnesium": 79, "zinc": 1})).text
    assert f'<a href="{reverse("nutrients:detail", args=["magnesium"])}">Magnesium</a>' in text
    assert '<th scope="row">Zinc' in text
