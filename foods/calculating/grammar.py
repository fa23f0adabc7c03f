"""A small grammar for simple lines, where the tagger is not there. Pure.

    [about] quantity [x weight] [size] [measure] [of] food [(weight or remark)] [, remarks]
    food quantity measure

It knows the words in `lines` and guesses nothing: a line it cannot read names no amount.
"""

import re
from typing import Final

from foods.calculating.lines import (
    CONTAINERS,
    HEAPS,
    NUMBER_WORDS,
    UNWEIGHED,
    VULGAR,
    Amount,
    Line,
    clean_name,
    joined,
    measure_word,
    number_of,
    size_word,
    turned,
)

_SIGNS: Final = "".join(VULGAR)
_FIGURE: Final = (
    rf"(?:\d+\s+\d+\s*/\s*\d+|\d+\s*/\s*\d+|\d+\s*[{_SIGNS}]|\d+(?:[.,]\d+)?|[{_SIGNS}])"
)
_WORD: Final = r"(?:" + "|".join(NUMBER_WORDS) + r")"
_NUMBER: Final = rf"(?:{_FIGURE}(?:\s+dozen\b)?|(?:an?\s+)?{_WORD}\b(?:\s+dozen\b)?)"
_QUANTITY: Final = re.compile(
    rf"(?P<about>(?:about|around|approx\.?|roughly|circa|ca\.?|~)\s*)?"
    rf"(?P<low>{_NUMBER})(?:\s*(?:-|–|—|to\b|or\b)\s*(?P<high>{_NUMBER}))?"
    rf"(?:\s+an?\b)?",
    re.IGNORECASE,
)
_TIMES: Final = re.compile(r"\s*[x×*]\s*", re.IGNORECASE)
_PARENTHESES: Final = re.compile(r"\(([^()]*)\)")
_OF: Final = re.compile(r"\s*of\s+", re.IGNORECASE)
_WEIGHTS: Final = frozenset({"mg", "g", "kg", "oz", "lb", "ml", "cl", "dl", "l", "fl oz"})
_TRAILING: Final = re.compile(
    rf"^(?P<name>\D{{2,}}?)[\s,:;–—-]+(?P<amount>{_FIGURE}\s*[A-Za-z]+(?:\s[a-z]+)?)\s*$"
)
_OR: Final = re.compile(r"\s+or\s+", re.IGNORECASE)
#: Between a first amount and the same again: "250 ml / 1 cup".
_AGAIN: Final = re.compile(r"\s*(?:/|or)\s*", re.IGNORECASE)
_GLUED: Final = re.compile(r"([a-z])/(\d)", re.IGNORECASE)
_PLUS: Final = re.compile(r"\s*(?:\+|plus|and)\s+", re.IGNORECASE)


def read(text: str) -> Line | None:
    """What a simple line says, or None where it names no food."""
    remarks = _PARENTHESES.findall(text)
    rest = " ".join(_GLUED.sub(r"\1 / \2", _PARENTHESES.sub(" ", text)).split())
    amounts, size, rest, summed = _amounts(turned(rest))
    if not amounts and (behind := _TRAILING.match(rest)):
        given, size, left, summed = _amounts(f"{behind['amount']} {behind['name']}")
        if given and given[0].measure:
            amounts, rest = given, left
    if not amounts and remarks and (held := _container(rest))[0]:
        amounts, rest = [Amount(1, 1, held[0])], held[1]
    inside, remarks = _inside(remarks, amounts)
    name, _comma, after = UNWEIGHED.sub("", rest).partition(",")
    names = tuple(cleaned for part in _OR.split(name) if (cleaned := clean_name(part)))
    if not names:
        return None
    details = joined([size, after.strip(), *remarks])
    return Line(text, names, (*amounts, *inside), summed, size, details)


def _amounts(text: str) -> tuple[list[Amount], str, str, bool]:
    """Amounts at the start, the size, what follows, and whether the amounts are summed."""
    first, size, rest = _amount(text)
    if first is None:
        return [], "", text, False
    if (times := _TIMES.match(rest)) and not first.measure:
        weight, _size, after = _amount(rest[times.end() :])
        if weight and weight.measure in _WEIGHTS:
            container, rest = _container(after)
            counted = Amount(first.low, first.high, container)
            return [counted, _each(weight)], size, rest, False
    if first.measure in _WEIGHTS:
        container, after = _container(rest)
        if container:
            return [Amount(1, 1, container), _each(first)], size, after, False
    return _further(first, size, rest)


def _further(first: Amount, size: str, rest: str) -> tuple[list[Amount], str, str, bool]:
    for link, summed in ((_PLUS, True), (_AGAIN, False)):
        if first.measure and (found := link.match(rest)):
            second, _size, after = _amount(rest[found.end() :])
            if second and second.measure:
                return [first, second], size, after, summed
    return [first], size, rest, False


def _amount(text: str) -> tuple[Amount | None, str, str]:
    """One amount at the start of `text`, its size, and what follows."""
    text = text.lstrip()
    found = _QUANTITY.match(text)
    low = number_of(found["low"]) if found else None
    if found is None or low is None:
        # "Handful of spinach": a measure alone is one of it.
        measure, rest = _measure(text)
        alone = measure and _OF.match(rest)
        return (Amount(1, 1, measure), "", rest[alone.end() :]) if alone else (None, "", text)
    high = number_of(found["high"]) if found["high"] else None
    rest = text[found.end() :]
    size, rest = _size(rest)
    measure, rest = _measure(rest)
    if of := _OF.match(rest):
        rest = rest[of.end() :]
    low, high = sorted((low, low if high is None else high))
    return Amount(low, high, measure, approximate=bool(found["about"])), size, rest


def _size(text: str) -> tuple[str, str]:
    word, _space, rest = text.strip().partition(" ")
    size = size_word(word)
    return (size, rest) if size and rest else ("", text)


def _measure(text: str) -> tuple[str, str]:
    """The measure at the start of `text`, "" where there is none, and what follows."""
    words = text.strip(" -").split(" ")
    start = 1 if words[0].lower() in HEAPS and len(words) > 1 else 0
    for length in (2, 1):
        word = " ".join(words[start : start + length]).strip(",")
        measure = measure_word(word)
        # "1 clove" alone is the food, and so is the "head" of "head lettuce".
        if measure and (len(words) > start + length or measure in _WEIGHTS):
            return measure, " ".join(words[start + length :])
    return "", text


def _container(text: str) -> tuple[str, str]:
    measure, rest = _measure(text)
    return (measure, rest) if measure in CONTAINERS else ("", text)


def _inside(remarks: list[str], amounts: list[Amount]) -> tuple[list[Amount], list[str]]:
    """Weights in parentheses, and the remarks that are none.

    Beside a container it is what one of them holds: "1 (14 oz) can".
    """
    weights, others = [], []
    for remark in remarks:
        amount, _size, rest = _amount(remark)
        if amount and amount.measure in _WEIGHTS and not rest.strip(" ."):
            held = bool(amounts) and amounts[0].measure in CONTAINERS
            weights.append(_each(amount) if held else amount)
        else:
            others.append(remark)
    return weights, others


def _each(weight: Amount) -> Amount:
    return Amount(weight.low, weight.high, weight.measure, each=True)
