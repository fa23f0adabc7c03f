"""What somebody types about their health on one line, to single facts. Pure.

"warfarin; kidney disease, stage 3" is one text of a form. Nothing is dropped: what no list knows
stays a fact, and is named so that the page can ask back.
"""

import re
from dataclasses import replace
from typing import Final, Literal

from people.recognising import Recognised, recognised

Kind = Literal["condition", "medicine"]

#: What a row keeps of a fact (`people.models.HealthFact`).
LONGEST: Final = 120
_BREAK: Final = re.compile(r"[;\n]")
#: A comma between two things; none within "1,000 mg".
_COMMA: Final = re.compile(r",(?!\d{3}\b)")
#: A piece that goes on about what stands before its comma.
_GOES_ON: Final = re.compile(
    r"^(?:(?:e?gfr|stage|grade|type|class|mild|moderate|severe|since|for|with|without|on|in|at|no"
    r"|not|and|or)\b|\d)",
    re.IGNORECASE,
)


def told(text: str) -> tuple[str, ...]:
    """The single facts of a text, each once, in the order typed."""
    found: list[str] = []
    for line in _BREAK.split(text):
        for number, piece in enumerate(part.strip() for part in _COMMA.split(line)):
            if number and found and _GOES_ON.match(piece):
                found[-1] += f", {piece}"
            elif piece:
                found.append(piece)
    return tuple(dict.fromkeys(found))


def not_understood(kind: Kind, text: str) -> tuple[Recognised, ...]:
    """The facts of a text that hold something no list knows, with names that look like it.

    A name that stands for many medicines ("blood thinner") is among them, with which it may be.
    """
    found = (recognised(kind, piece) for piece in told(text))
    return tuple(
        one if one.unknown else replace(one, unknown=one.text)
        for one in found
        if one.unknown or one.which
    )
