"""The heat map and the table of all nutrients: judged by the day, unknown never zero."""

import csv
import io
import re

import pytest
from django.urls import reverse

from foods.nutrition import FoodValues, Intake
from people.targets import Profile, targets_for
from planner.heat import MARKS, heat_rows, level_of
from planner.models import Plan
from planner.strip import rows
from tests.cast import day

WOMAN = targets_for(Profile("female", 34, height_cm=165, weight_kg=65))


def level(key, amount):
    food = FoodValues(1, "food", False, {key: 1.0}, {key: "known"})
    found = rows([Intake({key: amount}, {1: 100.0})], WOMAN, {1: food}, [key])
    return level_of(found[0])


@pytest.mark.parametrize(
    ("share", "expected"),
    [(1.0, "reached"), (0.99, "near"), (0.8, "near"), (0.79, "short"), (0.49, "far")],
)
def test_a_day_is_judged_by_its_floor(share, expected):
    assert level("magnesium", 320 * share) == expected


@pytest.mark.parametrize("key", ["vitamin_d", "vitamin_b12", "vitamin_k2"])
def test_what_the_week_judges_or_nobody_is_plain(key):
    assert level(key, 0.1) == "plain"


@pytest.mark.parametrize(
    ("amount", "expected"), [(1000, "plain"), (1800, "reached"), (2301, "over")]
)
def test_sodium_is_judged_by_its_range(amount, expected):
    assert level("sodium", amount) == expected


def test_a_limit_passed_is_over():
    assert level("calcium", 2600) == "over"


def test_a_day_out_is_not_judged():
    found = rows([Intake({}, {})], WOMAN, {}, ["magnesium"])
    [line] = heat_rows([(day(0), found, True)])
    assert line.cells[0].level == "out"
    assert heat_rows([]) == []


def test_every_level_is_told_by_mark_or_words():
    assert len({words for _mark, words in MARKS.values()}) == len(MARKS)
    marks = [mark for level, (mark, _words) in MARKS.items() if level != "plain"]
    assert len(set(marks)) == len(marks) == len(MARKS) - 1


def test_preformed_vitamin_a_alone_counts_against_its_limit():
    food = FoodValues(1, "carrot", False, {"vitamin_a_rae": 1.0, "retinol": 1.0}, {})
    brought = Intake({"vitamin_a_rae": 9000.0, "retinol": 3001.0}, {1: 1.0})
    [row] = rows([brought], WOMAN, {1: food}, ["vitamin_a_rae"])
    assert row.state == "over"
    plants = Intake({"vitamin_a_rae": 9000.0}, {1: 1.0})
    assert rows([plants], WOMAN, {1: food}, ["vitamin_a_rae"])[0].state == "met"


class TestPage:
    def test_it_shows_days_and_every_nutrient(self, ada, plan):
        text = ada.get(f"/plans/{plan.pk}/nutrients/").content.decode()
        assert text.count('class="heat__cell"') == 13 * 3
        for name in ("Magnesium", "Selenium", "Choline", "Vitamin K2"):
            assert name in text

    def test_a_nutrient_no_food_has_a_figure_for_is_unknown(self, ada, plan):
        text = ada.get(f"/plans/{plan.pk}/nutrients/").content.decode()
        line = text[text.index('id="all-iodine"') :][:1500]
        assert "unknown" in line
        assert "0 µg" not in line.split("</td>")[0]

    def test_it_takes_a_fixed_number_of_queries(self, ada, plan, django_assert_num_queries):
        url = f"/plans/{plan.pk}/nutrients/"
        ada.get(url)
        # Session, tenant, plan, and the board: table, meals, servings, lines, amounts, foods,
        # changes.
        with django_assert_num_queries(10):
            ada.get(url)

    def test_hidden_numbers_are_hidden(self, ada, plan):
        shown = ada.get(f"/plans/{plan.pk}/nutrients/").content.decode()
        plan.people.update(hide_numbers=True)
        hidden = ada.get(f"/plans/{plan.pk}/nutrients/").content.decode()
        amount = re.compile(r"\d\s*(mg|µg|kcal|%)")
        assert amount.search(shown.replace("\u00a0", " ").replace("&nbsp;", " "))
        assert not amount.search(hidden.replace("\u00a0", " ").replace("&nbsp;", " "))

    def test_other_households_have_none(self, cast, ada):
        assert ada.get(f"/plans/{cast.strangers_plan_id}/nutrients/").status_code == 404


class TestCsv:
    def table(self, client, plan, query=""):
        url = reverse("planner:nutrients_csv", args=[plan.pk]) + query
        answer = client.get(url)
        text = answer.content.decode("utf-8-sig")
        return answer, {row["key"]: row for row in csv.DictReader(io.StringIO(text))}

    def test_unknown_is_empty(self, ada, plan):
        answer, found = self.table(ada, plan)
        assert answer["Content-Type"].startswith("text/csv")
        assert (found["iodine"]["amount_per_day"], found["iodine"]["amount_is"]) == ("", "unknown")
        assert float(found["magnesium"]["target"]) == 320
        assert found["magnesium"]["target_source"]

    def test_hidden_numbers_are_words(self, ada, plan):
        Plan.objects.get(pk=plan.pk).people.update(hide_numbers=True)
        _answer, found = self.table(ada, plan)
        assert set(found["magnesium"]) == {"key", "nutrient", "covered"}
        assert not any(sign.isdigit() for sign in found["magnesium"]["covered"])
