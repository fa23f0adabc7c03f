"""Someone new at the table, as told on a form: plain values, and whether they are here already.

Pure: rows are written by who plans for them. Two people are the same where everything that was
asked is the same; nobody is changed by being asked for again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

#: What makes one person at the table another one.
TRAITS: Final = (
    *("name", "sex", "birth_date", "life_stage", "due_date", "gestation_week"),
    *("child_birth_date", "height_cm", "weight_kg", "activity", "cramps", "diet", "diet_also"),
)
#: The mildest first.
STRENGTHS: Final = ("preference", "intolerance", "allergy")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person as told: traits by name, what they avoid with how strictly, and their health."""

    traits: Mapping[str, Any]
    facts: Mapping[str, str] = field(default_factory=dict)
    """Fact -> strength."""
    foods: Mapping[int, str] = field(default_factory=dict)
    """Food id -> strength."""
    conditions: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()
    consented: bool = False

    @property
    def name(self) -> str:
        """What they are called."""
        return str(self.traits["name"])

    def same_as(self, other: "Newcomer") -> bool:
        """Whether everything that was asked has the same answer."""
        return bool(self._asked() == other._asked())

    def _asked(self) -> Any:
        traits = {name: self.traits.get(name) for name in TRAITS}
        traits["diet_also"] = sorted(traits["diet_also"] or ())
        told = set(self.conditions), set(self.medicines)
        return traits, dict(self.facts), dict(self.foods), told


def stricter(*several: Mapping[Any, str]) -> dict[Any, str]:
    """What is left out by any of several lists; the strictest strength of each wins."""
    found: dict[Any, str] = {}
    for one in several:
        for key, strength in one.items():
            found[key] = max(found.get(key, strength), strength, key=STRENGTHS.index)
    return found


def spread(
    chosen: Mapping[str, str], groups: Mapping[str, tuple[str, tuple[str, ...]]]
) -> dict[str, str]:
    """Chosen keys ("tree_nuts") as the facts behind them, each with its strength."""
    return {fact: strength for key, strength in chosen.items() for fact in groups[key][1]}


def all_of(keys: Iterable[Any], strength: str) -> dict[Any, str]:
    """Every key with one strength."""
    return dict.fromkeys(keys, strength)


def clashing(new: Sequence[Newcomer], names: Iterable[str]) -> list[int]:
    """The numbers of those whose name is taken, by someone here or by one before them."""
    taken = {name.casefold() for name in names}
    found = []
    for number, one in enumerate(new):
        if one.name.casefold() in taken:
            found.append(number)
        taken.add(one.name.casefold())
    return found
