"""Words of a search: any text, forms of words, and what a clause becomes for each engine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foods.search import clauses
from foods.search.clauses import All, Any, Except, Word
from foods.search.words import LONGEST_WORD, MOST_WORDS, all_words, forms, search_words, stem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jalapeño, raw", ["jalapeno", "raw"]),
        ("tuna in water", ["tuna", "water"]),
        ("Goat's milk", ["goat", "milk"]),
        ("the and", ["the", "and"]),
        ("spinach SPINACH", ["spinach"]),
        ('"* ^ NEAR( : -', ["near"]),
        ("", []),
        ("🥑 \x00 !!", []),
    ],
)
def test_search_words(text, words):
    assert search_words(text) == words


@pytest.mark.parametrize(
    ("one", "many"),
    [
        *[("berry", "berries"), ("leaf", "leaves"), ("tomato", "tomatoes"), ("peach", "peaches")],
        *[("olive", "olives"), ("radish", "radishes"), ("cookie", "cookies"), ("egg", "eggs")],
        *[("goose", "geese"), ("kiwi", "kiwis"), ("cheese", "cheeses"), ("date", "dates")],
    ],
)
def test_a_word_and_its_plural_find_each_other_and_share_a_stem(one, many):
    assert many in forms(one)
    assert one in forms(many)
    assert stem(one) == stem(many)


@pytest.mark.parametrize("word", ["hummus", "asparagus", "watercress", "couscous", "k2", "7up"])
def test_words_that_only_look_like_plurals_stay(word):
    assert word[:-1] not in forms(word)


@given(st.text())
def test_any_text_gives_few_short_plain_words(text):
    words = search_words(text)
    assert len(words) <= MOST_WORDS
    assert all(word and len(word) <= LONGEST_WORD and word.isalnum() for word in words)
    assert all(all_words(word) == [word] for word in words)


def test_one_clause_in_both_languages():
    clause = Except(All((Any((Word("pea"), Word("peas"))), Word("gre", prefix=True))), Word("dry"))
    assert clauses.fts5(clause, head=True) == (
        'head : (((("pea" OR "peas") AND "gre" *) NOT "dry"))'
    )
    assert clauses.tsquery(clause, head=True) == "((('~pea' | '~peas') & '~gre':*) & !'dry')"
    whole = clauses.without_prefixes(clause)
    assert [word.prefix for word in clauses.words_in(whole)] == [False] * 3
