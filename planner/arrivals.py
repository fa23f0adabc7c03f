"""What an edit newly puts before somebody, and what stands in its way.

A dish on another day, in another helping or a larger one is judged as if it were added by hand: age
and pregnancy are of a day, and a small amount is none any more once there is more of it. What stood
against it before, and somebody said yes to, is not asked again; what blocks is said each time.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from people.care import Care
from people.models import Person
from people.queries import care_on
from people.safety import Blocker, Problem
from planner.checks import against_dish, against_food, minds, usual_of
from planner.desk import Desk
from planner.history import Row
from planner.plates import Foods, helpings_of
from planner.shelf import stock, stuffs
from planner.table import table_of
from recipes.nutrition import Ingredient

#: ("dish", revision id) or ("food", food id).
Thing = tuple[str, int]
#: The lines and servings of dishes, by revision.
Dishes = Mapping[int, tuple[Sequence[Ingredient], float]]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What comes before a person: recipe servings of a dish, or grams of a food."""

    person: Person
    date: dt.date
    thing: Thing
    amount: float
    before: tuple[dt.date, float] | None = None
    """When, and how much of it, where it stood on the board already."""


def judged(arrivals: Sequence[Arrival], dishes: Dishes, stamp: str = "") -> list[list[Problem]]:
    """What stands in the way of each (1 query at most; `stamp`: see `shelf.stuffs`)."""
    foods = stuffs(stamp, _foods(arrivals, dishes)) if arrivals else {}
    known: dict[object, list[Problem]] = {}
    found = []
    for one in arrivals:
        now = _against(one, one.date, one.amount, dishes, foods, known)
        if now and one.before is not None:
            was = _against(one, *one.before, dishes, foods, known)
            now = [each for each in now if isinstance(each, Blocker) or each not in was]
        found.append(now)
    return found


def _foods(arrivals: Iterable[Arrival], dishes: Dishes) -> set[int]:
    things = {one.thing for one in arrivals}
    lines = [line for kind, pk in things if kind == "dish" for line in dishes[pk][0]]
    used = {food for line in lines for food in (line.food, line.eaten_food) if food is not None}
    return used | {pk for kind, pk in things if kind == "food"}


def _against(
    one: Arrival,
    date: dt.date,
    amount: float,
    dishes: Dishes,
    foods: Foods,
    known: dict[object, list[Problem]],
) -> list[Problem]:
    """Worked out once for all days on which a person minds the same."""
    care = care_on(one.person, date)
    if amount <= 0:
        return []
    key = (one.person.pk, care, one.thing, amount)
    if key not in known:
        known[key] = _problems(one, date, care, amount, dishes, foods)
    return known[key]


def _problems(
    one: Arrival, date: dt.date, care: Care, amount: float, dishes: Dishes, foods: Foods
) -> list[Problem]:
    kind, pk = one.thing
    if kind == "food":
        return against_food(care, one.person.name, foods[pk], amount)
    lines, servings = dishes[pk]
    usual = min(1.0, usual_of(one.person, date) / amount)
    return against_dish(care, one.person.name, helpings_of(lines, servings, foods, amount), usual)


def unfit(desk: Desk) -> list[tuple[str, list[Problem]]]:
    """What an edit puts before somebody who must not have it, or only after a yes, by its name.

    Of the desk after the edit; no query where the shelf keeps what it asks.
    """
    arrivals = arrivals_of(desk)
    revisions = {pk for kind, pk in (one.thing for one in arrivals) if kind == "dish"}
    wares = {pk for kind, pk in (one.thing for one in arrivals) if kind == "food"}
    if not arrivals:
        return []
    shelf = stock(table_of(desk.plan).stamp, revisions, wares)
    made = {pk: shelf.dishes[pk] for pk in revisions}
    dishes = {pk: (dish.ingredients, dish.revision.servings) for pk, dish in made.items()}
    names = {("dish", pk): dish.revision.name for pk, dish in made.items()}
    names |= {("food", pk): shelf.wares[pk].food.name for pk in wares}
    found: dict[Thing, list[Problem]] = {}
    for one, problems in zip(arrivals, judged(arrivals, dishes, shelf.stamp), strict=True):
        if problems:
            found.setdefault(one.thing, []).extend(problems)
    return [(names[thing], problems) for thing, problems in found.items()]


def arrivals_of(desk: Desk) -> list[Arrival]:
    """Helpings that an edit made, made larger, or put on a day on which more is minded.

    What was eaten unplanned is told, not put before anybody.
    """
    people = {person.pk: person for person in table_of(desk.plan).people}
    found = []
    for pk, had in _touched(desk).items():
        row = desk.rows("meal")[pk]
        if row["unplanned"]:
            continue
        date, thing = row["date"], _thing(desk, row)
        was = desk.before["meal"].get(pk, row)
        stood = was is not None and _thing(desk, was, before=True) == thing
        for person, amount in desk.amounts(pk).items():
            before = (was["date"], had[person]) if was and stood and had.get(person) else None
            one = Arrival(people[person], date, thing, amount, before)
            if not _stood(one) and not _is_more_of_a_dish(one):
                found.append(one)
    return found


def _is_more_of_a_dish(one: Arrival) -> bool:
    """For who minds nothing more of a dish is well; of a dose there is too much for anyone."""
    return (
        one.before is not None
        and one.thing[0] == "dish"
        and not minds(care_on(one.person, one.date))
    )


def _stood(one: Arrival) -> bool:
    """Whether nothing is new: as much was there before, on a day on which the same was minded."""
    if one.before is None:
        return False
    date, amount = one.before
    same = date == one.date or care_on(one.person, date) == care_on(one.person, one.date)
    return same and one.amount <= amount


def _touched(desk: Desk) -> dict[int, dict[int, float]]:
    """Meals of which the edit changed anything, with what each person had of them before."""
    servings = desk.changes("serving")
    batches = desk.changes("batch").keys()
    meals = {pk for pk, row in desk.rows("meal").items() if row["batch_id"] in batches}
    meals |= desk.changes("meal").keys()
    meals |= {row["meal_id"] for pair in servings.values() for row in pair if row}
    had = {pk: desk.amounts(pk) for pk in meals & desk.rows("meal").keys()}
    for _was, now in servings.values():
        if now and now["meal_id"] in had:
            had[now["meal_id"]].pop(now["person_id"], None)
    for was, _now in servings.values():
        if was and was["meal_id"] in had:
            had[was["meal_id"]][was["person_id"]] = was["amount"]
    return had


def _thing(desk: Desk, row: Row, *, before: bool = False) -> Thing:
    """What is on the table, or was `before` the edit."""
    if row["batch_id"] is None:
        return "food", row["food_id"]
    now = desk.rows("batch").get(row["batch_id"])
    cooking = desk.before["batch"].get(row["batch_id"], now) if before else now
    return "dish", cooking["revision_id"] if cooking else 0
