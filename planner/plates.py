"""A dish as it comes before somebody: its foods in a portion, and may they have it. Pure."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from people.care import Care
from people.care_foods import WEEKLY, Foodstuff, Helping, dish_problems, subject_of
from people.care_targets import Steady
from people.safety import to_confirm
from recipes.nutrition import Ingredient

Foods = Mapping[int, Foodstuff]


def helpings_of(
    ingredients: Iterable[Ingredient], servings: float, foods: Foods, portion: float = 1.0
) -> tuple[Helping, ...]:
    """The foods of a portion, in recipe servings, as eaten and as bought; optional ones too.

    Raises KeyError for a food that is not in `foods`: nothing is put on a plate unseen.
    """
    share = portion / servings
    found: list[Helping] = []
    for line in ingredients:
        if line.eaten_food is None:
            found.append(Helping(foods[line.food], line.grams * share, bool(line.cooked)))
            continue
        eaten = line.grams if line.eaten_grams is None else line.eaten_grams
        found.append(Helping(foods[line.eaten_food], eaten * share, line.eaten_food != line.food))
        found.append(Helping(foods[line.food], line.grams * share, shopped=True))
    return tuple(found)


@lru_cache(maxsize=50_000)
def may_have(
    care: Care,
    helpings: tuple[Helping, ...],
    steady: tuple[Steady, ...] = (),
    usual: float = 1.0,
) -> bool:
    """Whether a dish may be put before somebody without asking anyone.

    `usual`: the share that their usual portion is of this one (`care_foods.dish_problems`).
    Unknown does not pass, nor what a clinician is to decide about, nor a limited food in more than
    a small amount, nor more of what is kept steady than a usual day brings.
    """
    if to_confirm(dish_problems(care, "", helpings, usual=usual)):
        return False
    return all(amount_in(helpings, band.nutrient) <= band.usual for band in steady)


def amount_in(helpings: Iterable[Helping], nutrient: str) -> float:
    """The known amount of one of the deciding nutrients in some helpings."""
    eaten = (one for one in helpings if not one.shopped)
    return sum(dict(one.food.amounts).get(nutrient, 0.0) * one.grams / 100.0 for one in eaten)


def weekly_classes(care: Care) -> frozenset[str]:
    """The classes of food of which this person should have only so much a week."""
    return frozenset(one for one in WEEKLY if care.limits(one))


def weekly_grams(helpings: Iterable[Helping]) -> dict[str, float]:
    """Grams of each class that some people have a weekly limit on."""
    found: dict[str, float] = {}
    for helping in helpings:
        for one in () if helping.shopped else subject_of(helping).classes & WEEKLY.keys():
            found[one] = found.get(one, 0.0) + helping.grams
    return found
