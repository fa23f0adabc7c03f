"""What someone typed, as words the index may hold. Pure.

The index keeps words as they are written, in lower case and without accents; a search asks for
every form of a word instead (berry, berries), which works alike in every database.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

#: More words, and longer ones, are nobody's search.
MOST_WORDS: Final = 8
LONGEST_WORD: Final = 40
#: Words that say nothing about a food; "s" is what an apostrophe leaves behind.
STOP_WORDS: Final = frozenset(
    ["a", "an", "and", "the", "of", "in", "on", "with", "or", "for", "to", "from", "some", "s"]
)
_WORD: Final = re.compile(r"[^\W_]+")
_IRREGULAR: Final = {"geese": "goose", "feet": "foot", "teeth": "tooth", "mice": "mouse"}
_PLURAL_OF_IRREGULAR: Final = {one: many for many, one in _IRREGULAR.items()}


def plain(text: str) -> str:
    """Lower case without accents: "Jalapeño" becomes "jalapeno"."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    return "".join(c for c in apart if not unicodedata.combining(c))


def all_words(text: str) -> list[str]:
    """Every word of a text, in order."""
    return _WORD.findall(plain(text))


def search_words(text: str) -> list[str]:
    """The words of a search, each once: no fillers, unless there is nothing else."""
    found = list(dict.fromkeys(word[:LONGEST_WORD] for word in all_words(text)))
    telling = [word for word in found if word not in STOP_WORDS]
    return (telling or found)[:MOST_WORDS]


def forms(word: str) -> tuple[str, ...]:
    """A word with its possible singulars and plurals, itself first.

    Some are not words at all ("hummu"): nothing is found under those, which does no harm.
    """
    if len(word) < 3 or not word.isalpha():
        return (word,)
    found = [word]
    for one in (word, *_singulars(word)):
        found += [one, *_plurals(one)]
    return tuple(dict.fromkeys(found))


def stem(word: str) -> str:
    """A key that the forms of a word share; no word anyone reads."""
    word = _IRREGULAR.get(word, word)
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        word = word[:-2] if word.endswith(_ES) else word[:-1]
    if word.endswith("ie"):
        word = word[:-2] + "y"
    if word.endswith("ve"):
        word = word[:-2] + "f"
    return word.removesuffix("e")


_ES: Final = ("oes", "ches", "shes", "xes", "sses", "zes")


def _singulars(word: str) -> Iterator[str]:
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    if word.endswith("oe"):
        yield word[:-1]
    if not word.endswith("s") or word.endswith(("ss", "us")):
        return
    yield word[:-1]
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("ves"):
        yield word[:-3] + "f"
    if word.endswith(("oes", "ches", "shes", "xes", "ses", "zes")):
        yield word[:-2]


def _plurals(word: str) -> Iterator[str]:
    if word in _PLURAL_OF_IRREGULAR:
        yield _PLURAL_OF_IRREGULAR[word]
    if word.endswith("s"):
        if not word.endswith("us"):
            yield word + "es" if word.endswith("ss") else word
        return
    yield word + "s"
    if word.endswith("y") and word[-2] not in "aeiou":
        yield word[:-1] + "ies"
    if word.endswith("f"):
        yield word[:-1] + "ves"
    if word.endswith(("o", "ch", "sh", "x", "z")):
        yield word + "es"
