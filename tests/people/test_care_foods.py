"""A helping of a food, a dose and a dish before one person: what stands against each."""

from dataclasses import replace

import pytest

from people.care import AvoidedFood, Fact, Record, care
from people.care_foods import Foodstuff, Helping, dish_problems, food_problems
from people.safety import Ask, Blocker, Caution, Limited, Spacing, Steady, Weekly, to_confirm
from people.targets import Override


def minded(*facts, stage="none", age=40, **more):
    rows = tuple(Fact(*one.split(":")) for one in facts)
    return care(Record(facts=rows, **more), age=age, life_stage=stage)


def food(name, contains=(), unknown=(), kind="food", **amounts):
    return Foodstuff(
        1, name, kind, 1, frozenset(contains), frozenset(unknown), tuple(sorted(amounts.items()))
    )


def kinds(who, one, grams=100.0, **more):
    return {type(p) for p in food_problems(who, "Ada", Helping(one, grams, **more))}


PILLS = {"grams": 1.0}


@pytest.mark.parametrize(
    ("who", "one", "grams", "found"),
    [
        (minded("medicine:warfarin"), food("Natto", {"soy"}), 50, {Blocker}),
        (minded("medicine:warfarin"), food("Spinach", vitamin_k1=480.0), 100, {Steady}),
        (minded("medicine:warfarin"), food("Spinach", vitamin_k1=480.0), 5, set()),
        (minded("medicine:apixaban"), food("Spinach", vitamin_k1=480.0), 100, set()),
        (minded("condition:CKD stage 4"), food("Banana", potassium=358.0), 120, {Ask}),
        (minded("condition:CKD stage 4"), food("Banana", potassium=358.0), 40, set()),
        (minded("condition:hypertension"), food("Feta", {"milk"}, sodium=1100.0), 50, {Limited}),
        (minded("condition:hypertension"), food("Feta", {"milk"}, sodium=1100.0), 10, set()),
        (minded("condition:kidney stones"), food("Spinach, raw"), 60, {Limited}),
        (minded("condition:kidney stones"), food("Spinach, raw"), 10, set()),
        (minded("condition:coeliac disease"), food("Barley soup", {"gluten"}), 50, {Blocker}),
        (minded("condition:coeliac disease"), food("Soup", (), {"gluten"}), 50, {Caution}),
        (minded(stage="pregnancy"), food("Beef liver", {"meat"}), 20, {Blocker}),
        (minded(stage="pregnancy"), food("Salmon, roasted", {"fish"}), 140, {Weekly}),
        (minded(stage="pregnancy"), food("Stew", (), {"alcohol"}), 140, {Caution}),
        (minded(age=3), food("Almonds", {"almond"}), 20, {Blocker}),
        (minded(), food("Almonds", {"almond"}), 20, set()),
        (minded("condition:SIADH"), food("Tap water", kind="drink"), 250, {Blocker}),
        (minded("condition:SIADH"), food("Black beans, canned in water"), 100, set()),
        (minded("medicine:ramipril"), food("Coconut water", potassium=250.0), 250, set()),
        (minded("medicine:ramipril"), food("Coconut water", potassium=250.0), 1000, {Ask}),
        (minded("medicine:water tablet"), food("Coconut water", potassium=250.0), 1000, {Ask}),
        (minded("condition:heart failure"), food("Tap water", kind="drink"), 300, set()),
        (minded("condition:heart failure"), food("Tap water", kind="drink"), 1500, {Ask}),
        (minded("condition:sarcoidosis"), food("Milk, whole, with vitamin D"), 250, {Ask}),
        (minded("condition:sarcoidosis"), food("Milk, whole"), 250, set()),
        (minded("condition:haemochromatosis"), food("Oat rings, fortified"), 30, {Blocker}),
        (minded("condition:haemochromatosis"), food("Oats, rolled"), 30, set()),
        (minded("medicine:ciprofloxacin"), food("Oat drink, with calcium"), 200, {Spacing}),
        (minded("medicine:ciprofloxacin"), food("Oat drink"), 200, set()),
        (minded("condition:cirrhosis"), food("Oysters, raw"), 60, {Blocker}),
        (minded("condition:cirrhosis"), food("White wine", {"alcohol"}), 100, {Blocker, Ask}),
        (minded(stage="lactation"), food("White wine", {"alcohol"}), 100, {Limited}),
        (minded(stage="lactation"), food("White wine", {"alcohol"}), 10, set()),
        (minded("medicine:metronidazole"), food("White wine", {"alcohol"}), 10, {Blocker}),
        (minded("medicine:blood thinner"), food("Natto", {"soy"}), 50, {Ask}),
        (minded("medicine:blood thinner"), food("Spinach", vitamin_k1=480.0), 100, {Steady}),
        (minded("medicine:statins"), food("Grapefruit"), 100, {Ask}),
    ],
)
def test_a_helping(who, one, grams, found):
    assert kinds(who, one, grams) == found


@pytest.mark.parametrize(
    ("who", "name", "amounts", "found"),
    [
        (minded("medicine:warfarin"), "K2 drops", {"vitamin_k2": 4500.0}, {Blocker, Ask}),
        (minded("medicine:ramipril"), "Tablets", {"potassium": 20000.0}, {Blocker, Ask}),
        (minded("condition:CKD"), "Tablets", {"magnesium": 20000.0}, {Blocker}),
        (minded("medicine:levothyroxine"), "Tablets", {"calcium": 50000.0}, {Spacing}),
        (minded(), "Tablets", {"magnesium": 20000.0}, set()),
        (minded(), "Tablets", {"magnesium": 50000.0}, {Limited}),
        (minded(), "Drops", {"vitamin_d": 25000.0}, {Blocker}),
        (minded(age=3), "Chews", {"magnesium": 5000.0}, {Blocker}),
        (minded(stage="pregnancy"), "Oil", {"retinol": 60000.0}, {Blocker}),
        (minded(), "St John's wort", {}, {Ask}),
        (minded("medicine:apixaban"), "St John's wort", {}, {Blocker, Ask}),
        (minded("medicine:the pill"), "St. John’s wort 900", {}, {Blocker, Ask}),
    ],
)
def test_a_dose_is_judged_by_its_label(who, name, amounts, found):
    assert kinds(who, food(name, kind="supplement", **amounts), 1.0) == found


def test_heat_makes_raw_food_safe():
    egg = food("Egg, raw", {"egg"})
    assert kinds(minded(stage="pregnancy"), egg, 50) == {Blocker}
    assert kinds(minded(stage="pregnancy"), egg, 50, cooked=True) == set()


def test_an_unknown_fact_that_the_name_tells_is_known():
    who = minded(avoids=(("peanut", "allergy"),))
    assert kinds(who, food("Peanut butter", (), {"peanut"})) == {Blocker}
    assert kinds(who, food("Mystery bar", (), {"peanut"})) == {Caution}
    assert kinds(who, food("Apple")) == set()


def test_a_limit_of_ones_own_makes_room_for_potassium():
    own = (Override("potassium", "limit", 2000.0, "Renal clinic"),)
    who = minded("condition:CKD stage 4", overrides=own)
    assert kinds(who, food("Banana", potassium=358.0), 120) == set()


@pytest.mark.parametrize(
    ("amount", "by_clinician", "found"),
    [(2000.0, False, set()), (2001.0, False, {Ask}), (4000.0, False, {Ask}), (4000.0, True, set())],
)
def test_a_loose_limit_makes_room_only_where_a_clinician_set_it(amount, by_clinician, found):
    own = (Override("potassium", "limit", amount, "Renal clinic"),)
    said = frozenset({("potassium", "limit")} if by_clinician else ())
    who = minded("condition:CKD stage 4", overrides=own, set_by_clinician=said)
    assert kinds(who, food("Banana", potassium=358.0), 120) == found


def test_what_is_bought_for_a_dish_is_avoided_too():
    who = minded(foods=(AvoidedFood(1, "Spinach", "allergy", 1),))
    raw, boiled = food("Spinach"), replace(food("Greens, boiled"), id=2, root=2)
    dish = [Helping(boiled, 80, cooked=True), Helping(raw, 100, shopped=True)]
    assert [type(p) for p in dish_problems(who, "Ada", dish)] == [Blocker]
    assert dish_problems(who, "Ada", dish[:1]) == []


def test_salt_is_judged_by_the_whole_dish():
    who, salt = minded("condition:hypertension"), food("Salt, table", sodium=38758.0)
    assert dish_problems(who, "Ada", [Helping(salt, 1.0)]) == []
    assert [type(p) for p in dish_problems(who, "Ada", [Helping(salt, 2.0)])] == [Limited]


def test_reasons_come_with_words_source_and_status():
    (found,) = food_problems(minded("medicine:Nardil"), "Ada", Helping(food("Salami"), 20.0))
    assert (found.rule, found.person, found.status) == ("maoi-tyramine", "Ada", "recalled")
    assert found.words
    assert found.sources


def test_notes_do_not_stand_in_the_way():
    found = food_problems(
        minded("medicine:warfarin"), "A", Helping(food("Kale", vitamin_k1=300.0), 100)
    )
    assert found
    assert to_confirm(found) == []
