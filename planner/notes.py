"""What stands beside a meal for someone who eats it: what to keep apart, steady, or away from."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from knowledge.safety_rules import load_rules
from people.care import Care
from people.care_foods import Helping, dish_problems, food_problems
from people.models import Person
from people.queries import care_on
from people.safety import Ask, Blocker, Caution, Limited, Problem, Spacing, Steady, Weekly
from planner.board import Board, Card
from planner.checks import minds, usual_of
from planner.models import DRINKS
from planner.plates import Foods, helpings_of
from planner.shelf import stuffs

#: Facts of medicines that are taken in the morning: only the day's first meal is near the dose.
MORNING: Final = frozenset({"levothyroxine", "bisphosphonate", "ibandronate"})
#: The trait of something eaten with a dose, which rules of spacing ask for.
WITH_DOSE: Final = ("with_dose",)
#: Where the notes of a board wait on its plan.
KEPT: Final = "_meal_notes"


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence beside a meal; `conflict`: somebody should not have it as it is."""

    person: str
    problem: Problem
    conflict: bool
    food: str = ""

    @property
    def is_health(self) -> bool:
        """Whether it tells of a condition or a medicine: not for everyone's eyes."""
        return self.problem.strength == "rule"


def notes_of(board: Board) -> Mapping[int, tuple[Note, ...]]:
    """The notes of every meal on a board, by meal (1 query; none where nobody minds anything)."""
    known: tuple[Board, Mapping[int, tuple[Note, ...]]] | None = board.plan.__dict__.get(KEPT)
    if known is None or known[0] is not board:
        known = board.plan.__dict__[KEPT] = (board, _notes(board))
    return known[1]


def meal_notes(board: Board, person: Person, date: dt.date, slot: str) -> list[Note]:
    """The notes of one person's meal."""
    cards = board.cards.get((date, slot), ())
    found = [note for card in cards for note in notes_of(board).get(card.meal.pk, ())]
    return [note for note in found if note.person == person.name]


def _notes(board: Board) -> dict[int, tuple[Note, ...]]:
    people = [one for one in board.people if one.is_ready and _minds(one, board)]
    if not people:
        return {}
    foods = stuffs(board.table.stamp, _foods_on(board))
    found: dict[int, list[Note]] = defaultdict(list)
    for person in people:
        first = _first_meals(board, person)
        for card in board.all_cards():
            if person.pk in card.amounts:
                minded = care_on(person, card.meal.date)
                near = first.get(card.meal.date) == card.meal.slot
                found[card.meal.pk] += _card_notes(board, card, person, minded, foods, near)
    return {meal: tuple(notes) for meal, notes in found.items()}


def _minds(person: Person, board: Board) -> bool:
    """Whether somebody minds anything on a day of the plan.

    Its ends tell: a child's rules end with age, and no pregnancy begins and ends within a plan.
    """
    return any(minds(care_on(person, date)) for date in (board.plan.start, board.plan.end))


def _foods_on(board: Board) -> set[int]:
    revisions = {card.revision.pk for card in board.all_cards() if card.revision}
    lines = [line for pk in revisions for line in board.figures.dishes[pk].ingredients]
    used = {food for line in lines for food in (line.food, line.eaten_food) if food is not None}
    return used | {c.meal.food_id for c in board.all_cards() if c.meal.food_id is not None}


def _first_meals(board: Board, person: Person) -> dict[dt.date, str]:
    """The first slot of each day at which a person eats something."""
    found: dict[dt.date, str] = {}
    for card in board.all_cards():
        if card.meal.slot != DRINKS and person.pk in card.amounts:
            found.setdefault(card.meal.date, card.meal.slot)
    return found


def _card_notes(
    board: Board, card: Card, person: Person, minded: Care, foods: Foods, near: bool
) -> list[Note]:
    amount = card.amounts[person.pk]
    helpings = _helpings(board, card, amount, foods)
    # Salt is judged at a usual portion, as when the dish was chosen (care_foods.dish_problems).
    usual = min(1.0, usual_of(person, card.meal.date) / amount) if card.revision else 1.0
    found = _judged(card, minded, person.name, helpings, (), usual)
    apart = _judged(card, minded, person.name, helpings, WITH_DOSE, usual)
    found += [one for one in apart if isinstance(one, Spacing) and one not in found]
    kept = [one for one in found if near or not _of_morning(one)]
    return [_note(one) for one in _each_once(kept)]


def _helpings(board: Board, card: Card, amount: float, foods: Foods) -> tuple[Helping, ...]:
    if card.revision is None:
        food = card.meal.food_id
        return (Helping(foods[food], amount),) if food is not None else ()
    dish = board.figures.dishes[card.revision.pk]
    return helpings_of(dish.ingredients, card.revision.servings, foods, amount)


def _judged(
    card: Card,
    minded: Care,
    name: str,
    helpings: Iterable[Helping],
    traits: Iterable[str],
    usual: float,
) -> list[Problem]:
    if card.revision is not None:
        return dish_problems(minded, name, helpings, traits, usual)
    return [one for helping in helpings for one in food_problems(minded, name, helping, traits)]


def _of_morning(problem: Problem) -> bool:
    """A rule of spacing about a morning dose says nothing of lunch; minerals are apart all day."""
    rule = next((one for one in load_rules() if one.id == problem.rule), None)
    if rule is None or not isinstance(problem, Spacing):
        return False
    return rule.who <= MORNING and "supplement:calcium" not in rule.about


def _each_once(found: Iterable[Problem]) -> list[Problem]:
    """A rule once a meal, whichever of its foods it is about; conflicts first."""
    kept: dict[tuple[str, str, type[Problem]], Problem] = {}
    for one in sorted(found, key=lambda one: _ORDER.index(type(one))):
        fact = "" if one.rule and not isinstance(one, Caution) else one.fact
        kept.setdefault((one.rule, fact, type(one)), one)
    return list(kept.values())


_ORDER: Final = (Blocker, Caution, Ask, Limited, Spacing, Weekly, Steady)


def _note(problem: Problem) -> Note:
    conflict = isinstance(problem, Blocker | Caution | Ask | Limited)
    return Note(problem.person, problem, conflict, problem.fact if problem.rule else "")
