"""The rules and the price of a plan once more, in plain Python, sharing no code with the model.

Written from the words of `weights.toml`, `problem.py` and `docs/optimiser.md`; used to check the
optimiser and to find true optima of tiny problems.
"""

import itertools
import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from planner.optimiser.problem import Eater, PlannedMeal, Problem

W = tomllib.loads(
    (Path(__file__).parents[3] / "planner" / "optimiser" / "weights.toml").read_text("utf-8")
)


def dish_of(problem: Problem, key: str):
    return next(d for d in problem.dishes if d.key == key)


def max_cookings(problem: Problem, dish_key: str, slot_key: str) -> int:
    own = dish_of(problem, dish_key).max_cookings
    return next(s.max_cookings for s in problem.slots if s.key == slot_key) if own is None else own


def alpha(problem: Problem, dish_key: str, slot_key: str) -> float:
    return 1 / max(1, max_cookings(problem, dish_key, slot_key))


def eats(eater: Eater, day: int, slot: str) -> bool:
    return (day, slot) not in eater.away


def share_of_day(problem: Problem, eater: Eater, day: int) -> float:
    given = {s.key: s.energy_share for s in problem.slots}
    known = sum(v for v in given.values() if v is not None)
    blank = sum(v is None for v in given.values())
    shares = {k: (max(0.0, 1 - known) / blank if v is None else v) for k, v in given.items()}
    whole = sum(shares.values())
    here = sum(v for k, v in shares.items() if eats(eater, day, k))
    if whole <= 0:
        here, whole = sum(eats(eater, day, k) for k in shares), len(shares)
    return here / whole


def intake(problem: Problem, meals, eater: Eater, day: int, nutrient: str) -> float:
    total = eater.base.get(nutrient, 0.0) + eater.fixed.get(day, {}).get(nutrient, 0.0)
    for meal in meals:
        if meal.day == day:
            dish = dish_of(problem, meal.dish)
            total += meal.portions.get(eater.key, 0.0) * dish.nutrients.get(nutrient, 0.0)
    return total


def mean(problem: Problem, meals, eater: Eater, nutrient: str) -> float:
    days = range(problem.days)
    return sum(intake(problem, meals, eater, d, nutrient) for d in days) / problem.days


def stairs(missing: float) -> float:
    """Percentage points of shortfall, each further tenth dearer than the one before."""
    price, tenth = 0.0, 0
    while missing > 1e-12:
        step = min(10.0, missing)
        price += step * (1 + W["shortfall"]["growth"] * tenth)
        missing, tenth = missing - step, tenth + 1
    return price


def eater_price(problem: Problem, meals, eater: Eater) -> float:
    days = range(problem.days)
    share = {d: share_of_day(problem, eater, d) for d in days}
    around = sum(share.values()) / problem.days
    price = 0.0
    weight = sum(t.weight for t in eater.targets)
    floored = sum(t.weight for t in eater.targets if t.daily_floor > 0)
    for t in eater.targets:
        reached = 100 * mean(problem, meals, eater, t.nutrient) / t.per_day
        missing = stairs(max(0.0, 100 * around - reached))
        price += W["shortfall"]["weight"] * t.weight / weight * missing
        for d in days:
            if t.daily_floor > 0:
                today = 100 * intake(problem, meals, eater, d, t.nutrient) / t.per_day
                low = max(0.0, 100 * t.daily_floor * share[d] - today)
                price += W["floor"]["weight"] * t.weight / floored * low / problem.days
    for limit in eater.limits:
        if not limit.hard:
            over = 100 * mean(problem, meals, eater, limit.nutrient) / limit.per_day - 100
            price += W["soft_limit"]["weight"] * max(0.0, over)
    price += energy_price(problem, meals, eater, share) + band_price(problem, meals, eater)
    return price + portion_price(problem, meals, eater)


def energy_price(problem: Problem, meals, eater: Eater, share) -> float:
    price = signed = 0.0
    for d in range(problem.days):
        if share[d] > 1e-9:
            eaten = 100 * intake(problem, meals, eater, d, "energy") / eater.energy_kcal
            off = abs(eaten - 100 * share[d])
            edge = 100 * W["energy"]["band"] * share[d]
            signed += eaten - 100 * share[d]
            price += W["energy"]["beyond"] * max(0.0, off - edge)
    return float((price + W["energy"]["inside"] * abs(signed)) / problem.days)


def band_price(problem: Problem, meals, eater: Eater) -> float:
    price = 0.0
    energy = mean(problem, meals, eater, "energy")
    for band in eater.energy_shares:
        kcal = band.kcal_per_unit * mean(problem, meals, eater, band.nutrient)
        for edge, sign in ((band.high, 1), (band.low, -1)):
            if edge is not None:
                over = sign * (kcal - edge * energy)
                price += W["shares"]["weight"] * 100 * max(0.0, over) / eater.energy_kcal
    return price


def usual(eater: Eater) -> float:
    wish = eater.energy_kcal / W["portion"]["reference_kcal"]
    return min(eater.portions, key=lambda p: (abs(p - wish), p))


def portion_price(problem: Problem, meals, eater: Eater) -> float:
    places = itertools.product(range(problem.days), (s.key for s in problem.slots))
    count = max(1, sum(eats(eater, d, s) for d, s in places))
    eaten = [p for m in meals if (p := m.portions.get(eater.key, 0.0)) > 0]
    return sum(one_portion(eater, p) for p in eaten) * 100 / usual(eater) / count


def one_portion(eater: Eater, portion: float) -> float:
    """Nearly free as far as the next portion on offer, dear beyond it."""
    centre = usual(eater)
    if portion > centre:
        free = min([p for p in eater.portions if p > centre], default=centre) - centre
    else:
        free = centre - max([p for p in eater.portions if p < centre], default=centre)
    off = abs(portion - centre)
    near, far = W["portion"]["inside"], W["portion"]["weight"]
    return float(near * min(off, free) + far * max(0.0, off - free))


def twice(count: float, free: float, weeks: float) -> float:
    """Beyond `free` a week, and again beyond one more."""
    return (max(0.0, count - free * weeks) + max(0.0, count - (free + 1) * weeks)) / weeks


def dish_free(problem: Problem, dish: str, slot: str) -> float:
    return float(max(1, math.ceil(W["variety"]["dish_free"] * max_cookings(problem, dish, slot))))


def table_price(problem: Problem, meals) -> float:
    weeks = max(1.0, problem.days / 7)
    price = 0.0
    v = W["variety"]
    for (dish, slot), count in Counter((m.dish, m.slot) for m in meals).items():
        often = twice(count, dish_free(problem, dish, slot), weeks)
        price += v["dish_repeat"] * alpha(problem, dish, slot) * often
    days: dict[str, float] = defaultdict(float)
    mains: dict[str, float] = defaultdict(float)
    parts: dict[str, float] = defaultdict(float)
    for m in meals:
        dish = dish_of(problem, m.dish)
        days[m.dish] += alpha(problem, m.dish, m.slot)
        mains[dish.main_food] += alpha(problem, m.dish, m.slot)
        for food in dish.prominent:
            parts[food] += alpha(problem, m.dish, m.slot)
    mains.pop("", None)
    price += v["dish_repeat"] * sum(twice(c, v["dish_days_free"], weeks) for c in days.values())
    heavy = (m for m in meals if m.leftover_of is None and alpha(problem, m.dish, m.slot) >= 0.5)
    cookings = Counter(m.dish for m in heavy)
    price += v["cooked_again"] * sum(max(0.0, c - weeks) / weeks for c in cookings.values())
    price += v["main_food_repeat"] * sum(
        twice(c, v["main_food_free"], weeks) for c in mains.values()
    )
    price += v["food_repeat"] * sum(twice(c, v["food_free"], weeks) for c in parts.values())
    price += W["variety"]["adjacent"] * neighbours(problem, meals) / weeks
    dishes = [dish_of(problem, key) for key in {m.dish for m in meals}]
    library = set().union(*(d.groups for d in problem.dishes))
    wanted = math.ceil(W["variety"]["groups_wanted"] * min(1.0, problem.days / 7))
    missing = min(wanted, len(library)) - len(set().union(*(d.groups for d in dishes)))
    price += W["variety"]["group_missing"] * max(0, missing)
    listed = len(set().union(*(d.foods for d in dishes)))
    price += W["list"]["weight"] * max(0.0, listed - W["list"]["free"] * weeks) / weeks
    price -= W["like"]["weight"] * sum(dish_of(problem, m.dish).like for m in meals) / weeks
    return float(price + work_price(problem, meals, weeks))


def neighbours(problem: Problem, meals) -> int:
    heavy = [m for m in meals if alpha(problem, m.dish, m.slot) >= 0.5]
    count = 0
    for a, b in itertools.combinations(heavy, 2):
        food = dish_of(problem, a.dish).main_food
        same = food and food == dish_of(problem, b.dish).main_food
        count += bool(same and a.dish != b.dish and abs(a.day - b.day) <= 1)
    return count


def work_price(problem: Problem, meals, weeks: float) -> float:
    price = 0.0
    for day, weekday in enumerate(problem.weekdays):
        cooked = [m for m in meals if m.day == day and m.leftover_of is None]
        minutes = sum(dish_of(problem, m.dish).active_minutes for m in cooked)
        if weekday:
            price += W["minutes"]["weight"] * max(0.0, minutes - W["minutes"]["free"]) / weeks
    return price


def price(problem: Problem, meals) -> float:
    """The objective."""
    people = sum(eater_price(problem, meals, e) for e in problem.eaters)
    return people / len(problem.eaters) + table_price(problem, meals)


def broken(problem: Problem, meals) -> set[str]:
    """Names of the hard rules that are broken."""
    found = set()
    slots = {s.key: s for s in problem.slots}
    for day, slot in itertools.product(range(problem.days), slots):
        here = [m for m in meals if (m.day, m.slot) == (day, slot)]
        kept_empty = any(k.dish is None and (k.day, k.slot) == (day, slot) for k in problem.locks)
        wanted = any(eats(e, day, slot) for e in problem.eaters) and not kept_empty
        if wanted and not here:
            found.add("empty")
        if len(here) > (1 if wanted else 0):
            found.add("extra")
    for m in meals:
        found |= broken_by(problem, meals, m)
    for lock in problem.locks:
        found |= broken_lock(problem, meals, lock)
    for day, weekday in enumerate(problem.weekdays):
        cooked = [dish_of(problem, m.dish) for m in meals if m.day == day and not m.leftover_of]
        if weekday and (
            sum(d.active_minutes > problem.long_minutes for d in cooked)
            > problem.long_dishes_per_weekday
        ):
            found.add("minutes")
    for eater in problem.eaters:
        for limit in eater.limits:
            had = mean(problem, meals, eater, limit.nutrient)
            if limit.hard and had > limit.per_day * (1 + 1e-7) + 1e-9:
                found.add("limit")
    if len({f for m in meals for f in dish_of(problem, m.dish).foods}) > problem.list_length:
        found.add("list")
    return found


def broken_by(problem: Problem, meals, m: PlannedMeal) -> set[str]:
    found = set()
    dish = dish_of(problem, m.dish)
    if m.slot not in dish.slots:
        found.add("slot")
    locked = {
        k
        for lock in problem.locks
        if (lock.day, lock.slot) == (m.day, m.slot)
        for k in (lock.portions or {}).items()
    }
    for eater in problem.eaters:
        portion = m.portions.get(eater.key)
        if not eats(eater, m.day, m.slot):
            found |= {"portion"} if portion is not None else set()
            continue
        if dish.key in eater.forbidden:
            found.add("forbidden")
        if portion not in eater.portions and (eater.key, portion) not in locked:
            found.add("portion")
    if sum(o.day == m.day and o.dish == m.dish for o in meals) > 1:
        found.add("same_day")
    if m.leftover_of is None:
        window = [
            o
            for o in meals
            if o.dish == m.dish
            and o.slot == m.slot
            and o.leftover_of is None
            and m.day <= o.day < m.day + 7
        ]
        if len(window) > max_cookings(problem, m.dish, m.slot):
            found.add("repeats")
        return found
    sources = [
        o
        for o in meals
        if (o.day, o.slot) == m.leftover_of and o.dish == m.dish and o.leftover_of is None
    ]
    slot = next(s for s in problem.slots if s.key == m.slot)
    age = m.day - m.leftover_of[0]
    if not sources or not slot.leftovers or not 0 < age <= dish.keeps_days:
        found.add("leftover")
    return found  # fmt: skip


def broken_lock(problem: Problem, meals, lock) -> set[str]:
    here = [m for m in meals if (m.day, m.slot) == (lock.day, lock.slot)]
    if lock.dish is None:
        return {"lock"} if here else set()
    if not any(eats(e, lock.day, lock.slot) for e in problem.eaters):
        return set()
    if len(here) != 1 or (here[0].dish, here[0].leftover_of) != (lock.dish, lock.leftover_of):
        return {"lock"}
    for eater, portion in (lock.portions or {}).items():
        if here[0].portions.get(eater, portion) != portion:
            return {"lock"}
    return set()


def all_plans(problem: Problem) -> Iterator[tuple[PlannedMeal, ...]]:
    """Every plan of a tiny problem that breaks no rule (the list's length aside)."""
    places = [
        (d, s.key)
        for d in range(problem.days)
        for s in problem.slots
        if any(eats(e, d, s.key) for e in problem.eaters)
        and not any(k.dish is None and (k.day, k.slot) == (d, s.key) for k in problem.locks)
    ]
    menus = [[d.key for d in problem.dishes if s in d.slots] for _, s in places]
    for dishes in itertools.product(*menus):
        for sources in itertools.product(*source_options(places, dishes)):
            yield from with_portions(problem, places, dishes, sources)


def source_options(places, dishes):
    """For each place: cooked, or left over from an earlier place of the same dish."""
    for place, dish in zip(places, dishes, strict=True):
        earlier = [p for p, d in zip(places, dishes, strict=True) if d == dish and p[0] < place[0]]
        yield [None, *earlier]


def with_portions(problem: Problem, places, dishes, sources):
    options = []
    for day, slot in places:
        lock = next((k for k in problem.locks if (k.day, k.slot) == (day, slot)), None)
        given = (lock.portions or {}) if lock else {}
        people = [e for e in problem.eaters if eats(e, day, slot)]
        each = [[given[e.key]] if e.key in given else list(e.portions) for e in people]
        keys = [e.key for e in people]
        options.append([dict(zip(keys, c, strict=True)) for c in itertools.product(*each)])
    first = meals_of(places, dishes, sources, [o[0] for o in options])
    if broken(problem, first) - {"list", "limit"}:
        return
    for portions in itertools.product(*options):
        meals = meals_of(places, dishes, sources, portions)
        if not broken(problem, meals) - {"list"}:
            yield meals


def meals_of(places, dishes, sources, portions):
    return tuple(
        PlannedMeal(day, slot, dish, share, source)
        for (day, slot), dish, source, share in zip(places, dishes, sources, portions, strict=True)
    )


def optimum(problem: Problem) -> tuple[float, tuple[PlannedMeal, ...]] | None:
    """The true optimum by trying everything; plans within the list's length come first."""
    best: tuple[bool, float, tuple[PlannedMeal, ...]] | None = None
    for meals in all_plans(problem):
        value = ("list" in broken(problem, meals), price(problem, meals), meals)
        if best is None or value[:2] < best[:2]:
            best = value
    return best[1:] if best else None
