"""Prose without figures, for readers better off without them. Pure."""

import re
from typing import Final

#: An amount of a nutrient or of energy, or a share in percent. Grams of food are for the kitchen.
FIGURE: Final = re.compile(
    r"\d[\d.,\u2013-]*[\s\u00a0\u202f]*(?:mg|[µ\u03bc]g|mcg|kcal|kJ|IU|mmol|%|percent\b)(?![\w])"
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?;])\s+(?=[A-Z\u201c(\"0-9]|\w+ )")


def has_figure(text: str) -> bool:
    """Whether a text states an amount or a percentage."""
    return FIGURE.search(text) is not None


def without_figures(text: str) -> str:
    """A text without the sentences that state an amount or a percentage; empty if all do."""
    kept = [one for one in _SENTENCE_END.split(text) if not has_figure(one)]
    words = " ".join(kept).strip()
    return words[:-1] + "." if words.endswith(";") else words
