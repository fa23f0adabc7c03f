"""Every dish of a menu at one empty place, with every portion, priced at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.optimiser.columns import Array
from planner.optimiser.cost import LIST_PRICE, RULE_PRICE, beyond_count, place_cost
from planner.optimiser.evaluate import minutes_cost
from planner.optimiser.leftovers import Place, cookings
from planner.optimiser.prepared import Ints, Menu
from planner.optimiser.state import State


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """Prices of a menu's dishes at a place, up to one constant; inf where a rule forbids."""

    menu: Menu
    price: Array
    """[M] with each eater's best portion."""
    portion: Ints
    """[P, M] index of that portion."""
    by_portion: Array
    """[P, M, J] intake part of the price."""
    plan: Array
    """[M] part that does not depend on portions."""

    def portions(self, state: State, index: int) -> Array:
        """[E] best portions of the menu's dish `index`, 0 for who is away."""
        prepared = state.prepared
        out = np.zeros(len(prepared.portions))
        eaters = self.menu.eaters
        out[eaters] = prepared.portions[eaters, self.portion[:, index]]
        return out


def choices(state: State, place: Place) -> Choices:
    """Price all dishes at `place`, which must be empty."""
    day, slot = place
    menu = state.prepared.menu(day, slot)
    by_portion = intake_prices(state, day, menu)
    portion = by_portion.argmin(axis=2)
    best = np.take_along_axis(by_portion, portion[:, :, None], axis=2)[:, :, 0].sum(axis=0)
    plan = plan_prices(state, place, menu)
    return Choices(menu, best + plan, portion, by_portion, plan)


def intake_prices(state: State, day: int, menu: Menu) -> Array:
    """[P, M, J] what each eater's intakes cost with each portion of each dish on `day`."""
    prepared = state.prepared
    people = menu.eaters
    week = state.week[people][:, None, None, :] + menu.values / prepared.days
    today = state.totals[people, day][:, None, None, :] + menu.values
    return place_cost(prepared, people, day, week, today) + menu.penalty


def plan_prices(state: State, place: Place, menu: Menu) -> Array:
    """[M] what each dish adds to the terms of dishes; inf where it breaks a rule."""
    day, slot = place
    prepared, weights, weeks = state.prepared, state.prepared.weights, state.prepared.weeks
    dishes = menu.dishes
    alpha = prepared.alpha[dishes, slot]
    count = state.count[dishes, slot]
    repeat = alpha * (beyond_count(count + 1.0, weeks) - beyond_count(count, weeks))
    price = (
        weights.variety_dish_repeat * repeat - weights.like_weight * prepared.like[dishes] / weeks
    )
    price += _main_food_price(state, day, slot, dishes, alpha)
    price += _group_price(state, dishes) + _list_price(state, dishes)
    price += _work_price(state, day, dishes)
    price[prepared.max_cook[dishes, slot] < 1] = np.inf
    for dish, places in state.where.items():
        index = menu.position.get(dish)
        if index is not None:
            price[index] += _again_price(state, place, dish, places)
    return np.asarray(price)


def _main_food_price(state: State, day: int, slot: int, dishes: Ints, alpha: Array) -> Array:
    prepared, weights, weeks = state.prepared, state.prepared.weights, state.prepared.weeks
    main = prepared.main[dishes]
    weighted = state.main[main]
    more = beyond_count(weighted + alpha, weeks) - beyond_count(weighted, weeks)
    near = state.main_by_day[day : day + 3].sum(axis=0)[main] * prepared.heavy[dishes, slot]
    price = weights.variety_main_food_repeat * more + weights.variety_adjacent * near / weeks
    return np.asarray(np.where(main >= 0, price, 0.0))


def _group_price(state: State, dishes: Ints) -> Array:
    prepared = state.prepared
    here = state.group > 0.5
    distinct = float(here.sum())
    new = prepared.groups[dishes] @ (~here)
    short = np.maximum(0.0, prepared.groups_wanted - distinct - new)
    before = max(0.0, prepared.groups_wanted - distinct)
    return np.asarray(prepared.weights.variety_group_missing * (short - before))


def _list_price(state: State, dishes: Ints) -> Array:
    prepared, weights, weeks = state.prepared, state.prepared.weights, state.prepared.weeks
    here = state.food > 0.5
    listed = float(here.sum())
    longer = listed + prepared.foods[dishes] @ (~here)
    free, most = weights.list_free * weeks, prepared.problem.list_length
    soft = np.maximum(0.0, longer - free) - max(0.0, listed - free)
    hard = np.maximum(0.0, longer - most) - max(0.0, listed - most)
    return np.asarray(weights.list_weight * soft / weeks + LIST_PRICE * hard)


def _work_price(state: State, day: int, dishes: Ints) -> Array:
    """Price of cooking each dish on this day."""
    prepared = state.prepared
    if not prepared.weekday[day]:
        return np.zeros(len(dishes))
    worked = state.minutes[day]
    more = minutes_cost(prepared, worked + prepared.minutes[dishes])
    price = more - minutes_cost(prepared, np.array([worked]))
    full = state.long[day] >= prepared.problem.long_dishes_per_weekday
    return np.asarray(np.where(full & prepared.long[dishes], RULE_PRICE, 0.0) + price)


def _again_price(state: State, place: Place, dish: int, places: list[Place]) -> float:
    """Correction for a dish that stands elsewhere: leftovers, rules, pairs with itself."""
    prepared = state.prepared
    day, slot = place
    cooked = cookings(prepared, dish, sorted([*places, place]))
    if cooked is None:
        return np.inf
    before = state.cookings(dish, places)
    price = _work_change(state, dish, before, cooked) - _work_change(state, dish, (), (place,))
    if prepared.heavy[dish, slot] and prepared.main[dish] >= 0:
        near = sum(abs(d - day) <= 1 and prepared.heavy[dish, s] for d, s in places)
        price -= prepared.weights.variety_adjacent * near / prepared.weeks
    return float(price)


def _work_change(state: State, dish: int, before: Sequence[Place], after: Sequence[Place]) -> float:
    """Change of the price of work when the dish is cooked at `after` and not at `before`."""
    prepared, weights = state.prepared, state.prepared.weights
    most = prepared.problem.long_dishes_per_weekday
    change: dict[int, int] = {}
    for day, _ in before:
        change[day] = change.get(day, 0) - 1
    for day, _ in after:
        change[day] = change.get(day, 0) + 1
    minutes, long = float(prepared.minutes[dish]), int(prepared.long[dish])
    price = 0.0
    for day, times in change.items():
        if not times or not prepared.weekday[day]:
            continue
        worked, many = float(state.minutes[day]) - weights.minutes_free, int(state.long[day]) - most
        more = max(0.0, worked + times * minutes) - max(0.0, worked)
        over = max(0, many + times * long) - max(0, many)
        price += weights.minutes_weight * more / prepared.weeks + RULE_PRICE * over
    return price
