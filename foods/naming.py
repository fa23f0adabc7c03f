"""Which foods somebody means who names one they do not eat. Pure.

"Mushrooms" means every food that is first of all a mushroom: "Mushrooms, white, raw", not a pizza
with mushrooms on it, whose own name begins with what it is.
"""

import re
from collections.abc import Iterable

from knowledge.phrases import words

_BREAK = re.compile(r"[,;\n]")


def named_in(text: str) -> tuple[str, ...]:
    """The single names of a text such as "mushrooms, kiwi", each once."""
    return tuple(dict.fromkeys(one.strip() for one in _BREAK.split(text) if one.strip()))


def foods_named(name: str, foods: Iterable[tuple[int, str]]) -> tuple[int, ...]:
    """The foods (id, name) that are called so, one for each name before the comma.

    Where one is called exactly so, it alone is meant: "rice" is no rice noodle.
    """
    wanted = set(words(name))
    found: dict[tuple[str, ...], int] = {}
    for pk, full in foods:
        head = words(full.partition(",")[0].partition("(")[0])
        if wanted and wanted <= set(head):
            found.setdefault(head, pk)
    exactly = [pk for head, pk in found.items() if set(head) == wanted]
    return tuple(exactly or found.values())
