"""Why a dish is there: what the planner noted, what it brings, what else could stand there."""

from dataclasses import dataclass
from typing import Final

from knowledge.nutrients import BY_KEY, Nutrient
from people.models import Person
from planner.board import Board, Card, load_board
from planner.models import Meal, Plan
from planner.offers import Offer, swap_offers
from planner.problems import OBJECTIVE
from planner.words import reason_words

#: Less than this share of a day's target is not worth naming, and so many are named at most.
LEAST_SHARE: Final = 0.1
MOST_SHARES: Final = 4
#: How many other dishes are named.
OTHERS: Final = 3


@dataclass(frozen=True, slots=True)
class Share:
    """What a portion brings of one nutrient."""

    nutrient: Nutrient
    amount: float
    covers: float
    """Share of the person's target for the day; known amounts only."""

    @property
    def percent(self) -> int:
        """The share in whole percent, rounded down."""
        return int(100 * self.covers + 1e-6)

    @property
    def bar(self) -> int:
        """The share as a bar's length: a whole target fills it."""
        return min(100, self.percent)


@dataclass(frozen=True, slots=True)
class Why:
    """Why one dish is where it is."""

    card: Card
    person: Person
    reasons: list[str]
    """What the planner noted when it chose; empty where a person chose."""
    shares: list[Share]
    others: list[Offer]
    """The best dishes that could stand here instead, on the board as it is now."""


def why_of(plan: Plan, meal: Meal, person_id: str = "") -> Why | None:
    """Reasons for a dish, with its shares for one person at the table (the first, if not said).

    None for a food or drink: those are put on the board by people. The others are ranked on the
    board as it stands now, by the optimiser's own objective.
    """
    board = load_board(plan, OBJECTIVE)
    card = next(card for card in board.all_cards() if card.meal.pk == meal.pk)
    if card.revision is None:
        return None
    people = {str(person.pk): person for person in board.people}
    person = people.get(person_id, board.people[0])
    several = len(board.people) > 1
    told = [
        reason_words(reason, several=several, hidden=person.hide_numbers)
        for reason in card.meal.reasons
    ]
    return Why(
        card=card,
        person=person,
        reasons=[text for text in told if text],
        shares=shares_of(board, card, person),
        others=swap_offers(plan, meal)[:OTHERS],
    )


def shares_of(board: Board, card: Card, person: Person) -> list[Share]:
    """What a person's portion brings of the day's targets, most first."""
    targets = board.targets(person, [card.meal.date]).targets
    eaten = card.factor(person.pk)
    found = [
        Share(BY_KEY[key], amount, amount / targets[key].amount)
        for key in OBJECTIVE
        if key in targets and (amount := eaten * card.intake.amount(key)) > 0
    ]
    worth = [share for share in found if share.covers >= LEAST_SHARE]
    return sorted(worth, key=lambda share: -share.covers)[:MOST_SHARES]
