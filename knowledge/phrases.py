"""Finding known names in free text: the longest name wins, so "peanut butter" is no butter."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_WORD = re.compile(r"[a-z0-9]+(?:\.\d+)?")


def plain(text: str) -> str:
    """Lower case without accents, apostrophes and thousands commas; a micro sign becomes u."""
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss")).casefold()
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return _THOUSANDS.sub(
        "", re.sub("['’‘`]", "", bare).replace("\N{GREEK SMALL LETTER MU}", "u").replace("œ", "oe")
    )


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without the ending of its plural: good enough to compare two spellings."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("oes", "ches", "shes", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def words(text: str) -> tuple[str, ...]:
    """The stemmed words of a text, without punctuation."""
    return tuple(stem(word) for word in _WORD.findall(plain(text)))


@dataclass(frozen=True, slots=True)
class Found:
    """A known name in a text: which, and the words it covers, `end` excluded."""

    name: str
    start: int
    end: int


class Phrases:
    """Known names, each found wherever its words follow one another."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        for name in names:
            self._names.setdefault(words(name), name)
        self._longest = max(map(len, self._names), default=0)

    def find(self, text_words: Sequence[str]) -> tuple[Found, ...]:
        """The names from left to right, none overlapping, the longest at each place."""
        found: list[Found] = []
        at = 0
        while at < len(text_words):
            for length in range(min(self._longest, len(text_words) - at), 0, -1):
                name = self._names.get(tuple(text_words[at : at + length]))
                if name is not None:
                    found.append(Found(name, at, at + length))
                    at += length
                    break
            else:
                at += 1
        return tuple(found)


def closure(classes: Iterable[str], implied: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Classes with everything they imply, directly or by way of others."""
    todo, seen = list(classes), set[str]()
    while todo:
        one = todo.pop()
        if one not in seen:
            seen.add(one)
            todo.extend(implied.get(one, ()))
    return frozenset(seen)
