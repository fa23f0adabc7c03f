"""Lines by `ingredient-parser-nlp`, where the tagger resource it needs is on this machine.

The library takes some 0.5 s and 100 MB to load and would download the resource by itself: it is
imported at the first line, once, and only where the resource is there. A request never downloads.
"""

import threading
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from foods.calculating.lines import (
    Amount,
    Line,
    clean_name,
    joined,
    measure_word,
    number_of,
    turned,
)
from foods.calculating.lines import size_word as size_of

RESOURCE: Final = "averaged_perceptron_tagger_eng"
FILES: Final = ("classes", "tagdict", "weights")
_loading = threading.Lock()


def available() -> bool:
    """Whether the resource is on this machine: in `NLTK_DATA`, or where `make setup` puts it."""
    return _resource_is_there()


@cache
def _resource_is_there() -> bool:
    from nltk.data import find

    try:
        for name in FILES:
            find(f"taggers/{RESOURCE}/{RESOURCE}.{name}.json")
    except (LookupError, OSError):
        return False
    return True


def read(text: str) -> Line | None:
    """What a line says, or None where it names no food.

    Raises RuntimeError where the resource is missing: ask `available` first.
    """
    found = _parser()(turned(text), string_units=True)
    names = tuple(name for one in found.name if (name := clean_name(one.text)))
    if not names:
        return None
    amounts, summed = _amounts(found.amount)
    return Line(
        text=text,
        names=names,
        amounts=amounts,
        summed=summed,
        size=size_of(found.size.text if found.size else None),
        details=joined(
            part.text for part in (found.size, found.preparation, found.comment) if part
        ),
        certainty=min(one.confidence for one in found.name),
    )


@cache
def _parser() -> Callable[..., Any]:
    if not available():
        raise RuntimeError(f"The tagger resource {RESOURCE} is not on this machine.")
    # The library changes the process's warning filters as it is imported.
    with _loading, warnings.catch_warnings():
        from ingredient_parser import parse_ingredient

    return parse_ingredient


def _amounts(found: list[Any]) -> tuple[tuple[Amount, ...], bool]:
    """Amounts, and whether they are summed ("1 cup plus 2 tbsp")."""
    summed = bool(found) and hasattr(found[0], "amounts")
    rows = found[0].amounts if summed else found
    read_ones = (_amount(row) for row in rows if not hasattr(row, "amounts"))
    return tuple(one for one in read_ones if one is not None), summed


def _amount(row: Any) -> Amount | None:
    low, high = _number(row.quantity), _number(row.quantity_max)
    if low is None or high is None:
        return None
    unit = str(row.unit)
    measure = measure_word(unit) if unit else ""
    return Amount(
        low,
        high,
        measure if measure is not None else unit.lower(),
        each=bool(row.SINGULAR),
        approximate=bool(row.APPROXIMATE),
    )


def _number(value: Any) -> float | None:
    return number_of(value) if isinstance(value, str) else float(value)
