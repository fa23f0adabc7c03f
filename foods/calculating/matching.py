"""Which food a line means: candidates of the search, scored. Pure.

The search finds foods that hold the words; what it cannot know is which words of the line are the
food, which say how it is prepared, and which measure it comes in. The score is a weighted sum of
how much of the line's name the food answers (the last word, what the thing is, counts double), how
much of the food's own name was asked for, whether the state fits (raw, cooked, canned, dry,
frozen), and where the search ranked it.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from foods.calculating.lines import MEASURE_OF, Line
from foods.search.synonyms import load_synonyms
from foods.search.words import STOP_WORDS, all_words, plain, stem

Sureness = Literal["sure", "likely", "check"]
State = Literal["raw", "cooked", "canned", "dry", "frozen"]

#: Weights of the parts of the score; they sum to 1.
NAME, OWN, STATE, RANK = 0.50, 0.24, 0.20, 0.06
#: Added for a remark that the food answers ("skinless"), and for a measure the food comes in.
DETAIL, FITTING_MEASURE = 0.05, 0.04
#: Added where the line asks for no more and no less than a shipped food is keyed by ("egg"), and
#: for what most kitchens have: flour is wheat flour.
KEYED, STAPLE = 0.03, 0.05
#: Taken for each word behind the comma that nobody asked for, at most so often, and for each step
#: of `prominence`: the everyday food comes first.
UNASKED, MOST_UNASKED = 0.012, 4
RARE, MOST_RARE = 0.005, 20
#: Scores from which a match is called sure or likely; below `LEAST` nothing was found.
SURE, LIKELY, LEAST = 0.86, 0.70, 0.45
#: A match is only sure where the next best is at least so far behind.
MARGIN: Final = 0.02
#: What the search found under the whole name answers it, whatever it is called (synonyms).
FOUND_WHOLE: Final = 0.9
MOST_ALTERNATIVES: Final = 5

_TOGETHER: Final = (
    (re.compile(r"(\d+)(?:[.,](\d+))?\s*(?:%|percent\b|per cent\b)"), r" \1\2percent "),
    (re.compile(r"\bsemi[- ]skimmed\b"), "semiskimmed"),
    (re.compile(r"\b(?:low|reduced)[- ](fat|salt|sodium)\b"), r"low\1"),
    (re.compile(r"\b(?:fat[- ]free|non[- ]?fat|skim)\b"), "skimmed"),
    (re.compile(r"\bhalf[- ]and[- ]half\b"), "halfandhalf"),
    (re.compile(r"\bwhole[- ]?wheat\b"), "wholemeal"),
    (re.compile(r"\bwhole[- ]?grain\b"), "wholemeal"),
    (re.compile(r"\b(?:un|not |non[- ])fortified\b"), "nothing added"),
    (re.compile(r"\b(?:enriched|with (?:added )?(?:vitamin|calcium)s?)\b"), "fortified"),
    (re.compile(r"\b(?:no|without|no added) salt\b"), "unsalted"),
    (re.compile(r"\byoghurt"), "yogurt"),
)
_STATE_OF: Final[dict[str, State]] = {
    **dict.fromkeys(("raw", "fresh", "uncooked"), "raw"),
    **dict.fromkeys(("dry", "dried"), "dry"),
    **dict.fromkeys(("canned", "tinned"), "canned"),
    "frozen": "frozen",
    **dict.fromkeys(
        ("cooked", "boiled", "baked", "roasted", "roast", "grilled", "fried", "steamed", "poached"),
        "cooked",
    ),
    **dict.fromkeys(
        ("braised", "stewed", "sauteed", "scrambled", "simmered", "browned", "prepared"), "cooked"
    ),
}
#: Words that say how something is cut or served, which is the same food.
_IDLE: Final = frozenset(
    [
        *(
            "chopped",
            "diced",
            "sliced",
            "minced",
            "grated",
            "shredded",
            "peeled",
            "cored",
            "halved",
        ),
        *("quartered", "crushed", "torn", "rinsed", "washed", "trimmed", "finely", "roughly"),
        *("thinly", "coarsely", "freshly", "about", "plus", "more", "large", "medium", "small"),
        *("extra", "ripe", "organic", "good", "quality", "free", "range", "size", "sized", "cut"),
        *("into", "chunks", "cubes", "pieces", "thick", "thin", "hard", "soft", "plain", "leaves"),
        "optional",
    ]
)
#: Words that kitchens add and tables often leave out: "feta cheese" is feta.
_GENERIC: Final = frozenset({"cheese"})
_GENERIC_STEMS: Final = frozenset(stem(word) for word in _GENERIC)
#: What was done to a food that stays the same food: preferred, but "unsweetened almond milk" is
#: sooner a sweetened almond drink than cow's milk.
_SWEETNESS: Final = frozenset({"unsweetened", "sweetened"})
_ADDED: Final = frozenset({"fortified", "enriched", "unfortified"})
#: How well a food in one state serves where another was asked for; None is "no state said".
_FIT: Final[dict[State | None, dict[State | None, float]]] = {
    None: {None: 1.0, "raw": 1.0, "dry": 0.9, "canned": 0.65, "frozen": 0.5, "cooked": 0.45},
    "raw": {"raw": 1.0, None: 0.8, "dry": 0.3, "frozen": 0.2, "canned": 0.0, "cooked": 0.0},
    "cooked": {"cooked": 1.0, None: 0.5, "canned": 0.5, "frozen": 0.1, "raw": 0.0, "dry": 0.0},
    "canned": {"canned": 1.0, None: 0.4, "cooked": 0.3, "raw": 0.0, "dry": 0.0, "frozen": 0.0},
    "dry": {"dry": 1.0, None: 0.6, "raw": 0.3, "cooked": 0.0, "canned": 0.0, "frozen": 0.0},
    "frozen": {"frozen": 1.0, "raw": 0.5, None: 0.4, "cooked": 0.2, "dry": 0.0, "canned": 0.0},
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A food that the search found: `rank` counts from 0, `whole` where the full name found it."""

    id: int
    slug: str
    name: str
    rank: int = 0
    whole: bool = True
    staple: bool = False
    prominence: int = 0
    """How late it comes among equals: see `foods.search.prominence`."""
    measures: Collection[str] = ()
    """Names of its household measures, where they are read."""


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate with its score, 0 to about 1."""

    candidate: Candidate
    score: float
    partial: bool = False
    """Whether it leaves a word of the name out, so that it may be another food."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a line asks for, as stems."""

    name: tuple[str, ...]
    alike: frozenset[str]
    """What the name's words mean elsewhere: "shrimp" for "prawns"."""
    details: frozenset[str]
    states: frozenset[str]
    """The state words asked for, as they are written: "boiled"."""
    measures: frozenset[str]

    @property
    def state(self) -> State | None:
        """The state asked for; what is cooked last of all decides."""
        found = {_STATE_OF[word] for word in self.states}
        order: tuple[State, ...] = ("cooked", "canned", "frozen", "dry", "raw")
        return next((state for state in order if state in found), None)


def _without_measure(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words of a name, and the measure behind them: "salmon fillet", "lettuce leaves"."""
    last = len(words) > 1 and words[-1] in MEASURE_OF
    return (list(words[:-1]), [words[-1]]) if last else (list(words), [])


def searches(name: str) -> list[str]:
    """What to ask the search for, the most telling first: the whole name, then less of it."""
    words, _measure = _without_measure([w for w in all_words(name) if w not in STOP_WORDS])
    whole = [w for w in words if w not in _IDLE and w not in _SWEETNESS]
    telling = [w for w in whole if w not in _STATE_OF and w not in _ADDED]
    figures = [w for w in telling if not w[0].isdigit()]
    special = figures[:-1] if figures[-1:] and figures[-1] in _GENERIC else []
    asked = (whole, telling, figures, special, figures[-2:], figures[-1:])
    return list(dict.fromkeys(" ".join(some) for some in asked if some)) or words[:1]


def wanted(line: Line, name: str) -> Wanted:
    """What one of a line's names asks for, with the remarks and measures around it."""
    words, measure = _without_measure(_words(name))
    remarks = [*_words(line.details), *measure, *(w for w in words if w in _SWEETNESS)]
    words = [w for w in words if w not in _SWEETNESS] or words
    measures = {amount.measure for amount in line.amounts if amount.measure}
    states = {word for word in (*words, *remarks) if word in _STATE_OF}
    if "can" in measures and not states:
        states.add("canned")
    own = [stem(word) for word in words if word not in _STATE_OF and word not in _IDLE]
    return Wanted(
        name=tuple(dict.fromkeys(own)) or tuple(stem(word) for word in words),
        alike=_alike(words),
        details=frozenset(stem(w) for w in remarks if w not in _STATE_OF and w not in _IDLE),
        states=frozenset(states),
        measures=frozenset({*measures, *(MEASURE_OF[word] for word in measure), line.size}),
    )


def ranked(asked: Wanted, candidates: Iterable[Candidate]) -> list[Match]:
    """Candidates with their scores, best first; of equals the one the search put first."""
    matches = [Match(one, score(asked, one), passed_over(asked, one)) for one in candidates]
    return sorted(matches, key=lambda m: (-round(m.score, 6), m.candidate.rank, m.candidate.slug))


def score(asked: Wanted, candidate: Candidate) -> float:
    """How well a food answers; 0 to about 1."""
    name = _together(candidate.name)
    head, _with, rest = re.sub(r",| with ", "\0", _PARENTHESES.sub(" ", name), count=1).partition(
        "\0"
    )
    behind = _stems(rest)
    everything = _stems(head) | behind | _stems(" ".join(_PARENTHESES.findall(name)))
    said = {*asked.name, *asked.alike, *asked.details}
    total = (
        NAME * _answered(asked.name, everything, candidate.whole)
        + OWN * _own(head, said)
        + STATE * _state_fit(asked, candidate.name)
        + RANK / (1 + candidate.rank / 4)
        + DETAIL * len(asked.details & everything) / (len(asked.details) or 1)
        + FITTING_MEASURE * any(word in candidate.measures for word in asked.measures)
        + KEYED * (_stems(candidate.slug) == set(asked.name))
        + STAPLE * candidate.staple
        - UNASKED * min(MOST_UNASKED, len(behind - said))
        - RARE * min(MOST_RARE, candidate.prominence)
    )
    return max(0.0, total)


def passed_over(asked: Wanted, candidate: Candidate) -> bool:
    """Whether a food leaves a word of the name out (whole milk for "condensed milk") or is the
    opposite of what was asked for (sweetened for unsweetened)."""
    if stem("unsweetened") in asked.details and stem("sweetened") in _stems(candidate.name):
        return True
    if candidate.whole:
        return False
    answered = _stems(_together(candidate.name)) | _stems(candidate.slug)
    missing = set(asked.name) - answered - _GENERIC_STEMS
    return bool(missing) and not asked.alike & answered


def sureness(matches: Sequence[Match], certainty: float) -> Sureness:
    """How sure the best of some matches is; `certainty` is the reader's of the name."""
    if matches[0].partial:
        return "check"
    best = matches[0].score
    behind = matches[1].score if len(matches) > 1 else 0.0
    if best >= SURE and best - behind >= MARGIN and certainty >= 0.7:
        return "sure"
    return "likely" if best >= LIKELY and certainty >= 0.4 else "check"


_PARENTHESES: Final = re.compile(r"\(([^()]*)\)")


def _together(text: str) -> str:
    text = plain(text)
    for pattern, said in _TOGETHER:
        text = pattern.sub(said, text)
    return text


def _words(text: str) -> list[str]:
    return [word for word in all_words(_together(text)) if word not in STOP_WORDS]


def _stems(text: str) -> frozenset[str]:
    words = (word for word in all_words(text) if word not in STOP_WORDS)
    return frozenset(stem(word) for word in words if word not in _STATE_OF and word not in _IDLE)


def _own(head: str, said: Collection[str]) -> float:
    """How much of a food's own name was asked for; its last word, what it is, is half of that."""
    own = [stem(w) for w in all_words(head) if w not in STOP_WORDS]
    own = [word for word in own if word not in _STATE_OF and word not in _IDLE]
    if not own:
        return 1.0
    return 0.5 * len(set(own) & set(said)) / len(set(own)) + 0.5 * (own[-1] in said)


def _alike(words: Sequence[str]) -> frozenset[str]:
    """Stems of what these words mean by the table of synonyms."""
    table = load_synonyms()
    meanings = [meaning for word in words for meaning in table.of(word)]
    for name in table.names_in(words):
        meanings.extend(table.by_stems[name])
    return frozenset(stem(word) for meaning in meanings for word in meaning)


def _answered(name: Sequence[str], everything: Collection[str], whole: bool) -> float:
    """Share of the name that a food answers, squared: "soya" milk without the soya is another."""
    if len(name) > 1 and name[-1] in _GENERIC_STEMS and name[-1] not in everything:
        name = name[:-1]
    weights = [1.0] * (len(name) - 1) + [2.0] if name else []
    found = sum(w for word, w in zip(name, weights, strict=True) if word in everything)
    share = (found / sum(weights)) ** 2 if weights else 0.0
    return max(share, FOUND_WHOLE) if whole else share


def _state_fit(asked: Wanted, name: str) -> float:
    said = {word for word in all_words(name) if word in _STATE_OF}
    states = {_STATE_OF[word] for word in said}
    order: tuple[State, ...] = ("dry", "cooked", "canned", "frozen", "raw")
    state = next((state for state in order if state in states), None)
    best = _FIT[asked.state][state]
    if "frozen" in states and "frozen" not in {_STATE_OF[word] for word in asked.states}:
        best -= 0.3
    # "Boiled" is better answered by a boiled food than by another cooked one.
    exact = not asked.states or bool(said & asked.states) or asked.states == {"cooked"}
    return best if exact or state != asked.state else best - 0.35
