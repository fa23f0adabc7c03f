"""`manage.py plan_week`: what it prints, refuses and leaves alone."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import F

from foods.models import FoodAmount
from people.models import Person
from planner import asking, words
from planner.management.commands import plan_week
from planner.models import Meal, Plan
from planner.problems import poured
from recipes.models import Recipe, RevisionSlot
from tests.planner.checker import from_report, violations

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "plan_week.schema.json").read_text(encoding="utf-8")
)
WOMAN = ("--sex", "female", "--age", "34", "--height", "165", "--weight", "65")
SHORT = ("--start", "2026-12-01", "--days", "2", "--time-limit", "1")
COUPLE = (*WOMAN, "--person", "name=Ben,sex=male,age=6,avoid=milk+egg,diet=vegetarian")


def run(*words: str) -> str:
    out = StringIO()
    call_command("plan_week", *words, stdout=out)
    return out.getvalue()


def refusal(*words: str) -> CommandError:
    with pytest.raises(CommandError) as raised:
        run(*words)
    return raised.value


def valid(text: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    return told


@pytest.fixture(scope="module")
def couple(library_rows: None, django_db_blocker: Any) -> str:
    """The JSON for a woman and a boy who avoids milk, egg, meat and fish; two days."""
    with django_db_blocker.unblock():
        return run(*COUPLE, *SHORT, "--slots", "dinner,breakfast", "--format", "json")


@pytest.fixture
def told(couple: str, shipped_library: None) -> dict[str, Any]:
    """The couple's report, and the library it speaks of."""
    return valid(couple)


def test_the_schema_is_one_and_strict() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    loose = [name for name, part in SCHEMA["$defs"].items() if "properties" in part]
    assert loose
    assert all(SCHEMA["$defs"][name]["additionalProperties"] is False for name in loose)


def test_the_report_names_who_when_and_what(told: dict[str, Any]) -> None:
    assert (told["schema"], told["start"], told["days"]) == (1, "2026-12-01", 2)
    assert told["slots"] == ["breakfast", "dinner"]
    assert [person["name"] for person in told["people"]] == ["Person 1", "Ben"]
    assert [(m["day"], m["slot"]) for m in told["menu"]] == [
        *((0, "breakfast"), (0, "dinner")),
        *((1, "breakfast"), (1, "dinner")),
    ]
    assert told["bound"] <= told["objective"]


def test_the_report_passes_the_independent_checker(told: dict[str, Any]) -> None:
    assert violations(from_report(told)) == []


def test_the_week_is_the_mean_of_its_days(told: dict[str, Any]) -> None:
    for intake in told["intakes"]:
        for n, row in enumerate(intake["week"]):
            days = [day["nutrients"][n]["amount"] for day in intake["days"]]
            assert row["amount"] == pytest.approx(sum(days) / 2)
            if row["target"]:
                assert row["covered"] == pytest.approx(row["amount"] / row["target"])


def test_the_drinks_row_reaches_the_water_target_in_whole_glasses(told: dict[str, Any]) -> None:
    for intake in told["intakes"]:
        for day in intake["days"]:
            water = next(row for row in day["nutrients"] if row["nutrient"] == "water")
            assert water["amount"] >= water["target"]
    for row in told["drinks"]:
        assert all(glasses == int(glasses) for glasses in row["glasses"].values())


def test_limits_and_targets_are_those_of_the_person(told: dict[str, Any]) -> None:
    rows = {row["nutrient"]: row for row in told["intakes"][0]["week"]}
    assert (rows["magnesium"]["target"], rows["magnesium"]["limit"]) == (320, None)
    assert (rows["sodium"]["limit"], rows["sodium"]["limit_kind"]) == (2300, "CDRR")
    assert (rows["calcium"]["limit"], rows["calcium"]["limit_kind"]) == (2500, "UL")
    assert rows["vitamin_k2"]["target"] is None
    assert rows["water"]["target"] == 2700


def test_every_miss_says_how_much_is_there(told: dict[str, Any]) -> None:
    for miss in told["misses"]:
        assert miss["per_day"] < miss["target"]
        assert miss["per_day"] <= miss["best_possible"]
        assert miss["words"]


@pytest.mark.usefixtures("shipped_library")
def test_a_proven_miss_is_put_in_words() -> None:
    FoodAmount.objects.filter(nutrient="vitamin_d").update(amount=F("amount") / 20)
    words = (*WOMAN, "--diet", "vegan", *SHORT)
    told = valid(run(*words, "--format", "json"))
    said = {miss["nutrient"]: miss["words"] for miss in told["misses"]}
    assert "no week of these dishes gives more than" in said["vitamin_d"]
    assert "Not reached:\n  - Person 1, Vitamin D: " in run(*words)


@pytest.mark.usefixtures("shipped_library")
def test_some_meals_of_a_day_are_asked_for_their_share() -> None:
    """Dinner alone is not blamed for what breakfast brings; the strip shows the whole day's."""
    words = (*WOMAN, *SHORT, "--slots", "dinner")
    told = valid(run(*words, "--format", "json"))
    share = told["planned_share"]
    assert 0.3 < share < 0.5
    assert told["intakes"][0]["week"][0]["target"] == 320
    assert f"asked for {round(100 * share)} % of a day" in run(*words)


def test_the_words_of_a_miss_round_away_from_the_target() -> None:
    miss = {
        "nutrient": "vitamin_d",
        "per_day": 13.08,
        "target": 15.0,
        "best_possible": 13.01,
        "best_within_energy": None,
    }
    assert words.miss_words(miss, "Ann") == (
        "Ann, Vitamin D: 13.0 µg a day of 15.0 µg; no week of these dishes gives more than 13.1 µg."
    )
    within = words.miss_words({**miss, "best_possible": 20, "best_within_energy": 14}, "A")
    assert within.endswith("no week within the energy need gives more than 14.0 µg.")
    open_ = words.miss_words({**miss, "best_possible": 20}, "A")
    assert open_.endswith("a week may reach it, but none better was found in the time.")


@pytest.mark.usefixtures("shipped_library")
def test_the_table_has_menu_drinks_strips_and_quality() -> None:
    text = run(*COUPLE, *SHORT, "--slots", "breakfast,lunch,dinner")
    assert "Tue 1 Dec 2026\n  Breakfast " in text
    assert "glasses of tap water" in text
    assert text.count("Vitamin B12 ") == 6  # two people: the mean and two days each
    assert "Objective " in text
    assert max(len(line) for line in text.splitlines() if "%" in line and " of " in line) <= 80


@pytest.mark.usefixtures("shipped_library")
def test_it_writes_nothing(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(13) as queries:  # library 6, foods 2, water 3, checks 2
        run(*WOMAN, *SHORT, "--slots", "snack")
    # PostgreSQL puts the parts of a union in brackets.
    asked = [query["sql"].lstrip("( \n").upper() for query in queries.captured_queries]
    assert all(sql.startswith("SELECT") for sql in asked)
    assert [model for model in (Plan, Meal, Person) if model.objects.exists()] == []


@pytest.mark.usefixtures("shipped_library")
def test_diet_and_allergens_go_for_the_whole_table() -> None:
    words = (*WOMAN, "--person", "sex=male,age=45,avoid=soy", "--diet", "vegan")
    told = valid(run(*words, "--avoid", "tree_nuts", *SHORT, "--format", "json"))
    woman, man = (set(person["avoid"]) for person in told["people"])
    assert {"milk", "meat", "almond"} <= woman
    assert man == woman | {"soy"}
    assert violations(from_report(told)) == []


@pytest.mark.usefixtures("shipped_library")
def test_wishes_that_clash_are_named_and_exit_with_one() -> None:
    RevisionSlot.objects.filter(slot="snack").delete()
    out = StringIO()
    words = (*WOMAN, *SHORT, "--slots", "snack")
    with pytest.raises(CommandError) as raised:
        call_command("plan_week", *words, "--format", "json", stdout=out)
    assert raised.value.returncode == 1
    assert "No dish for" in str(raised.value)
    told = valid(out.getvalue())
    assert told["status"] == "infeasible"
    assert [wish["code"] for wish in told["clash"]] == ["no_dish"]
    assert run_table_of_a_clash(words) == ""


def run_table_of_a_clash(words: tuple[str, ...]) -> str:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("plan_week", *words, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("shipped_library")
def test_without_the_library_it_says_how_to_load_it() -> None:
    Recipe.objects.update(retired=True)
    error = refusal(*WOMAN)
    assert "run manage.py load_library" in str(error)


BAD = [
    ((), "Say who eats"),
    (("--sex", "female"), "Say the age of person 1."),
    (("--age", "34"), "Say the sex of person 1."),
    (("--sex", "other", "--age", "34"), "sex must be one of male, female, not 'other'."),
    (("--sex", "female", "--age", "0"), "age must be from 1 to 120, not 0."),
    (("--sex", "female", "--age", "121"), "age must be from 1 to 120, not 121."),
    (("--sex", "female", "--age", "34.5"), "age must be a whole number"),
    ((*WOMAN, "--activity", "lazy"), "activity must be one of"),
    (("--sex", "female", "--age", "34", "--height", "900"), "Height in cm must be from"),
    (("--sex", "female", "--age", "34", "--weight", "nan"), "weight must be a number"),
    (("--sex", "female", "--age", "34", "--weight", "heavy"), "weight must be a number"),
    (("--sex", "male", "--age", "34", "--life-stage", "pregnancy"), "only for a female person"),
    (("--sex", "female", "--age", "9", "--life-stage", "lactation"), "only from 14 to 50"),
    ((*WOMAN, "--diet", "carnivore"), "diet must be one of"),
    ((*WOMAN, "--avoid", "milk,plutonium"), "'plutonium' is not an allergen or origin we know"),
    ((*WOMAN, "--days", "0"), "days must be from 1 to 28, not 0."),
    ((*WOMAN, "--days", "29"), "days must be from 1 to 28, not 29."),
    ((*WOMAN, "--days", "week"), "days must be a whole number"),
    ((*WOMAN, "--start", "2026-02-30"), "The start must be a date such as"),
    ((*WOMAN, "--start", "tomorrow"), "The start must be a date such as"),
    ((*WOMAN, "--start", "9999-12-31"), "The start must be in 2000 to 2100"),
    ((*WOMAN, "--slots", "brunch"), "slots must be one of breakfast"),
    ((*WOMAN, "--slots", ","), "Name at least one slot"),
    ((*WOMAN, "--time-limit", "0"), "The time limit must be from 0.1 to 600 seconds"),
    ((*WOMAN, "--time-limit", "nan"), "The time limit must be from 0.1 to 600 seconds"),
    ((*WOMAN, "--seed", "-1"), "The seed must be 0 or more"),
    (("--person", "sex=male;age=4"), "Say the age of person 1."),
    (("--person", "sex=male,age"), "'age' is not written as key=value"),
    (("--person", "sex=male,age=4,age=5"), "'age' is given twice"),
    (("--person", "sex=male,age=4,iq=5"), "'iq' is not known of a person"),
    (("--person", "sex=male,age=4") * 9, "A table has 1 to 8 people, not 9."),
]


@pytest.mark.parametrize(("words", "said"), BAD, ids=[" ".join(words)[:40] for words, _ in BAD])
def test_a_wish_that_cannot_be_read_is_refused_in_words(words: tuple[str, ...], said: str) -> None:
    error = refusal(*words)
    assert said in str(error)
    assert error.returncode == 2


def test_slots_come_in_the_order_of_the_day() -> None:
    assert asking.slots_of("dinner, breakfast,dinner") == ("breakfast", "dinner")
    assert asking.slots_of(None) == ("breakfast", "smoothie", "lunch", "dinner")


@pytest.mark.usefixtures("shipped_library")
def test_the_drinks_row_holds_at_least_what_the_solve_counted() -> None:
    """Else a week that just reaches calcium by tap water would not reach it on the board."""
    guest = asking.guest_of(1, {"sex": "female", "age": "34"})
    options = {"days": 3, "slots": "lunch", "start": None, "seed": 0, "time_limit": 1}
    ask = asking.ask_of([guest], options, dt.date(2026, 12, 1))
    made = plan_week.make(ask, (guest,))
    targets = {"1": guest.targets.targets["water"].amount}
    counted = made.problem.eaters[0].base["water"]
    for row in poured(made.problem, made.result.meals, targets):
        assert row["1"] * 0.999 >= counted - 1e-6


def test_a_week_is_explained_where_that_is_asked(shipped_library: None) -> None:
    told = valid(run(*WOMAN, *SHORT, "--gap", "0.5", "--explain", "--format", "json"))
    kinds = {reason["kind"] for reason in told["reasons"]}
    assert {"covers", "next_best"} <= kinds
    named = {reason["name"] for reason in told["reasons"] if reason["kind"] == "next_best"}
    assert None not in named
    assert "Next best: " in run(*WOMAN, *SHORT, "--explain")
    assert "Next best: " not in run(*WOMAN, *SHORT)


@pytest.mark.parametrize("gap", ["-1", "inf", "nan"])
def test_a_gap_that_is_none_is_refused(gap: str) -> None:
    assert "--gap" in str(refusal(*WOMAN, *SHORT, "--gap", gap))
