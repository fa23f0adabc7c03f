"""The calculator's page: lines in, totals out, and one line put right."""

import re

import pytest
from django.urls import reverse

from foods.calculating.lines import LONGEST_LINE, MOST_LINES
from tests.factories import FoodFactory, TenantFactory

pytestmark = pytest.mark.django_db

URL = reverse("foods:calculator")


@pytest.fixture
def shelf():
    """Two spinaches, a banana and a tenant's own."""
    return {
        "raw": FoodFactory(slug="spinach-raw", name="Spinach, raw", amounts={"magnesium": 79}),
        "boiled": FoodFactory(
            slug="spinach-boiled",
            name="Spinach, boiled",
            amounts={"magnesium": 87},
            measures={"cup": 180},
        ),
        "banana": FoodFactory(
            slug="banana", name="Banana", amounts={"magnesium": 27}, measures={"medium": 118}
        ),
    }


def post(client, lines, **fields):
    return client.post(URL, {"lines": "\n".join(lines), **fields})


def rows(response):
    return response.context["rows"]


def amount(response, nutrient="magnesium"):
    [total] = [t for t in response.context["calculation"].totals if t.nutrient.key == nutrient]
    return total.amount


def sent_back(response, **changes):
    """Every field of the form as the page has it, with `changes`."""
    html = response.text
    fields = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', html))
    for name, body in re.findall(r'<select id="[\w-]+" name="([\w-]+)">(.*?)</select>', html, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body) or re.search(r'value="([^"]*)"', body)
        fields[name] = chosen[1] if chosen else ""
    fields |= dict(re.findall(r'<input id="((?:quantity|find)-\d+)"[^>]*? value="([^"]*)"', html))
    fields["lines"] = response.context["text"]
    return fields | changes


def test_empty_it_offers_the_articles_smoothie(client):
    response = client.get(URL)
    assert "30 g raw spinach" in response.text
    assert f"{URL}?example=1" in response.text


def test_lines_and_totals(client, shelf):
    response = post(client, ["30 g raw spinach", "1 medium banana"])
    assert [row.read.weighed.grams for row in rows(response)] == [30, 118]
    assert amount(response) == pytest.approx(30 * 0.79 + 118 * 0.27)
    assert "all 2 foods" in response.text


def test_what_is_not_understood_is_named_and_the_rest_counts(client, shelf):
    response = post(client, ["30 g raw spinach", "3 zorblax", "1 glug banana"])
    assert amount(response) == pytest.approx(23.7)
    assert "1 of 3 lines counted" in response.text
    assert "Left out:" in response.text
    assert "We know no food called “zorblax”." in response.text
    assert "We cannot weigh “glug” of Banana." in response.text


def test_another_food(client, shelf):
    first = post(client, ["100 g raw spinach"])
    again = client.post(URL, sent_back(first, **{"food-0": "spinach-boiled"}))
    assert amount(again) == pytest.approx(87)
    assert rows(again)[0].corrected
    once_more = client.post(URL, sent_back(again))
    assert amount(once_more) == pytest.approx(87)


def test_another_measure_and_amount(client, shelf):
    first = post(client, ["100 g boiled spinach"])
    again = client.post(URL, sent_back(first, **{"quantity-0": "1/2", "measure-0": "cup"}))
    assert amount(again) == pytest.approx(0.5 * 180 * 0.87)
    once_more = client.post(URL, sent_back(again))
    assert rows(once_more)[0].read.weighed.grams == 90


def test_grams_for_a_measure_nobody_knows(client, shelf):
    first = post(client, ["1 glug banana"])
    again = client.post(URL, sent_back(first, **{"quantity-0": "40", "measure-0": "g"}))
    assert rows(again)[0].read.weighed.grams == 40


def test_a_food_for_a_line_that_found_none(client, shelf):
    first = post(client, ["50 g zorblax"])
    found = client.post(URL, sent_back(first, **{"find-0": "banana"}))
    assert rows(found)[0].read.food.slug == "banana"
    assert rows(found)[0].read.weighed.grams == 50


def test_a_bad_amount_is_said_and_the_line_stays_as_it_was_read(client, shelf):
    first = post(client, ["30 g raw spinach"])
    again = client.post(URL, sent_back(first, **{"quantity-0": "lots"}))
    assert rows(again)[0].read.weighed.grams == 30
    assert "Please give the amount as a number above 0" in again.text
    assert 'value="lots"' in again.text


def test_as_first_read(client, shelf):
    first = post(client, ["100 g raw spinach"])
    chosen = client.post(URL, sent_back(first, **{"food-0": "spinach-boiled"}))
    assert rows(client.post(URL, sent_back(chosen, anew="0")))[0].read.food.slug == "spinach-raw"


def test_remove_and_add(client, shelf):
    first = post(client, ["30 g raw spinach", "1 banana"])
    removed = client.post(URL, sent_back(first, without="0"))
    assert removed.context["text"] == "1 banana"
    added = client.post(URL, sent_back(removed, add="20 g spinach"))
    assert added.context["text"] == "1 banana\n20 g spinach"


def test_limits_in_words(client, shelf):
    long = "30 g " + "raw spinach " * 30
    response = post(client, [long, *["1 banana"] * MOST_LINES])
    assert "1 line beyond the first 50 was not read" in response.text
    assert f"Longer than {LONGEST_LINE} characters" in response.text


def test_nothing_to_read(client):
    assert "There is no line to read yet." in post(client, ["", "  "]).text


def test_text_is_escaped(client, shelf):
    response = post(client, ["1 <script>alert(1)</script> banana"])
    assert "<script>alert" not in response.text


def test_a_fragment_for_htmx(client, shelf):
    response = client.post(URL, {"lines": "1 banana"}, headers={"HX-Request": "true"})
    assert "<html" not in response.text
    assert 'id="calculator"' in response.text
    assert "HX-Request" in response["Vary"]


def test_nothing_is_kept_in_caches(client):
    assert "no-store" in client.get(URL)["Cache-Control"]


def test_own_foods_are_for_their_tenant_alone(as_tenant):
    ada, ben = TenantFactory(), TenantFactory()
    FoodFactory(slug="adas-bar", name="Zorblax bar", tenant=ada, amounts={"magnesium": 10})
    line = ["50 g zorblax bar"]
    assert amount(post(as_tenant(ada), line)) == 5
    others = post(as_tenant(ben), line, **{"food-0": "adas-bar", "text-0": line[0]})
    assert "adas-bar" not in others.text
    assert others.context["calculation"].counted == ()


def test_retired_foods_are_not_found(client):
    FoodFactory(slug="old", name="Zorblax", retired=True)
    assert rows(post(client, ["50 g zorblax"]))[0].read.food is None


def test_queries_do_not_grow_with_what_a_line_finds(client, shelf, django_assert_max_num_queries):
    post(client, ["1 banana"])
    # 2 to understand a search and 1 to run it, for at most 6 searches a line; words nobody knows
    # cost up to 4 more; then foods, measures, packs, amounts and names of the values.
    with django_assert_max_num_queries(2 * 3 * 3 + 5):
        post(client, ["30 g raw spinach", "1 medium banana"])


def test_without_the_tagger_the_page_says_so(client, shelf, monkeypatch):
    monkeypatch.setattr("foods.calculating.tagger.available", lambda: False)
    response = post(client, ["1 medium banana"])
    assert "only simple lines are understood" in response.text
    assert rows(response)[0].read.weighed.grams == 118
