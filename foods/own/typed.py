"""Figures as people type them off a label: "12", "0,5", "<0.5", "≥3". Pure.

"<0.5 g" promises an upper bound only, so what is certain is "at least 0": it is kept as such, with
the words of the label, and never taken for a known zero nor for half of the bound.
"""

import re
from dataclasses import dataclass
from math import isfinite
from typing import Final, Literal

from knowledge.text import gettext_noop as _

Bound = Literal["exact", "at_most", "at_least"]

#: No label says more in any unit (a tablet of 130 mg iodide is 130,000 µg).
MOST: Final = 1e7
#: Longer than any figure with its sign.
LONGEST: Final = 16
NOT_A_NUMBER: Final = _("Enter a number such as 2.5, or <0.5 where the label says “less than”.")
AMBIGUOUS: Final = _("Is that a thousand or a decimal? Write it without the comma.")
TOO_MUCH: Final = _("That is more than any label says. Please check the figure.")
SIGNS: Final[dict[str, Bound]] = {
    "": "exact",
    "<": "at_most",
    "≤": "at_most",
    "<=": "at_most",
    ">": "at_least",
    "≥": "at_least",
    ">=": "at_least",
}
_FIGURE: Final = re.compile(r"(<=|>=|[<>≤≥]?)(\d+(?:[.,]\d+)*|[.,]\d+)")
_GROUPED: Final = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Typed:
    """A figure off a label, and whether it is the amount or a bound of it."""

    value: float
    bound: Bound = "exact"

    @property
    def sure(self) -> float:
        """What is certainly there: nothing of an upper bound."""
        return 0.0 if self.bound == "at_most" else self.value


def read_figure(text: str) -> Typed | None:
    """The figure in `text`, None where it is empty; `ValueError` in words to translate."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not bare:
        return None
    match = _FIGURE.fullmatch(bare)
    if match is None or len(bare) > LONGEST:
        raise ValueError(NOT_A_NUMBER)
    value = float(_decimal(match[2]))
    if not isfinite(value) or value > MOST:
        raise ValueError(TOO_MUCH)
    return Typed(value, SIGNS[match[1]])


def _decimal(digits: str) -> str:
    """Digits with a point for the decimal: "0,5" -> "0.5", "1,234.5" -> "1234.5"."""
    if "," not in digits:
        if digits.count(".") > 1:
            raise ValueError(NOT_A_NUMBER)
        return digits
    if "." in digits:
        if not _GROUPED.fullmatch(digits):
            raise ValueError(NOT_A_NUMBER)
        return digits.replace(",", "")
    whole, _comma, rest = digits.partition(",")
    if "," in rest or (len(rest) == 3 and whole.strip("0")):
        raise ValueError(AMBIGUOUS)
    return f"{whole}.{rest}"


def written(value: float, bound: Bound = "exact") -> str:
    """A figure as one would type it, to ten digits: `read_figure(written(x))` gives x again."""
    sign = {"exact": "", "at_most": "<", "at_least": "≥"}[bound]
    text = f"{value:.10f}".rstrip("0").rstrip(".") if value < 1e-4 else f"{value:.10g}"
    return sign + (text or "0")
