"""Seeded weeks to plan: real foods (USDA figures, `foods_sample.csv`) in random dishes."""

import csv
from pathlib import Path
from random import Random
from typing import Any

from planner.optimiser.problem import Dish, Eater, EnergyShare, Limit, Problem, Slot, Target

FOODS = Path(__file__).with_name("foods_sample.csv")
WEEK_ONLY = {"vitamin_d", "vitamin_b12"}
#: (role, low grams, high grams) of the parts of a dish.
PARTS: dict[str, list[list[tuple[str, int, int]]]] = {
    "smoothie": [
        [("base", 200, 260), ("fruit", 90, 140), ("green", 20, 40), ("seed", 8, 20)],
        [("base", 200, 260), ("fruit", 80, 120), ("fruit", 60, 100), ("cereal", 15, 30)],
    ],
    "breakfast": [
        [("cereal", 45, 70), ("base", 150, 200), ("fruit", 70, 120), ("seed", 10, 20)],
        [("cereal", 60, 90), ("animal", 50, 90), ("vegetable", 60, 100), ("fat", 5, 25)],
    ],
    "lunch": [
        [("grain", 150, 220), ("legume", 90, 150), ("vegetable", 80, 140), ("vegetable", 60, 100),
         ("fat", 8, 25)],
        [("grain", 120, 200), ("animal", 80, 120), ("vegetable", 100, 160), ("green", 30, 60),
         ("fat", 8, 20), ("seed", 5, 15)],
    ],
    "dinner": [
        [("grain", 160, 240), ("animal", 110, 160), ("vegetable", 120, 180),
         ("vegetable", 80, 130), ("fat", 8, 20)],
        [("grain", 150, 220), ("legume", 130, 200), ("vegetable", 120, 180),
         ("vegetable", 80, 130), ("fat", 10, 20), ("seed", 8, 20)],
    ],
}  # fmt: skip
SLOTS = (
    Slot("breakfast", 5, energy_share=0.25),
    Slot("smoothie", 5, leftovers=False, energy_share=0.12),
    Slot("lunch", 2, energy_share=0.3),
    Slot("dinner", 1, energy_share=0.33),
)


def sample_foods() -> dict[str, list[dict[str, Any]]]:
    """Role -> foods with their figures per 100 g."""
    out: dict[str, list[dict[str, Any]]] = {}
    with FOODS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            head = {k: row.pop(k) for k in ("food", "role", "group")}
            figures = {k: float(v) for k, v in row.items() if v}
            out.setdefault(head["role"], []).append({**head, "figures": figures})
    return out


def random_dish(random: Random, kind: str, number: int, foods: dict[str, Any]) -> Dish:
    """A dish of one of the kind's patterns."""
    pattern = random.choice(PARTS[kind])
    chosen = [(random.choice(foods[role]), random.randint(a, b)) for role, a, b in pattern]
    nutrients: dict[str, float] = {}
    for food, grams in chosen:
        for key, amount in food["figures"].items():
            nutrients[key] = nutrients.get(key, 0.0) + amount * grams / 100
    main_meal = kind in ("lunch", "dinner")
    nutrients["sodium"] += random.choice([200, 300, 400, 500]) if main_meal else 0
    main = next((f for f, _ in chosen if f["role"] in ("animal", "legume")), chosen[0][0])
    slots = {kind} | ({"lunch", "dinner"} if main_meal and random.random() < 0.35 else set())
    minutes = {"smoothie": (3, 6), "breakfast": (5, 20), "lunch": (10, 25), "dinner": (15, 40)}
    return Dish(
        key=f"{kind}-{number}",
        slots=frozenset(slots),
        nutrients=nutrients,
        active_minutes=random.randint(*minutes[kind]),
        keeps_days=random.choice([0, 1, 2, 3]) if main_meal else random.choice([0, 0, 1]),
        main_food=main["food"],
        groups=frozenset(f["group"] for f, _ in chosen if f["group"]),
        foods=frozenset(f["food"] for f, _ in chosen if f["role"] != "fat"),
        prominent=frozenset(f["food"] for f, grams in chosen if grams >= 80),
    )


def library(seed: int, counts: dict[str, int] | None = None) -> tuple[Dish, ...]:
    """A library of random dishes."""
    random, foods = Random(seed), sample_foods()
    counts = counts or {"breakfast": 25, "smoothie": 27, "lunch": 34, "dinner": 34}
    return tuple(
        random_dish(random, kind, n, foods) for kind, many in counts.items() for n in range(many)
    )


#: NASEM reference intakes for adults of 31-50 (woman, man) and a child of 4-8: for realistic sizes.
REFERENCE: dict[str, dict[str, float]] = {
    "woman": {"magnesium": 320, "potassium": 2600, "calcium": 1000, "vitamin_d": 15,
              "thiamin_b1": 1.1, "vitamin_b6": 1.3, "vitamin_b12": 2.4, "water": 2700,
              "protein": 52, "fibre": 25},
    "man": {"magnesium": 420, "potassium": 3400, "calcium": 1000, "vitamin_d": 15,
            "thiamin_b1": 1.2, "vitamin_b6": 1.3, "vitamin_b12": 2.4, "water": 3700,
            "protein": 64, "fibre": 38},
    "child": {"magnesium": 130, "potassium": 2300, "calcium": 1000, "vitamin_d": 15,
              "thiamin_b1": 0.6, "vitamin_b6": 0.6, "vitamin_b12": 1.2, "water": 1700,
              "protein": 19, "fibre": 25},
}  # fmt: skip
PORTIONS = {
    "adult": (0.5, 0.75, 1.0, 1.25, 1.5, 1.75),
    "child": (0.25, 0.5, 0.75, 1.0, 1.25),
}


def eater(key: str, kind: str, energy: float, **more: Any) -> Eater:
    """A person like the product makes them."""
    targets = tuple(
        Target(n, amount, 0.0 if n in WEEK_ONLY else 0.8) for n, amount in REFERENCE[kind].items()
    )
    sodium = 1500.0 if kind == "child" else 2300.0
    return Eater(
        key=key,
        energy_kcal=energy,
        targets=targets,
        limits=(
            Limit("sodium", sodium, hard=False),
            Limit("vitamin_d", 75.0 if kind == "child" else 100.0, hard=True),
        ),
        energy_shares=(
            EnergyShare("protein", 4, 0.10, 0.35),
            EnergyShare("fat_total", 9, 0.20, 0.35),
            EnergyShare("carbohydrate", 4, 0.45, 0.65),
            EnergyShare("fat_saturated", 9, None, 0.10),
        ),
        portions=PORTIONS["child" if kind == "child" else "adult"],
        base={"water": 1500.0 if kind != "child" else 1000.0},
        **more,
    )


def woman() -> Eater:
    """34 years, 2,050 kcal."""
    return eater("woman", "woman", 2050.0)


def family() -> tuple[Eater, ...]:
    """Two adults and two children."""
    return (
        woman(),
        eater("man", "man", 2850.0),
        eater("girl", "child", 1400.0),
        eater("boy", "child", 1700.0),
    )


def week(seed: int, eaters: tuple[Eater, ...] | None = None, **more: Any) -> Problem:
    """Seven days of four slots."""
    return Problem(
        weekdays=(True,) * 5 + (False,) * 2,
        slots=SLOTS,
        eaters=eaters or (woman(),),
        dishes=more.pop("dishes", None) or library(seed),
        seed=seed,
        **more,
    )
