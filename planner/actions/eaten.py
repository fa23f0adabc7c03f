"""What was eaten, skipped, eaten instead and drunk: each is one change that can be undone."""

import datetime as dt
from collections.abc import Collection
from typing import Final

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from foods.models import Food
from people.models import Person
from planner.actions.meals import told
from planner.desk import Desk, GoneError
from planner.eaten import EATEN, OTHER, PLANNED, SKIPPED
from planner.editing import Stamp, editing
from planner.history import Row
from planner.models import DRINKS, Meal, Plan
from recipes.models import RecipeRevision

#: What the history calls each of them.
VERBS: Final = {EATEN: "ate", SKIPPED: "skipped", PLANNED: "unticked"}
#: Edits that say what was eaten and change nothing that is planned: two of them never clash.
TICKS: Final = frozenset({*VERBS.values(), "instead", "drank", "undrank"})


def set_eaten(*, meal: Meal, people: Collection[Person], status: str, stamp: Stamp) -> Desk:
    """These people ate their part of a meal or skipped it; "planned" takes back what was said.

    Raises GoneError where none of them has a part in it.
    """
    with editing(meal.plan, stamp, VERBS[status]) as desk:
        row = desk.meal(meal.pk)
        servings = _servings_of(desk, meal.pk, people)
        desk.words |= told(desk, row) | _who(people)
        for pk, serving in servings.items():
            _take_back(desk, row, serving)
            desk.change("serving", pk, status=status, instead="")
    return desk


def eat_instead(
    *,
    meal: Meal,
    person: Person,
    stamp: Stamp,
    words: str = "",
    thing: Food | RecipeRevision | None = None,
    amount: float = 0.0,
) -> Desk:
    """A person ate something else: in own `words`, or a `thing` in grams or recipe servings.

    What was planned counts no more; the thing stands beside it and is neither cooked nor bought.
    Raises GoneError where the person has no part in the meal.
    """
    with editing(meal.plan, stamp, "instead") as desk:
        row = desk.meal(meal.pk)
        servings = _servings_of(desk, meal.pk, [person])
        other = thing.name if thing else words
        desk.words |= told(desk, row) | _who([person]) | {"other": other}
        for pk, serving in servings.items():
            _take_back(desk, row, serving)
            desk.change("serving", pk, status=OTHER, instead="" if thing else words)
        if thing is not None:
            _put_beside(desk, row, person, thing, amount)
    return desk


def _servings_of(desk: Desk, meal: int, people: Collection[Person]) -> dict[int, Row]:
    wanted = {person.pk for person in people}
    found = {pk: s for pk, s in desk.servings(meal).items() if s["person_id"] in wanted}
    if not found:
        raise GoneError
    return found


def _who(people: Collection[Person]) -> dict[str, str]:
    return {"who": get_text_list([person.name for person in people], _("and"))}


def _take_back(desk: Desk, row: Row, serving: Row) -> None:
    """Whoever had something else there has it no more."""
    if serving["status"] != OTHER:
        return
    for pk in desk.at(row["date"], row["slot"]):
        if desk.meal(pk)["unplanned"] and serving["person_id"] in desk.amounts(pk):
            desk.drop("meal", pk)


def _put_beside(
    desk: Desk, row: Row, person: Person, thing: Food | RecipeRevision, amount: float
) -> None:
    date, slot = row["date"], row["slot"]
    batch = food = None
    if isinstance(thing, Food):
        food = thing.pk
    else:
        batch = desk.add("batch", revision_id=thing.pk, cook_date=date)
    eats = {person.pk: amount}
    rows = {"batch_id": batch, "food_id": food, "unplanned": True}
    made = desk.add_meal(date=date, slot=slot, amounts=eats, **rows)
    for pk in desk.servings(made):
        desk.change("serving", pk, status=EATEN)


def drink(
    *, plan: Plan, date: dt.date, person: Person, food: Food, grams: float, stamp: Stamp
) -> Desk:
    """A person drank so many grams more of a drink on a day, or (below 0) fewer.

    It counts towards what the drinks row holds for them; where it holds none, it stands there by
    itself, as something that was not planned.
    """
    words = {"date": date.isoformat(), "dish": food.name, **_who([person])}
    with editing(plan, stamp, "drank" if grams > 0 else "undrank", **words) as desk:
        cup = _cup(desk, date, person, food)
        if cup is None and grams > 0:
            amounts = {person.pk: grams}
            rows = {"food_id": food.pk, "unplanned": True}
            made = desk.add_meal(date=date, slot=DRINKS, amounts=amounts, **rows)
            for pk in desk.servings(made):
                desk.change("serving", pk, had=grams)
        elif cup is not None:
            _pour(desk, cup, grams)
    return desk


def _cup(desk: Desk, date: dt.date, person: Person, food: Food) -> int | None:
    """The serving of a drink that a person has on a day."""
    for meal in desk.at(date, DRINKS):
        if desk.meal(meal)["food_id"] == food.pk:
            for pk, row in desk.servings(meal).items():
                if row["person_id"] == person.pk:
                    return pk
    return None


def _pour(desk: Desk, cup: int, grams: float) -> None:
    row = desk.rows("serving")[cup]
    had = max(0.0, (row["had"] or 0.0) + grams)
    if not desk.meal(row["meal_id"])["unplanned"]:
        desk.change("serving", cup, had=had or None)
    elif had:
        desk.change("serving", cup, had=had, amount=had)
    else:
        desk.drop("meal", row["meal_id"])
