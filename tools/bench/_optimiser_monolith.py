"""The rival: the same question and objective as one mixed-integer programme for HiGHS."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

import numpy as np

from planner.optimiser.engine import held_portions
from planner.optimiser.feasible import LIST, Model, all_wishes
from planner.optimiser.lp import INF, Programme
from planner.optimiser.prepared import Prepared

TENTHS = 10
Terms = dict[int, float]


class Monolith:
    """One binary for each dish and portion at each place."""

    def __init__(self, prepared: Prepared, with_list: bool = True) -> None:
        """Hard rules as `feasible.Model` has them, but for limits, which need the portions."""
        self.prepared = prepared
        wishes = [wish for wish in all_wishes(prepared) if wish[0] != "limit"]
        self.model = Model(prepared, [*wishes, LIST] if with_list else wishes)
        self.programme: Programme = self.model.programme
        self.eaten: dict[tuple[int, int, int], int] = {}
        for spot, variables in self.model.eaten.items():
            here = self.programme.variable(0, 1)
            self.programme.row([(here, 1.0), *((v, -1.0) for v in variables)], 0.0, 0.0)
            self.eaten[spot] = here
        self.had: dict[tuple[int, int], dict[int, Terms]] = defaultdict(lambda: defaultdict(dict))
        self._portions()
        self._intakes()
        self._repeats()
        self._neighbours()
        self._list_and_groups()
        self._work()

    def _portions(self) -> None:
        """`had[eater, day]`: dish -> variables with the portions they stand for."""
        prepared, held = self.prepared, held_portions(self.prepared)
        for (day, slot, dish), here in self.eaten.items():
            for eater, person in enumerate(prepared.problem.eaters):
                if not prepared.present[eater, day, slot]:
                    continue
                if held[eater, day, slot]:
                    lock = prepared.locks[day, slot].portions or {}
                    self.had[eater, day][dish][here] = lock[person.key]
                    continue
                row: Terms = {here: -1.0}
                for level, portion in enumerate(person.portions):
                    price = float(prepared.portion_penalty[eater, level])
                    chosen = self.programme.variable(0, 1, price, integer=True)
                    self.had[eater, day][dish][chosen] = portion
                    row[chosen] = 1.0
                self.programme.row(row, 0.0, 0.0)

    def _amount(self, eater: int, days: Iterable[int], column: int) -> Terms:
        values, out = self.prepared.values[eater, :, column], {}
        for day in days:
            for dish, variables in self.had[eater, day].items():
                for variable, portion in variables.items():
                    out[variable] = portion * float(values[dish])
        return out

    def _hinge(self, terms: Terms, edge: float, price: float) -> None:
        if price > 0:
            over = self.programme.variable(0, INF, price)
            self.programme.row([*terms.items(), (over, -1.0)], high=edge)

    def _intakes(self) -> None:
        prepared, columns = self.prepared, self.prepared.columns
        days, people = range(prepared.days), max(1, len(prepared.usual))
        growth = prepared.weights.shortfall_growth
        for eater in range(len(prepared.usual)):
            for column in range(len(columns.targets)):
                weight = float(columns.want_weight[eater, column])
                terms = self._amount(eater, days, column)
                mean = {v: x / prepared.days for v, x in terms.items()}
                steps = [
                    (
                        self.programme.variable(
                            0, 10 if k < TENTHS else INF, weight * (1 + growth * k)
                        ),
                        1.0,
                    )
                    for k in range(TENTHS + 1)
                ]
                base = prepared.base[eater, :, column]
                self.programme.row(
                    [*mean.items(), *steps], float(columns.want[eater, column] - base.mean())
                )
                for day in days:
                    low = {v: -x for v, x in self._amount(eater, [day], column).items()}
                    edge = float(base[day] - columns.floor[eater, day, column])
                    self._hinge(low, edge, float(columns.floor_weight[eater, column]))
            self._caps(eater)
            self._energy(eater, 1.0 / people)

    def _caps(self, eater: int) -> None:
        prepared, columns = self.prepared, self.prepared.columns
        for start, edges, prices in (
            (columns.cap_slice.start, columns.cap[eater], columns.cap_weight[eater]),
            (columns.hard_slice.start, columns.hard[eater], None),
        ):
            for number, edge in enumerate(edges):
                terms = self._amount(eater, range(prepared.days), start + number)
                mean = {v: x / prepared.days for v, x in terms.items()}
                room = float(edge - prepared.base[eater, :, start + number].mean())
                if prices is not None:
                    self._hinge(mean, room, float(prices[number]))
                elif np.isfinite(edge):
                    self.programme.row(mean, high=room + 1e-9)

    def _energy(self, eater: int, price: float) -> None:
        prepared, weights = self.prepared, self.prepared.weights
        share, days, last = prepared.columns.share[eater], prepared.days, prepared.columns.width - 1
        fed = [day for day in range(days) if share[day] > 0]
        for sign in (1.0, -1.0):
            mean: Terms = {}
            goal = 0.0
            for day in fed:
                need = 100.0 * share[day] - prepared.base[eater, day, last]
                today = {v: sign * x for v, x in self._amount(eater, [day], last).items()}
                band = 100.0 * weights.energy_band * share[day]
                self._hinge(today, float(sign * need + band), price * weights.energy_beyond / days)
                mean |= {v: x / days for v, x in today.items()}
                goal += sign * need / days
            self._hinge(mean, float(goal), price * weights.energy_inside)

    def _repeats(self) -> None:
        prepared, w = self.prepared, self.prepared.weights
        by_slot: dict[tuple[int, int], Terms] = defaultdict(dict)
        sums: dict[tuple[str, int], Terms] = defaultdict(dict)
        for (_, slot, dish), here in self.eaten.items():
            alpha = float(prepared.alpha[dish, slot])
            by_slot[dish, slot][here] = 1.0
            sums["dish", dish][here] = alpha
            if prepared.main[dish] >= 0:
                sums["main", int(prepared.main[dish])][here] = alpha
            for food in np.flatnonzero(prepared.prominent[dish]):
                sums["part", int(food)][here] = alpha
            self.programme.cost[here] -= w.like_weight * float(prepared.like[dish]) / prepared.weeks
        for (dish, slot), terms in by_slot.items():
            price = w.variety_dish_repeat * float(prepared.alpha[dish, slot])
            self._beyond(terms, float(prepared.repeat_free[dish, slot]), price)
        known = {
            "dish": (w.variety_dish_days_free, w.variety_dish_repeat),
            "main": (w.variety_main_food_free, w.variety_main_food_repeat),
            "part": (w.variety_food_free, w.variety_food_repeat),
        }
        for (kind, _), terms in sums.items():
            self._beyond(terms, *known[kind])
        again: dict[int, Terms] = defaultdict(dict)
        for (_, slot, dish), variable in self.model.cooked.items():
            if prepared.heavy[dish, slot]:
                again[dish][variable] = 1.0
        for terms in again.values():
            self._hinge(terms, float(prepared.weeks), w.variety_cooked_again / prepared.weeks)

    def _beyond(self, terms: Terms, free: float, price: float) -> None:
        weeks = self.prepared.weeks
        for step in (free * weeks, (free + 1.0) * weeks):
            self._hinge(terms, step, price / weeks)

    def _neighbours(self) -> None:
        """Different dishes of one main food a day apart or less, at heavy slots."""
        prepared = self.prepared
        price = prepared.weights.variety_adjacent / prepared.weeks
        heavy: dict[tuple[int, tuple[int, int]], dict[int, int]] = defaultdict(dict)
        for (day, slot, dish), here in self.eaten.items():
            if prepared.main[dish] >= 0 and prepared.heavy[dish, slot]:
                heavy[int(prepared.main[dish]), (day, slot)][dish] = here
        for (a, first), (b, second) in combinations(sorted(heavy), 2):
            if a != b or abs(first[0] - second[0]) > 1:
                continue
            pair = self.programme.variable(0, INF, price)
            for dish, here in heavy[a, first].items():
                others = [v for other, v in heavy[b, second].items() if other != dish]
                row = [(here, 1.0), *((v, 1.0) for v in others), (pair, -1.0)]
                self.programme.row(row, high=1.0)

    def _list_and_groups(self) -> None:
        prepared, w = self.prepared, self.prepared.weights
        bought = [self.programme.variable(0, 1) for _ in range(prepared.foods.shape[1])]
        here: list[Terms] = [{} for _ in range(prepared.groups.shape[1])]
        for (_, _, dish), variable in self.eaten.items():
            for food in np.flatnonzero(prepared.foods[dish]):
                self.programme.row([(bought[food], 1.0), (variable, -1.0)], 0.0)
            for kind in np.flatnonzero(prepared.groups[dish]):
                here[int(kind)][variable] = -1.0
        free = w.list_free * prepared.weeks
        self._hinge(dict.fromkeys(bought, 1.0), free, w.list_weight / prepared.weeks)
        present: Terms = {}
        for terms in here:
            group = self.programme.variable(0, 1)
            self.programme.row([(group, 1.0), *terms.items()], high=0.0)
            present[group] = -1.0
        self._hinge(present, -prepared.groups_wanted, w.variety_group_missing)

    def _work(self) -> None:
        prepared, w = self.prepared, self.prepared.weights
        for day in range(prepared.days):
            terms = {
                variable: float(prepared.minutes[dish])
                for (d, _, dish), variable in self.model.cooked.items()
                if d == day
            }
            if prepared.weekday[day]:
                self._hinge(terms, w.minutes_free, w.minutes_weight / prepared.weeks)
