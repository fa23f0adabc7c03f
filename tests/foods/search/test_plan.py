"""From words to a plan: synonyms, states, words written apart, corrections."""

import pytest

from foods.search.clauses import All, Any, Except, Word, words_in
from foods.search.plan import Presence, plan
from foods.search.spelling import vocabulary
from foods.search.synonyms import load_synonyms, synonyms

HERE = Presence(whole=True, start=True)
NAMES = synonyms([("aubergine", "eggplant"), ("double cream", "cream heavy;cream whipping")])


def planned(text, known=(), corrected=None):
    words = text.split()
    presence = dict.fromkeys(known, HERE)
    return plan(words, presence, NAMES, lambda word, branded: (corrected or {}).get(word))


def texts(clause):
    return {word.text for word in words_in(clause)}


def holds(clause, words):
    """Whether a name of these words satisfies a clause."""
    match clause:
        case Word(text, prefix):
            return any(w.startswith(text) if prefix else w == text for w in words)
        case All(parts):
            return all(holds(part, words) for part in parts)
        case Any(parts):
            return any(holds(part, words) for part in parts)
        case Except(wanted, unwanted):
            return holds(wanted, words) and not holds(unwanted, words)


def test_every_word_is_wanted_in_any_form():
    found = planned("green beans", ["green", "beans"]).hit
    assert holds(found, ["bean", "green"])
    assert not holds(found, ["beans", "red"])


def test_the_last_word_may_be_unfinished_a_known_one_before_it_may_not():
    found = planned("pea gre", ["pea", "green"]).hit
    assert holds(found, ["peas", "green"])
    assert not holds(found, ["peanut", "green"])


def test_a_name_of_two_words_counts_in_any_order_and_keeps_its_own_words():
    found = planned("cream double", ["cream", "double"]).hit
    assert holds(found, ["cream", "heavy"])
    assert holds(found, ["double", "cream"])
    assert not holds(found, ["cream", "light"])


def test_raw_keeps_out_what_was_cooked_or_kept():
    found = planned("raw spinach", ["spinach"]).hit
    assert holds(found, ["spinach"])
    assert not holds(found, ["spinach", "boiled"])
    assert not holds(found, ["spinach", "frozen"])


def test_words_written_apart():
    assert holds(planned("wal nut", ["walnut"]).hit, ["walnuts"])


def test_only_unknown_words_are_corrected_and_the_typed_one_still_counts():
    assert planned("spinach", ["spinach"], {"spinach": "spelt"}).corrections == ()
    found = planned("banana", [], {"banana": "bandana"})
    assert found.corrections == (("banana", "bandana"),)
    assert holds(found.hit, ["banana"])
    assert holds(found.hit, ["bandana"])


def test_optional_words_are_preferred_not_required():
    found = planned("rocket leaves", ["rocket", "leaves"])
    assert holds(found.hit, ["rocket"])
    assert not holds(found.full, ["rocket"])
    assert holds(planned("leaves", ["leaves"]).hit, ["leaf"])


def test_a_describing_word_is_neither_required_nor_corrected():
    found = planned("baby spinach", ["spinach"], {"baby": "bean"})
    assert holds(found.hit, ["spinach"])
    assert not holds(found.hit, ["bean", "zucchini"])
    assert not holds(found.full, ["spinach"])
    assert found.corrections == ()
    assert planned("ripe banana", ["banana"], {"ripe": "rice"}).corrections == ()


def test_a_word_is_no_correction_of_itself():
    assert planned("bella", [], {"bella": "bella"}).corrections == ()


def test_free_range_describes_and_free_alone_does_not():
    assert holds(planned("free range eggs", ["eggs", "free"]).hit, ["egg"])
    assert not holds(planned("gluten free bread", ["gluten", "free", "bread"]).hit, ["bread"])


WORDS = vocabulary(
    ["Salmon, raw", "Almonds", "Salmon, smoked", "Quinoa", "Banana", "Broccoli", "Yogurt", "Nut"]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[("salmond", "salmon"), ("almands", "almonds"), ("quiona", "quinoa")],
        *[("bannana", "banana"), ("brocoli", "broccoli"), ("yogart", "yogurt")],
        *[("xyzzy", None), ("nit", None), ("b12", None)],
    ],
)
def test_the_nearest_word(typed, meant):
    assert WORDS.nearest(typed) == meant


def test_two_words_written_as_one():
    assert WORDS.apart("bananayogurt") == "banana yogurt"
    assert WORDS.apart("bananas") is None


def test_the_table_of_names_is_whole():
    table = load_synonyms()
    assert len(table.by_stems) > 900
    assert ("eggplant",) in table.of("aubergines")


@pytest.mark.parametrize("row", [("", "x"), ("x", ""), ("x", "y;")])
def test_a_row_that_says_nothing_is_refused(row):
    with pytest.raises(ValueError, match="both need words"):
        synonyms([row])


def test_a_plan_of_nothing_finds_nothing():
    assert plan([], {}, NAMES, lambda word, branded: None).hit is None
    assert texts(planned("aubergine").hit) >= {"aubergine", "eggplant"}
