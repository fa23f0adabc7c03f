"""What the optimiser is asked and what it answers: plain frozen values, no Django.

Days are counted from 0. A *portion* is a multiple of one recipe serving. Nutrient amounts are in
the units of `knowledge.nutrients` and hold known amounts only: unknown counts as nothing, so that
"covered" is a guarantee.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Target:
    """A usual intake to reach: the mean over the plan's days, with a floor on each day."""

    nutrient: str
    per_day: float
    daily_floor: float = 0.8
    """Share of `per_day` that each single day should reach; 0 judges the week alone."""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount that the mean over the plan's days stays below."""

    nutrient: str
    per_day: float
    hard: bool
    """True: a plan above it is never given (`ul_rule` block). False: passing it costs."""


@dataclass(frozen=True, slots=True)
class EnergyShare:
    """A band for a nutrient's share of energy over the week (AMDR, saturated fat)."""

    nutrient: str
    kcal_per_unit: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Eater:
    """One person at the table."""

    key: str
    energy_kcal: float
    targets: tuple[Target, ...]
    limits: tuple[Limit, ...]
    energy_shares: tuple[EnergyShare, ...]
    portions: tuple[float, ...]
    """Portions this person may be given, ascending."""
    forbidden: frozenset[str] = frozenset()
    """Dishes this person must never be given (allergen, diet, blocker)."""
    base: Mapping[str, float] = field(default_factory=dict)
    """Taken every day outside the slots: the plan's drinks row."""
    fixed: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    """By day: amounts already on the board that stay (foods added by hand)."""
    away: frozenset[tuple[int, str]] = frozenset()
    """(day, slot) at which this person does not eat."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the day."""

    key: str
    max_cookings: int
    """How often one dish may be cooked for this slot within seven days."""
    leftovers: bool = True
    """Whether a meal here may be a leftover of an earlier cooking."""
    energy_share: float | None = None
    """A usual share of the day's energy, where portions start from."""


@dataclass(frozen=True, slots=True)
class Dish:
    """A recipe, smoothie or ready food, per serving."""

    key: str
    slots: frozenset[str]
    nutrients: Mapping[str, float]
    active_minutes: float = 0.0
    keeps_days: int = 0
    """Days after cooking on which a leftover may still be eaten; 0: eat on the day."""
    main_food: str = ""
    """What the dish is mostly made of, for variety over the week."""
    groups: frozenset[str] = frozenset()
    """Food groups it brings (legumes, oily fish, leafy greens ...)."""
    foods: frozenset[str] = frozenset()
    """Foods it puts on the shopping list, pantry staples left out."""
    prominent: frozenset[str] = frozenset()
    """Foods that make up a good part of it: one of them in every meal bores, whatever the dish."""
    max_cookings: int | None = None
    """Overrides the slot's repeat limit, where a person wishes a dish more often."""
    like: float = 0.0
    """-1 dislikes .. 1 likes."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A meal on the board that stays."""

    day: int
    slot: str
    dish: str | None
    """None: nothing is eaten here."""
    portions: Mapping[str, float] | None = None
    """By eater; None lets the optimiser choose."""
    leftover_of: tuple[int, str] | None = None
    """(day, slot) of the cooking it is eaten from; None: cooked here."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A whole question."""

    weekdays: tuple[bool, ...]
    """One entry a day: True on a weekday, when long cooking is unwelcome."""
    slots: tuple[Slot, ...]
    eaters: tuple[Eater, ...]
    dishes: tuple[Dish, ...]
    locks: tuple[Lock, ...] = ()
    seed: int = 0
    time_limit: float = 4.0
    """Seconds for the whole answer."""
    gap: float = 0.01
    """Stop when (objective - bound) / max(objective, 1) is at most this ..."""
    gap_points: float = 0.1
    """... or when objective - bound is at most this many percentage points."""
    long_minutes: float = 20.0
    """More active minutes than this make a dish long ..."""
    long_dishes_per_weekday: int = 2
    """... and a weekday has at most so many of them (hard)."""
    list_length: int = 50
    """Foods on the shopping list beyond this are refused (hard where feasible)."""
    start: tuple["PlannedMeal", ...] = ()
    """A plan to start from (warm start)."""

    @property
    def days(self) -> int:
        """How many days are planned."""
        return len(self.weekdays)


@dataclass(frozen=True, slots=True)
class PlannedMeal:
    """A dish at a place, with what each eater has of it (a person who is away has no entry)."""

    day: int
    slot: str
    dish: str
    portions: Mapping[str, float]
    leftover_of: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    """A target the plan does not reach, with what any plan of these dishes could reach."""

    eater: str
    nutrient: str
    per_day: float
    target: float
    best_possible: float
    """Proven upper bound on the week's mean under the hard rules."""
    best_within_energy: float | None = None
    """The same with the eater's energy within the band too (or as far off as in this plan)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a dish is where it is, as data: `kind` names a sentence, the rest fills it."""

    day: int
    slot: str
    kind: str
    """"covers": brings most of `nutrient` that day; "keeps": leftover, nothing to cook;
    "quick": little work; "locked": kept as it was; "variety": a food group otherwise missing;
    "liked": someone likes it; "next_best": `dish` is the next best here and would make the week
    `amount` points worse, `nutrient` being what it would lack (`share` of its target) if any."""
    nutrient: str = ""
    amount: float = 0.0
    share: float = 0.0
    group: str = ""
    """The food group of "variety"."""
    dish: str = ""
    """The other dish of "next_best"."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Wishes that cannot all hold: `wishes` are short codes with their subject."""

    wishes: tuple[tuple[str, str], ...]
    """(code, subject), e.g. ("no_dish", "dinner"), ("limit", "sodium"), ("lock", "2:lunch")."""


@dataclass(frozen=True, slots=True)
class Result:
    """An answer. Objective, bound and gap are in percentage points of mean shortfall and their
    equivalents, without constant terms; `bound` is never above the true optimum."""

    status: str
    """"gap": proven within the asked gap; "time": best found in time; "infeasible"."""
    meals: tuple[PlannedMeal, ...]
    objective: float
    bound: float
    seconds: float
    terms: Mapping[str, float] = field(default_factory=dict)
    """The objective by term; sums to `objective`."""
    misses: tuple[Miss, ...] = ()
    reasons: tuple[Reason, ...] = ()
    clash: Clash | None = None

    @property
    def gap(self) -> float:
        """(objective - bound) / max(objective, 1): how far from the best possible at most."""
        return max(0.0, self.objective - self.bound) / max(self.objective, 1.0)


@dataclass(frozen=True, slots=True)
class Swap:
    """An alternative dish for one place and what it would change."""

    dish: str
    portions: Mapping[str, float]
    delta: float
    """Change of the objective; negative is better."""
    changes: Mapping[str, Mapping[str, float]]
    """Eater -> nutrient -> change of the week's mean per day."""


@dataclass(frozen=True, slots=True)
class FoodOffer:
    """A food that may be added to somebody's day by itself, to close a gap."""

    key: str
    nutrients: Mapping[str, float]
    """Known amounts per 100 g edible."""
    grams: tuple[float, ...]
    """Helpings to choose from."""
    slots: frozenset[str]
    """Slots at which people would eat it."""
    forbidden: frozenset[str] = frozenset()
    """Eaters who must not have it."""


@dataclass(frozen=True, slots=True)
class GapEdit:
    """A small change for one person and what it would change."""

    kind: str
    """"food": grams of a food more; "portion": another portion; "swap": another dish."""
    day: int
    slot: str
    key: str
    """The food, the dish whose portion changes, or the new dish."""
    delta: float
    """Change of the objective; negative is better."""
    changes: Mapping[str, float]
    """Nutrient -> change of the person's mean per day over the plan."""
    grams: float = 0.0
    """Of the food."""
    portions: Mapping[str, float] = field(default_factory=dict)
    """By eater, of "portion" and "swap"."""
