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

import numpy as np

from planner.optimiser.aggregate import Aggregate, PlaceClass, hinge
from planner.optimiser.bound_intakes import cap_terms, energy_terms, target_terms
from planner.optimiser.cost import TOLERANCE
from planner.optimiser.leftovers import Place
from planner.optimiser.lp import INF, Programme
from planner.optimiser.prepared import Bools, Prepared, portion_price


def build(prepared: Prepared, with_costs: bool = True, with_list: bool = True) -> Aggregate:
    """The aggregated programme: hard rules, and the objective unless `with_costs` is False.

    `with_list` False lets the shopping list grow beyond its length, at the objective's price.
    """
    out = Aggregate(prepared, Programme(), constant=prepared.base.sum(axis=1))
    out.classes = place_classes(prepared)
    for number, kind in enumerate(out.classes):
        _class_variables(out, number, kind)
    out.eaten = [_portion_variables(out, eater) for eater in range(len(prepared.usual))]
    _cooking_rules(out)
    _hard_limits(out)
    _dish_terms(out, with_costs, with_list)
    if with_costs:
        _work_terms(out)
        for eater in range(len(prepared.usual)):
            target_terms(out, eater)
            cap_terms(out, eater)
            energy_terms(out, eater)
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


def _portion_variables(out: Aggregate, eater: int) -> dict[int, int]:
    """How much the eater has of each dish: any mix of the portions at which its price bends.

    The price is convex in the portion, so a mix of smallest, next smaller, usual, next larger and
    largest costs no more than what it adds up to. Locked portions are constants.
    """
    prepared, programme = out.prepared, out.programme
    sums: dict[int, list[int]] = defaultdict(list)
    for (number, dish), meals in out.meals.items():
        if eater in out.classes[number].eaters:
            portion = _locked_portion(out, out.classes[number], eater)
            if portion is None:
                sums[dish].append(meals)
            else:
                out.constant[eater] += portion * prepared.values[eater, dish]
                programme.cost[meals] += _portion_cost(prepared, eater, portion)
    corners = _corners(prepared, eater)
    eaten = {}
    for dish, meals_here in sums.items():
        eaten[dish] = programme.variable(0)
        mixed = [(programme.variable(0, INF, price), portion) for portion, price in corners]
        programme.row([*((v, 1.0) for v, _ in mixed), *((m, -1.0) for m in meals_here)], 0.0, 0.0)
        programme.row([*mixed, (eaten[dish], -1.0)], 0.0, 0.0)
    return eaten


def _corners(prepared: Prepared, eater: int) -> list[tuple[float, float]]:
    """(portion, price) where the price of a portion bends."""
    levels = prepared.problem.eaters[eater].portions
    usual, step = float(prepared.usual[eater]), prepared.step[eater]
    bends = {levels[0], usual - float(step[0]), usual, usual + float(step[1]), levels[-1]}
    return [(portion, _portion_cost(prepared, eater, portion)) for portion in sorted(bends)]


def _portion_cost(prepared: Prepared, eater: int, portion: float) -> float:
    here = slice(eater, eater + 1)
    table = np.array([[portion]])
    price = portion_price(prepared.weights, table, prepared.usual[here], prepared.step[here])
    return float(price[0, 0] / prepared.meals_of[eater] / len(prepared.usual))


def _locked_portion(out: Aggregate, kind: PlaceClass, eater: int) -> float | None:
    lock = out.prepared.locks.get(kind.locked) if kind.locked else None
    key = out.prepared.problem.eaters[eater].key
    return None if lock is None or lock.portions is None else lock.portions.get(key)


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
        used[dish] = _used_variable(out, eaten[dish], most)
        if with_costs:
            liked = weights.like_weight * prepared.like[dish] / prepared.weeks
            programme.cost[eaten[dish]] -= liked
            _repeat_terms(out, dish, meals, used[dish])
    _list_terms(out, used, with_costs, with_list)
    if with_costs:
        _cooked_again_terms(out)
        _main_food_terms(out)
        _group_terms(out, eaten)


def _cooked_again_terms(out: Aggregate) -> None:
    """Further cookings of a dish at heavy slots; convex in their sum."""
    prepared = out.prepared
    price = prepared.weights.variety_cooked_again / prepared.weeks
    for dish, cooked in _by_dish(out, out.cooked).items():
        heavy = [v for n, v in cooked if prepared.heavy[dish, out.classes[n].slot]]
        if len(heavy) and price > 0:
            over = out.programme.variable(0, float("inf"), price)
            terms = [*((v, 1.0) for v in heavy), (over, -1.0)]
            out.programme.row(terms, high=float(prepared.weeks))


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


def _repeat_terms(out: Aggregate, dish: int, meals: list[tuple[int, int]], used: int) -> None:
    """Repeats, and what ties them to the list: a dish that is not used is not eaten at all, so
    meals <= (meals that are free) x used + meals beyond those. Without the last part a relaxation
    would buy a seventh of a breakfast for each day.
    """
    prepared = out.prepared
    by_slot: dict[int, dict[int, float]] = defaultdict(dict)
    room: dict[int, int] = defaultdict(int)
    for number, variable in meals:
        slot = out.classes[number].slot
        by_slot[slot][variable] = 1.0
        room[slot] += len(out.classes[number].places)
    for slot, terms in by_slot.items():
        price = prepared.weights.variety_dish_repeat * prepared.alpha[dish, slot]
        free = float(prepared.repeat_free[dish, slot])
        over = _beyond(out, terms, free, price, float(room[slot]))
        tied = {**terms, used: -min(free * prepared.weeks, float(room[slot]))}
        if over is not None:
            tied[over] = -1.0
        if over is not None or room[slot] <= free * prepared.weeks:
            out.programme.row(tied, high=0.0)
    days = {
        variable: float(prepared.alpha[dish, out.classes[number].slot])
        for number, variable in meals
    }
    weights = prepared.weights
    most = sum(float(prepared.alpha[dish, slot]) * many for slot, many in room.items())
    _beyond(out, days, weights.variety_dish_days_free, weights.variety_dish_repeat, most)


def _beyond(
    out: Aggregate, terms: dict[int, float], free: float, price: float, most: float
) -> int | None:
    """`cost.beyond_count` of a sum that is `most` at most; the variable of the first hinge."""
    weeks = out.prepared.weeks
    hinges = [
        hinge(out, terms, step, price / weeks)
        for step in (free * weeks, (free + 1.0) * weeks)
        if most > step
    ]
    return hinges[0] if hinges else None


def _main_food_terms(out: Aggregate) -> None:
    """Repeats of main foods, and of foods that make up a good part of dishes."""
    prepared, weights = out.prepared, out.prepared.weights
    main: dict[int, dict[int, float]] = defaultdict(dict)
    parts: dict[int, dict[int, float]] = defaultdict(dict)
    for (number, dish), variable in out.meals.items():
        counts = float(prepared.alpha[dish, out.classes[number].slot])
        if prepared.main[dish] >= 0:
            main[int(prepared.main[dish])][variable] = counts
        for food in np.flatnonzero(prepared.prominent[dish]):
            parts[int(food)][variable] = counts
    for terms in main.values():
        _beyond(out, terms, weights.variety_main_food_free, weights.variety_main_food_repeat, INF)
    for terms in parts.values():
        _beyond(out, terms, weights.variety_food_free, weights.variety_food_repeat, INF)


def _group_terms(out: Aggregate, eaten: dict[int, int]) -> None:
    prepared, programme = out.prepared, out.programme
    present: list[tuple[int, float]] = []
    for group in range(prepared.groups.shape[1]):
        members = [v for dish, v in eaten.items() if prepared.groups[dish, group]]
        here = programme.variable(0, 1)
        programme.row([(here, 1.0), *((v, -1.0) for v in members)], high=0.0)
        present.append((here, -1.0))
    terms = dict(present)
    hinge(out, terms, -prepared.groups_wanted, prepared.weights.variety_group_missing)


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
        hinge(out, listed, free, weights.list_weight / prepared.weeks)


def _work_terms(out: Aggregate) -> None:
    prepared, weights = out.prepared, out.prepared.weights
    terms: dict[int, float] = {
        variable: float(prepared.minutes[dish])
        for (number, dish), variable in out.cooked.items()
        if out.classes[number].weekday
    }
    free = weights.minutes_free * float(prepared.weekday.sum())
    hinge(out, terms, free, weights.minutes_weight / prepared.weeks)
