"""Changes, reasons and clashes in words."""

import pytest

from planner import words
from planner.models import PlanChange

PLACE = {"date": "2026-12-01", "slot": "dinner", "dish": "Dal"}
SENTENCES = {
    "planned": "Planned the meals that were free",
    "swapped": "Swapped Tuesday dinner: Dal",
    "removed": "Removed Dal from Tuesday dinner",
    "added": "Added Dal to Tuesday dinner",
    "portioned": "Changed the portions of Dal, Tuesday dinner",
    "locked": "Locked Tuesday dinner: Dal",
    "unlocked": "Unlocked Tuesday dinner: Dal",
    "leftovers": "Put leftovers of Dal on Tuesday dinner",
}


@pytest.mark.parametrize("verb", SENTENCES)
def test_every_verb_has_its_sentence(verb):
    told = {} if verb == "planned" else PLACE
    assert words.change_words(PlanChange(verb=verb, words=told)) == SENTENCES[verb]


@pytest.mark.parametrize("verb", SENTENCES)
def test_what_was_taken_back_is_named(verb):
    told = {"undid": verb} | ({} if verb == "planned" else PLACE)
    found = words.change_words(PlanChange(verb="undid", words=told))
    assert found == f"Took back: {SENTENCES[verb]}"


def test_a_percent_sign_in_a_name_is_a_percent_sign():
    told = PLACE | {"dish": "Milk 2 % (s)"}
    assert "Milk 2 % (s)" in words.change_words(PlanChange(verb="added", words=told))


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (["no_dish", "dinner"], "No dish for dinner is left that everyone may eat."),
        (["limit", "sodium"], "The limit on sodium."),
        (["lock", "2:lunch"], "What is locked at day 3, lunch."),
        (["repeats", "lunch"], "How often a dish may return: lunch."),
        (["what", "ever"], "A wish we cannot name (what)."),
    ],
)
def test_a_clash_names_its_wishes(wish, sentence):
    assert words.clash_words(wish) == sentence


@pytest.mark.parametrize("kind", ["covers", "keeps", "quick", "locked", "variety", "liked"])
def test_every_reason_of_the_optimiser_has_words(kind):
    told = {"kind": kind, "nutrient": "magnesium", "share": 0.324, "amount": 1.0}
    assert words.reason_words(told)


def test_a_reason_names_share_and_nutrient():
    told = {"kind": "covers", "nutrient": "magnesium", "share": 0.324}
    assert words.reason_words(told) == "Brings 32 % of the day's magnesium"
    # Of a table of several it is one person's day, not everyone's.
    several = words.reason_words(told, several=True)
    assert several == "Brings 32 % of the day's magnesium for someone at the table"


def test_an_unknown_reason_is_silent():
    assert words.reason_words({"kind": "magic"}) == ""


@pytest.mark.parametrize(
    ("objective", "sentence"),
    [
        (1.0, "Reaches everyone's targets. No week of these dishes would do noticeably better."),
        (
            4.0,
            "Reaches everyone's targets. At most 3.0 points from the best week of these dishes.",
        ),
    ],
)
def test_quality_speaks_of_what_is_left(objective, sentence):
    assert words.quality_words({"objective": objective, "bound": 1.0}) == sentence


def test_some_meals_of_a_day_claim_only_their_share():
    told = words.quality_words({"objective": 1.0, "bound": 1.0}, share=0.38)
    assert told.startswith("Reaches the 38 % of everyone's targets that these meals stand for.")


def test_a_miss_is_no_reached_target():
    told = words.quality_words({"objective": 4.0, "bound": 1.0, "misses": [{}]})
    assert told == "At most 3.0 points from the best week of these dishes."


def test_a_week_of_unknown_bound_claims_little():
    told = words.quality_words({"objective": 4.0, "bound": None})
    assert told.endswith("At most 4.0 points from the best week of these dishes.")


def test_no_quality_is_no_claim():
    assert words.quality_words({}) == ""


@pytest.mark.parametrize(
    ("objective", "bound", "told"),
    [
        (0.0, 0.0, "No week of these dishes would do noticeably better."),
        (0.04, 0.0, "No week of these dishes would do noticeably better."),
        (0.06, 0.0, "At most 0.1 points from the best week of these dishes."),
        (3.2, None, "At most 3.2 points from the best week of these dishes."),
    ],
)
def test_a_gap_near_nothing_is_told_in_words(objective, bound, told):
    found = words.quality_words({"objective": objective, "bound": bound, "shortfall": 0.0})
    assert found == f"Reaches everyone's targets. {told}"
    assert "%" not in found


@pytest.mark.parametrize("delta", [0.0, 0.049, -0.049])
def test_a_swap_that_changes_next_to_nothing_says_so(delta):
    assert words.cost_words(delta) == "about as good"
