"""`manage.py nutrition`: a table or data, and an exit code that says whether anything counted."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from jsonschema import Draft202012Validator

from tests.factories import FoodFactory

pytestmark = pytest.mark.django_db

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "nutrition.schema.json"


@pytest.fixture(autouse=True)
def shelf():
    """Spinach, a banana whose K2 is unknown, and salt without any figure."""
    FoodFactory(slug="spinach-raw", name="Spinach, raw", amounts={"magnesium": 79, "calcium": 99})
    FoodFactory(
        slug="banana",
        name="Banana",
        amounts={"magnesium": 27},
        measures={"medium": 118, "cup": 150},
    )


def run(*lines, **options):
    out = io.StringIO()
    call_command("nutrition", *lines, stdout=out, **options)
    return out.getvalue()


def run_json(*lines):
    return json.loads(run(*lines, format="json"))


def test_the_json_keeps_to_its_schema():
    told = run_json("30 g spinach", "1-2 bananas", "1 glug banana", "3 zorblax", "salt to taste")
    Draft202012Validator.check_schema(json.loads(SCHEMA.read_text()))
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(told)
    assert [line["status"] for line in told["lines"]] == [
        "counted",
        "counted",
        "unknown_measure",
        "unknown_food",
        "not_counted",
    ]
    assert told["left_out"] == ["1 glug banana", "3 zorblax", "salt to taste"]


def test_totals_are_unrounded_and_unknown_is_null():
    totals = run_json("30 g spinach", "1 medium banana")["totals"]
    assert totals["magnesium"]["amount"] == pytest.approx(30 * 0.79 + 118 * 0.27)
    assert totals["magnesium"]["unit"] == "mg"
    assert totals["calcium"]["amount"] == pytest.approx(29.7)
    assert totals["calcium"]["at_least"]
    assert totals["calcium"]["missing"] == ["Banana"]
    assert totals["calcium"]["known"]["foods"] == 1
    assert totals["calcium"]["known"]["share_of_weight"] == pytest.approx(30 / 148)
    assert totals["zinc"]["amount"] is None
    assert totals["zinc"]["daily_value_share"] is None


def test_the_table_is_aligned():
    lines, totals, *_rest = run("30 g spinach", "1 medium banana").split("\n\n")
    column = lines.splitlines()[0].index("Food")
    assert [row[column:].split("  ")[0] for row in lines.splitlines()[1:]] == [
        "Spinach, raw",
        "Banana",
    ]
    end = totals.splitlines()[0].index("Amount") + len("Amount")
    magnesium = next(row for row in totals.splitlines() if row.startswith("Magnesium"))
    assert magnesium[:end].endswith("56\u00a0mg")


def test_the_table_names_what_is_left_out_and_what_is_a_minimum():
    told = run("30 g spinach", "3 zorblax", "1 medium banana")
    assert "Not in the totals: 3 zorblax. We know no food called “zorblax”." in told
    assert "at least 30\u00a0mg" in told


def test_every_nutrient_on_request():
    assert "Zinc" not in run("30 g spinach")
    assert "Zinc" in run("30 g spinach", all=True)


@pytest.mark.parametrize("form", ["table", "json"])
def test_nothing_understood_is_an_error_that_says_why(form):
    with pytest.raises(CommandError) as error:
        run("3 zorblax", "spinach", format=form)
    assert error.value.returncode == 1
    assert "3 zorblax: We know no food called “zorblax”." in str(error.value)
    assert "spinach: How much spinach?" in str(error.value)


def test_lines_from_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("30 g spinach\n\n1 banana\n"))
    assert len(run_json()["lines"]) == 2


def test_nothing_to_read(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(CommandError, match="at least one line") as error:
        run()
    assert error.value.returncode == 2


def test_no_foods_at_all(monkeypatch):
    monkeypatch.setattr("foods.management.commands.nutrition._has_foods", lambda: False)
    with pytest.raises(CommandError, match="load_library"):
        run("30 g spinach")
