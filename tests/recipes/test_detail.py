"""A recipe's page, its cook view, and the dishes that use a food."""

import pytest
from django.urls import reverse

from tests.factories import FoodFactory, RecipeFactory, TenantFactory

pytestmark = pytest.mark.django_db


def page(client, recipe, view="detail", **query):
    return client.get(reverse(f"recipes:{view}", args=[recipe.slug]), query)


def row_of(text, name):
    """The table row of a nutrient, as its words."""
    html = text.split(f'scope="row">{name}', 1)[1].split("</tr>", 1)[0]
    return html.replace("\u00a0", " ")


def test_ingredients_are_scaled_and_figures_are_of_one_serving(client):
    oats = FoodFactory(name="Oats", amounts={"magnesium": 100})
    recipe = RecipeFactory(
        revision__servings=2,
        lines=[(oats, 120, {"quantity": 1.5, "measure": "cup", "note": "rolled"})],
    )
    own = page(client, recipe).text
    assert "1½\u00a0cups" in own
    assert "120\u00a0g" in own
    four = page(client, recipe, servings=4)
    assert "3\u00a0cups" in four.text
    assert "240\u00a0g" in four.text
    for text in (own, four.text):
        assert ">60 mg<" in row_of(text, "Magnesium")


@pytest.mark.parametrize("servings", ["0", "-3", "x", "nan", "99999"])
def test_senseless_servings_fall_back_to_the_recipes_own(client, servings):
    recipe = RecipeFactory(revision__servings=2)
    response = page(client, recipe, servings=servings)
    assert response.status_code == 200
    assert response.context["servings"] == 2


def test_which_ingredient_brings_what(client):
    seeds = FoodFactory(name="Seeds", amounts={"magnesium": 500})
    oats = FoodFactory(name="Oats", amounts={"magnesium": 100})
    row = row_of(page(client, RecipeFactory(lines=[(oats, 50), (seeds, 20)])).text, "Magnesium")
    assert row.index("Seeds") < row.index("Oats")
    assert "100 mg" in row
    assert "50 mg" in row


def test_unknown_is_called_out_by_name(client):
    kefir = FoodFactory(name="Kefir", amounts={"magnesium": 12})
    oats = FoodFactory(name="Oats", amounts={"magnesium": 100, "vitamin_d": 1.0})
    text = page(client, RecipeFactory(lines=[(oats, 50), (kefir, 200)])).text
    assert "unknown for: Kefir" in row_of(text, "Vitamin D")
    assert "fibre" in text.split("Not known", 1)[1]
    assert "at least 0.5 µg" in row_of(text, "Vitamin D")
    assert "unknown" in row_of(text, "Vitamin B12")
    assert "0.00" not in row_of(text, "Vitamin B12")


def test_k2_states(client):
    def row(amount, certainty):
        food = FoodFactory(amounts={"vitamin_k2": (amount, certainty)})
        return row_of(page(client, RecipeFactory(lines=[(food, 100)])).text, "Vitamin K2")

    assert "at least" not in row(5, "known")
    assert "at least 5.0 µg" in row(5, "partial")
    assert "presumed nil" in row(0, "presumed_nil")
    unknown = RecipeFactory(lines=[(FoodFactory(), 100)])
    assert "unknown" in row_of(page(client, unknown).text, "Vitamin K2")


def test_a_cooked_row_is_what_is_counted(client):
    dry = FoodFactory(name="Lentils, dry", amounts={"magnesium": 1000})
    boiled = FoodFactory(
        name="Lentils, boiled", bought_as=dry, cooked_yield=2.5, amounts={"magnesium": 36}
    )
    recipe = RecipeFactory(lines=[(dry, 40, {"eaten_food": boiled, "eaten_grams": 100})])
    text = page(client, recipe).text
    assert "counted as: Lentils, boiled" in text
    assert ">36 mg<" in row_of(text, "Magnesium")


def test_an_estimate_is_flagged(client):
    food = FoodFactory(retention_group="any", amounts={"magnesium": 100})
    text = page(client, RecipeFactory(lines=[(food, 40, {"cooked": "any cooking"})])).text
    assert "estimated: raw, any cooking" in text
    assert "≈" in row_of(text, "Magnesium")


def test_tags_and_allergens_are_derived_three_state(client):
    cheese = FoodFactory(facts={"milk": "contains"})
    stock = FoodFactory(facts={"celery": "unknown", "meat": "unknown"})
    response = page(client, RecipeFactory(lines=[(cheese, 40), (stock, 5, {"optional": True})]))
    diets = {diet.key: diet.known for diet in response.context["diets"]}
    assert diets == {
        "vegetarian": False,
        "pescatarian": False,
        "gluten_free": True,
        "nut_free": True,
    }
    assert "contains milk" in response.text
    assert "celery: unknown" in response.text


def test_steps_time_and_keeping(client):
    recipe = RecipeFactory(
        revision__active_minutes=15,
        revision__total_minutes=40,
        revision__keeps_days=2,
        revision__equipment=["large pot"],
    )
    text = page(client, recipe).text
    assert "40 minutes, 15 of them work." in text
    assert "Keeps 2 days in the fridge." in text
    assert "Needs: large pot." in text
    assert "Put everything into a bowl." in text


def test_the_cook_view_has_amounts_and_steps(client):
    recipe = RecipeFactory(lines=[(FoodFactory(name="Oats"), 50)])
    text = page(client, recipe, "cook", servings=2).text
    assert 'class="cook"' in text
    assert "100\u00a0g" in text
    assert "Eat." in text


def test_a_retired_dish_can_still_be_read(client):
    assert "has left the library" in page(client, RecipeFactory(retired=True)).text


def test_text_is_escaped(client):
    food = FoodFactory(name="<b>Bold</b>")
    recipe = RecipeFactory(
        revision__name="<i>N</i>",
        revision__steps=["<u>S</u>"],
        lines=[(food, 5, {"note": "<s>x</s>"})],
    )
    for view in ("detail", "cook"):
        text = page(client, recipe, view).text
        assert not any(tag in text for tag in ("<i>N", "<u>S", "<s>x", "<b>Bold"))


@pytest.mark.parametrize("view", ["detail", "cook"])
def test_strangers_and_unknown_recipes_are_404(client, as_tenant, view):
    own = RecipeFactory(tenant=TenantFactory())
    assert page(client, own, view).status_code == 404
    assert page(as_tenant(TenantFactory()), own, view).status_code == 404
    assert page(as_tenant(own.tenant), own, view).status_code == 200
    assert client.get(reverse(f"recipes:{view}", args=["nothing"])).status_code == 404


def test_dishes_with_a_food_bought_or_eaten(client, as_tenant):
    dry = FoodFactory()
    boiled = FoodFactory(bought_as=dry, cooked_yield=2.5)
    recipe = RecipeFactory(
        revision__name="Dal", lines=[(dry, 40, {"eaten_food": boiled, "eaten_grams": 100})]
    )
    secret = RecipeFactory(revision__name="Secret", tenant=TenantFactory(), lines=[(dry, 40)])
    for food in (dry, boiled):
        text = client.get(reverse("recipes:using", args=[food.slug])).text
        assert reverse("recipes:detail", args=[recipe.slug]) in text
        assert "Secret" not in text
    own = as_tenant(secret.tenant).get(reverse("recipes:using", args=[dry.slug]))
    assert "Secret" in own.text


def test_dishes_with_a_food_as_a_fragment_and_in_words(client, as_tenant):
    url = reverse("recipes:using", args=[FoodFactory().slug])
    text = client.get(url, headers={"HX-Request": "true"}).text
    assert text.lstrip().startswith('<div id="dishes">')
    assert "No dish uses it yet." in text
    own = FoodFactory(tenant=TenantFactory())
    assert client.get(reverse("recipes:using", args=[own.slug])).status_code == 404


def test_queries(client, django_assert_num_queries):
    foods = [FoodFactory(amounts={"magnesium": 10, "zinc": 1}) for _ in range(5)]
    recipe = RecipeFactory(lines=[(food, 50) for food in foods])
    # recipe with revision; lines; amounts; foods; facts; slots; lines with names for the list
    with django_assert_num_queries(7):
        page(client, recipe)
    # recipe with revision; lines with names
    with django_assert_num_queries(2):
        page(client, recipe, "cook")
    # food; dishes with revision
    with django_assert_num_queries(2):
        client.get(reverse("recipes:using", args=[foods[0].slug]))
