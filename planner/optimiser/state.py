"""A plan under search: what stands where, with every sum that pricing a change needs."""

from collections.abc import Iterable, Sequence

import numpy as np

from planner.optimiser.columns import Array
from planner.optimiser.cost import LIST_PRICE, RULE_PRICE, beyond_count, hard_cost, intake_terms
from planner.optimiser.evaluate import minutes_cost
from planner.optimiser.leftovers import Place, cookings, derive
from planner.optimiser.prepared import FREE, Ints, Prepared
from planner.optimiser.problem import PlannedMeal


class State:
    """Mutable; `put` and `take` keep all sums in step with `dish` and `portion`."""

    def __init__(self, prepared: Prepared) -> None:
        """An empty board."""
        eaters, days, slots = prepared.present.shape
        self.prepared = prepared
        self.dish: Ints = np.full((days, slots), FREE, dtype=np.int64)
        self.portion: Array = np.zeros((eaters, days, slots))
        self.totals: Array = prepared.base.copy()
        self.week: Array = prepared.base.mean(axis=1)
        self.count: Array = np.zeros_like(prepared.alpha)
        self.main: Array = np.zeros(len(prepared.main_foods) + 1)
        self.main_by_day: Array = np.zeros((days + 2, len(prepared.main_foods) + 1))
        self.food: Array = np.zeros(prepared.foods.shape[1])
        self.group: Array = np.zeros(prepared.groups.shape[1])
        self.minutes: Array = np.zeros(days)
        self.long: Ints = np.zeros(days, dtype=np.int64)
        self.where: dict[int, list[Place]] = {}
        self.broken: set[int] = set()

    def put(self, place: Place, dish: int, portions: Array) -> None:
        """Stand a dish at an empty place; `portions` [E], 0 for who is away."""
        day, slot = place
        self.dish[place] = dish
        self.portion[:, day, slot] = portions
        self._intake(day, dish, portions)
        self._count(place, dish, 1.0)
        old = self.where.get(dish, [])
        self._rederive(dish, old, sorted([*old, place]))

    def take(self, place: Place) -> tuple[int, Array]:
        """Empty a place; what stood there."""
        day, slot = place
        dish = int(self.dish[place])
        portions = self.portion[:, day, slot].copy()
        self._intake(day, dish, -portions)
        self._count(place, dish, -1.0)
        old = self.where[dish]
        self._rederive(dish, old, [p for p in old if p != place])
        self.dish[place] = FREE
        self.portion[:, day, slot] = 0.0
        return dish, portions

    def set_portion(self, place: Place, eater: int, portion: float) -> None:
        """Change one person's portion."""
        day, slot = place
        change = np.zeros(len(self.portion))
        change[eater] = portion - self.portion[eater, day, slot]
        self._intake(day, int(self.dish[place]), change)
        self.portion[eater, day, slot] = portion

    def _intake(self, day: int, dish: int, portions: Array) -> None:
        brought = portions[:, None] * self.prepared.values[:, dish]
        self.totals[:, day] += brought
        self.week += brought / self.prepared.days

    def _count(self, place: Place, dish: int, sign: float) -> None:
        prepared = self.prepared
        day, slot = place
        self.count[dish, slot] += sign
        main = prepared.main[dish]
        self.main[main] += sign * prepared.alpha[dish, slot]
        if prepared.heavy[dish, slot]:
            self.main_by_day[day + 1, main] += sign
        self.food += sign * prepared.foods[dish]
        self.group += sign * prepared.groups[dish]

    def _rederive(self, dish: int, old: list[Place], new: list[Place]) -> None:
        self._cook(dish, old, -1)
        self._cook(dish, new, 1)
        if new:
            self.where[dish] = new
        else:
            self.where.pop(dish, None)

    def _cook(self, dish: int, places: list[Place], sign: int) -> None:
        if sign > 0:
            self.broken.discard(dish)
        for day, _ in self.cookings(dish, places, mark=sign > 0):
            self.minutes[day] += sign * self.prepared.minutes[dish]
            self.long[day] += sign * int(self.prepared.long[dish])

    def cookings(self, dish: int, places: list[Place], mark: bool = False) -> Sequence[Place]:
        """Where the dish is cooked; every place where its places break a rule."""
        made = cookings(self.prepared, dish, places) if places else ()
        if made is None:
            if mark:
                self.broken.add(dish)
            return places
        return made

    def adjacent(self) -> float:
        """Pairs of different dishes of one main food, a day apart or less, at heavy slots."""
        m = self.main_by_day[1:-1, :-1]
        pairs = (m * (m - 1)).sum() / 2 + (m[1:] * m[:-1]).sum()
        return float(pairs) - self._same_dish_pairs()

    def _same_dish_pairs(self) -> int:
        prepared, pairs = self.prepared, 0
        for dish, places in self.where.items():
            if len(places) < 2 or prepared.main[dish] < 0:
                continue
            heavy = [day for day, slot in places if prepared.heavy[dish, slot]]
            pairs += sum(b - a <= 1 for i, a in enumerate(heavy) for b in heavy[i + 1 :])
        return pairs

    def plan_cost(self) -> float:
        """Terms of dishes, without portions."""
        prepared, weights, weeks = self.prepared, self.prepared.weights, self.prepared.weeks
        repeat = (prepared.alpha * beyond_count(self.count, weeks)).sum()
        listed = float((self.food > 0.5).sum())
        missing = prepared.groups_wanted - float((self.group > 0.5).sum())
        return float(
            weights.variety_dish_repeat * repeat
            + weights.variety_main_food_repeat * beyond_count(self.main[:-1], weeks).sum()
            + weights.variety_adjacent * self.adjacent() / weeks
            + weights.variety_group_missing * max(0.0, missing)
            + minutes_cost(prepared, self.minutes[prepared.weekday]).sum()
            + weights.list_weight * max(0.0, listed - weights.list_free * weeks) / weeks
            - weights.like_weight * (prepared.like * self.count.sum(axis=1)).sum() / weeks
        )

    def rule_cost(self) -> float:
        """What broken hard rules cost inside the search; 0 for a plan that may be."""
        prepared = self.prepared
        everyone = np.arange(len(self.portion))
        limits = hard_cost(prepared, everyone, self.week[:, prepared.columns.hard_slice])
        over = max(0.0, float((self.food > 0.5).sum()) - prepared.problem.list_length)
        long = self.long[prepared.weekday] - prepared.problem.long_dishes_per_weekday
        broken = float(np.maximum(0, long).sum()) + len(self.broken)
        return float(limits.sum()) + LIST_PRICE * over + RULE_PRICE * broken

    def objective(self) -> float:
        """The weighted sum."""
        return (
            self.plan_cost() + sum(intake_terms(self.prepared, self.totals).values()) + self.tilt()
        )

    def tilt(self) -> float:
        """What portions off the usual cost."""
        prepared = self.prepared
        usual = prepared.usual[:, None, None]
        off = np.where(self.portion > 0, np.abs(self.portion - usual) / usual, 0.0)
        mean = off.sum(axis=(1, 2)) / prepared.meals_of / max(1, len(off))
        return float(100.0 * prepared.weights.portion_weight * mean.sum())

    def cost(self) -> float:
        """The objective, and far more than that while a hard rule is broken."""
        return self.objective() + self.rule_cost()

    @classmethod
    def of(cls, prepared: Prepared, dish: Ints, portion: Array) -> "State":
        """The board as given by `dish` [D, S] and `portion` [E, D, S]."""
        state = cls(prepared)
        for day, slot in np.argwhere(dish >= 0):
            state.put((int(day), int(slot)), int(dish[day, slot]), portion[:, day, slot])
        return state

    def standing(self) -> list[Place]:
        """Places where something stands, in order."""
        return [(int(d), int(s)) for d, s in np.argwhere(self.dish >= 0)]

    def meals(self) -> tuple[PlannedMeal, ...]:
        """The board as planned meals, leftovers named."""
        prepared = self.prepared
        sources = {d: derive(prepared, d, places) or {} for d, places in self.where.items()}
        out = []
        for place in self.standing():
            dish = int(self.dish[place])
            source = sources[dish].get(place)
            out.append(planned_meal(prepared, place, dish, self.portion[:, *place], source))
        return tuple(out)


def planned_meal(
    prepared: Prepared,
    place: Place,
    dish: int,
    portions: Array,
    source: tuple[int, str] | None = None,
) -> PlannedMeal:
    """A meal in the words of the problem."""
    day, slot = place
    problem = prepared.problem
    here: Iterable[int] = np.flatnonzero(prepared.present[:, day, slot])
    return PlannedMeal(
        day=day,
        slot=problem.slots[slot].key,
        dish=problem.dishes[dish].key,
        portions={problem.eaters[e].key: float(portions[e]) for e in here},
        leftover_of=source,
    )
