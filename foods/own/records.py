"""What a checked form says of an own food: plain values, for `foods.own_actions` to store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from foods.facts import State
from foods.own.labels import Figure


@dataclass(frozen=True, slots=True)
class OwnFood:
    """A food of one's own. `figures` are per 100 g edible in each nutrient's own unit."""

    name: str
    kind: str
    form_kind: str
    """Which form it came from: label, supplement or copy."""
    figures: Mapping[str, Figure]
    source: str
    """Where the figures are from, in words: "Label, per serving of 30 g"."""
    brand: str = ""
    note: str = ""
    aisle: str = ""
    group: str = ""
    """Keys of aisle and group; "" is the usual one."""
    density: float | None = None
    facts: Mapping[str, State] = field(default_factory=dict)
    measures: Mapping[str, float] = field(default_factory=dict)
    """Grams by name; the first is the usual one."""
    packs: tuple[tuple[str, float], ...] = ()
    typed: Mapping[str, Any] = field(default_factory=dict)
    """What was typed, to show it again."""
