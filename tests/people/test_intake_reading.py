"""What answers of an intake form mean: flags by urgency, rules, cards in their order."""

import datetime as dt

import pytest

from foods.facts import TREE_NUTS
from people import intake_questions as ask
from people.intake_cards import Named, Record, cards
from people.intake_forms import FullIntake
from people.intake_reading import condition, flag, flags, flags_of, medicine
from people.recognising import recognised

NOTHING = Record({"cramps": "none", "life_stage": "none", "diet": "omnivore", "diet_also": []})


def keys(answers, record=NOTHING, named=None):
    return [card.key for card in cards(answers, flags_of(answers), record, named or {})]


def card(answers, key, record=NOTHING, named=None):
    found = cards(answers, flags_of(answers), record, named or {})
    return next(one for one in found if one.key == key)


def test_ticked_signs_come_by_urgency():
    assert flags_of({"symptoms": ["S106", "S102", "S103"]}) == ("S103", "S102", "S106")


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({}, ()),
        ({"weight_loss": "yes"}, ("S117",)),
        ({"weight_loss": "no"}, ()),
        ({"little_food": "yes"}, ("S062",)),
        ({"eating": "now"}, ("S062",)),
        ({"eating": "before"}, ()),
        ({"conditions": ["anorexia"]}, ("S062",)),
        ({"kidneys": "yes"}, ("S038",)),
        ({"kidneys": "unsure"}, ("S038",)),
        ({"kidneys": "no"}, ()),
        ({"cramps": "night", "often": "daily"}, ("S106",)),
        ({"cramps": "none", "often": "daily"}, ()),
        ({"cramps": "night", "medicines": ["Lipitor 20 mg"]}, ("S032",)),
        ({"medicines": ["Lipitor 20 mg"]}, ()),
        ({"cramps": "night", "conditions": ["type 2 diabetes"]}, ("S050",)),
        ({"symptoms": ["S102"], "life_stage": "pregnancy"}, ("S078", "S102")),
        ({"symptoms": ["S102"], "life_stage": "none"}, ("S102",)),
        ({"symptoms": ["S999", "<script>"]}, ()),
    ],
)
def test_answers_point_to_signs(answers, found):
    assert flags_of(answers) == found


def test_very_little_food_is_for_today_in_the_words_of_its_rule():
    assert flag("S062").urgency == "same-day"
    assert "no plan" in flag("S062").what_to_do


def test_a_row_that_is_gone_is_left_out():
    assert [one.id for one in flags(["S103", "gone"])] == ["S103"]


def test_every_tick_of_a_condition_is_one_that_rules_know():
    for key, text in ask.CONDITION_TEXT.items():
        assert recognised("condition", text).names, key
        assert not recognised("condition", text).unknown, key
    assert set(ask.CONDITION_TEXT) == set(ask.CONDITIONS)


def test_a_brand_name_means_what_its_generic_name_means():
    marevan, warfarin = medicine("Marevan"), medicine("warfarin 5 mg")
    assert marevan.names == ("warfarin",)
    assert marevan.meanings == warfarin.meanings
    assert {"vka-natto", "vka-greens"} <= {one.rule for one in marevan.meanings}


def test_rules_come_strictest_first_and_say_nothing_twice():
    levels = [one.level for one in condition("dialysis").meanings]
    order = ["block", "ask_clinician", "limit", "keep_consistent", "spacing"]
    assert levels == sorted(levels, key=order.index)
    words = [one.words for one in condition("dialysis").meanings]
    assert len(words) == len(set(words))


def test_what_no_list_knows_has_no_meaning_and_is_said():
    unknown = medicine("zzyzolam")
    assert unknown.meanings == ()
    assert unknown.unknown == "zzyzolam"


def test_flags_stand_in_front_then_what_blocks_then_unknown_then_allergies():
    answers = {
        "birth_date": "1960-02-29",
        "sex": "female",
        "avoid": {"milk": "allergy"},
        "medicines": ["zzyzolam", "warfarin", "paracetamol"],
        "symptoms": ["S106", "S103"],
        "cramps": "night",
    }
    assert keys(answers) == [
        *("flag:S103", "flag:S106", "medicine:warfarin", "medicine:zzyzolam", "avoid"),
        *("medicine:paracetamol", "about", "cramps"),
    ]


def test_nothing_said_makes_no_cards():
    assert keys({"cramps": "none", "life_stage": "none"}) == []


def test_a_field_changes_from_what_is_on_record():
    record = Record({"height_cm": 160.0, "weight_kg": None, "activity": "active"})
    answers = {"height_cm": 165.0, "weight_kg": 60.0, "activity": "active"}
    found = [(one.what, one.before, one.after) for one in card(answers, "body", record).changes]
    assert found == [("height_cm", 160.0, 165.0), ("weight_kg", None, 60.0)]


def test_dates_come_back_as_dates():
    found = card({"birth_date": "1960-02-29", "sex": "male"}, "about")
    assert found.changes[0].after == dt.date(1960, 2, 29)


def test_a_pregnancy_that_is_over_clears_its_dates():
    record = Record({"life_stage": "pregnancy", "due_date": dt.date(2026, 5, 1)})
    found = card({"life_stage": "none"}, "stage", record)
    assert {(one.what, one.after) for one in found.changes} == {
        ("life_stage", "none"),
        ("due_date", None),
    }


@pytest.mark.parametrize(
    ("known", "said", "changes"),
    [
        (None, "preference", 1),
        ("preference", "allergy", 1),
        ("allergy", "preference", 0),
        ("allergy", "allergy", 0),
        ("intolerance", "allergy", 1),
    ],
)
def test_an_answer_never_makes_an_allergy_milder(known, said, changes):
    record = Record({}, avoids={"milk": known} if known else {}, foods={7: known} if known else {})
    assert len(card({"avoid": {"milk": said}}, "avoid", record).changes) == changes
    named = {"kiwi": Named("kiwi", foods=((7, "Kiwi, raw"),))}
    answers = {"other_foods": "kiwi", "other_strength": said}
    assert len(card(answers, "avoid", record, named).changes) == changes


def test_tree_nuts_are_every_nut():
    found = card({"avoid": {"tree_nuts": "intolerance"}}, "avoid")
    assert {one.what for one in found.changes} == set(TREE_NUTS)


def test_a_food_both_disliked_and_forbidden_is_forbidden():
    named = {"kiwi": Named("kiwi", foods=((7, "Kiwi, raw"),))}
    answers = {"dislikes": "kiwi", "other_foods": "kiwi"}
    assert [one.after for one in card(answers, "avoid", named=named).changes] == ["allergy"]


def test_a_fact_on_record_is_not_written_again():
    record = Record({}, health=frozenset({("medicine", "warfarin")}))
    assert card({"medicines": ["Warfarin "]}, "medicine:warfarin", record).changes == ()


def test_weak_kidneys_are_offered_as_a_condition_until_one_is_named():
    key = "condition:kidney disease, stage not known"
    found = card({"kidneys": "yes"}, key)
    assert [one.after for one in found.changes] == ["kidney disease, stage not known"]
    assert "ckd" in found.item.facts
    assert found.meanings
    assert key not in keys({"kidneys": "yes", "conditions": ["kidney disease"]})
    assert key not in keys({"kidneys": "unsure"})


#: An answer to each question of the full form, other than how strictly or how often.
ANSWERS = {
    "symptoms": ["S103"],
    "birth_date": "1960-02-29",
    "sex": "female",
    "height_cm": 165.0,
    "weight_kg": 60.0,
    "activity": "active",
    "life_stage": "pregnancy",
    "due_date": "2027-01-01",
    "gestation_week": 20,
    "child_birth_date": "2026-01-01",
    "diet": "vegan",
    "diet_also": ["no-pork"],
    "avoid": {"milk": "allergy"},
    "other_foods": "kiwi",
    "conditions": ["gout"],
    "medicines": ["warfarin"],
    "cramps": "night",
    "dislikes": "celery",
    "supplements": "magnesium 200 mg",
    "alcohol": "more",
    "caffeine": "more",
    "bowel": "changes",
    "kidneys": "yes",
    "little_food": "yes",
    "weight_loss": "yes",
    "eating": "before",
    "slots": ["lunch"],
    "cooking": "15",
    "household": "A child",
    "note": "I faint at times.",
}
#: Fields that are no question, or are part of the answer to another.
PARTS = {"consent", "units", "often", "other_strength", "condition_ticks"}
PARTS |= {"height_ft", "height_in", "weight_lb"}


@pytest.mark.parametrize("question", sorted(FullIntake.base_fields.keys() - PARTS))
def test_whatever_is_answered_reaches_the_dietitian(question):
    assert keys({question: ANSWERS[question]}) != []
