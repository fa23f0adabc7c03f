"""The board of the compiled search, seen from Python: filled, moved, read."""

from collections.abc import Iterable

import numpy as np

from planner.optimiser import kernels
from planner.optimiser.columns import Array
from planner.optimiser.layout import Board, Facts, Flags, Prices
from planner.optimiser.leftovers import Place, derive
from planner.optimiser.prepared import Ints, Prepared
from planner.optimiser.problem import PlannedMeal


class Engine:
    """A board under search. One a thread."""

    def __init__(self, prepared: Prepared, seed: int = 0) -> None:
        """An empty board."""
        self.prepared = prepared
        self.facts = facts_of(prepared)
        self.board = empty_board(prepared, self.facts, seed)
        kernels.recount(self.facts, self.board, kernels.FORBIDDEN)

    def stand(self, place: Place, dish: int, portions: Array) -> None:
        """Put a dish at an empty place; `portions` [E], 0 for who is away. `recount` afterwards."""
        self.board.dish[place] = dish
        self.board.portion[:, place[0], place[1]] = portions

    def clear(self, place: Place) -> None:
        """Empty a place. `recount` afterwards."""
        self.board.dish[place] = -1
        self.board.portion[:, place[0], place[1]] = 0.0

    def recount(self) -> float:
        """Count every sum anew; the board's cost."""
        kernels.recount(self.facts, self.board, kernels.FORBIDDEN)
        return float(self.board.sums[kernels.COST])

    def keep(self) -> None:
        """The board as it is becomes the best, whatever was better before."""
        self.board.sums[kernels.BEST] = self.recount()
        self.board.best_dish[:] = self.board.dish
        self.board.best_portion[:] = self.board.portion

    def restore(self) -> None:
        """Back to the best board."""
        self.board.dish[:] = self.board.best_dish
        self.board.portion[:] = self.board.best_portion

    @property
    def best(self) -> float:
        """Cost of the best board so far."""
        return float(self.board.sums[kernels.BEST])

    def anneal(
        self, span: tuple[int, int], moves: int, hot: float, cold: float, severity: float = 1.0
    ) -> None:
        """Moves `span` of a cooling round of `moves` from one temperature to another.

        Broken rules of dishes cost `severity` times the usual inside the search.
        """
        kernels.anneal(self.facts, self.board, *span, moves, hot, cold, severity)

    def menu_prices(self, place: Place) -> tuple[Ints, Array, Array]:
        """(dishes [M], prices [M], best portions [M, E]) at an empty place."""
        menu = self.prepared.menu(*place)
        price = np.empty(len(menu.dishes))
        portion = np.zeros((len(menu.dishes), len(self.prepared.usual)))
        kernels.price_menu(self.facts, self.board, place[0], place[1], price, portion)
        return menu.dishes, price, portion

    def extra_price(self, eater: int, day: int, dish: int, portion: float) -> float:
        """What so much more of a dish on a day costs one person's intakes."""
        price = kernels.price_extra(self.facts, self.board, eater, day, dish, portion)
        return float(price)

    def priced(self, *, recount: bool = True) -> tuple[float, float]:
        """(objective, broken rules) of the board as it is: rules cost nothing of the first.

        Without `recount`, broken rules are free on this board until it is counted again.
        """
        kernels.recount(self.facts, self.board, 0.0)
        hards = self.facts.hards
        last = self.facts.edge.shape[1]
        week, edge = self.board.week[:, last - hards : last], self.facts.edge[:, last - hards :]
        over = np.maximum(0.0, week - edge)
        passed = float((over > 0).sum())
        price = kernels.HARD_PRICE * float(over.sum()) + kernels.RULE_PRICE * passed
        objective = float(self.board.sums[kernels.COST]) - price
        broken = kernels.excess(self.facts, self.board) + float(over.sum())
        if recount:
            self.recount()
        return objective, broken

    def meals(self) -> tuple[PlannedMeal, ...]:
        """The best board as planned meals, leftovers named."""
        return meals_of(self.prepared, self.board.best_dish, self.board.best_portion)


def meals_of(prepared: Prepared, dish: Ints, portion: Array) -> tuple[PlannedMeal, ...]:
    """A board [D, S] with portions [E, D, S] as planned meals."""
    where: dict[int, list[Place]] = {}
    for day, slot in np.argwhere(dish >= 0):
        where.setdefault(int(dish[day, slot]), []).append((int(day), int(slot)))
    sources: dict[Place, tuple[int, str] | None] = {}
    for number, places in where.items():
        sources.update(derive(prepared, number, places) or {})
    return tuple(
        _meal(prepared, place, number, portion[:, place[0], place[1]], sources.get(place))
        for place, number in sorted((p, n) for n, places in where.items() for p in places)
    )


def _meal(
    prepared: Prepared,
    place: Place,
    dish: int,
    portions: Array,
    source: tuple[int, str] | None,
) -> PlannedMeal:
    problem = prepared.problem
    here: Iterable[int] = np.flatnonzero(prepared.present[:, place[0], place[1]])
    return PlannedMeal(
        day=place[0],
        slot=problem.slots[place[1]].key,
        dish=problem.dishes[dish].key,
        portions={problem.eaters[e].key: float(portions[e]) for e in here},
        leftover_of=source,
    )


def empty_board(prepared: Prepared, facts: Facts, seed: int) -> Board:
    """A board on which nothing stands."""
    people, days, slots = prepared.present.shape
    dishes, width = len(prepared.keeps), facts.values.shape[2]
    start = (seed * 0x9E3779B97F4A7C15 + 0x2545F4914F6CDD1D) % 2**64 or 1
    sums = np.zeros(7)
    sums[kernels.BEST] = np.inf
    return Board(
        dish=np.full((days, slots), -1, dtype=np.int64),
        portion=np.zeros((people, days, slots)),
        cooked=np.zeros((days, slots), dtype=np.bool_),
        week=np.zeros((people, width)),
        totals=np.zeros((people, days, width)),
        costs=np.zeros((people, days + 1)),
        meals=np.zeros((dishes, slots + 1), dtype=np.int64),
        bulk=np.zeros(len(prepared.main_foods) + prepared.prominent.shape[1] + dishes),
        seen=np.zeros(prepared.foods.shape[1] + prepared.groups.shape[1], dtype=np.int64),
        work=np.zeros((days, 2)),
        trial=np.zeros((3, people)),
        undo=np.zeros((days, slots, people + 1)),
        sums=sums,
        best_dish=np.full((days, slots), -1, dtype=np.int64),
        best_portion=np.zeros((people, days, slots)),
        dice=np.array([start], dtype=np.uint64),
    )


def facts_of(prepared: Prepared) -> Facts:
    """The problem as the compiled loops read it."""
    columns, problem = prepared.columns, prepared.problem
    sign = np.ones(columns.width)
    sign[columns.target_slice] = -1.0
    spots, menus = _spots(prepared)
    starts, members = _members(prepared)
    held = held_portions(prepared)
    counts = np.array([len(e.portions) for e in problem.eaters], dtype=np.int64)
    can_change = prepared.present & ~held & (spots[None, :, :, kernels.MENU] >= 0)
    can_change &= (counts > 1)[:, None, None]
    rests = np.where(columns.share > 0, 100.0 * columns.share, prepared.base[:, :, -1])
    hard = np.where(np.isfinite(columns.hard), columns.hard * (1.0 + kernels.TOLERANCE), 1e18)
    likes = prepared.weights.like_weight * prepared.like
    return Facts(
        values=np.ascontiguousarray(prepared.values * sign),
        base=np.ascontiguousarray(prepared.base * sign),
        edge=np.concatenate([-columns.want, columns.cap, hard], axis=1),
        weight=np.concatenate(
            [columns.want_weight, columns.cap_weight, np.full_like(hard, kernels.HARD_PRICE)],
            axis=1,
        ),
        targets=len(columns.targets),
        hards=len(columns.hards),
        floor=-columns.floor,
        floor_weight=columns.floor_weight,
        share=columns.share,
        energy_mean=rests.mean(axis=1),
        levels=prepared.portions,
        level_count=counts,
        penalty=prepared.portion_penalty,
        present=prepared.present,
        spots=spots,
        menu_start=np.cumsum([0, *(len(menu) for menu in menus)]).astype(np.int64),
        menu_dish=np.concatenate([np.zeros(0, np.int64), *menus]),
        allowed=np.array([np.isin(np.arange(len(prepared.keeps)), m) for m in menus]).reshape(
            len(menus), len(prepared.keeps)
        ),
        places=_rows(spots[:, :, kernels.OPEN] == 1),
        portions=_rows(can_change),
        dishes=np.stack([prepared.keeps, prepared.main, prepared.long], axis=1).astype(np.int64),
        works=np.stack([prepared.minutes, likes], axis=1),
        tables=np.stack(
            [prepared.alpha, prepared.repeat_free, prepared.max_cook, prepared.heavy], axis=2
        ).astype(np.float64),
        starts=starts,
        members=members,
        leftovers=np.array([s.leftovers for s in problem.slots], dtype=np.bool_),
        weekday=prepared.weekday,
        prices=_prices(prepared),
    )


def _prices(prepared: Prepared) -> Prices:
    weights, weeks = prepared.weights, float(prepared.weeks)
    most_liked = max([0.0, *prepared.like.tolist()]) * weights.like_weight
    return Prices(
        growth=weights.shortfall_growth,
        energy_inside=weights.energy_inside,
        energy_beyond=weights.energy_beyond,
        energy_band=weights.energy_band,
        long_most=float(prepared.problem.long_dishes_per_weekday),
        minutes_free=weights.minutes_free,
        minutes=weights.minutes_weight,
        repeat=weights.variety_dish_repeat,
        days_free=weights.variety_dish_days_free,
        again=weights.variety_cooked_again,
        main_free=weights.variety_main_food_free,
        main=weights.variety_main_food_repeat,
        part_free=weights.variety_food_free,
        part=weights.variety_food_repeat,
        adjacent=weights.variety_adjacent,
        like_most=most_liked * len(prepared.places()) / weeks,
        list_free=weights.list_free,
        list_most=float(prepared.problem.list_length),
        list=weights.list_weight,
        groups_wanted=float(prepared.groups_wanted),
        group=weights.variety_group_missing,
        weeks=weeks,
    )


def held_portions(prepared: Prepared) -> Flags:
    """[E, D, S] portions that a lock names."""
    held = np.zeros(prepared.present.shape, dtype=np.bool_)
    for (day, slot), lock in prepared.locks.items():
        for index, eater in enumerate(prepared.problem.eaters):
            if lock.portions is not None and eater.key in lock.portions:
                held[index, day, slot] = True
    return held


def _spots(prepared: Prepared) -> tuple[Ints, list[Ints]]:
    """[D, S, 3] for `Facts.spots`, and the dishes of each menu."""
    spots = np.zeros((*prepared.present.shape[1:], 3), dtype=np.int64)
    spots[:, :, kernels.MENU] = -1
    numbers: dict[int, int] = {}
    menus: list[Ints] = []
    for place in prepared.places():
        menu = prepared.menu(*place)
        if id(menu) not in numbers:
            numbers[id(menu)] = len(menus)
            menus.append(menu.dishes)
        spots[place][kernels.MENU] = numbers[id(menu)]
        spots[place][kernels.OPEN] = place not in prepared.locks
    for place, lock in prepared.locks.items():
        if 0 <= place[0] < prepared.days:
            kind = kernels.COOKED if lock.leftover_of is None else kernels.LEFT
            spots[place][kernels.LOCK] = kind
    return spots, menus


def _members(prepared: Prepared) -> tuple[Ints, Ints]:
    """`Facts.starts` and `Facts.members`: foods, groups and prominent foods of each dish."""
    starts, members, at = [], [], 0
    shifts = (0, prepared.foods.shape[1], len(prepared.main_foods))
    for table, shift in zip(
        (prepared.foods, prepared.groups, prepared.prominent), shifts, strict=True
    ):
        starts.append(at + np.concatenate([[0], np.cumsum(table.sum(axis=1))]))
        members.append(np.nonzero(table)[1] + shift)
        at += len(members[-1])
    return np.array(starts).astype(np.int64), np.concatenate(members).astype(np.int64)


def _rows(flags: Flags) -> Ints:
    """[N, dimensions] where the flags are set, in order."""
    return np.ascontiguousarray(np.argwhere(flags).astype(np.int64).reshape(-1, flags.ndim))
