"""What an import writes for one food: frozen, with a digest that tells whether anything changed."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from foods.sanity import Finding


class Amount(NamedTuple):
    """An amount per 100 g edible, in the nutrient's own unit."""

    nutrient: str
    amount: float
    certainty: str
    origin: str
    derivation: str
    source: str


class Measure(NamedTuple):
    """Edible grams of one household measure."""

    name: str
    grams: float
    is_default: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A food as an import writes it; `aisle` and `group` are keys, `density` is in g per ml."""

    source_id: str
    data_type: str
    name: str
    brand: str
    kind: str
    ndb: int | None
    aisle: str
    group: str
    density: float | None
    prominence: int
    note: str
    amounts: tuple[Amount, ...]
    measures: tuple[Measure, ...]

    @property
    def digest(self) -> str:
        """40 hex digits over everything above, in whatever order amounts and measures came."""
        head = (
            self.source_id,
            self.data_type,
            self.name,
            self.brand,
            self.kind,
            self.ndb,
            self.aisle,
            self.group,
            self.density,
            self.prominence,
            self.note,
        )
        text = repr((head, sorted(map(tuple, self.amounts)), sorted(map(tuple, self.measures))))
        return blake2b(text.encode(), digest_size=20).hexdigest()


@dataclass(frozen=True, slots=True)
class Checked:
    """A record with what looks unusual in it."""

    record: Record
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Reject:
    """A food that is not taken over, and why, in English sentences."""

    source_id: str
    name: str
    reason: str
