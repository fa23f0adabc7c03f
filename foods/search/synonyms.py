"""Other names of foods: British, American and other words for what the tables call otherwise. Pure.

`foods/data/synonyms.csv` has a row per name: `term`, what it `means` in words of the food tables
(alternatives divided by ";"), and the `source` of that. A name of several words counts in any
order.
"""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from foods.search.words import all_words, stem

FILE: Final = Path(__file__).resolve().parents[1] / "data" / "synonyms.csv"

#: Alternatives, each the words that a food's name must hold.
Meanings = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Meanings by the stems of a name's words."""

    by_stems: Mapping[frozenset[str], Meanings]
    words: frozenset[str]
    """Every word of a name, as it is written."""
    _longest_first: tuple[frozenset[str], ...]

    def names_in(self, words: Collection[str]) -> list[frozenset[str]]:
        """Stems of the names that these words hold, those of most words first, none overlapping."""
        left = {stem(word) for word in words}
        found = []
        for name in self._longest_first:
            if name <= left:
                found.append(name)
                left -= name
        return found

    def begun(self, start: str) -> str | None:
        """The name of one word that someone began to type ("courg"), None where there is none."""
        found = [w for w in self.words if len(start) > 2 and w.startswith(start) and self.of(w)]
        return min(found, key=lambda word: (len(word), word), default=None)

    def of(self, word: str) -> Meanings:
        """What one word means besides itself."""
        return self.by_stems.get(frozenset([stem(word)]), ())


@cache
def load_synonyms(path: Path = FILE) -> Synonyms:
    """The table, read once."""
    with path.open(encoding="utf-8", newline="") as handle:
        return synonyms((row["term"], row["means"]) for row in csv.DictReader(handle))


def synonyms(rows: Iterable[tuple[str, str]]) -> Synonyms:
    """Synonyms of (term, means) rows; raises ValueError for a row that says nothing."""
    found: dict[frozenset[str], list[tuple[str, ...]]] = defaultdict(list)
    words: set[str] = set()
    for term, means in rows:
        parts = all_words(term)
        meanings = [tuple(all_words(part)) for part in means.split(";")]
        if not parts or not all(meanings):
            raise ValueError(f"{term!r} means {means!r}: both need words")
        found[frozenset(map(stem, parts))] += meanings
        words.update(parts)
    by_stems = {name: tuple(dict.fromkeys(meanings)) for name, meanings in found.items()}
    longest_first = sorted((n for n in by_stems if len(n) > 1), key=lambda n: (-len(n), sorted(n)))
    return Synonyms(by_stems, frozenset(words), tuple(longest_first))
