"""What no plan can beat: the week added up, so that all days of one kind become one.

Every hard rule and every term of the objective is kept or weakened, never strengthened:

* A dish is counted by class of places (slot, weekday or not, who is present): how many meals, how
  many of them cooked, and how much of it each person eats over the week.
* Costs of single days are convex with the same slope on all days, so their sum is at least the
  cost of the sum (Jensen): floors, energy and weekday minutes are priced on the week.
* Pairs of neighbouring days cost at least nothing.

So its optimum, and any lower bound on that, is a lower bound for every plan.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from planner.optimiser.columns import Array
from planner.optimiser.cost import TOLERANCE
from planner.optimiser.leftovers import Place
from planner.optimiser.lp import INF, Programme
from planner.optimiser.prepared import Bools, Ints, Prepared

#: Tenths of a target: the steps of the staircase.
TENTHS = 10


@dataclass(frozen=True, slots=True, eq=False)
class PlaceClass:
    """Places that the week's sums cannot tell apart."""

    slot: int
    weekday: bool
    eaters: Ints
    dishes: Ints
    places: tuple[Place, ...]
    locked: Place | None = None
    """Set where the class is one locked meal."""


@dataclass(slots=True, eq=False)
class Aggregate:
    """The programme and where its variables are."""

    prepared: Prepared
    programme: Programme
    classes: list[PlaceClass] = field(default_factory=list)
    meals: dict[tuple[int, int], int] = field(default_factory=dict)
    """(class, dish) -> variable: meals of the dish."""
    cooked: dict[tuple[int, int], int] = field(default_factory=dict)
    portions: dict[int, list[tuple[int, int, float]]] = field(default_factory=dict)
    """Eater -> (variable, dish, portion for each unit of it)."""
    constant: Array = field(default_factory=lambda: np.zeros((0, 0)))
    """[E, K] sum over days of what is eaten outside the programme."""

    def intake(self, eater: int, column: int) -> tuple[dict[int, float], float]:
        """The week's mean of a column as (coefficients, constant)."""
        values = self.prepared.values[eater, :, column]
        days = self.prepared.days
        terms: dict[int, float] = defaultdict(float)
        for variable, dish, portion in self.portions[eater]:
            terms[variable] += portion * values[dish] / days
        return terms, float(self.constant[eater, column]) / days


def build(prepared: Prepared, with_costs: bool = True, with_list: bool = True) -> Aggregate:
    """The aggregated programme: hard rules, and the objective unless `with_costs` is False.

    `with_list` False lets the shopping list grow beyond its length, at the objective's price.
    """
    out = Aggregate(prepared, Programme(), constant=prepared.base.sum(axis=1))
    out.portions = {e: [] for e in range(len(prepared.usual))}
    out.classes = place_classes(prepared)
    for number, kind in enumerate(out.classes):
        _class_variables(out, number, kind)
    _cooking_rules(out)
    _hard_limits(out)
    _dish_terms(out, with_costs, with_list)
    if with_costs:
        _work_terms(out)
        for eater in range(len(prepared.usual)):
            _target_terms(out, eater)
            _cap_terms(out, eater)
            _energy_terms(out, eater)
    return out


def place_classes(prepared: Prepared) -> list[PlaceClass]:
    """Free places by slot, kind of day and who is present; each locked meal by itself."""
    grouped: dict[tuple[int, bool, bytes], list[Place]] = defaultdict(list)
    out = []
    for day, slot in prepared.places():
        here: Bools = prepared.present[:, day, slot]
        weekday = bool(prepared.weekday[day])
        if (day, slot) not in prepared.locks:
            grouped[slot, weekday, here.tobytes()].append((day, slot))
            continue
        dish = prepared.dish_index[prepared.locks[day, slot].dish or ""]
        one = ((day, slot),)
        eaters = np.flatnonzero(here)
        out.append(PlaceClass(slot, weekday, eaters, np.array([dish]), one, (day, slot)))
    for (slot, weekday, _), places in grouped.items():
        menu = prepared.menu(*places[0])
        out.append(PlaceClass(slot, weekday, menu.eaters, menu.dishes, tuple(places)))
    return out


def _class_variables(out: Aggregate, number: int, kind: PlaceClass) -> None:
    programme = out.programme
    size = len(kind.places)
    total: list[tuple[int, float]] = []
    for dish in map(int, kind.dishes):
        meals = programme.variable(0, size)
        out.meals[number, dish] = meals
        total.append((meals, 1.0))
        _cooked_variable(out, number, kind, dish, meals)
        for eater in map(int, kind.eaters):
            _portion_variables(out, kind, eater, dish, meals)
    programme.row(total, size, size)


def _cooked_variable(out: Aggregate, number: int, kind: PlaceClass, dish: int, meals: int) -> None:
    prepared = out.prepared
    lock = prepared.locks.get(kind.locked) if kind.locked else None
    if lock is not None and lock.leftover_of is not None:
        return
    leftovers = prepared.problem.slots[kind.slot].leftovers and prepared.keeps[dish] > 0
    if lock is not None or not leftovers:
        out.cooked[number, dish] = meals
        return
    cooked = out.programme.variable(0, len(kind.places))
    out.programme.row([(meals, 1.0), (cooked, -1.0)], 0.0)
    out.cooked[number, dish] = cooked


def _portion_variables(out: Aggregate, kind: PlaceClass, eater: int, dish: int, meals: int) -> None:
    """What the eater has of the dish: usual portions, and more or less of them at a price."""
    prepared, entries = out.prepared, out.portions[eater]
    usual = float(prepared.usual[eater])
    scale = 100.0 * prepared.weights.portion_weight / prepared.meals_of[eater] / usual
    price = scale / len(prepared.usual)
    lock = prepared.locks.get(kind.locked) if kind.locked else None
    key = prepared.problem.eaters[eater].key
    if lock is not None and lock.portions is not None and key in lock.portions:
        portion = lock.portions[key]
        entries.append((meals, dish, portion))
        out.programme.cost[meals] += price * abs(portion - usual) if portion > 0 else 0.0
        return
    entries.append((meals, dish, usual))
    levels = prepared.problem.eaters[eater].portions
    for sign, room in ((1.0, levels[-1] - usual), (-1.0, usual - levels[0])):
        if room > 1e-12:
            # Counted in shares of the room, so that the row is x <= meals.
            tilt = out.programme.variable(0, len(kind.places), price * room)
            out.programme.row([(meals, 1.0), (tilt, -1.0)], 0.0)
            entries.append((tilt, dish, sign * room))


def _by_dish(out: Aggregate, table: dict[tuple[int, int], int]) -> dict[int, list[tuple[int, int]]]:
    """Dish -> [(class, variable)]."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (number, dish), variable in table.items():
        found[dish].append((number, variable))
    return found


def _cooking_rules(out: Aggregate) -> None:
    """Repeats by slot, leftovers from cookings, once a day, long dishes on weekdays."""
    prepared, programme = out.prepared, out.programme
    windows = -(-prepared.days // 7)
    cooked = _by_dish(out, out.cooked)
    for dish, meals in _by_dish(out, out.meals).items():
        by_slot: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for number, variable in cooked[dish]:
            by_slot[out.classes[number].slot].append((variable, 1.0))
        for slot, terms in by_slot.items():
            programme.row(terms, high=float(prepared.max_cook[dish, slot] * windows))
        programme.row([(v, 1.0) for _, v in meals], high=float(prepared.days))
        _leftover_row(out, dish, meals, cooked[dish])
    _long_row(out)


def _leftover_row(
    out: Aggregate, dish: int, meals: list[tuple[int, int]], cooked: list[tuple[int, int]]
) -> None:
    """Each cooking feeds its own meal and at most one on each day that it keeps."""
    keeps = int(out.prepared.keeps[dish])
    outside = sum(
        1
        for lock in out.prepared.locks.values()
        if lock.leftover_of is not None and lock.leftover_of[0] < 0
    )
    terms = [(v, 1.0) for _, v in meals] + [(v, -(keeps + 1.0)) for _, v in cooked]
    merged: dict[int, float] = defaultdict(float)
    for variable, value in terms:
        merged[variable] += value
    out.programme.row(merged, high=float(outside))


def _long_row(out: Aggregate) -> None:
    prepared = out.prepared
    terms = [
        (variable, 1.0)
        for (number, dish), variable in out.cooked.items()
        if out.classes[number].weekday and prepared.long[dish]
    ]
    most = prepared.problem.long_dishes_per_weekday * int(prepared.weekday.sum())
    out.programme.row(terms, high=float(most))


def _hard_limits(out: Aggregate) -> None:
    columns = out.prepared.columns
    for eater, column in np.argwhere(np.isfinite(columns.hard)):
        terms, constant = out.intake(int(eater), columns.hard_slice.start + int(column))
        cap = float(columns.hard[eater, column])
        out.programme.row(terms, high=cap * (1.0 + TOLERANCE) + 1e-6 - constant)


def _dish_terms(out: Aggregate, with_costs: bool, with_list: bool) -> None:
    """The list's length, groups, repeats, likes: functions of how often each dish is eaten."""
    prepared, programme, weights = out.prepared, out.programme, out.prepared.weights
    used: dict[int, int] = {}
    eaten: dict[int, int] = {}
    for dish, meals in _by_dish(out, out.meals).items():
        most = _most_meals(out, dish, [number for number, _ in meals])
        eaten[dish] = programme.variable(0, most, integer=True)
        programme.row([(eaten[dish], 1.0), *((v, -1.0) for _, v in meals)], 0.0, 0.0)
        if with_costs:
            liked = weights.like_weight * prepared.like[dish] / prepared.weeks
            programme.cost[eaten[dish]] -= liked
            _repeat_terms(out, dish, meals)
        used[dish] = _used_variable(out, eaten[dish], most)
    _list_terms(out, used, with_costs, with_list)
    if with_costs:
        _main_food_terms(out)
        _group_terms(out, eaten)


def _most_meals(out: Aggregate, dish: int, numbers: list[int]) -> int:
    """How often the dish can be eaten at all: once a day, and no more than cookings feed."""
    prepared = out.prepared
    places = sum(len(out.classes[n].places) for n in numbers)
    locked = sum(out.classes[n].locked is not None for n in numbers)
    slots = {out.classes[n].slot for n in numbers}
    windows = -(-prepared.days // 7)
    cookings = windows * sum(int(prepared.max_cook[dish, s]) for s in slots)
    return min(places, prepared.days, cookings * (int(prepared.keeps[dish]) + 1) + locked)


def _used_variable(out: Aggregate, eaten: int, most: int) -> int:
    """1 if the dish is eaten at all."""
    used = out.programme.variable(0, 1, integer=True)
    out.programme.row([(used, float(most)), (eaten, -1.0)], 0.0)
    out.programme.row([(used, 1.0), (eaten, -1.0)], high=0.0)
    return used


def _hinge(out: Aggregate, terms: dict[int, float], edge: float, price: float) -> None:
    """price * max(0, terms - edge)."""
    if price <= 0:
        return
    over = out.programme.variable(0, INF, price)
    out.programme.row([*terms.items(), (over, -1.0)], high=edge)


def _repeat_terms(out: Aggregate, dish: int, meals: list[tuple[int, int]]) -> None:
    prepared = out.prepared
    by_slot: dict[int, dict[int, float]] = defaultdict(dict)
    room: dict[int, int] = defaultdict(int)
    for number, variable in meals:
        slot = out.classes[number].slot
        by_slot[slot][variable] = 1.0
        room[slot] += len(out.classes[number].places)
    for slot, terms in by_slot.items():
        price = prepared.weights.variety_dish_repeat * prepared.alpha[dish, slot] / prepared.weeks
        for step in (prepared.weeks, 2.0 * prepared.weeks):
            if room[slot] > step:
                _hinge(out, terms, step, price)


def _main_food_terms(out: Aggregate) -> None:
    prepared = out.prepared
    by_food: dict[int, dict[int, float]] = defaultdict(dict)
    for (number, dish), variable in out.meals.items():
        if prepared.main[dish] >= 0:
            slot = out.classes[number].slot
            by_food[int(prepared.main[dish])][variable] = float(prepared.alpha[dish, slot])
    price = prepared.weights.variety_main_food_repeat / prepared.weeks
    for terms in by_food.values():
        for step in (prepared.weeks, 2.0 * prepared.weeks):
            _hinge(out, terms, step, price)


def _group_terms(out: Aggregate, eaten: dict[int, int]) -> None:
    prepared, programme = out.prepared, out.programme
    present: list[tuple[int, float]] = []
    for group in range(prepared.groups.shape[1]):
        members = [v for dish, v in eaten.items() if prepared.groups[dish, group]]
        here = programme.variable(0, 1)
        programme.row([(here, 1.0), *((v, -1.0) for v in members)], high=0.0)
        present.append((here, -1.0))
    terms = dict(present)
    _hinge(out, terms, -prepared.groups_wanted, prepared.weights.variety_group_missing)


def _list_terms(out: Aggregate, used: dict[int, int], with_costs: bool, with_list: bool) -> None:
    prepared, programme, weights = out.prepared, out.programme, out.prepared.weights
    listed: dict[int, float] = {}
    for food in range(prepared.foods.shape[1]):
        bought = programme.variable(0, 1)
        listed[bought] = 1.0
        for dish, variable in used.items():
            if prepared.foods[dish, food]:
                programme.row([(bought, 1.0), (variable, -1.0)], 0.0)
    if with_list:
        programme.row(listed, high=float(prepared.problem.list_length))
    if with_costs:
        free = weights.list_free * prepared.weeks
        _hinge(out, listed, free, weights.list_weight / prepared.weeks)


def _work_terms(out: Aggregate) -> None:
    prepared, weights = out.prepared, out.prepared.weights
    terms: dict[int, float] = {
        variable: float(prepared.minutes[dish])
        for (number, dish), variable in out.cooked.items()
        if out.classes[number].weekday
    }
    free = weights.minutes_free * float(prepared.weekday.sum())
    _hinge(out, terms, free, weights.minutes_weight / prepared.weeks)


def _target_terms(out: Aggregate, eater: int) -> None:
    """The staircase of the week's shortfall, and the floors of all days at once."""
    columns, programme = out.prepared.columns, out.programme
    growth = out.prepared.weights.shortfall_growth
    for column in range(len(columns.targets)):
        want, weight = columns.want[eater, column], columns.want_weight[eater, column]
        if weight <= 0:
            continue
        terms, constant = out.intake(eater, column)
        steps = [
            (programme.variable(0, 10.0 if k < TENTHS else INF, weight * (1.0 + growth * k)), 1.0)
            for k in range(TENTHS + 1)
        ]
        programme.row([*terms.items(), *steps], float(want) - constant)
        floors = columns.floor[eater, :, column]
        price = float(columns.floor_weight[eater, column]) * out.prepared.days
        low = {variable: -value for variable, value in terms.items()}
        _hinge(out, low, constant - float(floors.mean()), price)


def _cap_terms(out: Aggregate, eater: int) -> None:
    columns = out.prepared.columns
    for column in range(len(columns.caps)):
        price = float(columns.cap_weight[eater, column])
        terms, constant = out.intake(eater, columns.cap_slice.start + column)
        _hinge(out, terms, float(columns.cap[eater, column]) - constant, price)


def _energy_terms(out: Aggregate, eater: int) -> None:
    """Days on which the eater takes nothing from the plan have no energy to meet, so that the
    sum over days holds only where there are none."""
    prepared, weights = out.prepared, out.prepared.weights
    share = prepared.columns.share[eater]
    if (share <= 0).any():
        return
    terms, constant = out.intake(eater, prepared.columns.width - 1)
    price = 1.0 / max(1, len(prepared.usual))
    mean = 100.0 * float(share.mean())
    edge = weights.energy_band * mean
    steep = weights.energy_beyond - weights.energy_inside
    for sign in (1.0, -1.0):
        signed = {v: sign * value for v, value in terms.items()}
        centre = sign * (mean - constant)
        _hinge(out, signed, centre, price * weights.energy_inside)
        _hinge(out, signed, centre + edge, price * steep)
