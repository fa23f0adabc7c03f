"""A few foods of the smoothie builder, for tests that need no library."""

from typing import Any

from tests.factories import FoodFactory, FoodGroupFactory

FIGURES = {"energy": 60, "magnesium": 20, "potassium": 150, "sugars_total": 5, "water": 80}


def group(key: str) -> Any:
    """A food group by its key."""
    return FoodGroupFactory(key=key)


def make_blender() -> dict[str, Any]:
    """Milk, soya drink, spinach, kale, banana, juice, peanut butter and pumpkin seeds."""
    drink = {"kind": "drink", "density": 1.03}
    rich = {**FIGURES, "vitamin_k1": 480}

    def food(slug: str, name: str, key: str = "other", **more: Any) -> Any:
        more.setdefault("amounts", FIGURES)
        return FoodFactory(slug=slug, name=name, group=group(key), **more)

    made = [
        food("milk-2-percent", "Milk", "milk", facts={"milk": "contains"}, **drink),
        food("soy-drink-fortified", "Soya drink", "plant_drinks", **drink),
        food("spinach-raw", "Spinach, raw", "leafy_greens", amounts=rich, measures={"handful": 30}),
        food("kale-raw", "Kale, raw", "leafy_greens"),
        food("banana", "Banana", "tropical_fruit", measures={"medium": 118}),
        food("orange-juice-calcium-d", "Orange juice", "juice", **drink),
        food("peanut-butter", "Peanut butter", facts={"peanut": "contains"}),
        food("pumpkin-seeds", "Pumpkin seeds", amounts={**FIGURES, "magnesium": 590}),
    ]
    return {one.slug: one for one in made}
