"""Tiny seeded problems, small enough to try every plan."""

from dataclasses import replace
from random import Random

from planner.optimiser.problem import (
    Dish,
    Eater,
    EnergyShare,
    Limit,
    Lock,
    Problem,
    Slot,
    Target,
)


def tiny_dish(random: Random, number: int) -> Dish:
    slots = random.choice([{"lunch"}, {"dinner"}, {"lunch", "dinner"}])
    nutrients = {
        "energy": random.choice([300.0, 700.0, 1000.0]),
        "magnesium": random.choice([20.0, 120.0, 260.0]),
        "vitamin_d": random.choice([0.0, 3.0, 12.0]),
        "sodium": random.choice([200.0, 900.0, 2000.0]),
        "fat_saturated": random.choice([2.0, 15.0]),
    }
    if random.random() < 0.2:
        del nutrients["magnesium"]
    return Dish(
        key=f"dish{number}",
        slots=frozenset(slots),
        nutrients=nutrients,
        active_minutes=random.choice([5.0, 25.0, 50.0]),
        keeps_days=random.choice([0, 0, 1, 2]),
        main_food=random.choice(["", "rice", "beans"]),
        groups=frozenset(random.sample(["fish", "greens", "grains"], random.randint(0, 2))),
        prominent=frozenset(random.sample(["a", "b", "c"], random.randint(0, 2))),
        foods=frozenset(random.sample(["a", "b", "c", "d", "e", "f"], random.randint(1, 4))),
        max_cookings=random.choice([None, None, 1, 2]),
        like=random.choice([0.0, 0.0, -1.0, 0.5]),
    )


def tiny_eater(random: Random, key: str, portions: tuple[float, ...], dishes) -> Eater:
    limits = [Limit("sodium", random.choice([1500.0, 2300.0, 3000.0]), random.random() < 0.4)]
    forbidden = {random.choice(dishes).key} if random.random() < 0.25 else set()
    away = {(random.randint(0, 1), "lunch")} if random.random() < 0.25 else set()
    return Eater(
        key=key,
        energy_kcal=random.choice([1200.0, 2000.0, 2600.0]),
        targets=(Target("magnesium", 320.0), Target("vitamin_d", 15.0, 0.0, random.choice([1, 2]))),
        limits=tuple(limits),
        energy_shares=(EnergyShare("fat_saturated", 9.0, None, 0.1),),
        portions=portions,
        forbidden=frozenset(forbidden),
        base={"magnesium": 15.0},
        fixed={1: {"energy": 100.0, "sodium": 50.0}} if random.random() < 0.3 else {},
        away=frozenset(away),
    )


def tiny(seed: int, locks: bool = True) -> Problem:
    """Two days of two slots."""
    random = Random(seed)
    dishes = tuple(tiny_dish(random, n) for n in range(random.randint(3, 4)))
    if random.random() < 0.7:
        portions = random.choice([(0.5, 1.0), (0.75, 1.0, 1.25)])
        eaters: tuple[Eater, ...] = (tiny_eater(random, "ann", portions, dishes),)
    else:
        eaters = (
            tiny_eater(random, "ann", (1.0, 1.5), dishes),
            tiny_eater(random, "bob", (0.75,), dishes),
        )
    problem = Problem(
        weekdays=(True, random.random() < 0.5),
        slots=(
            Slot("lunch", random.choice([1, 2, 5]), random.random() < 0.8, 0.4),
            Slot("dinner", random.choice([1, 2]), True, random.choice([0.6, None])),
        ),
        eaters=eaters,
        dishes=dishes,
        seed=seed,
        time_limit=0.4,
        list_length=random.choice([5, 50]),
        long_dishes_per_weekday=random.choice([1, 2]),
    )
    return with_lock(random, problem) if locks and random.random() < 0.4 else problem


def with_lock(random: Random, problem: Problem) -> Problem:
    day, slot = random.randint(0, 1), random.choice(["lunch", "dinner"])
    dish = random.choice([None, *[d.key for d in problem.dishes if slot in d.slots]])
    portions = {"ann": 0.9} if dish and random.random() < 0.5 else None
    return replace(problem, locks=(Lock(day, slot, dish, portions),))
