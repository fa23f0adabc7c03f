"""What somebody drinks through a day, in glasses."""

import datetime as dt
import math
from dataclasses import dataclass

from people.care_targets import TargetNote
from people.models import Person
from people.queries import safe_targets
from planner.board import Board, Card
from planner.models import DRINKS
from planner.problems import GLASS


@dataclass(frozen=True, slots=True)
class Drink:
    """A drink of the day for one person; grams are of that drink."""

    slug: str
    name: str
    planned: float
    had: float
    card: Card | None = None
    density: float = 1.0
    """Grams per millilitre."""

    @property
    def glasses(self) -> int:
        """Glasses that are planned, the last perhaps not full."""
        return math.ceil(self.planned / GLASS - 1e-9)

    @property
    def drunk(self) -> int:
        """Glasses that were drunk."""
        return round(self.had / GLASS)

    @property
    def row(self) -> list[bool]:
        """A glass each, full where it was drunk."""
        return [n < self.drunk for n in range(max(self.glasses, self.drunk))]


@dataclass(frozen=True, slots=True)
class Water:
    """A day's drinks of a person, against all water of the day, food included (in g)."""

    drinks: list[Drink]
    had: float
    amount: float
    target: float | None
    """None where nobody is to be told how much to drink."""
    limit: float | None
    notes: tuple[TargetNote, ...]
    """Why there is no target: how much to drink is for a clinician to say."""


def water_of(board: Board, person: Person, date: dt.date) -> Water:
    """What a person has to drink on a day, and how far they got (no query)."""
    drinks = [
        _drink(card, person.pk)
        for card in board.cards.get((date, DRINKS), ())
        if card.meal.food is not None and person.pk in card.amounts
    ]
    targets, notes = safe_targets(person, date)
    target, limit = targets.targets.get("water"), targets.limit_on("water")
    return Water(
        drinks=drinks,
        had=sum(one.had for one in drinks),
        amount=board.day(person.pk, date).amount("water"),
        target=target.amount if target else None,
        limit=limit.amount if limit else None,
        notes=tuple(note for note in notes if note.nutrient == "water"),
    )


def _drink(card: Card, person: int) -> Drink:
    food, told = card.meal.food, card.told.get(person)
    assert food is not None
    return Drink(
        slug=food.slug,
        name=card.name,
        planned=0.0 if card.meal.unplanned else card.amounts[person],
        had=(told.had or 0.0) if told else 0.0,
        card=card,
        density=food.density or 1.0,
    )
