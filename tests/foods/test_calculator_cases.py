"""Real-world lines against the shipped table: the food and the grams people expect."""

import csv
from pathlib import Path

import pytest
from django.urls import reverse

from foods.calculating.corrections import plain
from foods.calculating.queries import calculate
from foods.models import Food, FoodAmount
from knowledge.nutrients import KEYS
from tests.tagging import needs_tagger

pytestmark = pytest.mark.usefixtures("shipped_library")

FILE = Path(__file__).with_name("calculator_cases.csv")
#: Shares of the cases that must hold; both were 98 % and more when this was written.
WITH_TAGGER, WITHOUT = 0.95, 0.92
LEAST_CASES = 60
SMOOTHIE = ("30 g raw spinach", "1 medium banana", "1 cup fortified 2% milk")
PARTS = {"spinach-raw": 30.0, "banana": 118.0, "milk-2-percent": 244.0}
READERS = [pytest.param("tagger", marks=needs_tagger), "grammar"]


def cases():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def holds(case, reader):
    [line] = calculate(None, plain(case["line"]), reader).lines
    if case["food"] == "-":
        return line.status == "not_counted"
    if line.food is None or line.food.slug not in case["food"].split("|") or not line.weighed:
        return False
    within = float(case["tolerance"] or 0.05)
    return not case["grams"] or abs(line.weighed.grams - float(case["grams"])) <= within


@pytest.mark.parametrize(
    ("reader", "share"),
    [pytest.param("tagger", WITH_TAGGER, marks=needs_tagger), ("grammar", WITHOUT)],
)
def test_lines_are_understood(reader, share):
    listed = cases()
    assert len(listed) >= LEAST_CASES
    missed = [case["line"] for case in listed if not holds(case, reader)]
    assert len(missed) <= (1 - share) * len(listed), missed


@pytest.mark.parametrize("reader", READERS)
def test_the_articles_smoothie_to_the_digit(reader):
    """The totals are the sums over the shipped table, unknown where a food has no figure."""
    found = calculate(None, plain("\n".join(SMOOTHIE)), reader)
    got = {line.food.slug: line.weighed.grams for line in found.counted}
    assert got == PARTS
    assert [line.sureness for line in found.lines] == ["sure"] * 3
    ids = dict(Food.objects.filter(slug__in=PARTS).values_list("slug", "pk"))
    for total in found.totals:
        rows = dict(
            FoodAmount.objects.filter(
                food_id__in=ids.values(), nutrient=total.nutrient.key
            ).values_list("food_id", "amount")
        )
        expected = sum(rows.get(ids[slug], 0) * grams / 100 for slug, grams in PARTS.items())
        assert total.known_foods == len(rows)
        if total.amount is None:
            assert expected == 0
            assert len(rows) < len(PARTS)
        else:
            assert total.amount == pytest.approx(expected, abs=1e-9)
    assert {total.nutrient.key for total in found.totals} == set(KEYS)


def test_the_smoothie_is_one_click_away(client):
    response = client.get(reverse("foods:calculator"), {"example": "1"})
    assert [row.read.food.slug for row in response.context["rows"]] == [
        "spinach-raw",
        "banana",
        "milk-2-percent",
    ]
    assert "82\u00a0mg" in response.text
    assert "3 of 3 lines counted" in response.text


def test_the_articles_smoothie_in_figures():
    amounts = {
        total.nutrient.key: total.amount or 0.0
        for total in calculate(None, plain("\n".join(SMOOTHIE)), "grammar").totals
    }
    assert round(amounts["magnesium"], 1) == 82.4
    assert round(amounts["potassium"], 1) == 931.4
    assert round(amounts["calcium"], 1) == 328.4
    assert round(amounts["vitamin_d"], 2) == 2.93
    assert round(amounts["energy"], 1) == 233.9


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("1 glug olive oil", "unknown_measure"),
        ("spinach", "no_amount"),
        ("3 zorblax", "unknown_food"),
        ("salt to taste", "not_counted"),
        ("900000 kg spinach", "too_much"),
        ("1 cup " + "spinach " * 40, "too_long"),
    ],
)
def test_what_is_not_understood_is_left_out_and_the_rest_counts(line, status):
    found = calculate(None, plain(f"{line}\n30 g spinach"), "grammar")
    assert [one.status for one in found.lines] == [status, "counted"]
    assert found.grams == 30
    assert found.missing[0].text == line.strip()


@needs_tagger
def test_the_tagger_reads_what_the_grammar_cannot():
    text = "boneless skinless chicken breast, 1 lb, cut into strips"
    [line] = calculate(None, plain(text), "tagger").lines
    assert line.food.slug.startswith("chicken-breast")


def test_alternatives_are_at_most_five_other_foods():
    [line] = calculate(None, plain("1 cup milk"), "grammar").lines
    slugs = [match.candidate.slug for match in line.alternatives]
    assert 1 < len(slugs) <= 5
    assert line.food.slug not in slugs
