"""The smoothie builder: what it shows, for whom, and what it refuses."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import HealthFact, Person
from tests.cast import browser_of
from tests.factories import FoodFactory
from tests.planner.blender import make_blender

URL = "/smoothie/"
MIX = {"a-milk-2-percent": "240", "a-spinach-raw": "30", "a-banana": "118"}
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def blender(db):
    return make_blender()


@pytest.fixture
def anyone(cast):
    return Client()


@pytest.fixture
def ben(cast):
    return Person.objects.get(tenant=cast.ada, name="Ben")


def body(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def plain(html):
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def told(browser, person, **mix):
    """The notes of a glass for somebody."""
    html = body(browser.get(URL, {**(mix or MIX), "person": person.pk}))
    notes = re.search(r'<ul class="minded">(.*?)</ul>', html, re.S)
    return plain(notes[1]) if notes else ""


def lines(html):
    return re.findall(r'id="a-([-\w]+)" name', html)


def suffers(person, text, kind="condition"):
    HealthFact.objects.create(person=person, kind=kind, text=text)


def test_it_starts_with_milk_spinach_and_banana_for_an_adult(anyone):
    html = body(anyone.get(URL))
    assert lines(html) == ["milk-2-percent", "spinach-raw", "banana"]
    assert "an adult woman" in html
    assert "About 390&nbsp;ml" in html
    assert "say who eats first" in html


def test_the_example_makes_way_for_what_somebody_must_not_have(ada, cast):
    assert Person.objects.filter(tenant=cast.ada)[0].name == "Ada"
    assert lines(body(ada.get(URL))) == ["soy-drink-fortified", "spinach-raw", "banana"]


def test_the_glass_adds_up(anyone):
    text = plain(body(anyone.get(URL, MIX)))
    # 240 ml of milk are 247.2 g; all three have 20 mg in 100 g.
    assert f"{(247.2 + 30 + 118) * 0.2:.0f} mg" in text
    assert "395 g in the glass" in text


def test_several_glasses(anyone):
    text = plain(body(anyone.get(URL, MIX | {"n": "3"})))
    assert "For 3 glasses 720 ml Milk 90 g Spinach, raw 354 g Banana" in text
    assert "About 390 ml" in text


def test_a_button_leads_to_the_address_of_what_it_made(anyone):
    answer = anyone.get(URL, MIX | {"do": "more:spinach-raw"})
    assert answer.status_code == 303
    assert answer["Location"].endswith("?a-milk-2-percent=240&a-spinach-raw=40&a-banana=118")
    assert lines(body(anyone.get(answer["Location"]))) == [k[2:] for k in MIX]


def test_the_example_can_be_changed_like_any_other(anyone):
    answer = anyone.get(URL, {"do": "without:banana"})
    assert answer["Location"].endswith("?a-milk-2-percent=240&a-spinach-raw=30")


def test_htmx_gets_the_glass_after_typing_and_all_after_a_button(anyone):
    typed = anyone.get(URL, MIX | {"a-banana": "60"}, headers=HTMX)
    assert body(typed).lstrip().startswith('<div id="glass"')
    assert 'id="said-banana" hx-swap-oob' in body(typed)
    assert "a-banana=60" in typed["HX-Push-Url"]
    pressed = anyone.get(URL, MIX | {"do": "without:banana"}, headers=HTMX)
    assert body(pressed).lstrip().startswith('<div id="builder"')
    assert pressed["HX-Retarget"] == "#builder"
    assert "banana" not in pressed["HX-Push-Url"]


def test_going_back_gets_the_whole_page(anyone):
    headers = HTMX | {"HX-History-Restore-Request": "true"}
    assert "<html" in body(anyone.get(URL, MIX, headers=headers))


@pytest.mark.parametrize("text", ["", "x", "0", "1501"])
def test_what_is_no_amount_says_so_and_is_not_counted(anyone, text):
    html = body(anyone.get(URL, MIX | {"a-banana": text}))
    assert "It is not counted yet" in html
    assert "277 g in the glass" in plain(html)


def test_a_food_nobody_here_has_is_left_out(anyone, ada, cast):
    html = body(anyone.get(URL, MIX | {"a-strangers-food": "50", "a-nothing": "3"}))
    assert "2 foods are not known here" in html
    assert "Secret root" not in html


def test_a_person_of_another_household_is_not_found(anyone, ada, cast):
    stranger = Person.objects.filter(tenant=cast.stranger)[0]
    for browser in (anyone, ada):
        assert browser.get(URL, {"person": stranger.pk}).status_code == 404


def test_no_supplements(anyone):
    FoodFactory(slug="a-tablet", name="A tablet", kind="supplement")
    assert "A tablet" not in body(anyone.get(URL, MIX | {"a-a-tablet": "1"}))
    assert "A tablet" not in body(anyone.get("/smoothie/foods/", MIX | {"q": "tablet"}))


def test_allergens_block(ada, cast, ben):
    first = Person.objects.get(tenant=cast.ada, name="Ada")
    assert "Ada: milk, which they do not eat." in told(ada, first)
    html = body(ada.get(URL, {"a-banana": "100", "person": first.pk}))
    assert 'value="set:milk-2-percent' not in html
    assert "Not for Ada: Milk." in plain(html)
    assert "milk" not in told(ada, ben)


def test_unknown_is_not_safe(ada, cast):
    first = Person.objects.get(tenant=cast.ada, name="Ada")
    FoodFactory(slug="powder", name="Powder", facts={"milk": "unknown"})
    said = told(ada, first, **{"a-powder": "20"})
    assert "nobody can say whether this is free of milk" in said


def test_vitamin_k_is_kept_steady_with_warfarin(ada, ben):
    assert told(ada, ben) == ""
    suffers(ben, "warfarin", "medicine")
    html = body(ada.get(URL, MIX | {"person": ben.pk}))
    assert "keep it steady" in html
    # 30 g of spinach at 480 µg.
    assert "This glass brings 144 µg of vitamin K" in plain(html)
    assert "spinach-raw" not in lines(body(ada.get(URL, {"person": ben.pk})))


def test_vitamin_k_of_several_foods_together_is_told_too(ada, ben, blender):
    suffers(ben, "warfarin", "medicine")
    half = {"a-spinach-raw": "10"}
    assert "steady" not in told(ada, ben, **half)
    for n in (1, 2):
        amounts = {"vitamin_k1": 480, "energy": 10}
        FoodFactory(slug=f"leaf-{n}", name=f"Leaf {n}", amounts=amounts)
        half[f"a-leaf-{n}"] = "10"
    assert "steady" in told(ada, ben, **half)


def test_oxalate_matters_with_stones(ada, ben):
    assert "oxalate" not in told(ada, ben)
    suffers(ben, "calcium oxalate stones")
    said = told(ada, ben)
    assert "only a little of Spinach" in said
    assert "Source:" in said
    assert "spinach-raw" not in lines(body(ada.get(URL, {"person": ben.pk})))


def test_potassium_matters_to_weak_kidneys_and_is_no_longer_wanted(ada, ben):
    assert 'value="potassium"' in body(ada.get(URL, MIX | {"person": ben.pk}))
    suffers(ben, "chronic kidney disease stage 4")
    assert "otassium" in told(ada, ben)
    assert 'value="potassium"' not in body(ada.get(URL, MIX | {"person": ben.pk}))


def test_juice_counts_as_free_sugars_and_fruit_does_not(anyone):
    assert "free sugars, from juice" not in body(anyone.get(URL, MIX))
    html = plain(body(anyone.get(URL, MIX | {"a-orange-juice-calcium-d": "240"})))
    # 247.2 g at 5 g in 100 g.
    assert "12 g of the sugars are free sugars" in html
    assert "WHO" in html


def test_sugar_comes_quickly_with_diabetes(ada, ben):
    suffers(ben, "type 2 diabetes")
    assert "Count the carbohydrate" in told(ada, ben)
    assert "Count the carbohydrate" not in told(ada, ben, **{"a-spinach-raw": "30"})


def test_health_is_not_for_who_may_only_look(cast):
    person = Person.objects.get(tenant=cast.practice, name="Ada")
    suffers(person, "calcium oxalate stones")
    shown = {
        role: told(browser_of(cast.practice, cast.users[role]), person)
        for role in ("dietitian", "viewer")
    }
    assert "High in oxalate" in shown["dietitian"]
    assert "oxalate" not in shown["viewer"]
    assert "milk" in shown["viewer"]


def test_what_would_add_magnesium(ada, ben):
    html = body(ada.get(URL, MIX | {"person": ben.pk, "for": "magnesium"}))
    first = plain(html[html.index('<li class="idea">') :])
    assert first.startswith(" Pumpkin seeds 16 g +94 mg")
    assert 'value="set:pumpkin-seeds:16"' in html


def test_numbers_stay_hidden_at_home(ada, ben):
    mix = MIX | {"person": ben.pk, "a-orange-juice-calcium-d": "240"}
    assert "kcal" in body(ada.get(URL, mix))
    Person.objects.filter(pk=ben.pk).update(hide_numbers=True)
    html = plain(body(ada.get(URL, mix)))
    assert "kcal" not in html
    assert not re.search(r"\d (mg|µg|%)", html.split("What it brings")[1].replace("2 %", ""))
    card = plain(body(ada.get("/smoothie/card/", mix)))
    assert "kcal" not in card
    assert "240 ml Milk" in card


def test_without_reference_values_it_says_so(ada, cast, ben):
    Person.objects.filter(pk=ben.pk).update(birth_date="2026-11-01")
    assert "no reference values for Ben" in body(ada.get(URL, MIX | {"person": ben.pk}))


def test_other_foods_are_found_by_name(anyone, ada, cast):
    FoodFactory(slug="mulberry", name="Mulberry", measures={"cup": 140})
    found = anyone.get("/smoothie/foods/", MIX | {"q": "mulberries"}, headers=HTMX)
    assert 'value="set:mulberry:140"' in body(found)
    assert "<html" not in body(found)
    assert 'value="set:mulberry:140"' in body(
        anyone.get("/smoothie/foods/", MIX | {"q": "mulberry"})
    )
    assert "Nothing is called" in body(ada.get("/smoothie/foods/", {"q": "secret root"}))


def test_a_blocked_food_is_found_and_not_offered(ada, cast):
    first = Person.objects.get(tenant=cast.ada, name="Ada")
    asked = {"q": "milk", "person": first.pk, "a-banana": "90"}
    html = body(ada.get("/smoothie/foods/", asked, headers=HTMX))
    assert "Milk: not for Ada" in html
    assert 'value="set:milk' not in html


def test_the_card_has_amounts_for_every_glass_and_the_steps(anyone):
    text = plain(body(anyone.get("/smoothie/card/", MIX | {"n": "2"})))
    assert "Spinach and banana smoothie" in text
    assert "2 glasses, about 390 ml each" in text
    assert "480 ml Milk 60 g Spinach, raw 2 handfuls 236 g Banana 2 medium" in text
    assert "Blend for a minute until smooth." in text


@pytest.mark.parametrize(
    "query", ["a-banana=%00", "do=%00:x", "q=%00&blank=1", "n=x&for=x", "do=set:banana:1e309"]
)
def test_strange_addresses_answer(anyone, query):
    assert anyone.get(f"{URL}?{query}").status_code in (200, 303)


def queries_of(browser, **query):
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(URL, query).status_code == 200
    return [one["sql"] for one in seen.captured_queries]


def test_queries_do_not_grow_with_what_is_in_it(ada, cast, ben):
    asked = {"person": ben.pk}
    few = queries_of(ada, **asked, **{"a-banana": "100"})
    many = queries_of(ada, **asked, **MIX, **{"a-peanut-butter": "16", "a-pumpkin-seeds": "8"})
    # Session, household; people, what is minded of one; foods, what is known of them, measures;
    # values of the glass (2) and of the shelves (2); own smoothies.
    assert len(few) == 12, "\n".join(few)
    assert len(many) == 12
    assert len(queries_of(Client(), **MIX)) == 7
