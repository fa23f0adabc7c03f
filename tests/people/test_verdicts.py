"""A person and a subject, as typed or from the food table, to a verdict."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foods.facts import DIETS, FACTS, State
from foods.shipped import DATA as FOODS
from knowledge.safety_rules import LEVELS, load_rules
from knowledge.safety_rules_subjects import read_subject
from people.verdicts import answer as answered
from people.verdicts import ask, food_subject, read_person

OWN = Path(__file__).with_name("safety_cases_own.csv")
#: A fourth round: every row of safety.csv with its names, brands, near names and combinations.
MORE = Path(__file__).with_name("safety_cases_more.csv")
SHARED = Path(__file__).resolve().parents[3] / "shared" / "science" / "safety_cases.csv"
COLUMNS = ("medicines", "conditions", "allergies")


def cases(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked(case, **changed):
    lists = {column: changed.get(column, case[column]).split(";") for column in COLUMNS}
    return ask(
        case["subject"],
        **lists,
        diet=case["diet"],
        life_stage=case["life_stage"],
        age=int(case["age"]),
    )


def wrong(path):
    return [
        (case["case_id"], case["subject"], f"wanted {case['verdict']}, got {found.level}")
        for case in cases(path)
        if (found := asked(case)).level != case["verdict"]
    ]


def test_every_case_of_our_own_holds():
    assert len(cases(OWN)) >= 150
    assert wrong(OWN) == []


def test_every_case_of_the_fourth_round_holds():
    assert len(cases(MORE)) >= 1700
    assert wrong(MORE) == []


def test_every_rule_decides_about_some_case():
    """A rule that no case reaches says nothing that anyone has looked at."""
    files = [cases(OWN), cases(MORE)]
    reached = {one.rule for file in files for case in file for one in asked(case).reasons}
    assert {one.id for one in load_rules()} <= reached


def test_every_case_of_the_reference_file_holds():
    if not SHARED.exists():
        pytest.skip("the reference data folder `shared` is not beside the project")
    assert len(cases(SHARED)) == 234
    assert wrong(SHARED) == []


def test_the_rows_behind_a_reference_case_are_among_its_reasons():
    if not SHARED.exists():
        pytest.skip("the reference data folder `shared` is not beside the project")
    for case in cases(SHARED):
        if case["verdict"] != "ok":
            rows = {row for reason in asked(case).verdict.deciding for row in reason.rows}
            named = {row.rstrip("b") for row in case["rule_ids"].split(";")}
            assert named & {row.rstrip("b") for row in rows}, case["case_id"]


def test_everything_in_our_own_cases_is_recognised():
    every = [*cases(OWN), *cases(MORE)]
    assert [case["case_id"] for case in every if not asked(case).certain] == []


@pytest.mark.parametrize(
    ("facts", "kind", "close"),
    [
        ({"medicines": ["warfrin"]}, "medicine", "warfarin"),
        ({"medicines": ["warfarin and levothyroxin3x"]}, "medicine", "levothyroxine"),
        ({"conditions": ["hypertention"]}, "condition", "hypertension"),
        ({"allergies": ["peanutz"]}, "allergy", "peanut"),
        ({"diet": "vegen"}, "diet", "vegan"),
    ],
)
def test_an_unknown_word_is_told_and_never_passes_for_a_known_one(facts, kind, close):
    found = ask("natto", age=60, **facts)
    assert not found.certain
    assert found.unrecognised[0].kind == kind
    assert close in found.unrecognised[0].close


def test_an_unknown_food_is_told():
    found = ask("grilled zorblax", age=60, medicines=["warfarin"])
    assert (found.level, found.certain) == ("ok", False)
    assert found.unrecognised[0].kind == "food"


def test_a_known_medicine_beside_an_unknown_one_still_decides():
    found = ask("natto", medicines=["warfarin; zorblaxin"], age=60)
    assert (found.level, found.certain) == ("block", False)


def test_a_food_that_no_law_lists_can_be_an_allergy():
    assert ask("strawberries", allergies=["strawberry"], age=30).level == "block"
    assert ask("raspberries", allergies=["strawberry"], age=30).level == "ok"


def test_an_emergency_of_the_day_says_so():
    reason = ask("any generated meal plan", conditions=["anorexia nervosa"], age=20).reasons[0]
    assert (reason.level, reason.urgency) == ("block", "same-day")


@pytest.mark.parametrize(
    ("name", "contains", "amounts", "grams", "person", "level"),
    [
        ("Mystery roll", {"milk"}, {}, 50, {"allergies": ["milk"]}, "block"),
        ("Mystery roll", set(), {}, 50, {"allergies": ["milk"]}, "ok"),
        ("Banana, raw", set(), {"potassium": 358}, 50, {"conditions": ["CKD"]}, "ok"),
        ("Banana, raw", set(), {"potassium": 358}, 118, {"conditions": ["CKD"]}, "ask_clinician"),
        ("Banana, raw", set(), {}, 50, {"conditions": ["CKD"]}, "ask_clinician"),
        (
            "Mystery leaf",
            set(),
            {"vitamin_k1": 300},
            80,
            {"medicines": ["warfarin"]},
            "keep_consistent",
        ),
        ("Mystery leaf", set(), {"sodium": 900}, 30, {"conditions": ["hypertension"]}, "limit"),
        ("Mystery organ", set(), {"retinol": 7700}, 80, {"life_stage": "pregnancy"}, "block"),
        ("Vegan cheddar", set(), {}, 30, {"allergies": ["milk"]}, "ok"),
    ],
)
def test_a_food_of_the_table_is_judged_by_facts_and_portion(
    name, contains, amounts, grams, person, level
):
    facts = {fact: State.CONTAINS if fact in contains else State.FREE for fact in FACTS}
    reading = read_person(age=40, **person)
    assert answered(reading, food_subject(name, facts, amounts, grams)).level == level


def test_an_unknown_fact_asks_where_there_is_an_allergy():
    facts = {fact: State.FREE for fact in FACTS if fact != "sesame"}
    reading = read_person(allergies=["sesame"], age=40)
    assert answered(reading, food_subject("Mystery roll", facts, {}, 50)).level == "ask_clinician"


def shipped():
    with (FOODS / "foods.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


#: Names that hide what the food table knows: its facts decide there.
HIDDEN = {"bread-rye": {"wheat"}, "mixed-nuts": {"almond", "cashew"}}


def test_every_shipped_food_is_recognised_by_its_name():
    unknown = [food["key"] for food in shipped() if not read_subject(food["name"]).recognised]
    assert unknown == []


def test_the_name_of_a_shipped_food_says_the_allergens_that_the_table_states():
    for food in shipped():
        classes = set(read_subject(food["name"]).classes)
        classes |= {"gluten"} if "oats" in classes else set()
        stated = set(food["contains"].split(";")) & FACTS.keys()
        assert stated - classes == HIDDEN.get(food["key"], set()), food["key"]


def test_diets_leave_out_what_the_facts_say():
    rules = {rule.id: rule for rule in load_rules()}
    for diet in ("vegan", "vegetarian", "pescatarian"):
        assert rules[f"diet-{diet}"].about >= set(DIETS[diet]) - {"pork"}


MEDICINES = [
    "warfarin",
    "losartan",
    "levothyroxine",
    "phenelzine",
    "omeprazole, 2 weeks",
    "apixaban",
]
MEDICINES += ["iron tablets", "calcium", "simvastatin", "selegiline 5 mg", "zorblax", "tacrolimus"]
CONDITIONS = ["CKD, eGFR 70", "CKD stage 4", "hypertension", "coeliac disease", "gout", "PKU"]
CONDITIONS += ["heart failure", "SIADH", "kidney stones", "immunosuppressed", "sarcoidosis"]
ALLERGIES = ["milk", "tree nuts", "fish", "soya", "wheat", "strawberry", "sulphites"]
SUBJECTS = sorted({case["subject"] for case in cases(OWN)})


def level(medicines, conditions, allergies, subject, diet="", stage=""):
    found = ask(
        subject,
        medicines=medicines,
        conditions=conditions,
        allergies=allergies,
        diet=diet,
        life_stage=stage,
        age=30,
    )
    return LEVELS.index(found.level)


some = {
    "medicines": st.lists(st.sampled_from(MEDICINES), max_size=3),
    "conditions": st.lists(st.sampled_from(CONDITIONS), max_size=3),
    "allergies": st.lists(st.sampled_from(ALLERGIES), max_size=2),
}


@settings(deadline=None)
@given(**some, subject=st.sampled_from(SUBJECTS), more=st.data())
def test_one_more_fact_never_makes_a_verdict_milder(
    medicines, conditions, allergies, subject, more
):
    before = level(medicines, conditions, allergies, subject)
    assert (
        level([*medicines, more.draw(st.sampled_from(MEDICINES))], conditions, allergies, subject)
        <= before
    )
    assert (
        level(medicines, [*conditions, more.draw(st.sampled_from(CONDITIONS))], allergies, subject)
        <= before
    )
    assert (
        level(medicines, conditions, [*allergies, more.draw(st.sampled_from(ALLERGIES))], subject)
        <= before
    )
    assert level(medicines, conditions, allergies, subject, diet="vegan") <= before
    assert level(medicines, conditions, allergies, subject, stage="pregnancy") <= before


@settings(deadline=None)
@given(**some, subject=st.sampled_from(SUBJECTS))
def test_the_order_of_facts_changes_nothing(medicines, conditions, allergies, subject):
    one = ask(subject, medicines=medicines, conditions=conditions, allergies=allergies, age=30)
    other = ask(
        subject,
        medicines=medicines[::-1],
        conditions=[";".join(conditions[::-1])],
        allergies=allergies[::-1],
        age=30,
    )
    assert one.verdict == other.verdict
    assert set(one.unrecognised) == set(other.unrecognised)
