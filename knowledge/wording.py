"""What our texts may not say: that a food or supplement prevents, treats or cures cramps.

The evidence supports no such sentence, and the law of most countries forbids it. A sentence that
denies it ("no trial shows that ...") is honest and may stand.
"""

import re
from typing import Final

#: Sentences are judged one by one; a colon keeps its two halves together.
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+|\n")
_CRAMP: Final = (
    r"(?:leg |calf |foot |muscle |muscular |night(?:-time)? |nocturnal )*cramp(?:s|ing)?"
)
_VERB: Final = (
    r"(?:prevent|treat|cur(?:e|es|ed|ing)\b|heal|reliev|remed|eliminat|banish|fight|combat|beat(?:s)?\b"
    r"|avert|ward(?:s|ing|ed)? off|get(?:s|ting)? rid of|put(?:s|ting)? an end to|protect)\w*"
)
#: As verb and object, within a few words of each other, either way round.
_FORWARD: Final = re.compile(rf"\b{_VERB}\b[^.!?;]{{0,60}}?\b{_CRAMP}\b", re.IGNORECASE)
_BACKWARD: Final = re.compile(
    rf"\b{_CRAMP}\b[^.!?;]{{0,40}}?\b(?:is|are|be|been|was|were|get)\b[^.!?;]{{0,20}}?\b{_VERB}\b",
    re.IGNORECASE,
)
#: As a noun or adjective: "cramp cure", "cramp-fighting", "stops cramps", "against cramps".
_COMPOUND: Final = re.compile(
    rf"\b(?:cramp(?:s)?[- ](?:cure|remed|relie|treatment|prevent|fight|bust|free\b)\w*"
    rf"|anti[- ]?cramp\w*|(?:stop|end|stops|ends|against) {_CRAMP}\b)",
    re.IGNORECASE,
)
#: What makes an honest denial of the words that follow it closely.
_DENIAL: Final = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nothing|nobody|cannot|without|unlikely)\b|n[’']t\b",
    re.IGNORECASE,
)
#: How many characters before the words a denial may stand.
REACH: Final = 60


def cramp_claims(text: str) -> list[str]:
    """The sentences of `text` that claim something against cramps; empty where all is well."""
    return [sentence for sentence in _SENTENCE.split(text) if _claims(sentence)]


def _claims(sentence: str) -> bool:
    found = (
        match
        for pattern in (_FORWARD, _BACKWARD, _COMPOUND)
        for match in pattern.finditer(sentence)
    )
    return any(not _denied(sentence, match) for match in found)


def _denied(sentence: str, match: re.Match[str]) -> bool:
    """Whether a denial stands shortly before the words, or between their first and last."""
    return bool(_DENIAL.search(sentence[max(0, match.start() - REACH) : match.end()]))
