"""The search's inner loop, compiled: a board, what a change of it costs, simulated annealing.

Plain loops over arrays for numba. All compiled functions stand in this one file, since a compiled
caller on disk does not notice that a function in another file has changed. `layout` says what
`Facts` and `Board` hold, `engine` fills and reads them; `cost` and `evaluate` are the formulas
that these loops agree with.
"""

import numpy as np

from planner.optimiser.layout import Board, Facts, Floats, compiled, within

#: Prices inside the search of a pp above a hard limit, and of one that is passed at all.
HARD_PRICE, RULE_PRICE = 1e4, 1e7
#: Broken rules of dishes are cheap while it is hot, so that the way to a better plan may lead over
#: them, and dear when it is cold; what is kept as the best is judged by the last.
LENIENT, STERN, FORBIDDEN = 0.1, 2.0, 1e6
#: Relative slack of hard limits, for sums of floats.
TOLERANCE = 1e-9
#: Shares of moves that exchange two days of a slot, that replace a dish wherever it stands, and one
#: dish; the others change one portion.
EXCHANGES, RENAMES, DISH_MOVES = 0.1, 0.05, 0.5
#: Share of replacements that take a dish which stands elsewhere (leftovers, a short list).
AGAIN = 0.3
#: Where `Board.sums` keeps what.
TERMS, LISTED, GROUPS, BROKEN, COST, BEST, STRICT = range(7)
#: What `Facts.spots`, `dishes`, `work`, `tables` and `members` keep at which place.
MENU, LOCK, OPEN = range(3)
KEEPS, MAIN, LONG = range(3)
MINUTES, LIKE = range(2)
ALPHA, MINDED, MOST, HEAVY = range(4)
FOODS, KINDS, PARTS = range(3)
#: Kinds of locks: none, cooked here, left over.
FREE, COOKED, LEFT = range(3)


@within
def chance(b: Board) -> float:
    """The next random number in [0, 1): xorshift, the same everywhere."""
    x = b.dice[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    b.dice[0] = x
    return float(x >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@within
def penalty_of(f: Facts, e: int, portion: float) -> float:
    """What a portion itself costs; locked portions off the list are constant and cost nothing."""
    for j in range(f.level_count[e]):
        if f.levels[e, j] == portion:
            return float(f.penalty[e, j])
    return 0.0


@within
def week_after(f: Facts, b: Board, e: int, old: int, had: float, new: int, has: float) -> float:
    """Cost of the week's means after `had` of dish `old` became `has` of dish `new`."""
    days = b.totals.shape[1]
    less, more = had / days, has / days
    v, w, week, edge, weight = f.values[e, old], f.values[e, new], b.week[e], f.edge[e], f.weight[e]
    last = len(edge)
    cost, worst = 0.0, 0.0
    for k in range(last):
        u = max(0.0, week[k] + more * w[k] - less * v[k] - edge[k])
        cost += weight[k] * u
        worst = max(worst, u)
    if worst > 0.0:
        cost += steep(f, b, e, old, less, new, more)
    off = week[last] + more * w[last] - less * v[last] - f.energy_mean[e]
    return float(cost + f.prices.energy_inside / len(b.costs) * abs(off))


@compiled
def steep(f: Facts, b: Board, e: int, old: int, less: float, new: int, more: float) -> float:
    """What tenths beyond the first and broken hard limits cost on top."""
    v, w, week, edge = f.values[e, old], f.values[e, new], b.week[e], f.edge[e]
    cost = 0.0
    for k in range(f.targets):
        u = week[k] + more * w[k] - less * v[k] - edge[k]
        if u > 10.0:
            tenths = np.floor(u * 0.1)
            stairs = tenths * u - 5.0 * tenths * (tenths + 1.0)
            cost += f.weight[e, k] * f.prices.growth * stairs
    for k in range(len(edge) - f.hards, len(edge)):
        if week[k] + more * w[k] - less * v[k] > edge[k]:
            cost += RULE_PRICE
    return cost


@within
def day_after(
    f: Facts, b: Board, e: int, d: int, old: int, had: float, new: int, has: float
) -> float:
    """Cost of one day's amounts after the change: floors, and energy beyond the band."""
    v, w, today = f.values[e, old], f.values[e, new], b.totals[e, d]
    floor, weight = f.floor[e, d], f.floor_weight[e]
    cost = 0.0
    for k in range(f.targets):
        cost += weight[k] * max(0.0, today[k] + has * w[k] - had * v[k] - floor[k])
    share, k = f.share[e, d], len(today) - 1
    if share > 0.0:
        off = abs(today[k] + has * w[k] - had * v[k] - 100.0 * share)
        over = max(0.0, off - 100.0 * f.prices.energy_band * share)
        cost += f.prices.energy_beyond * over / (len(b.costs) * b.totals.shape[1])
    return cost


@within
def eat(f: Facts, b: Board, e: int, d: int, dish: int, portion: float) -> None:
    """Add a portion (or take one off: less than 0) to the sums."""
    v, days = f.values[e, dish], b.totals.shape[1]
    for k in range(len(v)):
        amount = portion * v[k]
        b.totals[e, d, k] += amount
        b.week[e, k] += amount / days


@within
def beyond(count: float, free: float, weeks: float) -> float:
    """`cost.beyond_count` of one figure."""
    over = count - free * weeks
    if over <= 0.0:
        return 0.0
    return float((over + max(0.0, over - weeks)) / weeks)


@within
def pairs(f: Facts, b: Board, d: int, s: int, dish: int) -> int:
    """Other dishes of the same main food at heavy places at most a day away."""
    main, found = f.dishes[dish, MAIN], 0
    if main < 0 or f.tables[dish, s, HEAVY] < 0.5:
        return 0
    for other in range(max(0, d - 1), min(b.dish.shape[0], d + 2)):
        for t in range(b.dish.shape[1]):
            r = b.dish[other, t]
            if r >= 0 and r != dish and f.dishes[r, MAIN] == main and f.tables[r, t, HEAVY] > 0.5:
                found += 1
    return found


@within
def heap(b: Board, index: int, more: float, free: float, weeks: float) -> float:
    """Add to a sum of `bulk`; the change of how far it is beyond what nobody minds."""
    x = b.bulk[index]
    b.bulk[index] = x + more
    return beyond(x + more, free, weeks) - beyond(x, free, weeks)


@within
def tally(f: Facts, b: Board, d: int, s: int, dish: int, sign: int) -> None:
    """Count a dish in or out; the place itself must be empty."""
    p, table = f.prices, f.tables[dish, s]
    weeks, alpha, n = p.weeks, table[ALPHA], b.meals[dish, s]
    change = sign / weeks * (p.adjacent * pairs(f, b, d, s, dish) - f.works[dish, LIKE])
    more = beyond(n + sign, table[MINDED], weeks) - beyond(n, table[MINDED], weeks)
    change += p.repeat * alpha * more
    b.meals[dish, s] += sign
    b.meals[dish, -1] += sign
    all_days = len(b.bulk) - len(b.meals) + dish
    change += p.repeat * heap(b, all_days, sign * alpha, p.days_free, weeks)
    if f.dishes[dish, MAIN] >= 0:
        change += p.main * heap(b, f.dishes[dish, MAIN], sign * alpha, p.main_free, weeks)
    for i in range(f.starts[PARTS, dish], f.starts[PARTS, dish + 1]):
        change += p.part * heap(b, f.members[i], sign * alpha, p.part_free, weeks)
    b.sums[TERMS] += change
    edge = 1 if sign > 0 else 0
    for kind in (FOODS, KINDS):
        for i in range(f.starts[kind, dish], f.starts[kind, dish + 1]):
            b.seen[f.members[i]] += sign
            if b.seen[f.members[i]] == edge:
                b.sums[LISTED + kind] += sign


@within
def cook(f: Facts, b: Board, dish: int, sign: int) -> None:
    """Tell cookings from leftovers by where the dish stands, as `leftovers.derive` does."""
    stands = b.meals[dish, -1]
    if stands == 0:
        return
    last, source, broken, most, made = -1, -1, False, 0.0, 0.0
    for d in range(b.dish.shape[0]):
        for s in range(b.dish.shape[1]):
            if b.dish[d, s] != dish:
                continue
            broken = broken or d == last
            last = d
            lock = f.spots[d, s, LOCK]
            keeps = source >= 0 and f.leftovers[s] and d - source <= f.dishes[dish, KEEPS]
            left = lock == LEFT or (lock == FREE and keeps)
            b.cooked[d, s] = not left
            if not left:
                source = d
                b.work[d, 0] += sign * f.works[dish, MINUTES]
                b.work[d, 1] += sign * f.dishes[dish, LONG]
                most = max(most, b.meals[dish, s] - f.tables[dish, s, MOST])
                made += 1.0 if f.tables[dish, s, HEAVY] > 0.5 else 0.0
            stands -= 1
        if stands == 0:
            break
    weeks = f.prices.weeks
    b.sums[TERMS] += sign * f.prices.again * max(0.0, made - weeks) / weeks
    if broken or (most > 0.0 and too_often(f, b, dish)):
        b.sums[BROKEN] += sign


@compiled
def too_often(f: Facts, b: Board, dish: int) -> bool:
    """Whether some seven days hold more cookings of the dish for a slot than it may have."""
    days, slots = b.dish.shape
    for s in range(slots):
        for first in range(days):
            made = 0
            for d in range(first, min(days, first + 7)):
                if b.dish[d, s] == dish and b.cooked[d, s]:
                    made += 1
            if made > f.tables[dish, s, MOST]:
                return True
    return False


@compiled
def stand(f: Facts, b: Board, d: int, s: int, dish: int) -> None:
    """Put a dish at a place instead of what is there; -1 empties it. Portions are not counted."""
    old = b.dish[d, s]
    for other in (old, dish):
        if other >= 0:
            cook(f, b, other, -1)
    b.dish[d, s] = -1
    if old >= 0:
        tally(f, b, d, s, old, -1)
    if dish >= 0:
        tally(f, b, d, s, dish, 1)
    b.dish[d, s] = dish
    for other in (old, dish):
        if other >= 0:
            cook(f, b, other, 1)


@within
def dishes_cost(f: Facts, b: Board) -> float:
    """Terms of dishes, without portions, and what the search asks for broken rules."""
    p, listed = f.prices, b.sums[LISTED]
    cost = b.sums[TERMS] + b.sums[STRICT] * excess(f, b)
    cost += p.list * max(0.0, listed - p.list_free * p.weeks) / p.weeks
    cost += p.group * max(0.0, p.groups_wanted - b.sums[GROUPS])
    for d in range(len(b.work)):
        if f.weekday[d]:
            cost += p.minutes * max(0.0, b.work[d, 0] - p.minutes_free) / p.weeks
    return float(cost)


@within
def excess(f: Facts, b: Board) -> float:
    """How many times rules of dishes are broken, foods too many on the list counted one by one."""
    much = b.sums[BROKEN] + max(0.0, b.sums[LISTED] - f.prices.list_most)
    for d in range(len(b.work)):
        if f.weekday[d]:
            much += max(0.0, b.work[d, 1] - f.prices.long_most)
    return float(much)


@compiled
def recount(f: Facts, b: Board, strict: float) -> None:
    """Every sum anew from `dish` and `portion`, against the drift of floats.

    `strict` is the price of a broken rule of dishes.
    """
    people, days, slots = b.portion.shape
    b.meals[:], b.seen[:], b.bulk[:], b.work[:] = 0, 0, 0.0, 0.0
    b.sums[:BEST], b.week[:] = 0.0, 0.0
    b.sums[STRICT] = strict
    cost = 0.0
    for e in range(people):
        for d in range(days):
            for k in range(b.week.shape[1]):
                b.totals[e, d, k] = f.base[e, d, k]
                b.week[e, k] += f.base[e, d, k] / days
    for d in range(days):
        for s in range(slots):
            b.undo[d, s, people] = b.dish[d, s]
            b.dish[d, s] = -1
    for d in range(days):
        for s in range(slots):
            dish = int(b.undo[d, s, people])
            if dish >= 0:
                stand(f, b, d, s, dish)
                for e in range(people):
                    eat(f, b, e, d, dish, b.portion[e, d, s])
                    cost += penalty_of(f, e, b.portion[e, d, s])
    for e in range(people):
        for d in range(days):
            b.costs[e, d] = day_after(f, b, e, d, 0, 0.0, 0, 0.0)
            cost += b.costs[e, d]
        b.costs[e, days] = week_after(f, b, e, 0, 0.0, 0, 0.0)
        cost += b.costs[e, days]
    b.sums[COST] = cost + dishes_cost(f, b)


@within
def fitting(f: Facts, b: Board, e: int, d: int, s: int, new: int) -> float:
    """The portion of `new` that brings the day's energy nearest to what it should be."""
    k = f.values.shape[2] - 1
    each, old = f.values[e, new, k], b.dish[d, s]
    rest = 100.0 * f.share[e, d] - b.totals[e, d, k] + b.portion[e, d, s] * f.values[e, old, k]
    best = f.levels[e, 0]
    for j in range(1, f.level_count[e]):
        if abs(rest - f.levels[e, j] * each) < abs(rest - best * each):
            best = f.levels[e, j]
    return float(best)


@within
def think_of_portion(f: Facts, b: Board) -> tuple[int, int, int]:
    """A person's portion a step up or down, in `b.trial[0]`: (day, slot, dish), -1 if none."""
    e, d, s = f.portions[int(chance(b) * len(f.portions))]
    had = b.portion[e, d, s]
    for other in range(b.portion.shape[0]):
        b.trial[0, other] = b.portion[other, d, s]
    j = 0
    while j < f.level_count[e] - 1 and f.levels[e, j] < had:
        j += 1
    j += 1 if chance(b) < 0.5 else -1
    if j < 0 or j >= f.level_count[e]:
        return d, s, -1
    b.trial[0, e] = f.levels[e, j]
    return d, s, b.dish[d, s]


@within
def think_of_dish(f: Facts, b: Board) -> tuple[int, int, int]:
    """Another dish at a free place, with the portions as they were or such that the energy fits."""
    d, s = f.places[int(chance(b) * len(f.places))]
    menu = f.spots[d, s, MENU]
    if chance(b) < AGAIN:
        new = b.dish[int(chance(b) * b.dish.shape[0]), int(chance(b) * b.dish.shape[1])]
    else:
        first, end = f.menu_start[menu], f.menu_start[menu + 1]
        new = f.menu_dish[first + int(chance(b) * (end - first))]
    if new < 0 or not f.allowed[menu, new]:
        return d, s, -1
    fit = chance(b) < 0.5
    for e in range(b.portion.shape[0]):
        b.trial[0, e] = b.portion[e, d, s]
        if f.present[e, d, s] and fit:
            b.trial[0, e] = fitting(f, b, e, d, s, new)
    return d, s, new


@within
def intake_change(f: Facts, b: Board, d: int, s: int, new: int) -> float:
    """What `b.trial[0]` portions of `new` instead of what stands here cost more in intakes."""
    old, more = b.dish[d, s], 0.0
    for e in range(b.portion.shape[0]):
        had, has = b.portion[e, d, s], b.trial[0, e]
        if f.present[e, d, s] and (has != had or new != old):
            b.trial[1, e] = week_after(f, b, e, old, had, new, has)
            b.trial[2, e] = day_after(f, b, e, d, old, had, new, has)
            more += b.trial[1, e] - b.costs[e, -1] + b.trial[2, e] - b.costs[e, d]
            more += penalty_of(f, e, has) - penalty_of(f, e, had)
    return more


@within
def eat_instead(f: Facts, b: Board, d: int, s: int, old: int, new: int) -> None:
    """Eat what `intake_change` has priced."""
    for e in range(b.portion.shape[0]):
        had, has = b.portion[e, d, s], b.trial[0, e]
        if f.present[e, d, s] and (has != had or new != old):
            eat(f, b, e, d, old, -had)
            eat(f, b, e, d, new, has)
            b.portion[e, d, s] = has
            b.costs[e, -1], b.costs[e, d] = b.trial[1, e], b.trial[2, e]


@within
def consider(f: Facts, b: Board, d: int, s: int, new: int, allowed: float) -> None:
    """Stand `new` with `b.trial[0]` portions here if it costs at most `allowed` more."""
    old = b.dish[d, s]
    more = intake_change(f, b, d, s, new)
    before = dishes_cost(f, b)
    if more - before - f.prices.like_most > allowed:
        return
    if new != old:
        stand(f, b, d, s, new)
        more += dishes_cost(f, b) - before
    if more <= allowed:
        eat_instead(f, b, d, s, old, new)
        b.sums[COST] += more
    elif new != old:
        stand(f, b, d, s, old)


@within
def exchange(f: Facts, b: Board, allowed: float) -> None:
    """Two days of a slot change places, portions and all, if it costs at most `allowed` more."""
    first, s = f.places[int(chance(b) * len(f.places))]
    second = int(chance(b) * b.dish.shape[0])
    x, y = b.dish[first, s], b.dish[second, s]
    same = f.spots[first, s, MENU] == f.spots[second, s, MENU]
    if x == y or x < 0 or y < 0 or not same or f.spots[second, s, OPEN] == 0:
        return
    more = 0.0
    for e in range(b.portion.shape[0]):
        p, q = b.portion[e, first, s], b.portion[e, second, s]
        for d, old, had, new, has in ((first, x, p, y, q), (second, y, q, x, p)):
            cost = day_after(f, b, e, d, old, had, new, has)
            b.trial[1 if d == first else 2, e] = cost
            more += cost - b.costs[e, d]
    before = dishes_cost(f, b)
    if more - before - f.prices.like_most > allowed:
        return
    trade(f, b, first, x, second, y, s)
    more += dishes_cost(f, b) - before
    if more > allowed:
        trade(f, b, first, y, second, x, s)
        return
    for e in range(b.portion.shape[0]):
        p, q = b.portion[e, first, s], b.portion[e, second, s]
        for d, old, had, new, has in ((first, x, p, y, q), (second, y, q, x, p)):
            eat(f, b, e, d, old, -had)
            eat(f, b, e, d, new, has)
            b.portion[e, d, s] = has
            b.costs[e, d] = b.trial[1 if d == first else 2, e]
    b.sums[COST] += more


@within
def rename(f: Facts, b: Board, d: int, s: int, new: int, allowed: float) -> None:
    """`new` wherever the dish of this place stands and may be replaced."""
    old, people, more = b.dish[d, s], b.portion.shape[0], 0.0
    if new == old:
        return
    for back in (False, True):
        for day in range(b.dish.shape[0]):
            for slot in range(b.dish.shape[1]):
                if back and b.undo[day, slot, people] == 1.0:
                    for e in range(people):
                        b.trial[0, e] = b.undo[day, slot, e]
                    stand_and_eat(f, b, day, slot, old)
                elif not back:
                    menu = f.spots[day, slot, MENU]
                    same = b.dish[day, slot] == old and f.spots[day, slot, OPEN] == 1
                    changes = same and f.allowed[menu, new]
                    b.undo[day, slot, people] = 1.0 if changes else 0.0
                    if changes:
                        for e in range(people):
                            b.undo[day, slot, e] = b.portion[e, day, slot]
                            b.trial[0, e] = b.portion[e, day, slot]
                            if f.present[e, day, slot]:
                                b.trial[0, e] = fitting(f, b, e, day, slot, new)
                        more += stand_and_eat(f, b, day, slot, new)
        if not back and more <= allowed:
            b.sums[COST] += more
            return


@compiled
def stand_and_eat(f: Facts, b: Board, d: int, s: int, new: int) -> float:
    """Put `new` in `b.trial[0]` portions here, whatever it costs; what it costs."""
    old = b.dish[d, s]
    more = intake_change(f, b, d, s, new) - dishes_cost(f, b)
    stand(f, b, d, s, new)
    eat_instead(f, b, d, s, old, new)
    return more + dishes_cost(f, b)


@compiled
def trade(f: Facts, b: Board, first: int, x: int, second: int, y: int, s: int) -> None:
    """Dishes `x` and `y` of two days of a slot change places."""
    stand(f, b, first, s, -1)
    stand(f, b, second, s, x)
    stand(f, b, first, s, y)


@within
def keep_best(f: Facts, b: Board) -> None:
    """Remember the board if it is the cheapest so far, rules first."""
    if b.sums[COST] >= b.sums[BEST] - 1e-9:
        return
    much = excess(f, b)
    cost = b.sums[COST] + (FORBIDDEN - b.sums[STRICT]) * much
    if cost < b.sums[BEST] - 1e-9:
        b.sums[BEST] = cost
        for d in range(b.dish.shape[0]):
            for s in range(b.dish.shape[1]):
                b.best_dish[d, s] = b.dish[d, s]
                for e in range(b.portion.shape[0]):
                    b.best_portion[e, d, s] = b.portion[e, d, s]


@compiled
def anneal(
    f: Facts,
    b: Board,
    first: int,
    end: int,
    moves: int,
    hot: float,
    cold: float,
    severity: float,
) -> None:
    """Moves `first` to `end` of a cooling round of so many `moves`; the board must be complete.

    `severity` is by how much broken rules of dishes are dearer than usual.
    """
    lenient, stern = LENIENT * severity, STERN * severity
    recount(f, b, lenient * (stern / lenient) ** (first / moves))
    keep_best(f, b)
    temperature = hot
    for move in range(first, end):
        if move % 64 == 0 or move == first:
            temperature = hot * np.exp(np.log(cold / hot) * move / moves)
            strict = lenient * np.exp(np.log(stern / lenient) * move / moves)
            b.sums[COST] += (strict - b.sums[STRICT]) * excess(f, b)
            b.sums[STRICT] = strict
        allowed = -temperature * np.log(max(chance(b), 1e-300))
        kind = chance(b)
        if len(f.places) > 0 and kind < EXCHANGES:
            exchange(f, b, allowed)
        elif len(f.places) > 0 and kind < EXCHANGES + RENAMES:
            d, s, dish = think_of_dish(f, b)
            if dish >= 0:
                rename(f, b, d, s, dish, allowed)
        else:
            if len(f.portions) > 0 and (kind < 1.0 - DISH_MOVES or len(f.places) == 0):
                d, s, dish = think_of_portion(f, b)
            elif len(f.places) > 0:
                d, s, dish = think_of_dish(f, b)
            else:
                return
            if dish >= 0:
                consider(f, b, d, s, dish, allowed)
        keep_best(f, b)


@compiled
def price_menu(f: Facts, b: Board, d: int, s: int, price: Floats, portion: Floats) -> None:
    """[M] cost of each dish of the menu at an empty place, with [M, E] each person's best portion.

    Prices are what the board would cost more than it does.
    """
    first = f.menu_start[f.spots[d, s, MENU]]
    before = dishes_cost(f, b)
    for i in range(len(price)):
        dish = f.menu_dish[first + i]
        stand(f, b, d, s, dish)
        price[i] = dishes_cost(f, b) - before
        stand(f, b, d, s, -1)
        for e in range(b.portion.shape[0]):
            if not f.present[e, d, s]:
                continue
            best = np.inf
            for j in range(f.level_count[e]):
                has = f.levels[e, j]
                cost = f.penalty[e, j] + week_after(f, b, e, 0, 0.0, dish, has)
                cost += day_after(f, b, e, d, 0, 0.0, dish, has)
                if cost < best:
                    best, portion[i, e] = cost, has
            price[i] += best - b.costs[e, -1] - b.costs[e, d]


@compiled
def price_extra(f: Facts, b: Board, e: int, d: int, dish: int, portion: float) -> float:
    """What it costs one person to have so much more (or less) of a dish on a day."""
    cost = week_after(f, b, e, 0, 0.0, dish, portion) - b.costs[e, -1]
    return float(cost + day_after(f, b, e, d, 0, 0.0, dish, portion) - b.costs[e, d])
