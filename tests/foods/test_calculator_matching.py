"""Which food a line means: the score of candidates, and how sure it is."""

import pytest

from foods.calculating.grammar import read
from foods.calculating.matching import Candidate, ranked, searches, sureness, wanted
from foods.search.prominence import prominence

SHELF = {
    "spinach-raw": "Spinach, raw",
    "spinach-boiled": "Spinach, boiled and drained",
    "spinach-frozen": "Spinach, frozen",
    "spinach-frozen-boiled": "Spinach, boiled from frozen",
    "milk-2-percent": "Milk, 2 % fat, with vitamins A and D",
    "milk-2-percent-unfortified": "Milk, semi-skimmed, nothing added",
    "milk-skim": "Milk, skimmed, with vitamins A and D",
    "coconut-milk-canned": "Coconut milk, canned",
    "egg": "Egg, raw",
    "egg-boiled": "Egg, hard-boiled",
    "egg-noodles-dry": "Egg noodles, dry",
    "chickpeas-dry": "Chickpeas, dry",
    "chickpeas-boiled": "Chickpeas, boiled",
    "chickpeas-canned": "Chickpeas, canned, drained and rinsed",
    "potato-raw": "Potato with skin, raw",
    "potato-crisps": "Potato crisps, salted",
    "chicken-breast-raw": "Chicken breast, skinless, raw",
    "chicken-breast-roasted": "Chicken breast, skinless, roasted",
    "chicken-liver-raw": "Chicken liver, raw",
    "butter-unsalted": "Butter, unsalted",
    "butter-salted": "Butter, salted",
    "peanut-butter": "Peanut butter, smooth, unsalted",
    "soy-drink-fortified": "Soya drink, unsweetened, with calcium",
}
#: As a search would rank them last: the score alone decides.
CANDIDATES = [
    Candidate(
        number, slug, name, 10, whole=False, prominence=prominence(name=name, source="limber")
    )
    for number, (slug, name) in enumerate(SHELF.items())
]


def best(text, shelf=CANDIDATES):
    line = read(text)
    assert line is not None
    return ranked(wanted(line, line.names[0]), shelf)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("30 g raw spinach", "spinach-raw"),
        ("30 g spinach", "spinach-raw"),
        ("1 cup cooked spinach", "spinach-boiled"),
        ("1 cup frozen spinach", "spinach-frozen"),
        ("1 cup frozen spinach, boiled", "spinach-frozen-boiled"),
        ("1 cup fortified 2% milk", "milk-2-percent"),
        ("1 cup milk, 2 %, unfortified", "milk-2-percent-unfortified"),
        ("1 cup 2 percent milk", "milk-2-percent"),
        ("200 ml semi-skimmed milk", "milk-2-percent-unfortified"),
        ("200 ml skim milk", "milk-skim"),
        ("400 ml coconut milk", "coconut-milk-canned"),
        ("2 eggs", "egg"),
        ("1 boiled egg", "egg-boiled"),
        ("2 hard-boiled eggs", "egg-boiled"),
        ("80 g egg noodles", "egg-noodles-dry"),
        ("1 tin chickpeas", "chickpeas-canned"),
        ("1 can chickpeas, drained", "chickpeas-canned"),
        ("100 g dried chickpeas", "chickpeas-dry"),
        ("100 g cooked chickpeas", "chickpeas-boiled"),
        ("2 potatoes", "potato-raw"),
        ("2 chicken breasts, skinless", "chicken-breast-raw"),
        ("100 g roast chicken breast", "chicken-breast-roasted"),
        ("25 g unsalted butter", "butter-unsalted"),
        ("1 tbsp peanut butter", "peanut-butter"),
    ],
)
def test_the_best_match(text, slug):
    assert best(text)[0].candidate.slug == slug


def test_another_kind_of_milk_is_not_called_likely():
    cows = [one for one in CANDIDATES if one.slug.startswith("milk-")]
    assert sureness(best("1 cup soya milk", cows), certainty=1.0) == "check"


def test_a_clear_match_is_sure_unless_the_reader_was_not():
    matches = best("30 g raw spinach")
    assert sureness(matches, certainty=1.0) == "sure"
    assert sureness(matches, certainty=0.5) == "likely"
    assert sureness(matches, certainty=0.3) == "check"


def test_equals_are_not_sure():
    twins = [Candidate(1, "a", "Butter"), Candidate(2, "b", "Butter")]
    assert sureness(best("1 tbsp butter", twins), certainty=1.0) == "likely"


def test_a_measure_the_food_comes_in_decides_between_equals():
    twins = [Candidate(1, "a", "Bread"), Candidate(2, "b", "Bread", measures=("slice",))]
    assert best("2 slices bread", twins)[0].candidate.slug == "b"


def test_the_order_of_candidates_does_not_matter():
    forwards = [m.candidate.slug for m in best("1 cup milk")]
    assert [m.candidate.slug for m in best("1 cup milk", CANDIDATES[::-1])] == forwards


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("raw spinach", ["raw spinach", "spinach"]),
        ("fortified 2% milk", ["fortified 2 milk", "2 milk", "milk"]),
        ("salmon fillet", ["salmon"]),
        ("finely chopped red onion", ["red onion", "onion"]),
    ],
)
def test_searches_ask_for_ever_fewer_words(name, asked):
    assert searches(name) == asked


def test_a_food_that_leaves_a_word_out_is_to_be_checked():
    cows = [Candidate(1, "milk-whole", "Milk, whole, nothing added", whole=False)]
    assert sureness(best("1 cup condensed milk", cows), certainty=1.0) == "check"
    assert sureness(best("1 cup whole milk", cows), certainty=1.0) != "check"


def test_unsweetened_is_a_remark_and_no_part_of_the_name():
    drinks = [
        Candidate(1, "milk-whole", "Milk, whole, nothing added", whole=False),
        Candidate(2, "almond-drink", "Almond drink, sweetened vanilla", rank=1),
    ]
    found = best("1 cup unsweetened almond milk", drinks)
    assert found[0].candidate.id == 2
    assert sureness(found, certainty=1.0) == "check"
    assert searches("unsweetened almond milk")[0] == "almond milk"
