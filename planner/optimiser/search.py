"""Simulated annealing with heat-bath moves: each move prices a whole menu and draws from it.

The course depends on the seed and the number of moves alone; the clock only cuts it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.optimiser.choices import Choices, choices
from planner.optimiser.columns import Array
from planner.optimiser.cost import place_cost
from planner.optimiser.leftovers import Place
from planner.optimiser.prepared import FREE, Ints, Prepared
from planner.optimiser.state import State

#: Temperatures in the objective's percentage points: a round starts where a fair share of moves
#: make the plan a little worse and ends where none do.
HOT, COLD = 0.1, 0.01
#: Moves of a cooling round for each free place: short rounds first, for a fair plan early.
MOVES_PER_PLACE = (12, 24, 40)
#: Share of moves that exchange two days of a slot, and that mend a day's portions.
EXCHANGE, PORTIONS = 0.15, 0.05
#: Most portion combinations of one day that are tried at once.
COMBINATIONS = 4096


@dataclass(slots=True)
class Best:
    """The cheapest board so far."""

    cost: float
    dish: Ints
    portion: Array


class Search:
    """A board, its cost and the cheapest seen."""

    def __init__(self, state: State, seed: int, stop: Callable[[], bool]) -> None:
        """`state` must be complete; `stop` is asked before each move."""
        self.state = state
        self.prepared: Prepared = state.prepared
        self.random = np.random.Generator(np.random.PCG64(seed))
        self.stop = stop
        self.free = self.prepared.free()
        self.cost = state.cost()
        self.best = Best(self.cost, state.dish.copy(), state.portion.copy())
        self.moves = 0
        self.rounds = 0

    def round(self, hot: float = HOT) -> None:
        """One cooling round from the best board; ends with a descent to a local optimum."""
        self._restore()
        length = MOVES_PER_PLACE[min(self.rounds, len(MOVES_PER_PLACE) - 1)]
        self.rounds += 1
        steps = length * max(1, len(self.free))
        for step in range(steps):
            if self.stop():
                return
            self._move(hot * (COLD / hot) ** (step / steps))
        self.descend()

    def _restore(self) -> None:
        self.state = State.of(self.prepared, self.best.dish, self.best.portion)
        self.cost = self.state.cost()

    def _move(self, temperature: float) -> None:
        self.moves += 1
        kind = self.random.random()
        if not self.free or kind < PORTIONS:
            self.mend_portions(int(self.random.integers(self.prepared.days)))
        elif kind < PORTIONS + EXCHANGE:
            self._exchange(temperature)
        else:
            self._replace(self.free[int(self.random.integers(len(self.free)))], temperature)

    def descend(self) -> None:
        """Best replacements and portions until nothing improves."""
        improved = True
        while improved:
            before = self.cost
            for day in range(self.prepared.days):
                if self.stop():
                    return
                self.mend_portions(day)
            for place in self.free:
                if self.stop():
                    return
                self._replace(place, 0.0)
            self._settle()
            improved = self.cost < before - 1e-7

    def _settle(self) -> None:
        """Recount, against the drift of sums, and keep the board if it is the cheapest."""
        self.cost = self.state.cost()
        if self.cost < self.best.cost - 1e-9:
            self.best = Best(self.cost, self.state.dish.copy(), self.state.portion.copy())

    def _replace(self, place: Place, temperature: float) -> None:
        dish, portions = self.state.take(place)
        offer = choices(self.state, place)
        now = self._price_now(offer, dish, portions)
        index = draw(self.random, offer.price, temperature)
        if index is None or (temperature <= 0 and not offer.price[index] < now - 1e-9):
            self.state.put(place, dish, portions)
            return
        new = int(offer.menu.dishes[index])
        self.state.put(place, new, offer.portions(self.state, index))
        self._note(float(offer.price[index]) - now)

    def _price_now(self, offer: Choices, dish: int, portions: Array) -> float:
        index = offer.menu.position.get(dish)
        if index is None:
            return np.inf
        eaters = offer.menu.eaters
        grid = self.prepared.portions[eaters]
        level = np.abs(grid - portions[eaters][:, None]).argmin(axis=1)
        people = np.arange(len(eaters))
        return float(offer.plan[index] + offer.by_portion[people, index, level].sum())

    def _note(self, change: float) -> None:
        if not np.isfinite(change):
            self._settle()
            return
        self.cost += change
        if self.cost < self.best.cost - 1e-6:
            self._settle()

    def _exchange(self, temperature: float) -> None:
        """Two days of a slot change places, if the cooled dice allow."""
        first = self.free[int(self.random.integers(len(self.free)))]
        others = [p for p in self.free if p[1] == first[1] and p != first]
        luck = self.random.random()
        if not others:
            return
        second = others[int(self.random.integers(len(others)))]
        if not self._exchangeable(first, second):
            return
        a, b = self.state.take(first), self.state.take(second)
        self.state.put(first, *b)
        self.state.put(second, *a)
        cost = self.state.cost()
        if cost - self.cost <= -temperature * np.log(max(luck, 1e-300)):
            self._note(cost - self.cost)
            return
        self.state.take(first)
        self.state.take(second)
        self.state.put(first, *a)
        self.state.put(second, *b)

    def _exchangeable(self, first: Place, second: Place) -> bool:
        a, b = int(self.state.dish[first]), int(self.state.dish[second])
        menus = self.prepared.menu(*first), self.prepared.menu(*second)
        same_people = np.array_equal(menus[0].eaters, menus[1].eaters)
        return a != b and same_people and b in menus[0].position and a in menus[1].position

    def mend_portions(self, day: int) -> None:
        """The best combination of portions on a day, for each eater by itself."""
        for eater in range(len(self.state.portion)):
            change = mend_day(self.state, eater, day)
            if change:
                self._note(change)


def draw(random: np.random.Generator, price: Array, temperature: float) -> int | None:
    """An index: the cheapest at temperature 0, else by Boltzmann weights; None if none may be."""
    if not len(price):
        return None
    best = int(price.argmin())
    if not np.isfinite(price[best]):
        return None
    if temperature <= 0:
        return best
    weight = np.exp((price[best] - price) / temperature)
    total = np.cumsum(weight)
    return int(np.searchsorted(total, random.random() * total[-1], side="right"))


def _open_places(state: State, eater: int, day: int) -> list[Place]:
    """Meals of the eater on this day whose portion may change."""
    prepared = state.prepared
    out = []
    for slot in range(state.dish.shape[1]):
        lock = prepared.locks.get((day, slot))
        key = prepared.problem.eaters[eater].key
        fixed = lock is not None and lock.portions is not None and key in lock.portions
        if state.dish[day, slot] >= 0 and prepared.present[eater, day, slot] and not fixed:
            out.append((day, slot))
    return out


def mend_day(state: State, eater: int, day: int) -> float:
    """Set the eater's best portions of the day's open meals; the change of cost, 0 if none."""
    prepared = state.prepared
    places = _open_places(state, eater, day)
    levels = prepared.problem.eaters[eater].portions
    many = max(1, int(np.log(COMBINATIONS) / np.log(max(2, len(levels)))))
    places = places[:many]
    if not places:
        return 0.0
    grid = _grid(len(levels), len(places))
    dishes = [int(state.dish[p]) for p in places]
    values = prepared.values[eater, dishes]
    old = state.portion[eater, day, [p[1] for p in places]]
    step = np.asarray(levels)[grid] - old
    extra = step @ values
    people = np.array([eater])
    now = np.vstack([np.zeros(extra.shape[1]), extra])
    week = state.week[eater] + now / prepared.days
    today = state.totals[eater, day] + now
    cost = place_cost(prepared, people, day, week[None], today[None])[0]
    tilt = prepared.portion_penalty[eater][grid].sum(axis=1)
    cost[0] += float(_tilt(prepared, eater, old))
    cost[1:] += tilt
    best = int(cost[1:].argmin()) + 1
    if not cost[best] < cost[0] - 1e-9:
        return 0.0
    for place, level in zip(places, grid[best - 1], strict=True):
        state.set_portion(place, eater, levels[level])
    return float(cost[best] - cost[0])


def _tilt(prepared: Prepared, eater: int, portions: Array) -> float:
    usual = prepared.usual[eater]
    scale = prepared.weights.portion_weight / prepared.meals_of[eater] / len(prepared.usual)
    return float((100.0 * scale * np.abs(portions - usual) / usual).sum())


_GRIDS: dict[tuple[int, int], Ints] = {}


def _grid(levels: int, places: int) -> Ints:
    """[levels ** places, places] every combination of portion indices."""
    if (levels, places) not in _GRIDS:
        axes = np.meshgrid(*[np.arange(levels)] * places, indexing="ij")
        _GRIDS[levels, places] = np.stack([a.ravel() for a in axes], axis=1)
    return _GRIDS[levels, places]


def construct(
    prepared: Prepared,
    wanted: dict[Place, int] | None = None,
    portions: dict[Place, Array] | None = None,
) -> State | None:
    """A first board: locks, then the dishes wished for, then the cheapest of each menu.

    `portions` [E] go with the wishes; usual ones where there are none. None where some place has
    no dish at all.
    """
    state = State(prepared)
    for place, lock in sorted(prepared.locks.items()):
        if lock.dish is not None and prepared.filled(*place) and lock.dish in prepared.dish_index:
            state.put(place, prepared.dish_index[lock.dish], locked_portions(prepared, place))
    for place, dish in sorted((wanted or {}).items()):
        if place not in prepared.locks and dish in prepared.menu(*place).position:
            _put_if_legal(state, place, dish, (portions or {}).get(place))
    for place in _by_scarcity(prepared):
        if state.dish[place] == FREE:
            offer = choices(state, place)
            index = draw(np.random.Generator(np.random.PCG64(0)), offer.price, 0.0)
            if index is None:
                return None
            dish = int(offer.menu.dishes[index])
            state.put(place, dish, offer.portions(state, index))
    return state


def _by_scarcity(prepared: Prepared) -> list[Place]:
    return sorted(prepared.free(), key=lambda p: (len(prepared.menu(*p).dishes), p))


def _put_if_legal(state: State, place: Place, dish: int, portions: Array | None) -> None:
    prepared = state.prepared
    offer = choices(state, place)
    if np.isfinite(offer.price[offer.menu.position[dish]]):
        here = prepared.present[:, place[0], place[1]]
        given = prepared.usual if portions is None else portions
        state.put(place, dish, np.where(here, given, 0.0))


def locked_portions(prepared: Prepared, place: Place) -> Array:
    """[E] the lock's portions, the usual one where it names none, 0 for who is away."""
    lock = prepared.locks[place]
    given = lock.portions or {}
    out = np.zeros(len(prepared.usual))
    for index, eater in enumerate(prepared.problem.eaters):
        if prepared.present[index, place[0], place[1]]:
            out[index] = given.get(eater.key, prepared.usual[index])
    return out
