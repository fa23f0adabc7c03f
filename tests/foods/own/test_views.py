"""Own foods and supplements over HTTP: what is stored, refused, warned of, and who sees it."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from accounts.models import Tenant
from foods.models import Food, FoodAmount, FoodLabel
from tests.cast import browser_of, day, url_of, write
from tests.factories import FoodFactory

CRISPBREAD = {
    "name": "Rye crispbread",
    "brand": "Knäcke",
    "kind": "food",
    "style": "eu",
    "basis": "100g",
    "n_energy": "1500",
    "u_energy": "kJ",
    "n_fat_total": "1,5",
    "n_fat_saturated": "<0.5",
    "n_carbohydrate": "66",
    "n_fibre": "15",
    "n_sugars_total": "1.1",
    "n_protein": "9.5",
    "n_salt": "1.2",
    "n_magnesium": "30",
    "u_magnesium": "%",
    "contains": ["wheat"],
    "nothing_else": "on",
    "m1_name": "slice",
    "m1_weight": "12",
    "p1_name": "pack",
    "p1_weight": "250",
}
TABLET = {
    "name": "Magnesium tablet",
    "style": "eu",
    "dose_unit": "tablet",
    "doses": "1",
    "n_magnesium": "500",
    "f_magnesium": "oxide",
    "c_magnesium": "on",
    "n_vitamin_d": "800",
    "u_vitamin_d": "IU",
    "n_folic_acid": "200",
}


def post(browser, verb, data, *args, **more):
    """Send a form to a foods URL; a value of None leaves a field out."""
    sent = {key: value for key, value in {**data, **more}.items() if value is not None}
    return browser.post(reverse(f"foods:{verb}", args=args), sent)


def added(browser, verb="create", data=CRISPBREAD, *args, **more):
    """The food that a good form makes."""
    answer = post(browser, verb, data, *args, **more)
    assert answer.status_code == 303, words_of(answer)
    return Food.objects.get(slug=answer["Location"].strip("/").split("/")[-1])


def words_of(answer):
    """The errors of a page."""
    return re.findall(r'class="error">([^<]*)<', answer.content.decode())


def amounts(food):
    return {row.nutrient: row for row in food.amounts.all()}


@pytest.fixture
def stranger(cast):
    return browser_of(cast.stranger)


def test_a_label_becomes_a_food_of_ones_own(ada, cast):
    food = added(ada)
    rows = amounts(food)
    assert (food.tenant, food.source, food.brand, food.kind) == (cast.ada, "own", "Knäcke", "food")
    assert rows["energy"].amount == pytest.approx(1500 / 4.184)
    assert rows["sodium"].amount == pytest.approx(480)
    assert rows["carbohydrate"].amount == 81
    assert rows["carbohydrate"].derivation == "calculated"
    assert rows["magnesium"].amount == pytest.approx(0.3 * 375)
    assert (rows["fat_saturated"].amount, rows["fat_saturated"].certainty) == (0, "partial")
    assert rows["fat_saturated"].source == "Label, per 100 g: <0.5 g"
    assert "potassium" not in rows
    assert all(row.source.startswith("Label, per 100 g") for row in rows.values())
    assert {m.name: m.grams for m in food.measures.all()} == {"slice": 12}
    assert {p.label: p.grams for p in food.packs.all()} == {"pack": 250}
    facts = dict(food.facts.values_list("fact", "state"))
    assert (facts["wheat"], facts["gluten"], facts["milk"]) == ("contains", "contains", "free")


def test_a_serving_is_a_measure_and_its_figures_are_brought_to_100_g(ada):
    bar = {"name": "Bar", "kind": "food", "style": "eu", "basis": "serving", "serving": "30"}
    slices = {"m1_name": "slice", "m1_weight": "12"}
    food = added(ada, "create", {**bar, **slices, "n_protein": "3"})
    assert amounts(food)["protein"].amount == pytest.approx(10)
    assert [(m.name, m.grams, m.is_default) for m in food.measures.all()] == [
        ("serving", 30, True),
        ("slice", 12, False),
    ]
    assert amounts(food)["protein"].source == "Label, per serving of 30 g"


def test_a_drink_per_100_ml_takes_its_density(ada):
    drink = {"name": "Oat drink", "kind": "drink", "basis": "100ml", "like": "milk"}
    food = added(ada, "create", {**drink, "style": "eu", "n_protein": "1.03"})
    assert (food.density, food.aisle.key) == (1.03, "drinks")
    assert amounts(food)["protein"].amount == pytest.approx(1.0)
    own = added(ada, "create", {**drink, "style": "eu", "n_protein": "1", "density": "1.25"})
    assert amounts(own)["protein"].amount == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({"name": ""}, "name", "Give it a name"),
        ({"n_protein": "some"}, "n_protein", "Enter a number such as 2.5"),
        ({"n_protein": "-1"}, "n_protein", "Enter a number such as 2.5"),
        ({"n_protein": "1,234"}, "n_protein", "thousand or a decimal"),
        ({"u_energy": "erg"}, "u_energy", "Select a valid choice"),
        ({"n_energy": "1500", "u_energy": "kcal"}, "n_energy", "more than pure fat"),
        ({"n_sugars_total": "95"}, "n_sugars_total", "of which it is a part"),
        ({"n_protein": "101"}, "n_protein", "cannot hold more than 100 g"),
        ({"n_vitamin_d": "99999"}, "n_vitamin_d", "unit must be wrong"),
        ({"basis": "serving"}, "serving", "how much a serving is"),
        ({"basis": "serving", "serving": "0"}, "serving", "weight from 0.1"),
        ({"n_choline": "10", "u_choline": "%"}, "n_choline", "no percentage"),
        ({"diet": "vegan", "contains": ["milk"]}, "diet", "that is not vegan"),
        ({"contains": ["milk"], "unclear": ["milk"]}, "unclear", "Please choose one"),
        ({"m2_name": "cup"}, "m2_weight", "Both a name and a weight"),
        ({"m2_name": "Slice", "m2_weight": "3"}, "m2_name", "one of that name"),
        ({"kind": "medicine"}, "kind", "Select a valid choice"),
        ({"aisle": "nowhere"}, "aisle", "Select a valid choice"),
        ({"density": "9"}, "density", "from 0.2 to 3"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_stores_nothing(ada, data, field, words):
    before = Food.objects.count()
    answer = post(ada, "create", CRISPBREAD, **data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert Food.objects.count() == before
    beside = page.split(f'id="id_{field}_error"', 1)
    assert len(beside) == 2, words_of(answer)
    assert words in beside[1][:400].replace("&#x27;", "'")
    assert 'value="9.5"' in page or "n_protein" in data
    assert escape("Knäcke") in page


def test_a_label_without_figures_is_no_label(ada):
    answer = post(ada, "create", {"name": "Air", "kind": "food", "style": "eu", "basis": "100g"})
    assert "Copy at least one figure" in answer.content.decode()


def test_an_unusual_figure_is_stored_once_it_is_confirmed(ada):
    before = Food.objects.count()
    odd = {"n_vitamin_b6": "20"}
    asked = post(ada, "create", CRISPBREAD, **odd)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "highest known figure" in page
    [token] = re.findall(r'name="confirmed" value="(\w+)"', page)
    other = post(ada, "create", CRISPBREAD, n_vitamin_b6="30", confirmed=token)
    assert other.status_code == 422, "a confirmation is of these figures only"
    assert Food.objects.count() == before
    assert amounts(added(ada, **odd, confirmed=token))["vitamin_b6"].amount == 20


def test_what_cannot_be_is_not_confirmed_away(ada):
    answer = post(ada, "create", CRISPBREAD, n_sugars_total="95", n_vitamin_b6="20")
    assert answer.status_code == 422
    assert 'name="confirmed"' not in answer.content.decode()


def test_a_supplement_is_stored_per_tablet_in_elemental_amounts(ada):
    food = added(ada, "create_supplement", TABLET)
    tablet = food.measures.get()
    rows = amounts(food)
    per_tablet = {key: row.amount * tablet.grams / 100 for key, row in rows.items()}
    assert (food.kind, tablet.name, tablet.is_default) == ("supplement", "tablet", True)
    assert per_tablet["magnesium"] == pytest.approx(500 * 24.305 / 40.304, rel=1e-10)
    assert per_tablet["vitamin_d"] == pytest.approx(20, rel=1e-10)
    assert per_tablet["folate_dfe"] == pytest.approx(340, rel=1e-10)
    assert {row.origin for row in rows.values()} == {"supplement"}
    assert rows["magnesium"].form == "oxide"
    assert rows["magnesium"].source == "Label, per tablet: 500 mg oxide"
    assert "it counts as 1 g" in food.note


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"f_magnesium": ""}, "Choose the compound"),
        ({"n_magnesium": "50", "u_magnesium": "%"}, "by weight"),
        ({"dose_grams": "0.2"}, "weighs more than the dose itself"),
        ({"doses": "0"}, "from 0.1 to 100"),
        ({"n_vitamin_d": "99999999"}, "more than any label says"),
        ({"dose_unit": "bucket"}, "Select a valid choice"),
        ({"f_magnesium": "moonlight"}, "Select a valid choice"),
    ],
)
def test_a_supplement_that_cannot_be_is_refused(ada, data, words):
    before = Food.objects.count()
    answer = post(ada, "create_supplement", TABLET, **data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Food.objects.count() == before


def test_the_form_shows_again_what_was_typed(ada):
    food = added(ada)
    page = ada.get(reverse("foods:edit", args=[food.slug])).content.decode()
    for typed in ('value="1,5"', 'value="&lt;0.5"', 'value="1500"', 'value="slice"'):
        assert typed in page
    assert re.search(r'<option value="kJ" selected>', page)
    assert re.search(r'name="contains" value="wheat"[^>]*checked', page)
    assert re.search(r'name="nothing_else"[^>]*checked', page)


def test_an_edit_changes_the_food_and_keeps_its_address(ada):
    food = added(ada)
    again = added(ada, "save", CRISPBREAD, food.slug, n_protein="10", n_salt=None, name="Rye")
    assert (again.pk, again.name) == (food.pk, "Rye")
    assert amounts(again)["protein"].amount == 10
    assert "sodium" not in amounts(again)
    assert FoodLabel.objects.get(food=food).typed["n_protein"] == "10"


def test_a_bad_edit_changes_nothing(ada):
    food = added(ada)
    assert post(ada, "save", CRISPBREAD, food.slug, n_protein="200").status_code == 422
    assert amounts(food)["protein"].amount == 9.5


# A corrected copy


@pytest.fixture
def kale(cast):
    return FoodFactory(
        slug="kale",
        name="Kale",
        amounts={
            "magnesium": 33.123456789,
            "calcium": 254,
            "vitamin_k2": (0, "presumed_nil"),
            "iron": (1.6, "partial"),
            "sodium": 53,
        },
        measures={"cup": 21, "leaf": 10, "bunch": 200, "handful": 30},
        facts={"milk": "unknown"},
        packs={"bag": 200},
    )


def filled(browser, food, name="correct"):
    """What the form of a copy sends when nothing is touched."""
    page = browser.get(reverse(f"foods:{name}", args=[food.slug])).content.decode()
    form = page[page.index('class="ownform"') : page.index("</form>", page.index("ownform"))]
    sent: dict = {}
    for tag in re.findall(r"<input[^>]*>", form):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if found.get("type") in ("checkbox", "radio") and "checked" not in tag:
            continue
        sent.setdefault(found["name"], []).append(
            found.get("value", "on" if 'type="checkbox' in tag else "")
        )
    for name_, body in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.findall(r'<option value="([^"]*)" selected', body)
        sent[name_] = (chosen or re.findall(r'value="([^"]*)"', body))[:1]
    return sent


def test_an_untouched_copy_is_the_food_to_the_last_digit(ada, kale):
    copy = added(ada, "create_copy", filled(ada, kale), kale.slug)
    assert copy.copy_of == kale
    stated = ("nutrient", "amount", "certainty", "origin", "derivation", "source")
    assert set(copy.amounts.values_list(*stated)) == set(kale.amounts.values_list(*stated))
    assert set(copy.facts.exclude(state="unknown").values_list("fact", "state")) == set(
        kale.facts.exclude(state="unknown").values_list("fact", "state")
    )
    assert set(copy.measures.values_list("name", "grams")) == set(
        kale.measures.values_list("name", "grams")
    )
    assert copy.reference_grams == kale.reference_grams


def test_only_what_was_changed_is_corrected_by_you(ada, kale):
    sent = {**filled(ada, kale), "n_calcium": ["150"], "n_zinc": ["0.4"], "n_salt": [""]}
    rows = amounts(added(ada, "create_copy", sent, kale.slug))
    assert (rows["calcium"].amount, rows["calcium"].source) == (150, "Corrected by you")
    assert rows["calcium"].derivation == "label"
    assert (rows["zinc"].amount, rows["magnesium"].source) == (0.4, "a test")
    assert (rows["iron"].certainty, rows["vitamin_k2"].certainty) == ("partial", "presumed_nil")
    assert "sodium" not in rows
    assert amounts(kale)["calcium"].amount == 254


def test_a_copy_is_edited_without_losing_sources(ada, kale):
    copy = added(ada, "create_copy", filled(ada, kale), kale.slug)
    sent = {**filled(ada, copy, "edit"), "n_iron": ["2"]}
    rows = amounts(added(ada, "save", sent, copy.slug))
    assert (rows["iron"].source, rows["iron"].certainty) == ("Corrected by you", "known")
    assert rows["calcium"].source == "a test"
    assert set(rows) == set(amounts(kale))


def test_figures_without_a_source_name_that_of_their_food(ada, kale):
    kale.amounts.update(source="")
    rows = amounts(added(ada, "create_copy", filled(ada, kale), kale.slug))
    assert rows["calcium"].source.endswith(", kale")


def test_an_own_food_is_edited_rather_than_copied(ada):
    food = added(ada)
    answer = ada.get(reverse("foods:correct", args=[food.slug]))
    assert answer["Location"] == reverse("foods:edit", args=[food.slug])


# Removing


def test_a_removed_food_is_no_longer_offered_and_comes_back(ada):
    food = added(ada)
    answer = post(ada, "delete", {}, food.slug)
    assert answer["Location"].startswith(reverse("foods:mine"))
    page = ada.get(answer["Location"]).content.decode()
    assert "Removed Rye crispbread" in page
    assert "Undo" in page
    assert not Food.objects.listed().filter(pk=food.pk).exists()
    post(ada, "put_back", {}, food.slug)
    assert Food.objects.listed().filter(pk=food.pk).exists()


def test_a_meal_keeps_its_removed_food(ada, plan):
    food = added(ada, "create_supplement", TABLET)
    place = {"date": day(1), "slot": "breakfast", "accept_unknown": "1"}
    assert write(ada, "put", plan, food=food.slug, **place).status_code == 303
    post(ada, "delete", {}, food.slug)
    assert "Magnesium tablet" in ada.get(url_of("week", plan)).content.decode()


# Whose it is


ALL = (
    ("detail", "get"),
    ("correct", "get"),
    ("create_copy", "post"),
    ("edit", "get"),
    ("save", "post"),
    ("delete", "post"),
    ("put_back", "post"),
)


@pytest.mark.parametrize(("name", "method"), ALL)
def test_another_tenants_food_is_not_there(ada, stranger, name, method):
    food = added(ada)
    url = reverse(f"foods:{name}", args=[food.slug])
    assert getattr(stranger, method)(url, CRISPBREAD).status_code == 404
    food.refresh_from_db()
    assert (food.name, food.retired) == ("Rye crispbread", False)


@pytest.mark.parametrize("name", ["edit", "save", "delete", "put_back"])
def test_a_shared_food_is_nobodys_to_change(ada, cast, name):
    spinach = cast.kitchen.foods["spinach"]
    url = reverse(f"foods:{name}", args=[spinach.slug])
    method = ada.get if name == "edit" else ada.post
    assert method(url).status_code == 404


def test_nobody_else_finds_or_adds_it(ada, stranger, plan, cast):
    food = added(ada)
    listing = reverse("foods:index") + "?q=crispbread"
    assert "Rye crispbread" in ada.get(listing).content.decode()
    assert "Rye crispbread" not in stranger.get(listing).content.decode()
    assert "Rye crispbread" not in stranger.get(reverse("foods:mine")).content.decode()
    compared = stranger.get(f"{reverse('foods:compare')}?food={food.slug}")
    assert "Rye crispbread" not in compared.content.decode()
    theirs = type(plan).objects.get(pk=cast.strangers_plan_id)
    place = {"date": day(1), "slot": "breakfast", "accept_unknown": "1"}
    assert write(stranger, "put", theirs, food=food.slug, **place).status_code == 404


def test_a_slug_says_nothing_of_other_tenants_foods(ada, stranger):
    assert added(ada).slug != added(stranger).slug


def test_names_that_give_no_slug_still_give_a_food(ada):
    assert added(ada, name="納豆").slug.startswith("food-")


def test_a_visitor_who_saves_becomes_a_guest(client, db):
    before = Tenant.objects.count()
    assert client.get(reverse("foods:new")).status_code == 200
    assert post(client, "create", CRISPBREAD, name="").status_code == 422
    assert Tenant.objects.count() == before
    food = added(client)
    assert food.tenant is not None
    assert food.tenant.is_guest
    assert client.get(reverse("foods:detail", args=[food.slug])).status_code == 200


def test_a_viewer_only_looks(cast):
    viewer = browser_of(cast.practice, cast.users["viewer"])
    editor = browser_of(cast.practice, cast.users["editor"])
    food = added(editor)
    assert viewer.get(reverse("foods:detail", args=[food.slug])).status_code == 200
    assert viewer.get(reverse("foods:mine")).status_code == 200
    for name, method in ALL[1:]:
        url = reverse(f"foods:{name}", args=[food.slug])
        assert getattr(viewer, method)(url, CRISPBREAD).status_code == 403
    for name in ("create", "create_supplement"):
        assert post(viewer, name, CRISPBREAD).status_code == 403


def test_one_tenant_does_not_fill_the_disk(ada, monkeypatch):
    monkeypatch.setattr("foods.views.own.MOST_FOODS", 1)
    added(ada)
    assert post(ada, "create", CRISPBREAD).status_code == 422


# Pages


def test_the_list_names_what_a_tablet_brings(ada):
    added(ada)
    added(ada, "create_supplement", TABLET)
    page = ada.get(reverse("foods:mine")).content.decode().replace("\u00a0", " ")
    assert "359 kcal" in page
    assert "302 mg" in page
    assert "per tablet" in page


def test_the_list_takes_eight_queries_however_long(ada, django_assert_num_queries):
    added(ada)
    added(ada, "create_supplement", TABLET)
    added(ada, name="Another")
    ada.get(reverse("foods:mine"))  # shows, and forgets, what was just saved
    # session, tenant, count, foods, removed, doses, amounts, who hides numbers
    with django_assert_num_queries(8):
        ada.get(reverse("foods:mine"))


def test_a_form_takes_four_queries(ada, django_assert_num_queries):
    # session, tenant, aisles, groups
    with django_assert_num_queries(4):
        ada.get(reverse("foods:new"))


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("label", {**CRISPBREAD, "name": ""}, "480 mg"),
        ("supplement", {**TABLET, "name": ""}, "302 mg"),
        ("copy", {"kind": "food", "n_salt": "53", "u_salt": "mg sodium"}, "53 mg"),
        ("label", {"n_protein": "x"}, "need a look"),
    ],
)
def test_the_preview_counts_as_one_types_and_stores_nothing(ada, kind, data, words):
    before = Food.objects.count()
    answer = post(ada, "preview", data, kind)
    assert answer.status_code == 200
    assert words in answer.content.decode().replace("\u00a0", " ")
    assert Food.objects.count() == before


def test_a_preview_of_nothing_known_is_not_there(ada):
    assert post(ada, "preview", {}, "poem").status_code == 404


def test_a_food_that_was_not_found_brings_its_name(ada):
    page = ada.get(reverse("foods:new") + "?name=Kn%C3%A4cke").content.decode()
    assert 'value="Knäcke"' in page


def test_unknown_stays_no_row(ada):
    food = added(
        ada,
        "create",
        {"name": "Salt", "kind": "food", "style": "us", "basis": "100g", "n_salt": "0"},
    )
    assert list(FoodAmount.objects.filter(food=food).values_list("nutrient", "amount")) == [
        ("sodium", 0.0)
    ]


def test_what_is_hardly_absorbed_stays_so_in_a_copy(ada):
    spinach = FoodFactory(
        slug="spinach-leaf", name="Spinach leaf", ndb=11457, amounts={"calcium": 300}
    )
    copy = added(ada, "create_copy", filled(ada, spinach), spinach.slug)
    page = ada.get(reverse("foods:detail", args=[copy.slug])).content.decode()
    assert "its oxalate binds the calcium" in page
    assert "good source of calcium" not in page
    assert "high in calcium" not in page
    ranked = ada.get(reverse("nutrients:sources", args=["calcium"])).context
    assert [row.food for row in ranked["rows"]] == []
    assert copy in [food for food, _caveat in ranked["hardly"]]
