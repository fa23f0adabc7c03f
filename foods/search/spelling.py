"""What a misspelt word was meant to be: the nearest word that food names use. Pure."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from foods.search.words import all_words, forms

#: A word this short has too many neighbours to guess which was meant.
SHORTEST: Final = 4
#: Of the nearest words so many are weighed against each other.
CONSIDERED: Final = 40
#: People rarely mistake the first letter, and rarely mean the rarer of two words.
FIRST_LETTER: Final = 0.6
RARE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of shared everyday foods, with how many names hold each."""

    counts: Mapping[str, int]
    words: tuple[str, ...]

    def nearest(self, word: str, most: int | None = None) -> str | None:
        """The word most likely meant by one that is misspelt; None where none is near.

        `most` is how many letters may differ (swapped neighbours count as one); by default it
        grows with the word.
        """
        if len(word) < SHORTEST or not word.isalpha():
            return None
        most = allowed(word) if most is None else most
        near = process.extract(
            word, self.words, scorer=OSA.distance, score_cutoff=most, limit=CONSIDERED
        )
        found = [(self._unlikely(word, other, int(far)), other) for other, far, _ in near]
        return min(found)[1] if found else None

    def _unlikely(self, word: str, other: str, far: int) -> float:
        strange = FIRST_LETTER if word[0] != other[0] else 0.0
        rare = RARE / math.sqrt(1 + self.counts[other])
        # Doubled and dropped letters are the commonest slips of all.
        doubled = -0.3 if _undoubled(word) == _undoubled(other) else 0.0
        return far + strange + rare + doubled

    def completed(self, start: str) -> str | None:
        """The commonest word that starts so, None where there is none."""
        found = [word for word in self.words if word.startswith(start)]
        return max(found, key=lambda word: (self.counts[word], -len(word), word), default=None)

    def apart(self, word: str) -> str | None:
        """Two words written as one ("cashewnut"), with the space; None where it is not."""
        cuts = range(SHORTEST - 1, len(word) - SHORTEST + 2)
        found = [(word[:cut], word[cut:]) for cut in cuts]
        known = [pair for pair in found if all(self.counts.get(part) for part in pair)]
        return (
            " ".join(max(known, key=lambda p: min(map(self.counts.__getitem__, p))))
            if known
            else None
        )


def allowed(word: str) -> int:
    """How many letters may be wrong in a word of this length."""
    if len(word) < SHORTEST:
        return 0
    return 1 if len(word) <= 5 else 2 if len(word) <= 9 else 3


def vocabulary(names: Iterable[str], more: Iterable[str] = ()) -> Vocabulary:
    """The words of food names, and `more` words that mean foods."""
    counts = Counter(word for name in names for word in set(all_words(name)))
    counts.update(set(more))
    known = {w: n for w, n in counts.items() if len(w) >= SHORTEST - 1 and w.isalpha()}
    # A table may have berries only, and someone mean one berry.
    for word in list(known):
        for form in forms(word):
            known.setdefault(form, 0)
    return Vocabulary(known, tuple(sorted(known)))


def _undoubled(word: str) -> str:
    return "".join(a for a, b in zip(word, " " + word, strict=False) if a != b)
