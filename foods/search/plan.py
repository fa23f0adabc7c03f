"""From the words of a search to what the index is asked for. Pure.

A search becomes *slots*: one for each word, or for a name of several words ("double cream"). A
slot is filled by the word in any form, by what it means elsewhere, or, where nothing is called so,
by the nearest word that exists.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from foods.search.clauses import Clause, Except, Word, all_of, any_of, without_prefixes, words_in
from foods.search.synonyms import Meanings, Synonyms
from foods.search.words import forms, stem

#: Said of food that is as it was bought; kept out are foods to which something was done.
RAW: Final = frozenset({"raw", "fresh", "uncooked", "unprepared"})
COOKED: Final = (
    *("cooked", "boiled", "baked", "roasted", "fried", "grilled", "steamed", "stewed", "braised"),
    *("broiled", "poached", "prepared", "sauteed", "microwaved", "simmered", "brewed", "toasted"),
    *("scrambled", "browned", "pan"),
)
KEPT: Final = ("canned", "tinned", "dried", "dehydrated", "frozen", "pickled", "smoked", "juice")
#: Words that name a state: no food is called so, and names need not start with them.
STATES: Final = RAW.union(COOKED, KEPT, ("dry", "powder", "powdered", "drained", "plain"))
#: Good to match, but no food is left out for want of them.
OPTIONAL: Final = frozenset(
    [
        *("leaf", "leaves", "ripe", "small", "medium", "large", "big", "organic", "homemade"),
        *("chopped", "diced", "sliced", "grated", "shredded", "peeled", "piece", "pieces"),
        *("slice", "slices", "bunch", "head", "clove", "stick", "natural", "kernel", "kernels"),
        *("baby", "young", "tender", "crushed", "boneless", "trimmed", "washed", "unpeeled"),
        *("unsalted", "range"),
    ]
)
#: The first to be let go where no food has every word.
LEAST: Final = frozenset(["unsweetened", "minced", "mashed", "rinsed", "lean"])


@dataclass(frozen=True, slots=True)
class Presence:
    """Where a word stands in the names of shared foods."""

    whole: bool = False
    """In an everyday food, in some form."""
    start: bool = False
    """At the start of a word of an everyday food."""
    brands: bool = False
    """In a branded food, or at the start of one of its words."""


#: Corrects a word that is not known, within so many letters; None where nothing is near.
Correct = Callable[[str, bool], str | None]


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that a name must hold, and which of the typed words it is for."""

    words: tuple[str, ...]
    clause: Clause
    optional: bool = False
    state: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask the index for."""

    slots: tuple[Slot, ...] = ()
    unwanted: Clause | None = None
    corrections: tuple[tuple[str, str], ...] = ()
    """(typed, taken for) for every word that no everyday food is called by."""
    dropped: tuple[str, ...] = ()
    """Words that had to be left out for anything to be found."""

    @property
    def required(self) -> tuple[Slot, ...]:
        """What every find must hold: the optional words too, where there is nothing else."""
        return tuple(slot for slot in self.slots if not slot.optional) or self.slots

    @property
    def hit(self) -> Clause | None:
        """What every find must satisfy; None finds nothing."""
        return self._kept(all_of(slot.clause for slot in self.required)) if self.slots else None

    @property
    def full(self) -> Clause | None:
        """Every word, the optional ones too; None where that is the hit itself."""
        if len(self.slots) == len(self.required):
            return None
        return all_of(slot.clause for slot in self.slots)

    @property
    def heads(self) -> tuple[Clause, Clause]:
        """What a name's head should hold: all of it, or at least one word."""
        told = [s for s in self.required if not s.state] or list(self.required)
        words = [word for slot in told for word in words_in(slot.clause)]
        return all_of(s.clause for s in told), any_of(words)

    @property
    def whole(self) -> Clause | None:
        """The hit in whole words, without what only starts so."""
        return without_prefixes(self.hit) if self.hit else None

    def without(self, slot: Slot) -> "Plan":
        """The plan that lets one thing go."""
        left = tuple(other for other in self.slots if other is not slot)
        return replace(self, slots=left, dropped=(*self.dropped, *slot.words))

    def _kept(self, clause: Clause) -> Clause:
        return Except(clause, self.unwanted) if self.unwanted else clause


def pairs(words: Sequence[str]) -> dict[tuple[str, str], str]:
    """Neighbouring words written as one: "wal nut" may be a walnut."""
    return {(a, b): a + b for a, b in pairwise(words)}


def plan(
    words: Sequence[str],
    presence: Mapping[str, Presence],
    synonyms: Synonyms,
    correct: Correct,
) -> Plan:
    """What to look for, given where each word (and each pair written as one) stands."""
    told = [word for word in words if word not in RAW] or list(words)
    maker = _Maker(presence, synonyms, correct, last=told[-1] if told else "")
    left = list(told)
    slots = []
    for name in synonyms.names_in(told):
        typed = tuple(word for word in left if stem(word) in name)
        left = [word for word in left if word not in typed]
        slots.append(maker.name(typed, synonyms.by_stems[name]))
    slots += maker.singles(left)
    raw = len(told) < len(words) or words == ["raw"]
    unwanted = any_of(Word(w) for w in (*COOKED, *KEPT) if w not in told) if raw else None
    return Plan(tuple(slots), unwanted, tuple(maker.corrections))


@dataclass
class _Maker:
    presence: Mapping[str, Presence]
    synonyms: Synonyms
    correct: Correct
    last: str

    def __post_init__(self) -> None:
        self.corrections: list[tuple[str, str]] = []

    def name(self, typed: tuple[str, ...], meanings: Meanings) -> Slot:
        """A name of several words: as it is written, or what it means."""
        written = all_of(self.word(word) for word in typed)
        return Slot(typed, any_of([written, *meant(meanings)]))

    def singles(self, words: Sequence[str]) -> list[Slot]:
        """A slot for each word, or for two that are one word elsewhere."""
        slots = []
        rest = list(words)
        while rest:
            word = rest.pop(0)
            joined = word + rest[0] if rest else ""
            if joined and self.presence.get(joined, Presence()).whole:
                other = rest.pop(0)
                apart = all_of([self.word(word), self.word(other)])
                slots.append(Slot((word, other), any_of([apart, *whole(joined)])))
            else:
                # "Free range" is about the hen; "gluten free" is about the food.
                free_range = word == "free" and rest[:1] == ["range"]
                state, optional = word in STATES, word in OPTIONAL or free_range
                slots.append(Slot((word,), self.word(word), optional=optional, state=state))
        return slots

    def word(self, word: str) -> Clause:
        """One word: its forms, its meanings, what starts so, or what it was meant to be."""
        found = [*whole(word), *meant(self.synonyms.of(word))]
        presence = self.presence.get(word, Presence())
        known = presence.whole or len(found) > len(whole(word))
        if len(word) > 1 and (word == self.last or not known):
            found.append(Word(word, prefix=True))
        if not known and not presence.start and (other := self._other(word, presence.brands)):
            self.corrections.append((word, other))
            for part in other.split():
                found += [*whole(part), *meant(self.synonyms.of(part))]
        return any_of(found)

    def _other(self, word: str, branded: bool) -> str | None:
        """What a word was meant to be; what only describes ("ripe") is no misspelt food."""
        other = None if word in OPTIONAL else self.correct(word, branded)
        return other if other != word else None


def whole(word: str) -> list[Clause]:
    """The forms of a word."""
    return [Word(form) for form in forms(word)]


def meant(meanings: Meanings) -> list[Clause]:
    """What a name means, each word in any form."""
    return [all_of(any_of(whole(word)) for word in meaning) for meaning in meanings]
